"""A goal set against 去年: the newest goal on file against what was done the year before it, and both years said."""

from __future__ import annotations

import pytest

from bot.figures.catalogue import Catalogue
from tests.figure_values import DONE, ECO, GOAL, above, build, holds, say


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("肇庆目标比去年多还是少", ["少13家", "35家", "48家"]),
        ("清远目标比去年多吗", ["不是", "少33家", "30家", "63家"]),
        ("阳江今年目标比去年少多少", ["少11家", "35家", "46家"]),
        ("梅州的目标和去年比怎么样", ["少2家", "15家", "17家"]),
        ("粤北目标较去年有什么变化", ["129家", "183家"]),
        ("云浮2024年目标和2023年验收数比，是增加还是减少了", ["相同", "18家"]),
    ],
)
def test_the_goal_is_set_against_the_year_before_its_own(notice: Catalogue, question: str, values: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered"
    assert [v for v in values if v not in said] == [], said
    assert "去年" in question or "没有2026年" not in said


def test_only_one_city_has_a_higher_goal(notice: Catalogue) -> None:
    _, said = say(notice, "目标比去年高的城市有哪些")
    higher = [city for city in GOAL if GOAL[city] > DONE[city]]
    assert all(city in said for city in higher), said
    assert f"{len(higher)}个" in said


@pytest.mark.parametrize(
    "question",
    ["哪些市一家生态环境牵头的都没有", "有几个城市一家生态环境牵头的企业都没有", "一家生态环境牵头的都没有的城市"],
)
def test_not_one_is_none(notice: Catalogue, question: str) -> None:
    _, said = say(notice, question)
    none = above({k: float(v) for k, v in ECO.items()}, lambda v: v == 0)
    assert all(city in said for city in none), said
    assert not any(city in said for city in GOAL if city not in none)


def test_whether_there_are_any_and_how_many_is_no_difference(notice: Catalogue) -> None:
    _, said = say(notice, "揭阳2023年有没有生态环境牵头的企业，几家")
    assert holds(said, "0家"), said
    assert "多" not in said
