"""What rose and what fell, asked after two measures were set against each other (哪些市反而增加了, 增加最多的呢)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from bot.figures.assemble import members_of
from bot.figures.borrowed import twin_of
from bot.figures.change_words import ChangeWords, change_words
from bot.figures.intent_comparisons import read_trend
from bot.figures.pairs import later_first
from bot.figures.query import Claim, Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.subjects import Resolver, together

_THAN_YEAR = re.compile("(?:比|较|跟|和|与|同)(?:\\d{4}年|去年|上年|前年)(?:完成|实际)?的?(?:相?比|来比|比起来)?")
_AGAINST = re.compile("^(?:那|那么)?(?:和|与|跟|同|比|较|相比于?)")
_CHANGED_MOST = re.compile(
    "(?:(?P<up>增加|增长|上升|提高|增多|变多|[升涨增多高])|(?:减少|下降|降低|回落|下滑|变少|[降跌减少低]))(?:了|得|的|幅度)*最(?P<end>多|少|大|小)"
)
_LISTS = re.compile("的|呢[??]?$|^(?:那|那么)?(?:还?有|反而|反倒)")  # 持平的呢, 还有下降的吗: rows, be no 哪些 said
_CHANGES = re.compile(
    "(?P<down>降幅|减幅|跌幅|下降|减少|降低|下滑|[降减跌])|(?:增幅|涨幅|增长|增加|上升|提高|[增升涨])"
)
_CONFIRMS = re.compile("(?:吗|吧|么|没有?|对吗|对吧|是吧|是不是)[?？]?$")
_INSIDE = re.compile(
    "(?:在|算|列|排)(?:不在|不算)?(?:里面|其中|内|里头|里|前[一二两三四五六七八九十\\d]+)?(?:吗|么|嘛|不)[??]?$|(?:也)?(?:符合|达到|满足)吗[??]?$"
)
_WHOSE_MORE = re.compile(
    "(?:那|那么|到底|究竟)*(?:是)?(?:谁|哪一?个|哪边|哪个市)(?:更|的?数?更?|比较)?[高低多少大小](?:一?些|一点)?呢?[??]?"
)
_HAS = re.compile(
    "(?:那|那么)?(?:这?里面?|其中|当中)?(?:都)?(?:有没有|有|包括|包含)[一-龥]{2,8}(?:市|县|区)?(?:吗|么|没有|在内吗)?[??]?"
)  # 有惠州吗


def changed(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the rows that rose, fell or stayed, the one that did so most, or by how much; None for other questions."""
    two_rows = frame.operation is Operation.COMPARE and len(frame.subjects) == 2 and len(frame.measures) == 1
    if two_rows and _WHOSE_MORE.fullmatch(q.text):  # 谁高, of the two just compared
        return replace(frame, relation=Relation.WHICH, claim=None)
    if (apart := _most_apart(q, frame)) is not None:
        return apart
    pair = _pair(q, frame)
    if pair is None:
        return None
    said = change_words(_of_everyone(q, _THAN_YEAR.sub("", q.text)))
    if said is None and (by_rate := _changed_by(q, frame, pair)) is not None:
        return by_rate
    if said is None:
        trend = read_trend(q.masked) if not q.names.years and not q.intent.thresholds else None
        return _rows_that(frame, pair, trend, counting=q.intent.counting) if trend is not None else None
    if q.names.of("whole") and not (said.most or said.who or said.counting):
        return None  # 全省降了多少: of all together
    if said.rising is None and said.more is not None:
        pair = _as_put(frame) or pair  # 多得最多的, after 2023年比2024年多的
    now, then = pair
    if said.most and (said.apart or said.up is not None):
        kind = Relation.GROWTH if said.rate else Relation.DIFFERENCE if said.up is not None else Relation.GAP
        measure = Measure(column=now.column, base=then.column, relation=kind)
        rising = said.up is None or said.up != said.least
        groups = tuple(s for s in frame.subjects if s.kind is SubjectKind.GROUP)
        most = FigureQuery(operation=Operation.TOP, measures=(measure,), n=said.n or 1, descending=rising)
        if len(groups) > 1:  # 哪个降得厉害, after two regions
            return replace(most, subjects=groups, over_groups=True)
        return replace(most, scope=_scope(frame))
    if said.most:
        return None
    lone = frame.operation in {Operation.VALUE, Operation.COMPARE} and len(frame.subjects) == 1
    if lone and said == ChangeWords(rising=said.rising, more=said.more) and _CONFIRMS.search(q.text):
        claim = Claim(comparator=">" if said.up else "<")  # 减少了吧, after two figures of one
        subjects = frame.subjects
        return FigureQuery(
            operation=Operation.COMPARE, relation=Relation.WHICH, measures=pair, subjects=subjects, claim=claim
        )
    if not said.amount and not said.rate and not said.apart:
        lists = said.who or said.counting or _LISTS.search(q.text) is not None
        comparator = "=" if said.level else ">" if said.up else "<"
        return _rows_that(frame, pair, comparator, counting=said.counting) if lists else None
    return _by_how_much(q, frame, pair, said)


