"""The records every part of the service speaks: what a document is made of once it has been read.

All types are frozen and keyword-only.  Offsets (`start`, `end`) are code points into the cleaned text of the
document they belong to, half open: `document.text[start:end]` is the quoted text.  Dates are `datetime.date`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Verification(StrEnum):
    """How far a document's text has been checked against its source."""

    ORIGINAL = "原文"
    DIGEST_FULL = "摘编·全文核对"
    DIGEST_SECOND_HAND = "摘编·二手"


class LegalStatus(StrEnum):
    """Legal status of a document on a date (see `kb.validity`)."""

    NOT_YET = "未施行"
    IN_FORCE = "现行"
    AMENDED = "已修改"
    REPEALED = "已废止"
    UNVERIFIED = "未核实"


class PassageKind(StrEnum):
    """What a passage holds."""

    TEXT = "text"
    TABLE = "table"
    ARTICLE = "article"


class DeadlineKind(StrEnum):
    """How the date of a deadline is fixed."""

    ABSOLUTE = "absolute"  # a calendar date, perhaps completed from the document's year
    RELATIVE = "relative"  # counted from an event (名单公布后两个月内)
    PERIODIC = "periodic"  # recurs (每年3月15日前, 每季度结束后10个工作日内)


class Strength(StrEnum):
    """Strength of an obligation, from its modal word."""

    MUST = "应当"
    ENCOURAGED = "鼓励"
    MAY = "可以"
    MUST_NOT = "不得"


