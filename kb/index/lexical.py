"""Lexical index: tantivy (BM25) over jieba words and character bigrams, in title, section and body."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import tantivy

from kb.errors import TryLater
from kb.index.manifest import check_manifest, has_manifest, write_manifest
from kb.protocols import Tokenizer
from kb.types import DocumentMeta, IndexHit, Passage

_SCHEMA_VERSION = 1
_HEAP_BYTES = 64_000_000
_NAME = "词语索引"


@dataclass(frozen=True, kw_only=True)
class FieldWeights:
    """Boost of each field: words and bigrams (_pairs) of title, section path and body.

    Measured with `python -m evals retrieve` (see evals/scores.json).
    """

    title: float = 0.2
    title_pairs: float = 0.3
    section: float = 0.1
    section_pairs: float = 0.2
    body: float = 0.4
    body_pairs: float = 1.0


_FIELDS = tuple(f.name for f in fields(FieldWeights))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # version@document: the unit that is staged, flipped and removed; its terms list what the index holds.
    builder.add_text_field("version_key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("article", indexed=True)
    for name in _FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _version_key(document_id: str, version: str) -> str:
    return f"{version}@{document_id}"


class LexicalIndex:
    """`kb.protocols.PassageIndex` over a tantivy folder.

    One process writes (see `kb.lock`), any number read; a reader sees a commit of the writer at its next search.
    """

    def __init__(self, folder: Path, *, tokenizer: Tokenizer, lexicon_version: str, read_only: bool = False) -> None:
        """Open the index, making it first when there is none and this process may write.

        Raises:
            RebuildIndex: made with another tokenizer, lexicon or schema, or absent while `read_only`.
        """
        manifest: Mapping[str, str | int] = {
            "schema": _SCHEMA_VERSION,
            "tokenizer": tokenizer.version,
            "lexicon": lexicon_version,
        }
        if not read_only and not has_manifest(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            tantivy.Index(_schema(), str(folder))
            write_manifest(folder, manifest)
        check_manifest(folder, manifest, index=_NAME)
        self._tokenizer = tokenizer
        self._read_only = read_only
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._writer: tantivy.IndexWriter | None = None
        self.weights = FieldWeights()

    def close(self) -> None:
        """Finish background merging and give up the writer."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def clear(self) -> None:
        """Remove everything, at once."""
        self._open_writer().delete_all_documents()
        self.commit()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP_BYTES, 1)
        return self._writer

    def _term(self, field: str, value: object) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)

    def add(self, document: DocumentMeta, passages: Sequence[Passage]) -> None:
        """Stage the passages of one document version; adding the same version again replaces it."""
        writer = self._open_writer()
        key = _version_key(document.id, document.version)
        writer.delete_documents_by_term("version_key", key)
        title_terms = self._terms(" ".join((document.title, *document.aliases)))
        section_terms: dict[tuple[str, ...], tuple[str, str]] = {}
        for passage in passages:
            path = passage.section_path
            if path not in section_terms:
                section_terms[path] = self._terms(" ".join(path))
            entry = tantivy.Document()
            entry.add_text("version_key", key)
            entry.add_text("document_id", document.id)
            entry.add_text("passage_id", passage.id)
            if passage.article is not None:
                entry.add_integer("article", passage.article)
            values = (*title_terms, *section_terms[path], *self._terms(passage.text))
            for name, value in zip(_FIELDS, values, strict=True):
                entry.add_text(name, value)
            writer.add_document(entry)

    def _terms(self, text: str) -> tuple[str, str]:
        """Return the words and the bigrams of a text, each joined by spaces."""
        return " ".join(self._tokenizer.tokens(text)), " ".join(self._tokenizer.bigrams(text))

    def remove(self, document_id: str, *, keep_version: str | None = None) -> None:
        """Stage the removal of a document, or of all its versions but one."""
        query = self._term("document_id", document_id)
        if keep_version is not None:
            kept = self._term("version_key", _version_key(document_id, keep_version))
            query = query.and_must_not_match(kept)
        self._open_writer().delete_documents_by_query(query)

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
            raise TryLater(f"{_NAME}写入失败（{fault}），原有索引没有受损。请检查磁盘空间后重试。") from fault
        self._index.reload()

    def counts(self) -> dict[str, dict[str, int]]:
        """Return document id -> version -> number of passages present."""
        self._index.reload()
        found: dict[str, dict[str, int]] = {}
        # The filter makes tantivy count living entries only.
        terms = self._index.searcher().terms_with_prefix("version_key", "", tantivy.Query.all_query(), None)
        for key, count in terms:
            version, _, document_id = key.partition("@")
            found.setdefault(document_id, {})[version] = count
        return found

    def pair_frequency(self, pair: str) -> int:
        """Return in how many passages a character bigram (or a number, or a Latin word) stands."""
        return int(self._index.searcher().doc_freq("body_pairs", pair))

    def passage_count(self) -> int:
        """Return the number of passages in the index."""
        return int(self._index.searcher().num_docs)

    def search(
        self,
        query: str,
        *,
        k: int,
        document_ids: Sequence[str] | None = None,
        article: int | None = None,
    ) -> list[IndexHit]:
        """Return the best passages, best first.

        Args:
            query: question or key words.
            k: most hits to return.
            document_ids: search only these; an empty list finds nothing, None searches all.
            article: only passages of this article number; then an empty query finds them all.
        """
        wanted = self._query(query)
        if article is not None:
            only = tantivy.Query.const_score_query(self._term("article", article), 0.0)
            wanted = (
                only
                if wanted is None
                else tantivy.Query.boolean_query([(tantivy.Occur.Must, only), (tantivy.Occur.Should, wanted)])
            )
        if wanted is None or k <= 0 or (document_ids is not None and not document_ids):
            return []
        if document_ids is not None:
            among = tantivy.Query.term_set_query(self._schema, "document_id", list(document_ids))
            wanted = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
            )
        if self._read_only:  # the owner reloads when it commits
            self._index.reload()
        searcher = self._index.searcher()
        hits = []
        for score, address in searcher.search(wanted, k, count=False).hits:
            stored = searcher.doc(address)
            version, _, document_id = str(stored.get_first("version_key")).partition("@")
            passage_id = str(stored.get_first("passage_id"))
            hits.append(IndexHit(passage_id=passage_id, document_id=document_id, version=version, score=score))
        return hits

    def _query(self, text: str) -> tantivy.Query | None:
        """Return a weighted disjunction over fields and terms, None when nothing in `text` can be searched."""
        words, pairs = Counter(self._tokenizer.tokens(text)), Counter(self._tokenizer.bigrams(text))
        clauses = []
        for name in _FIELDS:
            weight = getattr(self.weights, name)
            if weight <= 0:
                continue
            for term, times in (pairs if name.endswith("_pairs") else words).items():
                boosted = tantivy.Query.boost_query(self._term(name, term), weight * times)
                clauses.append((tantivy.Occur.Should, boosted))
        return tantivy.Query.boolean_query(clauses) if clauses else None
