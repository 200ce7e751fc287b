"""Among columns that a stretch of a question may speak of, the ones that it means: by year, period, neighbour, sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.figures.asked_units import counted_in
from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, family
from bot.figures.grammar import SUM
from bot.figures.metrics import Found, Link
from bot.figures.reading import Picked, Reading
from bot.figures.surface import bigrams, clean, without_brackets
from bot.figures.views import Column

NEAR, SAME_YEAR, HALF, BESIDE = 0.9, 0.72, 0.5, 0.8

_ONE_BY_ONE = re.compile("分别|各(?!县|市|区|地|镇|州)|哪(?:个|种|项|类|样)|相?比|[相多少]差|还是|[没不无]|只|光")
_NAME_CHARS, _ORDER = 4, 5


def beside_last(reading: Reading, catalogue: Catalogue, links: list[Link]) -> list[Link]:
    """Put first, of columns that score alike, the one beside the last measure read (新建和改造 of one header)."""
    last = catalogue.columns[reading.picked[-1].measure.column] if reading.picked else None
    if last is None or len(links) < 2:
        return links

    def near(link: Link) -> tuple[bool, int]:
        column = catalogue.columns[link.column]
        shared = next((i for i, (a, b) in enumerate(zip(column.label, last.label, strict=False)) if a != b), 0)
        return column.table_id == last.table_id and column.unit == last.unit, shared

    # 一般固废的产生量和处置量: that under the same merged header, which its own words name as well as any
    under = [link for link in links if catalogue.columns[link.column].header == last.header and link.column != last.id]
    if last.header and under and under[0] is not links[0] and under[0].own >= links[0].own > 0:
        return [replace(under[0], score=links[0].score + 1e-6), *(link for link in links if link is not under[0])]
    alike = [link for link in links if link.score >= BESIDE * links[0].score and link.column != last.id]
    best = max(alike, key=near, default=links[0])
    if best is links[0] or not near(best)[0] or near(best) <= near(links[0]):
        return links
    return [replace(best, score=links[0].score + 1e-6), *(link for link in links if link is not best)]


def choose(
    catalogue: Catalogue,
    links: Sequence[Link],
    year: int | None,
    period: frozenset[str],
    found: Sequence[Found],
    kept: int | None = None,
) -> list[Link]:
    """Return the columns that tie for best under a year and a period.

    Where no year is named, that of the turn before (`kept`) where the columns have it, else the latest.

    A column of the year asked for may score less than one of another year (任务 stands in its label and in its
    topic), so long as it is named by all the words that name the other.
    """
    top = links[0].score
    said = {f.feature for f in found}
    naming = said & catalogue.metrics.features_of(links[0].column)
    if period:
        fitting = [link for link in links if period <= catalogue.view_of(link.column).periods]
        links = [link for link in fitting if link.score >= SAME_YEAR * top] or links
    if year is not None:
        kin = {column.id for column in family(catalogue, links[0].column)}
        dated = [
            link
            for link in links
            if column_year(catalogue, catalogue.columns[link.column]) == year
            and (
                link.score >= SAME_YEAR * top
                or link.column in kin
                or (link.score >= HALF * top and _names_too(catalogue, link, naming))
            )
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
    if kept is not None:
        own = [link for link in links if column_year(catalogue, catalogue.columns[link.column]) == kept]
        if own and own[0].score >= NEAR * links[0].score:
            best = [link for link in own if link.score >= own[0].score - 1e-9]
            years = [kept] * len(best)
    latest = [link for link, y in zip(best, years, strict=True) if y == max(years)]
    tables = {catalogue.columns[link.column].table_id for link in latest}
    at_home = {tid for tid in tables if catalogue.views[tid].whole_region in catalogue.home}
    if at_home and len(at_home) < len(tables):
        tables = at_home
        latest = [link for link in latest if catalogue.columns[link.column].table_id in tables]
    if len(tables) > 1:
        newest = max(tables, key=lambda tid: (_published(catalogue, tid), tid))
        latest = [link for link in latest if catalogue.columns[link.column].table_id == newest]
    return latest


def _names_too(catalogue: Catalogue, link: Link, naming: set[str]) -> bool:
    """Say whether what names one column names another too, whose words may stand in another order."""
    missing = naming - catalogue.metrics.features_of(link.column)
    return len(missing) * _ORDER <= len(naming)


def parts_summed(catalogue: Catalogue, chosen: list[Link], links: Sequence[Link], text: str) -> list[Link]:
    """Return every column of a table in the unit asked for, where a sum is asked that no label names (共建多少张)."""
    if len(chosen) != 1 or chosen[0].own > 0 or not re.search(SUM, text) or not counted_in(catalogue, chosen, text):
        return chosen
    one = catalogue.columns[chosen[0].column]
    if one.is_total:
        return chosen
    beside = (catalogue.columns[link.column] for link in links if link.own == 0)
    parts = {c.id for c in beside if (c.table_id, c.unit, c.year) == (one.table_id, one.unit, one.year)}
    return [replace(link, score=chosen[0].score) for link in links if link.column in parts]


def all_under_header(catalogue: Catalogue, chosen: list[Link], text: str) -> list[Link]:
    """Return all that stands under the merged header of the columns chosen, where no part of it is named."""
    one = catalogue.columns[chosen[0].column] if chosen else None
    header = without_brackets(clean(one.header)) if one is not None else ""
    if one is None or len(header) < _NAME_CHARS or header not in text:
        return []
    beside = catalogue.views[one.table_id].columns
    parts = [c for c in beside if (c.header, c.unit, c.year) == (one.header, one.unit, one.year)]
    if not {link.column for link in chosen} <= {c.id for c in parts}:
        return []
    whole = any(c.is_total or c.leads or c.subtotal for c in parts)
    if len(parts) < 2 or whole or any(c.tail in text for c in parts):
        return []
    return [replace(chosen[0], column=c.id) for c in parts]


def sum_under_header(catalogue: Catalogue, chosen: list[Link]) -> list[Link]:
    """Return the column that adds up those under the header of the one chosen, of which no word tells that one.

    资金 of 补贴资金 over 小计, 中央资金 and 省级资金 is all of it.
    """
    if len(chosen) != 1 or chosen[0].own > 0:
        return chosen
    one = catalogue.columns[chosen[0].column]
    beside = [c for c in catalogue.views[one.table_id].columns if one.header and c.header == one.header]
    sums = [c for c in beside if c.subtotal and (c.unit, c.year) == (one.unit, one.year)]
    return [replace(chosen[0], column=sums[0].id)] if len(sums) == 1 else chosen


def _published(catalogue: Catalogue, table_id: str) -> date:
    meta = catalogue.metas.get(catalogue.views[table_id].table.document_id)
    return (meta.published if meta is not None else None) or date.min


def under_one_header(catalogue: Catalogue, picked: Sequence[Picked], *, whole: bool) -> list[Column]:
    """Return all the parts under the merged header of the one column picked, where nothing said tells it from them.

    培训任务 over 中级工, 高级工 and 技师 is none of the three.  Of rows, not of the `whole`, the first part is meant.
    """
    column = catalogue.columns[picked[0].measure.column] if len(picked) == 1 and picked[0].own <= 0 else None
    if column is None or not column.header:
        return []
    alike = (column.header, column.unit, column.year)
    parts = [c for c in catalogue.view_of(column.id).columns if (c.header, c.unit, c.year) == alike]
    if any(c.is_total or c.leads or c.subtotal for c in parts) or (not whole and column.id == parts[0].id):
        return []
    return parts


def default_of(catalogue: Catalogue, chosen: Sequence[Link]) -> list[Link]:
    """Among columns of one table that tie, return the total column, or the only one."""
    if len(chosen) == 1:
        return list(chosen)
    totals = [link for link in chosen if catalogue.columns[link.column].leads]
    return totals[:1] or _subtotal(catalogue, chosen)


def all_as_one(catalogue: Catalogue, chosen: list[Link], text: str) -> list[Link]:
    """Return the column that adds up all the parts under a merged header where all are named, and not one by one."""
    if len(chosen) < 2 or _ONE_BY_ONE.search(text):
        return chosen
    one = catalogue.columns[chosen[0].column]
    beside = [c for c in catalogue.views[one.table_id].columns if c.header and c.header == one.header]
    whole = [c for c in beside if c.subtotal]
    parts = {c.id for c in beside if not c.subtotal}
    if len(whole) != 1 or {link.column for link in chosen} != parts:
        return chosen
    return [replace(chosen[0], column=whole[0].id)]


def _subtotal(catalogue: Catalogue, chosen: Sequence[Link]) -> list[Link]:
    """Among columns under one merged header, return that which adds up the others."""
    columns = [catalogue.columns[link.column] for link in chosen]
    if len({(c.table_id, c.header) for c in columns}) > 1:
        return []
    return [link for link, column in zip(chosen, columns, strict=True) if column.subtotal][:1]


def in_words_of(catalogue: Catalogue, chosen: list[Link], text: str) -> list[Link]:
    """Leave out columns whose name shares nothing with a question that has words of others (计划培训, not 补贴预算)."""
    said = set(bigrams(text))
    named = [link for link in chosen if said & set(bigrams(catalogue.columns[link.column].label))]
    return named or chosen


def in_year(catalogue: Catalogue, link: Link, year: int) -> list[Link]:
    """Return the one column of a year whose longer name holds the whole name of a column of another year.

    检查企业数 of last year, 应检查企业数 of this one.
    """
    column = catalogue.columns[link.column]
    named = [
        other
        for other in catalogue.columns.values()
        if column_year(catalogue, other) == year
        and other.unit == column.unit
        and column.label in other.label
        and other.document_id == column.document_id
    ]
    named = [other for other in named if other.leads] or named
    return [replace(link, column=named[0].id)] if len(named) == 1 and len(column.label) >= _NAME_CHARS else []


def latest_year(catalogue: Catalogue, links: Sequence[Link], until: int) -> int | None:
    """Return the last year up to `until` that the best-linked metric is on file for."""
    years = [
        year
        for link in links
        if link.score >= NEAR * links[0].score
        and (year := column_year(catalogue, catalogue.columns[link.column])) is not None
        and year <= until
    ]
    return max(years, default=None)
