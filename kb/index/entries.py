"""A tantivy index of entries that each belong to one version of one document."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy

from kb.errors import RebuildIndex, TryLater
from kb.index.manifest import REBUILD

_HEAP_BYTES = 64_000_000


class Found(NamedTuple):
    """An entry that a query found; `passage_id` is empty where entries are whole documents.

    A tuple: a search makes hundreds of them, and a frozen dataclass takes five times as long to make.
    """

    document_id: str
    version: str
    passage_id: str
    score: float


def version_key(document_id: str, version: str) -> str:
    """Return the term that all entries of one document version share."""
    return f"{version}@{document_id}"


class EntryIndex:
    """One tantivy folder: staged additions and removals, made visible by `commit`."""

    def __init__(self, folder: Path, text_fields: Iterable[str], *, create: bool, read_only: bool) -> None:
        """Open the folder, or make it first.

        Args:
            folder: where the index is.
            text_fields: names of its text fields.
            create: make a new index.
            read_only: look for commits of the owner at each search.

        Raises:
            RebuildIndex: it is damaged or absent.
        """
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                tantivy.Index(_schema(text_fields), str(folder))
            self._index = tantivy.Index.open(str(folder))
        except (OSError, ValueError) as fault:
            raise RebuildIndex(f"词语索引无法打开（{fault}）。请运行 {REBUILD} 重建。") from fault
        self._meta = folder / "meta.json"
        self._seen: tuple[int, int, int] | None = None
        self._schema = self._index.schema
        self._read_only = read_only
        self._writer: tantivy.IndexWriter | None = None

    def close(self) -> None:
        """Finish background merging and give up the writer."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP_BYTES, 1)
        return self._writer

    def clear(self) -> None:
        """Remove everything, at once."""
        self._open_writer().delete_all_documents()
        self.commit()

    def discard(self, document_id: str, version: str) -> None:
        """Stage the removal of one version."""
        self._open_writer().delete_documents_by_term("version_key", version_key(document_id, version))

    def remove(self, document_id: str, *, keep_version: str | None = None) -> None:
        """Stage the removal of a document, or of all its versions but one."""
        query = self._term("document_id", document_id)
        if keep_version is not None:
            query = query.and_must_not_match(self._term("version_key", version_key(document_id, keep_version)))
        self._open_writer().delete_documents_by_query(query)

    def add(
        self,
        document_id: str,
        version: str,
        texts: Mapping[str, str],
        *,
        passage_id: str = "",
        article: int | None = None,
    ) -> None:
        """Stage an entry; `texts` holds the terms of each text field, joined by spaces."""
        entry = tantivy.Document()
        entry.add_text("version_key", version_key(document_id, version))
        entry.add_text("document_id", document_id)
        entry.add_text("passage_id", passage_id)
        if article is not None:
            entry.add_integer("article", article)
        for name, terms in texts.items():
            entry.add_text(name, terms)
        self._open_writer().add_document(entry)

    def commit(self) -> None:
        """Make everything staged durable and visible to searches.

        Raises:
            TryLater: the disk is full; the index stands as it was at the last commit.
        """
        if self._writer is None:
            return
        try:
            self._writer.commit()
        except (OSError, ValueError) as fault:
            self._writer = None
            raise TryLater(f"词语索引写入失败（{fault}），原有索引没有受损。请检查磁盘空间后重试。") from fault
        self._index.reload()

    def counts(self) -> dict[str, dict[str, int]]:
        """Return document id -> version -> number of entries."""
        self._index.reload()
        found: dict[str, dict[str, int]] = {}
        # The filter makes tantivy count living entries only.
        terms = self._index.searcher().terms_with_prefix("version_key", "", tantivy.Query.all_query(), None)
        for key, count in terms:
            version, _, document_id = key.partition("@")
            found.setdefault(document_id, {})[version] = count
        return found

    def frequency(self, field: str, term: str) -> int:
        """Return in how many entries a term stands."""
        return int(self._index.searcher().doc_freq(field, term))

    def size(self) -> int:
        """Return the number of entries."""
        return int(self._index.searcher().num_docs)

    def search(
        self,
        weights: Iterable[tuple[str, str, float]],
        *,
        k: int,
        document_ids: Sequence[str] | None = None,
        article: int | None = None,
    ) -> list[Found]:
        """Return the best entries, best first.

        Args:
            weights: (field, term, weight) of each query term.
            k: most entries to return.
            document_ids: only these documents; None for all.
            article: only entries with this article number; then no term need match.
        """
        should, must = tantivy.Occur.Should, tantivy.Occur.Must
        terms = [
            (should, tantivy.Query.boost_query(self._term(field, term), weight)) for field, term, weight in weights
        ]
        clauses = [(must if article is None else should, tantivy.Query.boolean_query(terms))] if terms else []
        if article is not None:
            clauses.append((must, tantivy.Query.const_score_query(self._term("article", article), 0.0)))
        if not clauses or k <= 0:
            return []
        if document_ids is not None:
            among = tantivy.Query.term_set_query(self._schema, "document_id", list(document_ids))
            clauses.append((must, tantivy.Query.const_score_query(among, 0.0)))
        if self._read_only:  # the owner reloads when it commits
            self._follow()
        searcher = self._index.searcher()
        query = tantivy.Query.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]
        fetch = searcher.doc
        return [_found(fetch(address), score) for score, address in searcher.search(query, k, count=False).hits]

    def _follow(self) -> None:
        """See what the owner has committed since; each commit puts a new meta.json in place, and looking is cheap."""
        state = os.stat(self._meta)
        seen = (state.st_ino, state.st_mtime_ns, state.st_size)
        if seen != self._seen:
            self._index.reload()
            self._seen = seen

    def _term(self, field: str, value: object) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)


def _found(stored: tantivy.Document, score: float) -> Found:
    version, _, document_id = str(stored.get_first("version_key")).partition("@")
    return Found(document_id, version, str(stored.get_first("passage_id")), score)


def _schema(text_fields: Iterable[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # version@document: the unit that is staged, flipped and removed; its terms list what the index holds.
    builder.add_text_field("version_key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("article", indexed=True)
    for name in text_fields:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
