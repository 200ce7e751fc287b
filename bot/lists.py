"""Enumerations: named lists in running text, and the parts of a section; who stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.desk import Desk, ToolContext
from bot.evidence import of_list, of_section
from bot.matching import bare, bigrams, covered, longest_shared
from bot.metadata import children
from bot.types import Evidence, ToolCall, ToolResult
from kb.lexicon_index import INDUSTRY, REGION
from kb.types import NamedList, Section

_LISTED = 0.5
_NAMED_LIST = 0.6  # of the words of a question, and of the list's own name, where no places or industries are asked for
_LIST_NOUN = re.compile(r"(?:清单|名单|目录|一览表|列表|明细)$")
_ITEM_CHARS = 60
_HEADED_CHARS = 20
_ITEM_SAID, _ITEM_APART = 4, 2  # so much of an item's heading is said, and so much more than of any other
_NAMED_CHARS = 3
_LABEL = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．](?:(?!\d)|(?=(?:19|20)\d\d\s?年)))\s*"
)


@dataclass(frozen=True, kw_only=True)
class Enumeration:
    """A list found for a topic: either a named list or a section with parts."""

    score: float
    named: NamedList | None = None
    section: Section | None = None
    parts: tuple[Section, ...] = ()


def heading(section: Section) -> str:
    """Return the title of a section without its numbering."""
    return _words_of(section.title)


@lru_cache(maxsize=16_384)
def _words_of(title: str) -> str:
    return _LABEL.sub("", title).strip().rstrip("。")


def headed_in(context: ToolContext, text: str, *, document_ids: Sequence[str], at_least: int) -> list[Section]:
    """Return the sections whose heading, of `at_least` characters, stands in `text`, in order of document and place."""
    desk = context.desk
    if desk.headings is None:  # made once for each state of the knowledge base: there may be thousands of laws
        desk.headings = {}
        for section in desk.knowledge.sections:
            desk.headings.setdefault(heading(section), []).append(section)
        desk.heading_chars = max(map(len, desk.headings), default=0)
    wanted = context.wanted(document_ids)
    sizes = range(at_least, min(len(text), desk.heading_chars) + 1)
    parts = {text[at : at + size] for size in sizes for at in range(len(text) - size + 1)}
    found = [s for part in parts for s in desk.headings.get(part, ()) if s.document_id in wanted]
    return sorted(found, key=lambda s: (s.document_id, s.ordinal))


def find_lists(
    context: ToolContext,
    *,
    topic: str,
    category: str | None = None,
    member: str | None = None,
    document_ids: Sequence[str] = (),
) -> ToolResult:
    """Return the list that `topic` asks for, with whether `member` stands in it.

    Args:
        context: the desk.
        topic: what is listed, in words (试点城市, 重点任务).
        category: region, industry, organisation, document or other, where the question says so.
        member: something whose membership is asked.
        document_ids: documents to look at.
    """
    desk = context.desk
    found = best_list(context, topic, category=category, document_ids=document_ids)
    arguments = {"topic": topic, "category": category, "member": member, "document_ids": list(document_ids)}
    call = ToolCall(name="find_lists", arguments={k: v for k, v in arguments.items() if v})
    if found is None:
        return ToolResult(call=call, missing=(topic,))
    evidence: list[Evidence]
    if found.named is not None:
        evidence = [of_list(desk, found.named)]
        items = list(found.named.items)
        members = member.split("、") if member else []
        inside = [m for m in members if is_member(desk, m, found.named.items)]
        result = {
            "topic": found.named.topic,
            "items": items,
            "open_ended": found.named.open_ended,
            "member": member,
            "contains": inside,
            "whole": next((w for m in inside if (w := whole_listed(desk, m, found.named.items))), None),
        }
    else:
        assert found.section is not None
        evidence = [of_section(desk, found.section, count=len(found.parts))]
        evidence += [of_section(desk, part) for part in found.parts]
        items = [part_words(desk, part) for part in found.parts]
        result = {
            "topic": heading(found.section),
            "items": items,
            "open_ended": False,
            "member": member,
            "contains": [m for m in (member or "").split("、") if any(covered(m, item) >= 0.6 for item in items)],
        }
    return ToolResult(call=call, evidence=tuple(evidence), result=result)


def best_list(
    context: ToolContext, topic: str, *, category: str | None = None, document_ids: Sequence[str] = ()
) -> Enumeration | None:
    """Return the enumeration that fits `topic` best, or None where none fits well."""
    desk = context.desk
    wanted = context.wanted(document_ids)
    found: list[Enumeration] = []
    for named in desk.knowledge.lists:
        if named.document_id in wanted and (category is None or named.category == category):
            found.append(Enumeration(score=topic_score(desk, topic, named, category), named=named))
    if category is None:
        found += [
            Enumeration(score=1.1, section=section, parts=tuple(parts))
            for section, parts in listed_sections(context, document_ids)
            if covered(_LIST_NOUN.sub("", heading(section)), topic) >= 0.99
        ]
    best = max(found, key=lambda e: e.score + (0.1 if _document(e) in desk.primary else 0.0), default=None)
    return best if best is not None and best.score >= _LISTED else None


def _document(found: Enumeration) -> str:
    record = found.named or found.section
    assert record is not None
    return record.document_id


def part_words(desk: Desk, part: Section) -> str:
    """Return what a part is called: its heading, else the line that it is, where that is short (1. 项目建议书；)."""
    line = (desk.text_of(part.document_id) or "")[part.start : part.end].strip().split("\n")[0]
    words = _LABEL.sub("", line).strip().rstrip("；;。，,")
    title = heading(part)
    if title and not words.removeprefix(title).startswith(("：", ":")):
        return title  # 户籍在本县的：户口簿、房产证 says what the item is only behind its head
    return words if len(words) <= _ITEM_CHARS else title


def listed_sections(context: ToolContext, document_ids: Sequence[str] = ()) -> list[tuple[Section, list[Section]]]:
    """Return the sections with at least two parts, attachments left out."""
    wanted = context.wanted(document_ids)
    return [found for document_id in sorted(wanted) for found in _listed_of(context.desk, document_id)]


def _listed_of(desk: Desk, document_id: str) -> list[tuple[Section, list[Section]]]:
    """Return the sections of one document with at least two parts; found once for each state of the records."""
    if document_id not in desk.listed:
        found = []
        for section in desk.knowledge.of(document_id).sections:
            if heading(section) and section.label:
                parts = children(desk, section)
                items = [item for part in parts if (item := part_words(desk, part))]
                if len(parts) >= 2 and len(items) == len(parts):
                    found.append((section, parts))
        desk.listed[document_id] = found
    return desk.listed[document_id]


def best_section(
    context: ToolContext, text: str, *, noun: str | None = None, document_ids: Sequence[str] = ()
) -> str | None:
    """Return the heading, standing in `text`, of a section whose parts can be listed; None where there is none.

    A heading that is the only one to end in `noun` is meant too (哪些材料: 申报材料).
    """
    sections = listed_sections(context, document_ids or context.desk.primary)
    titles = [heading(section) for section, _ in sections]
    said = max((t for t in titles if _said(t, text)), key=len, default=None)
    ending = [t for t in dict.fromkeys(titles) if noun and t.endswith(noun)]
    return said or (ending[0] if len(ending) == 1 else None)


def item_named(context: ToolContext, text: str, title: str, *, document_ids: Sequence[str] = ()) -> bool:
    """Say whether `text` names one of the items under the heading `title`: that one is then to be read."""
    desk = context.desk
    listed = listed_sections(context, document_ids or desk.primary)
    items = [heading(part) for section, parts in listed if heading(section) == title for part in parts]
    return any(len(item) >= _NAMED_CHARS and bare(item) in bare(text) for item in items)


def item_meant(
    context: ToolContext, text: str, title: str | None = None, *, document_ids: Sequence[str] = ()
) -> Section | None:
    """Return the item, under the heading `title` or any, of whose own heading `text` says a part that no other has.

    重点任务里审核模式创新这一条 means 推动清洁生产审核模式创新.
    """
    rest = text.replace(title, " ") if title else text
    listed = listed_sections(context, document_ids or context.desk.primary[:1])
    parts = [part for section, parts in listed if title in (None, heading(section)) for part in parts]
    items = [part for part in parts if len(heading(part)) <= _HEADED_CHARS]  # a heading, not a line that says it all
    said = sorted(((len(longest_shared(heading(item), rest)), item) for item in items), key=lambda found: -found[0])
    if not said or said[0][0] < _ITEM_SAID:
        return None
    return said[0][1] if len(said) == 1 or said[0][0] >= said[1][0] + _ITEM_APART else None


def headed(context: ToolContext, text: str, *, document_ids: Sequence[str] = ()) -> bool:
    """Say whether `text` repeats the heading of a section of running text: that section is then to be read."""
    desk = context.desk
    for document_id in document_ids or desk.primary:
        for section in desk.knowledge.of(document_id).sections:
            if len(heading(section)) > 3 and heading(section) in text and not children(desk, section):
                return True
    return False


def _said(title: str, text: str) -> bool:
    """Whether a question names a heading, with or without the word that it is a list (申报材料清单)."""
    bare_title = _LIST_NOUN.sub("", title)
    return (len(title) >= 3 and title in text) or (len(bare_title) >= 4 and bare_title != title and bare_title in text)


def topic_score(desk: Desk, topic: str, named: NamedList, category: str | None) -> float:
    """Return how well a named list fits a topic, 0..1: words of its topic, then words of its sentence."""
    asked = bigrams(topic)
    if not asked:
        return 0.0
    shared = len(asked & bigrams(named.topic))
    if named.category == "other" and shared < min(2, len(asked)):
        return 0.0
    of_topic, of_name = shared / len(asked), shared / max(1, len(bigrams(named.topic)))
    if category is None and named.category in ("region", "industry") and min(of_topic, of_name) < _NAMED_LIST:
        return 0.0  # 清洁生产审核分几种 names no list of 清洁生产审核创新试点城市
    of_sentence = len(asked & _around(desk, named)) / len(asked)
    told, words = bare(named.topic), bare(topic)
    same = bool(told) and (told in words or words in told)
    return 0.6 * max(of_topic, 0.9 * same) + 0.4 * of_sentence + (0.15 if category else 0.0)


def _around(desk: Desk, named: NamedList) -> frozenset[str]:
    """Return the bigrams of the sentence that holds a list."""
    grams = desk.grams.get(named.id)
    if grams is None:
        text = desk.text_of(named.document_id) or ""
        grams = desk.grams[named.id] = bigrams(sentence_around(text, named.start, named.end))
    return grams


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` that holds [start, end)."""
    left = max(text.rfind("。", 0, start), text.rfind("\n\n", 0, start)) + 1
    stops = [i for i in (text.find("。", end), text.find("\n\n", end)) if i >= 0]
    return text[left : min(stops, default=len(text))]


def whole_listed(desk: Desk, member: str, items: Sequence[str]) -> str | None:
    """Return the listed industry that `member`, itself not listed, is part of (水泥: 建材); None for others."""
    listed = {m.canonical: item for item in items for m in desk.index.find(item, kinds={INDUSTRY})}
    named = [m.canonical for m in desk.index.find(member, kinds={INDUSTRY})]
    if any(name in listed for name in named):
        return None
    within = desk.lexicon.industry_within
    return next((listed[within[name]] for name in named if within.get(name) in listed), None)


def is_member(desk: Desk, member: str, items: Sequence[str]) -> bool:
    """Say whether `member` is one of `items` or part of one, by canonical place or industry, else by its words."""
    if whole_listed(desk, member, items):
        return True
    for kind in (REGION, INDUSTRY):
        names = {m.canonical for m in desk.index.find(member, kinds={kind})}
        if names:
            return bool(names & {m.canonical for item in items for m in desk.index.find(item, kinds={kind})})
    return any(bare(member) in bare(item) or bare(item) in bare(member) for item in items)
