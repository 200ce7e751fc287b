"""Numbers that a question on a standard names."""

from decimal import Decimal

import pytest

from bot.standards.counted import counts, months, sums
from bot.standards.phrases import plain
from bot.standards.table import ways


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        ("一台8蒸吨的锅炉", "蒸吨", [8]),
        ("收了100个失能老人", "人", [100]),
        ("培训30名职工", "人", [30]),
        ("0.7万头奶牛", "头", [7000]),
        ("投了800万", "人", []),
    ],
)
def test_so_many_of_a_unit(text: str, unit: str, values: list[int]) -> None:
    assert [c.value for c in counts(text, unit)] == values


@pytest.mark.parametrize(
    ("text", "spent", "claimed"),
    [
        ("花了180万,照三成算能拿54万吧?到底能到手多少", [1_800_000], 540_000),
        ("补12000对吗", [], 12_000),
        ("上限200万吧", [], 2_000_000),
        ("去年拿了5万,今年投了300万能补多少", [3_000_000], None),
        ("改造补助100万够吗", [], 1_000_000),
    ],
)
def test_what_is_spent_and_what_is_supposed(text: str, spent: list[int], claimed: int | None) -> None:
    found = sums(text)
    assert list(found.spent) == [Decimal(s) for s in spent]
    assert found.claimed == (None if claimed is None else Decimal(claimed))


@pytest.mark.parametrize(("text", "count"), [("半年能领多少", 6), ("一年多少", 12), ("3个月", 3), ("每月多少", None)])
def test_months(text: str, count: int | None) -> None:
    assert months(text) == count


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Ⅱ级", "二级"),
        ("2级", "二级"),
        ("只报废不买新的", "仅报废仅"),
        ("改成电的", "改为电的"),
        ("12级台风", "12级台风"),
    ],
)
def test_one_spelling(said: str, meant: str) -> None:
    assert plain(said) == meant


def test_ways_to_name_a_cell() -> None:
    assert ways("特困和低保家庭") == ("特困", "低保")
    assert ways("Ⅰ级（国际领先）") == ("一级", "国际领先")
