"""What stands under a heading that a question names: the whole of a short section, or one of its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import ToolContext
from bot.evidence import span
from bot.lists import headed_in, heading
from bot.metadata import children
from bot.types import Evidence
from kb.types import Section
from kb.zh.sentences import sentences

_HEADING_CHARS = 4
_ASKS_IT = "(?:主要|具体)?(?:[都共各]|分别)?(?:有(?:哪些|什么|啥)|是(?:什么|啥|多少|哪些)|怎么说|如何)?[?？]?$"
_HEADED = re.compile(
    "(?:[》）里中]|方案|办法|通知|规定|意见|细则|条例|计划|规划|指南)的?[到至]?"
    rf"(?:20\d{{2}}年?度?的?)?(?P<heading>(?!的)[一-龥]{{2,3}}?){_ASKS_IT}"
)
_YEAR_AHEAD = re.compile(r"^[到至]?20\d{2}年?度?的?")
_SECTION_CHARS = 320


def under_heading(context: ToolContext, query: str, document_ids: Sequence[str]) -> list[Evidence]:
    """Return the text of a section whose heading the question repeats (总体要求是什么), where it is short enough.

    A short heading (目标) has to be all that is asked of the one document that is named.
    """
    desk = context.desk
    headed = headed_in(context, query, document_ids=document_ids, at_least=_HEADING_CHARS)
    if not headed and len(document_ids) == 1 and (asked := _HEADED.search(query)):
        own = desk.knowledge.of(document_ids[0]).sections
        headed = [s for s in own if _YEAR_AHEAD.sub("", heading(s)) == asked["heading"]]
    whole = [s for s in headed if not children(desk, s) or _is_all_asked(query, s)]
    section = max(whole, key=lambda s: len(heading(s)), default=None)
    if section is None:
        return []
    text = desk.text_of(section.document_id) or ""
    rows = [(t.start, t.note_start or t.end) for t in desk.knowledge.of(section.document_id).tables]
    evidence: list[Evidence] = []
    chars = 0
    for start, end in sentences(text[section.start : section.end]):
        if any(first <= section.start + start < last for first, last in rows):
            continue  # rows of figures are no sentences
        if heading(section) in text[section.start + start : section.start + end][: len(section.title) + 8]:
            continue
        chars += end - start
        if chars > _SECTION_CHARS:
            break
        evidence.append(span(desk, section.document_id, section.start + start, section.start + end))
    return evidence


def _is_all_asked(query: str, section: Section) -> bool:
    """Say whether a short section with points of its own is all that is asked for (2025年目标有哪些)."""
    name = re.escape(_YEAR_AHEAD.sub("", heading(section)))
    return section.end - section.start <= _SECTION_CHARS and re.search(f"{name}{_ASKS_IT}", query) is not None


def of_item(context: ToolContext, query: str, number: int, document_ids: Sequence[str]) -> list[Evidence]:
    """Return item `number` of the part whose heading the question names (重点任务第三条), where it has as many."""
    desk = context.desk
    for section in headed_in(context, query, document_ids=document_ids, at_least=_HEADING_CHARS):
        items = children(desk, section)
        if 0 < number <= len(items):
            item = items[number - 1]
            text = desk.text_of(item.document_id) or ""
            spans = sentences(text[item.start : item.end])
            return [span(desk, item.document_id, item.start + start, item.start + end) for start, end in spans]
    return []
