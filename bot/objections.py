"""What objects to an answer or asks about the answer itself (我记得是193, 你说的是哪一年的), spelled out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk
from bot.followups import subject_words
from bot.talk_phrases import talk_phrases
from bot.types import Outcome, Turn
from bot.wording import default_wording
from kb.lexicon_index import ORGANISATION
from kb.zh.dates import find_times

_NEAR_TURNS = 3
_CLAIM_CHARS = 14
_WHO = re.compile("^(?:他|她|它|这|那|其|是|在|应该|好像|的)+")
_PHONE = re.compile(r"\d[\d-]{6,}")
_NUMBER = re.compile(r"(?:大概|大约|约|有|是)*(?P<number>\d+(?:\.\d+)?)(?P<unit>[%家个项户万元吨名人次]*)")
_DATED = frozenset({"deadline", "obligation", "policy"})


def objected(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Return the question that `text` comes to as an objection to, or about, the answer before; else `text`.

    Another number, day or body than the answer told is asked as a claim, so that it is denied or confirmed; a question
    about the answer itself (哪一年的, 什么口径) asks the question before again, whose answer says so.
    """
    turns = [t for t in history if t.frame.get("intent") not in (None, "smalltalk")]
    if not turns or not text:
        return text
    phrases, last = talk_phrases(), turns[-1]
    plain = text.strip(" ，,?？。!！")
    of_figures = last.frame.get("intent") == "figure"
    if of_figures and (phrases.about_answer.fullmatch(plain) or phrases.which_meant.fullmatch(plain)):
        return last.question
    if of_figures and phrases.about_table.fullmatch(plain):
        return default_wording().say("follow_source")
    if last.frame.get("intent") in ("duty", "article", "policy") and phrases.none_of_those.fullmatch(plain):
        mandatory = phrases.mandatory.search("".join(t.question for t in turns[-_NEAR_TURNS:])) is not None
        return default_wording().say("follow_voluntary") if mandatory else text
    if of_figures and (said := phrases.concludes.fullmatch(plain)) is not None:
        return default_wording().say("follow_claim", who=said["what"], said=said["said"].rstrip("咯喽啦嘛呗吧了吗"))
    return _claimed(desk, plain, turns) or text


def _claimed(desk: Desk, plain: str, turns: Sequence[Turn]) -> str | None:
    """Return what an objection puts in the place of what was told, as a question of its own; None where it is none."""
    phrases = talk_phrases()
    rest = phrases.supposes.sub("", phrases.objects.sub("", plain))
    denied = phrases.denied_question.fullmatch(rest)
    if denied is None and rest == plain:
        return None
    rest = denied["said"] if denied is not None else phrases.tag.sub("", rest)
    rest = _WHO.sub("", rest).strip(" ，,") if rest else rest
    if not rest or len(rest) > _CLAIM_CHARS:
        return None
    say = default_wording().say
    last = turns[-1]
    told = (t.frame["persons"] for t in reversed(turns[-_NEAR_TURNS:]) if t.frame.get("persons"))
    persons: Sequence[str] = next(told, [])
    of_person = last.frame.get("intent") == "contact" or last.outcome is Outcome.NO_ANSWER
    if len(persons) == 1 and of_person:
        bodies = desk.index.find(rest, kinds={ORGANISATION})
        if _PHONE.fullmatch(rest):
            return say("follow_phone_claim", who=persons[0], said=rest)
        body = rest.removesuffix("的")
        if bodies and bodies[-1].end == len(body):
            return say("follow_claim", who=persons[0], said=f"{body}的")
    number = _NUMBER.fullmatch(rest)
    if number is not None and last.frame.get("figure"):
        return say("follow_number_claim", said=number["number"] + number["unit"])
    dated = next((t for t in reversed(turns[-_NEAR_TURNS:]) if t.frame.get("intent") in _DATED), None)
    times = find_times(rest, year=2000)
    if dated is not None and times and times[0].start == 0:
        topic = subject_words(desk, [dated])
        return say("follow_claim", who=topic, said=rest) if topic else None
    return None
