"""Contacts in words."""

from __future__ import annotations

from bot.claims import digits_of
from bot.contacts import same_organisation
from bot.question import default_phrases
from bot.types import Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft, joined
from kb.types import Contact


def word_contacts(context: WordContext, result: ToolResult) -> Draft:
    """Word contacts found, or say whose contact is missing and who is on file."""
    records = [e for e in result.evidence if isinstance(e.record, Contact)]
    if not records:
        missing = list(result.missing) or [""]
        name = "contact_missing" if result.missing else "contact_none"
        text = context.wording.say(name, organisation=missing[0])
        return draft(Outcome.NO_ANSWER, [Statement(text=text)])
    if result.missing:
        kind = "contact_missing_person" if "name" in result.call.arguments else "contact_missing"
        text = context.wording.say(kind, organisation=result.missing[0], name=result.missing[0])
        return draft(Outcome.NO_ANSWER, [Statement(text=text), on_file(context, records)])
    lacking = lacking_attribute(context, records)
    if lacking:
        text = context.wording.say("contact_missing_attribute", attribute=lacking)
        return draft(Outcome.NO_ANSWER, [Statement(text=text), on_file(context, records)])
    statements = [statement for record in records for statement in _contact(context, record)]
    return draft(Outcome.ANSWERED, statements)


def on_file(context: WordContext, records: list[Evidence]) -> Statement:
    """Return the sentence that names the contacts on file."""
    items = [
        context.wording.say("contact_item", organisation=c.organisation or "", name=c.name or "", phone=c.phone or "")
        for c in (e.record for e in records)
    ]
    text = context.wording.say("contact_nearest", contacts=joined(items))
    return Statement(text=text, evidence=tuple(e.id for e in records))


def lacking_attribute(context: WordContext, records: list[Evidence]) -> str | None:
    """Return what the question asks of the contacts that no record holds (邮箱, 传真), else None."""
    for name, field, pattern in default_phrases().contact_attributes:
        if pattern.search(context.question.text):
            if field and any(getattr(e.record, field) for e in records):
                continue
            return name
    return None


def _contact(context: WordContext, evidence: Evidence) -> list[Statement]:
    contact: Contact = evidence.record
    question, say = context.question, context.wording.say
    values = {
        "organisation": contact.organisation or "",
        "name": contact.name or "",
        "phone": contact.phone or "",
        "email": contact.email or "",
    }
    if question.phones and contact.phone and (question.persons or question.organisations):
        right = any(digits_of(p) in digits_of(contact.phone) for p in question.phones)
        text = say("contact_phone_yes" if right else "contact_phone_no", **values)
        return [Statement(text=text, evidence=(evidence.id,))]
    asked_number = [p for p in question.phones if contact.phone and digits_of(p) in digits_of(contact.phone)]
    if asked_number:
        text = say("contact_phone_owner", **values)
    elif contact.name and contact.name in question.persons and contact.organisation and contact.phone:
        text = _person(context, contact, values)
    elif contact.name and contact.organisation and contact.phone:
        text = say("contact_full", **values)
    elif contact.organisation and contact.phone:
        text = say("contact_no_name", **values)
    elif contact.organisation and contact.name:
        text = say("contact_no_phone", **values)
    elif contact.name and contact.phone:
        text = say("contact_no_org", **values)
    else:
        text = say("contact_no_org_name", **values)
    statements = [Statement(text=text, evidence=(evidence.id,))]
    if contact.email:
        statements.append(Statement(text=say("contact_email", **values), evidence=(evidence.id,)))
    return statements


def _person(context: WordContext, contact: Contact, values: dict[str, str]) -> str:
    """Word a contact that the question names, confirming or denying the body that it supposes."""
    question = context.question
    supposed = question.organisations
    if not supposed or not question.shows("membership"):
        return context.wording.say("contact_person", **values)
    right = any(same_organisation(context.desk, o, contact.organisation or "") for o in supposed)
    return context.wording.say("contact_person_yes" if right else "contact_person_no", **values)
