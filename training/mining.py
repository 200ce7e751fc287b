"""Articles that look right for a question and are not."""

from __future__ import annotations

import re
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from training import sets

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")


def bigrams(text: str) -> list[str]:
    """Return the character bigrams of a text; a lone character, a Latin word or a number is one term."""
    terms: list[str] = []
    for run in _RUN.findall(text.lower()):
        single = len(run) == 1 or not "\u4e00" <= run[0] <= "\u9fff"
        terms += [run] if single else [run[i : i + 2] for i in range(len(run) - 1)]
    return terms


def hard_negatives(bench: Path, folds: frozenset[int], depth: int = 50) -> dict[str, NDArray[np.int64]]:
    """Return, for each STARD question, the rows of `laws_pool` that BM25 over bigrams puts in its first `depth`."""
    articles = sets.laws(bench)
    row = {article.id: i for i, article in enumerate(articles)}
    vocabulary: dict[str, int] = {}
    ids = [[vocabulary.setdefault(t, len(vocabulary)) for t in bigrams(f"{a.title} {a.text}")] for a in articles]
    index = bm25s.BM25(k1=1.5, b=0.75)
    index.index(bm25s.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
    found = {}
    for question in sets.stard(bench, folds):
        scores = index.get_scores([t for t in bigrams(question.text) if t in vocabulary])
        right = {row[did] for did in question.right}
        found[question.id] = np.array([i for i in np.argsort(-scores)[:depth] if i not in right])
    return found
