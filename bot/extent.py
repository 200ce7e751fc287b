"""How far an answer is quoted: a whole sentence, a paragraph that limits itself, a lead-in with its list, a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.concepts import OTHER_WAY, Concept
from bot.desk import Desk
from bot.lead_ins import unmarked_below
from bot.matching import bare
from bot.reading_rules import ReadingRules
from bot.spans import Span
from bot.support import own_share
from kb.zh.sentences import sentences

_SENTENCES = 3
_NEAR = 0.95  # a sentence this close to the best one belongs to the answer
_CLOSE = 0.01
_MAX_CHARS = 260
_LIST_CHARS = 400
_HEADING_CHARS = 40
_ITEMS = 2
_CLAUSES = frozenset("，；：,;:")  # a numbered line that holds one of these says something
_LIMITS_CHARS = 200  # and one that may hold several rates or amounts, where these are asked for
_REACH_CHARS = 160  # so far on a span may reach for what is asked
_LINE_CHARS = 90  # a paragraph up to this long is told whole: its second sentence often limits the first


class Extent:
    """Decide where the words that are shown begin and end.

    Args:
        desk: the records.
        rules: how questions are worded and documents are built.
    """

    def __init__(self, desk: Desk, *, rules: ReadingRules) -> None:
        self._desk = desk
        self._rules = rules

    def reaching(self, spans: Sequence[Span], wanted: Sequence[re.Pattern[str]]) -> list[Span]:
        """Return the spans that hold what is wanted, each reaching on in its line to the sentence that does."""
        found: list[Span] = []
        for item in spans:
            text = self._desk.text_of(item.document_id) or ""
            reach = item.end + _REACH_CHARS
            stop = text.find("\n", item.end, reach)
            after = text[item.start : stop if stop >= 0 else reach]
            head = self._desk.section_words(item.document_id, item.start)
            missing = [w for w in wanted if not (w.pattern in self._rules.above and w.search(head))]
            ends = [item.end - item.start, *(e for _, e in sentences(after) if e > item.end - item.start)]
            fitting = next((end for end in ends if all(held.search(after[:end]) for held in missing)), None)
            if fitting is not None:
                found.append(replace(item, end=item.start + fitting, text=after[:fitting]))
        return found

    def section_asked(self, question: str, best: Span, concepts: Sequence[Concept]) -> Span | None:
        """Return the text under the heading that the question asks for (程序是什么), where the best span is of it."""
        rates = self._rates(question, best, concepts)
        if rates is not None:
            return rates
        focus = max(concepts, key=lambda c: c.at)
        asks = self._rules.interrogative.search(question) is not None
        named = not asks and bare(question).endswith(focus.word)  # 方案的目标: the heading itself is asked for
        if not named and len(concepts) > 1 and own_share(self._desk, concepts, best) >= OTHER_WAY - _CLOSE:
            return None  # 遗撒怎么处罚: one sentence under 法律责任 says all of it
        if not named and (not self._rules.broad.search(question) or self._says_more(best, focus, concepts)):
            return None
        text = self._desk.text_of(best.document_id) or ""
        records = self._desk.knowledge.of(best.document_id)
        for section in records.sections:
            inside = named or section.start <= best.start < section.end
            tabled = any(section.start < t.end and t.start < section.end for t in records.tables)
            if tabled or not inside or not bare(section.title).endswith((focus.word, *focus.others)):
                continue
            at = text.find(section.title, section.start, section.end) + len(section.title)
            start = at + len(text[at : section.end]) - len(text[at : section.end].lstrip(" \n\t。：:"))
            end = start + len(text[start : section.end].rstrip())
            items = sum(
                1 for a, b in sentences(text[start:end]) if self._rules.heading.match(text[start + a : start + b])
            )
            listed = named or items >= _ITEMS
            if listed and len(section.title) < _HEADING_CHARS and start < end <= start + _LIST_CHARS:
                return replace(best, start=start, end=end, text=text[start:end])
        return None

    def _rates(self, question: str, best: Span, concepts: Sequence[Concept]) -> Span | None:
        """Return all the rates under one heading where an amount is asked for and nothing tells which of them."""
        text = self._desk.text_of(best.document_id) or ""
        meta, section = self._desk.meta(best.document_id), self._desk.section_at(best.document_id, best.start)
        if section is None or not self._rules.rates.search(question):
            return None
        rated = [
            s
            for s in self._desk.knowledge.of(best.document_id).sections
            if s.start <= best.start < s.end and self._rules.rates_titled.search(s.title)
        ]
        above = bare(self._desk.tokenizer.prepared(meta.title + "".join(section.path)))
        if not rated or any(c.held(above) < OTHER_WAY for c in concepts if not c.light):
            return None
        start = text.find(rated[-1].title, rated[-1].start) + len(rated[-1].title)
        body = text[start : rated[-1].end]
        start, end = start + len(body) - len(body.lstrip()), start + len(body.rstrip())
        start = self._behind_number(text, start, end)
        return replace(best, start=start, end=end, text=text[start:end]) if 0 < end - start <= _LIST_CHARS else None

    def _says_more(self, best: Span, focus: Concept, concepts: Sequence[Concept]) -> bool:
        """Say whether the best span holds a weightier word than the focus that stands nowhere above it ."""
        meta = self._desk.meta(best.document_id)
        above = bare(meta.title + self._desk.section_words(best.document_id, best.start))
        text = bare(best.text)
        return any(c.weight > focus.weight and c.held(text) >= OTHER_WAY and not c.held(above) for c in concepts)

    def with_neighbours(self, question: str, spans: Sequence[Span], concepts: Sequence[Concept]) -> list[Span]:
        """Return the best span with the sentences of its section that are as close, for a question that asks widely."""
        best = spans[0]
        chosen, chars, own = [best], best.end - best.start, own_share(self._desk, concepts, best)
        section = self._desk.section_at(best.document_id, best.start)
        for item in spans[1:] if self._rules.broad.search(question) else ():
            if item.document_id != best.document_id or len(chosen) == _SENTENCES:
                continue
            size = item.end - item.start
            inside = self._desk.section_at(item.document_id, item.start) == section
            near = own_share(self._desk, concepts, item) >= _NEAR * own
            apart = all(item.end <= c.start or c.end <= item.start for c in chosen)
            if inside and near and apart and chars + size <= _MAX_CHARS:
                chosen.append(item)
                chars += size
        return sorted(chosen, key=lambda s: s.start)

    def whole(self, item: Span, question: str, concepts: Sequence[Concept]) -> Span:
        """Leave out a heading, widen a part of a sentence to the sentence, and a lead-in to its list."""
        text = self._desk.text_of(item.document_id) or ""
        start, end = self._bare_start(text, item), item.end
        head = replace(item, end=start, text=text[item.start : start])
        body = replace(item, start=start, text=text[start:end])
        if own_share(self._desk, concepts, head) > own_share(self._desk, concepts, body):
            start = item.start  # （五）申报不收取任何费用。 says it itself
        left = max(text.rfind(mark, 0, start) for mark in "。！？\n")
        stops = [i for i in (text.find(mark, end - 1) for mark in "。！？\n") if i >= 0]
        stop = min(stops, default=len(text) - 1)
        wide = (left + 1, stop + 1 if text[stop : stop + 1] != "\n" else stop)
        if wide[1] - wide[0] <= _MAX_CHARS:
            start, end = wide
        line = (text.rfind("\n", 0, start) + 1, text.find("\n", end - 1))
        reach = _LIMITS_CHARS if self._rules.limits.search(question) else _LINE_CHARS
        if 0 < line[1] - line[0] <= reach:  # 最高不超过50万元。高新技术企业提高至80万元。
            first = self._bare_start(text, replace(item, start=line[0], end=line[1]))
            start, end = min(first, start), line[1]
        while start < end and text[start].isspace():
            start += 1
        for at, _ in reversed(sentences(text[start:end])[1:]):  # 现将有关情况通报如下：leads over to what follows
            if self._rules.boilerplate.search(text[start + at : end]) is None:
                break
            end = start + at
        if text[start:end].rstrip().endswith(("：", ":")):
            end = self._list_end(text, end)
        else:
            start = self._behind_number(text, start, end)
        return replace(item, start=start, end=end, text=text[start:end])

    def _behind_number(self, text: str, start: int, end: int) -> int:
        """Return where the words of an item begin behind its number; `start` where several items stand there."""
        number = self._rules.numbering.match(text, start, end)
        several = number is not None and self._rules.numbering.search(text, number.end(), end) is not None
        return number.end() if number and not several else start

    def _list_end(self, text: str, end: int) -> int:
        """Return where the numbered items after a lead-in end, as many as stay short."""
        first, opening = end, ""
        for start, stop in sentences(text[end : end + _LIST_CHARS + 1]):
            words = text[first + start : first + stop]
            article = words.startswith("第")
            if (
                not self._rules.heading.match(words)
                or (opening and self._rules.chapter.match(words) and not self._rules.chapter.match(opening))
                or article
                or stop > _LIST_CHARS
            ):
                break
            end, opening = first + stop, opening or words
        below = unmarked_below(text, first) if end == first else end
        return below if below - first <= _LIST_CHARS else end

    def _bare_start(self, text: str, item: Span) -> int:
        """Return where the first sentence starts that is no heading; the start where there is none."""
        for start, end in sentences(text[item.start : item.end]):
            words = text[item.start + start : item.start + end]
            label = self._rules.heading.match(words)
            plain = label is not None and not _CLAUSES & set(words) and not re.search(r"\d", words[label.end() :])
            if not (plain and len(words) < _HEADING_CHARS):
                return item.start + start
        return item.start
