from datetime import date

import pytest

from bot.occurrences import begins, next_date, occurrence, span_of
from kb.types import Deadline, DeadlineKind


def deadline(words: str, *, due: date | None = None, rule: str | None = None) -> Deadline:
    kind = DeadlineKind.ABSOLUTE if due else DeadlineKind.PERIODIC
    return Deadline(
        id="d", document_id="x", kind=kind, who=None, what="", file_with=(), due=due, rule=rule, words=words,
        words_start=0, words_end=1, section_path=(), start=0, end=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "on", "day"),
    [
        ("every:Y@03-15", date(2026, 11, 22), date(2027, 3, 15)),
        ("every:M@05", date(2024, 4, 5), date(2024, 4, 5)),
        ("every:M@end", date(2024, 2, 10), date(2024, 2, 29)),
        # 2024-04-04…06 was a holiday and 04-07 a working Sunday.
        ("every:Q+10W", date(2024, 4, 1), date(2024, 4, 15)),
    ],
)
def test_a_recurring_duty_has_a_next_day(rule: str, on: date, day: date) -> None:
    assert next_date(deadline("", rule=rule), on).day == day


def test_working_days_of_a_year_without_holidays_are_not_guessed() -> None:
    found = next_date(deadline("每季度结束后10个工作日内", rule="every:Q+10W"), date(2026, 12, 1))
    assert found.day is None
    assert found.note == "2027年节假日安排未公布，无法推算工作日。"


def test_a_date_that_is_past_has_no_next_one() -> None:
    past = deadline("4月底前", due=date(2024, 4, 30))
    assert occurrence(past, date(2024, 5, 1)).day == date(2024, 4, 30)
    assert next_date(past, date(2024, 5, 1)).day is None
    assert next_date(past, date(2024, 4, 30)).day == date(2024, 4, 30)


@pytest.mark.parametrize(
    ("words", "due", "first"),
    [
        ("6月1日至8月31日", date(2025, 8, 31), date(2025, 6, 1)),
        ("4月底前", date(2024, 4, 30), None),
        ("2025年6月20日前", date(2025, 6, 20), None),
    ],
)
def test_a_stretch_of_days_has_a_beginning(words: str, due: date, first: date | None) -> None:
    assert begins(deadline(words, due=due)) == first


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (date(2024, 4, 30), date(2026, 11, 22), (2, 7)),
        (date(2024, 4, 30), date(2024, 8, 31), (0, 4)),
        (date(2024, 1, 31), date(2025, 1, 31), (1, 0)),
    ],
)
def test_time_between_days_in_years_and_months(start: date, end: date, span: tuple[int, int]) -> None:
    assert span_of(start, end) == span
