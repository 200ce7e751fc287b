"""Follow-ups to contacts: those of another body (环保那边呢), the n-th of those told, whose a number was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import Desk
from bot.question import default_phrases
from bot.talk_phrases import talk_phrases
from bot.types import Turn
from bot.wording import default_wording
from kb.lexicon_index import ORGANISATION, REGION
from kb.zh.numerals import parse_integer

_LOCAL = "局"
_NEAR_TURNS = 6


def of_contacts_told(desk: Desk, core: str, turns: Sequence[Turn]) -> str | None:
    """Return the question for one of the contacts that a turn before told, or did not tell; None for other words.

    Args:
        desk: the records.
        core: the follow-up without its leading 那 and trailing 呢.
        turns: the turns before, oldest first.
    """
    told = next((t for t in reversed(turns[-_NEAR_TURNS:]) if t.frame.get("persons")), None)
    if told is None or turns[-1].frame.get("intent") == "metadata":
        body = _nth_issuer(desk, core, turns[-1])
        return default_wording().say("follow_contact", topic=body) if body is not None else None
    persons, say = told.frame["persons"], default_wording().say
    if talk_phrases().whose_number.fullmatch(core):
        return say("follow_person", name=persons[0], asked=say("follow_phone")) if len(persons) == 1 else told.question
    asked_last = turns[-1].frame.get("intent") == "contact"
    nth = talk_phrases().nth_contact.fullmatch(core)
    if nth is not None and (nth["asked"] or asked_last):
        before = dict.fromkeys(name for t in turns[-_NEAR_TURNS:] for name in t.frame.get("persons", ()))
        listed = persons if len(persons) > 1 else list(before)  # of a list its own, else as they were told
        number = 1 if nth["first"] else len(listed) if nth["last"] else parse_integer(nth["n"]) or 0
        named = listed[number - 1] if 0 < number <= len(listed) else None
        return say("follow_person", name=named, asked=nth["asked"] or say("follow_phone")) if named else None
    if asked_last and len(persons) == 1 and talk_phrases().hand_number.fullmatch(core):
        return say("follow_person", name=persons[0], asked=say("follow_phone"))  # 号码发我下
    other = default_phrases().other_person.fullmatch(core)
    if other is None or not (asked_last or other["asked"]):
        return None
    held = [c.name for i in told.frame.get("documents", ()) for c in desk.knowledge.of(i).contacts if c.name]
    others = [name for name in held if name not in persons] or held[-1:]
    return say("follow_person", name=others[0], asked=other["asked"] or say("follow_phone")) if others else None


def _nth_issuer(desk: Desk, core: str, last: Turn) -> str | None:
    """Return the body that a follow-up means by its place (第二个单位的电话) among the issuers just told; else None."""
    nth, documents = talk_phrases().nth_contact.fullmatch(core), last.frame.get("documents", ())
    if nth is None or not nth["asked"] or last.frame.get("intent") != "metadata" or len(documents) != 1:
        return None
    issuers = desk.meta(documents[0]).issuers
    number = 1 if nth["first"] else len(issuers) if nth["last"] else parse_integer(nth["n"]) or 0
    return issuers[number - 1] if len(issuers) > 1 and 0 < number <= len(issuers) else None


def of_another_body(desk: Desk, core: str, last: Turn) -> str | None:
    """Return the question for the contacts of the body that a follow-up consists of; None where it is none.

    Args:
        desk: the records.
        core: the follow-up without its leading 那 and trailing 呢.
        last: the turn before, which has to be about contacts.
    """
    phrases = default_phrases()
    if last.frame.get("intent") != "contact" or desk.index.find(core, kinds={REGION}):
        return None
    if phrases.both_of.fullmatch(core):
        return default_wording().say("follow_contacts")
    if "还是" in core and desk.index.find(core, kinds={ORGANISATION}):
        return last.question  # 打工信厅还是环境厅: both, as before
    said = phrases.body_words.sub("", core)
    named = desk.index.find(said, kinds={ORGANISATION})
    if any(m.end - m.start == len(said) for m in named):
        body: str | None = said
    elif phrases.upper.search(core) and not said.strip("省厅级"):  # 省厅的呢, after 东莞市生态环境局
        before = desk.index.find(last.question, kinds={ORGANISATION})
        body = held_body(desk, before[-1].canonical.removesuffix(_LOCAL)) if before else None
        return default_wording().say("follow_contact", topic=body or core.rstrip("的"))
    else:
        body = held_body(desk, said)
    return default_wording().say("follow_contact", topic=body) if body is not None else None


def held_body(desk: Desk, words: str) -> str | None:
    """Return the one body with contacts on file that goes by a name which `words` stand in (环保: 环保厅)."""
    if len(words) < 2:
        return None
    found = {}
    for held in {c.organisation for c in desk.knowledge.contacts if c.organisation and (c.name or c.phone)}:
        named = {m.canonical for m in desk.index.find(held, kinds={ORGANISATION})}
        forms = (held, *(form for o in desk.lexicon.organisations if o.name in named for form in o.forms))
        if any(words.removeprefix("省") in form for form in forms):
            found[held] = True
    return next(iter(found)) if len(found) == 1 else None
