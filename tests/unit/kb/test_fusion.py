import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.fusion import FusionWeights, fuse, standard_scores

HALF = FusionWeights(lexical=0.5, dense=0.5)
SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-100, 100), max_size=8)


def test_standard_scores_against_the_formula() -> None:
    assert standard_scores({"a": 1.0, "b": 3.0}) == {"a": -1.0, "b": 1.0}
    assert standard_scores({"a": 5.0, "b": 5.0}) == {"a": 0.0, "b": 0.0}
    assert standard_scores({}) == {}


def test_what_a_list_lacks_gets_its_lowest_score() -> None:
    fused = fuse({"a": 3.0, "b": 1.0}, {"a": 0.9, "c": 0.5}, HALF)
    assert fused == pytest.approx({"a": 1.0, "b": -1.0, "c": -1.0})


def test_an_empty_list_changes_no_order() -> None:
    fused = fuse({"a": 1.0, "b": 3.0}, {}, HALF)
    assert sorted(fused, key=lambda key: -fused[key]) == ["b", "a"]


@given(SCORES, SCORES)
def test_weight_of_one_list_alone_keeps_its_order(lexical: dict[str, float], dense: dict[str, float]) -> None:
    fused = fuse(lexical, dense, FusionWeights(lexical=0.0, dense=1.0))
    assert set(fused) == set(lexical) | set(dense)
    ordered = sorted(dense, key=lambda key: -dense[key])
    found = [fused[key] for key in ordered]
    assert found == pytest.approx(sorted(found, reverse=True))
