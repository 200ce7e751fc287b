"""What is said where there is no answer: what is missing, the nearest thing on file, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evidence import of_contact
from bot.matching import bigrams
from bot.metadata import MetaField, stated
from bot.question import default_phrases, topic_of
from bot.types import Evidence, Statement, ToolResult
from bot.words.frame import WordContext
from bot.words.text import quoted

_NEAR_ENOUGH = 0.3
_ASKED_CHARS = 30
_SPEAKS = 0.5  # share of the question's pairs of characters in a notice that speaks of its matter


def word_nothing(
    context: WordContext,
    results: Sequence[ToolResult],
    *,
    missing: Sequence[str] = (),
    topic: str | None = None,
    documents: Sequence[str] = (),
) -> tuple[list[Statement], list[Evidence]]:
    """Return the sentences of an answer that has none, with the evidence they cite beyond that of `results`.

    Args:
        context: question, desk and templates.
        results: what the tools found.
        missing: documents named that are not on file.
        topic: what nothing on file speaks of, where that is known; else it is read from the question.
        documents: whose contacts may be asked.
    """
    say = context.wording.say
    asked = asked_about(context.question.text)
    unheard, topic = topic, without_interrogatives(asked)
    if unheard is not None and not missing:
        head = say("none_topic", topic=unheard)
    elif missing:
        named = missing[0]
        head = say("none_document", title=named.strip("《》")) if "《" in named else say("none_named", name=named)
    elif len(topic) >= 2 and len(asked) <= _ASKED_CHARS:
        head = say("none_topic", topic=topic) if topic == asked else say("none_asked", question=asked)
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
    """Return a question without what only makes it one (吗, 请问, the mark), for repeating it."""
    return default_phrases().trailing.sub("", text.rstrip("?？。！!")).strip(" ，,了？?。！!")


def without_interrogatives(text: str) -> str:
    """Return what a question is about, without its interrogative words (2027年广州目标)."""
    return default_phrases().interrogative.sub("", text).strip(" ，,的了")


def responsible(context: WordContext, documents: Sequence[str]) -> list[Evidence]:
    """Return the contacts of the documents in question, else of the newest document with contacts that fits at all.

    Where several notices are on file, one that does not speak of the matter has nobody to ask about it.
    """
    desk = context.desk
    contacts = [
        c for c in desk.knowledge.contacts if c.document_id in set(documents) and c.phone and (c.organisation or c.name)
    ]
    if not contacts:
        dated = [c for c in desk.knowledge.contacts if c.phone and (c.organisation or c.name)]
        if len({c.document_id for c in dated}) > 1:
            pairs = bigrams(topic_of(desk, context.question))
            speaking = {
                i for i in {c.document_id for c in dated} if len(pairs & desk.pairs_of(i)) >= _SPEAKS * len(pairs)
            }
            dated = [c for c in dated if c.document_id in speaking]
        newest = max((str(desk.meta(c.document_id).published or "") for c in dated), default=None)
        contacts = [c for c in dated if str(desk.meta(c.document_id).published or "") == newest]
    wanted = [
        c for c in contacts if c.organisation and any(o in c.organisation for o in context.question.organisations)
    ]
    return [of_contact(desk, c) for c in (wanted or contacts)[:2]]


def _contact_words(context: WordContext, evidence: Evidence) -> str:
    c = evidence.record
    return context.wording.say(
        "contact_item", organisation=c.organisation or "", name=c.name or "", phone=c.phone or ""
    )
