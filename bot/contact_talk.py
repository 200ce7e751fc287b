"""Follow-ups to contacts that ask for those of another body (那省里的呢，省工信厅; 环保那边呢)."""

from __future__ import annotations

from bot.desk import Desk
from bot.question import default_phrases
from bot.types import Turn
from bot.wording import default_wording
from kb.lexicon_index import ORGANISATION, REGION

_LOCAL = "局"


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
    for held in {c.organisation for c in desk.knowledge.contacts if c.organisation}:
        named = {m.canonical for m in desk.index.find(held, kinds={ORGANISATION})}
        forms = (held, *(form for o in desk.lexicon.organisations if o.name in named for form in o.forms))
        if any(words.removeprefix("省") in form for form in forms):
            found[held] = True
    return next(iter(found)) if len(found) == 1 else None
