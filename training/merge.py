"""Several models trained apart, made into one of the same size.

Before its last step a static embedding is linear: a text is the sum of its pieces' rows.  Rows of independent models
laid side by side therefore give (nearly) the mean of their cosines, and a projection of the rows is a projection of
the texts.  The projection kept is the one that loses least of articles and questions (an uncentred PCA of both).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.pairs import Pieces

Rows = NDArray[np.float32]
_BATCH = 2048


def merged(models: Sequence[Rows], articles: Sequence[Pieces], questions: Sequence[Pieces], dimensions: int) -> Rows:
    """Return one row per piece, shape (pieces, dimensions).

    Args:
        models: rows of each model, of one vocabulary.
        articles: piece ids of the texts that are searched.
        questions: piece ids of the texts that ask.
        dimensions: how many directions are kept; half the weight is on articles, half on questions.
    """
    scaled = [rows / np.median(_lengths(rows, articles)) for rows in models]
    beside = np.concatenate(scaled, axis=1)
    spread = (_moments(beside, articles) + _moments(beside, questions)) / 2
    _, directions = np.linalg.eigh(spread)  # in rising order of how much each holds
    kept: Rows = beside @ directions[:, ::-1][:, :dimensions].astype(np.float32)
    return kept


def _lengths(rows: Rows, texts: Sequence[Pieces]) -> NDArray[np.float32]:
    """Return the length of each text's sum of rows."""
    batches = (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))
    return np.concatenate([np.linalg.norm(_sums(rows, batch), axis=1) for batch in batches])


def _sums(rows: Rows, texts: Sequence[Pieces]) -> Rows:
    """Return the sum of rows of each text, none of which may be empty."""
    starts = np.cumsum([0] + [len(text) for text in texts[:-1]])
    return np.add.reduceat(rows[np.concatenate(texts)], starts, axis=0)


def _moments(rows: Rows, texts: Sequence[Pieces]) -> NDArray[np.float64]:
    """Return the mean outer product of the texts' unit vectors."""
    filled = [text for text in texts if len(text)]
    total = np.zeros((rows.shape[1], rows.shape[1]))
    for start in range(0, len(filled), _BATCH):
        vectors = _sums(rows, filled[start : start + _BATCH])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        total += vectors.T @ vectors
    return total / len(filled)
