"""When a span answers: likely by search, nothing of the question missing, of the right place."""

import pytest

from bot.support import SupportModel, default_support

MODEL = SupportModel(
    intercept=1.0,
    likely=1.0,
    absent=-2.0,
    further=-0.5,
    refuse_below=0.3,
    refuse_sentence_below=0.6,
    fitted_among=150,
    few_own=0.2,
)


def test_the_chance_is_logistic_in_what_was_measured() -> None:
    assert MODEL.probability({"likely": -1.0, "absent": 0.0, "further": 0.0}) == pytest.approx(0.5)
    assert MODEL.probability({"likely": -1.0, "absent": 1.0, "further": 2.0}) == pytest.approx(0.047, abs=1e-3)


def test_a_span_answers_when_likely_enough_or_when_it_says_all() -> None:
    doubtful = {"likely": -3.0, "absent": 0.0, "further": 0.0}
    assert not MODEL.answers(doubtful, own=0.5, elsewhere=False, one_sentence=False)
    assert MODEL.answers(doubtful, own=0.95, elsewhere=False, one_sentence=False)
    assert not MODEL.answers(doubtful, own=0.95, elsewhere=True, one_sentence=False)
    assert MODEL.answers({"likely": 0.0, "absent": 0.3, "further": 1.0}, own=0.0, elsewhere=False, one_sentence=False)
    assert not MODEL.answers(
        {"likely": 0.0, "absent": 0.3, "further": 1.0}, own=0.0, elsewhere=False, one_sentence=True
    )
    assert not MODEL.answers(
        {"likely": 0.0, "absent": 0.6, "further": 2.0}, own=0.0, elsewhere=False, one_sentence=False
    )


def test_the_shipped_model_weighs_as_it_should() -> None:
    model = default_support()
    assert model.likely > 0 > max(model.absent, model.further)
    assert 0 < model.refuse_below < model.refuse_sentence_below < 1


def test_one_of_few_documents_is_the_likelier() -> None:
    assert MODEL.prior(15) == pytest.approx(2.3026, abs=1e-4)  # ln 10
    assert MODEL.prior(150) == MODEL.prior(60_000) == 0.0
    assert MODEL.prior(0) == MODEL.prior(1)
