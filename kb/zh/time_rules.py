"""Deadlines that are rules, not dates, and the small grammar in which records keep them.

    after:名单公布+2M        two months after the event
    before:排污许可证届满-60D  sixty days before the event
    after:+5W               five working days after an event that the text leaves open
    every:Y@03-15           every year by 15 March;  every:Y@03-end by the end of March
    every:Q@03-25           by the 25th of the third month of every quarter
    every:M@15              every month by the 15th; every:M@end by its last day
    every:Q+10W             within ten working days after each quarter; every:H+… half-year, every:Y+… year
    every:5Y                once in five years, no day fixed

Units: D days, W working days, K weeks, M months, Y years.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kb.zh.workdays import add_workdays

Unit = Literal["D", "W", "K", "M", "Y"]
Cycle = Literal["Y", "H", "Q", "M"]
_MONTHS = {"Y": 12, "H": 6, "Q": 3, "M": 1}


@dataclass(frozen=True, kw_only=True)
class TimeRule:
    """A deadline counted from an event (`after`, `before`) or recurring (`every`).

    Attributes:
        kind: after | before | every.
        event: what it is counted from, in the words of the text; empty when left open.
        count, unit: the length counted; for `every` counted from the end of each cycle, or, without a cycle, the
            interval itself.
        cycle: Y | H | Q | M for year, half-year, quarter, month.
        month, day: the day within the cycle; `day` 0 means the last day of the month.
    """

    kind: Literal["after", "before", "every"]
    event: str = ""
    count: int = 0
    unit: Unit | None = None
    cycle: Cycle | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.kind != "every":
            return f"{self.kind}:{self.event}{'+' if self.kind == 'after' else '-'}{self.count}{self.unit}"
        if self.cycle is None:
            return f"every:{self.count}{self.unit}"
        if self.unit is not None:
            return f"every:{self.cycle}+{self.count}{self.unit}"
        day = "end" if self.day == 0 else f"{self.day:02d}" if self.day is not None else ""
        place = f"{self.month:02d}-{day}" if self.month is not None else day
        return f"every:{self.cycle}@{place}" if place else f"every:{self.cycle}"


def parse_rule(text: str) -> TimeRule:
    """Return the rule that `str(rule)` wrote.

    Raises:
        ValueError: `text` is not of the grammar above.
    """
    if match := re.fullmatch(r"(after|before):(.*)([+-])(\d+)([DWKMY])", text):
        kind, event, _, count, unit = match.groups()
        return TimeRule(kind=kind, event=event, count=int(count), unit=unit)  # type: ignore[arg-type]
    if match := re.fullmatch(r"every:(\d+)([DWKMY])", text):
        return TimeRule(kind="every", count=int(match[1]), unit=match[2])  # type: ignore[arg-type]
    if match := re.fullmatch(r"every:([YHQM])(?:\+(\d+)([DWKMY])|@(?:(\d\d)-)?(end|\d\d))?", text):
        cycle, count, unit, month, day = match.groups()
        return TimeRule(
            kind="every",
            cycle=cycle,  # type: ignore[arg-type]
            count=int(count or 0),
            unit=unit,  # type: ignore[arg-type]
            month=int(month) if month else None,
            day=None if day is None else 0 if day == "end" else int(day),
        )
    raise ValueError(text)


def shift(day: date, count: int, unit: Unit) -> date:
    """Return the day `count` units after `day` (before, where negative).

    Days are counted from the next day; months and years end on the same day of the month, or on its last day where
    that does not exist (民法典第二百零一条、第二百零二条).

    Raises:
        HolidaysUnpublished: working days of a year not yet on file.
    """
    if unit == "W":
        return add_workdays(day, count)
    if unit in ("D", "K"):
        return day + timedelta(days=count * (7 if unit == "K" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def due_from(rule: TimeRule, event_day: date) -> date:
    """Return when an `after` or `before` rule falls due for an event on `event_day`.

    Raises:
        ValueError: the rule recurs.
        HolidaysUnpublished: working days of a year not yet on file.
    """
    if rule.kind == "every" or rule.unit is None:
        raise ValueError(str(rule))
    return shift(event_day, rule.count if rule.kind == "after" else -rule.count, rule.unit)


def next_due(rule: TimeRule, on: date) -> date | None:
    """Return the first day on or after `on` by which a recurring rule falls due; None where it fixes no day.

    Raises:
        ValueError: the rule does not recur.
        HolidaysUnpublished: working days of a year not yet on file.
    """
    if rule.kind != "every":
        raise ValueError(str(rule))
    if rule.cycle is None or (rule.unit is None and rule.day is None):
        return None
    length = _MONTHS[rule.cycle]
    # Start two cycles back: a period counted from the end of a cycle may fall due well into the next.
    first = (on.year * 12 + on.month - 1) // length * length - 2 * length
    for start in range(first, first + 24 + 4 * length, length):
        due = _due_in(rule, start, length)
        if due is not None and due >= on:
            return due
    return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _due_in(rule: TimeRule, start: int, length: int) -> date | None:
    """Return the due day that belongs to the cycle beginning with month `start` (counted from year 0)."""
    year, month = divmod(start + length - 1, 12)
    if rule.unit is not None:
        due = shift(month_end(year, month + 1), rule.count, rule.unit)
        # One month after a quarter is the whole of the next month, 31 days where it has them.
        return month_end(due.year, due.month) if rule.unit in ("M", "Y") else due
    if rule.month is not None:
        year, month = divmod(start + rule.month - 1, 12)
    last = month_end(year, month + 1)
    if rule.day == 0:
        return last
    return date(year, month + 1, rule.day) if rule.day is not None and rule.day <= last.day else None
