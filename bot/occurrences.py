"""The days on which a deadline falls due: its date, or the next one of a duty that recurs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kb.types import Deadline, DeadlineKind
from kb.zh.dates import find_times
from kb.zh.time_rules import next_due, parse_rule, shift
from kb.zh.workdays import HolidaysUnpublished

_HALF_MONTH_DAYS = 15


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """A day by which a deadline falls due; `note` says why there is none where it cannot be computed yet."""

    day: date | None = None
    note: str | None = None


def occurrence(deadline: Deadline, on: date) -> Occurrence:
    """Return the date of a deadline, or the first on or after `on` of one that recurs; else no day."""
    if deadline.due is not None or deadline.kind is not DeadlineKind.PERIODIC or deadline.rule is None:
        return Occurrence(day=deadline.due)
    try:
        return Occurrence(day=next_due(parse_rule(deadline.rule), on))
    except HolidaysUnpublished as fault:
        return Occurrence(note=fault.message)


def next_date(deadline: Deadline, on: date) -> Occurrence:
    """Return the day still to come on which a deadline falls due; none for one that is past or not fixed."""
    found = occurrence(deadline, on)
    return Occurrence(note=found.note) if found.day is not None and found.day < on else found


def begins(deadline: Deadline) -> date | None:
    """Return the first day of a deadline that is a stretch of days (6月1日至8月31日), else None."""
    if deadline.due is None:
        return None
    years = (deadline.due.year, deadline.due.year - 1)  # 12月11日至2027年2月20日
    read = (t for year in years for t in find_times(deadline.words, year=year) if t.last == deadline.due)
    firsts = (t.first for t in read if t.first is not None and t.first < deadline.due)
    ranged = re.search(r"[至到—－～~-]|旬", deadline.words) is not None
    return next(firsts, None) if ranged else None


def span_of(start: date, end: date) -> tuple[int, int]:
    """Return the whole years and months between two days, rounded to the nearest month."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if shift(start, months, "M") > end:
        months -= 1
    if (end - shift(start, months, "M")).days >= _HALF_MONTH_DAYS:
        months += 1
    return divmod(months, 12)
