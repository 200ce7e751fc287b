"""Who must do what by when, and how many days are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.desk import Desk, ToolContext
from bot.evidence import days_until, of_deadline
from bot.matching import covered
from bot.types import Evidence, ToolCall, ToolResult
from kb.types import Deadline, DeadlineKind

_TOPIC_SHARE = 0.34  # share of the topic's bigrams that a deadline must hold


def list_deadlines(
    context: ToolContext,
    *,
    topic: str | None = None,
    addressee: str | None = None,
    due_from: date | None = None,
    due_until: date | None = None,
    document_ids: Sequence[str] = (),
) -> ToolResult:
    """Return deadlines, the nearest to `topic` first, each with the days left or overdue at the day asked for.

    Args:
        context: the desk.
        topic: what the deadline is for, in words.
        addressee: who has to meet it.
        due_from: only those due on or after this day.
        due_until: only those due on or before this day.
        document_ids: documents to look at.
    """
    desk = context.desk
    wanted = context.wanted(document_ids)
    found = [d for d in desk.knowledge.deadlines if d.document_id in wanted and _LIMITS.search(d.words)]
    if due_from:
        found = [d for d in found if d.due and d.due >= due_from]
    if due_until:
        found = [d for d in found if d.due and d.due <= due_until]
    if addressee:
        found = [d for d in found if d.who and covered(addressee, d.who) > 0] or found
    missing: list[str] = []
    if not topic and not document_ids:
        found = preferred(desk, found)
    if topic:
        scored = [(covered(topic, words_of(desk.text_of(d.document_id) or "", d)), d) for d in found]
        if _RELATIVE.search(topic):
            scored = [(s, d) for s, d in scored if d.kind is DeadlineKind.RELATIVE and s >= _TOPIC_SHARE] or scored
        top = max((s for s, _ in scored), default=0.0)
        if any(d.document_id in desk.primary and s >= top * 0.8 for s, d in scored):
            newest = preferred(desk, [d for s, d in scored if s >= max(_TOPIC_SHARE, top * 0.6)])
            scored = [(s, d) for s, d in scored if d in newest]
            top = max((s for s, _ in scored), default=0.0)
        found = [d for s, d in scored if s >= max(_TOPIC_SHARE, top * 0.8)]
        if not found:
            missing.append(topic)
    evidence: list[Evidence] = []
    for deadline in found:
        evidence.append(of_deadline(desk, deadline))
        if deadline.due:
            evidence.append(days_until(desk, deadline, context.as_of))
    arguments = {
        "topic": topic,
        "addressee": addressee,
        "due_from": due_from.isoformat() if due_from else None,
        "due_until": due_until.isoformat() if due_until else None,
        "document_ids": list(document_ids),
    }
    return ToolResult(
        call=ToolCall(name="list_deadlines", arguments={k: v for k, v in arguments.items() if v}),
        evidence=tuple(evidence),
        result={"deadlines": [as_json(d, context.as_of) for d in found], "as_of": context.as_of.isoformat()},
        missing=tuple(missing),
    )


_LIMITS = re.compile(r"[前底内止末]|截|不晚于|不迟于|最迟|每")  # a bare date says when something happened
_RELATIVE = re.compile(r"[之以]?后(?!勤)|起$")


def preferred(desk: Desk, found: list[Deadline]) -> list[Deadline]:
    """Return those of the newest of the notices on file in full that has any; all where no notice has."""
    newest = next((i for i in desk.primary if any(d.document_id == i for d in found)), None)
    return [d for d in found if d.document_id == newest] if newest else found


def words_of(text: str, deadline: Deadline) -> str:
    """Return everything that says what a deadline is about."""
    return f"{deadline.who or ''} {deadline.what} {deadline.words} {text[deadline.start : deadline.end]}"


def as_json(deadline: Deadline, as_of: date) -> dict[str, object]:
    """Return a deadline as JSON values, with the days left at `as_of` (negative: overdue)."""
    return {
        "id": deadline.id,
        "document_id": deadline.document_id,
        "who": deadline.who,
        "what": deadline.what,
        "file_with": list(deadline.file_with),
        "due": deadline.due.isoformat() if deadline.due else None,
        "rule": deadline.rule,
        "words": deadline.words,
        "days_left": (deadline.due - as_of).days if deadline.due else None,
    }
