from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.zh.numerals import article_number, chinese_numeral, find_numbers, parse_chinese_integer, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二四", 2024),
        ("一百二十三", 123),
        ("两千", 2000),
        ("十五", 15),
        ("一千二百四十二", 1242),
        ("三万五", 35000),
        ("一百二", 120),
        ("一百零二", 102),
        ("一亿二千万", 120_000_000),
        ("廿五", 25),
        ("〇", 0),
    ],
)
def test_reads_chinese_integers(text: str, value: int) -> None:
    assert parse_chinese_integer(text) == value


@pytest.mark.parametrize("text", ["", "五万元", "abc", "二三十", "万"])
def test_refuses_what_is_no_integer(text: str) -> None:
    assert parse_chinese_integer(text) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_writing_and_reading_are_inverse(value: int) -> None:
    assert parse_chinese_integer(chinese_numeral(value)) == value


def test_article_numerals_as_laws_print_them() -> None:
    assert [chinese_numeral(n) for n in (10, 39, 105, 966, 1110, 1221)] == [
        "十",
        "三十九",
        "一百零五",
        "九百六十六",
        "一千一百一十",
        "一千二百二十一",
    ]


@pytest.mark.parametrize("text", ["第三十九条", "第39条", "39条", "第 39 条", "清洁生产促进法第三十九条第一款"])
def test_article_number(text: str) -> None:
    assert article_number(text) == 39


def test_article_number_absent() -> None:
    assert article_number("条例规定") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,390", "1390"), ("1.5万", "15000"), ("三点五", "3.5"), ("百分之十五", "15"), ("-3", "-3"), ("半", "0.5")],
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


def test_finds_numbers_with_units_and_exact_spans() -> None:
    text = "罚5万元以上50万元以下，共1,390家，占12.5%，一年内，两个月"
    found = find_numbers(text)
    assert [(n.raw, n.value, n.unit) for n in found] == [
        ("5万元", Decimal(50000), "元"),
        ("50万元", Decimal(500000), "元"),
        ("1,390家", Decimal(1390), "家"),
        ("12.5%", Decimal("12.5"), "%"),
        ("一年", Decimal(1), "年"),
        ("两个月", Decimal(2), "个月"),
    ]
    assert all(text[n.start : n.end] == n.raw for n in found)


def test_numerals_inside_words_are_not_numbers() -> None:
    assert find_numbers("一般统一管理，COVID19") == []


@given(st.text(alphabet="0123456789一二三十百千万亿点.,% 年月家元半第", max_size=30))
def test_spans_hold_for_any_text(text: str) -> None:
    assert all(text[n.start : n.end] == n.raw for n in find_numbers(text))
