"""What rose and what fell, asked after two measures were set against each other (哪些市反而增加了, 增加最多的呢)."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from bot.figures.assemble import members_of
from bot.figures.borrowed import twin_of
from bot.figures.intent import count_of
from bot.figures.intent_comparisons import read_trend
from bot.figures.pairs import later_first
from bot.figures.query import Claim, Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.subjects import Resolver, together

_RISES, _FALLS, _LEVEL = (
    "增加|增长|上升|提高|增多|变多|[升涨增多高]",
    "减少|下降|降低|回落|下滑|变少|[降跌减少低]",
    "持平|一样多?|不变|没变|相同|相等",
)
_CHANGE = f"(?:{_LEVEL}|{_RISES}|{_FALLS})(?:了|的)*"
_ROWS = "[个家]?(?:市|城市|地市|地方|地区|县|区|单位|项目)?"
_WHO = rf"(?:哪些|哪几|哪个|哪|谁|有没有|有哪些|有几个|多少个|其他|其余){_ROWS}"
_LISTED = "(?:呢|有?哪些|有?哪几个|有?几个|是哪些|是谁|还?有吗|还?有没有)+"
_THAN_YEAR = re.compile("(?:比|较|跟|和|与|同)(?:\\d{4}年|去年|上年|前年)(?:完成|实际)?的?(?:相?比|来比|比起来)?")
_COUNT = "[一二两三四五六七八九十\\d]+"
_TURNED = re.compile(
    rf"(?:那|那么)?(?:{_WHO}(?:是|却|反而|反倒|反过来|又)*{_CHANGE}|(?:反而|反倒)?{_CHANGE}的?{_ROWS}{_LISTED}"
    rf"|(?:还有|有没有|还|有){_CHANGE}的{_ROWS}(?:吗|么|没有)?)[??]?"
)
_MOST = re.compile(
    rf"(?:那|那么)?(?:{_WHO})?(?:是)?(?:前?(?P<n>{_COUNT})[个名家])?(?:(?P<up>{_RISES})|{_FALLS})(?:了|得|的|幅度)*最(?P<end>多|少|大|小)的?(?:是|呢|有)*{_ROWS}"
    rf"(?:是|呢)?(?:前?(?P<more>{_COUNT})[个名家]{_ROWS})?(?:哪个|谁|哪里|哪些|哪)?{_ROWS}(?:有)?(?:呢|哪些)?[??]?"
)
_AGAINST = re.compile("^(?:那|那么)?(?:和|与|跟|同|比|较|相比于?)")
_CHANGED_MOST = re.compile(f"(?:(?P<up>{_RISES})|(?:{_FALLS}))(?:了|得|的|幅度)*最(?P<end>多|少|大|小)")
_APART = re.compile(
    rf"(?:那|那么)?(?:{_WHO})?(?:是)?(?:相差|差距|差额|差)(?:得|的)?最(?:多|大)的?(?:是)?{_ROWS}(?:是)?(?:哪个|谁|哪里|哪)?{_ROWS}呢?[??]?"
)
_INSIDE = re.compile(
    "(?:在|算|列|排)(?:不在|不算)?(?:里面|其中|内|里头|里|前[一二两三四五六七八九十\\d]+)?(?:吗|么|嘛|不)[??]?$|(?:也)?(?:符合|达到|满足)吗[??]?$"
)
_BY_HOW_MANY = re.compile("(?:那|那么)?(?:多|少|增加|减少|增|减)了?几个[??]?")  # by so many, not so many that did
_HOW_MUCH = re.compile(
    r"(?:那|那么)?(?:它|该市|这个市|具体|各|分别)*(?:增加|减少|增长|下降|多|少|升|降|差)了?(?:多少|几[家个名项台]).*"
)


def changed(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the rows that rose, fell or stayed, the one that did so most, or by how much; None for other questions."""
    pair = _pair(q, frame)
    if pair is None:
        return None
    now, then = pair
    chain = rows_of_turns(frame)
    groups = [s for s in (frame.scope, *frame.subjects) if s is not None and s.rows and s.kind is not SubjectKind.ROW]
    scope = groups[0] if len(groups) == 1 else together(chain) if len(chain) > 1 and not groups else None
    text = _THAN_YEAR.sub("", q.text)
    if _APART.fullmatch(text):
        gap = Measure(column=now.column, base=then.column, relation=Relation.GAP)
        return FigureQuery(operation=Operation.TOP, measures=(gap,), scope=scope, n=1)
    most = _MOST.fullmatch(text)
    if most is not None:
        measure = Measure(column=now.column, base=then.column, relation=Relation.DIFFERENCE)
        rising = (most["up"] is not None) == (most["end"] in "多大")
        n = count_of(most["n"] or most["more"]) or 1
        return FigureQuery(operation=Operation.TOP, measures=(measure,), scope=scope, n=n, descending=rising)
    trend = read_trend(q.masked) if not q.names.years and not q.intent.thresholds else None
    if trend is not None or (_TURNED.fullmatch(text) and _BY_HOW_MANY.fullmatch(text) is None):
        comparator = trend or ("=" if re.search(_LEVEL, text) else "<" if re.search(_FALLS, text) else ">")
        counting = re.search("几个|多少个", q.text) is not None
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(now,),
            scope=scope,
            conditions=(Condition(comparator=comparator, other=then),),
            counting=counting,
            assumed=frame.assumed,
        )
    only = _only_one(q, frame)
    if only is not None and _HOW_MUCH.fullmatch(q.text):
        return FigureQuery(
            operation=Operation.COMPARE, relation=Relation.DIFFERENCE, measures=(now, then), subjects=(only,)
        )
    return None


