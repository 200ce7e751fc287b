"""Answer from running text: search passages, read them for the sentences that answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import ToolContext
from bot.evidence import span
from bot.lists import heading
from bot.metadata import children
from bot.reading import SentenceReader
from bot.types import Evidence, ToolCall, ToolResult
from kb.types import Filters, Section
from kb.zh.sentences import sentences

_PASSAGES = 12
_HEADING_CHARS = 4
_SECTION_CHARS = 320


def search_policy(
    context: ToolContext,
    reader: SentenceReader,
    *,
    query: str,
    document_ids: Sequence[str] = (),
    article: int | None = None,
) -> ToolResult:
    """Return the sentences that answer `query`; nothing but the nearest one, and `missing`, when none does.

    Args:
        context: the desk.
        reader: finds the sentences.
        query: a standalone question.
        document_ids: documents to search; empty searches those in question, else all.
        article: number of an article to look up.
    """
    ids = tuple(sorted(document_ids or context.document_ids))
    filters = Filters(document_ids=ids, article=article, as_of=context.as_of)
    hits = context.desk.searcher.search(query, k=_PASSAGES, filters=filters)
    evidence = under_heading(context, query, ids) if article is None else []
    evidence = evidence or reader.read(query, hits)
    arguments = {"query": query, "document_ids": list(ids), "article": article}
    call = ToolCall(name="search_policy", arguments={k: v for k, v in arguments.items() if v})
    if evidence:
        found = [{"document_id": e.document_id, "section": e.section, "text": e.quote} for e in evidence]
        return ToolResult(call=call, evidence=tuple(evidence), result={"found": found})
    nearest = reader.nearest(query, hits)
    return ToolResult(
        call=call,
        evidence=(nearest,) if nearest else (),
        result={"found": [], "nearest": nearest.quote if nearest else None},
        missing=(query,),
    )


def under_heading(context: ToolContext, query: str, document_ids: Sequence[str]) -> list[Evidence]:
    """Return the text of a section whose heading the question repeats (总体要求是什么), where it is short enough."""
    desk = context.desk
    found: list[tuple[int, Section]] = []
    for document_id in sorted(context.wanted(document_ids)):
        for section in desk.knowledge.of(document_id).sections:
            title = heading(section)
            if len(title) >= _HEADING_CHARS and title in query and not children(desk, section):
                found.append((len(title), section))
    if not found:
        return []
    section = max(found, key=lambda item: item[0])[1]
    text = desk.text_of(section.document_id) or ""
    evidence: list[Evidence] = []
    chars = 0
    for start, end in sentences(text[section.start : section.end]):
        if heading(section) in text[section.start + start : section.start + end][: len(section.title) + 8]:
            continue
        chars += end - start
        if chars > _SECTION_CHARS:
            break
        evidence.append(span(desk, section.document_id, section.start + start, section.start + end))
    return evidence
