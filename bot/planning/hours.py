"""When a contact can be reached (几点能打, 周末有人吗): the hours that a notice prints beside its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.types import ToolCall
from kb.types import Contact

_AFTER_CHARS = 60  # so near behind a contact stand its hours
_ENDS = re.compile("[；;。\n]")


def plan_hours(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for the printed hours of the contacts meant; None where none are asked for or printed.

    Those of a person or a matter named stand beside that contact; else all that the notice prints are told.
    """
    if plan_phrases().hours_asked.search(asked.text) is None:
        return None
    ids = asked.ids() or tuple(i for i in asked.recent[:1] if asked.desk.knowledge.of(i).contacts)
    contacts = [c for i in ids or asked.desk.primary for c in asked.desk.knowledge.of(i).contacts]
    meant = [c for c in contacts if _is_meant(asked, c)] or contacts
    spans = dict.fromkeys(span for c in meant for span in _printed(asked, c))
    return [
        call("search_policy", query=asked.text, document_ids=[i], start=start, end=end) for i, start, end in spans
    ] or None


def _is_meant(asked: Asked, contact: Contact) -> bool:
    named = contact.name is not None and contact.name in asked.question.persons
    return named or (contact.matter is not None and contact.matter in asked.text)


def _printed(asked: Asked, contact: Contact) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a contact with the hours that stand behind it."""
    text = asked.desk.text_of(contact.document_id) or ""
    ends = _ENDS.search(text, contact.end)
    end = ends.start() if ends is not None else len(text)
    if plan_phrases().hours.search(text, contact.end, min(end, contact.end + _AFTER_CHARS)):
        before = [m.end() for m in _ENDS.finditer(text, 0, contact.start)]
        yield contact.document_id, max(before, default=0), end