@dataclass(frozen=True, kw_only=True)
class DocumentMeta:
    """What is known of a document as a whole.

    Attributes:
        id: front-matter `id`, else the file's stem; the same across versions.
        version: hash of the original bytes and of the pipeline version; changes when the content does.
        kind: `notice`, `law`, `regulation`, `rule`, `plan`, `digest`, `extract` or `other`.
        issuers: issuing bodies in the order of the document.
        doc_number: 发文字号, for example 粤工信节能函〔2024〕14号.
        published: date of signing or promulgation.
        valid_from, valid_until: in force from, and last day in force (inclusive).
        amended_on: day since which a newer text exists that this one does not hold.
        target_year: year the document's targets are for, where it has any.
        repealed_by: title of the document that repeals this one.
        verified_until: day up to which the status is known to hold.
        digest_of: ids or titles of the documents that this digest summarises and gives way to.
        full_text: whether `text` is the whole document (False for digests and extracts).
        status_note: status in prose, kept as it came.
        aliases: short names people use (清洁生产促进法).
        path: file name as ingested, without its folder.
    """

    id: str
    version: str
    title: str
    kind: str = "other"
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    published: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    amended_on: date | None = None
    target_year: int | None = None
    repealed_by: str | None = None
    verified_until: date | None = None
    verification: Verification = Verification.ORIGINAL
    digest_of: tuple[str, ...] = ()
    full_text: bool = True
    status_note: str | None = None
    aliases: tuple[str, ...] = ()
    source: str | None = None
    recipients: str | None = None
    disclosure: str | None = None
    path: str | None = None
    # Where the document itself states a field: field name -> (start, end).
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A cleaned document: metadata, text, and the offset at which each page starts (may be empty)."""

    meta: DocumentMeta
    text: str
    page_starts: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The document's id."""
        return self.meta.id


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands under it.

    `path` is the list of headings from the top down to this one, this one included, for example
    ("二、重点任务", "（三）推动清洁生产审核模式创新"); for laws ("第五章 法律责任", "第三十九条").
    `label` is the numbering alone ("（三）", "第三十九条", "附件2").
    """

    id: str
    document_id: str
    ordinal: int
    level: int
    label: str
    title: str
    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A unit of retrieval: whole sentences of one section, or one table."""

    id: str
    document_id: str
    ordinal: int
    kind: PassageKind
    section_path: tuple[str, ...]
    text: str
    start: int
    end: int
    article: int | None = None  # article number in laws, for exact look-up
    table_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A table cell with its exact place in the text; an empty cell has start == end."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as read: one header row (multi-row headers joined), body rows, notes beneath.

    `rows` excludes the header and includes the total row, whose index is `total_row`.
    """

    id: str
    document_id: str
    ordinal: int
    title: str
    section_path: tuple[str, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    year: int | None = None
    unit: str | None = None
    total_row: int | None = None
    label_column: int | None = None  # column that names the rows (地市)
    note: str | None = None
    note_start: int | None = None
    note_end: int | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One numeric cell with everything that binds it.

    `row_label` is the cell of the label column (广州, 合计), `metric` the clean column label without its unit,
    `region` the canonical region name where the row is one (广州市), `year` from header, title or document.
    """

    id: str
    document_id: str
    table_id: str
    row: int
    column: int
    row_label: str
    column_label: str
    metric: str
    year: int | None
    region: str | None
    value: Decimal
    unit: str | None
    raw: str
    is_total: bool
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Who must do what by when.

    `due` is set for absolute dates; `rule` says how to compute the others, as a small grammar documented in
    `kb.zh.time_rules`; `words` is the time expression verbatim (4月底前); start/end cover the sentence,
    words_start/words_end the expression.
    """

    id: str
    document_id: str
    kind: DeadlineKind
    who: str | None
    what: str
    file_with: tuple[str, ...]
    due: date | None
    rule: str | None
    words: str
    words_start: int
    words_end: int
    section_path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person or desk that answers questions about a document; `matter` is what for, where the text says so."""

    id: str
    document_id: str
    name: str | None
    organisation: str | None
    phone: str | None
    email: str | None = None
    fax: str | None = None
    address: str | None = None
    matter: str | None = None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """Who must, should or may do what; `start`..`end` is the clause, its words kept in `text`."""

    id: str
    document_id: str
    subject: str
    modal: str
    strength: Strength
    action: str
    industries: tuple[str, ...]
    section_path: tuple[str, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class CitedDocument:
    """A document named in the text (《…》), with its number where given; `basis` when it is a legal basis (根据…)."""

    id: str
    document_id: str
    title: str
    doc_number: str | None
    basis: bool
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Repeal:
    """A statement that this document ends another (《…》同时废止), with the day from which it is void."""

    id: str
    document_id: str
    title: str
    on: date | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class NamedList:
    """An enumeration in running text (深圳、佛山、梅州、东莞、江门等市).

    `topic` is the words that say what it lists; `open_ended` when the text closes it with 等.
    """

    id: str
    document_id: str
    topic: str
    category: str  # region | industry | organisation | document | other
    items: tuple[str, ...]
    open_ended: bool
    section_path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class IngestWarning:
    """Something a reader should know of a document, for example a printed total that its rows do not add up to."""

    code: str
    message: str
    document_id: str
    table_id: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, kw_only=True)
class ParsedDocument:
    """Everything ingestion knows about one document; committed whole or not at all."""

    document: Document
    original: bytes
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    contacts: tuple[Contact, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    cited: tuple[CitedDocument, ...] = ()
    lists: tuple[NamedList, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    warnings: tuple[IngestWarning, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IndexHit:
    """What an index found, before the record store is asked; `score`: higher is better."""

    passage_id: str
    document_id: str
    version: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage found by search; `score`: higher is better; `probability`: calibrated chance that it is relevant."""

    passage: Passage
    score: float
    probability: float | None = None
    lexical_score: float | None = None
    dense_score: float | None = None


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Restrictions on search; an empty tuple or None restricts nothing."""

    document_ids: tuple[str, ...] = ()
    kinds: tuple[PassageKind, ...] = ()
    document_kinds: tuple[str, ...] = ()
    statuses: tuple[LegalStatus, ...] = ()
    as_of: date | None = None
    published_from: date | None = None
    published_until: date | None = None
    article: int | None = None
