"""Find whom to ask: contacts by organisation, by name or by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.claims import digits_of
from bot.desk import Desk, ToolContext
from bot.evidence import of_contact
from bot.matching import bigrams, covered, is_abbreviation
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases
from bot.types import ToolCall, ToolResult
from kb.lexicon_index import GROUP, ORGANISATION, REGION
from kb.types import Contact

_NEWEST = 3  # documents whose contacts are told where none is named
_MATTER_SHARE = 0.5
_PLACES = 2
_SHORTENED_CHARS = 3
_PLACE = re.compile(r"[一-龥]{2,4}?[区县](?!域|级)")
_BODY_OF_PLACE = re.compile(
    r"(?P<place>[一-龥]{1,5}?(?:新区|开发区|街道|[区县旗镇乡]|(?<=[一-龥]{2})市)(?!域|级))(?P<body>[一-龥]{2,})"
)
_STEM_OF_PLACE = re.compile("(?P<stem>[一-龥]{2,3})(?=[市县区][一-龥]{2})")
_SHORTENED = re.compile("(?:新区|街道|[市县旗镇乡])$")
_PLACE_ASKED = re.compile(
    r"(?<![一-龥])(?P<place>[一-龥]{1,3}(?:街道|[区县镇乡]))(?!域|级|里|长)(?:(?P<body>[一-龥]{0,4}[局办]|[一-龥]{2,6}中心)|[一-龥]{0,4}?)(?=的?(?:电话|联系|号码|热线|咨询))"
)
_PART = re.compile(r"[一-龥]{1,}?(?:厅|局|委员会|委(?!员)|办公室|处|科|股|所|中心|站|院|公司|[大支总]队)")


def canonical_organisation(desk: Desk, words: str) -> str | None:
    """Return the canonical name of the body that `words` name, or None when the lexicon knows none."""
    matches = desk.index.find(words, kinds={ORGANISATION})
    return max(matches, key=lambda m: m.end - m.start).canonical if matches else None


def same_organisation(desk: Desk, wanted: str, held: str) -> bool:
    """Say whether two names mean the same body.  A named place must agree: 佛山市工信局 is not 省工信厅."""
    if wanted == held or (len(wanted) > 2 and held.endswith(wanted)):
        return True
    district, held_district = _PLACE.match(wanted), _PLACE.match(held)
    if district and (held_district is None or held_district[0] != district[0]):
        return False
    places = {m.canonical for m in desk.index.find(wanted, kinds={REGION})}
    held_places = {m.canonical for m in desk.index.find(held, kinds={REGION})}
    if places and held_places and not places & held_places:
        return False
    if any(desk.region_level(p) in ("city", "district") for p in places) and not places & held_places:
        return False
    left, right = canonical_organisation(desk, wanted), canonical_organisation(desk, held)
    if left and right and (left == right or places or wanted.startswith("国家")):
        return left == right
    core = wanted.removeprefix("省").removeprefix("市")
    return is_abbreviation(core, held) or is_abbreviation(held.removeprefix("省"), wanted)


def _of_own_place(desk: Desk, wanted: str, contact: Contact) -> bool:
    """Say whether a body with its place (柳州市财政局) is what a document of that place calls 市财政局."""
    held = contact.organisation or ""
    match = next((m for m in desk.index.find(wanted, kinds={REGION}) if m.start == 0), None)
    if match is None or desk.index.find(held, kinds={REGION}):
        return False
    of_place = desk.short(match.canonical) in "".join(
        (desk.meta(contact.document_id).title, *desk.meta(contact.document_id).issuers)
    )
    rest = wanted[match.end :].removeprefix("市").removeprefix("省")
    return of_place and len(rest) > 1 and rest in held


def _of_named_place(desk: Desk, wanted: str, contact: Contact) -> bool:
    """Say whether a body with a place that no lexicon lists (胶州市工信局) may be that of a contact."""
    place = _STEM_OF_PLACE.match(wanted)
    if place is None or desk.index.find(wanted[: place.end() + 1], kinds={REGION}):
        return True
    meta = desk.meta(contact.document_id)
    return any(place["stem"] in words for words in (contact.organisation or "", meta.title, *meta.issuers))


def _of_its_province(desk: Desk, wanted: str, contact: Contact) -> bool:
    """Say whether a body with its province can be that of a notice: 省生态环境厅 of a notice of 福建 is not 广东's."""
    named, own = desk.provinces_in(wanted), desk.issuing_provinces(desk.meta(contact.document_id))
    return not named or not own or not named.isdisjoint(own)


