"""Deadlines in words."""

from __future__ import annotations

from bot.question import default_phrases
from bot.types import Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft
from kb.types import Deadline

_SHOWN = 6


def word_deadlines(context: WordContext, result: ToolResult) -> Draft:
    """Word deadlines: the day first where a day is asked for, the duty first where that is asked for."""
    sources = [e for e in result.evidence if e.kind == "deadline"]
    if not sources:
        return draft(Outcome.NO_ANSWER, [])
    phrases = default_phrases()
    asks_overdue = phrases.overdue.search(context.question.text) is not None
    asks_when = phrases.when.search(context.question.text) is not None
    statements: list[Statement] = []
    for source in sources[:_SHOWN]:
        days = next((e for e in result.evidence if e.kind == "computed" and source.id in e.inputs), None)
        duty = Statement(text=_sentence(source.quote), evidence=(source.id,))
        if asks_overdue and days is not None:
            statements += [_overdue(context, source, days), duty]
        elif asks_when:
            statements += [_day(context, source), duty]
            statements += [_left(context, days)] if days is not None else []
        else:
            statements += [duty]
            statements += [_left(context, days)] if days is not None else []
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
    who = deadline.who or ""
    if deadline.due is None:
        text = say("deadline_rule", words=deadline.words)
    else:
        exact = str(deadline.due.year) in deadline.words and "日" in deadline.words
        name = "deadline_due_exact" if exact else "deadline_due"
        text = say(name if who else f"{name}_plain", who=who, words=deadline.words, date=deadline.due.isoformat())
    return Statement(text=text, evidence=(source.id,))


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


def _sentence(quote: str) -> str:
    text = " ".join(quote.split("\n")).strip()
    return text if text.endswith(("。", "！", "？", "；")) else text + "。"