def most_changed(q: Question, frame: FigureQuery, resolver: Resolver) -> FigureQuery | None:
    """Return who of the turn before rose or fell most against a measure now named (跟2023年验收数比谁降得最多)."""
    picked = tuple(dict.fromkeys(p.measure for p in q.reading.picked))
    most = _CHANGED_MOST.search(q.text)
    first = frame.measures[0]
    plain = len(picked) == 1 and picked[0].base is None and first.base is None and picked[0] != first
    if most is None or not plain or _AGAINST.match(q.text) is None:
        return None
    now, then = later_first(q, first, picked[0])
    rows = [s for s in (resolver.row(k) for m in q.names.of("row") for k in m.rows) if s.rows[0] in _cells(q, now)]
    measure = Measure(column=now.column, base=then.column, relation=Relation.DIFFERENCE)
    rising = (most["up"] is not None) == (most["end"] in "多大")
    scope = together(rows) if len(rows) > 1 else frame.scope
    return FigureQuery(operation=Operation.TOP, measures=(measure,), scope=scope, n=1, descending=rising)


def _cells(q: Question, measure: Measure) -> Collection[str]:
    return q.catalogue.columns[measure.column].cells


def of_one(q: Question, frame: FigureQuery, row: Subject) -> FigureQuery | None:
    """Return by how much one row rose or fell that a turn on all of them is followed by (苏州减少了多少)."""
    pair = _pair(q, frame) if frame.operation in {Operation.FILTER, Operation.TOP} else None
    if pair is None:
        return None
    return FigureQuery(operation=Operation.COMPARE, relation=Relation.DIFFERENCE, measures=pair, subjects=(row,))


def stands_in(q: Question, frame: FigureQuery, row: Subject) -> FigureQuery | None:
    """Return whether one row is among those that the turn before listed (徐州在里面吗), with its figure."""
    if _INSIDE.search(q.text) is None:
        return None
    if frame.operation is Operation.FILTER and len(frame.conditions) == 1:
        condition = frame.conditions[0]
        if condition.value is not None and not condition.shared:
            claim = Claim(comparator=condition.comparator, value=condition.value)
            return FigureQuery(operation=Operation.VALUE, measures=frame.measures[:1], subjects=(row,), claim=claim)
        if condition.other is not None:
            claim = Claim(comparator=condition.comparator)
            measures = (frame.measures[0], condition.other)
            return FigureQuery(
                operation=Operation.COMPARE, relation=Relation.WHICH, measures=measures, subjects=(row,), claim=claim
            )
    if frame.operation is Operation.TOP and frame.n is not None and frame.measures[0].base is None:
        return FigureQuery(
            operation=Operation.RANK,
            measures=frame.measures[:1],
            subjects=(row,),
            scope=frame.scope,
            descending=frame.descending,
            claim=Claim(comparator="<=", value=Decimal(frame.n)),
        )
    return None


def rows_of_turns(frame: FigureQuery) -> list[Subject]:
    """Return the rows that the turns before were about one after another, by the same measure."""
    if frame.operation is not Operation.VALUE:
        return []
    earlier = [s for s, measure in reversed(frame.earlier) if measure == frame.measures[0]]
    rows = [s for s in (*earlier, *frame.subjects) if s.kind is SubjectKind.ROW]
    return list(dict.fromkeys(rows))


def _pair(q: Question, frame: FigureQuery) -> tuple[Measure, Measure] | None:
    """Return the two measures that the turn before set against each other, the later year first."""
    first = frame.measures[0]
    if frame.operation is Operation.FILTER and len(frame.conditions) == 1:
        other = frame.conditions[0].other
    elif frame.operation is Operation.COMPARE and len(frame.measures) == 2:
        other = frame.measures[1]
    elif first.base is not None and first.relation is Relation.RATIO:
        return None  # 谁高, after the rates of two
    elif first.base is not None:
        other = Measure(column=first.base)
        first = Measure(column=first.column)
    elif len(q.names.years) == 1 and len(frame.measures) == 1:  # 比2024年降得最多的是哪个
        twin = twin_of(q, first.column, q.names.years[0])
        other = Measure(column=twin) if twin is not None else None
    else:
        return None
    if other is None or first.base is not None or other.base is not None:
        return None
    return later_first(q, first, other)


def _only_one(q: Question, frame: FigureQuery) -> Subject | None:
    """Return the one row that the turn before came to (增加最多的是佛山)."""
    of_pair = frame.operation is Operation.FILTER and any(c.other is not None for c in frame.conditions)
    if not of_pair and (frame.operation is not Operation.TOP or frame.measures[0].base is None):
        return None
    found = members_of(frame, q.engine)
    return found[0] if len(found) == 1 else None
