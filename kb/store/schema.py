"""Tables of the record store, one per kind of record.

Every record table hangs on `documents` with a cascading foreign key, so that removing or replacing a document takes
its records along in the same transaction.  `seq` keeps the order in which a document's records were written.
Tuples are JSON arrays, decimals are text, dates are ISO text: exact on every engine.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA = MetaData()

SCHEMA_VERSION = Table(
    "schema_version",
    METADATA,
    Column("version", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

GENERATION = Table(
    "generation",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("value", Integer, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("issuers", JSON, nullable=False),
    Column("doc_number", Text),
    Column("published", Date),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("amended_on", Date),
    Column("target_year", Integer),
    Column("repealed_by", Text),
    Column("verified_until", Date),
    Column("verification", Text, nullable=False),
    Column("digest_of", JSON, nullable=False),
    Column("full_text", Boolean, nullable=False),
    Column("status_note", Text),
    Column("aliases", JSON, nullable=False),
    Column("source", Text),
    Column("recipients", Text),
    Column("disclosure", Text),
    Column("path", Text),
    Column("spans", JSON, nullable=False),
    # Who brought it: `corpus` (comes and goes with the corpus folder) or `user`.  No field of DocumentMeta.
    Column("origin", Text, nullable=False),
)

# The long columns stand apart, so that listing documents does not read them.
TEXTS = Table(
    "texts",
    METADATA,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("page_starts", JSON, nullable=False),
    Column("original", LargeBinary, nullable=False),
)


def _records(name: str, *columns: Column[object], with_id: bool = True) -> Table:
    """Return a table of records that belong to a document."""
    own_id = [Column("id", Text, nullable=False, unique=True)] if with_id else []
    return Table(
        name,
        METADATA,
        Column("seq", Integer, primary_key=True, autoincrement=True),
        Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
        *own_id,
        *columns,
    )


def _text(name: str, *, required: bool = False) -> Column[object]:
    return Column(name, Text, nullable=not required)


def _whole(name: str, *, required: bool = False) -> Column[object]:
    return Column(name, Integer, nullable=not required)


def _json(name: str) -> Column[object]:
    return Column(name, JSON, nullable=False)


def _flag(name: str) -> Column[object]:
    return Column(name, Boolean, nullable=False)


def _span() -> tuple[Column[object], Column[object]]:
    return _whole("start", required=True), _whole("end", required=True)


SECTIONS = _records(
    "sections",
    _whole("ordinal", required=True),
    _whole("level", required=True),
    _text("label", required=True),
    _text("title", required=True),
    _json("path"),
    *_span(),
)
PASSAGES = _records(
    "passages",
    _whole("ordinal", required=True),
    _text("kind", required=True),
    _json("section_path"),
    _text("text", required=True),
    *_span(),
    _whole("article"),
    _text("table_id"),
)
TABLES = _records(
    "tables",
    _whole("ordinal", required=True),
    _text("title", required=True),
    _json("section_path"),
    _json("header"),
    _json("rows"),
    *_span(),
    _whole("year"),
    _text("unit"),
    _whole("total_row"),
    _whole("label_column"),
    _text("note"),
    _whole("note_start"),
    _whole("note_end"),
)
FIGURES = _records(
    "figures",
    _text("table_id", required=True),
    _whole("row", required=True),
    _whole("column", required=True),
    _text("row_label", required=True),
    _text("column_label", required=True),
    _text("metric", required=True),
    _whole("year"),
    _text("region"),
    _text("value", required=True),
    _text("unit"),
    _text("raw", required=True),
    _flag("is_total"),
    *_span(),
)
DEADLINES = _records(
    "deadlines",
    _text("kind", required=True),
    _text("who"),
    _text("what", required=True),
    _json("file_with"),
    Column("due", Date),
    _text("rule"),
    _text("words", required=True),
    _whole("words_start", required=True),
    _whole("words_end", required=True),
    _json("section_path"),
    *_span(),
)
CONTACTS = _records(
    "contacts",
    _text("name"),
    _text("organisation"),
    _text("phone"),
    _text("email"),
    _text("fax"),
    _text("address"),
    _text("matter"),
    *_span(),
)
OBLIGATIONS = _records(
    "obligations",
    _text("subject", required=True),
    _text("modal", required=True),
    _text("strength", required=True),
    _text("action", required=True),
    _json("industries"),
    _json("section_path"),
    _text("text", required=True),
    *_span(),
)
CITED = _records("cited", _text("title", required=True), _text("doc_number"), _flag("basis"), *_span())
LISTS = _records(
    "lists",
    _text("topic", required=True),
    _text("category", required=True),
    _json("items"),
    _flag("open_ended"),
    _json("section_path"),
    *_span(),
)
REPEALS = _records("repeals", _text("title", required=True), Column("on", Date), *_span())
WARNINGS = _records(
    "warnings",
    _text("code", required=True),
    _text("message", required=True),
    _text("table_id"),
    _whole("start"),
    _whole("end"),
    with_id=False,
)
