"""From words to measures: which columns, of which year, alone or in relation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.figures.asked_tables import in_table, tables_of_keys, tables_of_noun, tables_with
from bot.figures.asked_units import counted_in, in_unit_asked
from bot.figures.catalogue import Catalogue
from bot.figures.choose import (
    all_as_one,
    all_under_header,
    beside_last,
    choose,
    default_of,
    in_words_of,
    in_year,
    latest_year,
    parts_summed,
    sum_under_header,
    under_one_header,
)
from bot.figures.families import column_year, family
from bot.figures.grammar import SUM
from bot.figures.labels import YEAR
from bot.figures.likeliest import INSIDE, best_links, literal, period_of, plain_before_change, under_header_said
from bot.figures.mentions import Mention, Names, YearMention, year_of
from bot.figures.metrics import COMMON, OPERATIONAL, Found, Link
from bot.figures.query import Measure
from bot.figures.rates import read_against_total, read_rates
from bot.figures.reading import OtherRole, Picked, Reading, Segment, segments
from bot.figures.role_links import by_role, links_by_role, other_kind
from bot.figures.roles import Role
from bot.figures.same_quantity import carry_quantity, part_before_whole, part_told_apart, without_lead_in
from bot.figures.short_names import short_beside, short_of
from bot.figures.surface import clean, periods

_ISSUED = re.compile(
    "月份?(?:发|印|下发|公布|出台|报|的?通知|的?文件|那份|之前|以前|起|开始|以来)"
)  # no part of a quantity
_SET_BESIDE = re.compile("(?:相比|对比|比),")
_OF_ROWS = re.compile("最|排|前[三五十0-9]|超过|[高低多少]于|不[足到]|以[上下]|[哪各每]")
WEAK, NAMED = 0.9, 0.5
_YEAR_SAID = re.compile(r"(?<!\d)20\d{2}(?=年|〕|[—–~至-]+20\d{2}年)")
_AS_WELL = 0.75


def read_measures(
    text: str,
    names: Names,
    found: Sequence[Found],
    catalogue: Catalogue,
    *,
    as_of: date,
    anchor: int | None,
    rows: Sequence[Mention],
    beside: frozenset[str] = frozenset(),
    whose: frozenset[str] = frozenset(),
    inside: frozenset[str] | None = None,
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
        beside: columns of the document that the turn before was about, preferred where no row is mentioned.
        whose: rows that the turn before was about, of which a column without them tells nothing.
        inside: columns of the tables that open the question by their title; None where none does.
    """
    reading = Reading()
    features = list(_quantities(found, rows, catalogue))
    if rows or names.years or "占" in text:  # alone, words like 完成 ask for no figure
        features += [
            Found(feature=f"@{word.role.value}", start=word.start, end=word.end)
            for word in catalogue.roles.words(text)
            if not any(s < word.end and word.start < e for s, e in names.spans)
        ]
    parts = segments(text, names, features)
    named, listed = tables_with(rows, catalogue), tables_of_noun(text, catalogue)
    both = named & listed if named and listed and not names.of("row") else None
    tables = both or named or listed  # 澜州哪些县区: tables of its districts
    keyed = tables_of_keys(rows, catalogue)
    texts = {catalogue.columns[cid].document_id for cid in keyed}
    keyed |= {cid for cid in named or () if catalogue.columns[cid].document_id not in texts}
    if keyed and named and keyed < named and tables == named and _as_good(catalogue, features, keyed, named):
        tables = keyed  # 临江县总投资: of the counties, not of the projects that lie in them
    if tables is None and beside and _near(catalogue, features, beside, whose):
        tables = beside
    within = in_table(names, catalogue, tables)
    if inside is not None:
        within = inside & within if within is not None and inside & within else inside
    period = periods(text)
    explicit = [y for s in parts for y in s.years if y.year is not None]
    current: tuple[YearMention, ...] = ()
    strongest = max((best_links(catalogue, s.found, within)[0] for s in parts if s.found), default=0.0)
    pending: list[YearMention] = []
    previous: Segment | None = None
    for part in parts:
        said = text[part.start : part.end]
        reading.stretch = text[part.start : next((p.start for p in parts if p.start > part.start and p.found), None)]
        score, links = best_links(catalogue, part.found, within)
        weak = score < max(min(0.35 * strongest, WEAK), 0.4)
        if (
            weak
            and links
            and (_names_metric(catalogue, part, said, links[0], score) or counted_in(catalogue, links, said))
        ):
            weak = False
        said_role = catalogue.roles.asked(said)
        if weak and previous is not None and not part.years and _other_role(catalogue, text, previous, said_role):
            # 能耗强度目标和实际分别是多少: the quantity carries over to the other role
            carried = [f for f in (*previous.found, *part.found) if f.feature[0] != "@"]
            _pick(reading, carried, current, part, catalogue, within, period, as_of, anchor, said, names)
            continue
        short = short_of(catalogue, text, part, names, within, as_of, current) if weak else None
        if short is None and links and catalogue.columns[links[0].column].is_total:
            short = short_beside(reading, catalogue, text, part, names, within, as_of, current)
        if short is not None:
            column, said_short = short
            at = text.find(said_short, part.start, part.end)
            reading.picked.append(
                Picked(start=part.start, end=part.end, measure=Measure(column=column.id), score=1.0, own=1.0)
            )
            reading.covered.append((at, at + len(said_short)) if at >= 0 else (part.start, part.end))
            current = part.years or current
            continue
        if weak:
            if part.years:
                if previous is not None and not _later(parts, part, catalogue, within, strongest):
                    # 2023年工信牵头和2024年: the metric carries over to a year without one
                    said = said if said_role is not None else text[previous.start : previous.end]
                    since = explicit[0].year if explicit else anchor
                    held = len(reading.picked)
                    _pick(
                        reading, previous.found, part.years, part, catalogue, within, period, as_of, since, said, names
                    )
                    _drop_unlike(reading, held, catalogue, year_of(part.years[0], as_of, since))
                else:
                    pending.extend(part.years)
                current = part.years
            continue
        years = tuple(pending) + part.years or current
        if said_role is Role.GOAL and not pending and not part.years and _SET_BESIDE.search(text[: part.end]):
            years = ()  # 与上年验收数相比，目标减得最多: of the goal on file, whatever its year
        pending = []
        if part.years:
            current = part.years
        anchor_year = explicit[0].year if explicit else anchor
        kept = None if explicit else anchor
        _pick(reading, part.found, years, part, catalogue, within, period, as_of, anchor_year, said, names, kept)
        previous = part
    if not reading.picked and not reading.missing_years:
        for year in names.years:
            reading.bare_years.append(year_of(year, as_of, explicit[0].year if explicit else anchor))
    whole = not names.of("row") and not names.of("group") and _OF_ROWS.search(text) is None
    _of_rows(reading, rows, catalogue)
    parts_of = under_one_header(catalogue, reading.picked, whole=whole)
    if len(parts_of) > 1 and len(reading.picked) == 1:
        reading.choices = [c.id for c in parts_of]
        reading.picked = [replace(reading.picked[0], measure=Measure(column=c.id)) for c in parts_of]
    without_lead_in(reading, catalogue, text)
    carry_quantity(reading, catalogue, text)
    part_before_whole(reading, catalogue, text)
    part_told_apart(reading, catalogue, text)
    read_rates(text, found, names, catalogue, reading, within, as_of)
    read_against_total(text, parts, catalogue, reading)
    return reading


