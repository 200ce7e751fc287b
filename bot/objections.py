"""What objects to an answer or asks about the answer itself (我记得是193, 你说的是哪一年的), spelled out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.asked_of_told import asked_of_told
from bot.desk import Desk
from bot.followups import subject_words
from bot.talk_phrases import talk_phrases
from bot.types import Outcome, Turn
from bot.wording import default_wording
from kb.lexicon_index import INDUSTRY, ORGANISATION, REGION
from kb.zh.dates import find_times

_NEAR_TURNS = 3
_CLAIM_CHARS = 14
_WHO = re.compile("^(?:他|她|它|这|那|其|是|在|应该|好像|的)+")
_ATTACHMENT = re.compile(r"附(?:件|表)\s*[\d一二三四五六七八九十]*")
_BODY = re.compile("[一-龥]{1,12}(?:厅|局|委|部|处|科|中心|办|院|所)")
_PHONE = re.compile(r"\d[\d-]{6,}")
_NUMBER = re.compile(r"(?:大概|大约|约|有|是)*(?P<number>\d+(?:\.\d+)?)(?P<unit>[%％]|(?![月日号年])[一-龥]{0,3})")
_AMOUNT = re.compile("(?:多少|几)(?:万元|[元钱万家个天人场次年月分倍吨名台项%])?")
_WHEN = re.compile(
    "(?:最[晚迟])?(?:在)?(?:什么时候|啥时候|何时|哪一?天|几月几[号日]|几号|哪个?月)(?:之?前)?(?:要|得|应当?)?"
)
_IS_THERE = re.compile("^(?:明明|应该|应当|好像|不是|还|也|都|就|是|有|包括|在)+")
_SUM = re.compile(
    r"(?:是|要|得|会|罚|最[高低多少]|起步)*[\d一二两三四五六七八九十百千.]+[万亿]元?(?:罚款)?"
    r"(?:(?:起步?|以上)?[,，]?(?:到|至|-|—|~)?(?:最高|封顶)?[\d一二两三四五六七八九十百千.]+[万亿]元?)?(?:以上|以下|以内|封顶|起步|起|的?罚款)*"
)
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
    if of_figures and phrases.about_note.fullmatch(plain) and (table := _table_of(desk, last)) is not None:
        return default_wording().say("follow_note", table=table)
    if last.frame.get("intent") == "metadata" and phrases.since_then.fullmatch(plain):
        return default_wording().say("follow_since_issue")
    if last.frame.get("intent") in _DATED and phrases.since_then.fullmatch(plain):
        return default_wording().say("follow_since")
    if of_figures and phrases.about_table.fullmatch(plain):
        return default_wording().say("follow_source")
    if last.frame.get("intent") in ("duty", "article", "policy") and phrases.none_of_those.fullmatch(plain):
        mandatory = phrases.mandatory.search("".join(t.question for t in turns[-_NEAR_TURNS:])) is not None
        return default_wording().say("follow_voluntary") if mandatory else text
    if of_figures and (said := phrases.concludes.fullmatch(plain)) is not None:
        return default_wording().say("follow_claim", who=said["what"], said=said["said"].rstrip("咯喽啦嘛呗吧了吗"))
    if (of_told := asked_of_told(desk, plain, turns)) is not None:
        return of_told
    return _claimed(desk, plain, turns, questioned=text.rstrip()[-1] in "？?") or text


def _table_of(desk: Desk, turn: Turn) -> str | None:
    """Return the heading of the table that the figures of a turn stand in, where it has a note; else None."""
    measures = (turn.frame.get("figure") or {}).get("measures", ())
    column = str(measures[0]["column"]) if measures else ""
    held = (t for t in desk.knowledge.tables if t.note and column.startswith(f"{t.id}#"))
    table = next(held, None)
    if table is None:
        return None
    numbered = next((m[0] for p in reversed(table.section_path) if (m := _ATTACHMENT.match(p)) is not None), None)
    return numbered or table.title


def _claimed(desk: Desk, plain: str, turns: Sequence[Turn], *, questioned: bool) -> str | None:
    """Return what an objection puts in the place of what was told, as a question of its own; None where it is none."""
    phrases = talk_phrases()
    rest = phrases.supposes.sub("", phrases.objects.sub("", plain))
    denied = phrases.denied_question.fullmatch(rest) or phrases.claimed_person.fullmatch(rest)
    bare = questioned and _NUMBER.fullmatch(rest) is not None  # 20万？
    if denied is None and rest == plain and not bare:
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
        if _PHONE.fullmatch(rest):
            return say("follow_phone_claim", who=persons[0], said=rest)
        body = rest.removesuffix("的")
        bodies = desk.index.find(body, kinds={ORGANISATION})
        if _BODY.fullmatch(body) or (bodies and bodies[-1].end == len(body)):
            return say("follow_claim", who=persons[0], said=f"{body}的")
    number = _NUMBER.fullmatch(rest)
    if number is not None and last.frame.get("figure"):
        return say("follow_number_claim", said=number["number"] + number["unit"])
    if number is not None and last.outcome is Outcome.ANSWERED and _AMOUNT.search(last.question):
        return _AMOUNT.sub(number["number"] + number["unit"], last.question, count=1).rstrip("？?") + "吗"
    if _SUM.fullmatch(rest) and not last.frame.get("figure") and _told_sum(desk, last):
        return last.question  # 20万到100万, after what a law sets: what it says stands, be it another sum
    if (member := _member_claimed(desk, rest, last)) is not None:
        return member
    dated = next((t for t in reversed(turns[-_NEAR_TURNS:]) if t.frame.get("intent") in _DATED), None)
    times = find_times(rest, year=2000)
    if dated is not None and times and times[0].start == 0:
        rest = rest.removesuffix("前").removesuffix("之")
        when = _WHEN.search(dated.question)
        if when is not None:
            return f"{dated.question[: when.start()]}是{rest}前{dated.question[when.end() :].rstrip('？?呢')}吗"
        topic = subject_words(desk, [dated])
        return say("follow_claim", who=topic, said=rest) if topic else None
    return None


def _told_sum(desk: Desk, last: Turn) -> bool:
    """Say whether the turn before quoted a sum of money."""
    told = last.frame.get("told") if last.outcome is Outcome.ANSWERED else None
    if not told:
        return False
    document_id, start, end = told
    return "元" in (desk.text_of(document_id) or "")[start:end]


def _member_claimed(desk: Desk, rest: str, last: Turn) -> str | None:
    """Return whether a place or industry that is put against a list just told (明明是中山) stands in it."""
    topic, said = last.frame.get("list_topic"), _IS_THERE.sub("", rest)
    named = desk.index.find(said, kinds={REGION, INDUSTRY})
    if not topic or len(named) != 1 or named[0].end - named[0].start != len(said):
        return None
    return default_wording().say("follow_member", member=said, topic=topic)
