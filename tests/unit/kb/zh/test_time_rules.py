from datetime import date

import pytest

from kb.zh.time_rules import due_from, next_due, parse_rule, shift
from kb.zh.workdays import HolidaysUnpublished, add_workdays, is_workday, workdays_between

RULES = [
    "after:名单公布+2M",
    "after:+5W",
    "before:有效期届满-60D",
    "every:Y@03-15",
    "every:Y@03-end",
    "every:M@15",
    "every:M@end",
    "every:Q+10W",
    "every:5Y",
    "every:Y",
]


@pytest.mark.parametrize("text", RULES)
def test_writing_and_parsing_are_inverse(text: str) -> None:
    assert str(parse_rule(text)) == text


@pytest.mark.parametrize("text", ["", "after:x", "every:Z@1", "sometime"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text):
        parse_rule(text)


@pytest.mark.parametrize(
    ("rule", "event", "due"),
    [
        ("after:名单公布+2M", date(2024, 4, 15), date(2024, 6, 15)),
        ("after:名单公布+1M", date(2024, 1, 31), date(2024, 2, 29)),
        ("after:名单公布+1Y", date(2024, 2, 29), date(2025, 2, 28)),
        ("before:届满-60D", date(2026, 8, 15), date(2026, 6, 16)),
        # 2024-05-01…05 was a holiday, 04-28 and 05-11 were working Sundays and Saturdays.
        ("after:收到+5W", date(2024, 4, 26), date(2024, 5, 7)),
    ],
)
def test_due_from(rule: str, event: date, due: date) -> None:
    assert due_from(parse_rule(rule), event) == due


@pytest.mark.parametrize(
    ("rule", "on", "due"),
    [
        ("every:Y@03-15", date(2026, 11, 22), date(2027, 3, 15)),
        ("every:Y@03-15", date(2026, 3, 15), date(2026, 3, 15)),
        ("every:M@end", date(2026, 2, 1), date(2026, 2, 28)),
        ("every:H+1M", date(2026, 2, 1), date(2026, 7, 31)),
        ("every:Q+15D", date(2026, 1, 16), date(2026, 4, 15)),
        ("every:Q+10W", date(2026, 9, 1), date(2026, 10, 20)),
        ("every:5Y", date(2026, 9, 1), None),
    ],
)
def test_next_due(rule: str, on: date, due: date | None) -> None:
    assert next_due(parse_rule(rule), on) == due


def test_months_end_on_the_last_day_where_the_day_is_missing() -> None:
    assert shift(date(2024, 3, 31), -1, "M") == date(2024, 2, 29)


def test_workdays() -> None:
    assert is_workday(date(2024, 4, 28))
    assert not is_workday(date(2024, 5, 1))
    assert add_workdays(date(2024, 5, 6), -1) == date(2024, 4, 30)
    assert workdays_between(date(2024, 4, 26), date(2024, 5, 7)) == 5
    assert workdays_between(date(2024, 5, 7), date(2024, 4, 26)) == -5


def test_unpublished_holidays_are_said() -> None:
    with pytest.raises(HolidaysUnpublished, match="2027年节假日安排未公布") as caught:
        next_due(parse_rule("every:Q+10W"), date(2026, 12, 1))
    assert caught.value.year == 2027
