"""Fit when a span answers: `python -m training.support --bench DIR` (see README.md).

Questions of DRCD by held-out titles, which the embedding model never saw, are asked twice over its passages, the second
time without the right one: then nothing answers, though passages of the same article stay.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.desk import Desk
from bot.reading import open_reader
from bot.support import SHIPPED
from evals.collection import temporary_base
from kb.lexicon_index import LexiconIndex
from kb.rank.model import load_rank_model
from kb.rank.ranker import CloseRanker
from kb.search import Candidate, HybridSearcher
from kb.settings import Settings
from kb.types import Hit
from training import sets

_HITS = 30
FEATURES = ("likely", "absent")  # `further` was chosen (README.md of the model)


class WithoutSome:
    """A ranker that leaves out unwanted documents."""

    def __init__(self, ranker: CloseRanker) -> None:
        self._ranker = ranker
        self.without: Sequence[str] = ()

    def __call__(self, query: str, candidates: Sequence[Candidate]) -> list[Hit]:
        """Rank what is wanted."""
        return self._ranker(query, [c for c in candidates if c.document.id not in self.without])


def rows(bench: Path) -> list[tuple[tuple[float, ...], bool]]:
    """Return the measured values of the best span of every question, and whether it is of the right passage."""
    passages, questions = sets.drcd(bench, frozenset({0}))
    records = [{"id": pid, "title": title, "text": text} for pid, (title, text) in passages.items()]
    found: list[tuple[tuple[float, ...], bool]] = []
    with temporary_base(records, Settings()) as base:
        ranker = WithoutSome(
            CloseRanker(
                load_rank_model(),
                prepared=base.tokenizer.prepared,
                words=base.tokenizer.tokens,
                statistics=base.lexical,
            )
        )
        searcher = HybridSearcher(
            store=base.store, knowledge=base.knowledge, lexical=base.lexical, dense=base.dense, ranker=ranker
        )
        desk = Desk(
            knowledge=base.knowledge(),
            store=base.store,
            searcher=searcher,
            lexicon=base.lexicon,
            index=LexiconIndex(base.lexicon),
            tokenizer=base.tokenizer,
        )
        reader = open_reader(desk, base)
        for question in questions:
            text = base.tokenizer.prepared(question.text)
            for without in ((), question.right):
                ranker.without = without
                hits = searcher.search(text, k=_HITS)
                measured = reader.measure(text, hits, as_of=date(2020, 1, 1))
                if measured is not None:
                    values, document_id = measured
                    found.append((tuple(values[name] for name in FEATURES), document_id in question.right))
    return found


def main() -> None:
    """Measure, fit and write the coefficients; the threshold stays as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    measured = rows(parser.parse_args().bench)
    values, right = np.array([v for v, _ in measured]), np.array([r for _, r in measured])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(values, right)
    model = json.loads(SHIPPED.read_text(encoding="utf-8"))
    model["intercept"] = round(float(fitted.intercept_[0]), 2)
    model |= {name: round(float(c), 2) for name, c in zip(FEATURES, fitted.coef_[0], strict=True)}
    SHIPPED.write_text(json.dumps(model, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(model, len(measured), f"right {right.mean():.3f}", f"accuracy {fitted.score(values, right):.3f}")


if __name__ == "__main__":
    main()