def _most_apart(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return who of those listed for being above another measure, or short of it, is so most (差得最多的是哪个)."""
    if frame.operation is not Operation.FILTER or len(frame.conditions) != 1 or q.names.of("whole"):
        return None
    condition, first = frame.conditions[0], frame.measures[0]
    said = change_words(q.text)
    if said is None or not (said.most and said.apart) or said.up is not None or condition.comparator[0] not in "<>":
        return None
    kind = Relation.DIFFERENCE
    other = condition.other.column if condition.other is not None and first.base is None else None
    if first.relation is Relation.RATIO and condition.value is not None:
        other, kind = first.base, Relation.GAP
    if other is None:
        return None
    more, less = (first.column, other) if condition.comparator[0] == ">" else (other, first.column)
    measure = Measure(column=more, base=less, relation=kind)
    listed = together(members_of(frame, q.engine))
    return FigureQuery(
        operation=Operation.TOP, measures=(measure,), scope=listed, n=said.n or 1, descending=not said.least
    )


def _of_everyone(q: Question, text: str) -> str:
    """Return `text` without the name of the whole (全省差得最多的是谁)."""
    for mention in q.names.of("whole"):
        text = text.replace(mention.form, "", 1)
    return text


def _changed_by(q: Question, frame: FigureQuery, pair: tuple[Measure, Measure]) -> FigureQuery | None:
    """Return the rows that rose or fell by more or less than so many per cent (哪些市降幅超过30%)."""
    limits = [t for t in q.intent.thresholds if t.percent and t.value is not None]
    said = _CHANGES.search(q.text)
    if said is None or len(limits) != 1 or q.reading.picked:
        return None
    falls = said["down"] is not None
    measure = Measure(
        column=pair[0].column, base=pair[1].column, relation=Relation.DECLINE if falls else Relation.GROWTH
    )
    conditions = tuple(Condition(comparator=t.comparator, value=t.value) for t in limits)
    if conditions[0].comparator.startswith("<"):  # 降幅不到10%: but fell
        conditions = (Condition(comparator=">", value=Decimal(0)), *conditions)
    return FigureQuery(
        operation=Operation.FILTER,
        measures=(measure,),
        scope=_scope(frame),
        conditions=conditions,
        counting=q.intent.counting,
    )


def _scope(frame: FigureQuery) -> Subject | None:
    """Return the group that the turns before were about, or their rows together; None for everyone."""
    chain = rows_of_turns(frame)
    groups = [s for s in (frame.scope, *frame.subjects) if s is not None and s.rows and s.kind is not SubjectKind.ROW]
    return groups[0] if len(groups) == 1 else together(chain) if len(chain) > 1 and not groups else None


def _rows_that(
    frame: FigureQuery, pair: tuple[Measure, Measure], comparator: str, *, counting: bool
) -> FigureQuery | None:
    return FigureQuery(
        operation=Operation.FILTER,
        measures=pair[:1],
        scope=_scope(frame),
        conditions=(Condition(comparator=comparator, other=pair[1]),),
        counting=counting,
        assumed=frame.assumed,
    )


def _by_how_much(
    q: Question, frame: FigureQuery, pair: tuple[Measure, Measure], said: ChangeWords
) -> FigureQuery | None:
    """Return by how much those of the turn before rose or fell (分别高多少), or the same in per cent (按百分比呢)."""
    again = said.rate and not said.amount and said.up is None
    first = frame.measures[0]
    if again and frame.operation is Operation.TOP and first.relation in {Relation.DIFFERENCE, Relation.GAP}:
        return replace(frame, measures=(replace(first, relation=Relation.GROWTH),))
    if again and frame.operation is Operation.COMPARE and frame.relation in {Relation.DIFFERENCE, Relation.WHICH}:
        return replace(frame, relation=Relation.GROWTH, claim=None)
    of_one_row = frame.operation is Operation.COMPARE and len(frame.measures) == 2 and len(frame.subjects) == 1
    if said.rate and of_one_row and not said.who:  # 降幅呢, after 是增加还是减少
        return replace(frame, relation=Relation.GROWTH, claim=None)
    of_pair = frame.operation is Operation.FILTER and any(c.other is not None for c in frame.conditions)
    if not of_pair and (frame.operation is not Operation.TOP or first.base is None):
        return None
    relation = Relation.GROWTH if said.rate else Relation.GAP if first.relation is Relation.GAP else Relation.DIFFERENCE
    found = members_of(frame, q.engine)
    if len(found) == 1:
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=pair, subjects=tuple(found))
    measure = Measure(column=pair[0].column, base=pair[1].column, relation=relation)
    return FigureQuery(operation=Operation.TOP, measures=(measure,), scope=together(found), function="list")


def changed_of(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return by how much one row that is named rose or fell, after a change of others (清远降得多不多)."""
    rows = [m for m in q.names.of("row") if m.rows]
    pair = _pair(q, frame) if len(rows) == 1 and len(q.names.mentions) == 1 else None
    said = change_words(q.text[: rows[0].start] + q.text[rows[0].end :]) if pair is not None else None
    if pair is None or said is None or said.most or said.up is None or not (said.amount or said.rate):
        return None
    resolver = Resolver(q.catalogue, [q.catalogue.view_of(pair[0].column)])
    relation = Relation.GROWTH if said.rate else Relation.DIFFERENCE
    subject = resolver.row(rows[0].rows[0])
    return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=pair, subjects=(subject,))


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
    of_two = frame.operation is Operation.COMPARE and len(frame.measures) == 2
    pair = _pair(q, frame) if of_two or frame.operation in {Operation.FILTER, Operation.TOP} else None
    if pair is None:
        return None
    return FigureQuery(operation=Operation.COMPARE, relation=Relation.DIFFERENCE, measures=pair, subjects=(row,))


