"""Deadlines and contacts of the notice last spoken of, before those of any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.contacts import find_contacts
from bot.deadlines import list_deadlines
from bot.matching import covered
from bot.planning.asked import Asked
from bot.planning.contacts import matter_of
from bot.question import default_phrases
from bot.types import ToolCall

_ABOUT = 0.5


def asked_near(asked: Asked) -> Asked | None:
    """Return a question as one on the notice last spoken of; None where it names another or there is but one."""
    desk, last = asked.desk, next(iter(asked.recent), None)
    names_other = asked.reference.named or asked.reference.generic or asked.question.regions or asked.question.years
    if last is None or last not in desk.primary or len(desk.primary) < 2 or names_other:
        return None
    if desk.provinces_in(asked.text):
        return None
    return replace(asked, reference=replace(asked.reference, named=(last,)))


def planned_near(plan: Callable[[Asked], list[ToolCall] | None], near: Asked) -> list[ToolCall] | None:
    """Return the calls of a plan for the notice last spoken of, where that notice holds what they ask for."""
    calls = plan(near) or []
    return calls if calls and all(_held(near, call) for call in calls) else None


def _held(near: Asked, call: ToolCall) -> bool:
    (last,) = near.reference.named
    if call.arguments.get("document_ids") != [last]:
        return False
    if call.name == "find_contacts":
        found = find_contacts(near.context, **call.arguments)
        matter = matter_of(near, call.arguments)
        about = (
            not default_phrases().bare.sub("", matter or "")
            or covered(matter or "", near.desk.text_of(last) or "") >= _ABOUT
        )
        return about and bool(found.evidence) and not found.missing
    if call.name == "list_deadlines":
        timed = {"due_from", "due_until", "state", "calendar"} & call.arguments.keys()
        return not timed and bool(list_deadlines(near.context, **call.arguments).evidence)
    return False
