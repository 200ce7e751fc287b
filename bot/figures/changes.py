"""What rose or fell, most or more than another: the year before beside the only measure that is named."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.asked_tables import tables_with
from bot.figures.families import change_beside, column_year, family
from bot.figures.grammar import FALLS, ONLY, RISES, STAYS, TIME, WHICH
from bot.figures.intent_comparisons import read_trend
from bot.figures.metrics import OPERATIONAL
from bot.figures.missing import nearest_query
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import Measure, Operation, Relation
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.surface import bigrams
from bot.figures.thresholds import Threshold
from bot.figures.views import Column

CHANGED_MOST = re.compile(f"({RISES}|{FALLS})(?:了|得)?(?:幅度)?最(快|慢|多|大|少|小)")
_CHANGED_MORE = re.compile(
    rf"(?:{RISES}|{FALLS})(?:了|得|的)*(?:家数|幅度|数量|程度|数)*(?:{WHICH})?(?:更|要|还)*[多大]"
)
_CHANGED_BY = re.compile("(?<!比)(?:增加|减少|增长|下降|上升|降低|提高)了(?:多少|几)")
_SPEAKS_OF_CHANGE = re.compile(f"{RISES}|{FALLS}|{STAYS}|增减|升降|变化|变动|[增涨降减跌]幅|增速|同比|环比|[快慢]")
_MOST, _LEAST = (
    re.compile("最|第[一1]|前[几两三四五六七八九十\\d]|后[几两三四五六七八九十\\d]"),
    re.compile("最[小少慢低]|后[\\d几]"),
)
_WORD_CHARS = 2
_RANKED = re.compile("排(?:名|序|行|个|一下|第)|第几")
_SHORT_CHARS = 8
_FALLING = re.compile(f"{FALLS}|[降减跌]幅")
_IN_RATE = re.compile("率|幅|%|百分|[快慢]|负增长|同比")
_BY_SO_MUCH = re.compile(r"(\d+(?:\.\d+)?)(?:%|个?百分点)")
_FLIPPED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


def by_change_column(q: Question) -> None:
    """Read a change off the column that states it (投资比上年增减), where no figures of two years say it as well."""
    stated = _stated_change(q) if _SPEAKS_OF_CHANGE.search(q.text) else None
    if stated is None:
        return
    reading, said = q.reading, f"(?:比|较|同)(?={TIME})|{TIME}|{_SPEAKS_OF_CHANGE.pattern}"
    reading.picked = [Picked(start=0, end=len(q.text), measure=Measure(column=stated.id), score=1.0, own=1.0)]
    reading.missing_years, reading.choices, reading.bare_years = [], [], []
    reading.missing_rate = reading.requested_year = reading.stood_in_year = None
    reading.covered += [m.span() for m in re.finditer(said, q.masked)]
    _intend(q, falls=_FALLING.search(q.text) is not None)


def _intend(q: Question, *, falls: bool) -> None:
    """Turn what is asked of a rise or fall into what is asked of the column that states it."""
    intent = q.intent
    intent.relation = None
    trend = "<" if falls else "=" if re.search(STAYS, q.text) else ">"
    limits = [t for t in intent.thresholds if t.value is not None]
    supposed = _BY_SO_MUCH.search(q.text) if intent.yes_no and not limits else None
    if supposed is not None:
        limits = [Threshold(comparator="=", start=0, end=0, value=Decimal(supposed[1]) / 100, percent=True)]
    if limits:
        intent.thresholds = [_of_falls(t) for t in limits] if falls else limits
        if falls and limits[0].comparator.startswith("<"):
            intent.thresholds.append(Threshold(comparator="<", start=0, end=0, value=Decimal(0)))
    elif _MOST.search(q.text) or _RANKED.search(q.text):
        intent.operation = Operation.RANK if _RANKED.search(q.text) else Operation.TOP
        intent.descending = falls == (_LEAST.search(q.text) is not None)
    elif intent.which or intent.counting or intent.yes_no or read_trend(q.masked) is not None:
        rows = intent.which or intent.counting or not intent.yes_no
        intent.operation = Operation.FILTER if rows else None
        intent.thresholds = [Threshold(comparator=trend, start=0, end=0, value=Decimal(0))]
    else:
        intent.operation, intent.thresholds = None, []


def _of_falls(limit: Threshold) -> Threshold:
    """Return a limit on how much something fell (下降超过10%) as one on its change."""
    assert limit.value is not None
    return replace(limit, comparator=_FLIPPED.get(limit.comparator, limit.comparator), value=-limit.value)


def _stated_change(q: Question) -> Column | None:
    """Return the column that states the change of what a question names; None where years can be set side by side."""
    columns = [q.catalogue.columns[p.measure.column] for p in q.reading.picked if p.measure.base is None]
    stated = next((c for c in columns if c.change_of is not None), None)
    if stated is not None:
        return stated if {c.id for c in columns} <= {stated.id, stated.change_of} else None
    if len(q.reading.picked) > 1 or len(columns) != len(q.reading.picked):
        return None
    if not columns and q.frame is not None and len(q.text) <= _SHORT_CHARS:
        columns = [q.catalogue.columns[q.frame.measures[0].column]]  # 增幅呢
        q.followed = True
    if columns:
        year = column_year(q.catalogue, columns[0])
        told = year is not None and q.counterpart(columns[0].id, year - 1) is not None
        in_rate = _IN_RATE.search(q.text) is not None
        beside = [c for c in q.catalogue.view_of(columns[0].id).columns if c.change_of is not None]
        if in_rate and len(beside) == 1 and all(p.own <= 0 for p in q.reading.picked):
            return beside[0]  # 同比, of no column in particular
        of_it = next((c for c in beside if c.change_of == columns[0].id), None)
        return None if told and not q.intent.yes_no and not in_rate else of_it
    left = _SPEAKS_OF_CHANGE.sub("", re.sub("[^\u4e00-\u9fffa-z]", "", q.rest()))
    within = tables_with(q.rows_named(), q.catalogue) if len(left) < _WORD_CHARS else None
    held = [c for cid in sorted(within or ()) if (c := q.catalogue.columns[cid]).change_of is not None]
    return held[0] if len(held) == 1 else None


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
    if not among or _CHANGED_MORE.search(q.masked) is None:
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
    if any(q.catalogue.columns[p.measure.column].change_of is not None for p in reading.picked):
        return None
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
    later = q.counterpart(column.id, year + 1) if year is not None and twin is None and not q.names.years else None
    if later is not None:  # 面积增幅, of 2025年面积 and 2026年计划
        twin, reading.picked[0] = column.id, replace(reading.picked[0], measure=Measure(column=later))
    if twin is not None:
        reading.picked.append(Picked(start=len(q.text), end=len(q.text), measure=Measure(column=twin), score=1.0))
        if twin not in {c.id for c in family(q.catalogue, column.id)}:
            reading.assumed.append("measure")
        return None
    nearest = nearest_query(q, column.id) if q.names.mentions else None
    missing = (f"{year - 1}年" if year is not None else "上一年", column.name)
    fault = NotUnderstood(reason=Reason.YEAR_MISSING, missing=missing, nearest=nearest, score=0.7)
    return q.fault(fault, 0.7)