def _as_good(catalogue: Catalogue, found: Sequence[Found], keyed: frozenset[str], named: frozenset[str]) -> bool:
    """Say whether tables that have the rows named as rows name what is asked about as well as any."""
    score, best = (best_links(catalogue, found, within)[0] for within in (keyed, named))
    return score >= _AS_WELL * best > 0


def _of_rows(reading: Reading, rows: Sequence[Mention], catalogue: Catalogue) -> None:
    """Drop measures that have none of the rows named, where another has them: they were read of another table."""
    keys = {key for m in rows for key in m.rows}
    held = [p for p in reading.picked if keys & set(catalogue.columns[p.measure.column].cells)]
    for other in [p for p in reading.picked if p not in held] if held else ():
        tables = {catalogue.columns[p.measure.column].table_id for p in held}
        kept = {span for p in held for span in _spans_of(reading, p)}
        if catalogue.columns[other.measure.column].table_id not in tables:
            reading.picked.remove(other)
            reading.covered = [s for s in reading.covered if s in kept or s not in _spans_of(reading, other)]


def _spans_of(reading: Reading, picked: Picked) -> list[tuple[int, int]]:
    """Return what was read within the stretch of one measure."""
    return [s for s in reading.covered if picked.start <= s[0] and s[1] <= picked.end]


