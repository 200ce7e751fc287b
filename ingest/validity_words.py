"""Validity in words: 施行 clauses, periods of validity, and the prose in which front matter states a status.

Only what is said outright is taken; the rest stays prose (`status_note`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from kb.zh.dates import TimeExpression, TimeKind, find_times
from kb.zh.numerals import parse_integer

_HEAD_CHARS, _END_CHARS = 1_000, 6_000
_ASIDE = re.compile(r"（[^（）]*）")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_STARTS = re.compile(r"^(?:起|之日起)?(?:正式)?(?:施行|实施|生效|执行|起效|试行)")
_PERIOD = re.compile(r"有效期(?:为|限为|是)?\s*([一二三四五六七八九十\d]{1,3})\s*年")
_UNTIL = re.compile(r"有效期(?:限)?(?:截止|截至|延长|延续)?(?:到|至)")
_FROM_ISSUE = re.compile(r"自(?:公布|发布|印发|颁布|下发)之日起(?:\S{0,6}?)(?:施行|实施|生效|执行|试行)")
_SELF = r"(?:本|该)(?:法|条例|办法|规定|规则|细则|通知|意见|方案|决定|公告|通告|规范|目录|标准|指南|计划|制度|措施)"
_SELF_ENDS = re.compile(rf"{_SELF}(?:的|自)?[^。；]{{0,30}}?有效期")
_ENDS_BEFORE = re.compile(r"(?:施行|实施|执行|有效)(?:到|至)$")  # 有效至2027年12月31日
_SELF_STARTS = re.compile(rf"{_SELF}(?:[^。；]{{0,6}}?|由[^。；]{{2,40}}?解释，?)自|现予(?:公布|发布)，自")


@dataclass(frozen=True, kw_only=True)
class ValidityWords:
    """What words say of a document's validity; None where they say nothing."""

    valid_from: date | None = None
    valid_until: date | None = None
    amended_on: date | None = None
    verified_until: date | None = None
    repealed_by: str | None = None


def days(text: str) -> list[TimeExpression]:
    """Return the full dates that stand in `text`."""
    return [t for t in find_times(text) if t.kind is TimeKind.DAY and t.first is not None]


def add_years(day: date, years: int) -> date:
    """Return the same day of a later year, the last of the month where it does not exist."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def read_effective(text: str, published: date | None) -> ValidityWords:
    """Read the front-matter field `effective`, a date or prose.

    Where several dates are given, the last one said to be the start (施行) outside brackets counts: amendments are
    told after the first version (2003-01-01施行；2012年修正自2012-07-01施行).
    """
    plain = _BRACKETED.sub(lambda m: "〇" * len(m.group()), text)
    found = [t for t in days(text) if plain[t.start : t.end].strip("〇")]
    starting = [t for t in found if _STARTS.match(text[t.end :])]
    candidates = starting or found
    begin = candidates[-1].first if candidates else None
    if begin is None and _FROM_ISSUE.search(text):
        begin = published
    return ValidityWords(valid_from=begin, valid_until=_end(text, begin))


def read_status(text: str) -> ValidityWords:
    """Read a status in prose as far as it states a date outright.

    已废止（…自2026-08-15起施行…同时废止） ends the day before; 有效期至 gives the last day; 截至DATE为该版本 tells
    up to when the status was checked; 非最新文本：DATE…决定 tells since when a newer text exists.
    """
    until = repealed_by = amended = verified = None
    if re.search(r"已(?:被)?(?:废止|失效)", text) and not re.search(r"未(?:被)?废止|不在.{0,20}废止", text):
        ending = [t for t in days(text) if re.match(r"^(?:起)?(?:施行|废止|失效|实施)", text[t.end :])]
        if ending and ending[0].first:
            until = ending[0].first - timedelta(days=1)
        named = re.search(r"《([^《》]+)》", text)
        repealed_by = named.group(1) if named and until else None
    until = until or _end(text, None)
    if re.search(r"非最新(?:文本|版本)|已(?:被)?修改|修改前文本", text):
        changed = [t for t in days(text) if re.match(r"^[^，。；]{0,30}(?:决定|修改|修正|修订)", text[t.end :])]
        amended = changed[-1].first if changed else None
    for t in days(text):
        if re.search(r"(?:截至|截止|收录至|核实至|核对至)\s*$", text[: t.start]):
            verified = t.first
    return ValidityWords(valid_until=until, amended_on=amended, verified_until=verified, repealed_by=repealed_by)


def read_text_validity(text: str, published: date | None) -> ValidityWords:
    """Read the clause in which a document states its own start and period (本法自2022年6月5日起施行)."""
    begin = until = None
    for clause in re.finditer(r"[^。；\n]*(?:施行|实施|生效|执行|有效期)[^。；\n]*", _ends(text)):
        words = clause.group()
        said = _SELF_STARTS.search(words)
        if said:
            started = [t for t in days(words) if _STARTS.match(words[t.end :]) and t.start >= said.start()]
            if started:
                begin = started[-1].first
            elif _FROM_ISSUE.search(words):
                begin = published
        if "有效期" in words and (said or begin is not None or _SELF_ENDS.search(words)):
            until = _end(words, begin or published) or until
        if said:
            ending = [
                t for t in days(words) if words[t.end :].startswith("止") or _ENDS_BEFORE.search(words[: t.start])
            ]
            until = ending[-1].first if ending else until
    return ValidityWords(valid_from=begin, valid_until=until)


def _ends(text: str) -> str:
    """Return the head and the end of a text, where it speaks of itself."""
    return text if len(text) <= _HEAD_CHARS + _END_CHARS else f"{text[:_HEAD_CHARS]}\n{text[-_END_CHARS:]}"


def _end(text: str, begin: date | None) -> date | None:
    stated = _UNTIL.search(text)
    if stated:
        after = [t for t in days(text) if t.start >= stated.end()]
        if after:
            return after[0].first
    period = _PERIOD.search(text)
    years = parse_integer(period.group(1)) if period else None
    return add_years(begin, years) - timedelta(days=1) if years and begin else None
