"""Clauses of a notice, and how well one of them fits what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.deadlines import said_ways
from bot.desk import Desk
from bot.lead_ins import after_mark
from bot.matching import bigrams
from bot.question import default_phrases, read_question, topic_of
from bot.wording import load_yaml, patterns_of

_CLEAR = 0.08  # so far ahead of the next one has to be what is told
_PIECE = re.compile("[^。；\\n\\t|]{6,}[。；]?")
_STEM = 0.7  # 测完, where the text says 完成测试
_HEADING_CHARS = 30


class Clause(NamedTuple):
    """A clause at [start, end) of a document, with how well it fits what is asked."""

    score: float
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class ClausePhrases:
    """Patterns; `prompts/clauses.yaml` says what each is for."""

    length: re.Pattern[str]
    not_length: re.Pattern[str]
    lengths: re.Pattern[str]
    event: re.Pattern[str]
    event_asked: re.Pattern[str]
    done: re.Pattern[str]
    ahead: re.Pattern[str]
    ahead_said: re.Pattern[str]
    consequence: re.Pattern[str]
    trouble: re.Pattern[str]
    sanction: re.Pattern[str]
    fined: re.Pattern[str]
    fine: re.Pattern[str]
    fined_said: re.Pattern[str]
    goes_on: re.Pattern[str]
    negated: re.Pattern[str]
    meaning: re.Pattern[str]
    whether: re.Pattern[str]
    rules: re.Pattern[str]
    explained: re.Pattern[str]
    explains: re.Pattern[str]
    part: re.Pattern[str]
    part_said: re.Pattern[str]
    refers: re.Pattern[str]
    materials: re.Pattern[str]
    handed: re.Pattern[str]
    when: re.Pattern[str]
    cases: re.Pattern[str]
    body_ends: re.Pattern[str]
    actor: re.Pattern[str]
    actor_supposed: re.Pattern[str]
    actor_act: re.Pattern[str]
    actor_light: re.Pattern[str]
    acts: dict[str, str]
    means: str
    units: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def clause_phrases() -> ClausePhrases:
    """Return the phrases that ship."""
    data = load_yaml("clauses.yaml")
    return ClausePhrases(
        **patterns_of(ClausePhrases, data),
        means=data["means"],
        acts=data["acts"],
        units={unit: re.compile(said) for unit, said in data["units"].items()},
    )


def clear(found: Iterator[Clause], least: float) -> list[Clause]:
    """Return the clause that fits best, where none other fits nearly as well."""
    ranked = sorted(found, key=lambda c: -c.score)
    if not ranked or ranked[0].score < least:
        return []
    best = ranked[0]
    near = [c for c in ranked[1:] if c.score > best.score - _CLEAR and (c.document_id, c.start) != best[1:3]]
    return [] if near else [best]


def words_asked(desk: Desk, text: str) -> list[tuple[str, ...]]:
    """Return the words that say what is asked about, each with the other ways to say it."""
    topic = topic_of(desk, read_question(desk, text))
    idle = default_phrases().idle
    return [ways for ways in said_ways(desk, topic) if ways[0] not in idle]


def acts_timed(desk: Desk, question: str) -> list[tuple[str, ...]]:
    """Return what takes the time that a question asks the length of (多久才批), each act with the ways to say it."""
    asked = clause_phrases().length.search(question)
    return [ways for ways in said_ways(desk, question[asked.start() :]) if len(ways) > 1] if asked is not None else []


def words_share(words: Sequence[tuple[str, ...]], *places: tuple[str, float]) -> float:
    """Return the share of words, by length, that the places hold, each worth as much as its place."""
    whole = sum(len(ways[0]) for ways in words)
    got = 0.0
    for ways in words:
        got += max((worth * share_of(ways, text) for text, worth in places), default=0.0) * len(ways[0])
    return got / whole if whole else 0.0


def share_of(ways: Sequence[str], text: str) -> float:
    """Return how far a text says a word in one of the ways to say it."""
    if any(way in text for way in ways):
        return 1.0
    if len(ways[0]) < 3:
        return float(ways[0][0] in text) * _STEM if clause_phrases().done.search(ways[0]) else 0.0
    pairs = bigrams(ways[0])  # 水平衡测试名单: its parts
    return sum(pair in text for pair in pairs) / len(pairs) * 0.9


def heading_over(desk: Desk, document_id: str, at: int) -> str:
    """Return the last words of the headings over a place."""
    words = desk.section_words(document_id, at)
    return words[-_HEADING_CHARS:]


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each clause of a text begins, behind its number, and ends."""
    for match in _PIECE.finditer(text):
        yield after_mark(text, match.start()), match.end()


def bounds(text: str, at: int, marks: str) -> tuple[int, int]:
    """Return where the clause at `at` begins, behind its number, and where it ends, cut at `marks`."""
    start = max(text.rfind(mark, 0, at) for mark in marks) + 1
    end = min((i for mark in marks if (i := text.find(mark, at)) >= 0), default=len(text))
    return after_mark(text, start), end + (end < len(text) and text[end] in "。；")
