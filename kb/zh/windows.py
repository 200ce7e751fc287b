"""Stretches of days that a question names in relation to the day it is asked: 下个月, 本周, 未来30天, 月底前."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kb.zh.dates import find_times
from kb.zh.numerals import parse_integer
from kb.zh.periods import NUMERAL
from kb.zh.time_rules import month_end, shift

_ONWARD = re.compile(
    rf"(?:未来|今后|接下来|往后|近|最近)?的?(?<![\d年月第])(?P<count>{NUMERAL})(?P<unit>天|日|周|个星期|个月)(?:之内|以内|内|里)"
    rf"|(?:未来|今后|接下来|往后)的?(?P<count2>{NUMERAL})(?P<unit2>天|日|周|个星期|个月)"
)
_UNITS = {"天": "D", "日": "D", "周": "K", "个星期": "K", "个月": "M"}
_NEAR = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "次": 1, "下下": 2}
_MONTH = re.compile(
    r"(?<![\d一二三四五六七八九十半])(?P<near>上上|下下|上|这|本|当|下|次)个?月(?:份|内|里)?(?P<end>底|末)?(?P<by>之?前|以前)?"
)
_WEEK = re.compile(r"(?P<near>上上|下下|上|这|本|下)个?(?:周|星期|礼拜)(?![一二三四五六日天末])")
_QUARTER = re.compile(r"(?P<near>上|这|本|下)个?季度")
_END = re.compile(r"(?<![\d一二三四五六七八九十年几哪])月[底末](?P<by>之?前|以前)?")
_DAYS = re.compile(r"今天|今日|明天|明日|后天|昨天|前天")
_DAY = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "昨天": -1, "前天": -2}


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days from `first` (None: without beginning) to `last`, as `text[start:end]` names them."""

    first: date | None
    last: date
    start: int
    end: int


def find_window(text: str, on: date) -> Window | None:
    """Return the first stretch of days that `text` names, seen from `on`; None where it names none.

    A month or a day without its year is none: whose year it is, only the document can say.
    """
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[date | None, date] | None]], ...] = (
        (_MONTH, _month),
        (_WEEK, _week),
        (_QUARTER, _quarter),
        (
            _END,
            lambda match, day: (day if match["by"] else month_end(day.year, day.month), month_end(day.year, day.month)),
        ),
        (_DAYS, lambda match, day: (day + timedelta(days=_DAY[match[0]]),) * 2),
        (_ONWARD, _onward),
    )
    found: list[Window] = []
    for pattern, read in readings:
        for match in pattern.finditer(text):
            days = read(match, on)
            if days is not None:
                found.append(Window(first=days[0], last=days[1], start=match.start(), end=match.end()))
    for time in find_times(text, year=on.year):
        inside = any(w.start < time.end and time.start < w.end for w in found)
        own = time.year_given or re.match(r"年[底末]|[第上下前]", time.text) is not None
        if time.last is not None and own and not inside:
            found.append(Window(first=None if time.by else time.first, last=time.last, start=time.start, end=time.end))
    return min(found, key=lambda w: w.start, default=None)


def _month(match: re.Match[str], on: date) -> tuple[date | None, date]:
    first = shift(date(on.year, on.month, 1), _NEAR[match["near"]], "M")
    last = month_end(first.year, first.month)
    if match["end"]:
        return (on if on <= last else first, last) if match["by"] else (last, last)
    return first, last


def _week(match: re.Match[str], on: date) -> tuple[date | None, date]:
    monday = on - timedelta(days=on.weekday()) + timedelta(days=7 * _NEAR[match["near"]])
    return monday, monday + timedelta(days=6)


def _quarter(match: re.Match[str], on: date) -> tuple[date | None, date]:
    first = shift(date(on.year, (on.month - 1) // 3 * 3 + 1, 1), 3 * _NEAR[match["near"]], "M")
    last = shift(first, 2, "M")
    return first, month_end(last.year, last.month)


def _onward(match: re.Match[str], on: date) -> tuple[date | None, date] | None:
    count = parse_integer(match["count"] or match["count2"])
    unit = match["unit"] or match["unit2"]
    if not count:
        return None
    return on, shift(on, count, _UNITS[unit])  # type: ignore[arg-type]
