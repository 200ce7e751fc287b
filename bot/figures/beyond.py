"""Who stands above or below the one figure that the turn before told (还有更低的吗, 高于这个数的有几个市)."""

from __future__ import annotations

import re

from bot.figures.assemble import members_of
from bot.figures.grammar import PLACE
from bot.figures.query import Claim, Condition, FigureQuery, Operation, Relation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.subjects import Resolver

_IT = (
    rf"(?:它|他|这个?{PLACE}?|那个?{PLACE}?|该{PLACE})?(?:数字?|数量|值|水平|比例|比率|线)?"
    r"|(?:全省|全市|全国|总体|整体)?的?(?:平均(?:数|值|水平|线)?|均值|中位数?|水平|完成率)?"
)
_UP, _DOWN = "高于|超过|多于|大于|好于|超出", "低于|少于|不到|不足|小于|不如|没到"
_BEYOND = re.compile(
    rf"(?:那|那么|还|另外|别的|其他|其它|全省|全国|省里|里面|有没有|有无|有|是不是|是否|存在|哪些|哪几个|哪个|几个|多少个|谁|{PLACE}|的)*"
    rf"(?:(?P<up>{_UP})(?:{_IT})|(?P<down>{_DOWN})(?:{_IT})"
    rf"|比(?:{_IT})(?:还要?|更|要|再)?(?P<end>[高低多少大小差好])|(?:还要?|更|再)(?P<more>[高低多少大小差好]))"
    rf"(?:的|些|一点)*{PLACE}?(?:一共|总共|共)?(?:还?有|是|都)*(?:没有|吗|么|呢|哪些|哪几个|哪个|谁|几个|多少个|{PLACE}|不)*[??]?"
)
_WHOLE, _WHO_ASKED = re.compile("全省|全市|全国|全县|总体|整体"), re.compile("哪|谁|几个|多少个|还有|别的|其他|其它")
_OF_MEAN = re.compile("平均|均值|中位")
_OTHERS = re.compile("还|有|别的|其他|其它|哪些|几个")
_WHICH = re.compile("哪|谁|几个|多少个|呢")
_STATISTICS = frozenset({"mean", "median"})
_RATES = frozenset({Relation.RATIO, Relation.PER, Relation.GROWTH, Relation.DECLINE})


def beyond(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the rows above or below the one figure of the turn before; None for other questions."""
    said = _BEYOND.fullmatch(q.text)
    if said is not None and said["more"] and _OTHERS.search(q.text) is None:
        return None  # 谁更低: of those told of
    if said is None or len(frame.measures) != 1 or frame.over_groups:
        return None
    if (whole := _than_whole(q, frame)) is not None:
        return whole
    above = said["up"] is not None or (said["end"] or said["more"] or "") in tuple("高多大好")
    comparator = ">" if above and not said["down"] else "<"
    limit = _limit(q, frame, comparator)
    if limit is None:
        return None
    which = _WHICH.search(q.text) is not None
    return FigureQuery(
        operation=Operation.FILTER,
        measures=frame.measures,
        scope=frame.scope if frame.operation is Operation.TOP else _averaged(q, frame),
        conditions=(limit,),
        counting=q.intent.counting,
        claim=None if which else Claim(quantifier="any"),
        assumed=frame.assumed,
    )


def _than_whole(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the rate of one row against that of the whole (高于全省吗, after 珠海的完成率); None for others."""
    lone = frame.operation is Operation.VALUE and [s.kind for s in frame.subjects] == [SubjectKind.ROW]
    plain = _WHOLE.search(q.text) is not None and _WHO_ASKED.search(q.text) is None and _OF_MEAN.search(q.text) is None
    if not lone or not plain or frame.measures[0].relation not in _RATES:
        return None
    resolver = Resolver(q.catalogue, [q.catalogue.view_of(frame.measures[0].column)])
    comparator = ">" if re.search(_UP + "|[高多大好]", q.text) is not None else "<"
    return FigureQuery(
        operation=Operation.COMPARE,
        relation=Relation.WHICH,
        measures=frame.measures,
        subjects=(frame.subjects[0], resolver.total()),
        claim=Claim(comparator=comparator),
    )


def _averaged(q: Question, frame: FigureQuery) -> Subject | None:
    """Return the rows whose mean was told, where it is asked which are below or above that mean (哪个低于平均)."""
    only = frame.subjects[0] if frame.operation is Operation.AGGREGATE and len(frame.subjects) == 1 else None
    return only if only is not None and only.rows and _OF_MEAN.search(q.text) is not None else None


def _limit(q: Question, frame: FigureQuery, comparator: str) -> Condition | None:
    """Return the condition of being beyond the one figure, or the outer one of two, that the turn before told.

    None where it told more, or of all.
    """
    if frame.operation is Operation.AGGREGATE and frame.function in _STATISTICS:
        only = frame.subjects[0] if len(frame.subjects) == 1 else None
        whose = only if only is not None and only.rows else None
        return Condition(comparator=comparator, statistic=frame.function, subject=whose)
    if frame.operation is Operation.FILTER and len(frame.conditions) == 1:
        before = frame.conditions[0]  # 比它高的有几个, after those below it
        known = before.statistic is not None or before.subject is not None
        plain = before.measure is None and before.other is None
        if not known or not plain:
            return None
        return Condition(comparator=comparator, statistic=before.statistic, subject=before.subject)
    if frame.operation is Operation.TOP and (frame.n == 1 or frame.position is not None):
        told = members_of(frame, q.engine)
    elif frame.operation is Operation.COMPARE and len(frame.subjects) == 2:
        pair = [e for e in q.engine.run(frame).entries if e.subject.kind is SubjectKind.ROW]  # 还有更少的吗, after two
        outer = max if comparator == ">" else min
        told = [outer(pair, key=lambda e: e.amount.value).subject] if len(pair) == 2 else []
    elif frame.operation in {Operation.VALUE, Operation.RANK}:
        told = list(frame.subjects)
    else:
        return None
    only = told[0] if len(told) == 1 else None
    of_all = only is not None and only.kind is SubjectKind.TOTAL and frame.measures[0].relation in _RATES
    if only is None or not (only.kind is SubjectKind.ROW or of_all):
        return None
    return Condition(comparator=comparator, subject=only)
