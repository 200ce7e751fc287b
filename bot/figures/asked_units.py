"""The unit that a question asks for (多少钱, 多少户, 每公里) and the columns that are counted in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.figures.catalogue import Catalogue
from bot.figures.metrics import Link
from bot.figures.surface import NUMBER
from bot.figures.views import Column
from bot.figures.wording import phrases

_PER = re.compile(
    r"每(?:一)?个?(?P<unit>平方米|平方公里|立方米|公里|千米|米|亩|公顷|吨|度|千瓦时|人|户|家|台|套|辆|张|床|头|只)(?![年月])"
)
_ASKED_UNIT = re.compile(r"(?:多少|(?<![前后第])几)(?P<unit>[家户人名位台套辆张间所座处件条项个])(?![一-龥]*[率比])")
_NOT_PLACED = "(?<!排)(?<!排在)(?<!排名)(?<!第)"  # 排多少名 asks for a place, not for people
_LIMIT = re.compile(f"(?:超过|不[足到]|[高低多少大小]于)了?{NUMBER}[万亿]?(?P<unit>[一-龥]{{1,3}}?)(?:以[上下])?的")
_FLOOR = 0.25  # a column in the unit asked for may be named by so much fewer words than another


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One kind of quantity: `asked` is how questions ask for it, `unit` the units of its columns, `rows` the names
    of rows that are themselves counted so (多少家 of a list of 企业), `said` what speaks of it without its unit
    (补多少, 补10万)."""

    asked: re.Pattern[str]
    unit: re.Pattern[str]
    rows: re.Pattern[str] | None
    said: re.Pattern[str] | None


@lru_cache(maxsize=1)
def dimensions() -> tuple[Dimension, ...]:
    """Return the kinds of quantity that ship with the wording."""
    return tuple(
        Dimension(
            asked=re.compile(rf"(?:{_NOT_PLACED}多少|(?<![前后第])几)[百千万亿]*(?:{d['asked']})"),
            unit=re.compile(d["unit"]),
            rows=re.compile(d["rows"]) if "rows" in d else None,
            said=re.compile(d["said"]) if "said" in d else None,
        )
        for d in phrases().words["dimensions"]
    )


def dimension_asked(text: str) -> Dimension | None:
    """Return the one kind of quantity that `text` asks for by its unit, or None."""
    found = [d for d in dimensions() if d.asked.search(text)]
    return found[0] if len(found) == 1 else None


def in_unit(catalogue: Catalogue, column: Column, dimension: Dimension) -> bool:
    """Say whether a column may be counted in a dimension: it has no unit, one of its units, or its rows are counted."""
    if column.unit is None or dimension.unit.search(column.unit):
        return True
    noun = catalogue.views[column.table_id].row_noun
    return dimension.rows is not None and dimension.rows.search(noun) is not None


def in_unit_asked(catalogue: Catalogue, links: Sequence[Link], text: str, stretch: str) -> list[Link]:
    """Return the columns in the unit that a stretch of a question asks for; none where only others were found.

    A column that the question names by its whole label is meant whatever its unit.  What is said without a unit, such
    as 补多少, may stand later in the `stretch` of words that speaks of the quantity.
    """
    links = list(links)
    if not links:
        return links
    per = _PER.search(text)
    if per is not None:
        held = [link for link in links if (catalogue.columns[link.column].unit or "").endswith("/" + per["unit"])]
        if held and held[0].score >= _FLOOR * links[0].score:
            return held
    dimension = dimension_asked(text)
    if (limit := _LIMIT.search(stretch)) is not None:
        of_limit = dimension_asked(f"多少{limit['unit']}")
        units = {link.column: catalogue.columns[link.column].unit or "" for link in links}
        held = [x for x in links if of_limit is not None and of_limit.unit.search(units[x.column])]
        return held if held and held[0].score >= _FLOOR * links[0].score else links
    if dimension is None:
        return _in_unit_said(catalogue, links, stretch)
    fitting = [link for link in links if in_unit(catalogue, catalogue.columns[link.column], dimension)]
    asked = _ASKED_UNIT.search(text)
    exact = [link for link in fitting if asked is not None and catalogue.columns[link.column].unit == asked["unit"]]
    if exact and (
        exact[0].score >= _FLOOR * links[0].score or all(link.own <= 0 for link in fitting)
    ):  # 多少户: what is counted in 户 before what is in 个
        return exact
    if fitting and fitting[0].score >= _FLOOR * links[0].score:
        return fitting
    if "元" in dimension.unit.pattern and "每" not in text:  # 人工造林能拿多少钱: no 亩
        return []
    if "每" in text:  # 每台机具补贴多少钱: what is counted is named beside what it is asked for
        return links
    named = [link for link in links if len(label := catalogue.columns[link.column].label) > 2 and label in text]
    return named


def _in_unit_said(catalogue: Catalogue, links: list[Link], text: str) -> list[Link]:
    """Leave out columns counted in what cannot be meant (天, where 补10万 is said)."""
    for dimension in dimensions():
        if dimension.said is not None and dimension.said.search(text):
            units = {link.column: catalogue.columns[link.column].unit for link in links}
            return [x for x in links if (u := units[x.column]) is None or u == "%" or dimension.unit.search(u)]
    return links


def asks_money(text: str) -> bool:
    """Say whether a sum of money is asked for (多少钱, 能补多少)."""
    asked = (d for d in dimensions() if d.unit.search("元"))
    return any(d.asked.search(text) or (d.said is not None and d.said.search(text)) for d in asked)


def counted_so(catalogue: Catalogue, columns: Sequence[str], text: str) -> bool:
    """Say whether all columns read are counted in the very unit that a question asks for."""
    dimension = dimension_asked(text)
    units = [catalogue.columns[column].unit for column in columns]
    return dimension is not None and bool(units) and all(u is not None and dimension.unit.search(u) for u in units)


def counted_in(catalogue: Catalogue, links: Sequence[Link], text: str) -> bool:
    """Say whether any of the columns found is counted in the very unit that a stretch of a question asks for."""
    dimension = dimension_asked(text)
    units = (catalogue.columns[link.column].unit for link in links)
    return dimension is not None and any(unit is not None and dimension.unit.search(unit) for unit in units)
