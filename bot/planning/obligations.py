"""Duties asked for by whom they bind, by industry, or by how strong they are."""

from __future__ import annotations

from typing import Any

from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.question import topic_of
from bot.reference import focus
from bot.types import ToolCall
from kb.lexicon_index import INDUSTRY


def plan_obligation(asked: Asked) -> list[ToolCall] | None:
    """Return the call for duties; None where the question is about some matter, which the text is read for."""
    question, desk = asked.question, asked.desk
    if not question.shows("obligation"):
        return None
    topic = topic_of(desk, question)
    rest = topic
    for match in reversed(desk.index.find(topic, kinds={INDUSTRY, "role"})):
        rest = rest[: match.start] + " " + rest[match.end :]
    if plan_phrases().chores.sub("", rest):
        return None
    strength = next((name for name, pattern in plan_phrases().strengths if pattern.search(asked.text)), None)
    arguments: dict[str, Any] = {
        "industry": question.industries[0] if question.industries else None,
        "addressee": question.roles[0] if question.roles and not question.industries else None,
        "strength": strength,
        "document_ids": list(asked.ids() or focus(desk, question, asked.recent)),
    }
    if not any(arguments[key] for key in ("industry", "addressee", "strength")):
        return None
    return [call("list_obligations", **{k: v for k, v in arguments.items() if v})]
