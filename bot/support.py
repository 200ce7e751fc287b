"""How far a span supports an answer: what search makes of its document, and what of the question it leaves out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.concepts import OTHER_WAY, Concept
from bot.desk import Desk
from bot.matching import bare
from bot.spans import Span
from kb.errors import FixConfiguration
from kb.settings import ROOT

SHIPPED = ROOT / "kb" / "models" / "qingce-read" / "model.json"
_AROUND_CHARS = 200
_CLOSE = 1e-4  # probabilities are kept this far from 0 and 1


@dataclass(frozen=True, kw_only=True)
class SupportModel:
    """A logistic model of whether a span answers (where its numbers come from: README.md beside the file).

    Attributes:
        intercept: constant.
        likely: weight of the log-odds that search gives the document.
        absent: weight of the idf share of the question's words that stand neither near the span nor above it.
        further: weight of each of those words beyond the first.
        refuse_below: probability under which a stretch of text is no answer.
        refuse_sentence_below: the same for one sentence, where `further` does not count: it has no room for every word.
        fitted_among: number of documents among which search's chance holds; each of fewer is the likelier.
        few_own: share of the question's words that a sentence must hold itself to answer as one of few documents.
    """

    intercept: float
    likely: float
    absent: float
    further: float
    refuse_below: float
    refuse_sentence_below: float
    fitted_among: float
    few_own: float

    def prior(self, documents: int) -> float:
        """Return the log-odds that a document gains by being one of few: less has to be told apart."""
        return max(0.0, math.log(self.fitted_among / max(1, documents)))

    def probability(self, measured: Mapping[str, float]) -> float:
        """Return the chance that a span answers, from what `measure` returns."""
        total = sum(getattr(self, name) * value for name, value in measured.items())
        return 1 / (1 + math.exp(-(self.intercept + total)))

    def answers(self, measured: Mapping[str, float], *, own: float, elsewhere: bool, one_sentence: bool) -> bool:
        """Say whether a span answers: it says all that the question names (`own`), or is likely enough to.

        A sentence that holds every word says all only where it is of the place that the question names.
        """
        said = own >= OTHER_WAY - _CLOSE and not elsewhere
        if one_sentence:
            return said or self.probability({**measured, "further": 0.0}) >= self.refuse_sentence_below
        return said or self.probability(measured) >= self.refuse_below


@lru_cache(maxsize=1)
def default_support() -> SupportModel:
    """Return the model that ships.

    Raises:
        FixConfiguration: missing or malformed.
    """
    try:
        return SupportModel(**json.loads(SHIPPED.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as fault:
        raise FixConfiguration(f"无法读取阅读模型 {SHIPPED.parent.name}（{fault}）。") from fault


def measure(
    desk: Desk, concepts: Sequence[Concept], span: Span, chance: float, *, prior: float = 0.0
) -> dict[str, float]:
    """Return what `SupportModel` weighs, by name.

    Args:
        desk: the records.
        concepts: content words of the question.
        span: the span that may answer.
        chance: probability that search gives its document.
        prior: log-odds that it gains by being one of few.
    """
    chance = min(max(chance, _CLOSE), 1 - _CLOSE)
    held = _held_near(desk, span)
    gone = [c for c in concepts if not c.held(held)]
    whole = sum(c.weight for c in concepts)
    return {
        "likely": math.log(chance / (1 - chance)) + prior,
        "absent": sum(c.weight for c in gone) / whole if whole else 1.0,
        "further": float(max(0, len(gone) - 1)),
    }


def own_share(desk: Desk, concepts: Sequence[Concept], span: Span) -> float:
    """Return the weighted share of the concepts that a span itself holds."""
    return held_share(concepts, bare(desk.tokenizer.prepared(span.text)))


def held_share(concepts: Sequence[Concept], text: str) -> float:
    """Return the weighted share of the concepts that a text, bare and simplified, holds."""
    whole = sum(c.weight for c in concepts)
    return sum(c.weight * c.held(text) for c in concepts) / whole if whole else 0.0


def _held_near(desk: Desk, span: Span) -> str:
    """Return the words around a span and above it, bare and simplified."""
    text = desk.text_of(span.document_id) or ""
    near = text[max(0, span.start - _AROUND_CHARS) : span.end + _AROUND_CHARS]
    above = desk.meta(span.document_id).title + desk.section_words(span.document_id, span.start)
    return bare(desk.tokenizer.prepared(near + above))
