"""Follow-ups that what was just told answers: a doubt of it, whether it holds one more, the time between its days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk
from bot.followups import subject_words
from bot.metadata import MetaField
from bot.question import default_phrases, read_question
from bot.talk_phrases import talk_phrases
from bot.types import Outcome, Turn
from bot.wording import default_wording

_NEAR_TURNS = 4
_OF_TEXTS = frozenset({"policy", "obligation", "article", "duty", "deadline"})
_PAIR = 2
_LEFT = re.compile("留|给")
_BODY = re.compile("(?:公司|企业|单位|机构|厂家?|店|人)$")


def asked_of_told(desk: Desk, plain: str, turns: Sequence[Turn]) -> str | None:
    """Return the question whose answer settles what is said of the turn before; None where none does.

    Args:
        desk: the records.
        plain: what is said, without marks at its ends.
        turns: the turns before, oldest first; at least one.
    """
    phrases, last = talk_phrases(), turns[-1]
    if (
        last.outcome is Outcome.ANSWERED
        and last.frame.get("intent") == "status"
        and phrases.status_disputed.match(plain)
    ):
        return last.question
    if (told := _told(desk, last)) is not None:
        if phrases.others_do.match(plain):
            return last.question
        listed = last.frame.get("list_topic") or last.frame.get("near_list")  # which tell who stands in them
        if not listed and _holds_member(plain, told):
            return last.question
    if _means(desk, plain, last, told):
        return last.question
    return _span(desk, plain, turns)


def _told(desk: Desk, last: Turn) -> str | None:
    """Return the text that the turn before was answered from; None where it told none."""
    told = last.frame.get("told") if last.outcome is Outcome.ANSWERED else None
    if not told or last.frame.get("intent") not in _OF_TEXTS:
        return None
    document_id, start, end = told
    return (desk.text_of(document_id) or "")[start:end]


def _holds_member(plain: str, told: str) -> bool:
    """Say whether it is asked if something is among what was told (我们咨询公司的人也算在里面吗) that stands there."""
    said = talk_phrases().told_member.fullmatch(plain)
    if said is None:
        return False
    who = said["who"] or said["other"]
    name = _BODY.sub("", who) or who
    return len(name) >= _PAIR and name in told


def _means(desk: Desk, plain: str, last: Turn, told: str | None) -> bool:
    """Say whether it is asked if what was told means something (意思是我得申请才看得到) that it speaks of."""
    said = talk_phrases().meaning_that.match(plain)
    if said is None or last.outcome is not Outcome.ANSWERED:
        return False
    if last.frame.get("intent") == "metadata":
        return True
    idle = default_phrases().idle
    words = [w for w, _, _ in desk.tokenizer.words(said["said"]) if len(w) >= _PAIR and w not in idle]
    return told is not None and bool(words) and all(w in told for w in words)


def _span(desk: Desk, plain: str, turns: Sequence[Turn]) -> str | None:
    """Return how long it is from the day a document was issued to the deadline spoken of; None for other words."""
    phrases, near = talk_phrases(), turns[-_NEAR_TURNS:]
    issued = next((t for t in reversed(near) if _asks_issue(desk, t)), None)
    if issued is None and _LEFT.search(plain) and turns[-1].frame.get("intent") == "deadline":
        issued = turns[-1]  # 给各市留了多久: from the day of the notice
    if issued is None:
        return None
    notice = _named(desk, issued)
    if turns[-1] is issued and (till := phrases.till_day.match(plain)) is not None and re.search(r"\d", till["rest"]):
        return default_wording().say("follow_till", document=notice, till=till["rest"])
    due = next((t for t in reversed(near) if t.frame.get("intent") == "deadline"), None)
    if due is None or phrases.span_between.fullmatch(plain) is None:
        return None
    topic = subject_words(desk, [due])
    return default_wording().say("follow_span", document=notice, topic=topic) if topic else None


def _asks_issue(desk: Desk, turn: Turn) -> bool:
    of_document = turn.frame.get("intent") == "metadata" and turn.outcome is Outcome.ANSWERED
    return of_document and MetaField.PUBLISHED in read_question(desk, turn.question).fields


def _named(desk: Desk, turn: Turn) -> str:
    """Return what the document of a turn is called in a question: 通知 where only one is on file."""
    held = [i for i in turn.frame.get("documents", ()) if i in desk.knowledge.metas]
    alone = not held or (held[0] in desk.primary and len(desk.primary) == 1)
    return default_wording().say("doc_notice") if alone else f"《{desk.meta(held[0]).title}》"
