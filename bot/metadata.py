"""What a document says of itself: number, issuers, date, addressees, basis, attachments, outline, status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.desk import Desk, ToolContext
from bot.evidence import of_cited, of_section, span
from bot.lead_ins import after_mark
from bot.reading_rules import default_reading_rules
from bot.types import Evidence, Fact, ToolCall, ToolResult
from kb.types import DocumentMeta, LegalStatus, Section
from kb.validity import legal_status, target_year_over
from kb.zh.numerals import parse_integer
from kb.zh.sentences import line_around, sentences

_HEAD_CHARS = 1200
REPEALED_BY = "废止依据"
KEPT = "未废止"
KEPT_IN_FORCE = re.compile("(?:没有|未|不)被?(?:废止|取代)|继续(?:有效|适用|施行)|仍然?有效")
REPEALS = re.compile("废止|失效|作废|取消|不再(?:执行|适用)")
_NUMBERED = re.compile(r"附件\s*(\d+|[一二三四五六七八九]+(?=[一共总]共)|[一二三四五六七八九]+)(?![个份\d])")


class MetaField(StrEnum):
    """A field of a document that can be asked for."""

    TITLE = "title"
    DOC_NUMBER = "doc_number"
    ISSUERS = "issuers"
    PUBLISHED = "published"
    RECIPIENTS = "recipients"
    DISCLOSURE = "disclosure"
    BASIS = "basis"
    PURPOSE = "purpose"
    ATTACHMENTS = "attachments"
    OUTLINE = "outline"
    SUMMARY = "summary"
    STATUS = "status"


def describe_document(
    context: ToolContext, *, fields: Sequence[MetaField], document_ids: Sequence[str] = ()
) -> ToolResult:
    """Return the fields of each document as evidence; `missing` names fields that a document does not state.

    Args:
        context: the desk.
        fields: what is asked for.
        document_ids: documents to describe.
    """
    desk = context.desk
    evidence: list[Evidence] = []
    missing: list[str] = []
    result: dict[str, object] = {}
    wanted = context.wanted(document_ids)
    for meta in desk.knowledge.metas.values():
        if meta.id not in wanted:
            continue
        values: dict[str, object] = {}
        for field in fields:
            found = field_evidence(context, meta, field)
            evidence += found
            values[field.value] = [fact.value for record in found for fact in record.facts] or None
            if not found:
                missing.append(field.value)
        result[meta.id] = values
    return ToolResult(
        call=ToolCall(
            name="describe_document",
            arguments={"fields": [f.value for f in fields], "document_ids": list(document_ids)},
        ),
        evidence=tuple(evidence),
        result=result,
        missing=tuple(dict.fromkeys(missing)),
    )


def field_evidence(context: ToolContext, meta: DocumentMeta, field: MetaField) -> list[Evidence]:
    """Return the evidence for one field of one document; empty where the document does not state it."""
    desk = context.desk
    match field:
        case MetaField.BASIS:
            return [of_cited(desk, c) for c in desk.knowledge.of(meta.id).cited if c.basis]
        case MetaField.PURPOSE:
            return _purpose(desk, meta)
        case MetaField.ATTACHMENTS:
            return _counted(desk, attachments(desk, meta.id))
        case MetaField.OUTLINE:
            if not meta.full_text:
                return []  # the parts of a digest are its editor's
            return _counted(desk, top_sections(desk, meta.id))
        case MetaField.SUMMARY:
            head = [stated(desk, meta, MetaField.TITLE)]
            return [e for e in head if e] + _counted(desk, top_sections(desk, meta.id))
        case MetaField.STATUS:
            return [status_evidence(context, meta), *(_repealing(desk, meta) or _kept(context, meta))]
        case _:
            found = stated(desk, meta, field)
            return [found] if found else []


def _counted(desk: Desk, sections: Sequence[Section]) -> list[Evidence]:
    """Return sections as evidence; the first records how many they are."""
    return [of_section(desk, s, count=len(sections) if i == 0 else None) for i, s in enumerate(sections)]


def values_of(meta: DocumentMeta, field: MetaField) -> tuple[str, ...]:
    """Return the plain values of a field that metadata holds."""
    match field:
        case MetaField.TITLE:
            return (meta.title,)
        case MetaField.DOC_NUMBER:
            return (meta.doc_number,) if meta.doc_number else ()
        case MetaField.ISSUERS:
            return meta.issuers
        case MetaField.PUBLISHED:
            return (meta.published.isoformat(),) if meta.published else ()
        case MetaField.RECIPIENTS:
            return (meta.recipients,) if meta.recipients else ()
        case MetaField.DISCLOSURE:
            return (meta.disclosure,) if meta.disclosure else ()
        case _:
            return ()


def stated(desk: Desk, meta: DocumentMeta, field: MetaField) -> Evidence | None:
    """Return a field with the place where the document states it (its head where only the front matter does)."""
    values = values_of(meta, field)
    if not values:
        return None
    start, end = meta.spans.get(field.value) or place_of(desk, meta, values[0])
    facts = [Fact(subject=meta.title, metric=field.value, value=value) for value in values]
    return span(
        desk,
        meta.id,
        start,
        end,
        kind="metadata",
        section=desk.section_words(meta.id, start),
        facts=facts,
        record=meta,
        tag=field.value,
    )


def place_of(desk: Desk, meta: DocumentMeta, value: str) -> tuple[int, int]:
    """Return where the text holds `value`, else its first line."""
    text = desk.text_of(meta.id) or ""
    at = text.find(value)
    if at >= 0:
        return at, at + len(value)
    start = len(text) - len(text.lstrip())
    stop = text.find("\n", start)
    return start, stop if stop >= 0 else len(text)


def status_evidence(context: ToolContext, meta: DocumentMeta) -> Evidence:
    """Return the legal status at the day asked for as a recorded computation over the validity fields."""
    desk = context.desk
    facts = [
        Fact(subject=meta.title, metric="效力", value=legal_status(meta, context.as_of).value),
        Fact(subject=meta.title, metric="计算日", value=context.as_of.isoformat()),
    ]
    for metric, day in (
        ("施行", meta.valid_from),
        ("发布", meta.published),
        ("最后有效日", meta.valid_until),
        ("核实至", meta.verified_until),
        ("修改", meta.amended_on),
    ):
        if day:
            facts.append(Fact(subject=meta.title, metric=metric, value=day.isoformat()))
    if meta.valid_until:
        day_after = meta.valid_until.fromordinal(meta.valid_until.toordinal() + 1)
        facts.append(Fact(subject=meta.title, metric="废止", value=day_after.isoformat()))
    if meta.repealed_by:
        facts.append(Fact(subject=meta.title, metric=REPEALED_BY, value=meta.repealed_by))
    if meta.target_year is not None:
        over = "已过" if target_year_over(meta, context.as_of) else "未过"
        facts.append(Fact(subject=meta.title, metric="目标年度", value=str(meta.target_year), period=over))
    start, end = place_of(desk, meta, meta.title)
    return span(desk, meta.id, start, end, kind="metadata", facts=facts, record=meta, tag=f"status:{context.as_of}")


def _purpose(desk: Desk, meta: DocumentMeta) -> list[Evidence]:
    """Return the sentence near the head of a document that says what it is for (为更好发挥…，现组织开展…)."""
    head = (desk.text_of(meta.id) or "")[:_HEAD_CHARS]
    said = ((start, end) for start, end in sentences(head) if default_reading_rules().purpose.match(head[start:end]))
    return [span(desk, meta.id, start, end) for start, end in said][:1]


def _repealing(desk: Desk, meta: DocumentMeta) -> list[Evidence]:
    """Return the sentence by which its successor repeals a document, from the full text where that is on file."""
    successors = desk.knowledge.named(meta.repealed_by) if meta.repealed_by else ()
    for successor in sorted(successors, key=lambda m: not m.full_text):
        text = desk.text_of(successor.id) or ""
        for start, end in sentences(text):
            if REPEALS.search(text[start:end]) and meta.id in desk.knowledge.named_in(text[start:end]):
                told = Fact(subject=meta.title, metric=REPEALED_BY, value=successor.title)
                return [span(desk, successor.id, start, end, facts=[told])]
    return []


def _kept(context: ToolContext, meta: DocumentMeta) -> list[Evidence]:
    """Return the sentence of a law in force that says it leaves a document whose status is not verified in force."""
    desk = context.desk
    if legal_status(meta, context.as_of) is LegalStatus.IN_FORCE:
        return []
    for law in desk.knowledge.metas.values():
        if law.kind != "law" or law.id == meta.id or legal_status(law, context.as_of) is not LegalStatus.IN_FORCE:
            continue
        text = desk.text_of(law.id) or ""
        for match in KEPT_IN_FORCE.finditer(text):
            start, end = line_around(text, *match.span())
            if meta.id in desk.knowledge.named_in(text[start:end]):
                told = Fact(subject=meta.title, metric=KEPT, value=law.title)
                return [span(desk, law.id, after_mark(text, start), end, facts=[told])]
    return []


def top_sections(desk: Desk, document_id: str) -> list[Section]:
    """Return the first-level parts of the body, without attachments."""
    sections = [s for s in desk.knowledge.of(document_id).sections if s.label and not s.label.startswith("附件")]
    if not sections:
        return []
    level = min(s.level for s in sections)
    return [s for s in sections if s.level == level]


def attachments(desk: Desk, document_id: str) -> list[Section]:
    """Return the attachments in order."""
    return [s for s in desk.knowledge.of(document_id).sections if s.label.startswith("附件")]


def numbered_attachments(question: str) -> dict[int, str]:
    """Return the numbers of the attachments that a question names, each as written there (附件3, 附件二)."""
    found = {parse_integer(match[1]): match[1] for match in _NUMBERED.finditer(question)}
    return {number: written for number, written in found.items() if number is not None}


def children(desk: Desk, section: Section) -> list[Section]:
    """Return the sections directly under `section`, in order."""
    inside = [
        s
        for s in desk.knowledge.of(section.document_id).sections
        if section.start <= s.start < section.end and s.level > section.level and s.id != section.id
    ]
    level = min((s.level for s in inside), default=0)
    return [s for s in inside if s.level == level]
