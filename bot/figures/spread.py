"""What a year's amount comes to for each month, quarter or week (平均每月要做多少)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.families import column_year
from bot.figures.query import FigureQuery, Operation
from bot.figures.question import ASKS_QUANTITY, Question
from bot.figures.surface import periods

_PART = "(?:个)?(?P<{name}>月|季度|季|周|星期)"
_SPREAD = re.compile(
    rf"(?:(?:平均|均|平)?(?:分?摊|分配|分解|分|算|下来|折算|按|平均|均)+(?:到|下来|给|成|至)*,?)?每一?{_PART.format(name='each')}(?:平均|大概|大约|约)*"
    rf"|按{_PART.format(name='by')}(?:来)?(?:平均|平摊|分摊|均摊|算)|{_PART.format(name='mean')}均(?=[要完做多审验得需几])"
)


def spread_in(q: Question) -> tuple[str, str] | None:
    """Return the part of a year that an amount is asked for each of, and the question without it; or None."""
    said = _SPREAD.search(q.text)
    if said is None or q.frame is not None:
        return None
    part = next(value for value in said.groupdict().values() if value)
    part = {"季": "季度", "星期": "周"}.get(part, part)
    plain = (q.text[: said.start()] + q.text[said.end() :]).strip(",，。")
    plain = re.sub("平均(?:下来|算)?,?", "", plain)
    return part, plain if ASKS_QUANTITY.search(plain) else f"{plain}多少"


def spread(query: FigureQuery | None, part: str, q: Question) -> FigureQuery | None:
    """Return the query with the part of the year that its one amount is spread over; None where it has no such."""
    plain = query is not None and query.claim is None and len(query.subjects) == 1 and len(query.measures) == 1
    if query is None or not plain or query.operation not in {Operation.VALUE, Operation.AGGREGATE}:
        return None
    measure, column = query.measures[0], q.catalogue.columns[query.measures[0].column]
    summed = query.operation is Operation.VALUE or query.function == "sum"
    yearly = column_year(q.catalogue, column) is not None and not periods(column.label)
    of_months = q.catalogue.view_of(column.id).row_noun in {"月", "月份", "季度"}
    if measure.base is not None or not summed or not yearly or of_months or column.unit in {"%", "‰", None}:
        return None
    return replace(query, per=part)
