"""Ranges as cells write them, and which amounts are among them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.records.bands import amounts, apart, band_of


@pytest.mark.parametrize(
    ("cell", "unit", "low", "high", "kind"),
    [
        ("5万吨及以上", "吨标准煤", 50_000, None, "吨"),
        ("1万吨（含）至5万吨", "吨标准煤", 10_000, 50_000, "吨"),
        ("1-5万吨", "", 10_000, 50_000, "吨"),
        ("200～500", "万元", 2_000_000, 5_000_000, "元"),
        ("≥300", "亩", 300, None, "亩"),
        ("不足60分", "", None, 60, "分"),
        ("100人以上500人以下", "", 100, 500, "人"),
        ("1,000-2,000平方米", "", 1_000, 2_000, "平方米"),
    ],
)
def test_ranges_are_read(cell: str, unit: str, low: int | None, high: int | None, kind: str) -> None:
    band = band_of(cell, unit)
    assert band is not None
    assert (band.low, band.high, band.kind) == (low, high, kind)


@pytest.mark.parametrize("cell", ["冷库", "300万元", "2025年9月底", "面积500平方米以上，人员3人以上", "—"])
def test_what_is_no_range_of_one_quantity_is_none(cell: str) -> None:
    assert band_of(cell, "") is None


@pytest.mark.parametrize(
    ("cell", "value", "held"),
    [
        ("2000吨以上不足5000吨", 2000, True),
        ("2000吨以上不足5000吨", 5000, False),
        ("超过500人", 500, False),
        ("50亩（不含）以下", 50, False),
        ("75～89分", 89, True),
    ],
)
def test_an_end_belongs_to_a_range_unless_it_is_left_out(cell: str, value: int, held: bool) -> None:
    band = band_of(cell, "")
    assert band is not None
    assert band.holds(Decimal(value)) is held


def test_ranges_that_overlap_are_no_tiers() -> None:
    low, high, wide = (band_of(cell, "") for cell in ("100人以下", "100人以上", "50人以上"))
    assert low is not None
    assert high is not None
    assert wide is not None
    assert apart([high, low])
    assert not apart([low, wide])


def test_so_many_ten_thousand_of_nothing_are_money() -> None:
    assert [(a.value, a.kind) for a in amounts("30个人奖2万")] == [(30, "人"), (20_000, "元")]
