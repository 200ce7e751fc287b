"""Find the span of a text that answers a question: whole sentences, no longer than they need to be.

A span is scored by the question's character pairs that it covers, each weighted by how rare it is in the collection
(BM25's idf: Robertson & Zaragoza 2009, eq. 3.3) and within its document, so that words of the title, which every
sentence shares, decide little.  A heading lends its words to what stands under it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kb.errors import FixConfiguration
from kb.zh.sentences import sentences


@dataclass(frozen=True, kw_only=True)
class Region:
    """A stretch of a document in which to look: its text, where it starts, and how well search likes it.

    `score` is comparable among the regions of one call, higher is better.
    """

    document_id: str
    title: str
    text: str
    start: int
    score: float


@dataclass(frozen=True, kw_only=True)
class Span:
    """The answer: `text` stands at [start, end) of the document.

    `score` ranks spans; `coverage` is the idf-weighted share of the question found in span and title, `covered` the
    same for the whole region, `unseen` the idf of the rarest question term the region lacks.
    """

    document_id: str
    text: str
    start: int
    end: int
    score: float
    coverage: float
    covered: float
    unseen: float


@dataclass(frozen=True, kw_only=True)
class SpanWeights:
    """Scalars of the score; lengths in characters.  The two lengths to reach for were chosen on ncp_policy."""

    max_chars: int = 195
    short_chars: int = 40
    long_chars: int = 140
    title: float = 0.4  # factor on terms that the title holds
    heading: float = 0.6  # credit for terms of the heading above
    before: float = 0.3  # credit for terms of the sentence before
    first: float = 0.2  # extra credit for terms in the span's first sentence
    length: float = 0.05  # cost per 100 characters
    kind: float = 0.05  # bonus when the span holds what the question asks for
    region: float = 1.0  # weight of the region's own score, relative to the best


@dataclass(frozen=True, kw_only=True)
class ReadingRules:
    """`prompts/reading.yaml`, compiled."""

    answer_types: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    short: re.Pattern[str]
    long: re.Pattern[str]
    asking: re.Pattern[str]
    heading: re.Pattern[str]
    boilerplate: re.Pattern[str]


def load_reading_rules(path: Path) -> ReadingRules:
    """Read the rules.

    Raises:
        FixConfiguration: the file does not parse or lacks a key.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return ReadingRules(
            answer_types=tuple((re.compile(t["cue"]), re.compile(t["wants"])) for t in raw["answer_types"]),
            short=re.compile(raw["short"]),
            long=re.compile(raw["long"]),
            asking=re.compile("|".join(sorted(map(re.escape, raw["asking"]), key=len, reverse=True))),
            heading=re.compile(raw["heading"]),
            boilerplate=re.compile(raw["boilerplate"]),
        )
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as fault:
        raise FixConfiguration(f"{path.name} 无法读取：{fault}") from fault


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    text: str
    terms: frozenset[str]
    heading: bool
    skip: bool


