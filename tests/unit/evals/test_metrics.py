from math import log2

import pytest

from evals import metrics
from evals.sets import in_fold, score_rankings

RANKED = ["a", "b", "c", "d"]


def test_measures_of_one_ranking() -> None:
    assert metrics.success_at(RANKED, {"b"}, 1) == 0.0
    assert metrics.success_at(RANKED, {"b"}, 2) == 1.0
    assert metrics.reciprocal_rank(RANKED, {"c", "d"}, 10) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(RANKED, {"d"}, 3) == 0.0
    assert metrics.recall_at(RANKED, {"a", "x"}, 4) == 0.5
    ideal = 1 + 1 / log2(3)
    assert metrics.ndcg_at(RANKED, {"a", "c"}, 10) == pytest.approx((1 + 1 / log2(4)) / ideal)
    assert metrics.ndcg_at([], {"a"}, 10) == 0.0


def test_a_query_without_a_ranking_counts_as_nothing_found() -> None:
    scores = score_rankings([("q1", ["a"])], {"q1": {"a"}, "q2": {"b"}})
    assert scores == {"success@1": 0.5, "MRR@10": 0.5, "nDCG@10": 0.5, "recall@100": 0.5}


def test_folds_part_the_questions() -> None:
    ids = [f"stard-q{n}" for n in range(100)]
    assert [sum(in_fold(i, fold) for fold in range(5)) for i in ids] == [1] * 100
    assert in_fold("stard-q0", 1)  # sha1 ≡ 1 (mod 5), computed apart
