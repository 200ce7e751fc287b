"""Follow-ups that say what they want of the turn before: its source, one of its items, who, when, why, and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk
from bot.duty_talk import duty_followed
from bot.lists import heading
from bot.planning.phrases import plan_phrases
from bot.question import default_intents, default_phrases, read_question, topic_of
from bot.types import Outcome, Turn
from bot.wording import default_wording
from kb.lexicon_index import INDUSTRY, REGION
from kb.zh.numerals import parse_integer

_FEW_CHARS = 2
_EVERY = re.compile("[每各](?:一?个|半)?(?:季度|月份?|年度?|周|星期|次|季)|一年|一次")  # how often is no matter
_ATTACHMENTS = "附件"
_ATTACHMENT = re.compile(r"附(?:件|表)\s*[\d一二三四五六七八九]+")
_NEAR = 3
_RECENT = 6  # a deadline spoken of so many turns before may be the one that is missed
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WHO_DOES = re.compile(r"谁来?(?:办|做|管|搞|干)")
_ASKING_TAIL = re.compile(r"(?:不得|不能|禁止|严禁|鼓励|可以|允许|应当|应该|需要|必须|要|该)[^，。]*$")


def follow_up(desk: Desk, core: str, turns: Sequence[Turn], *, worded: bool) -> str | None:
    """Return the standalone question that `core` stands for after `turns`; None where it is no such follow-up.

    Args:
        desk: the records.
        core: the follow-up without its leading 那 and trailing 呢.
        turns: the turns before, oldest first; at least one.
        worded: whether it is worded as a follow-up.
    """
    phrases = default_phrases()
    answered = [t for t in turns if t.outcome is not Outcome.NO_ANSWER] or list(turns)
    last = answered[-1]
    plain = core.strip("?？ ")
    of_status = last.frame.get("intent") == "status" and phrases.since.fullmatch(plain)
    of_person = last.frame.get("intent") == "contact" and phrases.of_contact.fullmatch(plain)
    again = (phrases.source, phrases.verbatim, phrases.plainer, phrases.doubted)
    if of_status or of_person or any(way.fullmatch(plain) for way in again):
        return last.question
    concerned = phrases.concerns.fullmatch(plain)
    if concerned is not None:
        who = next((m.canonical for m in desk.index.find(concerned["who"], kinds={INDUSTRY})), "")
        return default_wording().say("follow_concerns", who=who)
    if worded and phrases.more.fullmatch(plain) and last.frame.get("intent") not in ("figure", "smalltalk"):
        return last.question
    inside = phrases.inside.match(plain)
    part = _ATTACHMENT.search(last.question)
    if inside is not None and part is not None and plain[inside.end() :]:
        return f"{part[0]}里{plain[inside.end() :]}"  # 里面佛山是多少, after 附件2是什么
    other = _ATTACHMENT.match(plain)
    if other is not None and part is not None and len(plain) - other.end() <= _FEW_CHARS:
        return f"{last.question[: part.start()]}{other[0]}{last.question[part.end() :]}"
    of_figures = last.frame.get("intent") == "figure" and plan_phrases().numbers.search(plain) is not None
    of_text = inside is not None and len(plain) - inside.end() > _FEW_CHARS and not of_figures
    if inside is not None and of_text and len(desk.primary) == 1 and _of_primary(desk, last):
        return plain[inside.end() :]  # the one notice is meant where no other text is
    if inside is not None and of_text and (title := _spoken_of(desk, last)):
        return default_wording().say("follow_inside", title=title, asked=plain[inside.end() :])
    dated = next((t for t in reversed(answered[-_RECENT:]) if t.frame.get("intent") == "deadline"), None)
    of_notice = last.frame.get("intent") in ("policy", "obligation") and _of_primary(desk, last)
    if (dated is not None or of_notice) and phrases.missed.fullmatch(plain):
        return _missed(desk, dated if dated is not None and not of_notice else last, plain)
    back = phrases.back.search(plain)
    if back is not None:
        return _looking_back(desk, plain[: back.start()] + plain[back.end() :], answered)
    if phrases.outline.fullmatch(plain) and last.frame.get("documents"):
        return default_wording().say("follow_outline", asked=plain)
    if _ATTACHMENT.fullmatch(plain):
        return default_wording().say("follow_attachment", attachment=plain)
    ordinal = phrases.ordinal.fullmatch(plain)
    number = parse_integer(ordinal["n"]) if ordinal is not None and ordinal["n"] else None
    if number is not None and last.frame.get("intent") == "metadata" and _ATTACHMENTS in last.question:
        return default_wording().say("follow_attachment", attachment=f"{_ATTACHMENTS}{number}")
    if ordinal is not None:
        return _item(desk, ordinal["n"], answered)
    listed_before = last.frame.get("list_topic")
    if listed_before and phrases.why.search(plain) and (names := desk.index.find(plain, kinds={REGION, INDUSTRY})):
        member = plain[names[0].start : names[-1].end]  # 广州为什么没有: that it is not named is all there is
        return default_wording().say("follow_member", member=member, topic=str(listed_before))
    those = phrases.those.match(plain)
    listed = next((t for t in reversed(answered) if t.frame.get("list_topic")), None)
    each = listed is not None and listed in answered[-_NEAR:] and phrases.each_of.search(plain) is not None
    if each and listed is not None and plan_phrases().numbers.search(plain) and (of_each := of_places(desk, listed)):
        return f"{of_each}{plain}"  # 2024年目标分别多少, after 试点城市有哪些
    if listed is not None and listed is last and phrases.all_of.fullmatch(_without_topic(plain, listed)):
        return default_wording().say("follow_list", topic=_listed_as(listed))
    if those is not None and listed is not None and plain[those.end() :]:
        places = of_places(desk, listed)
        if places and plan_phrases().numbers.search(plain[those.end() :]):
            return f"{places}{plain[those.end() :]}"
        return f"{_listed_as(listed)}{plain[those.end() :]}"
    if (of_duty := duty_followed(plain, answered, asking=worded)) is not None:
        return of_duty
    if last.frame.get("intent") == "duty":
        return None
    duty = next((t for t in reversed(answered[-2:]) if t.frame.get("intent") in ("obligation", "policy")), None)
    for name, pattern in (("follow_binding", phrases.binding), ("follow_content", phrases.content)):
        if duty is not None and pattern.fullmatch(plain) and (topic := subject_words(desk, answered)):
            return default_wording().say(name, topic=topic)
    if not phrases.bare.sub("", plain):
        topic = subject_words(desk, answered)
        return f"{topic}{_WHO_DOES.sub(default_wording().say('follow_who'), plain)}" if topic else None
    return _same_kind(desk, plain, last) if worded else None


def _without_topic(plain: str, listed: Turn) -> str:
    """Return what is asked of the list just spoken of without its name (试点的都有谁)."""
    topic = str(listed.frame["list_topic"])
    return plain[len(topic) :].removeprefix("的") if topic and plain.startswith(topic) else plain


def _listed_as(turn: Turn) -> str:
    """Return what the list of a turn is called, with the noun of its kind (重点行业, not 重点)."""
    noun = default_wording().say(f"noun_{turn.frame.get('list_category', 'other')}")
    topic = str(turn.frame["list_topic"]).replace(" ", "")
    return f"{topic}{'' if topic.endswith(noun) or noun == default_wording().say('noun_other') else noun}"


def of_places(desk: Desk, listed: Turn) -> str:
    """Return the items of a list of places, strung together; nothing for a list of other things."""
    items = listed.frame.get("items", ())
    return "、".join(items) if all(desk.index.find(item, kinds={REGION}) for item in items) else ""


def names_list(desk: Desk, words: str) -> bool:
    """Say whether words name what is listed somewhere (试点城市, 重点行业), not something that may stand in a list."""
    if any(pattern.search(words) for _, pattern in plan_phrases().categories):
        return True
    return any(words in named.topic for named in desk.knowledge.lists) or any(
        heading(section) == words for section in desk.knowledge.sections
    )


def subject_words(desk: Desk, turns: Sequence[Turn]) -> str:
    """Return what the last turn that names something was about, in a few words."""
    phrases = default_phrases()
    for turn in reversed(turns):
        asked = plan_phrases().asks_strength.sub(" ", turn.question)  # 培训有没有硬性要求: of 培训
        if turn.frame.get("intent") in ("contact", "metadata", "status", "article", "figure"):
            continue
        topic = topic_of(desk, read_question(desk, _EVERY.sub(" ", asked)))
        words = [
            w
            for part in topic.split()
            for w, _, _ in desk.tokenizer.words(part)
            if w not in phrases.idle and len(w) > 1
        ]
        named = "".join(w for w in words if phrases.bare.sub("", w))
        if len(named) > 1:
            return named
    return ""


def _looking_back(desk: Desk, rest: str, turns: Sequence[Turn]) -> str | None:
    """Return a question on something asked before (上一个问题里说的那个期限还有几天)."""
    asked = read_question(desk, rest)
    intent = next((i for i in ("deadline", "contact", "list") if asked.shows(i)), None)
    meant = next((t for t in reversed(turns) if t.frame.get("intent") == intent), turns[-1])
    topic = subject_words(desk, [meant])
    return f"{topic}的{rest.lstrip('的')}" if topic else None


def _item(desk: Desk, numeral: str | None, turns: Sequence[Turn]) -> str | None:
    """Return a question on the n-th thing of the list shown last, or on its last thing where no number is said."""
    frame = next((t.frame for t in reversed(turns) if t.frame.get("items")), None)
    items = frame["items"] if frame is not None else ()
    number = parse_integer(numeral) if numeral is not None else len(items)
    if frame is None or number is None or not 1 <= number <= len(items):
        return None
    topic = str(frame.get("list_topic", ""))
    if any(heading(section) == topic for section in desk.knowledge.sections):
        return default_wording().say("follow_item", topic=topic, number=str(number))
    if frame.get("list_category") in (REGION, INDUSTRY) and topic:
        return default_wording().say("follow_member", member=items[number - 1], topic=topic)
    return f"{items[number - 1]}是什么"


def _of_primary(desk: Desk, last: Turn) -> bool:
    return any(i in desk.primary for i in last.frame.get("documents", ()))


def _missed(desk: Desk, last: Turn, asked: str) -> str | None:
    """Return a question on what follows from missing a deadline, asked of the document that sets it."""
    topic, title = subject_words(desk, [last]), _spoken_of(desk, last)
    return default_wording().say("follow_missed", title=title, topic=topic, asked=asked) if title else None


def _spoken_of(desk: Desk, last: Turn) -> str | None:
    """Return the title of the document that a turn was answered from, without the mark of a digest."""
    first = next((i for i in last.frame.get("documents", ()) if i in desk.knowledge.metas), None)
    instead = desk.knowledge.named(desk.meta(first).repealed_by or "") if first and _of_status(last) else []
    first = instead[0].id if instead else first  # of a law that no longer holds, the one that took its place
    return re.sub(r"（[^（）]*摘编）$", "", desk.meta(first).title) if first is not None else None


def _of_status(last: Turn) -> bool:
    return last.frame.get("intent") == "status"


def _same_kind(desk: Desk, plain: str, last: Turn) -> str | None:
    """Return the question before asked of something else (市级审核呢 after 县级申报什么时候)."""
    asked = read_question(desk, plain)
    if asked.intents or asked.fields or default_phrases().question_marks.search(plain):
        return None
    say = default_wording().say
    if (of_role := _of_role(desk, plain, last)) is not None:
        return of_role
    strength = next((name for name, p in plan_phrases().strengths if p.fullmatch(plain.removesuffix("的"))), None)
    if strength is not None and last.frame.get("intent") in ("obligation", "policy", "list"):
        return say("follow_strength", strength=strength)  # 那不允许的呢, after 鼓励什么
    match last.frame.get("intent"):
        case "metadata" if (of_other := _of_other_document(desk, plain, last)) is not None:
            return of_other
        case "deadline":
            return say("follow_deadline", topic=plain.removesuffix("的"))
        case "contact" if asked.persons:
            return say("follow_person", name=asked.persons[0], asked=say("follow_phone"))
        case "contact" if not asked.years:  # 顺便问下韶关2024年目标: of figures
            return say("follow_contact", topic=plain.removesuffix("的"))
        case "obligation":
            tail = _ASKING_TAIL.search(last.question)
            said = any(p.search(plain) for _, p in plan_phrases().strengths)
            return f"{plain}{tail[0]}" if tail and not said else None
        case _:
            return None


def _of_other_document(desk: Desk, plain: str, last: Turn) -> str | None:
    """Return what was asked of one document asked of the other that a follow-up names (山东那份通知呢, 2025年的呢)."""
    fields = read_question(desk, last.question).fields
    field = next((p.search(last.question) for f, p in default_intents().fields if f in fields), None)
    places = desk.index.find(plain, kinds={REGION})
    nouns = default_phrases().doc_nouns
    if field is None or not (places or _YEAR.search(plain) or nouns.search(plain)):
        return None
    asked = re.sub(rf"^(?:{default_phrases().means_notice.pattern})(?:的|是)?", "", field[0])
    named = plain.removesuffix("的")
    named = named if nouns.search(named) else f"{named}的{default_wording().say('doc_notice')}"
    return default_wording().say("follow_metadata", document=named, asked=asked)


def _of_role(desk: Desk, plain: str, last: Turn) -> str | None:
    """Return the question before asked of those that a follow-up names with a word beside (民营的大集团呢)."""
    new, old = (desk.index.find(text, kinds={"role"}) for text in (plain, last.question))
    if not new or not old or new[-1].end != len(plain) or last.frame.get("intent") not in ("obligation", "policy"):
        return None
    return last.question[: old[0].start] + plain + last.question[old[-1].end :]
