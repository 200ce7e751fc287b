"""Retrieval measures, each over one ranking."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def success_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 when a right document stands among the first k."""
    return float(any(d in relevant for d in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 / rank of the first right document among the first k, else 0."""
    return next((1 / rank for rank, d in enumerate(ranked[:k], start=1) if d in relevant), 0.0)


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of right documents that stand among the first k."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return nDCG with binary gains (Järvelin and Kekäläinen, 2002)."""
    gain = sum(1 / log2(rank + 1) for rank, d in enumerate(ranked[:k], start=1) if d in relevant)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / ideal if ideal else 0.0
