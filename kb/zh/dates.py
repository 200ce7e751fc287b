"""Time expressions in running Chinese text: dates, spans, periods counted from an event, recurring days.

Used for the deadlines of documents and for the time words of questions.  What is read:

    day       2024年3月15日、二〇二四年四月三十日、2024-03-15、3月15日前
    span      2024年4月（底、初、上旬…）、第一季度、上半年、前三季度、2024年、年底前、8月至次年2月
    relative  名单公布后两个月内、自收到之日起5个工作日内、届满60日前、一年内
    periodic  每年3月15日前、每季度结束后10个工作日内、每五年一次
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kb.zh.numerals import parse_integer
from kb.zh.time_rules import Cycle, TimeRule, Unit, month_end


class TimeKind(StrEnum):
    """What a time expression fixes."""

    DAY = "day"
    SPAN = "span"
    RELATIVE = "relative"
    PERIODIC = "periodic"


@dataclass(frozen=True, kw_only=True)
class TimeExpression:
    """A time expression at `source[start:end]`.

    Attributes:
        first, last: the days covered; None for relative and periodic ones, and where no year is known.
        by: the text sets a limit (前、底前、内、截止); `last` is then the last day allowed.
        year_given: the year stands in the text (2024年, 今年 with a known year) and was not merely completed.
        rule: set for relative and periodic expressions.
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    first: date | None = None
    last: date | None = None
    by: bool = False
    year_given: bool = False
    rule: TimeRule | None = None

    @property
    def due(self) -> date | None:
        """The last day allowed, where the expression sets a limit that is a date."""
        return self.last if self.by else None


