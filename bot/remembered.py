"""What a turn leaves for the next one: how it was understood, what it was about, whom and what it named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.duty import Finding
from bot.figures.outcome import NotUnderstood, Reason
from bot.figures.query import FigureQuery
from bot.types import Evidence, Statement, ToolResult, Turn
from bot.words.frame import WordContext
from kb.types import CitedDocument, NamedList

_QUOTED = frozenset({"passage", "obligation", "deadline", "list", "note"})
_READ = frozenset({"passage", "obligation"})


def frame_of(
    words: WordContext,
    text: str,
    kept: Sequence[Statement],
    found: dict[str, Evidence],
    results: Sequence[ToolResult],
    intent: str,
) -> dict[str, Any]:
    """Return what the next turn may need, as JSON values."""
    documents = dict.fromkeys(found[i].document_id for s in kept for i in s.evidence if i in found)
    frame: dict[str, Any] = {"intent": intent, "question": text, "documents": list(documents)}
    quoted = next((found[i] for s in kept for i in s.evidence if i in found and found[i].kind in _QUOTED), None)
    if quoted is not None:
        frame["told"] = [quoted.document_id, quoted.start, quoted.end]
    places = _places_in(words, quoted) if intent in ("policy", "obligation") and quoted is not None else None
    frame |= {"near_list": places} if places is not None else {}
    named = _list_read(words, kept, found) if intent in ("policy", "obligation") else None
    if named is not None:
        frame |= {"list_topic": named.topic, "items": list(named.items), "list_category": named.category}
    for result in results:
        if result.call.name == "find_lists" and result.result:
            frame["list_topic"] = result.call.arguments["topic"]
            frame["items"] = list(result.result["items"])
            frame["list_category"] = result.call.arguments.get("category") or "other"
        if result.call.name == "find_contacts":
            wanted = result.call.arguments
            frame["contact"] = wanted.get("name") or wanted.get("organisation") or wanted.get("matter")
            frame["persons"] = [e.record.name for s in kept for i in s.evidence if (e := found[i]).kind == "contact"]
        if result.call.name == "search_policy" and "start" in result.call.arguments:
            frame["beside"] = True
        if result.call.name == "describe_document":
            cited = [e.record.title for s in kept for i in s.evidence if _is_cited(e := found[i])]
            frame |= {"cited": list(dict.fromkeys(cited))} if len(cited) > 1 else {}
        if isinstance(result.finding, Finding):
            frame["facts"] = result.call.arguments["facts"]
            frame["open"] = [c.id for c in result.finding.assessment.open if not c.residual]
        if result.call.name == "query_figures" and result.call.arguments.get("query"):
            frame["figure"] = result.call.arguments["query"]
        if isinstance(result.finding, FigureQuery):  # of a question that came without a query
            frame["figure"] = result.finding.to_json()
        if isinstance(result.finding, NotUnderstood) and (nearest := result.finding.nearest) is not None:
            told = result.finding.reason is Reason.REASON_MISSING  # beside a reason that no file gives
            frame["figure" if told else "near_figure"] = nearest.to_json()
    return frame


def _is_cited(evidence: Evidence) -> bool:
    return isinstance(evidence.record, CitedDocument)


def rows_named(turn: Turn) -> list[str]:
    """Return the names of the rows whose figures a turn told; empty where it told none."""
    subjects = (turn.frame.get("figure") or {}).get("subjects", ())
    return [s["name"] for s in subjects if s.get("kind") == "row"]


def _places_in(words: WordContext, quoted: Evidence) -> str | None:
    """Return what the list of places in a text that was quoted is of (深圳在内吗); None where it holds none."""
    lists = words.desk.knowledge.of(quoted.document_id).lists
    inside = (n for n in lists if n.category == "region" and quoted.start <= n.start and n.end <= quoted.end)
    return next((named.topic for named in inside), None)


def _list_read(words: WordContext, kept: Sequence[Statement], found: dict[str, Evidence]) -> NamedList | None:
    """Return the list that stands alone in the text an answer was read from, and which the question asked about."""
    read = [e for s in kept for i in s.evidence if (e := found.get(i)) is not None and e.kind in _READ]
    held = {
        named.id: named
        for e in read
        for named in words.desk.knowledge.of(e.document_id).lists
        if e.start <= named.start and named.end <= e.end
    }
    only = next(iter(held.values())) if len(held) == 1 else None
    if only is None:
        return None
    asked = words.question.text
    return only if words.question.shows("list") or any(item in asked for item in only.items) else None
