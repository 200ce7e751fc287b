"""Make a follow-up stand on its own, from the turns before it, by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.contact_talk import of_another_body, of_contacts_told
from bot.contacts import for_matter
from bot.desk import Desk
from bot.duty_talk import spelt_mandatory
from bot.followups import follow_up, names_list, of_places, subject_words
from bot.other_notice import of_other_notice
from bot.own_city import with_own_city
from bot.planning.phrases import plan_phrases
from bot.pointing import gone_back, of_other_document, of_other_time, pointed_out
from bot.question import Question, default_phrases, read_question, topic_of
from bot.remembered import rows_named
from bot.types import Outcome, Turn
from bot.wording import default_wording
from kb.lexicon_index import GROUP, INDUSTRY, ORGANISATION, REGION
from kb.zh.numerals import parse_integer

_SHORT_CHARS = 14
_NEAR_TURNS = 3
_ALL = re.compile("全[省市国县]")
_MEMBER_CHARS, _LOST_CHARS = 8, 5
_CHOOSE = ("top", "filter")
_OWN_MATTERS = ("contact", "deadline", "list", "smalltalk", "status", "article", "membership")
_PLACES = frozenset({REGION, GROUP})
_SLOTS: tuple[frozenset[str], ...] = (
    _PLACES,
    frozenset({ORGANISATION}),
    frozenset({INDUSTRY}),
    frozenset({"role"}),
)
_COMPARES = re.compile("最|第[一二三四五六七八九十]|超过|不到|不足|高于|低于|以上|以下|平均|一共|合计")
_PENAL = re.compile("会怎|后果|罚|追责|问责")
_OF_SEVERAL = ("个", "座", "些")
_OF_NUMBER = ("〔", "[", "【")
_KIND_OF_FIRM = re.compile("(?:企业|公司|工厂|厂)$")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?|今年|去年|明年|前年")


def follows(text: str) -> bool:
    """Say whether `text` is worded as a follow-up."""
    phrases = default_phrases()
    return (
        phrases.follow_lead.match(text) is not None
        or re.search(r"呢[?？]?$", text) is not None
        or phrases.pronouns.match(text) is not None
        or "里面" in text
    )


def said_again(text: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """Return the question that is to be answered again (第一个问题再说一遍) with the turns it goes on from.

    An earlier question stands alone; what else is said with 再说一遍 (前五名再说一遍) goes on from `history`.  Other
    words come back as they are.
    """
    phrases = default_phrases()
    text, history = gone_back(text, history)
    turns = [t for t in history if t.frame.get("intent") != "smalltalk"]
    again = phrases.again.search(text)
    if again is None or not turns:
        return text, history
    rest = re.sub(r"^(?:把|将|请|那么?|你|您)+|[，,。？?！! ]+$", "", text[: again.start()] + text[again.end() :])
    which = phrases.which_asked.fullmatch(rest)
    if which is None:
        return rest, history
    number = 1 if which["first"] else parse_integer(which["n"]) if which["n"] else len(turns)
    if number is None or not 0 < number <= len(turns):
        return text, history
    return turns[number - 1].question, ()


def spelt_out(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Return `text` without the words of a correction (不对，我问的是…), and with the place that 它 or 该市 means.

    A place is meant where the last turns that name any name one alone; none is put in where the question names one.
    """
    phrases = default_phrases()
    corrected = phrases.correction.match(text)
    if not history:
        return text[corrected.end() :] or text if corrected is not None else text
    if corrected is not None and len(text) > corrected.end():
        text = re.sub("[吧。！!]+$", "", text[corrected.end() :])
        text = text if phrases.question_marks.search(text) else f"{text}呢"
    also = phrases.also_asked.search(text)
    if also is not None and also.start():
        text = f"{text[: also.start()]}呢"
    text = pointed_out(desk, text, history)
    if (place := _place_asked_back(desk, text, history[-1])) is not None:
        return f"{place}{text}"
    if (among := _among_listed(desk, text, history[-1])) is not None:
        return among
    that = phrases.that_place.search(text)
    said = that or phrases.own_city.search(text)
    if that is None and said is not None and text[: said.start()].endswith(_OF_SEVERAL):
        return text  # 这三个市里谁最多
    levels = ("city", "district") if that is not None else ("city",)  # 全市, after a district, is its city
    if said is None or desk.index.find(_ALL.sub("", text) if that is not None else text, kinds=_PLACES):
        return text
    for turn in list(reversed(history))[:_NEAR_TURNS]:
        rows = rows_named(turn)
        if not rows and (turn.frame.get("figure") or {}).get("operation") in _CHOOSE:
            return text  # the one that was chosen: the figures know who
        if rows and that is None and desk.region_level(rows[0]) not in levels:
            return text
        if rows:  # a row need be no place of the lexicon
            return text[: said.start()] + rows[0] + text[said.end() :] if len(rows) == 1 else text
        asked = read_question(desk, turn.question)
        if asked.titles or (turn.frame.get("figure") or {}).get("scope"):
            return text  # 它 may be a document, or one of several
        if asked.regions:
            cities = [name for name in asked.regions if desk.region_level(name) in levels]
            if len(asked.regions) == 1 and cities:
                return text[: said.start()] + desk.short(cities[0]) + text[said.end() :]
            return text
    return text


