"""Who else stands as the one of the turn before (还有哪些市这样), and whether another does (深圳也是这样吗)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.anaphora import ALSO
from bot.figures.assemble import members_of
from bot.figures.query import Claim, Condition, FigureQuery, Operation, Relation
from bot.figures.question import Question
from bot.figures.subjects import Resolver

_LIKE_THIS = re.compile(
    r"(?:哪些|哪个|哪几个|谁|别的|其他|其它).{0,6}(?:这样|如此|类似|这种情况|一样)|(?:这样|类似|同样)的.{0,4}(?:还有|有)|(?:还|也)有(?:没有)?(?:其他|别的)?(?:这样|这种情况|类似|同样)(?:情况)?的?(?:市|城市|地市|地方|县|区)"
)
_ALSO_WHO = re.compile(
    "(?:那|那么)?还?有?(?:哪些|哪几个|哪个|谁)(?:市|城市|地市|地方|县|区)?(?:也|同样)(?:是|这样|如此|一样|达到|做到|完成)?(?:的|了)?呢?[??]?"
)
_TURNED = re.compile("(?:那|那么|要是|如果)*(?:反过来|倒过来|反着来?|反之|相反)")
_SAME_ONES = re.compile(
    "[,，](?:还是|是不是|也是|仍是|仍然是)+(?:这|那|同样|刚才那?|原来那?)(?:几|[两三四五六七八九十]|\\d{1,2})?个?(?:市|城市|地市|县|区|地方)?(?:吗|么|不)?[??]?$"
)
_ROUND = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_OTHERS = re.compile("还|其他|其它|其余|别的|另外|也")


def like_this(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return who else stands as the one of the turn before (还有哪些市这样 after 深圳 the one more than the other)."""
    if (held := _reach_it_too(q, frame)) is not None:
        return held
    if _LIKE_THIS.search(q.text) is None or frame.operation is not Operation.COMPARE or len(frame.measures) != 2:
        return None
    comparator = _stands(q, frame)
    if comparator is None:
        return None
    others = _OTHERS.search(q.text) is not None
    own = [key for subject in frame.subjects for key in subject.rows] if others else []
    resolver = Resolver(q.catalogue, [q.catalogue.view_of(frame.measures[0].column)])
    return FigureQuery(
        operation=Operation.FILTER,
        measures=frame.measures[:1],
        scope=resolver.total(tuple(own)) if own else None,
        conditions=(Condition(comparator=comparator, other=frame.measures[1]),),
        assumed=frame.assumed,
    )


def without_same(text: str) -> str | None:
    """Return a question without the words that suppose the same ones as before (…的三个呢，还是这几个吗), else None."""
    said = _SAME_ONES.search(text)
    return text[: said.start()] if said is not None and said.start() > 0 else None


def same_ones(q: Question, query: FigureQuery | None) -> FigureQuery | None:
    """Return who is first or last with those of the turn before supposed to be the same; None where none are first."""
    if query is None or q.frame is None or query.operation is not Operation.TOP or query.over_groups:
        return None
    before = tuple(members_of(q.frame, q.engine))
    return replace(query, subjects=before, claim=Claim(quantifier="only")) if len(before) > 1 else None


def turned_round(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return who stands the other way round, after those of whom one measure is above another (反过来呢)."""
    condition = frame.conditions[0] if len(frame.conditions) == 1 else None
    if condition is None or condition.other is None or condition.comparator not in _ROUND:
        return None
    if _TURNED.match(q.text) is None:
        return None
    return replace(frame, conditions=(replace(condition, comparator=_ROUND[condition.comparator]),), counting=False)


def against_itself(query: FigureQuery, frame: FigureQuery) -> FigureQuery:
    """Return a query whose measure was kept to be set against itself set against that of the turn before instead."""
    before = frame.measures[0]
    kept = tuple(
        replace(c, other=before) if c.other is not None and c.other == (c.measure or query.measures[0]) else c
        for c in query.conditions
    )
    return replace(query, conditions=kept) if before != query.measures[0] else query


def _reach_it_too(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return who else reaches what was supposed of one (还有哪几个市也是, after 全部完成了吗); None for others."""
    claim = frame.claim
    lone = frame.operation is Operation.VALUE and len(frame.subjects) == 1 and len(frame.measures) == 1
    if (
        not lone
        or claim is None
        or claim.value is None
        or not (_ALSO_WHO.fullmatch(q.text) or _LIKE_THIS.search(q.text))
    ):
        return None
    condition = Condition(comparator=claim.comparator, value=claim.value)
    resolver = Resolver(q.catalogue, [q.catalogue.view_of(frame.measures[0].column)])
    rest = resolver.total(frame.subjects[0].rows) if frame.subjects[0].rows else None
    return FigureQuery(operation=Operation.FILTER, measures=frame.measures, scope=rest, conditions=(condition,))


def stands_alike(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return whether of another row too the one measure is above the other; None for other questions."""
    rows = [key for m in q.names.of("row") for key in m.rows]
    two = frame.operation is Operation.COMPARE and len(frame.measures) == 2
    comparator = _stands(q, frame) if two and len(rows) == 1 and ALSO.search(q.text) is not None else None
    if comparator is None or len(ALSO.sub("", q.text)) > max(m.end for m in q.names.of("row")) + 1:
        return None
    resolver = Resolver(q.catalogue, [q.catalogue.view_of(frame.measures[0].column)])
    return FigureQuery(
        operation=Operation.COMPARE,
        relation=Relation.WHICH,
        measures=frame.measures,
        subjects=(resolver.row(rows[0]),),
        claim=Claim(comparator=comparator),
    )


def _stands(q: Question, frame: FigureQuery) -> str | None:
    """Return how the first of two measures stands to the second; None where there are not two."""
    values = [entry.amount.value for entry in q.engine.run(frame).entries]
    if len(values) != 2:
        return None
    return "=" if values[0] == values[1] else ">" if values[0] > values[1] else "<"
