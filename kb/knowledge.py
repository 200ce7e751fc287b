"""Everything on file but the passages, in memory: what tools look up without asking the database."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any

from kb.errors import TryLater
from kb.protocols import RecordStore
from kb.resolve import resolve_validity, superseded_digests
from kb.titles import title_key
from kb.types import (
    CitedDocument,
    Contact,
    Deadline,
    DocumentMeta,
    Figure,
    IngestWarning,
    NamedList,
    Obligation,
    Repeal,
    Section,
    Table,
)

_REFRESH_ONE_BY_ONE = 32  # above so many changed documents, reading everything again is quicker
_ATTEMPTS = 5


@dataclass(frozen=True, kw_only=True)
class DocumentRecords:
    """The records of one document, in document order."""

    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    contacts: tuple[Contact, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    cited: tuple[CitedDocument, ...] = ()
    lists: tuple[NamedList, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    warnings: tuple[IngestWarning, ...] = ()


_KINDS = tuple(f.name for f in fields(DocumentRecords))
_NOTHING = DocumentRecords()


@dataclass(frozen=True)
class Knowledge:
    """A snapshot of the record store, passages left out.

    Attributes:
        generation: generation of the store that this shows.
        stated: document id -> metadata as the documents state it.
        records: document id -> its records.

    Records of all documents stand in `figures`, `tables` …, ordered by document id and place.
    """

    generation: int
    stated: Mapping[str, DocumentMeta]
    records: Mapping[str, DocumentRecords]

    @classmethod
    def load(cls, store: RecordStore) -> Knowledge:
        """Read the store.

        Raises:
            TryLater: documents kept changing while they were read.
        """
        return _consistent(store, None)

    def refreshed(self, store: RecordStore) -> Knowledge:
        """Return this snapshot if the store has not changed, else a newer one; reads only changed documents.

        Raises:
            TryLater: documents kept changing while they were read.
        """
        return self if store.generation() == self.generation else _consistent(store, self)

    def of(self, document_id: str) -> DocumentRecords:
        """Return the records of one document; empty when it is not on file."""
        return self.records.get(document_id, _NOTHING)

    @cached_property
    def metas(self) -> dict[str, DocumentMeta]:
        """Document id -> metadata, with validity completed from what other documents say of it."""
        return resolve_validity(self.stated, self.repeals)

    @cached_property
    def superseded_digests(self) -> frozenset[str]:
        """Ids of digests and extracts whose full text is on file and answers in their place."""
        return superseded_digests(self.stated)

    @cached_property
    def by_title(self) -> dict[str, tuple[str, ...]]:
        """`title_key` of titles and aliases -> document ids, full texts first."""
        found: dict[str, list[str]] = {}
        for meta in sorted(self.stated.values(), key=lambda m: (not m.full_text, m.id)):
            for key in dict.fromkeys(title_key(name) for name in (meta.title, *meta.aliases)):
                found.setdefault(key, []).append(meta.id)
        return {key: tuple(ids) for key, ids in found.items()}

    def named(self, title: str) -> tuple[DocumentMeta, ...]:
        """Return the documents that go by this title or alias (《》 and the edition do not matter)."""
        return tuple(self.metas[document_id] for document_id in self.by_title.get(title_key(title), ()))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return ids of the documents that a text names by title or alias; the longest name wins over its parts."""
        within = title_key(text)
        keys = [key for key in self.by_title if len(key) > 1 and key in within]
        longest = [key for key in keys if not any(key != other and key in other for other in keys)]
        return tuple(dict.fromkeys(i for key in longest for i in self.by_title[key]))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Sections of all documents."""
        return tuple(chain.from_iterable(r.sections for r in self.records.values()))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Tables of all documents."""
        return tuple(chain.from_iterable(r.tables for r in self.records.values()))

    @cached_property
    def tables_by_id(self) -> dict[str, Table]:
        """Table id -> table."""
        return {table.id: table for table in self.tables}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Figures of all documents."""
        return tuple(chain.from_iterable(r.figures for r in self.records.values()))

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Deadlines of all documents."""
        return tuple(chain.from_iterable(r.deadlines for r in self.records.values()))

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """Contacts of all documents."""
        return tuple(chain.from_iterable(r.contacts for r in self.records.values()))

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """Obligations of all documents."""
        return tuple(chain.from_iterable(r.obligations for r in self.records.values()))

    @cached_property
    def cited(self) -> tuple[CitedDocument, ...]:
        """Cited documents of all documents."""
        return tuple(chain.from_iterable(r.cited for r in self.records.values()))

    @cached_property
    def lists(self) -> tuple[NamedList, ...]:
        """Enumerations of all documents."""
        return tuple(chain.from_iterable(r.lists for r in self.records.values()))

    @cached_property
    def repeals(self) -> tuple[Repeal, ...]:
        """Repeal statements of all documents."""
        return tuple(chain.from_iterable(r.repeals for r in self.records.values()))

    @cached_property
    def warnings(self) -> tuple[IngestWarning, ...]:
        """Ingestion warnings of all documents."""
        return tuple(chain.from_iterable(r.warnings for r in self.records.values()))


class LiveKnowledge:
    """The current snapshot of a store, taken anew when the store has changed; safe to share between threads."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._knowledge: Knowledge | None = None

    def current(self) -> Knowledge:
        """Return a snapshot of the store as it is now."""
        with self._lock:
            known = self._knowledge
            self._knowledge = Knowledge.load(self._store) if known is None else known.refreshed(self._store)
            return self._knowledge


def _consistent(store: RecordStore, known: Knowledge | None) -> Knowledge:
    """Read until no commit fell between the first and the last query."""
    for _ in range(_ATTEMPTS):
        generation = store.generation()
        metas = {meta.id: meta for meta in store.documents()}
        records = _read(store, metas, known)
        if store.generation() == generation:
            return Knowledge(generation=generation, stated=metas, records=records)
    raise TryLater("资料正在连续更新，暂时读不到一致的内容，请稍后重试。")


def _read(store: RecordStore, metas: dict[str, DocumentMeta], known: Knowledge | None) -> dict[str, DocumentRecords]:
    kept = {} if known is None else known.stated
    changed = [i for i, meta in metas.items() if i not in kept or kept[i].version != meta.version]
    if known is None or len(changed) > _REFRESH_ONE_BY_ONE:
        grouped: dict[str, dict[str, list[Any]]] = {}
        for kind in _KINDS:
            _group(grouped, kind, getattr(store, kind)())
        fresh = {i: _records(grouped.get(i, {})) for i in metas}
        return fresh
    fresh = {i: _records({kind: getattr(store, kind)(i) for kind in _KINDS}) for i in changed}
    return {i: fresh[i] if i in fresh else known.records[i] for i in metas}


def _group(grouped: dict[str, dict[str, list[Any]]], kind: str, records: Iterable[Any]) -> None:
    for record in records:
        grouped.setdefault(record.document_id, {}).setdefault(kind, []).append(record)


def _records(kinds: Mapping[str, list[Any]]) -> DocumentRecords:
    return DocumentRecords(**{kind: tuple(records) for kind, records in kinds.items()}) if kinds else _NOTHING
