"""Enumerations asked for, and whether something stands in one."""

from __future__ import annotations

import re

from bot.figures.query import Operation
from bot.lists import (
    Enumeration,
    best_list,
    best_section,
    headed,
    heading,
    item_meant,
    item_named,
    listed_sections,
    sentence_around,
)
from bot.matching import covered
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.planning.stated import content_words
from bot.question import Question, default_phrases, topic_of
from bot.types import ToolCall
from kb.lexicon_index import INDUSTRY, REGION

_LISTED = 0.62
_SAID = 0.5
_SURE = 0.8
_OURSELVES = re.compile("[我咱俺]们?(?:这?[厂司家行])?")
_OF_ROWS = (Operation.FILTER, Operation.TOP, Operation.RANK)  # 目标下降的有哪些城市


def plan_membership(asked: Asked) -> list[ToolCall] | None:
    """Return the call that says whether a place or an industry stands in a list."""
    if (supposed := _supposed_member(asked)) is not None:
        return supposed
    timed = asked.question.shows("deadline") and default_phrases().when.search(asked.text) is not None
    if not asked.question.shows("membership") or timed or plan_phrases().tasks_asked.search(asked.text):
        return None
    if _of_figures(asked, Operation.COMPARE):
        return None  # 目标珠海是不是超过深圳
    desk, text, ids = asked.desk, asked.text, asked.ids()
    matches = desk.index.find(text, kinds={REGION, INDUSTRY})
    if not matches:
        return _named_member(asked)
    member = matches[0]
    same = [m for m in matches if m.kind == member.kind]
    rest = text
    for match in reversed(same):
        rest = rest[: match.start] + rest[match.end :]
    named = [part for part in rest.split("，") if any(kind.search(part) for _, kind in plan_phrases().categories)]
    rest = "，".join(named) or rest  # 客户是做食品的，问重点行业里有没有他们这行
    whole = topic_of(desk, Question(text=plan_phrases().list_words.sub(" ", rest)))
    topic = _without_categories(whole).strip() or whole
    category: str | None = "region" if member.kind == REGION else "industry"
    if not topic:
        return None
    kinds = dict.fromkeys((category, None))
    for said in dict.fromkeys((topic, _in_plain_words(asked, topic))):
        topic = said
        lists = {c: best_list(asked.context, topic, category=c, document_ids=ids) for c in kinds}
        category = next((c for c, found in lists.items() if found is not None), "")
        if category != "":
            break
    if category == "" or _has_other(asked, lists[category]):
        return None
    names = [desk.short(m.canonical) if m.kind == REGION else text[m.start : m.end] for m in same]
    name = "、".join(dict.fromkeys(names))
    return [call("find_lists", topic=topic, category=category, member=name, document_ids=list(ids))]


def _in_plain_words(asked: Asked, topic: str) -> str:
    """Return a topic with what the lexicon knows by another name in its plain words (技改: 技术改造)."""
    for match in reversed(asked.desk.index.find(topic, kinds={"action"})):
        plain = next(iter(asked.desk.forms.get(match.canonical, ())), match.canonical)
        topic = topic[: match.start] + plain + topic[match.end :]
    return topic


def _supposed_member(asked: Asked) -> list[ToolCall] | None:
    """Return the call that says that a place is none of a list as one of which it is spoken of (广州作为试点市…)."""
    said = plan_phrases().as_member.search(asked.text)
    places = asked.desk.index.find(asked.text, kinds={REGION}) if said is not None else []
    if said is None or len(places) != 1:
        return None
    topic = topic_of(asked.desk, Question(text=plan_phrases().list_words.sub(" ", said["list"])))
    found = best_list(asked.context, topic, category="region", document_ids=asked.ids()) if topic else None
    name = asked.desk.short(places[0].canonical)
    if found is None or found.named is None or any(name in item for item in found.named.items):
        return None
    return [call("find_lists", topic=topic, category="region", member=name, document_ids=list(asked.ids()))]


def _has_other(asked: Asked, found: Enumeration | None) -> bool:
    """Say whether it is asked if someone has something (有补贴吗) of which the sentence of the list says nothing."""
    said = plan_phrases().has.search(asked.text)
    if said is None or found is None or found.named is None:
        return False
    if asked.desk.index.find(said["what"], kinds={REGION, INDUSTRY}):
        return False  # 试点有珠海吗 asks of the list itself
    if not plan_phrases().list_words.sub("", said["what"]).strip() or _OURSELVES.fullmatch(said["what"]):
        return False  # 有没有我们这行
    named = found.named
    text = asked.desk.text_of(named.document_id) or ""
    return covered(said["what"], named.topic + sentence_around(text, named.start, named.end)) < _SAID


