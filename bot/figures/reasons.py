"""Why a figure is as it is: what the note under its table says, or that no document says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.figures.assemble import locate, members_of
from bot.figures.catalogue import Catalogue
from bot.figures.evidence import note_matters
from bot.figures.kept import rows_kept
from bot.figures.missing import nearest_query
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import FigureQuery, Measure, Operation, Relation
from bot.figures.question import Question
from bot.figures.restate import restate
from bot.figures.subjects import Resolver

ASKS_WHY = re.compile("[，,?？](?:这是|那是)?(?:为什么|为何|为啥|什么原因|何以)呢?[?？]?$")
WHY_WORD = re.compile(
    "为什么|为何|为啥|什么原因|何以|怎么(?=.{0,8}(?:比|反而|反倒|这么|那么|超过|高于|多于|少于|低于|才|只有?\\d))"
)
_REASON = re.compile("为什么|为何|为啥|什么原因|原因是?什么|何以|(?:怎么|咋)(?:一)?回事")
_UNLIKE = re.compile("不(?:一样|一致|同|等|相同|相等)|对不上|有(?:差异|出入)")
_MORE = re.compile("反而|反倒|倒|还|更|比.{0,8}[多少高低]|[多超少]出?来|会[多少高低超]")
_FEW = 4
_SUPPOSES_MORE = re.compile("比.{0,10}[多高大]|超过|高于|多于|大于|超出")
_SUPPOSES_LESS = re.compile("比.{0,10}[少低小]|不[到足如]|低于|少于|小于")
_SAYS_ONLY = re.compile("[，,](?:压力|任务|担子|差距|差别|难度)?(?:这么|那么|如此|这样)[^，,]{0,4}$")  # …，压力这么大是
_AMOUNT = re.compile(r"(?<!\d)\d{1,3}(?![\d年])[家个户项]?")
_BARE_WHY = re.compile(
    "(?:那|那么)?(?:两个|两者|两项|它们|他们|这两个|二者)?(?:这是|是|这)?(?:为什么|为何|为啥|什么原因|何以)(?:会|能|要|才|就|只有|是|反而|还)*(?:这么|那么|如此|这样|这|那)?"
    "(?:多|少|高|低|大|小|好|差|快|慢|一?[点丁]点?儿?|几[家个户项]|\\d+(?:\\.\\d+)?[家个户项件台%]?|超|(?:超过|超出|高于|大于|多于|低于|不到|不足)(?:了)?(?:\\d+(?:\\.\\d+)?%?|百分之百)?|增加?|减少?|下降|上升|降|升|不一样|不同|不一致|对不上|有差别|有差距|差这么多|0|零|\\d+[家个]?)?(?:了|呢|啊|吗)?[??]?"
)


def reason_missing(q: Question) -> Understanding | None:
    """Return the fault where it is asked why the figure of a row, or that of the turn before, is as it is."""
    why = _REASON.search(q.text)
    if why is not None and (apart := _why_apart(_without_amounts(q))) is not None:
        return apart
    unlike = _UNLIKE.search(q.text) is not None and q.intent.operation is Operation.COMPARE
    if why is None or (q.intent.operation is not None and not unlike) or q.names.of("foreign"):
        return None
    frame = q.frame
    if frame is not None and not q.reading.picked and _BARE_WHY.fullmatch(q.text):
        nearest, question = frame, f"{restate(frame, q.catalogue).rstrip('？')}，{why[0]}？"
    elif frame is not None and q.reading.picked and (whose := rows_kept(q, _columns(q), asking=True)):
        nearest = FigureQuery(operation=Operation.VALUE, measures=(q.reading.picked[0].measure,), subjects=whose)
        question = f"{restate(nearest, q.catalogue).rstrip('？')}，{why[0]}？"
    elif (q.names.of("row") or unlike) and any(p.own > 0 or p.score >= 1.0 for p in q.reading.picked):
        found = nearest_query(q, q.reading.picked[0].measure.column)
        if found is None:
            return None
        nearest, question = found, ""
    else:
        return None
    fault = NotUnderstood(reason=Reason.REASON_MISSING, nearest=nearest, score=0.7)
    return Understanding(fault=fault, score=0.7, question=question, followed=bool(question))


def _without_amounts(q: Question) -> Question:
    """Return a question on why one is more than the other without the numbers it says of them: those are on file."""
    plain = _AMOUNT.sub("", q.text) if _SUPPOSES_MORE.search(q.text) is not None else q.text
    return Question(plain, q.catalogue, q.as_of, q.frame) if plain != q.text else q


def told_by_note(catalogue: Catalogue, query: FigureQuery) -> bool:
    """Say whether a query sets columns of one table against each other of which its note says how they are counted."""
    columns = [catalogue.columns[m.column] for m in query.measures]
    if query.operation is not Operation.COMPARE or len({c.table_id for c in columns}) != 1 or len(columns) < 2:
        return False
    return note_matters(catalogue.views[columns[0].table_id], columns, exceeds=False)


def supposes_more(text: str) -> bool:
    """Say whether a question supposes one figure to be more than another."""
    return _SUPPOSES_MORE.search(text) is not None


def supposed_wrongly(
    q: Question, text: str, asked: FigureQuery, read: Callable[[Question], Understanding]
) -> Understanding | None:
    """Return a comparison that is supposed and does not hold as whether it does (目标为什么比验收的还高); else None."""
    supposes = supposes_more(text) or _SUPPOSES_LESS.search(text) is not None
    if not supposes or asked.operation is not Operation.COMPARE:
        return None
    whether = read(Question(f"{_SAYS_ONLY.sub('', text).rstrip('?')}吗", q.catalogue, q.as_of, q.frame))
    query = whether.query
    if query is None or query.claim is None or query.operation is not Operation.COMPARE:
        return None
    return whether if q.engine.run(query).holds is False else None


def less_in_all(catalogue: Catalogue, query: FigureQuery) -> bool:
    """Say whether the first of two columns compared has less in all than the second."""
    totals = [catalogue.columns[m.column].total for m in query.measures]
    if len(totals) != 2 or any(s.rows for s in query.subjects):
        return False
    first, second = (figure.value if figure is not None else None for figure in totals)
    return first is not None and second is not None and first < second


def _columns(q: Question) -> list[str]:
    return [p.measure.column for p in q.reading.picked[:1]]


def _why_apart(q: Question) -> Understanding | None:
    """Return two columns set against each other, where it is asked why they differ: with the note that says so, else
    with the fault that none does; None where no two columns of one table are named.
    """
    measures = tuple(dict.fromkeys(p.measure for p in q.reading.picked))
    against = any(t.value is None for t in q.intent.thresholds)  # 平台数为什么超过验收数
    differs = _UNLIKE.search(q.text) is not None or against or q.intent.operation is Operation.COMPARE
    told = _told_apart(q) if len(measures) < 2 and not q.names.mentions else ()
    listed = members_of(q.frame, q.engine) if told and q.frame is not None and q.frame.conditions else []
    if told:
        measures, differs, q.followed = told, True, True
    if len(measures) != 2 or not differs or q.names.of("foreign") or any(m.base is not None for m in measures):
        return None
    columns = [q.catalogue.columns[m.column] for m in measures]
    if columns[0].table_id != columns[1].table_id:
        return None
    slots = q.slots(q.reading.picked)
    resolver = Resolver(q.catalogue, q.views(q.reading.picked))
    locate(slots, resolver)
    whose = [*slots.subjects, *listed, *(q.frame.subjects if told and q.frame is not None else ())]
    who = next((s for s in whose if s.rows), resolver.total())
    query = FigureQuery(operation=Operation.COMPARE, relation=Relation.DIFFERENCE, measures=measures, subjects=(who,))
    query = replace(query, also=tuple(replace(query, subjects=(s,)) for s in listed[1:_FEW]))
    if note_matters(q.catalogue.views[columns[0].table_id], columns, exceeds=False):
        question = restate(query, q.catalogue) if told else ""
        return Understanding(query=query, question=question, score=0.9, followed=q.followed)
    fault = NotUnderstood(reason=Reason.REASON_MISSING, nearest=query, score=0.7)
    question = f"{restate(query, q.catalogue).rstrip('？')}，为什么？" if told else ""
    return Understanding(fault=fault, score=0.7, question=question, followed=bool(told))


def _told_apart(q: Question) -> tuple[Measure, ...]:
    """Return the two figures that the last turns told of one row, where it is asked why one is more (反而多)."""
    frame = q.frame
    if frame is None or _MORE.search(q.text) is None:
        return ()
    other = frame.conditions[0].other if frame.operation is Operation.FILTER and len(frame.conditions) == 1 else None
    if other is not None:  # 为什么会多出来呢, after those of whom one is above the other
        return frame.measures[0], other
    if frame.operation is not Operation.VALUE:
        return ()
    now = frame.measures[0]
    before = next((m for subject, m in frame.earlier if subject in frame.subjects and m != now), None)
    return (now, before) if before is not None and len(frame.subjects) == 1 else ()


def why_of(q: Question, read: Callable[[Question], Understanding]) -> Understanding | None:
    """Return the fault of a question on the reason of what it says (东莞为什么最多); None for others."""
    said = ASKS_WHY.search(q.text)
    if said is None and q.intent.operation not in {Operation.COMPARE, Operation.TOP}:
        return None
    said = said or WHY_WORD.search(q.text)
    if said is None:
        return None
    plain = q.text[: said.start()] + q.text[said.end() :]
    asked = read(Question(plain, q.catalogue, q.as_of, q.frame))
    if asked.query is None:
        return None
    if (unlike := supposed_wrongly(q, plain, asked.query, read)) is not None:
        return unlike
    if told_by_note(q.catalogue, asked.query):
        return asked
    fault = NotUnderstood(reason=Reason.REASON_MISSING, nearest=asked.query, score=0.7)
    why = "为什么" if said[0] == "怎么" else said[0].strip("，,？?")
    full = f"{restate(asked.query, q.catalogue).rstrip('？')}，{why}？"
    return Understanding(fault=fault, score=0.7, question=full, followed=asked.followed)


def rows_with_more(q: Question, read: Callable[[Question], Understanding]) -> Understanding | None:
    """Return the rows of which it is so, where the reason is asked for what is not so of the whole; else None."""
    why = WHY_WORD.search(q.text)
    if why is None or q.names.mentions or not supposes_more(q.text):
        return None
    compared = reason_missing(q)
    if compared is None or compared.query is None or not less_in_all(q.catalogue, compared.query):
        return None
    noun = q.catalogue.view_of(compared.query.measures[0].column).row_noun
    text = f"哪些{noun}{q.text[: why.start()]}{q.text[why.end() :]}"
    rows = read(Question(text, q.catalogue, q.as_of, None))
    return rows if rows.query is not None and rows.query.operation is Operation.FILTER else None
