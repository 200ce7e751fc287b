"""What a repealed document said, and what the one that repeals it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import ToolContext
from bot.matching import bare
from bot.reading import SentenceReader
from bot.reading_rules import default_reading_rules
from bot.support import held_share
from bot.types import Evidence
from kb.types import Filters, LegalStatus
from kb.validity import legal_status

_PASSAGES, _COMPARED = 12, 40
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|去年|前年|上年|历年|两年")


def then_and_now(context: ToolContext, reader: SentenceReader, query: str) -> list[Evidence]:
    """Return what a repealed document said and what its successor says, where the question asks how they differ.

    The pairs are data: a document that another repeals (`repealed_by`).  Full text goes before a digest, and of
    several pairs the one whose older side is likeliest to be meant is compared.
    """
    rules, knowledge = default_reading_rules(), context.desk.knowledge
    if not rules.compares.search(query):
        return []
    topic = rules.compares.sub(" ", query).strip()
    for hit in context.desk.searcher.search(topic, k=_COMPARED):
        old = context.desk.meta(hit.passage.document_id)
        successors = knowledge.named(old.repealed_by) if old.repealed_by else []
        if legal_status(old, context.as_of) is not LegalStatus.REPEALED or not successors:
            continue
        before = _read_of(context, reader, topic, (old.id,))
        after = _read_of(context, reader, topic, tuple(m.id for m in sorted(successors, key=lambda m: not m.full_text)))
        if before and after:
            return [before, after]
    return []


def as_now(
    context: ToolContext, reader: SentenceReader, query: str, found: list[Evidence], document_ids: Sequence[str]
) -> list[Evidence]:
    """Return what the successor of a repealed document says, where it says as much of a question; else what was found.

    Not where the question names the document, or a year.
    """
    old = context.desk.meta(found[0].document_id) if found else None
    if old is None or document_ids or not old.repealed_by or _YEAR.search(query):
        return found
    if legal_status(old, context.as_of) is not LegalStatus.REPEALED:
        return found
    successors = sorted(context.desk.knowledge.named(old.repealed_by), key=lambda m: not m.full_text)
    now = _read_of(context, reader, query, tuple(m.id for m in successors))
    concepts, prepared = reader.concepts(query), context.desk.tokenizer.prepared
    before = held_share(concepts, bare(prepared(found[0].quote)))
    return [now] if now is not None and held_share(concepts, bare(prepared(now.quote))) >= before else found


def _read_of(
    context: ToolContext, reader: SentenceReader, query: str, document_ids: tuple[str, ...]
) -> Evidence | None:
    """Return the best sentence of the first of the documents that has one."""
    for document_id in document_ids:
        hits = context.desk.searcher.search(query, k=_PASSAGES, filters=Filters(document_ids=(document_id,)))
        found = reader.read(query, hits, as_of=context.as_of)
        if found:
            return found[0]
    return None