def _among_listed(desk: Desk, text: str, last: Turn) -> str | None:
    """Return a question for figures of the places that the turn before listed (其中目标最低的) with their names."""
    among = default_phrases().among_them.match(text)
    if among is None or not last.frame.get("list_topic") or desk.index.find(text, kinds=_PLACES):
        return None
    asked = text[among.end() :]
    places = of_places(desk, last) if plan_phrases().numbers.search(asked) or _COMPARES.search(asked) else ""
    return f"{places}中{asked}" if places else None


def _place_asked_back(desk: Desk, text: str, last: Turn) -> str | None:
    """Return the place alone that the turn before named and was asked back about, for what is then asked of it."""
    if last.outcome is not Outcome.CLARIFY or desk.index.find(text, kinds=_PLACES) or len(text) > _SHORT_CHARS:
        return None
    named = desk.index.find(last.question, kinds=_PLACES)
    only = len(named) == 1 and not topic_of(desk, read_question(desk, _YEAR.sub("", last.question)))
    return last.question[named[0].start : named[0].end] if only else None


def asks_of_body(desk: Desk, text: str, history: Sequence[Turn]) -> bool:
    """Say whether a follow-up to a question on contacts asks for those of another body (生态环境厅那边呢)."""
    about_contacts = bool(history) and history[-1].frame.get("intent") == "contact"
    return about_contacts and follows(text) and bool(desk.index.find(text, kinds={ORGANISATION}))


