"""Fit the probability of a hit: `python -m training.calibrate --bench DIR --held-out-model DIR` (see README.md).

Right and wrong hits come from questions that the embedding model never learned from: DRCD by held-out titles with the
shipped model, STARD fold 1 with a model that was trained on folds 2 to 4.  Every question is searched twice, the
second time without its right documents, as a question that the collection does not answer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.collection import temporary_base
from kb.rank.model import SHIPPED, load_rank_model
from kb.rank.ranker import CloseRanker
from kb.search import Candidate, HybridSearcher
from kb.settings import Settings
from kb.types import Hit
from training import sets
from training.mining import hard_negatives

FEATURES = (
    "covered",
    "words",
    "window",
    "runs",
    "dense",
    "lead",
    "articles",
    "articles_words",
    "articles_covered",
    "articles_dense",
)
_READ = 1  # hits of each search that are judged
_POOL_NEGATIVES = 20  # look-alikes of each STARD question in the small pool
Row = tuple[list[float], bool]


class Recorder:
    """A ranker that keeps what the real one measured, leaving out unwanted documents."""

    def __init__(self, ranker: CloseRanker) -> None:
        self._ranker = ranker
        self.without: Collection[str] = ()
        self.documents: list[str] = []
        self.scores = np.zeros(0)
        self.values: dict[str, np.ndarray] = {}

    def __call__(self, query: str, candidates: Sequence[Candidate]) -> list[Hit]:
        """Rank and remember."""
        kept = [c for c in candidates if c.document.id not in self.without]
        near = self._ranker.nearest(kept)
        self.scores, self.values = self._ranker.measure(query, near, self._ranker.dense_share(kept))
        self.documents = [c.document.id for c in near]
        return self._ranker(query, kept)


def recorded(
    records: Sequence[Mapping[str, Any]], settings: Settings
) -> Iterator[tuple[Recorder, Callable[[str], list[Hit]]]]:
    """Yield a recorder and the search that feeds it, over a temporary index."""
    with temporary_base(records, settings) as base:
        ranker = CloseRanker(
            load_rank_model(), prepared=base.tokenizer.prepared, words=base.tokenizer.tokens, statistics=base.lexical
        )
        recorder = Recorder(ranker)
        searcher = HybridSearcher(
            store=base.store,
            knowledge=base.knowledge,
            lexical=base.lexical,
            dense=base.dense,
            ranker=recorder,
        )
        yield recorder, searcher.search


def rows(records: Sequence[Mapping[str, Any]], questions: Sequence[sets.Question], settings: Settings) -> list[Row]:
    """Return the measured values of the best hits, and whether each is right."""
    found: list[Row] = []
    for recorder, search in recorded(records, settings):
        for question in questions:
            for without in ((), question.right):
                recorder.without = without
                search(question.text)
                for i in np.argsort(-recorder.scores)[:_READ]:
                    values = [float(recorder.values[name][i]) for name in FEATURES]
                    found.append((values, recorder.documents[i] in question.right))
    return found


def main() -> None:
    """Measure, fit and write the calibration into the rank model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--held-out-model", type=Path, required=True, help="trained with --folds 2,3,4")
    parser.add_argument("--questions", type=int, default=400, help="of each set, at most")
    given = parser.parse_args()
    passages, asked = sets.drcd(given.bench, frozenset({0}))
    texts = [{"id": pid, "title": title, "text": text} for pid, (title, text) in passages.items()]
    every = max(1, len(asked) // given.questions)
    measured = rows(texts, asked[::every], Settings())
    questions = sets.stard(given.bench, frozenset({1}))[: given.questions]
    articles = sets.laws(given.bench)
    pool = {did for question in questions for did in question.right}
    for negatives in hard_negatives(given.bench, frozenset({1}), _POOL_NEGATIVES).values():
        pool |= {articles[int(i)].id for i in negatives}
    small = [{"id": a.id, "title": a.title, "text": a.text} for a in articles if a.id in pool]
    measured += rows(small, questions, Settings(embedding=str(given.held_out_model)))
    values, right = np.array([v for v, _ in measured]), np.array([r for _, r in measured])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(values, right)
    model = json.loads(SHIPPED.read_text(encoding="utf-8"))
    model["calibration"] = {"intercept": round(float(fitted.intercept_[0]), 3)} | {
        name: round(float(c), 3) for name, c in zip(FEATURES, fitted.coef_[0], strict=True)
    }
    SHIPPED.write_text(json.dumps(model, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(model["calibration"], len(measured), f"right {right.mean():.3f}")


if __name__ == "__main__":
    main()