def stands_in(q: Question, frame: FigureQuery, row: Subject) -> FigureQuery | None:
    """Return whether one row is among those that the turn before listed (徐州在里面吗), with its figure."""
    if _INSIDE.search(q.text) is None and _HAS.fullmatch(q.text) is None:
        return None
    if frame.operation is Operation.FILTER and len(frame.conditions) == 1:
        condition = frame.conditions[0]
        if frame.scope is not None and frame.scope.rows and not set(row.rows) <= set(frame.scope.rows):
            return FigureQuery(operation=Operation.VALUE, measures=frame.measures[:1], subjects=(row,))
        if condition.value is not None and not condition.shared:
            claim = Claim(comparator=condition.comparator, value=condition.value)
            return FigureQuery(operation=Operation.VALUE, measures=frame.measures[:1], subjects=(row,), claim=claim)
        limit = q.engine.against(condition, frame) if condition.measure is None and not condition.shared else None
        if condition.other is None and limit is not None:  # 惠州算吗, after those above the mean
            claim = Claim(comparator=condition.comparator, value=limit.value)
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


def outside(q: Question) -> bool:
    """Say whether a row that was none of those chosen from is asked for among them (湛江在里面吗): no place of it."""
    rows = [key for m in q.names.of("row") for key in m.rows]
    frame = q.frame
    if frame is None or frame.scope is None or not frame.scope.rows or len(rows) != 1 or q.reading.picked:
        return False
    ranked = frame.operation in {Operation.TOP, Operation.RANK}
    asks = _INSIDE.search(q.text) is not None or (frame.claim is not None and q.text.endswith("呢"))
    return ranked and asks and rows[0] not in frame.scope.rows


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
    if frame.operation is Operation.FILTER and len(frame.conditions) == 1 and first.base is None:
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
    elif len(frame.measures) == 1 and frame.subjects:  # the turns before told of two measures, one after the other
        told = [m for subject, m in frame.earlier if subject in frame.subjects and m != first]
        other = told[0] if told and q.catalogue.columns[told[0].column].unit == _unit(q, first) else None
    else:
        return None
    if other is None or first.base is not None or other.base is not None:
        return None
    return later_first(q, first, other)


def _unit(q: Question, measure: Measure) -> str | None:
    return q.catalogue.columns[measure.column].unit


def _as_put(frame: FigureQuery) -> tuple[Measure, Measure] | None:
    """Return the two measures of a condition in the order that the turn before named them."""
    other = frame.conditions[0].other if len(frame.conditions) == 1 else None
    return (frame.measures[0], other) if other is not None else None
