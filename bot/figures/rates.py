"""Measures made of two columns: X率, done against target, parts against their total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, is_default, total_beside
from bot.figures.mentions import Names
from bot.figures.metrics import Found
from bot.figures.query import Measure, Relation
from bot.figures.reading import Picked, Reading, Segment

AGAINST = "比|与|和|跟|同|高于|低于|超过|多于|少于|大于|小于|等于"


GOAL = re.compile(
    r"(没有?|未能?|不)?(超额)?(?:完成|达成|达到|实现)(?:了)?(?:年度|全年|当年|预期)?(?:目标|任务|指标|计划)(?!数|是|多少|为|率)"
)


RATE = re.compile(r"(?:完成|达成|办结|实现|执行|通过|落实|兑现)?(?:率|比例|占比|度(?=是|为|多|达|超|$))")


TARGET_CONCEPT = "预期目标"


def read_against_total(text: str, parts: Sequence[Segment], catalogue: Catalogue, reading: Reading) -> None:
    """Read 合计 as the total beside a part that it is compared with, and 没有… as what is left of the total."""
    if len(reading.picked) != 1 or reading.picked[0].own <= 0 or reading.picked[0].measure.base is not None:
        return
    only = reading.picked[0]
    base = total_beside(catalogue, only.measure.column)
    if base is None:
        return
    for part in parts:
        words = text[part.start : part.end]
        match = re.match(f"(?:{AGAINST})了?((?:合计|总数|总量|总计|验收总数)数?)", words)
        if match:
            total = Picked(start=part.start, end=part.end, measure=Measure(column=base.id), score=1.0)
            reading.picked = [only, total] if part.start >= only.start else [total, only]
            reading.covered.append((part.start + match.start(1), part.start + match.end(1)))
            return
    unmet = re.search(r"(?:没有?|未|尚未)(?:能)?(?=[在通走完验])", text)
    if unmet and unmet.start() >= only.start and re.search("多少|几家", text):
        left = Measure(column=base.id, base=only.measure.column, relation=Relation.DIFFERENCE)
        _replace(reading, only, left)
        reading.covered.append(unmet.span())


def read_rates(
    text: str,
    found: Sequence[Found],
    names: Names,
    catalogue: Catalogue,
    reading: Reading,
    within: frozenset[str] | None,
) -> None:
    """Turn X率 into a ratio where X is a part of a total in the same table, or done against target."""
    goal = GOAL.search(text)
    if goal is not None and not re.search("多少|几家", text):
        pair = _target_pair(names, catalogue)
        if pair is not None:
            reading.picked = [Picked(start=goal.start(), end=goal.end(), measure=pair, score=2.0, own=1.0)]
            reading.goal = "<" if goal[1] else ">" if goal[2] else ">="
            reading.missing_years.clear()
            reading.covered.append(goal.span())
            return
    for match in RATE.finditer(text):
        if any(start < match.end() and match.end() - 1 < end for start, end in names.spans):
            continue
        picked = next((p for p in reversed(reading.picked) if p.start < match.end() and match.start() < p.end), None)
        if picked is not None and "率" in catalogue.columns[picked.measure.column].label:
            continue
        if match[0] in {"率", "比例", "占比", "度"} and (picked is None or picked.own == 0):
            continue
        share = match[0] in {"比例", "占比"}
        part = picked if picked is not None and picked.own > 0 else None
        if part is not None:
            base = total_beside(catalogue, part.measure.column)
            concepts = catalogue.metrics.concepts_of(part.measure.column)
            if base is not None and TARGET_CONCEPT not in concepts:
                _replace(reading, part, Measure(column=part.measure.column, base=base.id, relation=Relation.RATIO))
                reading.covered.append(match.span())
                continue
        if share:
            continue
        _done_against_target(match, names, catalogue, reading, picked)


def _replace(reading: Reading, picked: Picked, measure: Measure) -> None:
    index = reading.picked.index(picked)
    reading.picked[index] = Picked(
        start=picked.start, end=picked.end, measure=measure, score=picked.score, own=picked.own
    )


def _done_against_target(
    match: re.Match[str], names: Names, catalogue: Catalogue, reading: Reading, picked: Picked | None
) -> None:
    """完成率: what was done over what was aimed at, of one year; else a completed part of a total, said as such."""
    years = [y.year for y in names.years if y.year is not None]
    pair = _target_pair(names, catalogue)
    if pair is not None:
        reading.picked = [Picked(start=match.start(), end=match.end(), measure=pair, score=2.0, own=1.0)]
        reading.missing_years.clear()
        reading.covered.append(match.span())
        return
    for column in catalogue.columns.values():
        base = total_beside(catalogue, column.id)
        dated = not years or column_year(catalogue, column) in years
        if base is not None and dated and match[0][:2] in column.label:
            measure = Measure(column=column.id, base=base.id, relation=Relation.RATIO)
            reading.picked = [Picked(start=match.start(), end=match.end(), measure=measure, score=1.5, own=1.0)]
            reading.missing_years.clear()
            reading.assumed.append("measure")
            reading.covered.append(match.span())
            return
    reading.missing_rate = match[0]


def _target_pair(names: Names, catalogue: Catalogue) -> Measure | None:
    """Return done over target of the latest year (of the year named) for which both are on file."""
    years = [y.year for y in names.years if y.year is not None]
    targets = [
        c
        for c in catalogue.columns.values()
        if TARGET_CONCEPT in catalogue.metrics.concepts_of(c.id) and not re.search("完成数|完成量|实际|率", c.label)
    ]
    for target in sorted(targets, key=lambda c: column_year(catalogue, c) or 0, reverse=True):
        year = column_year(catalogue, target)
        if years and year not in years:
            continue
        for done in catalogue.columns.values():
            if done.id == target.id or column_year(catalogue, done) != year or done.unit != target.unit:
                continue
            beside = done.table_id == target.table_id
            if not (is_default(catalogue, done) if not beside else re.search("完成|实际|实绩", done.label)):
                continue
            if TARGET_CONCEPT in catalogue.metrics.concepts_of(done.id) and not beside:
                continue
            shared = catalogue.metrics.concepts_of(done.id) & catalogue.metrics.concepts_of(target.id)
            if (shared or beside) and set(done.cells) & set(target.cells):
                return Measure(column=done.id, base=target.id, relation=Relation.RATIO)
    return None
