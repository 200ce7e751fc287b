"""Time expressions in running Chinese text: dates, spans, periods counted from an event, recurring days.

Used for the deadlines of documents and for the time words of questions.  What is read:

    day       2024年3月15日、二〇二四年四月三十日、2024-03-15、3月15日前
    span      2024年4月（底、初、上旬…）、第一季度、上半年、前三季度、2024年、年底前、8月至次年2月
    relative  名单公布后两个月内、自收到之日起5个工作日内、届满60日前、一年内
    periodic  每年3月15日前、每季度结束后10个工作日内、每五年一次
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from kb.zh.numerals import parse_integer
from kb.zh.periods import BEFORE, NUMERAL, find_periods, inherit_events
from kb.zh.time_expression import TimeExpression, TimeKind
from kb.zh.time_rules import month_end

__all__ = ["TimeExpression", "TimeKind", "find_times"]


_YEAR_WORDS = {
    "今年": 0, "本年": 0, "当年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "上一年度": -1,
    "前年": -2, "大前年": -3, "明年": 1, "次年": 1, "下年": 1, "下年度": 1, "下一年": 1, "下一年度": 1, "翌年": 1,
}  # fmt: skip
_BY = rf"(?P<by>{BEFORE}|截止|为止|止(?!步)|内(?![容部外]))"
_YEAR = (
    r"(?:(?<![\d.])(?P<year>\d{4}|[〇零○一二三四五六七八九]{4}|[12]\d(?=\s?年(?!内|后|前|以|之|来|间|期|一|的?时)))\s?年度?"
    rf"|(?P<year_word>{'|'.join(sorted(_YEAR_WORDS, key=len, reverse=True))}))"
)
_TAIL = (
    rf"(?P<month>{NUMERAL})\s?月(?:份)?\s?(?:(?P<day>{NUMERAL})\s?[日号]|(?P<part>底|末|初|上旬|中旬|下旬))?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<three>前三季度)|(?P<half>[上下])半年|(?P<year_end>年?[底末]|年?初(?![中步级审始次高小]))"
)
_ALONE = _TAIL.replace("?P<", "?P<x_").replace("年?", "年")  # 底 or 初 alone is no time
_POINT = re.compile(rf"(?:{_YEAR}[的]?\s?(?:{_TAIL})?|(?<![\d.])(?:{_ALONE}))(?:{_BY})?")
_ISO = re.compile(
    rf"(?<![\d.])(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?![\d.])(?:{_BY})?"
)
_RANGE = re.compile(
    r"(?<![\d.])(?:(?P<year1>\d{4})\s?(?:—|——|-|－|–|~|～|至|到)\s?(?P<year2>\d{4})\s?年(?P<by1>前|内)?"
    rf"|{_YEAR}?(?P<month1>\d{{1,2}})\s?(?:—|-|－|–|~|～|至|到)\s?(?P<month2>\d{{1,2}})\s?月(?!\s?\d))"
)
_BARE_YEAR = re.compile(r"(?<![\d.A-Za-z〔])(?P<year>(?:19|20)\d\d)(?![\d.%家万亿元吨个户〕])")


# 6月10日9:00至, 5月16日（周五）—
_RANGE_LINK = re.compile(
    r"(?:（[^（）]{1,10}）)?\s*(?:上午|下午|中午)?\s*(?:\d{1,2}\s*[:：时点]\s*(?:\d{1,2}分?|整)?)?\s*(?:至|到|—|－|-|~|～|–|——)\s*"
)


def find_times(text: str, *, year: int | None = None, bare_years: bool = False) -> list[TimeExpression]:
    """Return the time expressions of `text`, in order and without overlap.

    Args:
        text: normalised text.
        year: the year that completes 4月底 and anchors 今年 (a document's year, or that of `as_of`).
        bare_years: also read a year without 年 (佛山2024目标); for questions only.
    """
    found: list[TimeExpression] = []

    def put(item: TimeExpression | None) -> None:
        if item is not None and all(item.end <= other.start or other.end <= item.start for other in found):
            found.append(item)

    for item in find_periods(text):
        put(item)
    for match in _RANGE.finditer(text):
        put(_range(match, year))
    for match in _ISO.finditer(text):
        put(_point(match, {k: match[k] for k in ("year", "month", "day", "by")}, year))
    for match in _POINT.finditer(text):
        groups = {k.removeprefix("x_"): v for k, v in match.groupdict().items() if v is not None}
        put(_point(match, groups, year))
    if bare_years:
        for match in _BARE_YEAR.finditer(text):
            put(_point(match, {"year": match["year"]}, year))
    found.sort(key=lambda item: item.start)
    return inherit_events(text, _join_ranges(text, found))


def _point(match: re.Match[str], groups: dict[str, str | None], default: int | None) -> TimeExpression | None:
    year = _integer(groups.get("year"))
    if year is not None and year < 100:
        year += 2000
    if word := groups.get("year_word"):
        year = None if default is None else default + _YEAR_WORDS[word]
    given = year is not None
    year = default if year is None and not groups.get("year_word") else year
    month, day = _integer(groups.get("month")), _integer(groups.get("day"))
    if (groups.get("month") and month not in range(1, 13)) or (groups.get("day") and day not in range(1, 32)):
        return None
    kind = TimeKind.DAY if day is not None else TimeKind.SPAN
    first = last = None
    if year is not None and 1 <= year <= 9998:
        try:
            first, last = _days(year, month, day, groups)
        except ValueError:
            return None
    by = bool(groups.get("by"))
    # 底前 is by the end of the month; a month, quarter or year followed by 前 alone ends before it begins.
    strictly_before = by and groups["by"] in ("前", "之前", "以前") and kind is TimeKind.SPAN
    if strictly_before and not (groups.get("part") or groups.get("year_end")) and first is not None:
        last = first - timedelta(days=1)
        first = None
    return TimeExpression(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        kind=kind,
        first=first,
        last=last,
        by=by,
        year_given=given,
    )


def _integer(text: str | None) -> int | None:
    return parse_integer(text) if text else None


def _range(match: re.Match[str], default: int | None) -> TimeExpression | None:
    """Read 2021—2023年 and 1—6月."""
    by = False
    if match["year1"]:
        years = int(match["year1"]), int(match["year2"])
        first, last = date(max(years[0], 1), 1, 1), date(max(years[1], 1), 12, 31)
        given, by = True, bool(match["by1"])
    else:
        months = int(match["month1"]), int(match["month2"])
        base = _point(match, {"year": match["year"], "year_word": match["year_word"]}, default)
        if not all(1 <= m <= 12 for m in months) or base is None or base.first is None:
            return None
        first, last = date(base.first.year, months[0], 1), month_end(base.first.year, months[1])
        given = base.year_given
    if last < first:
        return None
    return TimeExpression(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        kind=TimeKind.SPAN,
        first=first,
        last=last,
        by=by,
        year_given=given,
    )


def _days(year: int, month: int | None, day: int | None, groups: dict[str, str | None]) -> tuple[date, date]:
    if month is not None and day is not None:
        return date(year, month, day), date(year, month, day)
    if month is not None:
        last = month_end(year, month)
        part = groups.get("part")
        if part in ("底", "末"):
            return last, last
        first_day, last_day = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20)}.get(part or "", (1, last.day))
        return date(year, month, 21 if part == "下旬" else first_day), date(year, month, last_day)
    if quarter := groups.get("quarter"):
        number = parse_integer(quarter) or 1
        return date(year, number * 3 - 2, 1), month_end(year, number * 3)
    if groups.get("three"):
        return date(year, 1, 1), date(year, 9, 30)
    if half := groups.get("half"):
        return (date(year, 1, 1), date(year, 6, 30)) if half == "上" else (date(year, 7, 1), date(year, 12, 31))
    if end := groups.get("year_end"):
        return (date(year, 1, 1), date(year, 1, 31)) if "初" in end else (date(year, 12, 31), date(year, 12, 31))
    return date(year, 1, 1), date(year, 12, 31)


def _join_ranges(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Join 2023年8月至2024年8月 into one span; the second part takes the year of the first."""
    joined: list[TimeExpression] = []
    for item in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and not before.by
            and before.first is not None
            and item.last is not None
            and _RANGE_LINK.fullmatch(text[before.end : item.start])
        ):
            last = item.last
            if before.year_given and not item.year_given:
                last = _in_year(last, before.first.year)
            if last >= before.first:
                joined[-1] = replace(
                    before, end=item.end, text=text[before.start : item.end], kind=TimeKind.SPAN, last=last, by=item.by
                )
                continue
        joined.append(item)
    return joined


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, month_end(year, day.month).day))