def standalone(desk: Desk, text: str, history: Sequence[Turn], day: date) -> str:
    """Return `text` as a question that can be understood alone; unchanged where it already can."""
    turns = [t for t in history if t.frame.get("intent") not in (None, "smalltalk")]
    if not turns:
        return text
    last = turns[-1]
    phrases = default_phrases()
    if (of_time := of_other_time(desk, text, turns, day)) is not None:
        return of_time
    text = spelt_mandatory(text, turns)
    core = phrases.follow_lead.sub("", text).strip(" ，,?？。")
    core = re.sub(r"(呢|吗)$", "", core) if re.search(r"呢$", core) else core
    worded = follows(text)
    if not worded and len(core) > _SHORT_CHARS and not phrases.missed.fullmatch(core):
        return text
    if (of_document := of_other_document(desk, core, last, day)) is not None:
        return of_document
    if (of_notice := of_other_notice(desk, core, last)) is not None:
        return of_notice
    if last.frame.get("intent") == "contact" and plan_phrases().hours_asked.search(core):
        persons = last.frame.get("persons", ())
        phone = "" if phrases.asks_phone.search(core) else default_wording().say("follow_phone")
        return f"{persons[0]}{core}" if len(persons) == 1 and persons[0] else f"{phone}{core}"
    took = phrases.took_part.search(core)
    named = core[: took.start()] if took is not None else core if worded else ""
    if named and (asked_of_list := _of_list(desk, named, last)) is not None:
        return asked_of_list
    if (of_body := of_contacts_told(desk, core, turns) or of_another_body(desk, core, last)) is not None:
        return of_body
    for turn in reversed(turns):
        replaced = _substitute(desk, core, turn.question, adding=False)
        if replaced is not None:
            return replaced
    whole = [m for m in desk.index.find(core, kinds={REGION}) if m.end - m.start == len(core)]
    replaced = with_own_city(desk.index, last.question, core) if whole else last.question
    if replaced != last.question:
        return replaced  # 惠州, after 我们市还差多少
    added = _substitute(desk, core, last.question, adding=True)
    if added is not None:
        return added
    followed = follow_up(desk, core, turns, worded=worded)
    if followed is not None:
        return followed
    question = read_question(desk, core)
    listed = next((t.frame for t in reversed(turns[-_NEAR_TURNS:]) if t.frame.get("list_topic")), None)
    listed = listed or (last.frame if last.frame.get("near_list") else None)
    plain = not question.shows("obligation") and phrases.binding.fullmatch(core) is None
    member_asked = question.shows("membership") and plain  # 披露有要求吗 and 是强制要求吗 name no member
    if listed is not None and (member_asked or "里面" in text):
        member = _member(desk, core)
        if member and not _own_topic(desk, core.replace(member, "")):
            topic = listed.get("list_topic") or listed["near_list"]
            return default_wording().say("follow_member", member=member, topic=topic)
    if question.shows("contact") and not question.organisations and not question.regions and not question.persons:
        before = read_question(desk, last.question)
        if before.persons and not _own_matter(desk, core, last):
            return f"{before.persons[0]}的{_asked(core)}"
        bodies = _named(desk, last.question, frozenset({ORGANISATION}))
        if phrases.upper.search(core):
            return core  # 省里的电话, after that of a city
        if last.frame.get("intent") == "contact" and not _own_topic(desk, _beside_attributes(_asked(core))):
            found = last.frame.get("contact")  # 肥西县科技局, of which the lexicon may know 科技局
            whose = bodies[0] if bodies and bodies[0] not in (found or "") else found
            return f"{whose}的{_asked(core)}" if whose else core
        return core
    if question.shows("deadline") and not _own_topic(desk, core) and not question.fields:
        before_last = next((t for t in reversed(turns) if t.frame.get("intent") == "deadline"), last)
        topic = subject_words(desk, [before_last])
        usable = len(topic) > 1 and before_last.frame.get("intent") in ("deadline", "policy", "obligation")
        return f"{topic}的{core}" if usable else core
    if worded and last.frame.get("intent") in ("list", "membership") and not question.intents and not question.fields:
        return default_wording().say("follow_list", topic=core)
    if worded and not _own_topic(desk, core) and not question.fields and not question.shows("status"):
        topic = topic_of(desk, read_question(desk, last.question)).replace(" ", "")
        stripped = phrases.pronouns.sub("", core).strip("的")
        return f"{topic}{stripped}" if topic else core
    return core if worded and last.outcome is not Outcome.CLARIFY else text


def _of_list(desk: Desk, core: str, last: Turn) -> str | None:
    """Return whether what a follow-up names stands in the list of the turn before (食品呢, after 造纸在里面吗)."""
    topic, category = last.frame.get("list_topic"), last.frame.get("list_category")
    if default_phrases().ordinal.fullmatch(core) or default_phrases().those.match(core):
        return None  # 第四项呢, 它们要干什么
    if not topic or len(core) > _MEMBER_CHARS or names_list(desk, core):
        return None
    core = _KIND_OF_FIRM.sub("", core) or core  # 陶瓷厂: 陶瓷
    question = read_question(desk, core)
    if question.intents or question.fields or default_phrases().question_marks.search(core):
        return None
    kinds = {m.kind for m in desk.index.find(core, kinds={REGION, INDUSTRY, ORGANISATION, "role"})}
    if not kinds <= {category}:
        return None
    return default_wording().say("follow_member", member=core, topic=topic)


def lost(question: Question, alone: bool, history: Sequence[Turn]) -> bool:
    """Say whether a few words without a matter of their own go on from figures that do not know them (占比多少).

    The turn before was about figures, or found nothing.  What any text says of them would be an answer to another
    question.
    """
    if not alone or not history or len(question.text) > _LOST_CHARS:
        return False
    last = history[-1]
    of_figures = last.frame.get("intent") == "figure" and plan_phrases().numbers.search(question.text) is not None
    if last.outcome is not Outcome.NO_ANSWER and not of_figures:
        return False
    own = any(question.shows(name) for name in _OWN_MATTERS) or question.fields or question.regions
    return not own and not question.industries and not question.roles


