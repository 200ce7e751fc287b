"""Questions about days: which weekday one is, how long from one to another, when a period from one ends."""

from __future__ import annotations

from bot.days import days_asked
from bot.named_days import day_phrases
from bot.planning.asked import Asked, call
from bot.reference import focus
from bot.types import ToolCall


def plan_days(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what is asked of days; None where no day that a document names is spoken of."""
    phrases, text = day_phrases(), asked.text
    ways = (phrases.weekday, phrases.weekday_supposed, phrases.between, phrases.when, phrases.what_day, phrases.elapsed)
    if not any(way.search(text) for way in ways):
        return None
    ids = asked.ids() or focus(asked.desk, asked.question, asked.recent)
    if days_asked(asked.context, text, ids) is None:
        return None
    return [call("count_days", question=text, document_ids=list(ids))]
