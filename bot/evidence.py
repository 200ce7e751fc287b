"""Records turned into evidence: an exact span, and the facts that the span supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.computed import computed
from bot.desk import Desk
from bot.occurrences import begins, span_of
from bot.types import Evidence, Fact
from kb.types import CitedDocument, Contact, Deadline, NamedList, Obligation, Passage, Section


def span(
    desk: Desk,
    document_id: str,
    start: int,
    end: int,
    *,
    kind: str = "passage",
    section: str | None = None,
    facts: Sequence[Fact] = (),
    record: object = None,
    probability: float | None = None,
    tag: str = "",
) -> Evidence:
    """Return evidence for `document.text[start:end]`."""
    text = desk.text_of(document_id)
    assert text is not None, document_id
    return Evidence(
        id=f"{kind}:{document_id}:{start}-{end}{':' + tag if tag else ''}",
        kind=kind,
        document_id=document_id,
        section=section if section is not None else desk.section_words(document_id, start),
        quote=text[start:end],
        start=start,
        end=end,
        facts=tuple(facts),
        record=record,
        probability=probability,
    )


def of_contact(desk: Desk, contact: Contact) -> Evidence:
    """Return a contact as evidence: name, phone and email of an organisation, and the organisation of a name."""
    subject = " ".join(part for part in (contact.organisation, contact.name) if part)
    beside = [c.name for c in desk.knowledge.of(contact.document_id).contacts if c.start == contact.start]
    facts = [
        Fact(subject=subject, metric=metric, value=value)
        for metric, value in (
            *(("联系人", name) for name in beside if name != contact.name),  # one line, one evidence: 李强、张敏
            ("联系人", contact.name),
            ("电话", contact.phone),
            ("邮箱", contact.email),
            ("传真", contact.fax),
            ("地址", contact.address),
            ("事项", contact.matter),
            ("单位", contact.organisation),
        )
        if value
    ]
    return span(desk, contact.document_id, contact.start, contact.end, kind="contact", facts=facts, record=contact)


def of_deadline(desk: Desk, deadline: Deadline) -> Evidence:
    """Return a deadline as evidence: its date, its words and whom to file with."""
    subject = "期限"
    facts = [Fact(subject=subject, metric="期限", value=deadline.words)]
    if deadline.due:
        facts.append(Fact(subject=subject, metric="截止日期", value=deadline.due.isoformat()))
    first = begins(deadline)
    if first:
        facts.append(Fact(subject=subject, metric="开始日期", value=first.isoformat()))
    facts += [Fact(subject=subject, metric="报送", value=body) for body in deadline.file_with]
    return span(desk, deadline.document_id, deadline.start, deadline.end, kind="deadline", facts=facts, record=deadline)


def days_until(
    source: Evidence, day: date, as_of: date, *, subject: str = "期限", window: Sequence[date | None] = ()
) -> Evidence:
    """Return the recorded computation of the days from `as_of` to a `day` of the record `source` (negative: past).

    The time between is also recorded in years and months, and the window of days in which `day` was looked for.
    """
    days = (day - as_of).days
    facts = [
        Fact(subject=subject, metric="剩余天数" if days >= 0 else "已过天数", value=str(abs(days)), unit="天"),
        Fact(subject=subject, metric="截止日期", value=day.isoformat()),
        Fact(subject=subject, metric="计算日", value=as_of.isoformat()),
    ]
    years, months = span_of(*sorted((day, as_of)))
    facts += [
        Fact(subject=subject, metric="约", value=str(value), unit=unit)
        for value, unit in ((years, "年"), (months, "个月"))
        if value
    ]
    facts += [Fact(subject=subject, metric="查询期间", value=edge.isoformat()) for edge in window if edge]
    return replace(
        computed(
            f"computed:{source.id}:{day.isoformat()}:{as_of.isoformat()}",
            source,
            facts=facts,
            formula=f"{day.isoformat()} − {as_of.isoformat()} = {days}天",
            inputs=(source.id,),
        ),
        record=source.record,
    )


def of_obligation(desk: Desk, obligation: Obligation) -> Evidence:
    """Return an obligation as evidence."""
    return span(
        desk,
        obligation.document_id,
        obligation.start,
        obligation.end,
        kind="obligation",
        facts=(Fact(subject=obligation.subject, metric=obligation.modal, value=obligation.action),),
        record=obligation,
    )


def of_list(desk: Desk, named: NamedList) -> Evidence:
    """Return a named list as evidence: each member, and their number as a computation over the record."""
    facts = [Fact(subject=named.topic, metric="成员", value=item) for item in named.items]
    facts.append(Fact(subject=named.topic, metric="数量", value=str(len(named.items))))
    return span(desk, named.document_id, named.start, named.end, kind="list", facts=facts, record=named)


def of_section(desk: Desk, section: Section, *, count: int | None = None) -> Evidence:
    """Return a section's heading as evidence; `count` records how many parts it has."""
    text = desk.text_of(section.document_id) or ""
    line_end = text.find("\n", section.start, section.end)
    end = section.end if line_end < 0 else line_end
    titled = text.find(section.title, section.start, section.end) if section.title else -1
    if titled >= 0:  # the heading alone, on whatever line it stands
        end = titled + len(section.title)
    facts = [] if count is None else [Fact(subject=section.title, metric="数量", value=str(count))]
    return span(
        desk,
        section.document_id,
        section.start,
        end,
        kind="section",
        section=" · ".join(section.path),
        facts=facts,
        record=section,
    )


def of_cited(desk: Desk, cited: CitedDocument) -> Evidence:
    """Return a mention of another document as evidence."""
    facts = [Fact(subject=desk.meta(cited.document_id).title, metric="引用文件", value=cited.title)]
    if cited.doc_number:
        facts.append(Fact(subject=cited.title, metric="文号", value=cited.doc_number))
    return span(desk, cited.document_id, cited.start, cited.end, kind="metadata", facts=facts, record=cited)


def of_passage(desk: Desk, passage: Passage, start: int, end: int, *, probability: float | None = None) -> Evidence:
    """Return part of a passage, given by document offsets, as evidence."""
    return span(
        desk,
        passage.document_id,
        start,
        end,
        section=" · ".join(passage.section_path) or None,
        record=passage,
        probability=probability,
    )