class SpanSelector:
    """Choose answer spans.

    Args:
        rules: wording of questions and headings.
        terms: cut text into the terms that are compared (character bigrams of the index).
        frequency: number of passages of the collection that hold a term.
        passages: number of passages of the collection.
        weights: scalars of the score.
    """

    def __init__(
        self,
        *,
        rules: ReadingRules,
        terms: Callable[[str], Sequence[str]],
        frequency: Callable[[str], int],
        passages: Callable[[], int],
        weights: SpanWeights | None = None,
    ) -> None:
        self._rules = rules
        self._terms = terms
        self._frequency = frequency
        self._passages = passages
        self.weights = weights or SpanWeights()

    def question_terms(self, question: str) -> dict[str, float]:
        """Return the terms of a question that say what it is about, with their idf."""
        content = self._rules.asking.sub(" ", question)
        terms = dict.fromkeys(self._terms(content) or self._terms(question))
        count = self._passages()
        return {t: math.log(1 + (count - (n := self._frequency(t)) + 0.5) / (n + 0.5)) for t in terms}

    def budget(self, question: str) -> int:
        """Return how many characters a reply to this question should reach for."""
        if self._rules.long.search(question):
            return self.weights.long_chars
        short, long = self.weights.short_chars, self.weights.long_chars
        return short if self._rules.short.search(question) else (short + long) // 2

    def select(self, question: str, regions: Sequence[Region], *, budget: int | None = None) -> Span | None:
        """Return the best span, or None when no region holds a sentence that could answer.

        Args:
            question: standalone question.
            regions: where to look, any order.
            budget: characters to reach for; None lets the question's wording decide.
        """
        idf = self.question_terms(question)
        total = sum(idf.values())
        if not regions or total <= 0:
            return None
        wanted = [wants for cue, wants in self._rules.answer_types if cue.search(question)]
        top = max(r.score for r in regions) or 1.0
        reach = budget or self.budget(question)
        best: Span | None = None
        for region in regions:
            bonus = self.weights.region * region.score / top
            span = self._best_in(region, idf, total, wanted, reach, bonus)
            if span is not None and (best is None or span.score > best.score):
                best = span
        return best

    def _sentences(self, region: Region, title: frozenset[str]) -> list[_Sentence]:
        found = []
        for start, end in sentences(region.text):
            text = region.text[start:end]
            terms = frozenset(self._terms(text))
            heading = len(text) < 40 and self._rules.heading.match(text) is not None
            titular = len(terms) < 60 and len(terms - title) <= max(1, len(terms) * 0.25)
            skip = titular or self._rules.boilerplate.search(text) is not None
            found.append(_Sentence(start, end, text, terms, heading, skip))
        return found if any(not s.skip for s in found) else [_kept(s) for s in found]

    def _best_in(
        self,
        region: Region,
        idf: dict[str, float],
        total: float,
        wanted: Sequence[re.Pattern[str]],
        reach: int,
        bonus: float,
    ) -> Span | None:
        w = self.weights
        title = frozenset(self._terms(region.title))
        parts = self._sentences(region, title)
        spread = Counter(t for s in parts for t in s.terms if t in idf)
        local = {
            t: v * (w.title if t in title else 1.0) * math.log(1 + len(parts) / max(1, spread[t]))
            for t, v in idf.items()
        }
        scale = sum(local.values()) or 1.0
        held = {t for t in idf if t in spread or t in title}
        covered = sum(idf[t] for t in held) / total
        unseen = max((v for t, v in idf.items() if t not in held), default=0.0)
        hits = [s.terms & local.keys() for s in parts]
        best: tuple[float, int, int] | None = None
        under: frozenset[str] = frozenset()
        for i, first in enumerate(parts):
            above = under
            if first.heading:
                under = hits[i]
            if first.skip:
                continue
            before = hits[i - 1] if i else frozenset()
            for last in self._ends(parts, i, reach):
                text = region.text[first.start : parts[last].end]
                cover = frozenset().union(*hits[i : last + 1])
                score = sum(local[t] for t in cover) + w.heading * sum(local[t] for t in above - cover)
                score += w.before * sum(local[t] for t in before - cover - above)
                score += w.first * sum(local[t] for t in hits[i])
                score = score / scale - w.length * len(text) / 100 + bonus
                score += w.kind * sum(p.search(text) is not None for p in wanted)
                if text.endswith(("？", "?")):
                    score -= 0.3  # a question in the text is not its answer
                if best is None or score > best[0]:
                    best = (score, i, last)
        if best is None:
            return None
        score, i, last = best
        start, end = parts[i].start, parts[last].end
        in_span = frozenset().union(*hits[i : last + 1]) | (title & idf.keys())
        return Span(
            document_id=region.document_id,
            text=region.text[start:end],
            start=region.start + start,
            end=region.start + end,
            score=score,
            coverage=sum(idf[t] for t in in_span) / total,
            covered=covered,
            unseen=unseen,
        )

    def _ends(self, parts: Sequence[_Sentence], first: int, reach: int) -> list[int]:
        """Return where a span from `first` may end: once it has `reach` characters or cannot grow."""
        found: list[int] = []
        for last in range(first, len(parts)):
            length = parts[last].end - parts[first].start
            if last > first and (parts[last].skip or length > self.weights.max_chars):
                break
            if length >= reach:
                found.append(last)
            longest = last
        return found or [longest]


def _kept(sentence: _Sentence) -> _Sentence:
    return _Sentence(sentence.start, sentence.end, sentence.text, sentence.terms, sentence.heading, False)
