"""What another document says, where a question asks whether or what one document says and that one says nothing of it.

通知规定多久内启动审核了吗: the notice does not, a rule on file does; both are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.concepts import OTHER_WAY
from bot.matching import bare
from bot.metadata import MetaField, stated
from bot.question import default_phrases
from bot.reading_rules import default_reading_rules
from bot.replies import Reply
from bot.room import Room
from bot.types import Draft, Outcome, Statement
from bot.wording import default_wording, load_yaml

_ASKED_CHARS = 30


@dataclass(frozen=True, kw_only=True)
class SaidPhrases:
    """Patterns; `prompts/said.yaml` says what each is for."""

    opens: re.Pattern[str]
    closes: re.Pattern[str]
    mentions: re.Pattern[str]


@lru_cache(maxsize=1)
def said_phrases() -> SaidPhrases:
    """Return the phrases that ship."""
    data = load_yaml("said.yaml")
    nouns = default_phrases().doc_nouns.pattern
    return SaidPhrases(**{name: re.compile(data[name].replace("{doc}", nouns)) for name in SaidPhrases.__annotations__})


def said_elsewhere(room: Room, part: str, reply: Reply, *, day: date, ask: Callable[[str], Reply | None]) -> Reply:
    """Return that the one document asked about says nothing, and what others say of it; `reply` where it is not so.

    Args:
        room: the records, and what reads and checks them.
        part: the question as asked.
        reply: what it came to.
        day: the day of the answer.
        ask: answers a question that stands alone.
    """
    matter = _matter(part) if reply.draft.outcome is Outcome.NO_ANSWER else None
    searched = {i for r in reply.results for i in r.call.arguments.get("document_ids", ())}
    if matter is None or len(searched) != 1 or len(matter) > _ASKED_CHARS or not room.reader.concepts(matter):
        return reply
    desk = room.desk
    meta = desk.meta(next(iter(searched)))
    named = stated(desk, meta, MetaField.TITLE)
    if named is None:
        return reply
    text = default_wording().say("none_in_document", title=meta.title, asked=matter)
    lead = Statement(text=text, evidence=(named.id,))
    second = None if said_phrases().mentions.search(part) else ask(_asked(part, matter))
    told = second.draft.statements if second is not None and second.draft.outcome is Outcome.ANSWERED else ()
    cited = {second.evidence[i].document_id for s in told for i in s.evidence} if second is not None else set()
    if second is None or not cited or meta.id in cited or not _on(room, matter, second):
        second, told = reply, reply.draft.statements[1:]
    evidence = {**second.evidence, named.id: named}
    draft = Draft(outcome=Outcome.NO_ANSWER, statements=(lead, *told))
    kept = room.verifier.check(draft, evidence, question=part, as_of=day).statements
    if not kept or kept[0] != lead:
        return reply
    return replace(second, question=reply.question, draft=replace(draft, statements=kept), evidence=evidence)


def _on(room: Room, matter: str, second: Reply) -> bool:
    """Say whether an answer is on a matter: asked in words that ask, or one of several words which it says all."""
    if default_reading_rules().interrogative.search(matter) or default_reading_rules().span_of_time.search(matter):
        return True
    words = room.reader.concepts(matter)
    told = bare(room.desk.tokenizer.prepared("".join(s.text for s in second.draft.statements)))
    return len(words) > 1 and all(word.held(told) >= OTHER_WAY for word in words)


def _matter(part: str) -> str | None:
    """Return what a document is asked to say something of (证书管几年); None where none is asked so."""
    phrases = said_phrases()
    said = phrases.opens.search(part) or phrases.closes.search(part)
    matter = said["matter"].strip(" ，,的") if said is not None else ""
    return matter if len(matter) > 1 else None


def _asked(part: str, matter: str) -> str:
    """Return a matter as a question."""
    return matter if default_reading_rules().interrogative.search(matter) else f"{matter}吗"