def _named_member(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what is asked of a list in so many words (苹果在不在支持品种里面), where it is on file."""
    said = plan_phrases().stands_in.fullmatch(asked.text)
    if said is None:
        return None
    topic = _without_categories(topic_of(asked.desk, Question(text=said["list"]))).strip() or said["list"]
    for category in (None, *(name for name, _ in plan_phrases().categories)):
        found = best_list(asked.context, topic, category=category, document_ids=asked.ids())
        if found is not None and (category is not None or found.score >= _LISTED):
            ids = list(asked.ids())
            return [call("find_lists", topic=topic, category=category, member=said["member"], document_ids=ids)]
    return None


def plan_things(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the one part that lists what is to be brought or handed in (报名要带什么: 所需资料).

    None where another part is on the matter of the question.
    """
    if not plan_phrases().things_asked.search(asked.text):
        return None
    listed = listed_sections(asked.context, asked.ids() or asked.desk.primary)
    found = {(s.document_id, heading(s)) for s, _ in listed if heading(s).endswith(plan_phrases().things)}
    if len(found) != 1:
        return None
    ((document_id, title),) = found
    others = "".join(heading(s) for s in asked.desk.knowledge.of(document_id).sections if heading(s) != title)
    words = content_words(asked)
    if any(w in others and w not in asked.desk.meta(document_id).title for w in words):
        return None
    return [call("find_lists", topic=title, document_ids=[document_id])]


def plan_list(asked: Asked) -> list[ToolCall] | None:
    """Return the call for an enumeration, or for the parts of a section that the question names."""
    question, ids = asked.question, asked.ids()
    if _of_figures(asked, *_OF_ROWS, Operation.AGGREGATE):
        return None
    eligible = plan_phrases().eligible.search(asked.text)
    stages = plan_phrases().stages_asked.search(asked.text) and _stages(asked)
    if stages:
        return [call("find_lists", topic=stages, document_ids=list(ids))]
    shown = question.shows("list", 0.4) or question.shows("obligation")
    part = plan_phrases().part_asked.search(asked.text)
    shown = shown or (part is not None and part["noun"] is not None)  # 四项任务叫什么
    if not shown and not eligible and not plan_phrases().of_item.search(asked.text):
        return None
    noun = (part["noun"] or part[2]) if part else plan_phrases().eligible_part if eligible else None
    section = best_section(asked.context, asked.text, noun=noun, document_ids=ids)
    if section is not None and eligible and not section.endswith(plan_phrases().eligible_part):
        return None  # 哪些企业能拿稳岗返还: not the parts of what is on 稳岗返还
    if section is not None and item_named(asked.context, asked.text, section, document_ids=ids):
        return None
    of_item = plan_phrases().of_item.search(asked.text)
    if (section is not None and section in asked.text) or of_item:  # 重点任务里审核模式创新这一条讲了什么
        item = item_meant(asked.context, asked.text, section, document_ids=ids)
        if item is not None:
            return [call("search_policy", query=heading(item), document_ids=[item.document_id])]
    if section is not None:
        return [call("find_lists", topic=section, document_ids=list(ids))]
    if not question.shows("list", 0.4) or headed(asked.context, asked.text, document_ids=ids):
        return None
    phrases = plan_phrases()
    if (
        question.shows("obligation")
        and (question.roles or question.industries or phrases.wide.search(asked.text))
        and not phrases.which.search(asked.text)
    ):
        return None
    category = next((name for name, pattern in phrases.categories if pattern.search(asked.text)), None)
    topic = phrases.list_words.sub(" ", _without_categories(topic_of(asked.desk, question)))
    topic = " ".join(word for word in topic.split() if len(word) > 1) or asked.text
    for wanted in dict.fromkeys((category, None)):
        found = best_list(asked.context, topic, category=wanted, document_ids=ids)
        if wanted == "region" and phrases.tasks_asked.search(asked.text):
            continue  # 这些试点市要做哪些事: not which they are
        if found is not None and found.score >= _LISTED:
            return [call("find_lists", topic=topic, category=wanted, document_ids=list(ids))]
    return None


def _of_figures(asked: Asked, *operations: Operation) -> bool:
    """Say whether a question is surely one about figures, and does one of these with them."""
    understood = asked.figures
    if understood is None or understood.query is None:
        return False
    return understood.query.operation in operations and understood.score >= _SURE


def _stages(asked: Asked) -> str | None:
    """Return the heading of the one part of a notice that is told in stages, or that is titled as what is done when."""
    phrases = plan_phrases()
    listed = listed_sections(asked.context, asked.ids() or asked.desk.primary)
    staged = [s for s, parts in listed if all(phrases.stages.search(heading(part)) for part in parts)]
    titled = [s for s, _ in listed if phrases.stages_titled.search(heading(s))]
    found = {(s.document_id, heading(s)) for s in staged or titled}
    return next(iter(found))[1] if len(found) == 1 else None


def _without_categories(topic: str) -> str:
    for _, pattern in plan_phrases().categories:
        topic = pattern.sub(" ", topic)
    return topic
