from datetime import date

import pytest

from kb.zh.windows import find_window

ON = date(2024, 4, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("下个月有什么到期", date(2024, 5, 1), date(2024, 5, 31)),
        ("上月到期的", date(2024, 3, 1), date(2024, 3, 31)),
        ("本月底前要做什么", date(2024, 4, 10), date(2024, 4, 30)),
        ("月底前要交什么", date(2024, 4, 10), date(2024, 4, 30)),
        ("下周有哪些截止", date(2024, 4, 15), date(2024, 4, 21)),
        ("本季度要完成什么", date(2024, 4, 1), date(2024, 6, 30)),
        ("未来30天的期限", date(2024, 4, 10), date(2024, 5, 10)),
        ("两个月内要做什么", date(2024, 4, 10), date(2024, 6, 10)),
        ("明天截止的", date(2024, 4, 11), date(2024, 4, 11)),
        ("明年有哪些期限", date(2025, 1, 1), date(2025, 12, 31)),
        ("2027年3月有什么要交的", date(2027, 3, 1), date(2027, 3, 31)),
        ("2024年6月30日前要完成什么", None, date(2024, 6, 30)),
    ],
)
def test_stretches_of_days(text: str, first: date | None, last: date) -> None:
    found = find_window(text, ON)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["4月底前要做什么", "名单什么时候公布", "第3条", "名单公布后多久开展审核", "月度计划"])
def test_a_day_without_its_year_is_no_window(text: str) -> None:
    assert find_window(text, ON) is None
