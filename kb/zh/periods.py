"""Periods counted from an event (名单公布后两个月内) and recurring days (每年3月15日前)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kb.zh.numerals import parse_integer
from kb.zh.time_expression import TimeExpression, TimeKind
from kb.zh.time_rules import Cycle, TimeRule, Unit

NUMERAL = r"(?:\d{1,3}|[〇零一二三四五六七八九十两百廿卅]{1,5})"
BEFORE = r"(?:之前|以前|前(?![后一二三四五六七八九十几\d]))"
_UNITS: dict[str, Unit] = {
    "个工作日": "W", "工作日": "W", "个自然日": "D", "自然日": "D", "日历日": "D", "日": "D", "天": "D",
    "个星期": "K", "星期": "K", "周": "K", "个月": "M", "年": "Y",
}  # fmt: skip
_HOURS = "小时"
_UNIT = "|".join((*_UNITS, _HOURS))
_CYCLES: dict[str, Cycle] = {
    "年度": "Y", "年": "Y", "半年": "H", "季度": "Q", "季": "Q", "个月": "M", "月份": "M", "月": "M",
}  # fmt: skip
_EVERY = re.compile(
    rf"每(?P<cycle>半年|季度|年度|月份|个月|年|季|月)度?(?:的?(?P<within>首个?月|第[一二三]个月|最后[一1]?个月|末月))?(?:的?(?P<month>{NUMERAL})月(?:份)?)?"
    rf"(?:(?P<end>[底末])|(?P<day>{NUMERAL})[日号])?(?P<by>{BEFORE})?"
    rf"(?:(?:结束|终了|届满|期满)?(?:之日起|之后|以后|后|起)?(?P<count>{NUMERAL})(?P<unit>{_UNIT})(?:之内|以内|内))?"
)
# 每年9月1日至9月30日
_YEARLY_UNTIL = re.compile(
    rf"(?:至|到|—|－|-|~|～|–)+(?:次年|翌年)?(?:(?P<month>{NUMERAL})月(?:份)?)?(?:(?P<end>[底末])|(?P<day>{NUMERAL})[日号])?(?P<by>{BEFORE})?"
)
_EVERY_N = re.compile(rf"每隔?(?P<count>{NUMERAL})(?P<unit>年|个月|个季度|天|日|周)(?:至少|不少于)?[一1]?[次轮届]?")
_WITHIN = re.compile(
    rf"(?P<mark>之日起|之日后|之次日起|次日起|当日起|之后|以后|后|起|终了|结束|届满|期满)?(?:的)?(?:在)?"
    rf"(?P<half>半)?(?<!\d)(?P<count>{NUMERAL})?(?P<unit>{_UNIT})(?:之内|以内|内)"
)
_AHEAD = re.compile(rf"(?:届满|期满|到期)(?P<front>前)?(?P<count>{NUMERAL})(?P<unit>{_UNIT})(?P<back>{BEFORE})?")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n（）()]")
_LEAD = re.compile(r"^.*(?:应当自|应自|应当在|应在|应当于|应于|须在|须于|要在|要于|自|于|在|应当|必须)")


def find_periods(text: str) -> Iterator[TimeExpression]:
    """Yield periods counted from an event and recurring days, the surest readings first; they may overlap."""
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], TimeExpression | None]], ...] = (
        (_EVERY, _every),
        (_EVERY_N, _every_n),
        (_AHEAD, _ahead),
        (_WITHIN, _within),
    )
    for pattern, read in readings:
        for match in pattern.finditer(text):
            if (found := read(match)) is not None:
                yield found


def _every(match: re.Match[str]) -> TimeExpression | None:
    cycle = _CYCLES[match["cycle"]]
    count = _length(parse_integer(match["count"]), match["unit"])[0] if match["count"] else None
    month = parse_integer(match["month"]) if match["month"] else None
    day = 0 if match["end"] else parse_integer(match["day"]) if match["day"] else None
    until = _YEARLY_UNTIL.match(match.string, match.end()) if cycle == "Y" and month is not None else None
    if until is not None and (until["month"] or until["day"]) and count is None:
        last = parse_integer(until["month"]) if until["month"] else month
        day = parse_integer(until["day"]) if until["day"] else 0
        if last not in range(1, 13) or day is None or day > 31:
            return None
        rule = TimeRule(kind="every", cycle=cycle, month=last, day=day)
        by = bool(until["day"] or until["end"] or until["by"])  # 每年5月至10月为汛期 is no limit
        return _ruled(match.start(), until.end(), match.string, TimeKind.PERIODIC, rule, by=by)
    if month is not None and day is None:
        if not match["by"]:
            return None  # 每年3月 says when something takes place, not by when
        day = 0
    if match["within"] and cycle != "M" and day is not None:
        month = _month_within(match["within"], cycle)
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
        unit=_length(count, match["unit"])[1] if count is not None else None,
        month=month if count is None else None,
        day=day if count is None else None,
    )
    by = bool(match["by"]) or count is not None
    return _ruled(match.start(), match.end(), match.string, TimeKind.PERIODIC, rule, by=by)


def _month_within(words: str, cycle: Cycle) -> int:
    """Return which month of a cycle 首月, 第二个月 and 最后一个月 name, the first being 1."""
    if words.startswith(("最后", "末")):
        return {"Y": 12, "H": 6, "Q": 3, "M": 1}[cycle]
    return parse_integer(words[1]) or 1


def _every_n(match: re.Match[str]) -> TimeExpression | None:
    count = parse_integer(match["count"])
    if not count:
        return None
    quarters = match["unit"] == "个季度"
    rule = TimeRule(
        kind="every", count=count * 3 if quarters else count, unit="M" if quarters else _UNITS[match["unit"]]
    )
    return _ruled(match.start(), match.end(), match.string, TimeKind.PERIODIC, rule, by=False)


def _within(match: re.Match[str]) -> TimeExpression | None:
    text = match.string
    count, unit = _length(parse_integer(match["count"] or ""), match["unit"])
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


def _ahead(match: re.Match[str]) -> TimeExpression | None:
    text = match.string
    count, unit = _length(parse_integer(match["count"]), match["unit"])
    if not count or not (match["front"] or match["back"]):
        return None
    start, event = _event(text, match.start() + 2)
    rule = TimeRule(kind="before", event=event, count=count, unit=unit)
    return _ruled(start, match.end(), text, TimeKind.RELATIVE, rule, by=True)


def _length(count: int | None, words: str) -> tuple[int | None, Unit]:
    """Return a length in days or longer; hours count only where they make whole days (24小时内)."""
    if words != _HOURS:
        return count, _UNITS[words]
    return (count // 24 if count and count % 24 == 0 else None), "D"


def _event(text: str, end: int) -> tuple[int, str]:
    """Return where the event that ends at `end` begins, and its words: the clause without its modal lead.

    A lead (自、应当在) marks the beginning even across 、 (自收到许可、处罚之日起); without one, 、 ends a clause too.
    """
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, end)), default=0)
    if lead := _LEAD.match(text[start:end]):
        start += lead.end()
    else:
        start = max(start, text.rfind("、", start, end) + 1)
    return start, text[start:end].strip()


def _ruled(start: int, end: int, text: str, kind: TimeKind, rule: TimeRule, *, by: bool) -> TimeExpression:
    return TimeExpression(start=start, end=end, text=text[start:end], kind=kind, rule=rule, by=by)


def inherit_events(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
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
