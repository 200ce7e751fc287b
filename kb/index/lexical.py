"""Lexical index: BM25 over jieba words and character bigrams, in title, section and body, and over whole documents."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.index.entries import EntryIndex
from kb.index.manifest import check_manifest, has_manifest, write_manifest
from kb.protocols import Tokenizer
from kb.types import DocumentMeta, IndexHit, Passage

_SCHEMA_VERSION = 2
_NAME = "词语索引"
_FIELDS = ("title", "title_pairs", "section", "section_pairs", "body", "body_pairs")
_DOCUMENT_FIELD = "document_pairs"
_DOCUMENT_POOL = 100  # passages whose documents are weighed as wholes


@dataclass(frozen=True, kw_only=True)
class FieldWeights:
    """Boost of each field: words and bigrams (_pairs) of title, section path and body, and the whole document's.

    Measured with `python -m evals retrieve` (see evals/scores.json).  A passage is right more often when the rest of
    its document is about the question too, hence `document_pairs`.
    """

    title: float = 0.0
    title_pairs: float = 0.15
    section: float = 0.0
    section_pairs: float = 0.1
    body: float = 0.4
    body_pairs: float = 1.0
    document_pairs: float = 1.5


class LexicalIndex:
    """`kb.protocols.PassageIndex` over two tantivy folders, one of passages and one of whole documents.

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
        fresh = not read_only and not has_manifest(folder)
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            check_manifest(folder, manifest, index=_NAME)
        self._tokenizer = tokenizer
        self._passages = EntryIndex(folder / "passages", _FIELDS, create=fresh, read_only=read_only)
        self._documents = EntryIndex(folder / "documents", (_DOCUMENT_FIELD,), create=fresh, read_only=read_only)
        if fresh:
            write_manifest(folder, manifest)
        self.weights = FieldWeights()

    def close(self) -> None:
        """Finish background merging and release the index."""
        self._passages.close()
        self._documents.close()

    def clear(self) -> None:
        """Remove everything, at once."""
        self._passages.clear()
        self._documents.clear()

    def add(self, document: DocumentMeta, passages: Sequence[Passage]) -> None:
        """Stage the passages of one document version; adding the same version again replaces it."""
        own = (document.id, document.version)
        self._passages.discard(*own)
        self._documents.discard(*own)
        title = " ".join((document.title, *document.aliases))
        title_terms = self._terms(title)
        section_terms: dict[tuple[str, ...], tuple[str, str]] = {}
        whole = [self._pairs(title)]
        for passage in passages:
            path = passage.section_path
            if path not in section_terms:
                section_terms[path] = self._terms(" ".join(path))
            body_terms = self._terms(passage.text)
            whole.append(body_terms[1])
            texts = dict(zip(_FIELDS, (*title_terms, *section_terms[path], *body_terms), strict=True))
            self._passages.add(*own, texts, passage_id=passage.id, article=passage.article)
        if passages:
            self._documents.add(*own, {_DOCUMENT_FIELD: " ".join(whole)})

    def remove(self, document_id: str, *, keep_version: str | None = None) -> None:
        """Stage the removal of a document, or of all its versions but one."""
        self._passages.remove(document_id, keep_version=keep_version)
        self._documents.remove(document_id, keep_version=keep_version)

    def commit(self) -> None:
        """Make everything staged durable and visible to searches.

        Raises:
            TryLater: the disk is full; `ingest.commit` repairs what got through.
        """
        self._documents.commit()
        self._passages.commit()

    def counts(self) -> dict[str, dict[str, int]]:
        """Return document id -> version -> number of passages present.

        A version that is not whole, as document and as passages, counts one short, so that it is indexed anew.
        """
        found, whole = self._passages.counts(), self._documents.counts()
        for document_id, versions in found.items():
            for version in versions.keys() - whole.get(document_id, {}).keys():
                versions[version] -= 1
        for document_id, versions in whole.items():
            for version in versions.keys() - found.get(document_id, {}).keys():
                found.setdefault(document_id, {})[version] = 0
        return found

    def pair_frequency(self, pair: str) -> int:
        """Return in how many passages a character bigram (or a number, or a Latin word) stands."""
        return self._passages.frequency("body_pairs", pair)

    def word_frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        return self._passages.frequency("body", word)

    def passage_count(self) -> int:
        """Return the number of passages in the index."""
        return self._passages.size()

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
        if document_ids is not None and not document_ids:
            return []
        words, pairs = Counter(self._tokenizer.tokens(query)), Counter(self._tokenizer.bigrams(query))
        terms = list(self._weighted(words, pairs))
        found = self._passages.search(terms, k=max(k, _DOCUMENT_POOL), document_ids=document_ids, article=article)
        whole = self._document_scores(pairs, {hit.document_id for hit in found})
        hits = [
            IndexHit(
                passage_id=hit.passage_id,
                document_id=hit.document_id,
                version=hit.version,
                score=hit.score + whole.get((hit.document_id, hit.version), 0.0),
            )
            for hit in found
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:k] if k > 0 else []

    def _weighted(self, words: Counter[str], pairs: Counter[str]) -> Iterator[tuple[str, str, float]]:
        for name in _FIELDS:
            weight: float = getattr(self.weights, name)
            if weight > 0:
                for term, times in (pairs if name.endswith("_pairs") else words).items():
                    yield name, term, weight * times

    def _document_scores(self, pairs: Counter[str], document_ids: set[str]) -> dict[tuple[str, str], float]:
        """Return (document id, version) -> what the whole document adds to the score of its passages."""
        weight = self.weights.document_pairs
        if weight <= 0 or len(document_ids) < 2:
            return {}
        terms = [(_DOCUMENT_FIELD, term, weight * times) for term, times in pairs.items()]
        found = self._documents.search(terms, k=2 * len(document_ids), document_ids=sorted(document_ids))
        return {(hit.document_id, hit.version): hit.score for hit in found}

    def _terms(self, text: str) -> tuple[str, str]:
        """Return the words and the bigrams of a text, each joined by spaces."""
        return " ".join(self._tokenizer.tokens(text)), self._pairs(text)

    def _pairs(self, text: str) -> str:
        return " ".join(self._tokenizer.bigrams(text))
