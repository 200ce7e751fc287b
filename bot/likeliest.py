"""The sentence that most likely answers a question for which its words found nothing, by the trained answer model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from bot.answering import Sheet, default_answers
from bot.authority import placed
from bot.desk import Desk
from bot.extent import Extent
from bot.places import is_of_another, is_of_another_province, is_of_places
from bot.prose import Prose
from bot.question import read_question
from bot.reading_rules import default_reading_rules
from bot.reference import resolve
from bot.replies import Reply
from bot.spans import Span
from bot.things import unheard_of
from bot.types import Outcome
from kb.types import LegalStatus
from kb.validity import legal_status
from kb.zh.sentences import sentences

_LEAST = 0.5  # a chance below which nothing is said
_LEAST_CHARS, _MOST_CHARS = 8, 160
_DOCUMENTS = 60  # of more, only the notices
_KEPT = 512
_OF_DIGEST = re.compile("摘编|编者")  # what a digest says of itself
_ENDS = tuple("。！？!?")
_VOID = (LegalStatus.REPEALED, LegalStatus.NOT_YET)


@dataclass(frozen=True, kw_only=True)
class Likely:
    """A sentence at [start, end) of a document, and the chance that it answers, among all that were compared."""

    document_id: str
    start: int
    end: int
    chance: float


class AnswerDesk:
    """The sentences of the documents on file, made ready for the answer model when they are first asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rules = default_reading_rules()
        self._prose = Prose(desk, rules=self._rules)
        self._extent = Extent(desk, rules=self._rules)
        self._read = lru_cache(maxsize=_KEPT)(self._sheet_of)

    def likeliest(self, question: str, document_ids: Sequence[str]) -> Likely | None:
        """Return the sentence of these documents that most likely answers; None where there is no sentence."""
        held = [(i, *self._read(i)) for i in document_ids]
        held = [(i, places, sheet) for i, places, sheet in held if sheet.size]
        if not held:
            return None
        scores, none = default_answers().scores(question, [sheet for _, _, sheet in held])
        top = max(none, *(float(s.max()) for s in scores))
        total = np.exp(none - top) + sum(float(np.exp(s - top).sum()) for s in scores)
        best = max(range(len(held)), key=lambda i: float(scores[i].max()))
        document_id, places, _ = held[best]
        at = int(scores[best].argmax())
        start, end = places[at]
        chance = float(np.exp(scores[best][at] - top) / total)
        return Likely(document_id=document_id, start=start, end=end, chance=chance)

    def documents(self, question: str, as_of: date) -> tuple[str, ...]:
        """Return the documents in which to look: those named, else the notices and all law in force."""
        desk = self._desk
        named = resolve(desk, read_question(desk, question), as_of).named
        if named:
            return tuple(named)
        notices = [i for i in desk.primary if i not in desk.older_editions]
        others = [i for i in desk.document_ids if i not in desk.primary]
        others = [i for i in others if legal_status(desk.meta(i), as_of) not in _VOID]
        others = [i for i in others if i not in desk.knowledge.superseded_digests]
        ids = [*notices, *others] if len(others) <= _DOCUMENTS else notices
        ids = [i for i in ids if not is_of_another(desk, question, i)]
        return placed(desk, ids, question) if desk.provinces_in(question) else tuple(ids)

    def widened(self, question: str, found: Likely) -> tuple[int, int]:
        """Return the place of a sentence with what belongs to it: the list after a lead-in."""
        text = self._desk.text_of(found.document_id) or ""
        item = Span(
            document_id=found.document_id,
            text=text[found.start : found.end],
            start=found.start,
            end=found.end,
            score=0.0,
        )
        whole = self._extent.whole(item, question, ())
        return whole.start, whole.end

    def _sheet_of(self, document_id: str) -> tuple[list[tuple[int, int]], Sheet]:
        desk = self._desk
        text, title = desk.text_of(document_id) or "", desk.meta(document_id).title
        places = [p for p in _units(text) if self._says(document_id, text, p)]
        above = [title + desk.section_words(document_id, start) for start, _ in places]
        return places, default_answers().sheet([text[start:end] for start, end in places], above)

    def _says(self, document_id: str, text: str, place: tuple[int, int]) -> bool:
        start, end = place
        item = Span(document_id=document_id, text=text[start:end], start=start, end=end, score=0.0)
        rules = self._rules
        idle = any(p.search(item.text) for p in (rules.boilerplate, rules.of_itself, rules.purpose, _OF_DIGEST))
        return end - start >= _LEAST_CHARS and not idle and self._prose.says(item)


def _units(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text, parts set apart by semicolons together where they are short."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        before = found[-1] if found else None
        if (
            before is not None
            and "\n" not in text[before[1] : start]
            and not text[before[0] : before[1]].endswith(_ENDS)
            and end - before[0] <= _MOST_CHARS
        ):
            found[-1] = (before[0], end)
        else:
            found.append((start, end))
    return found


def as_likely(
    answers: AnswerDesk,
    desk: Desk,
    reply: Reply,
    *,
    day: date,
    quote: Callable[[str, str, int, int], Reply],
    frequency: Callable[[str], int],
) -> Reply:
    """Return the sentence that most likely answers what nothing was found for, else `reply`.

    Args:
        answers: the sentences on file.
        desk: the records.
        reply: what the question came to; it is kept unless nothing was found for it.
        day: the day of the answer.
        quote: answers a question by a stretch of a document.
        frequency: returns in how many passages a pair of characters stands.
    """
    if reply.draft.outcome is not Outcome.NO_ANSWER or reply.frame["intent"] != "policy":
        return reply
    if reply.draft.statements[0].evidence or any(r.call.name == "query_figures" and r.missing for r in reply.results):
        return reply
    question = reply.question
    if resolve(desk, read_question(desk, question), day).missing or unheard_of(question, desk.index, frequency):
        return reply
    if is_of_another_province(desk, question):
        return reply
    found = answers.likeliest(question, answers.documents(question, day))
    if found is None or found.chance < _LEAST:
        return reply
    text = (desk.text_of(found.document_id) or "")[found.start : found.end]
    rules = default_reading_rules()
    if not rules.agrees(question, text, day.year) or rules.denied(question, text):
        return reply
    if not is_of_places(desk, question, text + desk.meta(found.document_id).title):
        return reply
    again = quote(question, found.document_id, *answers.widened(question, found))
    return again if again.draft.outcome is Outcome.ANSWERED else reply
