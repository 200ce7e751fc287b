"""From words to measures: which columns, of which year, alone or in relation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, family, is_default, total_beside
from bot.figures.mentions import Mention, Names, YearMention, year_of
from bot.figures.metrics import COMMON, OPERATIONAL, Found, Link
from bot.figures.query import Measure, Relation
from bot.figures.surface import clean, periods
from bot.figures.views import YEAR, View

JOINTS = re.compile(
    r"比(?!重|例|率|值|较|一比)|和|与|及|以及|、|,|;|占(?!比)|较(?!多|少|高|低|大|小)|相对|对比|减去|减|除以|跟|同(?!比|期)|还是|vs"
    r"|高于|低于|超过|多于|少于|大于|小于|不如|等于|超出|\?|。"
)
AGAINST = "比|与|和|跟|同|高于|低于|超过|多于|少于|大于|小于|等于"
GOAL = re.compile(
    r"(没有?|未能?|不)?(超额)?(?:完成|达成|达到|实现)(?:了)?(?:年度|全年|当年|预期)?(?:目标|任务|指标)(?!数|是|多少|为|率)"
)
RATE = re.compile(r"(?:完成|达成|办结|实现|执行|通过|落实|兑现)?(?:率|比例|占比|度(?=是|为|多|达|超|$))")
TARGET_CONCEPT = "预期目标"
NEAR, SAME_YEAR = 0.9, 0.72


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of the question between joints, with its features and years."""

    start: int
    end: int
    found: tuple[Found, ...]
    years: tuple[YearMention, ...]


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A measure read at [start, end)."""

    start: int
    end: int
    measure: Measure
    score: float
    own: float = 0.0
    total_word: bool = False


@dataclass(kw_only=True)
class Reading:
    """What the words say is measured, and what could not be found."""

    picked: list[Picked] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    missing_years: list[tuple[int, str]] = field(default_factory=list)  # (year, nearest column)
    missing_rate: str | None = None
    requested_year: int | None = None
    stood_in_year: int | None = None
    assumed: list[str] = field(default_factory=list)
    goal: str | None = None  # comparator of done over target, where reaching it is asked about
    choices: list[str] = field(default_factory=list)  # columns that tie
    bare_years: list[int] = field(default_factory=list)  # years named without a metric


def segments(text: str, names: Names, found: Sequence[Found]) -> list[Segment]:
    """Cut a question at its joints, never inside a feature or a name."""
    inside = [False] * (len(text) + 1)
    for start, end in [(f.start, f.end) for f in found] + list(names.spans):
        for i in range(start + 1, end):
            inside[i] = True
    cuts = [0]
    for match in JOINTS.finditer(text):
        if not inside[match.start()] and not (
            inside[match.start() + 1] and len(match[0]) == 1 and _joined(match, found)
        ):
            cuts.append(match.start())
    cuts.append(len(text))
    return [
        Segment(
            start=start,
            end=end,
            found=tuple(f for f in found if start <= f.start and f.end <= end),
            years=tuple(y for y in names.years if start <= y.start and y.end <= end),
        )
        for start, end in pairwise(cuts)
        if end > start
    ]


def _joined(match: re.Match[str], found: Sequence[Found]) -> bool:
    return any(f.start == match.start() and f.end > match.end() and f.feature.startswith("=") for f in found)


def read_measures(
    text: str,
    names: Names,
    found: Sequence[Found],
    catalogue: Catalogue,
    *,
    as_of: date,
    anchor: int | None,
    rows: Sequence[Mention],
) -> Reading:
    """Read every measure of a question.

    Args:
        text: cleaned question.
        names: names found in it.
        found: features found in it outside of names.
        catalogue: what is on file.
        as_of: the day that 今年 counts from.
        anchor: the year that 上年 counts from when the question names none (that of the turn before).
        rows: mentioned rows, which prefer the tables that have them.
    """
    reading = Reading()
    parts = segments(text, names, _quantities(found, rows, catalogue))
    within = _in_table(names, catalogue, _tables_with(rows, catalogue))
    period = periods(text)
    explicit = [y for s in parts for y in s.years if y.year is not None]
    current: tuple[YearMention, ...] = ()
    strongest = max((_best(catalogue, s.found, within)[0] for s in parts if s.found), default=0.0)
    pending: list[YearMention] = []
    previous: Segment | None = None
    for part in parts:
        score = _best(catalogue, part.found, within)[0]
        weak = score < max(0.35 * strongest, 0.4)
        if weak:
            if part.years:
                if previous is not None and not _later(parts, part, catalogue, within, strongest):
                    # 2023年工信牵头和2024年: the metric carries over to a year without one
                    _pick(
                        reading, previous.found, part.years, part, catalogue, within, period, as_of, anchor, text, names
                    )
                else:
                    pending.extend(part.years)
                current = part.years
            continue
        years = tuple(pending) + part.years or current
        pending = []
        if part.years:
            current = part.years
        anchor_year = explicit[0].year if explicit else anchor
        _pick(reading, part.found, years, part, catalogue, within, period, as_of, anchor_year, text, names)
        previous = part
    if not reading.picked and not reading.missing_years:
        for year in names.years:
            reading.bare_years.append(year_of(year, as_of, explicit[0].year if explicit else anchor))
    _rates(text, found, names, catalogue, reading, within)
    _against_total(text, parts, catalogue, reading)
    return reading


def _against_total(text: str, parts: Sequence[Segment], catalogue: Catalogue, reading: Reading) -> None:
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


def _quantities(found: Sequence[Found], rows: Sequence[Mention], catalogue: Catalogue) -> list[Found]:
    """Leave out words of computing (增长, 占比) where other words name the quantity; alone they may name a column."""
    plain = [f for f in found if f.feature not in OPERATIONAL and f.feature[0] not in "=!" and f.feature not in COMMON]
    spans = [(f.start, f.end) for f in found if f.feature in OPERATIONAL]
    own = [f for f in plain if not any(f.start < end and start < f.end for start, end in spans)]
    by_year = any(YEAR.fullmatch(catalogue.columns[cid].label) for cid in _tables_with(rows, catalogue) or ())
    concepts = any(f.feature[0] == "=" for f in found)
    if own or concepts or by_year:
        covered = [span for span in spans if not any(f.start < span[1] and span[0] < f.end for f in own)]
        touching = {span for span in spans if any(f.end == span[0] or f.start == span[1] for f in own)}
        drop = {span for span in covered if span not in touching}
        return [f for f in found if not any(start <= f.start and f.end <= end for start, end in drop)]
    return list(found)


def _later(
    parts: Sequence[Segment], part: Segment, catalogue: Catalogue, within: frozenset[str] | None, strongest: float
) -> bool:
    """Say whether the next segment brings a metric of its own for the years of this one."""
    after = parts[parts.index(part) + 1 :]
    return bool(after) and not after[0].years and _best(catalogue, after[0].found, within)[0] >= 0.35 * strongest


def _tables_with(rows: Sequence[Mention], catalogue: Catalogue) -> frozenset[str] | None:
    """Return the columns of the tables that have any mentioned row; None when no row is mentioned."""
    tables: set[str] = set()
    for mention in rows:
        for key in mention.rows:
            tables |= catalogue.tables_of_row.get(key, frozenset())
            tables |= {tid for tid, view in catalogue.views.items() if view.whole_region == key}
        if mention.attribute is not None:
            tables |= {tid for tid, view in catalogue.views.items() if mention.attribute in view.attributes}
    if not tables:
        return None
    return frozenset(column.id for tid in tables for column in catalogue.views[tid].columns)


def _in_table(names: Names, catalogue: Catalogue, within: frozenset[str] | None) -> frozenset[str] | None:
    """Narrow to the table that the question names by its number (附件2)."""
    if names.table is None:
        return within
    inside = frozenset(column.id for view in tables_labelled(catalogue, names.table) for column in view.columns)
    if within is None or not inside:
        return inside or within
    return inside & within or inside


def tables_labelled(catalogue: Catalogue, label: str) -> list[View]:
    """Return the tables under a label such as 附件2."""
    marked = re.compile(re.escape(label) + r"(?!\d)")
    return [
        view
        for view in catalogue.views.values()
        if marked.search(clean("".join(view.table.section_path) + view.table.title))
    ]


def _best(catalogue: Catalogue, found: Sequence[Found], within: frozenset[str] | None) -> tuple[float, list[Link]]:
    """Return the best score and every link, preferring tables that have the rows."""
    links = catalogue.metrics.links(found)
    if within is not None:
        inside = [link for link in links if link.column in within]
        if links and inside and inside[0].score >= 0.6 * links[0].score:
            links = inside
    return (links[0].score if links else 0.0), links


def _pick(
    reading: Reading,
    found: Sequence[Found],
    years: Sequence[YearMention],
    part: Segment,
    catalogue: Catalogue,
    within: frozenset[str] | None,
    period: frozenset[str],
    as_of: date,
    anchor: int | None,
    text: str,
    names: Names,
) -> None:
    """Choose the columns that a segment speaks of, one set per year named."""
    links = _best(catalogue, found, within)[1]
    if not links:
        return
    total_word = bool(re.search("合计|总数|总计|总共|一共|总量|共计", text[part.start : part.end]))
    if names.all_years and not years:
        _all_years(reading, links, part, catalogue, found)
        return
    wanted: list[tuple[int | None, YearMention | None]] = [(year_of(y, as_of, anchor), y) for y in years] or [
        (None, None)
    ]
    stand_in_anchor: int | None = None
    for year, mention in wanted:
        if mention is not None and mention.offset is not None and stand_in_anchor is not None:
            year = stand_in_anchor + mention.offset
        chosen = _choose(catalogue, links, year, period)
        if not chosen and year is not None and mention is not None:
            stand_in = None
            if mention.year is None and year <= as_of.year:
                stand_in = _latest(catalogue, links, year)
            if stand_in is None:
                reading.missing_years.append((year, links[0].column))
                continue
            if reading.requested_year is None or mention.offset == 0:
                reading.requested_year, reading.stood_in_year = year, stand_in
            stand_in_anchor = stand_in - (mention.offset or 0)
            chosen = _choose(catalogue, links, stand_in, period)
        if len(chosen) > 1 and not _default(catalogue, chosen):
            reading.choices = [link.column for link in chosen]
        for link in _default(catalogue, chosen) or chosen[:6]:
            if all(p.measure.column != link.column for p in reading.picked):
                reading.picked.append(
                    Picked(
                        start=part.start,
                        end=part.end,
                        measure=Measure(column=link.column),
                        score=link.score,
                        own=link.own,
                        total_word=total_word,
                    )
                )
            reading.covered += catalogue.metrics.covers(link.column, found)


def _all_years(
    reading: Reading, links: Sequence[Link], part: Segment, catalogue: Catalogue, found: Sequence[Found]
) -> None:
    """Take the metric of every year on file (历年, 这两年)."""
    for column in family(catalogue, links[0].column):
        reading.picked.append(
            Picked(start=part.start, end=part.end, measure=Measure(column=column.id), score=links[0].score)
        )
    reading.covered += catalogue.metrics.covers(links[0].column, found)


def _choose(catalogue: Catalogue, links: Sequence[Link], year: int | None, period: frozenset[str]) -> list[Link]:
    """Return the columns that tie for best under a year and a period; the latest year where none is named."""
    top = links[0].score
    if period:
        fitting = [link for link in links if period <= catalogue.view_of(link.column).periods]
        links = [link for link in fitting if link.score >= SAME_YEAR * top] or links
    if year is not None:
        kin = {column.id for column in family(catalogue, links[0].column)}
        dated = [
            link
            for link in links
            if column_year(catalogue, catalogue.columns[link.column]) == year
            and (link.score >= SAME_YEAR * top or link.column in kin)
        ]
        undated = [
            link
            for link in links
            if column_year(catalogue, catalogue.columns[link.column]) is None and link.score >= NEAR * top
        ]
        links = dated or undated
    if not links:
        return []
    best = [link for link in links if link.score >= links[0].score - 1e-9]
    years = [column_year(catalogue, catalogue.columns[link.column]) or 0 for link in best]
    latest = [link for link, y in zip(best, years, strict=True) if y == max(years)]
    tables = {catalogue.columns[link.column].table_id for link in latest}
    if len(tables) > 1:
        newest = max(tables, key=lambda tid: (_published(catalogue, tid), tid))
        latest = [link for link in latest if catalogue.columns[link.column].table_id == newest]
    return latest


def _published(catalogue: Catalogue, table_id: str) -> date:
    meta = catalogue.metas.get(catalogue.views[table_id].table.document_id)
    return (meta.published if meta is not None else None) or date.min


def _default(catalogue: Catalogue, chosen: Sequence[Link]) -> list[Link]:
    """Among columns of one table that tie, return the total column, or the only one."""
    if len(chosen) == 1:
        return list(chosen)
    totals = [link for link in chosen if catalogue.columns[link.column].is_total]
    return totals[:1]


def _latest(catalogue: Catalogue, links: Sequence[Link], until: int) -> int | None:
    """Return the last year up to `until` that the best-linked metric is on file for."""
    years = [
        year
        for link in links
        if link.score >= NEAR * links[0].score
        and (year := column_year(catalogue, catalogue.columns[link.column])) is not None
        and year <= until
    ]
    return max(years, default=None)


def _rates(
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
    targets = [c for c in catalogue.columns.values() if TARGET_CONCEPT in catalogue.metrics.concepts_of(c.id)]
    for target in sorted(targets, key=lambda c: column_year(catalogue, c) or 0, reverse=True):
        year = column_year(catalogue, target)
        if years and year not in years:
            continue
        for done in catalogue.columns.values():
            same = column_year(catalogue, done) == year and done.table_id != target.table_id
            if same and is_default(catalogue, done) and TARGET_CONCEPT not in catalogue.metrics.concepts_of(done.id):
                shared = catalogue.metrics.concepts_of(done.id) & catalogue.metrics.concepts_of(target.id)
                if shared and set(done.cells) & set(target.cells) and done.unit == target.unit:
                    return Measure(column=done.id, base=target.id, relation=Relation.RATIO)
    return None
