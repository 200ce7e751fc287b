"""The sentence that most likely answers a question, among all on file, by the trained answer model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from bot.answering import Sheet, Vector, default_answers
from bot.authority import placed
from bot.desk import Desk
from bot.evidence import span
from bot.extent import Extent
from bot.places import is_of_another, is_of_another_province, is_of_places
from bot.prose import Prose
from bot.reading_rules import ReadingRules
from bot.spans import Span
from bot.types import Evidence
from kb.types import LegalStatus
from kb.validity import legal_status
from kb.zh.sentences import sentences

_SURE = 0.5  # the chance from which a sentence is said to answer
_HARDLY = 0.003  # a chance below which one does not, that was found by some of its words only
_LEAST_CHARS, _MOST_CHARS = 8, 160
_HEADING_CHARS = 24
_DOCUMENTS = 60  # of more, only the notices
_KEPT = 512
_ENDS = tuple("。！？!?")
_VOID = (LegalStatus.REPEALED, LegalStatus.NOT_YET)
_OF_DIGEST = re.compile("摘编|编者")  # what a digest says of itself

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The sentences of some documents and the chance of each, among all of them, that it answers a question."""

    places: dict[str, Places]
    chances: dict[str, Vector]

    def best(self) -> tuple[str, int, int, float] | None:
        """Return document, start, end and chance of the likeliest sentence; None where there is none."""
        held = {i: chances for i, chances in self.chances.items() if len(chances)}
        if not held:
            return None
        document_id = max(held, key=lambda i: float(held[i].max()))
        at = int(held[document_id].argmax())
        return document_id, *self.places[document_id][at], float(held[document_id][at])

    def chance_of(self, document_id: str, start: int, end: int) -> float | None:
        """Return the chance that a stretch answers: of all sentences it has a part of; None where it is of none."""
        spans = self.places.get(document_id, ())
        inside = [i for i, (first, last) in enumerate(spans) if first < end and start < last]
        return float(self.chances[document_id][inside].sum()) if inside else None


class AnswerDesk:
    """The sentences of the documents on file, made ready for the answer model when they are first asked for.

    Args:
        desk: the records.
        rules: how questions are worded and documents are built.
    """

    def __init__(self, desk: Desk, *, rules: ReadingRules) -> None:
        self._desk = desk
        self._rules = rules
        self._prose = Prose(desk, rules=rules)
        self._extent = Extent(desk, rules=rules)
        self._read = lru_cache(maxsize=_KEPT)(self._sheet_of)

    def compare(self, question: str, document_ids: Sequence[str], *, as_of: date) -> Compared:
        """Return the chances of the sentences of some documents; of none named, of the notices and law in force."""
        held = {i: self._read(i) for i in document_ids or self._documents(question, as_of)}
        scores, none = default_answers().scores(question, [sheet for _, sheet in held.values()])
        top = max([none, *(float(s.max()) for s in scores if len(s))])
        total = np.exp(none - top) + sum(float(np.exp(s - top).sum()) for s in scores)
        chances = {i: np.exp(s - top) / total for i, s in zip(held, scores, strict=True)}
        return Compared(places={i: places for i, (places, _) in held.items()}, chances=chances)

    def answer(self, question: str, compared: Compared, *, as_of: date) -> list[Evidence]:
        """Return the likeliest sentence as evidence where it is likely enough and nothing speaks against it."""
        best = compared.best()
        if best is None or best[3] < _SURE or is_of_another_province(self._desk, question):
            return []
        document_id, start, end, _ = best
        text = (self._desk.text_of(document_id) or "")[start:end]
        title = self._desk.meta(document_id).title
        if not self._rules.agrees(question, text, as_of.year) or self._rules.denied(question, text):
            return []
        if not is_of_places(self._desk, question, text + title):
            return []
        item = Span(document_id=document_id, text=text, start=start, end=end, score=0.0)
        whole = self._extent.whole(item, question, ())
        return [span(self._desk, document_id, whole.start, whole.end)]

    def doubts(self, found: Sequence[Evidence], compared: Compared) -> bool:
        """Say whether what was found by some of its words hardly answers."""
        chances = [compared.chance_of(e.document_id, e.start, e.end) for e in found]
        known = [chance for chance in chances if chance is not None]
        return bool(known) and sum(known) < _HARDLY

    def prepare(self) -> None:
        """Make all sentences ready that a question which names no document is compared with."""
        self.compare("", (), as_of=date.max)

    def _documents(self, question: str, as_of: date) -> tuple[str, ...]:
        desk = self._desk
        notices = [i for i in desk.primary if i not in desk.older_editions]
        others = [i for i in desk.document_ids if i not in desk.primary]
        others = [i for i in others if legal_status(desk.meta(i), as_of) not in _VOID]
        others = [i for i in others if i not in desk.knowledge.superseded_digests]
        ids = [*notices, *others] if len(others) <= _DOCUMENTS else notices
        ids = [i for i in ids if not is_of_another(desk, question, i)]
        return placed(desk, ids, question) if desk.provinces_in(question) else tuple(ids)

    def _sheet_of(self, document_id: str) -> tuple[Places, Sheet]:
        desk = self._desk
        text, title = desk.text_of(document_id) or "", desk.meta(document_id).title
        places = tuple(p for p in self._units(text) if self._says(document_id, text, p))
        above = [title + desk.section_words(document_id, start) for start, _ in places]
        return places, default_answers().sheet([text[start:end] for start, end in places], above)

    def _says(self, document_id: str, text: str, place: tuple[int, int]) -> bool:
        start, end = place
        item = Span(document_id=document_id, text=text[start:end], start=start, end=end, score=0.0)
        rules = self._rules
        idle = any(p.search(item.text) for p in (rules.boilerplate, rules.of_itself, rules.purpose, _OF_DIGEST))
        return end - start >= _LEAST_CHARS and not idle and self._prose.says(item)

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
