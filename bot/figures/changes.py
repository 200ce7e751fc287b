"""What rose or fell, most or more than another: the year before beside the only measure that is named."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.families import change_beside, column_year, family
from bot.figures.grammar import FALLS, ONLY, RISES, WHICH
from bot.figures.intent_comparisons import read_trend
from bot.figures.metrics import OPERATIONAL
from bot.figures.missing import nearest_query
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import Measure, Operation, Relation
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.surface import bigrams

CHANGED_MOST = re.compile(f"({RISES}|{FALLS})(?:了|得)?(?:幅度)?最(快|慢|多|大|少|小)")
_CHANGED_MORE = re.compile(
    rf"(?:{RISES}|{FALLS})(?:了|得|的)*(?:家数|幅度|数量|程度|数)*(?:{WHICH})?(?:更|要|还)*[多大]"
)
_CHANGED_BY = re.compile("(?<!比)(?:增加|减少|增长|下降|上升|降低|提高)了(?:多少|几)")


def changed_most(q: Question) -> bool:
    """Say whether what rose or fell most is asked for, and note by what measure of change."""
    most = CHANGED_MOST.search(q.text)
    if most is None:
        return False
    if q.intent.operation is Operation.TOP and q.intent.relation is None:
        q.intent.relation = Relation.GROWTH if most[2] in "快慢" else Relation.DIFFERENCE
        if most[2] in "快慢" and re.search("[降减跌落滑]", most[1]):
            q.intent.descending = not q.intent.descending
    return True


def changed_more(q: Question) -> bool:
    """Say whether it is asked which of several rows changed more (潮州和清远谁降得更多), and note so."""
    among = len(q.names.of("row")) > 1 and q.intent.which and q.intent.operation in {None, Operation.COMPARE}
    if not among or _CHANGED_MORE.search(q.text) is None:
        return False
    q.intent.operation, q.intent.relation = Operation.COMPARE, Relation.DIFFERENCE
    return True


def only_changed(q: Question) -> bool:
    """Say whether a row is supposed to be the only one that rose or fell (佛山是唯一涨的吗), and note so."""
    if re.search(ONLY, q.masked) is None or read_trend(q.masked) is None:
        return False
    q.intent.operation = Operation.FILTER
    return True


def growth_fault(q: Question) -> Understanding | None:
    """目标降幅最大的城市: put the year before beside the only measure; the fault where none is on file."""
    reading = q.reading
    most = changed_most(q)
    if most and q.names.all_years and len(reading.picked) > 2:  # 三年来增加最多: the last against the first
        by_year = sorted(
            reading.picked, key=lambda p: column_year(q.catalogue, q.catalogue.columns[p.measure.column]) or 0
        )
        reading.picked = [by_year[-1], by_year[0]]
    more = changed_more(q)
    changing = more or q.intent.relation is Relation.GROWTH or (most and q.intent.operation is Operation.TOP)
    if changing and not q.names.all_years and len(reading.picked) == 1 and reading.picked[0].measure.base is None:
        change = change_beside(q.catalogue, reading.picked[0].measure.column)
        if change is not None:  # the table itself says by how much (PM2.5同比变化)
            reading.picked = [replace(reading.picked[0], measure=Measure(column=change.id))]
            if q.intent.operation is Operation.COMPARE:
                q.intent.operation = None
            q.intent.relation = None
            return None
    by_so_many = q.intent.relation is Relation.DIFFERENCE and _CHANGED_BY.search(q.text) is not None
    alone = by_so_many and q.frame is None and len(q.names.of("row")) == 1 and len(q.names.years) < 2
    if not (changing or alone) or len(reading.picked) != 1 or reading.picked[0].measure.base:
        return None
    column = q.catalogue.columns[reading.picked[0].measure.column]
    if OPERATIONAL & set(bigrams(column.label)):
        return None
    year = column_year(q.catalogue, column)
    twin = q.counterpart(column.id, year - 1) if year is not None else None
    if twin is not None:
        reading.picked.append(Picked(start=len(q.text), end=len(q.text), measure=Measure(column=twin), score=1.0))
        if twin not in {c.id for c in family(q.catalogue, column.id)}:
            reading.assumed.append("measure")
        return None
    nearest = nearest_query(q, column.id) if q.names.mentions else None
    missing = (f"{year - 1}年" if year is not None else "上一年", column.name)
    fault = NotUnderstood(reason=Reason.YEAR_MISSING, missing=missing, nearest=nearest, score=0.7)
    return q.fault(fault, 0.7)