def _beyond(catalogue: Catalogue, column_id: str, year: int | None) -> bool:
    """Say whether a column is for no year in particular and its document speaks of none so early or so late."""
    column = catalogue.columns[column_id]
    if year is None or column_year(catalogue, column) is not None:
        return False
    said = {int(y) for y in _YEAR_SAID.findall(catalogue.texts.get(column.document_id, ""))}
    return bool(said) and not min(said) <= year <= max(said)


def _drop_unlike(reading: Reading, held: int, catalogue: Catalogue, year: int) -> None:
    """Drop measures of another year that share no row with those read before: that year is not on file for them."""
    before, carried = reading.picked[:held], reading.picked[held:]
    rows = {key for p in before for key in catalogue.columns[p.measure.column].cells}
    if rows and carried and not any(rows & set(catalogue.columns[p.measure.column].cells) for p in carried):
        reading.picked = before
        reading.missing_years.append((year, before[-1].measure.column))


def _near(catalogue: Catalogue, found: Sequence[Found], beside: frozenset[str], whose: frozenset[str]) -> bool:
    """Say whether a column of `beside` is named about as well as any, and others named at all are of other rows.

    One named at all is near enough where the best has none of the rows spoken of (去年完成了多少, of 岳阳).
    """
    links = catalogue.metrics.links(found) or links_by_role(catalogue, found, None)
    if links and whose and not whose & set(catalogue.columns[links[0].column].cells):
        return any(link.column in beside for link in links)
    if not any(link.column in beside and link.score >= _AS_WELL * links[0].score for link in links):
        return False
    rows = {key for c in beside for key in catalogue.columns[c].cells}
    others = [link.column for link in links if link.column not in beside and link.score >= INSIDE * links[0].score]
    return not any(rows & set(catalogue.columns[c].cells) for c in others)


def _names_metric(catalogue: Catalogue, part: Segment, said: str, link: Link, score: float) -> bool:
    """Say whether a stretch names a quantity of the lexicon that its best column holds (验收总数 beside 平台数)."""
    label = catalogue.columns[link.column].label
    plain = label.removesuffix("数量").removesuffix("数")
    if plain != label and len(plain) > 1 and plain in said:  # 床位 for 床位数
        return True
    kinds = catalogue.metrics.kinds_of(link.column)
    header = clean(catalogue.columns[link.column].header)
    if len(header) > 2 and header in said:  # the merged header itself is named: all that stands under it
        return True
    return score >= NAMED and any(f.feature[0] == "=" and f.feature[1:] in kinds for f in part.found)


def _other_role(catalogue: Catalogue, text: str, previous: Segment, role: Role | None) -> bool:
    """Say whether a stretch names a role alone, other than the one of the stretch before it."""
    before = catalogue.roles.asked(text[previous.start : previous.end])
    return role is not None and before is not None and role is not before


