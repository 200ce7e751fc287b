"""A collection of `{id, title, text}` records in a temporary index, searched like the service searches its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.chunk import cut_prose
from ingest.commit import Committer
from kb.base import KnowledgeBase
from kb.lexicon import load_lexicon
from kb.settings import Settings
from kb.titles import law_of_article
from kb.types import Document, DocumentMeta, ParsedDocument, Passage, PassageKind
from kb.zh.numerals import article_number

_BATCH_DOCUMENTS = 12_000  # few commits, few segments: see `ingest.library`


def as_document(record: Mapping[str, Any]) -> ParsedDocument:
    """Return a record as a document, its text cut as the pipeline cuts running text."""
    document_id, title, text = str(record["id"]), str(record.get("title") or ""), str(record["text"])
    # 出台15条政策措施 names no article
    article = article_number(title) if law_of_article(title) else None
    passages = tuple(
        Passage(
            id=f"{document_id}#p{ordinal}",
            document_id=document_id,
            ordinal=ordinal,
            kind=PassageKind.TEXT if article is None else PassageKind.ARTICLE,
            section_path=(),
            text=text[start:end],
            start=start,
            end=end,
            article=article,
        )
        for ordinal, (start, end) in enumerate(cut_prose(text), start=1)
    )
    meta = DocumentMeta(id=document_id, version="1", title=title)
    return ParsedDocument(document=Document(meta=meta, text=text), original=b"", passages=passages)


@contextmanager
def temporary_base(records: Iterable[Mapping[str, Any]], settings: Settings) -> Iterator[KnowledgeBase]:
    """Index records in a folder that goes when the context ends."""
    with tempfile.TemporaryDirectory(prefix="qingce-evals-") as folder:
        base = KnowledgeBase(
            Path(folder),
            lexicon=load_lexicon(settings.corpus_dir / "lexicon"),
            embedding=settings.embedding,
            read_only=False,
        )
        try:
            committer = Committer(Path(folder), store=base.store, indexes=base.indexes())
            waiting = iter(records)
            while batch := list(islice(waiting, _BATCH_DOCUMENTS)):
                committer.commit([as_document(record) for record in batch])
            yield base
        finally:
            base.close()