_N = r"(?:\d{1,3}|[〇零一二三四五六七八九十两百廿卅]{1,5})"
_UNITS: dict[str, Unit] = {
    "个工作日": "W", "工作日": "W", "个自然日": "D", "自然日": "D", "日历日": "D", "日": "D", "天": "D",
    "个星期": "K", "星期": "K", "周": "K", "个月": "M", "年": "Y",
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_CYCLES: dict[str, Cycle] = {
    "年度": "Y", "年": "Y", "半年": "H", "季度": "Q", "季": "Q", "个月": "M", "月份": "M", "月": "M",
}  # fmt: skip
_YEAR_WORDS = {
    "今年": 0, "本年": 0, "当年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "上一年度": -1,
    "前年": -2, "明年": 1, "次年": 1, "下年": 1, "下年度": 1, "下一年": 1, "下一年度": 1, "翌年": 1,
}  # fmt: skip
_BEFORE = r"(?:之前|以前|前(?![后一二三四五六七八九十几\d]))"
_BY = rf"(?P<by>{_BEFORE}|截止|为止|止(?!步)|内(?![容部外]))"
_YEAR = (
    r"(?:(?<![\d.])(?P<year>\d{4}|[〇零○一二三四五六七八九]{4}|[12]\d(?=\s?年(?!内|后|前|以|之|来|间|期|一|的?时)))\s?年度?"
    rf"|(?P<year_word>{'|'.join(sorted(_YEAR_WORDS, key=len, reverse=True))}))"
)
_TAIL = (
    rf"(?P<month>{_N})\s?月(?:份)?\s?(?:(?P<day>{_N})\s?[日号]|(?P<part>底|末|初|上旬|中旬|下旬))?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<three>前三季度)|(?P<half>[上下])半年|(?P<year_end>年?[底末]|年?初)"
)
_POINT = re.compile(rf"(?:{_YEAR}[的]?\s?(?:{_TAIL})?|(?<![\d.])(?:{_TAIL.replace('?P<', '?P<x_')}))(?:{_BY})?")
_ISO = re.compile(
    rf"(?<![\d.])(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?![\d.])(?:{_BY})?"
)
_RANGE = re.compile(
    r"(?<![\d.])(?:(?P<year1>\d{4})\s?(?:—|——|-|－|–|~|～|至|到)\s?(?P<year2>\d{4})\s?年(?P<by1>前|内)?"
    rf"|{_YEAR}?(?P<month1>\d{{1,2}})\s?(?:—|-|－|–|~|～|至|到)\s?(?P<month2>\d{{1,2}})\s?月(?!\s?\d))"
)
_BARE_YEAR = re.compile(r"(?<![\d.A-Za-z〔])(?P<year>(?:19|20)\d\d)(?![\d.%家万亿元吨个户〕])")
_EVERY = re.compile(
    rf"每(?P<cycle>半年|季度|年度|月份|个月|年|季|月)度?(?:的?(?P<month>{_N})月(?:份)?)?"
    rf"(?:(?P<end>[底末])|(?P<day>{_N})[日号])?(?P<by>{_BEFORE})?"
    rf"(?:(?:结束|终了|届满|期满)?(?:之日起|之后|以后|后|起)?(?P<count>{_N})(?P<unit>{_UNIT})(?:之内|以内|内))?"
)
_EVERY_N = re.compile(rf"每隔?(?P<count>{_N})(?P<unit>年|个月|个季度)(?:至少|不少于)?[一1]?[次轮届]?")
_WITHIN = re.compile(
    rf"(?P<mark>之日起|之日后|之次日起|次日起|当日起|之后|以后|后|起|终了|结束|届满|期满)?(?:的)?(?:在)?"
    rf"(?P<half>半)?(?<!\d)(?P<count>{_N})?(?P<unit>{_UNIT})(?:之内|以内|内)"
)
_AHEAD = re.compile(rf"(?:届满|期满|到期)(?P<front>前)?(?P<count>{_N})(?P<unit>{_UNIT})(?P<back>{_BEFORE})?")
_CLAUSE = re.compile(r"[，。；：、！？,;:!?\n（）()]")
_LEAD = re.compile(r"^.*(?:应当自|应自|应当在|应在|应当于|应于|须在|须于|要在|要于|自|于|在|应当|必须)")


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

    for match in _EVERY.finditer(text):
        put(_every(match))
    for match in _EVERY_N.finditer(text):
        put(_every_n(match))
    for match in _AHEAD.finditer(text):
        put(_ahead(text, match))
    for match in _WITHIN.finditer(text):
        put(_within(text, match))
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
    return _inherit_events(text, _join_ranges(text, found))


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


def _every(match: re.Match[str]) -> TimeExpression | None:
    cycle = _CYCLES[match["cycle"]]
    count = parse_integer(match["count"]) if match["count"] else None
    month = parse_integer(match["month"]) if match["month"] else None
    day = 0 if match["end"] else parse_integer(match["day"]) if match["day"] else None
    if month is not None and day is None:
        day = 0 if match["by"] else None
    if cycle == "Y" and match["end"] and month is None:
        month = 12
    if (month is not None and month not in range(1, 13)) or (day is not None and day > 31):
        return None
    if count is None and day is None and month is None:
        return None  # 每年 alone says how often, not when
    rule = TimeRule(
        kind="every",
        cycle=cycle,
        count=count or 0,
        unit=_UNITS[match["unit"]] if count is not None else None,
        month=month if count is None else None,
        day=day if count is None else None,
    )
    by = bool(match["by"]) or count is not None
    return _ruled(match.start(), match.end(), match.string, TimeKind.PERIODIC, rule, by=by)


def _every_n(match: re.Match[str]) -> TimeExpression | None:
    count = parse_integer(match["count"])
    if not count:
        return None
    months = match["unit"] == "个季度"
    unit: Unit = "Y" if match["unit"] == "年" else "M"
    rule = TimeRule(kind="every", count=count * 3 if months else count, unit=unit)
    return _ruled(match.start(), match.end(), match.string, TimeKind.PERIODIC, rule, by=False)


def _within(text: str, match: re.Match[str]) -> TimeExpression | None:
    count, unit = parse_integer(match["count"] or ""), _UNITS[match["unit"]]
    if match["half"] and count is None:
        if unit not in ("Y", "M"):
            return None
        count, unit = (6, "M") if unit == "Y" else (15, "D")
    if not count:
        return None
    start = match.start()
    event = ""
    if match["mark"]:
        closing = match["mark"] in ("终了", "结束", "届满", "期满")  # these words are part of the event
        start, event = _event(text, match.end("mark") if closing else match.start())
    else:
        start += len(match.group()) - len(match.group().lstrip("的在"))
    rule = TimeRule(kind="after", event=event, count=count, unit=unit)
    return _ruled(start, match.end(), text, TimeKind.RELATIVE, rule, by=True)


def _ahead(text: str, match: re.Match[str]) -> TimeExpression | None:
    count = parse_integer(match["count"])
    if not count or not (match["front"] or match["back"]):
        return None
    start, event = _event(text, match.start() + 2)
    rule = TimeRule(kind="before", event=event, count=count, unit=_UNITS[match["unit"]])
    return _ruled(start, match.end(), text, TimeKind.RELATIVE, rule, by=True)


def _event(text: str, end: int) -> tuple[int, str]:
    """Return where the event that ends at `end` begins, and its words: the clause without its modal lead."""
    boundaries = [m.end() for m in _CLAUSE.finditer(text, 0, end)]
    start = boundaries[-1] if boundaries else 0
    if lead := _LEAD.match(text[start:end]):
        start += lead.end()
    return start, text[start:end].strip()


def _ruled(start: int, end: int, text: str, kind: TimeKind, rule: TimeRule, *, by: bool) -> TimeExpression:
    return TimeExpression(start=start, end=end, text=text[start:end], kind=kind, rule=rule, by=by)


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
            and re.fullmatch(r"\s*(?:至|到|—|－|-|~|～|–|——)\s*", text[before.end : item.start])
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


def _inherit_events(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Give a period without an event that of the one before it in the sentence (…后两个月内开展、一年内完成)."""
    result: list[TimeExpression] = []
    for item in found:
        rule = item.rule
        if rule is not None and rule.kind == "after" and not rule.event and result:
            before = result[-1]
            same_sentence = not re.search(r"[。；！？\n]", text[before.end : item.start])
            if same_sentence and before.rule is not None and before.rule.kind == "after" and before.rule.event:
                item = replace(item, rule=replace(rule, event=before.rule.event))
        result.append(item)
    return result