def _quantities(found: Sequence[Found], rows: Sequence[Mention], catalogue: Catalogue) -> list[Found]:
    """Leave out words of computing (增长, 占比) where other words name the quantity; alone they may name a column."""
    plain = [f for f in found if f.feature not in OPERATIONAL and f.feature[0] not in "=!" and f.feature not in COMMON]
    spans = [(f.start, f.end) for f in found if f.feature in OPERATIONAL]
    own = [f for f in plain if not any(f.start < end and start < f.end for start, end in spans)]
    by_year = any(YEAR.fullmatch(catalogue.columns[cid].label) for cid in tables_with(rows, catalogue) or ())
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
    return bool(after) and not after[0].years and best_links(catalogue, after[0].found, within)[0] >= 0.35 * strongest


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
    kept: int | None = None,
) -> None:
    """Choose the columns that a segment speaks of, one set per year named."""
    role = catalogue.roles.asked(text)
    links = by_role(catalogue, best_links(catalogue, found, within)[1], role, text, within, found)
    links = plain_before_change(catalogue, in_unit_asked(catalogue, links, text, reading.stretch), text)
    links = under_header_said(catalogue, literal(catalogue, beside_last(reading, catalogue, links), text), text)
    period -= frozenset().union(*(periods(m.form) for m in names.of("row")))  # 二季度 may be a row
    if period and links and _ISSUED.search(text) is None:
        of_period = [link for link in links if period_of(catalogue, link) & period]
        if not of_period:  # 4月 of a table with columns for January to March
            nearest = max(links, key=lambda link: (link.score >= INSIDE * links[0].score, link.column))
            reading.missing_period = ("、".join(sorted(period)), nearest.column)
            return
        links = of_period
    if not links:
        return
    total_word = bool(re.search("合计|总数|总计|总共|一共|总量|共计", text))
    if names.all_years and not years:
        _all_years(reading, links, part, catalogue, found)
        return
    wanted: list[tuple[int | None, YearMention | None]] = [(year_of(y, as_of, anchor), y) for y in years] or [
        (None, None)
    ]
    held = catalogue.view_of(links[0].column).periods
    if period and held and not period & held and not any(period <= catalogue.view_of(x.column).periods for x in links):
        reading.missing_period = ("、".join(sorted(period)), links[0].column)
    stand_in_anchor: int | None = None
    for year, mention in wanted:
        if mention is not None and mention.offset is not None and stand_in_anchor is not None:
            year = stand_in_anchor + mention.offset
        chosen = choose(catalogue, links, year, period, found, None if years else kept)
        if not chosen and year is not None and role is not Role.RESULT:
            chosen = in_year(catalogue, links[0], year)
        if chosen and mention is not None and mention.year is not None and _beyond(catalogue, chosen[0].column, year):
            reading.missing_years.append((mention.year, links[0].column))
            reading.covered += catalogue.metrics.covers(links[0].column, found)
            continue
        if not chosen and year is not None and mention is not None:
            stand_in = None
            if mention.year is None and year <= as_of.year:
                stand_in = latest_year(catalogue, links, year)
            if stand_in is None and role is not None:
                reading.other_role = reading.other_role or other_kind(catalogue, links, role, year)
            if stand_in is None:
                reading.missing_years.append((year, links[0].column))
                reading.covered += catalogue.metrics.covers(links[0].column, found)
                continue
            if reading.requested_year is None or mention.offset == 0:
                reading.requested_year, reading.stood_in_year = year, stand_in
            stand_in_anchor = stand_in - (mention.offset or 0)
            chosen = choose(catalogue, links, stand_in, period, found)
        only = catalogue.roles.of(chosen[0].column) if chosen and "实际" in text else None
        if only is Role.GOAL and not (YEAR.search(text) is None and catalogue.roles.is_rate(chosen[0].column)):
            planned = catalogue.columns[chosen[0].column]
            at = column_year(catalogue, planned)
            reading.other_role = reading.other_role or OtherRole(year=at, asked=Role.RESULT, column=planned.id)
            reading.missing_years.append((at or as_of.year, planned.id))
            continue
        chosen = sum_under_header(catalogue, chosen)
        whole = all_under_header(catalogue, chosen, text)
        chosen = whole or parts_summed(catalogue, chosen, links, text)
        chosen = all_as_one(catalogue, in_words_of(catalogue, chosen, text), text)
        if len(chosen) > 1 and not default_of(catalogue, chosen) and not (whole and not re.search(SUM, text)):
            reading.choices = [link.column for link in chosen]
        for link in default_of(catalogue, chosen) or chosen[:6]:
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
            reading.covered += [(f.start, f.end) for f in found if f.feature.startswith("@")]


def _all_years(
    reading: Reading, links: Sequence[Link], part: Segment, catalogue: Catalogue, found: Sequence[Found]
) -> None:
    """Take the metric of every year on file (历年, 这两年)."""
    for column in family(catalogue, links[0].column):
        reading.picked.append(
            Picked(start=part.start, end=part.end, measure=Measure(column=column.id), score=links[0].score)
        )
    reading.covered += catalogue.metrics.covers(links[0].column, found)
