"""Contacts from tables: one a row, by what the columns are called."""

from __future__ import annotations

import re

from ingest.extract.phones import EMAIL, PHONE, plain_phone
from ingest.extract.tables import ReadTable
from kb.types import Cell, Contact, DocumentMeta

_NAMES = re.compile(r"联系人|姓名|联络人|负责人|责任人|经办人|联络员")
_PHONES = re.compile(r"电话|手机|座机|联系方式")
_FAXES = re.compile(r"传真")
_EMAILS = re.compile(r"邮箱|邮件|mail", re.IGNORECASE)
_ADDRESSES = re.compile(r"地址")
_MATTERS = re.compile(r"事项|业务|类别|职责|工作内容|咨询内容|任务")
_BODIES = re.compile(r"单位|部门|机构|组织|局|地市|地区|名称|处室|科室")
_PLACES = re.compile(r"镇|乡|街道|[县市区旗]")
_OFFICE = re.compile(r"(?:处|科|股|室|中心|站|办)$")  # a part of the body that issues the document


def contacts_of_table(read: ReadTable, meta: DocumentMeta) -> list[Contact]:
    """Return the contacts of a table with a column of phones and one of names or bodies; ids are set by the caller."""
    header = [c.text for c in read.table.header]
    phones = _columns(header, _PHONES, but=_FAXES)
    names = [i for i in _columns(header, _NAMES) if i not in phones]
    bodies = [i for i in _columns(header, _BODIES) if i not in (*names, *phones)]
    if not bodies:  # whose person is named, where no body is: of several places the one that names the row
        places = [i for i in _columns(header, _PLACES) if i not in (*names, *phones)]
        bodies = sorted(places, key=lambda i: i != read.table.label_column)
    if not phones or not (names or bodies):
        return []
    matters = [i for i in _columns(header, _MATTERS) if i not in (*names, *phones, *bodies)]
    contacts = []
    for row in read.table.rows:
        phone = "、".join(plain_phone(p) for p in PHONE.findall(row[phones[0]].text)) or None
        name = row[names[0]].text.replace(" ", "") if names else ""
        if phone is None and not name:
            continue
        cells = [c for c in row if c.text]
        contacts.append(
            Contact(
                id="",
                document_id=meta.id,
                name=name or None,
                organisation=_body(_text(row, bodies), meta),
                phone=phone,
                email=next((m.group() for i in _columns(header, _EMAILS) if (m := EMAIL.search(row[i].text))), None),
                fax=next((plain_phone(m) for i in _columns(header, _FAXES) for m in PHONE.findall(row[i].text)), None),
                address=_text(row, _columns(header, _ADDRESSES)),
                matter=_text(row, matters),
                start=cells[0].start,
                end=cells[-1].end,
            )
        )
    return contacts


def _columns(header: list[str], pattern: re.Pattern[str], *, but: re.Pattern[str] | None = None) -> list[int]:
    return [i for i, h in enumerate(header) if pattern.search(h) and not (but and but.search(h) and len(h) <= 4)]


def _text(row: tuple[Cell, ...], columns: list[int]) -> str | None:
    return next((row[i].text for i in columns if row[i].text), None)


def _body(words: str | None, meta: DocumentMeta) -> str | None:
    """Return a body in full: an office (农田建设管理处) is one of the only issuer."""
    if words and _OFFICE.search(words) and len(meta.issuers) == 1 and not words.startswith(meta.issuers[0]):
        return meta.issuers[0] + words
    return words