def find_contacts(
    context: ToolContext,
    *,
    organisation: str | None = None,
    name: str | None = None,
    phone: str | None = None,
    matter: str | None = None,
    document_ids: Sequence[str] = (),
) -> ToolResult:
    """Return the contacts that match; `missing` names an organisation, person or number that is not on file.

    Args:
        context: the desk.
        organisation: body as people call it, with its place if they name one.
        name: person.
        phone: number whose owner is asked for.
        matter: what the contact is to answer for, where the text parts contacts by matter.
        document_ids: documents to look at.
    """
    desk = context.desk
    wanted = context.wanted(document_ids)
    contacts = [c for c in desk.knowledge.contacts if c.document_id in wanted]
    found = contacts
    missing: list[str] = []
    if name:
        found = [c for c in contacts if c.name and name in c.name]
        if not found:
            missing.append(name)
    elif phone:
        found = [c for c in contacts if c.phone and digits_of(phone) in digits_of(c.phone)]
        if not found:
            missing.append(phone)
    elif matter:
        found = for_matter(desk, contacts, matter)
        if not found:
            missing.append(matter)
    elif organisation:
        found = [c for c in contacts if c.organisation == organisation]
        found = found or [
            c for c in contacts if c.organisation and same_organisation(desk, organisation, c.organisation)
        ]
        found = _called_so(found, organisation.removeprefix("省"))
        near = {c.document_id for c in found}  # 苏州市工信局 is what that notice calls 市工信局 too
        found += [
            c
            for c in contacts
            if c not in found and (not near or c.document_id in near) and _of_own_place(desk, organisation, c)
        ]
        found = [c for c in found if _of_named_place(desk, organisation, c) and _of_its_province(desk, organisation, c)]
        if found and all(map(_of_all, found)):  # the body that issues it: whoever answers for it there
            found = [c for c in contacts if any(c.document_id == f.document_id for f in found)]
        if not found:
            missing.append(organisation)
    if not document_ids and not name and not phone and not matter:
        found = of_newest(desk, _called_so(found, organisation) if organisation else found)
    shared = [c for c in contacts if _of_all(c) and any(c.document_id == f.document_id for f in found)]
    call = ToolCall(
        name="find_contacts",
        arguments={
            key: value
            for key, value in (
                ("organisation", organisation),
                ("name", name),
                ("phone", phone),
                ("matter", matter),
                ("document_ids", list(document_ids)),
            )
            if value
        },
    )
    nearest = of_newest(desk, contacts) if missing else []
    return ToolResult(
        call=call,
        evidence=tuple(of_contact(desk, c) for c in ([*found, *(c for c in shared if c not in found)] or nearest)),
        result={"contacts": [as_json(c) for c in found], "nearest": [as_json(c) for c in nearest]},
        missing=tuple(missing),
    )


def _called_so(found: Sequence[Contact], wanted: str) -> list[Contact]:
    """Return the contacts of the bodies that bear the name asked for (经信厅, not 工信厅); all without one."""
    own = [c for c in found if c.organisation and is_abbreviation(wanted, c.organisation)]
    return own or list(found)


def _of_all(contact: Contact) -> bool:
    """Say whether an address or a mailbox is written for all the contacts of a document, not for one of them."""
    return not (contact.name or contact.phone) and bool(contact.email or contact.address or contact.fax)


def for_matter(desk: Desk, contacts: Sequence[Contact], words: str) -> list[Contact]:
    """Return the contacts whose matter `words` speak of, those that fit best; none where none fits.

    Where no matter is held by half, the one matter that shares a word with them is meant (系统打不开: 系统技术支持),
    in other words too (奖金打款: 资金拨付).
    """
    parted = {c.document_id for c in contacts if c.matter}  # elsewhere none is for one matter more than for another
    for asked, held in plan_phrases().matter_kinds:  # 投诉研发补助: 监督举报, not 研发投入补助
        if not asked.search(words):
            continue
        own = [c for c in contacts if c.document_id in parted and held.search(c.matter or "") and (c.matter or c.phone)]
        if own:
            return [c for c in own if c.matter and c.matter in words] or own
    scored = [(max(covered(c.matter, words), covered(words, c.matter)), c) for c in contacts if c.matter]
    top = max((share for share, _ in scored), default=0.0)
    if top >= _MATTER_SHARE:
        return [c for share, c in scored if share == top]
    titled = bigrams("".join(desk.meta(i).title for i in parted) if len(parted) == 1 else "")
    said = (bigrams(words) - default_phrases().light) - titled  # 训练吃住, of a notice on a 训练班
    acts = desk.index.find(words, kinds={"action"})
    said = said.union(*(bigrams(form) for m in acts for form in desk.forms.get(m.canonical, ())))
    shared = [(len(said & bigrams(c.matter or "")), c) for _, c in scored]
    most = max((n for n, _ in shared), default=0)
    close = [c for n, c in shared if n and n == most]
    return close if len({c.matter for c in close}) == 1 else []


