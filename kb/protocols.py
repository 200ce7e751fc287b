"""Roles that the knowledge base is made of, each stated in as few methods as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.types import (
    CitedDocument,
    Contact,
    Deadline,
    Document,
    DocumentMeta,
    Figure,
    Filters,
    Hit,
    IndexHit,
    IngestWarning,
    NamedList,
    Obligation,
    ParsedDocument,
    Passage,
    Repeal,
    Section,
    Table,
)

Vectors = NDArray[np.float32]


class Tokenizer(Protocol):
    """Cut text into index terms; the same object serves indexing and querying."""

    version: str

    def tokens(self, text: str) -> list[str]:
        """Return the words of `text`, normalised, in order."""
        ...

    def bigrams(self, text: str) -> list[str]:
        """Return pairs of neighbouring Chinese characters; Latin words and numbers stay whole."""
        ...


class Embedder(Protocol):
    """Turn text into unit-length vectors; queries and passages by differently named methods."""

    version: str
    dimensions: int

    def embed_query(self, text: str) -> Vectors:
        """Return one vector, shape (dimensions,), float32."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of shape (len(texts), dimensions), float32."""
        ...


class RecordStore(Protocol):
    """The one source of truth.  Reads see only committed documents; None for document_id means all documents."""

    def generation(self) -> int:
        """Return a number that grows with every commit or removal."""
        ...

    def documents(self) -> list[DocumentMeta]:
        """Return the metadata of every document, ordered by id."""
        ...

    def document(self, document_id: str) -> Document | None:
        """Return a document with its cleaned text, or None."""
        ...

    def original(self, document_id: str) -> bytes | None:
        """Return the file as it came, or None."""
        ...

    def sections(self, document_id: str | None = None) -> list[Section]: ...

    def passages(self, document_id: str | None = None) -> list[Passage]: ...

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]: ...

    def tables(self, document_id: str | None = None) -> list[Table]: ...

    def figures(self, document_id: str | None = None) -> list[Figure]: ...

    def deadlines(self, document_id: str | None = None) -> list[Deadline]: ...

    def contacts(self, document_id: str | None = None) -> list[Contact]: ...

    def obligations(self, document_id: str | None = None) -> list[Obligation]: ...

    def cited(self, document_id: str | None = None) -> list[CitedDocument]: ...

    def lists(self, document_id: str | None = None) -> list[NamedList]: ...

    def repeals(self, document_id: str | None = None) -> list[Repeal]: ...

    def warnings(self, document_id: str | None = None) -> list[IngestWarning]: ...

    def commit(self, parsed: ParsedDocument) -> None:
        """Put a document in place of its former version, whole or not at all."""
        ...

    def remove(self, document_id: str) -> bool:
        """Remove a document; False when there was none."""
        ...


class PassageIndex(Protocol):
    """A derived index over passages (lexical or dense); can always be rebuilt from the record store.

    Passages are stored under keys qualified by document version, so that two versions can stand side by side while
    one replaces the other; whoever searches drops hits of versions that the record store does not hold.
    """

    def add(self, document: DocumentMeta, passages: Sequence[Passage]) -> None:
        """Stage the passages of one document version; adding the same version again replaces it."""
        ...

    def remove(self, document_id: str, *, keep_version: str | None = None) -> None:
        """Stage the removal of a document, or of all its versions but one."""
        ...

    def commit(self) -> None:
        """Make everything staged durable and visible to searches."""
        ...

    def counts(self) -> dict[str, dict[str, int]]:
        """Return document id -> version -> number of passages present, for reconciliation."""
        ...

    def search(self, query: str, *, k: int, document_ids: Sequence[str] | None = None) -> list[IndexHit]:
        """Return the best passages, best first; an empty `document_ids` finds nothing, None searches all."""
        ...

    def clear(self) -> None:
        """Remove everything, at once."""
        ...

    def close(self) -> None:
        """Release the index."""
        ...


class Searcher(Protocol):
    """Hybrid search over the knowledge base."""

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return the best passages, best first."""
        ...
