"""Parts of others, what the first ones hold of a group, whose change is greater, whole rows, parts of a year."""

from __future__ import annotations

import pytest

from bot.figures.catalogue import Catalogue
from tests.figure_values import DONE, ECO, GOAL, GROUPS, MIIT, NET, above, build, holds, one, pct, ranked, say, total

FALL = {city: DONE[city] - GOAL[city] for city in GOAL}


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2024年目标，梅州相当于惠州的百分之几", [f"{pct(GOAL['梅州'], GOAL['惠州'])}%"]),
        ("粤西2024年目标是粤北的几成", [f"{pct(total(GOAL, GROUPS['粤西']), total(GOAL, GROUPS['粤北']))}%"]),
        ("茂名2024年目标是2023年验收数的百分之几", [f"{pct(GOAL['茂名'], DONE['茂名'])}%"]),
        ("肇庆2023年验收的企业里，工信牵头的占百分之几", [f"{pct(MIIT['肇庆'], DONE['肇庆'])}%"]),
        ("中山的生态环境牵头家数在全省占比", [f"{pct(ECO['中山'], total(ECO))}%"]),
        ("2023年工信牵头数量里茂名占几成", [f"{pct(MIIT['茂名'], total(MIIT))}%"]),
        ("2024年目标佛山有几个湛江那么多", ["8.4倍"]),
        ("最多的市2024年目标是最少的多少倍", ["东莞", "汕尾", "50倍"]),
        ("2024年目标，江门减肇庆是多少", ["少5家"]),
        ("阳江加上茂名，2024年目标一起有多少", [str(GOAL["阳江"] + GOAL["茂名"])]),
        ("2023年验收总数前四名", ranked(DONE)[:4]),
        ("2024年目标居中的是哪个市", ["35", "阳江", "肇庆"]),
    ],
)
def test_one_as_a_part_of_another(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(holds(said, part) for part in wanted), said


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2023年生态环境牵头前八里有几个粤东的", ["粤东有1个：汕头市"]),
        ("粤西有几个市进了2023年验收数前十三", ["粤西有2个"]),
        ("2024年目标后四名里珠三角占几个", ["没有珠三角的地市"]),
        ("2024年目标前四名都是珠三角的吗", ["是的，", "珠三角有4个"]),
        ("2024年目标前六里有没有粤北的", ["没有，"]),
        ("粤西包括哪几个市", ["粤西有3个", *GROUPS["粤西"]]),
    ],
)
def test_what_a_group_holds(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(part in said for part in wanted), said


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("湛江和阳江谁的目标砍得更狠", ["湛江市减少更多", f"少{FALL['湛江']}家", f"少{FALL['阳江']}家"]),
        ("汕头、揭阳的目标哪个降幅更大", ["揭阳市下降更多", f"少{FALL['揭阳']}家"]),
        ("目标没变的有哪几个市", above(FALL, lambda v: v == 0)),
        ("不降反升的是哪个市的目标", above(FALL, lambda v: v < 0)),
        ("目标降幅最大的两个市", ["清远", "河源"]),
        ("目标降幅最小的市", ["惠州"]),
        ("目标减少得最少的是哪些市", ["梅州", "汕尾", "揭阳"]),
    ],
)
def test_whose_change_is_greater(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(part in said for part in wanted), said


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("2024年目标连20家都不到的市", above(GOAL, lambda v: v < 20)),
        ("平台完成率连一半也没有的市有哪些", ["韶关", "阳江", "清远"]),
        ("2023年验收数有没有雷同的市", ["河源", "茂名"]),
    ],
)
def test_no_more_and_no_other(notice: Catalogue, question: str, cities: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert {city for city in GOAL if city in said} == set(cities), said


def test_every_row_of_a_list_is_named(notice: Catalogue) -> None:
    _, said = say(notice, "2023年生态环境牵头不到90家的市有哪些")
    assert {city for city in ECO if city in said} == set(above(ECO, lambda v: v < 90)), said


@pytest.mark.parametrize(
    "question", ["潮州2023年那一行的四个数都给我", "把附件1里潮州整行念一下", "潮州2023年验收情况，四项都列出来"]
)
def test_a_whole_row(notice: Catalogue, question: str) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(holds(said, str(column["潮州"])) for column in (MIIT, ECO, DONE, NET)), said


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("惠州2024年目标平均到每个月是多少家", one(GOAL["惠州"] / 12)),
        ("2024年全省目标按季度平摊要做几家", one(total(GOAL) / 4)),
        ("湛江哪个部门牵头的企业多", str(ECO["湛江"] - MIIT["湛江"])),
        ("2023年全省过审的企业数", str(total(DONE))),
    ],
)
def test_parts_of_a_year_and_of_a_total(notice: Catalogue, question: str, wanted: str) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert holds(said, wanted), said


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("湛江2024年目标不到2023年验收数的七成吗", ["是的，", f"{pct(GOAL['湛江'], DONE['湛江'])}%"]),
        ("惠州2024年目标比2023年验收数少了一成多对吗", ["不是，"]),
        ("2024年目标不足2023年验收数三分之二的市有几个", ["有4个", "66.7%"]),
        ("2023年工信牵头占一半以上的市有几个", [f"有{sum(MIIT[c] * 2 >= DONE[c] for c in DONE)}个"]),
        ("2024年目标前四名加起来超过全省一半了吗", ["是的，", f"{pct(sum(sorted(GOAL.values())[-4:]), total(GOAL))}%"]),
        ("与2023年验收数相比，目标减得最多的是哪个市", ["东莞", "少42家"]),
        ("是不是只有佛山的目标涨了", ["是的，", "佛山市"]),
        ("878代表什么", ["全省2023年工业和信息化牵头数量为878家"]),
        ("附件2列了多少个市", ["21"]),
    ],
)
def test_what_is_supposed_of_parts(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(part in said for part in wanted), said


def test_two_measures_compared_after_a_row_supposed(notice: Catalogue) -> None:
    _, said = say(notice, "茂名2024年目标是22家吗", "2024年目标比2023年验收数差多少")
    assert holds(said, str(FALL["茂名"])), said
    assert "茂名市" in said
