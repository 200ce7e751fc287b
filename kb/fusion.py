"""How two rankings become one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class FusionWeights:
    """Share of each list in the fused score; measured with `python -m evals retrieve` (see evals/scores.json)."""

    lexical: float = 0.9
    dense: float = 0.1


def standard_scores(scores: Mapping[Key, float]) -> dict[Key, float]:
    """Return z-scores (mean 0, deviation 1) of one list; all 0 where every score is the same."""
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    deviation = sqrt(sum((s - mean) ** 2 for s in scores.values()) / len(scores))
    if not deviation:
        return dict.fromkeys(scores, 0.0)
    return {key: (score - mean) / deviation for key, score in scores.items()}


def fuse(lexical: Mapping[Key, float], dense: Mapping[Key, float], weights: FusionWeights) -> dict[Key, float]:
    """Return key -> weighted sum of standard scores; what a list lacks gets its lowest.

    Raw BM25 and cosine have no common scale.  Ranks alone (RRF) throw away how much better the best is, and lost to
    the dense list alone on stard in a trial.
    """
    parts = [(standard_scores(lexical), weights.lexical), (standard_scores(dense), weights.dense)]
    present = [(scores, weight, min(scores.values())) for scores, weight in parts if scores]
    fused = dict.fromkeys([*lexical, *dense], 0.0)
    for scores, weight, lowest in present:
        for key in fused:
            fused[key] += weight * scores.get(key, lowest)
    return fused
