"""Contacts in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.claims import digits_of
from bot.contacts import same_organisation
from bot.question import default_phrases
from bot.types import Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft, joined
from kb.types import Contact

_NUMBER_OF = re.compile("(?:传真|微信|邮箱)(?:的?号码|号)")  # asks for no phone
_ASKS_WHOM = re.compile(
    "(?:找|联系|咨询|问)(?:谁|哪位)|联系人(?:和|、|及|以及|跟|，)|(?:联系人|谁)[^，。？?]{0,4}[，、]"
)  # 找谁、邮箱
_ITS_MATTER = re.compile(
    "(?:管|负责|问|咨询|打听|受理|对接)(?:[^，。？?]{0,10}?)(?:什么|啥|哪(?:方面|块|些|一块))(?:子)?(?:事|业务|工作|问题|的)?"
)
_MANY = 4  # of more contacts on file only some are named


def word_contacts(context: WordContext, result: ToolResult) -> Draft:
    """Word contacts found, or say whose contact is missing and who is on file."""
    records = _by_line(context, [e for e in result.evidence if isinstance(e.record, Contact)])
    if not records:
        missing = list(result.missing) or [""]
        name = "contact_missing" if result.missing else "contact_none"
        text = context.wording.say(name, organisation=missing[0])
        return draft(Outcome.NO_ANSWER, [Statement(text=text)])
    if result.missing:
        if _of_another_notice(context, result):
            text = context.wording.say("contact_of_another", name=result.missing[0])
            return draft(
                Outcome.ANSWERED, [replace(on_file(context, records), text=text + on_file(context, records).text)]
            )
        kind = "contact_missing_person" if "name" in result.call.arguments else "contact_missing"
        text = context.wording.say(kind, organisation=result.missing[0], name=result.missing[0])
        return draft(Outcome.NO_ANSWER, [Statement(text=text), on_file(context, records)])
    asked = asked_attributes(context)
    if asked:
        held = [s for name, field in asked for s in _attribute(context, records, name, field)]
        lacking = [name for name, field in asked if not _attribute(context, records, name, field)]
        if lacking:
            text = context.wording.say("contact_missing_attribute", attribute=joined(lacking))
            if not held and _asks_phone_too(context):  # 职务和电话: the phone is on file
                held = [_contact(context, r, several=len(records) > 1) for r in records if r.record.phone]
            return draft(
                Outcome.ANSWERED if held else Outcome.NO_ANSWER,
                [*held, Statement(text=text), *([] if held else [on_file(context, records)])],
            )
        asks_whom = _ASKS_WHOM.search(context.question.text) is not None and any(r.record.name for r in records)
        if not asks_whom and not default_phrases().asks_phone.search(_NUMBER_OF.sub("", context.question.text)):
            return draft(Outcome.ANSWERED, held)
    named = [r for r in records if r.record.phone or r.record.name] or records
    said = [_contact(context, record, several=len(named) > 1) for record in named]
    for_all = [r for r in records if r not in named]  # a mailbox that is written for all of them
    said += [s for name, field in asked for s in _attribute(context, for_all, name, field)]
    return draft(Outcome.ANSWERED, said)


def _of_another_notice(context: WordContext, result: ToolResult) -> bool:
    """Say whether it is to be confirmed that someone is a contact of documents who is one of another on file."""
    arguments = result.call.arguments
    if "name" not in arguments or not arguments.get("document_ids"):
        return False
    known = any(c.name == arguments["name"] for c in context.desk.knowledge.contacts)
    return known and default_phrases().confirms.search(context.question.text) is not None


def _by_line(context: WordContext, records: Sequence[Evidence]) -> list[Evidence]:
    """Return contacts with those of one line and one number, none of whom is asked for, told as one (李强、张敏)."""
    told: dict[tuple[str, str | None], Evidence] = {}
    for record in records:
        contact: Contact = record.record
        key = (record.id, contact.phone if contact.name else contact.id)
        held = told.get(key)
        asked = contact.name in context.question.persons
        if held is None or asked or held.record.name in context.question.persons:
            told[(record.id, contact.id) if held is not None else key] = record
        else:
            names = joined([held.record.name, contact.name or ""])
            told[key] = replace(held, record=replace(held.record, name=names))
    return list(told.values())


def on_file(context: WordContext, records: list[Evidence]) -> Statement:
    """Return the sentence that names the contacts on file."""
    records = [e for e in records if e.record.phone] or records
    items = [
        context.wording.say(
            "contact_item", organisation=c.organisation or c.matter or "", name=c.name or "", phone=c.phone or ""
        )
        for c in (e.record for e in records)
    ]
    many = len(items) > _MANY
    name = "contact_nearest_more" if many else "contact_nearest"
    shown = records[: _MANY - 1] if many else records
    text = context.wording.say(name, contacts=joined(items[: len(shown)]))
    return Statement(text=text, evidence=tuple(e.id for e in shown))


_PHONE = "(?:电话|号码|座机|热线|联系方式)"
_OR_PHONE = re.compile(f"或者?[^，。？?]{{0,4}}{_PHONE}|{_PHONE}[^，。？?]{{0,4}}或")


def asked_attributes(context: WordContext) -> list[tuple[str, str]]:
    """Return what a question asks of contacts beside name and phone (邮箱, 传真), with the field that holds it."""
    text, phrases = context.question.text, default_phrases()
    return [
        (name, field)
        for name, field, pattern in phrases.contact_attributes
        if pattern.search(text) and not (_OR_PHONE.search(text) or (context.question.phones and not field))
    ]  # 手机号或电话: the one on file will do; 手机里存了个号码, which one is asked about


def _asks_phone_too(context: WordContext) -> bool:
    """Say whether a question asks for the phone beside another attribute."""
    phrases, rest = default_phrases(), context.question.text
    for _, _, pattern in phrases.contact_attributes:
        rest = re.sub(rf"(?:{pattern.pattern})的?(?:号码?|是多少|多少)?", " ", rest, flags=re.IGNORECASE)
    return phrases.asks_phone.search(rest) is not None


def _attribute(context: WordContext, records: list[Evidence], name: str, field: str) -> list[Statement]:
    """Return a sentence for each contact that has the attribute; none where no record can hold or holds it."""
    found: list[Statement] = []
    for record in records:
        contact: Contact = record.record
        value = getattr(contact, field) if field else None
        if value:
            whose = contact.organisation or contact.name
            text = context.wording.say(
                "contact_attribute" if whose else "contact_attribute_alone",
                organisation=contact.organisation or "",
                name=contact.name or "",
                attribute=f"{contact.matter}{name}" if contact.matter and not whose else name,
                value=value,
            )
            found.append(Statement(text=text, evidence=(record.id,)))
    return found


def _contact(context: WordContext, evidence: Evidence, *, several: bool) -> Statement:
    contact: Contact = evidence.record
    say = context.wording.say
    values = {
        "organisation": contact.organisation or "",
        "name": contact.name or "",
        "phone": contact.phone or "",
        "email": contact.email or "",
        "fax": contact.fax or "",
        "address": contact.address or "",
        "matter": contact.matter or "",
    }
    more = say("contact_more_fax", **values) if contact.fax and contact.fax != contact.phone else ""
    values["more"] = more + (say("contact_more_email", **values) if contact.email else "")
    return Statement(text=_sentence(context, contact, values, several=several), evidence=(evidence.id,))


def _sentence(context: WordContext, contact: Contact, values: dict[str, str], *, several: bool) -> str:
    question, say = context.question, context.wording.say
    known = contact.name in question.persons or any(p in (contact.phone or "") for p in question.phones)
    if contact.matter and known and contact.phone and _ITS_MATTER.search(question.text):
        return say("contact_matter", **values)  # 罗敏是管什么的: 项目入库和进度填报
    if question.phones and contact.phone and (question.persons or question.organisations):
        right = any(digits_of(p) in digits_of(contact.phone) for p in question.phones)
        supposed = question.organisations if not question.persons else ()
        if not right and supposed and _of_body(context, contact, supposed) and _on_file(context, question.phones):
            return say("contact_phone_own", **values)  # said after whose number it is
        right = right and (not supposed or _of_body(context, contact, supposed))
        return say("contact_phone_yes" if right else "contact_phone_no", **values)
    if any(contact.phone and digits_of(p) in digits_of(contact.phone) for p in question.phones):
        return say("contact_phone_owner", **values)
    if contact.name and contact.name in question.persons and contact.organisation and contact.phone:
        return _person(context, contact, values)
    by_matter = contact.matter and (several or contact.matter in question.text or not question.organisations)
    if by_matter and contact.phone:
        own = contact.organisation in (None, *context.desk.meta(contact.document_id).issuers)
        return say("contact_matter_phone" if own and not contact.name else "contact_matter", **values)
    if contact.phone:
        names = {(True, True): "contact_full", (True, False): "contact_no_name", (False, True): "contact_no_org"}
        return say(names.get((bool(contact.organisation), bool(contact.name)), "contact_no_org_name"), **values)
    if not contact.name and not contact.address and contact.email:
        return say("contact_attribute", **values, attribute=say("contact_email"), value=contact.email)
    return say("contact_no_phone" if contact.name else "contact_address", **values)


def _on_file(context: WordContext, phones: Sequence[str]) -> bool:
    """Say whether some contact on file has one of the numbers."""
    held = [digits_of(c.phone) for c in context.desk.knowledge.contacts if c.phone]
    return any(digits_of(phone) in number for phone in phones for number in held)


def _person(context: WordContext, contact: Contact, values: dict[str, str]) -> str:
    """Word a contact that the question names, confirming or denying the body that it supposes."""
    question = context.question
    supposed = question.organisations
    if not supposed or not question.shows("membership"):
        return context.wording.say("contact_person", **values)
    right = _of_body(context, contact, supposed)
    return context.wording.say("contact_person_yes" if right else "contact_person_no", **values)


def _of_body(context: WordContext, contact: Contact, supposed: Sequence[str]) -> bool:
    """Say whether a contact is of one of the bodies that the question supposes."""
    return any(same_organisation(context.desk, o, contact.organisation or "") for o in supposed)
