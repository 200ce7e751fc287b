"""Contacts: names, organisations and phones, from running text, from contact lines and from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.clean.chars import CONTACT_CUE
from ingest.extract.contact_tables import contacts_of_table
from ingest.extract.contact_tokens import ADDRESS, CUE, PLACE, Token, tokens_in
from ingest.extract.person_names import ORG_END
from ingest.extract.phones import EMAIL, HOTLINE, PHONE
from ingest.extract.tables import ReadTable
from ingest.layout import Layout, Line
from kb.types import Contact, DocumentMeta

_OF_EACH = re.compile(r"各(?:[县市区旗州镇乡街道、（）]|直属)*")  # 各县区医保局：东城区…；西城区…
_OWN_NAME = re.compile(r"[（(]|[ \u3000]+|[，,]?\s*(?:联系人|联络人|姓名)\s*[:：]?\s*")
_ANOTHER = re.compile(
    r"[；;。][^；;。]*[\u4e00-\u9fff]|\n[^\n]*(?:值班|热线|投诉|举报|服务|监督|技术|咨询)"
)  # …；值班电话 is no further number of the one before
_NEXT_ITEM = re.compile(
    r"[；;。\n]\s*(?:电子|通[讯信]|联系|邮)?(?:邮箱|邮件|地址|传真(?:电话|号码?)?)?\s*[:：]?\s*$"
)  # the cue is no token
_ITEM_ENDS = re.compile(r"[；;。\n]")
_ADDRESS_CHARS = 4
_CHARS_A_PHONE = 80  # a line without a word like 电话 has contacts where numbers stand this close


@dataclass(kw_only=True)
class _Draft:
    organisation: str | None = None
    organisation_start: int | None = None
    names: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    email: str | None = None
    fax: str | None = None
    address: str | None = None
    matter: str | None = None
    matter_first: bool = False
    phone_is_fax: bool = False
    in_brackets: bool = False  # the body stands in brackets behind the number: 0771-5530018（人口家庭科，覃某）
    start: int | None = None
    end: int = 0

    @property
    def reachable(self) -> bool:
        return bool(self.phones or self.email)

    @property
    def useful(self) -> bool:
        return self.reachable or bool(self.names or self.address or self.fax)


def read_contacts(layout: Layout, tables: tuple[ReadTable, ...], meta: DocumentMeta) -> tuple[Contact, ...]:
    """Return the contacts of a document, in order of the text.

    Neighbouring lines that carry contacts are read as one block, since name and phone often stand on lines of their
    own.  Where no organisation is named and the document has one issuer, the contact is that issuer's.
    """
    found: list[Contact] = []
    for start, end in _blocks(layout):
        found += _from_text(layout.text[start:end], start, meta)
    for read in tables:
        found += contacts_of_table(read, meta)
    seen: set[tuple[str | None, str | None, str | None]] = set()
    records: list[Contact] = []
    for contact in sorted(found, key=lambda c: c.start):
        key = (contact.name, contact.organisation, contact.phone or contact.address)
        if key in seen:
            continue
        seen.add(key)
        records.append(contact)
    issuer = meta.issuers[0] if len(meta.issuers) == 1 else None
    return tuple(
        replace(c, id=f"{meta.id}#c{i}", organisation=c.organisation or issuer) for i, c in enumerate(records, 1)
    )


def _blocks(layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield the spans of text that carry contacts."""
    start = end = None
    before: Line | None = None
    for item in layout.items:
        above, before = before, item if isinstance(item, Line) else None
        carries = isinstance(item, Line) and _carries(item.text)
        if carries and isinstance(item, Line):
            cues = [m.start() for m in (CONTACT_CUE.search(item.text), PHONE.search(item.text)) if m is not None]
            stop = item.text.rfind("。", 0, min(cues, default=0))
            if start is None or stop >= 0:  # at the end of a paragraph: leave the sentences before it
                if start is not None and end is not None:
                    yield start, end
                start = item.start + stop + 1
                if above is not None and stop < 0 and ADDRESS.match(above.text):  # 地址：… on the line above
                    start = above.start
            end = item.end
            continue
        goes_on = isinstance(item, Line) and (
            bool(ADDRESS.search(item.text[:40]))
            or (len(item.text) <= 30 and bool(ORG_END.search(item.text.rstrip("：:"))))
        )
        if start is not None and end is not None and not goes_on:
            yield start, end
            start = end = None
        elif goes_on and start is not None:
            end = item.end
    if start is not None and end is not None:
        yield start, end


def _carries(text: str) -> bool:
    if CONTACT_CUE.search(text) and (
        PHONE.search(text) or len(text) <= 60 or EMAIL.search(text) or HOTLINE.search(text)
    ):
        return bool(PHONE.search(text) or EMAIL.search(text) or HOTLINE.search(text)) or bool(
            re.search(r"联系(?:人|单位|部门)\s*[:：]|电话\s*[:：]", text)
        )
    if (EMAIL.search(text) and CUE.search(text)) or (HOTLINE.search(text) and len(text) <= _CHARS_A_PHONE):
        return True
    return (
        len(text) <= _CHARS_A_PHONE * sum(1 for _ in PHONE.finditer(text))
        and bool(re.search(r"[\u4e00-\u9fff]{2}", text))
        and not _bare_number(text)
    )


