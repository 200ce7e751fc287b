"""Working days by the State Council's holiday arrangements, as far as they have been published."""

from __future__ import annotations

from datetime import date, timedelta

from kb.errors import QingceError


class HolidaysUnpublished(QingceError):
    """Working days of a year cannot be counted yet; wait until its holidays are published.

    Attributes:
        year: the first year that is missing.
    """

    code = "holidays_unpublished"

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年节假日安排未公布，无法推算工作日。")
        self.year = year


def is_workday(day: date) -> bool:
    """Say whether `day` is a working day in mainland China.

    Raises:
        HolidaysUnpublished: the calendar on file does not cover the year.
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as fault:
        raise HolidaysUnpublished(day.year) from fault


def add_workdays(day: date, count: int) -> date:
    """Return the `count`-th working day after `day` (before it, where negative); `day` itself is not counted.

    The day on which a period begins is not counted: 民法典第二百零一条.

    Raises:
        HolidaysUnpublished: the count runs into a year without published holidays.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative where `end` is earlier.

    Raises:
        HolidaysUnpublished: the span reaches a year without published holidays.
    """
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
