"""Deadlines asked for by day, by what they are for, or by the document that sets them."""

from __future__ import annotations

from datetime import date

from bot.deadlines import list_deadlines
from bot.matching import bigrams, covered
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases, topic_of
from bot.types import Evidence, ToolCall

_ABOUT = 0.5


def plan_dated(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what is due by a day that the question names (4月底前要做什么)."""
    dated = plan_phrases().day.search(asked.text)
    if dated is None or asked.question.shows("contact"):
        return None
    month, part = int(dated[1]), dated[2]
    for deadline in list_deadlines(asked.context, document_ids=asked.ids()).evidence:
        due: date | None = deadline.record.due
        if due is None or due.month != month:
            continue
        if (part == "底" and due.day >= 28) or part == "份" or part.rstrip("日号") == str(due.day):
            return [call("list_deadlines", due_from=due.isoformat(), due_until=due.isoformat())]
    return None


def deadline_in(asked: Asked, found: Evidence) -> list[ToolCall]:
    """Return the call for the deadline that stands in a sentence found, where there is one."""
    for deadline in asked.desk.knowledge.of(found.document_id).deadlines:
        inside = deadline.start < found.end and found.start < deadline.end
        if inside and deadline.due is not None:
            day = deadline.due.isoformat()
            return [call("list_deadlines", due_from=day, due_until=day, document_ids=[found.document_id])]
    return []


def plan_deadline(asked: Asked) -> list[ToolCall] | None:
    """Return the call for a deadline by its topic; None where none on file fits."""
    if not asked.question.shows("deadline"):
        return None
    phrases, desk, ids = default_phrases(), asked.desk, asked.ids()
    topic = topic_of(desk, asked.question)
    topic = phrases.when.sub(" ", phrases.overdue.sub(" ", plan_phrases().day.sub(" ", topic))).replace(" ", "")
    about = [i for i in desk.primary if topic and covered(topic, desk.meta(i).title) >= _ABOUT]
    if about and any(desk.knowledge.of(i).deadlines for i in about):
        title = bigrams(desk.meta(about[0]).title)
        words = [w for w, _, _ in desk.tokenizer.words(topic) if not bigrams(w) <= title]
        rest = "".join(words)
        if rest and not list_deadlines(asked.context, topic=rest, document_ids=about[:1]).evidence:
            rest = ""
        return [call("list_deadlines", topic=rest, document_ids=about[:1])]
    if topic and not list_deadlines(asked.context, topic=topic, document_ids=ids).evidence:
        return None
    return [call("list_deadlines", topic=topic, document_ids=list(ids))]
