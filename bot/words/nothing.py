"""What is said where there is no answer: what is missing, the nearest thing on file, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evidence import of_contact
from bot.metadata import MetaField, stated
from bot.question import default_phrases
from bot.types import Evidence, Statement, ToolResult
from bot.words.frame import WordContext
from bot.words.text import quoted

_NEAR_ENOUGH = 0.3


def word_nothing(
    context: WordContext,
    results: Sequence[ToolResult],
    *,
    missing: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> tuple[list[Statement], list[Evidence]]:
    """Return the sentences of an answer that has none, with the evidence they cite beyond that of `results`."""
    say = context.wording.say
    topic = asked_about(context.question.text)
    if missing:
        named = missing[0]
        head = say("none_document", title=named.strip("《》")) if "《" in named else say("none_named", name=named)
    elif 2 <= len(topic) <= 24:
        head = say("none_topic", topic=topic)
    else:
        head = say("none_question")
    statements = [Statement(text=head)]
    more: list[Evidence] = []
    if missing and context.desk.primary and "年的" in missing[0]:
        latest = stated(context.desk, context.desk.meta(context.desk.primary[0]), MetaField.TITLE)
        if latest is not None:
            text = say("none_latest", title=context.desk.meta(latest.document_id).title)
            statements.append(Statement(text=text, evidence=(latest.id,)))
            more.append(latest)
    near = next((e for r in results for e in r.evidence if r.missing and (e.probability or 0) >= _NEAR_ENOUGH), None)
    if near is not None:
        statements.append(Statement(text=say("none_nearest", quote=quoted(near).text), evidence=(near.id,)))
    contacts = responsible(context, documents or ([near.document_id] if near else ()))
    if contacts:
        names = "、".join(_contact_words(context, e) for e in contacts)
        statements.append(Statement(text=say("none_contact", contacts=names), evidence=tuple(e.id for e in contacts)))
    return statements, [*more, *contacts]


def asked_about(text: str) -> str:
    """Return a question without its interrogative words, for repeating what was asked (2027年广州目标)."""
    phrases = default_phrases()
    topic = phrases.interrogative.sub("", phrases.trailing.sub("", text.rstrip("?？。！!")))
    return topic.strip(" ，,的了？?。！!")


def responsible(context: WordContext, documents: Sequence[str]) -> list[Evidence]:
    """Return the contacts of the documents in question, else those of the newest document that has any."""
    desk = context.desk
    contacts = [
        c for c in desk.knowledge.contacts if c.document_id in set(documents) and c.phone and (c.organisation or c.name)
    ]
    if not contacts:
        dated = [c for c in desk.knowledge.contacts if c.phone and (c.organisation or c.name)]
        newest = max((str(desk.meta(c.document_id).published) for c in dated), default=None)
        contacts = [c for c in dated if str(desk.meta(c.document_id).published) == newest]
    wanted = [
        c for c in contacts if c.organisation and any(o in c.organisation for o in context.question.organisations)
    ]
    return [of_contact(desk, c) for c in (wanted or contacts)[:2]]


def _contact_words(context: WordContext, evidence: Evidence) -> str:
    c = evidence.record
    return context.wording.say(
        "contact_item", organisation=c.organisation or "", name=c.name or "", phone=c.phone or ""
    )
