"""What is measured of a passage, against values worked out by hand."""

import math
import re

import pytest

from kb.rank.features import TEXT_FEATURES, idf, question_terms, text_features, words_covered
from kb.rank.model import load_rank_model

NOTHING = re.compile("(?!)")
FREQUENCIES = {"清洁": 1, "洁生": 1, "生产": 9, "审核": 4}


def terms(question, asking=NOTHING):
    return question_terms(question, asking=asking, frequency=lambda pair: FREQUENCIES.get(pair, 0), passages=10)


def test_terms_are_weighted_by_rarity():
    found = terms("清洁生产 2024abc")
    assert found.pairs == ("清洁", "洁生", "生产", "2024", "abc")
    assert found.weights[0] == pytest.approx(math.log(1 + 9.5 / 1.5))
    assert found.weights[2] == pytest.approx(math.log(1 + 1.5 / 9.5))


def test_words_of_asking_go_unless_nothing_else_is_left():
    asking = load_rank_model().asking_pattern()
    assert terms("审核有哪些？", asking).pairs == ("审核",)
    assert terms("审核有哪些？", asking).text.strip() == "审核 ？"
    assert terms("是什么", asking).pairs == ("是什", "什么")


def test_covered_is_the_weighted_share_found_in_title_or_text():
    found = text_features(terms("生产审核"), ["生产", "", ""], ["别的", "审核生产", "无关"])
    weights = terms("生产审核").weights  # 生产, 产审, 审核
    total = weights.sum()
    assert found["covered"] == pytest.approx([weights[0] / total, (weights[0] + weights[2]) / total, 0])
    assert set(found) == set(TEXT_FEATURES)


def test_words_count_by_rarity_in_title_or_text():
    assert idf(4, 10) == pytest.approx(math.log(1 + 6.5 / 4.5))
    found = words_covered(["铜川", "公交"], [3.0, 1.0], ["铜川通知", "", ""], ["公交停运", "公交停运", "停运"])
    assert found == pytest.approx([1, 0.25, 0])


def test_bm25_saturates_and_prefers_the_shorter():
    question = terms("审核")
    short, long, twice = text_features(question, ["", "", ""], ["审核", "审核" + "无" * 598, "审核审核"])["bm25"]
    weight = math.log(1 + 6.5 / 4.5)
    assert short == pytest.approx(weight * 2.2 / (1 + 1.2 * (0.5 + 0.5 * 2 / 300)))
    assert long < short < twice < 2 * short


def test_window_asks_for_nearness():
    question = terms("清洁审核")
    near, far = text_features(question, ["", ""], ["清洁" + "无" * 20 + "审核", "清洁" + "无" * 80 + "审核"])["window"]
    weights = question.weights  # 清洁, 洁审, 审核
    assert near == pytest.approx((weights[0] + weights[2]) / weights.sum())
    assert far == pytest.approx(max(weights[0], weights[2]) / weights.sum())


def test_runs_reward_whole_stretches():
    whole, parts, none = text_features(terms("清洁生产审核"), ["", "", ""], ["清洁生产审核", "清洁生。产审核", "清洁"])[
        "runs"
    ]
    assert whole == pytest.approx(5**1.5 / 6)
    assert parts == pytest.approx(2 * 2**1.5 / 6)
    assert none == 0


def test_a_question_without_terms_measures_zero():
    found = text_features(terms("？"), [""], ["审核"])
    assert [float(found[name][0]) for name in TEXT_FEATURES] == [0, 0, 0, 0]
