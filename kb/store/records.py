"""The record store over SQLAlchemy: SQLite in write-ahead mode by default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from kb.errors import FixDocument, TryLater
from kb.store import schema
from kb.store.codec import Codec
from kb.types import (
    CitedDocument,
    Contact,
    Deadline,
    Document,
    DocumentMeta,
    Figure,
    IngestWarning,
    NamedList,
    Obligation,
    ParsedDocument,
    Passage,
    Repeal,
    Section,
)
from kb.types import Table as TableRecord

Record = TypeVar("Record")

_META = Codec(DocumentMeta)
# Field of ParsedDocument -> its table and codec; the order in which a document is written.
_KINDS: dict[str, tuple[Table, Codec[Any]]] = {
    "sections": (schema.SECTIONS, Codec(Section)),
    "passages": (schema.PASSAGES, Codec(Passage)),
    "tables": (schema.TABLES, Codec(TableRecord)),
    "figures": (schema.FIGURES, Codec(Figure)),
    "deadlines": (schema.DEADLINES, Codec(Deadline)),
    "contacts": (schema.CONTACTS, Codec(Contact)),
    "obligations": (schema.OBLIGATIONS, Codec(Obligation)),
    "cited": (schema.CITED, Codec(CitedDocument)),
    "lists": (schema.LISTS, Codec(NamedList)),
    "repeals": (schema.REPEALS, Codec(Repeal)),
    "warnings": (schema.WARNINGS, Codec(IngestWarning)),
}
_GENERATION = f"SELECT value FROM {schema.GENERATION.name}"
_ID_BATCH = 500  # SQLite limits the number of bound variables of a statement


class Origin(StrEnum):
    """Who brought a document."""

    CORPUS = "corpus"  # comes and goes with the corpus folder
    USER = "user"  # stays until somebody removes it


@contextmanager
def passing_faults() -> Iterator[None]:
    """Turn a full disk or a locked database into `TryLater`; whatever was under way has been rolled back."""
    try:
        yield
    except OperationalError as fault:
        cause = str(fault.orig)
        if "full" in cause or "disk I/O" in cause:
            raise TryLater("磁盘空间不足，本次写入已全部撤销，原有资料没有受损。请清理磁盘后重试。") from fault
        if "locked" in cause or "busy" in cause:
            raise TryLater("资料库正被另一个程序写入，请稍后重试。") from fault
        raise


class SqlRecordStore:
    """`kb.protocols.RecordStore` over one SQL database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def close(self) -> None:
        """Release the database connections."""
        self.engine.dispose()

    def generation(self) -> int:
        """Return a number that grows with every commit or removal."""
        # Asked several times for each question: a statement in plain SQL costs a third of a composed one.
        with self.engine.connect() as connection:
            return int(connection.exec_driver_sql(_GENERATION).scalar() or 0)

    def documents(self) -> list[DocumentMeta]:
        """Return the metadata of every document, ordered by id."""
        columns = [schema.DOCUMENTS.c[name] for name in _META.names]
        with self.engine.connect() as connection:
            return _META.records(connection.execute(select(*columns).order_by(schema.DOCUMENTS.c.id)))

    def versions(self) -> dict[str, str]:
        """Return document id -> version, without reading anything else."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(schema.DOCUMENTS.c.id, schema.DOCUMENTS.c.version))
            return {row[0]: row[1] for row in rows}

    def passage_counts(self) -> dict[str, int]:
        """Return document id -> number of passages."""
        column = schema.PASSAGES.c.document_id
        with self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))}

    def document(self, document_id: str) -> Document | None:
        """Return a document with its cleaned text, or None."""
        meta, texts = schema.DOCUMENTS, schema.TEXTS
        query = (
            select(meta, texts.c.text, texts.c.page_starts)
            .join(texts, texts.c.document_id == meta.c.id)
            .where(meta.c.id == document_id)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return Document(meta=_META.record(row), text=row["text"], page_starts=tuple(row["page_starts"]))  # type: ignore[arg-type]

    def original(self, document_id: str) -> bytes | None:
        """Return the file as it came, or None."""
        query = select(schema.TEXTS.c.original).where(schema.TEXTS.c.document_id == document_id)
        with self.engine.connect() as connection:
            found = connection.scalar(query)
        return None if found is None else bytes(found)

    def _read(self, field: str, document_id: str | None) -> list[Any]:
        table, codec = _KINDS[field]
        query = select(*[table.c[name] for name in codec.names]).order_by(table.c.document_id, table.c.seq)
        if document_id is not None:
            query = query.where(table.c.document_id == document_id)
        with self.engine.connect() as connection:
            return codec.records(connection.execute(query))

    def sections(self, document_id: str | None = None) -> list[Section]:
        """Return sections in document order."""
        return self._read("sections", document_id)

    def passages(self, document_id: str | None = None) -> list[Passage]:
        """Return passages in document order."""
        return self._read("passages", document_id)

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages that exist among `ids`."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        table, codec = _KINDS["passages"]
        columns = [table.c[name] for name in codec.names]
        found: dict[str, Passage] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), _ID_BATCH):
                batch = wanted[start : start + _ID_BATCH]
                rows = codec.records(connection.execute(select(*columns).where(table.c.id.in_(batch))))
                found.update((passage.id, passage) for passage in rows)
        return found

    def tables(self, document_id: str | None = None) -> list[TableRecord]:
        """Return tables in document order."""
        return self._read("tables", document_id)

    def figures(self, document_id: str | None = None) -> list[Figure]:
        """Return figures in document order."""
        return self._read("figures", document_id)

    def deadlines(self, document_id: str | None = None) -> list[Deadline]:
        """Return deadlines in document order."""
        return self._read("deadlines", document_id)

    def contacts(self, document_id: str | None = None) -> list[Contact]:
        """Return contacts in document order."""
        return self._read("contacts", document_id)

    def obligations(self, document_id: str | None = None) -> list[Obligation]:
        """Return obligations in document order."""
        return self._read("obligations", document_id)

    def cited(self, document_id: str | None = None) -> list[CitedDocument]:
        """Return cited documents in document order."""
        return self._read("cited", document_id)

    def lists(self, document_id: str | None = None) -> list[NamedList]:
        """Return enumerations in document order."""
        return self._read("lists", document_id)

    def repeals(self, document_id: str | None = None) -> list[Repeal]:
        """Return repeal statements in document order."""
        return self._read("repeals", document_id)

    def warnings(self, document_id: str | None = None) -> list[IngestWarning]:
        """Return ingestion warnings in document order."""
        return self._read("warnings", document_id)

    def origins(self) -> dict[str, Origin]:
        """Return document id -> who brought it."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(schema.DOCUMENTS.c.id, schema.DOCUMENTS.c.origin))
            return {row[0]: Origin(row[1]) for row in rows}

    def commit(self, parsed: ParsedDocument) -> None:
        """Put a document in place of its former version, whole or not at all.

        Raises:
            FixDocument: two records of the document have the same id.
            TryLater: disk full or database locked; the former version still stands.
        """
        self.commit_all([parsed])

    def commit_all(self, batch: Iterable[ParsedDocument], *, origin: Origin = Origin.USER) -> None:
        """Commit several documents in one transaction: all of them or none.

        Raises:
            FixDocument: two records have the same id; nothing was committed.
            TryLater: disk full or database locked; the former versions still stand.
        """
        documents = list({parsed.document.id: parsed for parsed in batch}.values())
        try:
            self._put([documents], origin)
        except IntegrityError:
            self._put([[parsed] for parsed in documents], origin)  # slower, and names the one at fault

    def remove(self, document_id: str) -> bool:
        """Remove a document; False when there was none.

        Raises:
            TryLater: disk full or database locked; nothing was removed.
        """
        with passing_faults(), self.engine.begin() as connection:
            gone = connection.execute(delete(schema.DOCUMENTS).where(schema.DOCUMENTS.c.id == document_id)).rowcount
            if gone:
                self._advance(connection)
            return bool(gone)

    def problems(self) -> list[str]:
        """Return what the database's own integrity check finds wrong, in words; empty when it is sound."""
        if self.engine.dialect.name != "sqlite":
            return []
        try:
            with self.engine.connect() as connection:
                found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
                broken = len(list(connection.exec_driver_sql("PRAGMA foreign_key_check")))
        except DatabaseError as fault:
            return [f"资料库文件已损坏：{fault.orig}"]
        problems = [] if found == ["ok"] else [f"资料库文件已损坏：{line}" for line in found]
        return problems + ([f"资料库有 {broken} 条记录找不到所属文件"] if broken else [])

    @staticmethod
    def _advance(connection: Connection) -> None:
        connection.execute(update(schema.GENERATION).values(value=schema.GENERATION.c.value + 1))

    def _put(self, groups: Sequence[Sequence[ParsedDocument]], origin: Origin) -> None:
        """Put documents in place of their former versions, group by group in one transaction.

        Raises:
            FixDocument: two records of a group of one have the same id.
        """
        with passing_faults(), self.engine.begin() as connection:
            for group in groups:
                try:
                    _replace(connection, group, origin)
                except IntegrityError as fault:
                    if len(group) > 1:
                        raise
                    meta = group[0].document.meta
                    raise FixDocument(f"记录编号重复（{fault.orig}）。", path=meta.path or meta.id) from fault
            self._advance(connection)


def _replace(connection: Connection, documents: Sequence[ParsedDocument], origin: Origin) -> None:
    """Delete former versions and write the new ones, table by table: few statements with many rows each."""
    ids = [parsed.document.id for parsed in documents]
    for start in range(0, len(ids), _ID_BATCH):
        former = schema.DOCUMENTS.c.id.in_(ids[start : start + _ID_BATCH])
        connection.execute(delete(schema.DOCUMENTS).where(former))
    metas = [{**_META.row(parsed.document.meta), "origin": origin.value} for parsed in documents]
    texts = [
        {
            "document_id": parsed.document.id,
            "text": parsed.document.text,
            "page_starts": list(parsed.document.page_starts),
            "original": parsed.original,
        }
        for parsed in documents
    ]
    _insert(connection, schema.DOCUMENTS, metas)
    _insert(connection, schema.TEXTS, texts)
    for field, (table, codec) in _KINDS.items():
        _insert(connection, table, [codec.row(r) for parsed in documents for r in getattr(parsed, field)])


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