def _bare_number(text: str) -> bool:
    """Say whether the only digits are a bare seven or eight digit run, which without a cue need not be a phone."""
    found = PHONE.search(text)
    return found is not None and bool(re.fullmatch(r"[2-8]\d{6,7}", found.group()))


def _from_text(text: str, offset: int, meta: DocumentMeta) -> list[Contact]:
    drafts: list[_Draft] = []
    current = _Draft()
    skipping: int | None = None  # where the cue stands whose number is passed over
    before: Token | None = None
    for token in _of_places(tokens_in(text)):
        if token.kind == "skip":
            skipping = token.end
            continue
        if token.kind == "cue":
            skipping = None
            continue
        if skipping is not None and not _ITEM_ENDS.search(text[skipping : token.start]):
            if token.kind in ("phone", "org"):  # a postcode, a chat number
                continue
        else:
            skipping = None
        between = text[before.end : token.start] if before else ""
        if _begins(current, token, between, several=bool(drafts)):
            drafts.append(current)
            alone = (
                "\n" in between
                and current.organisation_start is not None
                and "\n" not in text[current.organisation_start : before.end if before else current.end]
            )
            # 系统故障请致电… in a sentence of its own; an address there is still of the body before
            alone = alone or ("。" in between and "地址" not in text[token.start : token.end + _ADDRESS_CHARS])
            current = _Draft(organisation=None if alone and token.kind == "matter" else _inherited(current, token))
        _add(current, token)
        before = token
    drafts.append(current)
    contacts: list[Contact] = []
    for draft in drafts:
        if not draft.useful or draft.start is None:
            continue
        for name in draft.names or [None]:  # type: ignore[list-item]
            contacts.append(
                Contact(
                    id="",
                    document_id=meta.id,
                    name=name,
                    organisation=draft.organisation,
                    phone="、".join(draft.phones) or None,
                    email=draft.email,
                    fax=draft.fax,
                    address=draft.address,
                    matter=draft.matter,
                    start=offset + draft.start,
                    end=offset + draft.end,
                )
            )
    return contacts


def _of_places(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens; a place after 各县区医保局 stands for the body of that place."""
    body = ""
    for token in tokens:
        each = _OF_EACH.match(token.text) if token.kind == "org" else None
        if each is not None and token.text[each.end() :]:
            body = token.text[each.end() :]
        elif body and token.kind == "org" and PLACE.fullmatch(token.text):
            yield replace(token, text=token.text + body)
            continue
        elif token.kind == "org":
            body = ""
        if each is None:
            yield token


def _begins(current: _Draft, token: Token, between: str, *, several: bool) -> bool:
    """Whether a token opens the next contact."""
    if token.kind in ("address", "email", "fax") and several and (current.names or current.phones):
        return _NEXT_ITEM.search(between) is not None  # of everyone named before it, unless there is but one
    if token.kind == "address":
        return several and "\n" in between
    if token.kind == "matter":
        return current.useful or current.matter is not None
    if (
        token.kind == "name"
        and current.phones
        and not current.names
        and _OWN_NAME.fullmatch(between.strip() or between)
    ):
        return False  # 028-61885701（李女士）; 电话：…，联系人：…
    if token.kind == "name" and not current.names and not current.phones and not several:
        return False  # 邮箱：…；联系人：…: ways to reach one and the same
    if token.kind == "org" and current.phones and not current.names and between.strip() in ("（", "("):
        return False
    if token.kind == "name" and current.in_brackets and not current.names and "）" not in between:
        return False
    if current.reachable and token.kind in ("org", "name"):
        return True
    if token.kind == "phone" and current.phones and _ANOTHER.search(between):
        return True
    return token.kind == "org" and bool(current.names) and not current.phones and current.organisation is not None


def _inherited(current: _Draft, token: Token) -> str | None:
    """Return the body that goes on to be meant: for a further person, or a further matter of a body named first."""
    by_matter = current.matter is not None or not current.names  # else its person is all that it was named for
    if token.kind == "name" or (token.kind == "matter" and not current.matter_first and by_matter):
        return current.organisation
    return None


def _add(draft: _Draft, token: Token) -> None:
    if draft.start is None:
        draft.start = token.start
    draft.end = token.end
    if token.kind == "org":
        joined = draft.organisation is not None and not draft.names and draft.organisation_start is not None
        draft.organisation = (draft.organisation or "") + token.text if joined else token.text
        draft.organisation_start = token.start
        draft.in_brackets = bool(draft.phones)
        draft.matter_first = draft.matter is not None
    elif token.kind == "name":
        draft.names.append(token.text)
    elif token.kind == "phone":
        draft.phones.append(token.text)
        if draft.phone_is_fax:
            draft.fax, draft.phone_is_fax = token.text, False
    elif token.kind == "email":
        draft.email = token.text
    elif token.kind == "fax":
        draft.fax = token.text
    elif token.kind == "address":
        draft.address = token.text
    elif token.kind == "also_fax" and draft.phones:
        draft.fax = draft.phones[-1]
    elif token.kind == "both":
        draft.phone_is_fax = True
    elif token.kind == "matter_of":
        draft.matter = draft.matter or token.text
    elif token.kind == "matter":
        draft.matter, draft.matter_first = token.text, draft.organisation is None
