"""Replies to the questions in one message, and how several become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.types import Draft, Evidence, Outcome, Statement, ToolResult

_READ = frozenset({"policy", "obligation", "note"})  # what is found by reading alone
_SHORT_CHARS = 9
_COMPARED = frozenset({"difference", "which"})
_BY_TABLES = "query_figures"
_TOLD_WHOLE = frozenset({"deadline", "passage", "obligation"})


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One question answered: the checked draft, its evidence, the calls made, and what the next turn may need."""

    question: str
    draft: Draft
    evidence: dict[str, Evidence]
    results: tuple[ToolResult, ...]
    frame: dict[str, Any]


def hangs_on(part: str, before: Reply, reply: Reply) -> bool:
    """Say whether a short part only goes on with one that found nothing, so that what reading found is not for it."""
    if before.draft.outcome is not Outcome.NO_ANSWER or reply.draft.outcome is not Outcome.ANSWERED:
        return False
    return reply.frame["intent"] in _READ and len(part.rstrip("？?。 ")) <= _SHORT_CHARS


def says_again(before: Sequence[Reply], reply: Reply) -> bool:
    """Say whether a reply only says how far apart those are of whom a reply before said so (谁多？差多少)."""
    apart = [r for r in reply.results if r.call.name == _BY_TABLES and r.result.get("relation") == "difference"]
    if not before or not apart or len(apart) != len(reply.results):
        return False
    told = [gap for b in before for r in b.results if r.call.name == _BY_TABLES for gap in _gaps(r.result)]
    gaps = [gap for r in apart for gap in _gaps(r.result)]
    return bool(gaps) and all(gap in told for gap in gaps)


def _gaps(result: Mapping[str, Any]) -> list[tuple[frozenset[str], str]]:
    """Return who is told of and how far apart they are, of a result that compares."""
    who = [str(entry.get("subject")) for entry in result.get("entries", ())]
    gap = result.get("outcome") if result.get("relation") in _COMPARED else None
    values = [(frozenset(who), str(gap["value"]).lstrip("-"))] if gap and gap.get("value") is not None else []
    if len(who) == 1:  # 哪个市差得最多，差几家
        values.append((frozenset(who), str(result["entries"][0].get("value")).lstrip("-")))
    return values


def merged_reply(replies: Sequence[Reply]) -> Reply:
    """Join the replies to several questions into one; answered where any is."""
    if len(replies) == 1:
        return replies[0]
    statements: dict[str, Statement] = {}
    told: set[tuple[str, int, int, bool]] = set()
    for reply in replies:
        places = {
            (e.document_id, e.start, e.end, e.kind == "computed")
            for s in reply.draft.statements
            for e in (reply.evidence[i] for i in s.evidence)
            if e.kind in _TOLD_WHOLE or (e.kind == "computed" and e.inputs[:1] and e.inputs[0].startswith("deadline:"))
        }
        if places and places <= told:  # 名单晚了吗，几号该报: one sentence answers both
            continue
        told |= places
        if reply.draft.outcome is Outcome.CLARIFY and any(r.draft.outcome is Outcome.ANSWERED for r in replies):
            continue
        for statement in reply.draft.statements:
            statements.setdefault(statement.text, statement)
    outcomes = [r.draft.outcome for r in replies]
    outcome = next((o for o in (Outcome.ANSWERED, Outcome.CLARIFY) if o in outcomes), Outcome.NO_ANSWER)
    choices = () if outcome is Outcome.ANSWERED else tuple(c for r in replies for c in r.draft.choices)
    return Reply(
        question="；".join(r.question for r in replies),
        draft=Draft(
            outcome=outcome,
            statements=tuple(statements.values()),
            blocks=tuple(b for r in replies for b in r.draft.blocks),
            choices=choices,
            suggestions=tuple(s for r in replies for s in r.draft.suggestions),
        ),
        evidence={k: v for r in replies for k, v in r.evidence.items()},
        results=tuple(x for r in replies for x in r.results),
        frame=replies[-1].frame,
    )
