"""Find the spans of a text that answer a question: whole sentences, no longer than they need to be.

A span is scored by the question's character pairs that it covers, each weighted by how rare it is in the collection
(BM25's idf: Robertson & Zaragoza 2009, eq. 3.3) and within its document, so that words of the title, which every
sentence shares, decide little.  A heading lends its words to what stands under it, and the embedding model says how
near a sentence is in meaning.
"""

from __future__ import annotations

import math
import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.layout import Part, lay_out
from bot.reading_rules import ReadingRules
from kb.protocols import Vectors

_KEPT_LAYOUTS = 256
_FOCUS = 1.5  # what the head noun of a question weighs more than its other words


@dataclass(frozen=True, kw_only=True)
class Region:
    """A stretch of a document in which to look: its text, where it starts, and how well search likes it.

    `score` runs from 0 to 1, the best region of a call; `heading` is what stands above the whole stretch.
    """

    document_id: str
    title: str
    text: str
    start: int
    score: float
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A possible answer: `text` stands at [start, end) of the document; `score` ranks spans, higher is better."""

    document_id: str
    text: str
    start: int
    end: int
    score: float

    def is_part_of(self, other: Span) -> bool:
        """Say whether a span is a part of another one, not all of it."""
        inside = other.start <= self.start and self.end <= other.end
        return inside and self.document_id == other.document_id and (self.start, self.end) != (other.start, other.end)


@dataclass(frozen=True, kw_only=True)
class SpanWeights:
    """Scalars of the score; lengths in characters.

    `dense` and `shape` were learned on DRCD fold 0, which the embedding model never saw; `precise` and
    `long_chars` were chosen on ncp_policy; the others were set by hand.
    """

    max_chars: int = 200
    long_chars: int = 170
    short: float = 0.35  # a fact's share of the long length
    title: float = 0.4  # factor on terms that the title holds
    own_title: float = 0.1  # and where only that document is read: they tell no sentence from another
    heading: float = 0.6  # credit for terms of the heading above
    before: float = 0.3  # credit for terms of the sentence before
    first: float = 0.2  # extra credit for terms in the span's first sentence
    precise: float = 0.3  # cost of what the first sentence says beside the question
    dense: float = 0.4  # credit for nearness in meaning of the first sentence
    length: float = 0.05  # cost per 100 characters
    kind: float = 0.05  # bonus when the span holds what the question asks for
    shape: float = 0.5  # bonus when it holds exactly what was asked for (…吨, a phone number)
    purpose: float = 0.3  # cost of opening with the preamble
    unanswered: float = 0.3  # cost of ending with a question
    region: float = 1.0  # weight of the region's own score


@dataclass(frozen=True)
class _Laid:
    parts: tuple[Part, ...]
    vectors: Vectors | None


@dataclass(frozen=True)
class _Asked:
    """A question: its terms with their idf, its vector, what answers it, and how long the answer may grow."""

    idf: Mapping[str, float]
    vector: Vectors | None
    kinds: Sequence[re.Pattern[str]]
    shapes: Sequence[re.Pattern[str]]
    purpose: bool
    reach: int
    title: float
    ways: Sequence[tuple[tuple[str, ...], frozenset[str]]]  # other words, and the terms of the word they stand for


class SpanSelector:
    """Choose answer spans.

    Args:
        rules: wording of questions and headings.
        terms: cut text into the terms that are compared (character bigrams of the index).
        frequency: number of passages of the collection that hold a term.
        passages: number of passages of the collection.
        embed_query: vector of a question; None to go by words alone.
        embed_passages: vectors of sentences.
        weights: scalars of the score.
    """

    def __init__(
        self,
        *,
        rules: ReadingRules,
        terms: Callable[[str], Sequence[str]],
        frequency: Callable[[str], int],
        passages: Callable[[], int],
        embed_query: Callable[[str], Vectors] | None = None,
        embed_passages: Callable[[Sequence[str]], Vectors] | None = None,
        weights: SpanWeights | None = None,
    ) -> None:
        self._rules = rules
        self._terms = terms
        self._frequency = frequency
        self._passages = passages
        self._embed_query = embed_query
        self._embed_passages = embed_passages
        self._laid: OrderedDict[tuple[str, str], _Laid] = OrderedDict()
        self.weights = weights or SpanWeights()

    def question_terms(self, question: str) -> dict[str, float]:
        """Return the terms of a question that say what it is about, with their idf."""
        content = self._rules.asking.sub(" ", question)
        terms = dict.fromkeys(self._terms(content) or self._terms(question))
        count = self._passages()
        return {t: math.log(1 + (count - (n := self._frequency(t)) + 0.5) / (n + 0.5)) for t in terms}

    def budget(self, question: str) -> int:
        """Return how many characters a reply to this question should reach for."""
        long = self.weights.long_chars
        if self._rules.long.search(question):
            return long
        short = round(self.weights.short * long)
        return short if self._rules.short.search(question) else (short + long) // 2

    def select(self, question: str, regions: Sequence[Region], *, budget: int | None = None) -> Span | None:
        """Return the best span, or None when no region holds a sentence that could answer."""
        return next(iter(self.ranked(question, regions, budget=budget)), None)

    def ranked(
        self,
        question: str,
        regions: Sequence[Region],
        *,
        budget: int | None = None,
        ways: Mapping[str, Sequence[str]] | None = None,
        focus: str = "",
        alone: bool = False,
    ) -> list[Span]:
        """Return the spans of all regions, best first.

        Args:
            question: standalone question.
            regions: where to look, any order.
            budget: characters to reach for; None lets the question's wording decide.
            ways: word of the question -> other ways to say it.
            focus: the word of the question that weighs most, its head noun.
            alone: the question is put to the one document of the regions.
        """
        idf = self.question_terms(question)
        if not regions or sum(idf.values()) <= 0:
            return []
        for term in self._terms(focus):
            if term in idf:
                idf[term] *= _FOCUS
        asked = _Asked(
            idf=idf,
            vector=self._embed_query(question) if self._embed_query else None,
            kinds=[wants for cue, wants in self._rules.answer_types if cue.search(question)],
            shapes=[p for shape in self._rules.shapes for p in shape.asked(question)],
            purpose=self._rules.asks_purpose.search(question) is not None,
            reach=budget or self.budget(question),
            title=self.weights.own_title if alone else self.weights.title,
            ways=[
                (tuple(others), held)
                for word, others in (ways or {}).items()
                if others and (held := frozenset(self._terms(word)) & idf.keys())
            ],
        )
        spans = [span for region in regions for span in self._of_region(region, asked)]
        return sorted(spans, key=lambda span: -span.score)

    def best_pair(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return the best span, and with it the next that is as good as it is, where both are short enough.

        As good means: within what holding the kind of thing asked for is worth.
        """
        if not spans:
            return ()
        best = spans[0]
        for other in spans[1:]:
            if best.score - other.score > self.weights.kind:
                break
            overlaps = other.document_id == best.document_id and other.start < best.end and best.start < other.end
            if overlaps or len(best.text) + len(other.text) > self.weights.max_chars:
                continue
            apart = other.document_id != best.document_id or other.start > best.start
            return (best, other) if apart else (other, best)
        return (best,)

    def _layout(self, region: Region) -> _Laid:
        key = (region.text, region.title)
        laid = self._laid.get(key)
        if laid is None:
            parts = lay_out(region.text, region.title, rules=self._rules, terms=self._terms)
            vectors = self._embed_passages([p.text for p in parts]) if self._embed_passages and parts else None
            laid = self._laid[key] = _Laid(parts, vectors)
            if len(self._laid) > _KEPT_LAYOUTS:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(key)
        return laid

    def _of_region(self, region: Region, asked: _Asked) -> list[Span]:
        w, laid, idf = self.weights, self._layout(region), asked.idf
        parts = laid.parts
        title = frozenset(self._terms(region.title))
        held = [p.terms & idf.keys() for p in parts]
        spread = Counter(chain.from_iterable(held))
        local = {
            t: v * (asked.title if t in title else 1.0) * math.log(1 + len(parts) / max(1, spread[t]))
            for t, v in idf.items()
        }
        scale = sum(local.values()) or 1.0
        hits = [terms | self._otherwise(p, asked) for p, terms in zip(parts, held, strict=True)] if asked.ways else held
        top = frozenset(self._terms(region.heading)) & local.keys()
        near: Vectors = np.zeros(len(parts), np.float32)
        if laid.vectors is not None and asked.vector is not None:
            near = laid.vectors @ asked.vector
        found: list[Span] = []
        for i, first in enumerate(parts):
            if first.skip:
                continue
            # A question in the text stands for its answer, which follows it.
            opens = i + 1 if first.question and i + 1 < len(parts) and not parts[i + 1].skip else i
            above = top.union(*(hits[k] for k in first.above))
            before = hits[i - 1] if i else frozenset()
            last = self._last(parts, opens, asked.reach)
            start, end = parts[opens].start, parts[last].end
            text = region.text[start:end]
            cover = frozenset().union(*hits[i : last + 1])
            score = sum(local[t] for t in cover) + w.heading * sum(local[t] for t in above - cover)
            score += w.before * sum(local[t] for t in before - cover - above)
            score += w.first * sum(local[t] for t in hits[i])
            score = score / scale + w.region * region.score - w.length * len(text) / 100 + w.dense * float(near[i])
            score -= w.precise * (1 - len(hits[i]) / max(1, len(first.terms)))
            score += w.kind * sum(p.search(text) is not None for p in asked.kinds)
            if asked.shapes and all(p.search(text) for p in asked.shapes):
                score += w.shape
            if first.purpose and not asked.purpose:
                score -= w.purpose
            if text.endswith(("？", "?")):
                score -= w.unanswered
            found.append(
                Span(
                    document_id=region.document_id,
                    text=text,
                    start=region.start + start,
                    end=region.start + end,
                    score=score,
                )
            )
        return found

    @staticmethod
    def _otherwise(part: Part, asked: _Asked) -> frozenset[str]:
        """Return the terms of words that a sentence says in other words."""
        said = [terms for others, terms in asked.ways if any(other in part.text for other in others)]
        return frozenset().union(*said)

    def _last(self, parts: Sequence[Part], first: int, reach: int) -> int:
        """Return where a span from `first` ends: once it has `reach` characters, cannot grow, or a chapter ends."""
        last = first
        body = False
        for i in range(first, len(parts)):
            length = parts[i].end - parts[first].start
            if i > first and (parts[i].skip or length > self.weights.max_chars or (body and parts[i].chapter)):
                break
            last = i
            body = body or not parts[i].heading or parts[i].item
            if length >= reach and body:
                break
        return last
