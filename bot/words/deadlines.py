"""Deadlines in words."""

from __future__ import annotations

import re

from bot.question import default_phrases
from bot.types import Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft
from bot.words.text import attributed, whole_sentence
from kb.types import Deadline

_SHOWN = 6
_SUPPOSED = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号])?")
_ASKS = re.compile(r"(?:吗|吧|么|对吗|对不对)[?？]?$|是不是")


def word_deadlines(context: WordContext, result: ToolResult) -> Draft:
    """Word deadlines: the day first where a day is asked for, the duty first where that is asked for."""
    sources = [e for e in result.evidence if e.kind == "deadline"]
    if not sources:
        return draft(Outcome.NO_ANSWER, [])
    phrases = default_phrases()
    asks_overdue = phrases.overdue.search(context.question.text) is not None
    asks_when = phrases.when.search(context.question.text) is not None
    statements: list[Statement] = []
    said: set[tuple[str, int]] = set()
    for source in sources[:_SHOWN]:
        days = next((e for e in result.evidence if e.kind == "computed" and source.id in e.inputs), None)
        place = whole_sentence(context, source)
        duty = [] if place in said else attributed(context, [source])
        said.add(place)
        if days is None:
            statements += duty
        elif asks_overdue:
            statements += [_overdue(context, source, days), *duty]
        elif asks_when:
            statements += [_day(context, source), *duty, _left(context, days)]
        else:
            statements += [*duty, _left(context, days)]
    blocks: list[dict[str, object]] = []
    if len(sources) > 1:
        blocks.append(table(sources, context))
    return draft(Outcome.ANSWERED, statements, blocks)


def table(sources: list[Evidence], context: WordContext) -> dict[str, object]:
    """Return the deadlines as a table block."""
    rows = []
    for source in sources:
        deadline: Deadline = source.record
        days = (deadline.due - context.as_of).days if deadline.due else None
        state = "" if days is None else f"还有{days}天" if days >= 0 else f"已过{-days}天"
        rows.append(
            [
                deadline.what,
                deadline.who or "",
                deadline.due.isoformat() if deadline.due else deadline.words,
                state,
            ]
        )
    return {"type": "table", "columns": ["事项", "主体", "期限", "状态"], "rows": rows}


def _day(context: WordContext, source: Evidence) -> Statement:
    deadline: Deadline = source.record
    say = context.wording.say
    who = deadline.who if deadline.who and deadline.who in source.quote else ""  # else it was taken from elsewhere
    if deadline.due is None:
        text = say("deadline_rule", words=deadline.words)
    else:
        exact = str(deadline.due.year) in deadline.words and "日" in deadline.words
        name = "deadline_due_exact" if exact else "deadline_due"
        text = say(name if who else f"{name}_plain", who=who, words=deadline.words, date=deadline.due.isoformat())
    return Statement(text=supposed(context, deadline) + text, evidence=(source.id,))


def supposed(context: WordContext, deadline: Deadline) -> str:
    """Return 是的 or 不是 where the question supposes a day for the deadline."""
    match = _SUPPOSED.search(context.question.text)
    if match is None or deadline.due is None or not _ASKS.search(context.question.text):
        return ""
    same = int(match[1]) == deadline.due.month and (match[2] is None or int(match[2]) == deadline.due.day)
    return context.wording.say("deadline_yes" if same else "deadline_no")


def _left(context: WordContext, days: Evidence) -> Statement:
    deadline: Deadline = days.record
    assert deadline.due is not None
    left = (deadline.due - context.as_of).days
    name = "deadline_left" if left > 0 else "deadline_today" if left == 0 else "deadline_over"
    text = context.wording.say(name, as_of=context.as_of.isoformat(), days=str(abs(left)))
    return Statement(text=text, evidence=(days.id,))


def _overdue(context: WordContext, source: Evidence, days: Evidence) -> Statement:
    deadline: Deadline = source.record
    assert deadline.due is not None
    left = (deadline.due - context.as_of).days
    text = context.wording.say(
        "deadline_left_yes" if left >= 0 else "deadline_over_yes",
        date=deadline.due.isoformat(),
        words=deadline.words,
        as_of=context.as_of.isoformat(),
        days=str(abs(left)),
    )
    return Statement(text=text, evidence=(days.id, source.id))
