"""One step on the result of another: who is first in one measure and another of theirs, sums against sums."""

from __future__ import annotations

import pytest

from bot.figures.catalogue import Catalogue
from bot.figures.nested import nested
from tests.figure_values import AS_OF, DONE, GOAL, build, holds, say


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


TOP5 = sorted(GOAL.values(), reverse=True)[:5]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (
            "把广州、深圳、佛山的目标加起来再减去东莞的",
            [str(GOAL["广州"] + GOAL["深圳"] + GOAL["佛山"] - GOAL["东莞"])],
        ),
        ("惠州2024年目标减去珠海和汕头之和", ["少", str(GOAL["珠海"] + GOAL["汕头"] - GOAL["惠州"])]),
        ("韶关和清远的目标加起来比惠州少多少", [str(GOAL["惠州"] - GOAL["韶关"] - GOAL["清远"]), "合计"]),
        ("2023年验收最多的市比最少的多几家", [str(max(DONE.values()) - min(DONE.values()))]),
        ("目标最高的五个市占全省多少", [f"{sum(TOP5) / 1390 * 100:.1f}%"]),
        ("目标前五的市占全省多少", [f"{sum(TOP5) / 1390 * 100:.1f}%"]),
        ("东莞的目标在全省占比排第几", ["第1位"]),
        ("茂名和云浮2023年验收数一共比2024年目标多多少", ["6", "46", "40"]),
        ("2024年比2023年验收数多的城市", ["1个", "佛山"]),
        ("2024年比2023年验收数少的城市有几个", [str(sum(GOAL[c] < DONE[c] for c in GOAL))]),
    ],
)
def test_one_query(notice: Catalogue, question: str, values: list[str]) -> None:
    _, said = say(notice, question)
    assert all(holds(said, value) for value in values), said


@pytest.mark.parametrize(
    ("question", "first", "then"),
    [
        ("2023年验收数最多的市2024年目标是多少", "2023年验收数最多的市是哪些", "东莞市2024年目标是多少"),
        ("目标第二的市，2023年验收数", "目标第二的市是哪些", "佛山市2023年验收数"),
        (
            "验收数最少的三个市2024年目标合计多少",
            "验收数最少的三个市是哪些",
            "汕尾市、揭阳市、梅州市2024年目标合计多少",
        ),
    ],
)
def test_who_is_first_in_one_measure_is_asked_about_in_another(
    notice: Catalogue, question: str, first: str, then: str
) -> None:
    assert nested(question, notice, as_of=AS_OF) == (first, then)


@pytest.mark.parametrize(
    "question",
    [
        "2024年目标最高的市是哪个",
        "2024年目标最高的市比最低的市多多少",
        "2024年目标最高的五个市占全省多少",
        "2024年目标前三的市合计多少",
        "目标最高的市2024年目标是多少",
        "名单公布最早的市要做什么",
    ],
)
def test_one_measure_is_one_question(notice: Catalogue, question: str) -> None:
    assert nested(question, notice, as_of=AS_OF) is None


FALL = {city: (DONE[city] - GOAL[city]) / DONE[city] for city in GOAL}


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("哪些市2024年目标比2023年验收数下降超过30%", [c for c in FALL if FALL[c] > 0.3]),
        ("2024年目标比2023年验收数降幅超过三成的市", [c for c in FALL if FALL[c] > 0.3]),
        ("2024年目标较2023年验收数减少不到10%的城市有哪些", [c for c in FALL if 0 < FALL[c] < 0.1]),
        ("2024年目标比2023年验收数少一半以上的市有几个", [c for c in FALL if FALL[c] >= 0.5]),
        ("2024年目标比2023年验收数增长超过10%的市", [c for c in FALL if FALL[c] < -0.1]),
    ],
)
def test_falls_are_set_against_what_they_fell_from(notice: Catalogue, question: str, cities: list[str]) -> None:
    _, said = say(notice, question)
    assert {city for city in GOAL if city in said} == set(cities), said
    assert f"有{len(cities)}个" in said


def test_most_of_the_whole(notice: Catalogue) -> None:
    assert say(notice, "全省目标1390家，珠三角占了大头吗")[1].startswith("是的，珠三角")
    assert say(notice, "粤北2024年目标占大头吗")[1].startswith("没有，粤北")
