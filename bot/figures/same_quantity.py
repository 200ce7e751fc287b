"""Which of like columns a stretch means by the words beside it: 年节能量目标比2025年目标, 中小微企业稳岗返还资金."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, overlapping, total_beside
from bot.figures.labels import YEAR
from bot.figures.query import Measure
from bot.figures.reading import Reading
from bot.figures.views import Column

_FILLER = re.compile(
    "[比较与和跟同的,，数值量?？]|增[长加]了?|减少了?|下降了?|提高了?|相比|多少|几|哪些?|有|是|[多少高低差]"
    "|[去今上前]年|百分之?|个|家|市"
)
_WITHIN = re.compile("(?:[中里]|当中|之中)[,，]?$")
_PAIR = 2
# 环保牵头的，2023年通过验收的有多少: between a part and its total, and what asks for both
_SAME_ONES = re.compile(r"[的着]?[,，、;；]?(?:(?:19|20)\d\d年?)?(?:里|中)?(?:最[后终]|一共|总共|共|已经?)?")
_BOTH_ASKED = re.compile(
    "分别|各|比|占|差|[和与跟及]|还是|哪|都|以及|数(?:量)?[,，、]|多少[^,，。?？]*多少|几[^,，。?？]*几"
)


def carry_quantity(reading: Reading, catalogue: Catalogue, text: str) -> None:
    """Put the column of the same quantity for one read of a year and a role alone, in a unit of something else."""
    first = next((p for p in reading.picked if p.own > 0 and p.measure.base is None), None)
    if first is None:
        return
    named = catalogue.columns[first.measure.column]
    for i, picked in enumerate(reading.picked):
        column = catalogue.columns[picked.measure.column]
        if picked.own > 0 or picked.measure.base is not None or column.unit == named.unit:
            continue
        said = catalogue.roles.bare(YEAR.sub("", text[picked.start : picked.end]))
        same = _same(catalogue, named, column) if not _FILLER.sub("", said) else []
        if len(same) == 1:
            reading.picked[i] = replace(picked, measure=Measure(column=same[0].id))


def part_before_whole(reading: Reading, catalogue: Catalogue, text: str) -> None:
    """Put a part for its total where it is named right before it (中小微企业稳岗返还资金, of 其中：中小微企业)."""
    for i, picked in enumerate(reading.picked):
        whole = catalogue.columns[picked.measure.column]
        if picked.measure.base is not None or not whole.is_total:
            continue
        said = text[picked.start : picked.end]
        parts = [
            c
            for c in catalogue.views[whole.table_id].columns
            if total_beside(catalogue, c.id) is whole and len(c.label) > 1 and _named_before(c, whole, said)
        ]
        if len(parts) == 1:
            reading.picked[i] = replace(picked, measure=Measure(column=parts[0].id))
            beside = re.search(f"占[^,。]{{0,6}}{re.escape(whole.label)}", text)
            if beside is not None:
                over = replace(picked, start=beside.start(), end=beside.end())
                reading.picked.append(over)
                return


def part_told_apart(reading: Reading, catalogue: Catalogue, text: str) -> None:
    """Drop a total that only says again what its part counts (环保牵头的，通过验收的有多少: 通过验收 says of what)."""
    if len(reading.picked) != _PAIR or _BOTH_ASKED.search(text) is not None:
        return
    part, whole = reading.picked
    if part.end != whole.start or part.measure.base is not None or whole.measure.base is not None:
        return
    column = catalogue.columns[whole.measure.column]
    behind = max((end for _, end in reading.covered if end <= whole.start), default=part.end)
    ahead = min((start for start, _ in reading.covered if start >= whole.start), default=whole.end)
    if total_beside(catalogue, part.measure.column) is column and _SAME_ONES.fullmatch(text[behind:ahead]):
        reading.picked.remove(whole)


def without_lead_in(reading: Reading, catalogue: Catalogue, text: str) -> None:
    """Drop what was read of the words that only say in which table to look (2026年增设电梯计划中，宜宾计划新开工数)."""
    if len(reading.picked) < _PAIR:
        return
    lead, named = reading.picked[:_PAIR]
    plain = lead.measure.base is None and named.measure.base is None and lead.own <= 0 < named.own
    tables = {catalogue.columns[p.measure.column].table_id for p in (lead, named)}
    if plain and len(tables) == 1 and _WITHIN.search(text[lead.start : lead.end]) is not None:
        reading.picked.remove(lead)


def _named_before(part: Column, whole: Column, said: str) -> bool:
    return f"{part.label}{whole.label}" in said or f"{part.label}的{whole.label}" in said


def _same(catalogue: Catalogue, named: Column, column: Column) -> list[Column]:
    """Return the columns of the quantity of `named` in the table that `column` was read of."""
    roles = catalogue.roles
    label = roles.bare(YEAR.sub("", named.label))
    return [
        other
        for other in catalogue.views[column.table_id].columns
        if other.unit == named.unit
        and column_year(catalogue, other) == column_year(catalogue, column)
        and overlapping(other, named)
        and roles.bare(YEAR.sub("", other.label)) == label
    ]