def with_topic(desk: Desk, text: str, history: Sequence[Turn]) -> str | None:
    """Return a short question with what the turns before were about in front (要交什么材料, after 怎么申报)."""
    turns = [t for t in history if t.frame.get("intent") not in (None, "smalltalk", "figure")]
    if not turns or len(text) > _SHORT_CHARS or desk.index.find(text, kinds=_PLACES | {ORGANISATION}):
        return None
    if read_question(desk, text).shows("membership"):
        return None  # a text that only says something of the matter would be no yes and no no
    answered = [t for t in turns if t.outcome is Outcome.ANSWERED]
    documents = answered[-1].frame.get("documents", ()) if answered else ()
    if _PENAL.search(text) and any(i in desk.primary for i in documents):
        return None  # 不办会怎样, of a notice that says nothing of it: no penalty of another matter
    topic = subject_words(desk, answered[-_NEAR_TURNS:])
    return f"{topic}{text}" if topic and topic not in text else None


def _substitute(desk: Desk, core: str, before: str, *, adding: bool) -> str | None:
    """Put the names that a follow-up consists of in the place of their like in a question before.

    Where that question has no such names, they are put in front when `adding`, else it is not the one meant.
    """
    rest = core
    names: list[tuple[frozenset[str], str]] = []
    for kinds in _SLOTS:
        matches = desk.index.find(rest, kinds=kinds)
        if matches:
            names.append((kinds, rest[matches[0].start : matches[-1].end]))
            rest = rest[: matches[0].start] + rest[matches[-1].end :]
    years = list(_YEAR.finditer(rest))
    if years:
        rest = _YEAR.sub("", rest)
    rest = re.sub(
        r"[的，,、\s?？]|厅|局|[那这][边位个]|那里|方面|的?(?:时候|那会儿?|那时候?|当时)|就(?:行|好|可以)了?", "", rest
    )
    if rest or not (names or years):
        return None
    result = before
    for kinds, said in names:
        old = desk.index.find(result, kinds=kinds)
        if not old and not adding:
            return None
        result = result[: old[0].start] + said + result[old[-1].end :] if old else f"{said}{result}"
    if years:
        old_year = _YEAR.search(result)
        if old_year is not None and result[: old_year.start()].endswith(_OF_NUMBER):
            return None  # 粤…〔2024〕14号: that of another year has another number
        said = years[0][0]
        if not old_year and not adding:
            return None
        result = _YEAR.sub(said, result, count=1) if old_year else f"{said}{result}"
    return result


def _named(desk: Desk, text: str, kinds: frozenset[str]) -> list[str]:
    """Return what `text` names of these kinds, with a place before it where one stands there."""
    found = []
    for match in desk.index.find(text, kinds=kinds):
        start = match.start - 1 if match.start and text[match.start - 1] in "省市" else match.start
        found.append(text[start : match.end])
    return found


def _member(desk: Desk, core: str) -> str | None:
    matches = desk.index.find(core, kinds={REGION, INDUSTRY})
    if matches:
        return core[matches[0].start : matches[0].end]
    if "有" in core[1:-1] and not re.search("有没有|没有", core):
        return None  # 个人有奖励吗
    words = re.sub(r"在|不在|里面|名单|之列|其中|也|是不是|是否|算不算|属于|包括|吗|么|的|有没有|呢|是", "", core)
    return words if 1 < len(words) <= 8 else None


def _asked(core: str) -> str:
    return re.sub(r"^(他|她|它|其|这个|那个|的)+", "", core)


def _beside_attributes(core: str) -> str:
    """Return what is asked beside the attributes of a contact (地址, 邮箱)."""
    for name, _, pattern in default_phrases().contact_attributes:
        core = pattern.sub("", core).replace(name, "")
    return core


def _own_matter(desk: Desk, core: str, last: Turn) -> bool:
    """Say whether a follow-up names what another contact of the notice is for (平台热线呢, after a person's phone)."""
    held = [c for i in last.frame.get("documents", ()) for c in desk.knowledge.of(i).contacts]
    return _own_topic(desk, _beside_attributes(_asked(core))) and bool(for_matter(desk, held, core))


def _own_topic(desk: Desk, core: str) -> bool:
    question = read_question(desk, core)
    rest = topic_of(desk, question, keep_regions=True).replace(" ", "")
    rest = default_phrases().frequency_words.sub("", default_phrases().when.sub("", rest))
    rest = re.sub("[年月季]?底?之?以?[前内]|左右", "", rest)
    rest = default_phrases().pronouns.sub("", rest)
    return len(rest) > 1
