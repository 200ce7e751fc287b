"""A goal set against 去年, where the newest goal on file is not of this year: against the year before its own."""

from __future__ import annotations

import re

from bot.figures.families import column_year, family
from bot.figures.grammar import LESS, MORE, TIME
from bot.figures.query import Measure, Operation, Relation
from bot.figures.question import Question
from bot.figures.reading import Picked

_BESIDE = re.compile(
    rf"(?:比|较|和|跟|与|同)[{TIME}]+的?(?:同期)?(?:实际|情况|数|水平)?(?:相?比|来比|比起来|相比较|对比)?[,，]?(?:是|有|会|要|还)*"
    rf"(?:{MORE}|{LESS}|增|减|上升|下降|升|降|涨|怎么样|如何|怎样|有?(?:什么|啥|没有?)?(?:变化|变动|差别|不同)|差)"
)


def read_against_last_year(q: Question) -> None:
    """Put the measure of the year before beside the only one found, where both years are counted from today."""
    reading = q.reading
    earlier = [m for m in q.names.years if m.offset == -1]
    told = reading.stood_in_year
    if q.frame is not None or not earlier or len(q.names.years) > 2 or told is None or len(reading.picked) != 1:
        return
    only = reading.picked[0]
    beside = _BESIDE.search(q.masked)
    column = q.catalogue.columns[only.measure.column]
    if only.measure.base is not None or column_year(q.catalogue, column) != told or beside is None:
        return
    twin = q.counterpart(column.id, told - 1)
    if twin is None or twin == column.id:
        return
    reading.picked.append(Picked(start=len(q.text), end=len(q.text), measure=Measure(column=twin), score=1.0))
    reading.requested_year = q.as_of.year
    if twin not in {c.id for c in family(q.catalogue, column.id)}:
        reading.assumed.append("measure")
    if q.intent.operation is None:
        q.intent.note(beside)
        q.intent.operation, q.intent.relation = Operation.COMPARE, Relation.DIFFERENCE
