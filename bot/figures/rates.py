"""Measures made of two columns: X率, done against target, parts against their total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, family, total_beside
from bot.figures.goal_pairs import GoalPairs
from bot.figures.goals import only_these, read_against_goal, read_goal
from bot.figures.mentions import Names
from bot.figures.metrics import Found
from bot.figures.query import Measure, Relation
from bot.figures.reading import Picked, Reading, Segment
from bot.figures.roles import Role
from bot.figures.views import Column
from bot.figures.wording import phrases

AGAINST = "比|与|和|跟|同|高于|低于|超过|多于|少于|大于|小于|等于"

_ALIKE_CHARS = 2
_ALREADY = "已"
_LEFT_UNDONE = re.compile(
    "(?:没有?|未|尚未|还没)[^,。?]*(?:多少|几[家个项条户]|最[多少])|(?:多少|几[家个项条户])[^,。?]*(?:没|未)"
)
_DENIED = re.compile(
    r"(?:(?<!有)没有?|未|尚未|还没|不是|并非|不由|不归|非|除去|除了|除|去掉|扣除|扣掉|减去|剔除)(?:被|能|获|得到|给)?$"
)
# so many are left: how many, over how many, the most; not who has none
_BY_SIZE = re.compile(
    r"多少|几家|(?:超过?|不足|不到|[多少高低大小]于|突破)\d|\d+[家个]?以[上下内]|最[多少高低大小]|前[三五十\d]|后[三五十\d]|排"
)
_WHAT = re.compile("[一-龥]{2}$")
RATE = re.compile(r"(?:完成|达成|办结|实现|执行|通过|落实|兑现)?(?:率|比例|占比|度(?=是|为|多|达|超|$))")


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
    firsts = [start for start, _ in reading.covered if only.start <= start < only.end]
    denied = next(filter(None, (_DENIED.search(text[only.start : first]) for first in firsts)), None)
    unmet = re.search(r"(?:没有?|未|尚未)(?:能)?(?=[在通走完验])", text) or denied
    if unmet and (unmet is denied or unmet.start() >= only.start) and _BY_SIZE.search(text):
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
    as_of: date,
) -> None:
    """Turn X率 into a ratio where X is a part of a total in the same table, or done against target."""
    if _not_done(text, names, catalogue, reading, within) or _other_kind(text, names, catalogue, reading, within):
        return
    pairs = GoalPairs(names, found, catalogue, within, as_of)
    if read_goal(text, pairs, catalogue, reading):
        return
    read_against_goal(text, pairs, catalogue, reading)
    for match in RATE.finditer(text):
        if any(start < match.end() and match.end() - 1 < end for start, end in names.spans):
            continue
        picked = next((p for p in reversed(reading.picked) if p.start < match.end() and match.start() < p.end), None)
        label = catalogue.columns[picked.measure.column].label if picked is not None else ""
        if "率" in label or label.endswith(match[0]):
            continue
        what = _WHAT.search(text[: match.start()]) if match[0] == "率" else None
        if what is not None and catalogue.roles.asked(what[0]) is None:
            own = own_rate(what[0], pairs, catalogue, within)
            if own is not None:
                only_these(reading, match, [own])
                reading.covered.append(what.span())
                continue
            if picked is not None and picked.own > 0 and total_beside(catalogue, picked.measure.column) is None:
                reading.missing_rate = f"{what[0]}率"
                continue
        if match[0] in {"率", "比例", "占比", "度"} and (picked is None or picked.own == 0):
            continue
        share = match[0] in {"比例", "占比"}
        part = picked if picked is not None and picked.own > 0 else None
        if share and _of_the_table(text[: match.start()], names):
            continue
        if part is not None:
            base = total_beside(catalogue, part.measure.column)
            if base is not None and catalogue.roles.of(part.measure.column) is not Role.GOAL:
                _replace(reading, part, Measure(column=part.measure.column, base=base.id, relation=Relation.RATIO))
                _same_of_other_years(reading, part, catalogue)
                reading.covered.append(match.span())
                continue
        if share:
            continue
        _done_against_target(match, pairs, names, catalogue, reading, part)


def own_rate(what: str, pairs: GoalPairs, catalogue: Catalogue, within: frozenset[str] | None) -> Measure | None:
    """Return 合格率 as the one column so called over the one of its table that all that was done is a part of."""
    called = re.compile(f"{re.escape(what[0])}[^,]{{0,2}}{re.escape(what[1])}")
    found = []
    for part in catalogue.columns.values():
        roles = catalogue.roles
        if called.search(part.label) is None or not pairs.dated(part) or (within is not None and part.id not in within):
            continue
        beside = [
            c
            for c in catalogue.views[part.table_id].columns
            if (c.unit, c.year) == (part.unit, part.year)
            and roles.of(c.id) is not Role.GOAL
            and not roles.is_rate(c.id)
        ]
        wholes = [c for c in beside if all(never_less(c, other) for other in beside)]
        if roles.of(part.id) is not Role.GOAL and len(wholes) == 1 and wholes[0] is not part and part.unit is not None:
            found.append(Measure(column=part.id, base=wholes[0].id, relation=Relation.RATIO))
    return found[0] if len(found) == 1 else None


def _not_done(text: str, names: Names, catalogue: Catalogue, reading: Reading, within: frozenset[str] | None) -> bool:
    """Read 没被采纳 as what is left of the whole of which 已采纳 is a part; say whether it stands there."""
    if _LEFT_UNDONE.search(text) is None:
        return False
    years = [y.year for y in names.years if y.year is not None]
    for column in catalogue.columns.values():
        if not column.label.startswith(_ALREADY) or len(column.label) <= _ALIKE_CHARS:
            continue
        said = re.search(rf"(?:没有?|未|尚未|还没)(?:有|能|被|获)*{re.escape(column.label[1:])}(?![率比])", text)
        dated = not years or column_year(catalogue, column) in years
        whole = _whole_of(catalogue, column) if said is not None and dated else None
        if said is not None and whole is not None and (within is None or column.id in within):
            only_these(reading, said, [Measure(column=whole.id, base=column.id, relation=Relation.DIFFERENCE)])
            noun = next((m for m in re.finditer("的[一-龥]{2}", text[said.end() :]) if m[0][1:] in whole.label), None)
            if noun is not None:
                reading.covered.append((said.end() + noun.start(), said.end() + noun.end()))
            return True
    return False


def _other_kind(text: str, names: Names, catalogue: Catalogue, reading: Reading, within: frozenset[str] | None) -> bool:
    """Read 自愿性审核 as what is left of the whole of which 强制性审核 is a part; say whether it stands there."""
    kinds = [k for k in phrases().words["opposites"] if k["said"] in text and k["held"] not in text]
    years = [y.year for y in names.years if y.year is not None]
    for kind in kinds:
        meant = [c for c in catalogue.columns.values() if within is None or c.id in within]
        dated = [c for c in meant if not years or column_year(catalogue, c) in years]
        if any(kind["said"] in c.label for c in dated):
            return False  # a column of its own
        parts = [c for c in dated if kind["held"] in c.label]
        goal = catalogue.roles.asked(text)
        parts = [c for c in parts if goal is None or catalogue.roles.of(c.id) is goal] or parts
        part = max(parts, key=lambda c: column_year(catalogue, c) or 0, default=None)
        whole = (total_beside(catalogue, part.id) or _whole_of(catalogue, part)) if part is not None else None
        said = re.search(f"{kind['said']}性?(?:清洁生产)?(?:审核)?", text)
        if part is not None and whole is not None and said is not None:
            only_these(reading, said, [Measure(column=whole.id, base=part.id, relation=Relation.DIFFERENCE)])
            return True
    return False


def _whole_of(catalogue: Catalogue, part: Column) -> Column | None:
    """Return the one column of the unit of a done part (已采纳) that no row has less of; None where none or several."""
    beside = [c for c in catalogue.views[part.table_id].columns if c.unit == part.unit and c.id != part.id]
    wholes = [c for c in beside if not c.label.startswith(_ALREADY) and never_less(c, part)]
    return wholes[0] if len(wholes) == 1 else None


def _of_the_table(before: str, names: Names) -> bool:
    """Say whether the share of a row in the whole table is meant, whose name ends the words before (在全省占比)."""
    bare = len(before.rstrip("的中里总数量"))
    return bool(names.of("row") or names.of("group")) and any(m.end == bare for m in names.of("whole"))


def _replace(reading: Reading, picked: Picked, measure: Measure) -> None:
    index = reading.picked.index(picked)
    reading.picked[index] = Picked(
        start=picked.start, end=picked.end, measure=measure, score=picked.score, own=picked.own
    )


def _same_of_other_years(reading: Reading, rate: Picked, catalogue: Catalogue) -> None:
    """Let what was carried over to another year be the same rate there (2025年平台完成率比2023年高多少)."""
    alike = {c.id for c in family(catalogue, rate.measure.column)} - {rate.measure.column}
    for picked in list(reading.picked):
        base = total_beside(catalogue, picked.measure.column) if picked.measure.column in alike else None
        if base is not None and picked.measure.base is None:
            plain = picked.measure.column
            _replace(reading, picked, Measure(column=plain, base=base.id, relation=Relation.RATIO))


def _done_against_target(
    match: re.Match[str],
    pairs: GoalPairs,
    names: Names,
    catalogue: Catalogue,
    reading: Reading,
    picked: Picked | None,
) -> None:
    """完成率: what was done over what was aimed at, of one year; else a completed part of a total, said as such."""
    years = [y.year for y in names.years if y.year is not None]
    pair = pairs.best
    if pair is not None:
        only_these(reading, match, [Measure(column=pair[0], base=pair[1], relation=Relation.RATIO)])
        reading.requested_year, reading.stood_in_year = pairs.stood_in(pair[1])
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
    if (part := _part_of_like(match[0], catalogue, years, picked)) is not None:
        only_these(reading, match, [part])
        return
    reading.missing_rate = match[0]


def _part_of_like(rate: str, catalogue: Catalogue, years: Sequence[int], picked: Picked | None) -> Measure | None:
    """Return 通过率 as what passed of all that was put in, where a table counts both (通过项目数, 申报项目数)."""
    verb = rate.removesuffix("率")
    for column in catalogue.columns.values():
        dated = not years or column_year(catalogue, column) in years
        named = len(verb) >= _ALIKE_CHARS and column.label.startswith(verb)
        if dated and column.label == f"{_ALREADY}{verb}" and (put_in := _whole_of(catalogue, column)) is not None:
            return Measure(column=column.id, base=put_in.id, relation=Relation.RATIO)
        if not dated or not (named or (picked is not None and column.id == picked.measure.column)):
            continue
        alike = [
            other
            for other in catalogue.views[column.table_id].columns
            if other.id != column.id
            and other.unit == column.unit
            and other.label[-_ALIKE_CHARS:] == column.label[-_ALIKE_CHARS:]
        ]
        if len(alike) == 1 and never_less(alike[0], column):
            return Measure(column=column.id, base=alike[0].id, relation=Relation.RATIO)
    return None


def never_less(whole: Column, part: Column) -> bool:
    """Say whether no row has more of a part than of the whole."""
    pairs = [(whole.cells[key].value, f.value) for key, f in part.cells.items() if key in whole.cells]
    return bool(pairs) and all(a is not None and b is not None and a >= b for a, b in pairs)
