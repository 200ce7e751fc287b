"""Answer from running text: search passages, read them for the sentences that answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import ToolContext
from bot.reading import SentenceReader
from bot.types import ToolCall, ToolResult
from kb.types import Filters

_PASSAGES = 12


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
    evidence = reader.read(query, hits)
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
