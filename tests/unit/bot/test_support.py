"""When a span answers: likely by search, nothing of the question missing, of the right place."""

import pytest

from bot.support import SupportModel, default_support

MODEL = SupportModel(intercept=1.0, likely=1.0, absent=-3.0, elsewhere=-1.0, refuse_below=0.3)


def test_the_chance_is_logistic_in_what_was_measured() -> None:
    assert MODEL.probability({"likely": -1.0, "absent": 0.0, "elsewhere": 0.0}) == pytest.approx(0.5)
    assert MODEL.probability({"likely": -1.0, "absent": 1.0, "elsewhere": 1.0}) == pytest.approx(0.018, abs=1e-3)


def test_a_span_answers_when_likely_enough_or_when_it_says_all() -> None:
    doubtful = {"likely": -3.0, "absent": 0.0, "elsewhere": 0.0}
    assert not MODEL.answers(doubtful, own=0.5)
    assert MODEL.answers(doubtful, own=0.95)
    assert not MODEL.answers({**doubtful, "elsewhere": 1.0}, own=0.95)
    assert MODEL.answers({"likely": 0.0, "absent": 0.2, "elsewhere": 0.0}, own=0.0)


def test_the_shipped_model_weighs_as_it_should() -> None:
    model = default_support()
    assert model.likely > 0 > model.absent
    assert model.elsewhere < 0
    assert 0 < model.refuse_below < 1
