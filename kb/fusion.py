"""How two rankings become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, kw_only=True)
class FusionWeights:
    """Share of each list in the fused score; measured with `python -m evals retrieve` (see evals/scores.json)."""

    lexical: float = 0.9
    dense: float = 0.1


def standard_scores(scores: Mapping[str, float]) -> dict[str, float]:
    """Return z-scores (mean 0, deviation 1) of one list; all 0 where every score is the same."""
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    deviation = sqrt(sum((s - mean) ** 2 for s in scores.values()) / len(scores))
    return {key: (score - mean) / deviation if deviation else 0.0 for key, score in scores.items()}


def fuse(lexical: Mapping[str, float], dense: Mapping[str, float], weights: FusionWeights) -> dict[str, float]:
    """Return key -> weighted sum of standard scores; what a list lacks gets its lowest.

    Raw BM25 and cosine have no common scale.  Ranks alone (RRF) throw away how much better the best is, and lost to
    the dense list alone on stard in a trial.
    """
    parts = [(standard_scores(lexical), weights.lexical), (standard_scores(dense), weights.dense)]
    present = [(scores, weight, min(scores.values())) for scores, weight in parts if scores]
    keys = dict.fromkeys([*lexical, *dense])
    return {key: sum(weight * scores.get(key, lowest) for scores, weight, lowest in present) for key in keys}
