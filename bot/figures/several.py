"""Several statistics in one question: 最大、最小和平均, 总和与平均, 前三和后三."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.grammar import GAP, SUM
from bot.figures.query import FigureQuery, Operation, Relation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.surface import CHINESE_NUMBER, number

STATISTICS = (
    ("sum", SUM),
    ("mean", "平均(?!以上|以下|水平以)|均值"),
    ("median", "中位"),
    ("max", "最大|最高|最多|峰值"),
    ("min", "最小|最低|最少"),
)
BETWEEN = re.compile(f"{GAP}|[高低多少]于|超过|不足|之间")
ENDS = re.compile(
    rf"前(\d+|{CHINESE_NUMBER})[名位个家]?.{{0,6}}?(?:后|末|倒数)(\d+|{CHINESE_NUMBER})(?:[名位个家]|$|[^年月天])"
)


def companions(q: Question, query: FigureQuery) -> tuple[FigureQuery, ...]:
    """Return the queries that a question of several statistics comes to, in the order asked; nothing for one."""
    if len(query.measures) != 1 and query.function != "sum":
        return ()
    if query.measures[0].relation is Relation.PER:
        return ()  # 平均每辆车补贴最少: no mean besides
    if q.intent.thresholds or BETWEEN.search(q.masked) or "占" in q.masked:
        return ()
    measures = list(dict.fromkeys(p.measure for p in q.reading.picked))
    apart = q.intent.relation is None and not re.search("比(?!例|重|率)|占", q.masked)
    apart = apart and query.measures[0].base is None  # not where the gap of two is asked for
    if query.operation is Operation.TOP and query.n is not None and len(measures) > 1 and apart:
        return tuple(replace(query, measures=(measure,)) for measure in measures)
    ends = ENDS.search(q.masked)
    if ends is not None and query.operation is Operation.TOP:
        first, last = (number(group) for group in ends.groups())
        if first is not None and last is not None:
            return (
                replace(query, n=int(first), position=None, descending=True),
                replace(query, n=int(last), position=None, descending=False),
            )
    asked = sorted(
        (match.start(), name) for name, words in STATISTICS if (match := re.search(words, q.masked)) is not None
    )
    if len(asked) < 2 or query.operation not in {Operation.TOP, Operation.AGGREGATE, Operation.VALUE}:
        return ()
    who, scope = _whom(query)
    if who is None:
        return ()
    return tuple(_statistic(name, query, who, scope) for _, name in asked)


def _whom(query: FigureQuery) -> tuple[Subject | None, Subject | None]:
    """Return over whom the statistics go, and as a scope of rankings; None where it is one row."""
    if query.operation is Operation.TOP:
        if query.over_groups:
            return None, None
        return query.scope or Subject(kind=SubjectKind.TOTAL, name=""), query.scope
    if len(query.subjects) != 1 or query.subjects[0].kind is SubjectKind.ROW:
        return None, None
    subject = query.subjects[0]
    if subject.kind is SubjectKind.TOP:
        return None, None  # 最少的三个市合计: what is summed up, no statistic of its own
    whole = subject.kind is SubjectKind.TOTAL and not subject.exclude and not subject.rows
    return subject, None if whole else subject


def _statistic(name: str, query: FigureQuery, who: Subject, scope: Subject | None) -> FigureQuery:
    measures = query.measures[:1]
    if name in {"max", "min"}:
        return FigureQuery(operation=Operation.TOP, measures=measures, scope=scope, n=1, descending=name == "max")
    whole = who.kind is SubjectKind.TOTAL and not who.exclude and not who.rows
    if name == "sum" and whole:
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=(who,))
    return FigureQuery(operation=Operation.AGGREGATE, function=name, measures=measures, subjects=(who,))
