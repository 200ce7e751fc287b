"""An amount that the asker says was done is set against the goal on file, never against a result on file."""

from __future__ import annotations

import pytest

from bot.figures.answer import answer_fault
from bot.figures.catalogue import Catalogue
from bot.figures.outcome import Reason
from bot.figures.query import FigureQuery
from bot.figures.surface import clean
from bot.figures.understand import understand
from tests.figure_values import AS_OF, GOAL, build, holds, say


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("惠州已经验收了90家，离目标还差多少家", ["还差46家", "已完成90家", "136家"]),
        ("要是江门办结了45家，完成率是多少", ["已完成45家", f"{GOAL['江门']}家"]),
        ("珠海目前做了90家，够不够", ["已超出4家", "86家", "104.7%"]),
        ("韶关完成了50家，达标了吗", ["正好完成", "50家"]),
        ("珠海和惠州一共完成了200家，还差几家", ["还差22家", "222家"]),
        ("潮州如果做完26家，算超额多少", ["已超出6家", "20家"]),
        ("全省累计通过1400家，完成目标了吗", ["已超出10家", "1390家"]),
    ],
)
def test_what_is_said_is_set_against_the_goal(notice: Catalogue, question: str, values: list[str]) -> None:
    _, said = say(notice, question)
    assert all(holds(said, value) for value in values), said


def test_whose_goal_is_asked_back_and_each_choice_keeps_what_was_said(notice: Catalogue) -> None:
    fault = understand("我市已完成30家，还差多少", notice, as_of=AS_OF).fault
    assert fault is not None
    assert fault.reason is Reason.AMBIGUOUS
    assert answer_fault(fault, notice).draft.statements[0].text.startswith("您问的是哪个市")
    (chosen,) = [question for label, question in fault.choices if label == "珠海市"]
    _, said = say(notice, chosen)
    assert holds(said, "还差56家"), said


@pytest.mark.parametrize(
    "question", ["2023年验收100家以上的城市有几个", "佛山去年验收了193家，今年目标还差多少", "佛山2024年目标是200家吗"]
)
def test_thresholds_last_year_and_suppositions_are_none(notice: Catalogue, question: str) -> None:
    query = understand(clean(question), notice, as_of=AS_OF).query
    assert query is not None
    assert query.given is None


def test_it_travels_as_json(notice: Catalogue) -> None:
    query = understand("惠州已验收90家，还差多少", notice, as_of=AS_OF).query
    assert query is not None
    assert query.given == 90
    assert FigureQuery.from_json(query.to_json()) == query
