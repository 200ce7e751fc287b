"""The sentence that most likely answers a question, among all on file, by the trained answer model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bot.answering import Sheet, default_answers
from bot.authority import is_void, placed
from bot.desk import Desk
from bot.extent import Extent
from bot.places import is_of_another, is_of_another_province, is_of_places
from bot.prose import Prose
from bot.reading_rules import ReadingRules
from bot.spans import Span
from kb.zh.sentences import sentences

_SURE = 0.85  # the chance from which a sentence is said to answer
_LEAST_CHARS, _MOST_CHARS = 8, 160
_HEADING_CHARS = 24
_DOCUMENTS = 60  # of more, only the notices
_KEPT = 512
_LONGEST_CHARS = 60_000  # a code of law is not compared: it would hold up the first question by seconds
_ENDS = tuple("。！？!?")
_STOPS = tuple("。！？!?；;）)：:")
_OF_DIGEST = re.compile("摘编|编者")  # what a digest says of itself

Places = tuple[tuple[int, int], ...]


class Likely(NamedTuple):
    """A sentence at [start, end) of a document, and the chance that it answers, among all compared."""

    document_id: str
    start: int
    end: int
    chance: float


class AnswerDesk:
    """The sentences of the documents on file, made ready for the answer model when they are first asked for.

    Args:
        desk: the records.
        rules: how questions are worded and documents are built.
        prose: tells running text.
        extent: tells how far a quotation reaches.
    """

    def __init__(self, desk: Desk, *, rules: ReadingRules, prose: Prose, extent: Extent) -> None:
        self._desk = desk
        self._rules = rules
        self._prose = prose
        self._extent = extent
        self._read = lru_cache(maxsize=_KEPT)(self._sheet_of)

    def likeliest(self, question: str, document_ids: Sequence[str], *, as_of: date) -> Likely | None:
        """Return the likeliest sentence of some documents; of none named, of the notices and law in force."""
        held = {i: self._read(i) for i in document_ids or self._documents(question, as_of)}
        held = {i: read for i, read in held.items() if read[0]}
        if not held:
            return None
        scores, none = default_answers().scores(question, [sheet for _, sheet in held.values()])
        top = max([none, *(float(s.max()) for s in scores)])
        total = float(np.exp(none - top)) + sum(float(np.exp(s - top).sum()) for s in scores)
        best = max(range(len(scores)), key=lambda i: float(scores[i].max()))
        document_id, at = list(held)[best], int(scores[best].argmax())
        start, end = held[document_id][0][at]
        return Likely(document_id, start, end, float(np.exp(scores[best][at] - top)) / total)

    def answer(self, question: str, document_ids: Sequence[str], *, as_of: date) -> Span | None:
        """Return the likeliest sentence where it is likely enough and nothing speaks against it, else None."""
        best = self.likeliest(question, document_ids, as_of=as_of)
        if best is None or best.chance < _SURE or is_of_another_province(self._desk, question):
            return None
        document_id, start, end, _ = best
        text = (self._desk.text_of(document_id) or "")[start:end]
        title = self._desk.meta(document_id).title
        if not self._rules.agrees(question, text, as_of.year) or self._rules.denied(question, text):
            return None
        if not is_of_places(self._desk, question, text + title):
            return None
        item = self._extent.whole(
            Span(document_id=document_id, text=text, start=start, end=end, score=0.0), question, ()
        )
        told = item.text + self._desk.section_words(document_id, start)
        return (
            item if all(held.search(told) for asked, held in self._rules.expected if asked.search(question)) else None
        )

    def _documents(self, question: str, as_of: date) -> tuple[str, ...]:
        desk = self._desk
        notices = [i for i in desk.primary if i not in desk.older_editions]
        others = [i for i in desk.document_ids if i not in desk.primary]
        others = [i for i in others if not is_void(desk.meta(i), as_of)]
        others = [i for i in others if i not in desk.knowledge.superseded_digests]
        ids = [*notices, *others] if len(others) <= _DOCUMENTS else notices
        ids = [i for i in ids if not is_of_another(desk, question, i)]
        return placed(desk, ids, question) if desk.provinces_in(question) else tuple(ids)

    def _sheet_of(self, document_id: str) -> tuple[Places, Sheet]:
        desk = self._desk
        text, title = desk.text_of(document_id) or "", desk.meta(document_id).title
        read = self._units(text) if len(text) <= _LONGEST_CHARS else ()
        places = tuple(p for p in read if self._says(document_id, text, p))
        above = [title + desk.section_words(document_id, start) for start, _ in places]
        return places, default_answers().sheet([text[start:end] for start, end in places], above)

    def _says(self, document_id: str, text: str, place: tuple[int, int]) -> bool:
        start, end = place
        item = Span(document_id=document_id, text=text[start:end], start=start, end=end, score=0.0)
        rules = self._rules
        idle = any(p.search(item.text) for p in (rules.boilerplate, rules.of_itself, rules.purpose, _OF_DIGEST))
        stops = item.text.endswith(_STOPS)  # a line without an end is a list of names or a signature
        return end - start >= _LEAST_CHARS and stops and not idle and self._prose.says(item)

    def _units(self, text: str) -> list[tuple[int, int]]:
        """Return the sentences of a text: short parts set apart by semicolons together, a heading with what follows."""
        found: list[tuple[int, int]] = []
        for start, end in sentences(text):
            first, last = found[-1] if found else (0, 0)
            before = text[first:last]
            open_end = not before.endswith(_ENDS) or self._heads(before)
            if found and "\n" not in text[last:start] and open_end and end - first <= _MOST_CHARS:
                found[-1] = (first, end)
            else:
                found.append((start, end))
        return found

    def _heads(self, words: str) -> bool:
        return len(words) <= _HEADING_CHARS and self._rules.heading.match(words) is not None