def matter_in_trouble(contacts: Sequence[Contact], text: str, matter: str) -> bool:
    """Say whether `text` tells of trouble (系统提交不了) that a contact is for, and its bare `matter` does not."""
    kinds = [(asked, held) for asked, held in plan_phrases().matter_kinds if asked.search(text)]
    return any(
        not asked.search(matter) and any(c.matter and held.search(c.matter) for c in contacts) for asked, held in kinds
    )


def part_of_body(contacts: Sequence[Contact], text: str) -> str | None:
    """Return the longest part of a body on file (市场处, 省教育厅) that stands in `text`."""
    parts = {part for c in contacts for part in _PART.findall(c.organisation or "")}
    parts |= {part[1:] for part in parts if part[0] in "省市县区"}
    named = max((p for p in parts if len(p) > 2 and p in text), key=len, default=None)
    return named or next((p for words in _PART.findall(text) if (p := _shortened(words, parts))), None)


def _shortened(words: str, parts: Iterable[str]) -> str | None:
    """Return the part of a body that the end of `words` shortens (请问消防支队: 消防救援支队), where one alone fits."""
    for at in range(len(words) - _SHORTENED_CHARS + 1):
        short = words[at:]
        fits = {p for p in parts if p[-1] == short[-1] and p[0] == short[0] and is_abbreviation(short, p)}
        if fits:
            return min(fits, key=len) if len({p[-len(short) :] for p in fits}) == 1 else None
    return None


def body_in(contacts: Sequence[Contact], text: str) -> str | None:
    """Return the longest body on file that `text` names in full."""
    return max((c.organisation for c in contacts if c.organisation and c.organisation in text), key=len, default=None)


def body_of_place(desk: Desk, contacts: Sequence[Contact], text: str) -> str | None:
    """Return which of several bodies, each of its own place (东城区医保局, 西城区医保局), `text` means.

    Where it names a place that none of them is of, that place is returned with the body asked of it.
    """
    places = _bodies_by_place(desk, contacts)
    if len(places) < _PLACES:
        return None
    forms = {form: body for place, body in places.items() for form in (_SHORTENED.sub("", place), place)}
    named = max((form for form in forms if len(form) > 1 and form in text), key=len, default=None)
    if named is not None:
        return forms[named]
    unknown = _PLACE_ASKED.search(text)
    return unknown["place"] + (unknown["body"] or "") if unknown else None


def _bodies_by_place(desk: Desk, contacts: Sequence[Contact]) -> dict[str, str]:
    """Return the bodies that differ by their place alone, by place; the body that issues the document is none."""
    found: dict[str, dict[str, str]] = {}
    for contact in contacts:
        match = _BODY_OF_PLACE.match(contact.organisation or "")
        if match is not None and contact.organisation not in desk.meta(contact.document_id).issuers:
            found.setdefault(match["body"], {})[match["place"]] = contact.organisation or ""
    return {place: body for places in found.values() if len(places) > 1 for place, body in places.items()}


def of_newest(desk: Desk, found: Sequence[Contact]) -> list[Contact]:
    """Return each body's contacts in its newest document, since an older notice's may have moved on.

    Where that is more than a few documents, only the newest of them are kept; those of another province only where
    there are no others.
    """

    def day(contact: Contact) -> str:
        return str(desk.meta(contact.document_id).published or "")

    newest: dict[str, str] = {}
    for contact in found:
        newest[contact.organisation or ""] = max(newest.get(contact.organisation or "", ""), day(contact))
    found = [c for c in found if not desk.is_abroad(desk.meta(c.document_id))] or found
    kept = [c for c in found if day(c) == newest[c.organisation or ""]]
    days = sorted({day(c) for c in kept}, reverse=True)[:_NEWEST]
    return sorted((c for c in kept if day(c) in days), key=lambda c: days.index(day(c)))


def as_json(contact: Contact) -> dict[str, str | None]:
    """Return a contact as JSON values."""
    return {
        "name": contact.name,
        "organisation": contact.organisation,
        "phone": contact.phone,
        "email": contact.email,
        "fax": contact.fax,
        "address": contact.address,
        "matter": contact.matter,
        "document_id": contact.document_id,
    }


def named_places(desk: Desk, words: str) -> list[str]:
    """Return the canonical regions and groups that `words` name, in order."""
    return list(dict.fromkeys(m.canonical for m in desk.index.find(words, kinds={REGION, GROUP})))
