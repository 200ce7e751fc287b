"""Rows whose one amount is above or below another, asked for with by how much: 哪些市下调了，分别降几家."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.query import Condition, FigureQuery, Measure, Operation, Relation

_EACH_BY = re.compile(
    "[,，]?(?:又|且|并且?)?(?:各|分别|各自)(?:自|市|县|区)?(?:还)?(?:[差欠缺短少多超高低降减增涨升]|[下上][降调升涨]|减少|增加|超出)(?:[了出])?"
    "(?:多少|几)[一-龥]{0,3}[??]?$"
)
_WHICH_ROWS = re.compile("哪(?:些|几|个)|谁|的(?:有|是|一共)+(?:几|多少)个|[几多]少?个(?:城?市|县|区|地方)")


def without_by_how_much(text: str) -> str | None:
    """Return which rows a question asks for, without by how much each; None where it does not ask for both."""
    said = _EACH_BY.search(text)
    plain = text[: said.start()] if said is not None else ""
    return plain if _WHICH_ROWS.search(plain) else None


def with_gaps(query: FigureQuery | None) -> FigureQuery | None:
    """Return the rows whose one column is above or below another with by how much; None for other queries."""
    plain = query is not None and query.operation is Operation.FILTER and len(query.conditions) == 1
    if query is None or not plain or query.claim is not None or query.measures[0].base is not None:
        return None
    condition, first = query.conditions[0], query.measures[0]
    if condition.other is None or condition.measure is not None or condition.comparator not in {"<", ">"}:
        return None
    more, less = (first, condition.other) if condition.comparator == ">" else (condition.other, first)
    gap = Measure(column=more.column, base=less.column, relation=Relation.DIFFERENCE)
    return replace(query, measures=(gap,), conditions=(Condition(comparator=">", value=Decimal(0)),))
