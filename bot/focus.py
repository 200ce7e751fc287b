"""What a question that asks whether something is so turns on, which a sentence that answers it has to say.

报告可以邮寄吗 turns on 邮寄: a sentence that shares 报告 with it, and no more, answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.concepts import OTHER_WAY, Concept
from bot.desk import Desk
from bot.lead_ins import lead_in
from bot.matching import bare
from bot.premises import quantities
from bot.reading_rules import ReadingRules
from bot.spans import Span

_HELD = 0.6  # so far a text has to hold a word on which a question turns
_COMMON = 2.0  # a word that weighs less stands in most texts
_BESIDE = frozenset("跟和与向给由对在到从把被为往报")  # 跟政府签协议: with whom, to whom
_OF_WHAT = re.compile("的(?![吗么吧呢])[一-龥]")
_TIME = re.compile("[年月日天周时]$")
_LINE_CHARS = 220  # a line so short is one matter, in which the word may stand
_MUCH_BESIDE = 3  # so many other words of a question make a sentence speak of it all the same


def on_focus(
    desk: Desk, question: str, concepts: Sequence[Concept], rules: ReadingRules, spans: Sequence[Span]
) -> Sequence[Span]:
    """Return the spans that say what a question turns on, or much else of it; all where it turns on nothing."""
    words, act, timed = turns_on(question, concepts, rules), act_asked(question, rules), is_timed(question, rules)
    if rules.jointly.search(question) and (_asks_whether(question, rules) or question.rstrip("?？").endswith("不")):
        spans = [
            s for s in spans if rules.jointly_said.search(s.text)
        ]  # 可以同时申报吗: that one may apply is no answer
    if not words and act is None and not timed:
        return spans
    beside = [c for c in concepts if c.weight and not (c.light or c.place or c in words)]
    return [
        s
        for s in spans
        if _says(desk, s, words, act, timed=timed)
        or sum(c.held(bare(s.text)) >= OTHER_WAY for c in beside) >= _MUCH_BESIDE
    ]


def turns_on(question: str, concepts: Sequence[Concept], rules: ReadingRules) -> tuple[Concept, ...]:
    """Return the words on which a question turns: each has to be said by what answers it.

    After what asks (能不能, 要不要, 必须…吗) the first word, unless no text has it, and the last; where nothing but the
    end of a question asks (…吗), or only words that most texts have follow, the one that weighs most.
    """
    if not _asks_whether(question, rules):
        return ()
    content = [c for c in concepts if c.weight and not (c.place or c.light) and not rules.no_focus.fullmatch(c.word)]
    behind: list[Concept] = []
    for asked in rules.modal.finditer(question):
        behind = [c for c in content if _ends(c) > asked.end() and question[c.at - 1 : c.at] not in _BESIDE] or behind
    behind.sort(key=lambda c: c.at)
    heaviest = max(content, key=lambda c: (c.weight, c.at), default=None)
    heaviest = heaviest if heaviest is not None and not heaviest.unseen else None
    if not behind:
        alone = rules.modal.search(question) is None and rules.supposes.search(question) is None
        return (heaviest,) if alone and heaviest is not None else ()
    if _OF_WHAT.match(question, _ends(behind[-1])):  # 专门的钱: of what, is not known
        return ()
    acts = [c for c in behind if not rules.light_act.fullmatch(c.word)] or behind
    words = [c for c in acts[:1] if not c.unseen] + [acts[-1]]
    if heaviest is not None and all(c.weight < _COMMON for c in acts):
        words.append(heaviest)  # 新建项目要做审核吗: all of it is on 审核
    return tuple(dict.fromkeys(words))


def act_asked(question: str, rules: ReadingRules) -> re.Pattern[str] | None:
    """Return what a text has to hold where a question turns on an act of one character (名单可以改吗), else None."""
    if not _asks_whether(question, rules):
        return None
    said = rules.short_act.search(question)
    return next((held for act, held in rules.acts if said is not None and act.fullmatch(said["act"])), None)


def _asks_whether(question: str, rules: ReadingRules) -> bool:
    return rules.whether.search(question) is not None and rules.open_asked.search(question) is None


def is_timed(question: str, rules: ReadingRules) -> bool:
    """Say whether a question asks if something is done within a time, which what answers has to name (一年内完成吗)."""
    return _asks_whether(question, rules) and rules.span_of_time.search(question) is not None


def _says(desk: Desk, item: Span, words: Sequence[Concept], act: re.Pattern[str] | None, *, timed: bool) -> bool:
    """Say whether a span says every word, and the act: itself, its line where that is short, or what stands over it.

    All but the last word may stand in the title of the document.  Where it is `timed`, the span names a length of time.
    """
    text = desk.text_of(item.document_id) or ""
    start, end = text.rfind("\n", 0, item.start + 1) + 1, text.find("\n", item.end)
    end = end if end >= 0 else len(text)
    told = text[start:end] if 0 < end - start <= _LINE_CHARS else item.text
    if timed and not names_time(told):
        return False
    if said_in(desk, told, words, act):
        return True
    lead = lead_in(text, item.start)
    told += (text[slice(*lead)] if lead else "") + desk.section_words(item.document_id, item.start)
    if not said_in(desk, told, words[-1:], act):
        return False
    return said_in(desk, told + desk.meta(item.document_id).title, words[:-1])


def names_time(text: str) -> bool:
    """Say whether a text names a length of time, and not only a day or a year."""
    return any(_TIME.search(q.unit) for q in quantities(text))


def said_in(desk: Desk, text: str, words: Sequence[Concept], act: re.Pattern[str] | None = None) -> bool:
    """Say whether a text says every one of some words, and an act."""
    if not words and act is None:
        return True
    held = bare(desk.tokenizer.prepared(text))
    return all(word.held(held) >= _HELD for word in words) and (act is None or act.search(held) is not None)


def _ends(concept: Concept) -> int:
    return concept.at + len(concept.word)
