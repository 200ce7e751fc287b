"""Reading of cell text and question text: folding, numbers, periods."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from bot.tableqa.types import Period

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_NUMBER = re.compile(r"[-−]?\(?\d[\d,]*(?:\.\d+)?%?\)?")
_PERIODS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:度|(\d{1,2})月(?:份|(\d{1,2})[日号])?)?"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?!\d)"),
)
_MONTHS_ON = re.compile(
    r"(?:以及|[与和及、至到~-])(\d{1,2})月(?:份)?"
)  # 2020年8月与11月: the year said before holds on
_YEARS_ON = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:以及|[与和及、至到~-])(?:19|20)\d\d年)")  # 2019至2021年
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "不适用", "无", "未知", "暂无", "null", "none", "nan"})


def fold(text: str) -> str:
    """Return `text` case- and width-folded, character by character, so that offsets stay."""
    out = []
    for char in text:
        wide = unicodedata.normalize("NFKC", char)
        out.append(wide.lower() if len(wide) == 1 and len(wide.lower()) == 1 else char)
    return "".join(out)


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """Return folded text without any white space, for comparison of labels."""
    return "".join(c for c in fold(text) if not c.isspace())


def is_blank(text: str) -> bool:
    """Return whether a cell says nothing."""
    return squeeze(text) in _BLANK


@lru_cache(maxsize=65536)
def number(text: str) -> Decimal | None:
    """Return the value of a cell that is one number (thousands separators, %, accounting brackets), else None."""
    bare = squeeze(text).rstrip("%元").replace(",", "").replace("−", "-")
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    if not re.fullmatch(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
        return None


def chinese_number(text: str) -> int | None:
    """Return the value of 五, 十二, 二十 or 12; None when it is no number."""
    if text.isdigit():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            return None
    return total + (digit or 0) if text else None


def amount(digits: str, scale: str) -> tuple[Decimal, Decimal]:
    """Return a number of a question as (as written, with 万 or 亿 applied)."""
    written = Decimal(digits.replace(",", ""))
    scaled = written
    for char in scale:
        scaled *= _SCALES.get(char, Decimal(1))
    return written, scaled


def periods(text: str) -> list[tuple[int, int, Period]]:
    """Return (start, end, period) for each date-like expression (2021年9月, 2021-09-03, 2021年度), in order.

    A bare year counts only where it is the whole text, as in a cell of a year column.
    """
    folded = fold(text)
    if _YEAR.fullmatch(folded.strip()):
        return [(0, len(text), Period(year=int(folded)))]
    found = []
    for pattern in _PERIODS:
        for match in pattern.finditer(folded):
            groups = [g for g in match.groups() if g is None or g.isdigit()]
            year, month, day = (int(g) if g else None for g in groups)
            if year is None or (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
                continue
            found.append((match.start(), match.end(), Period(year=year, month=month, day=day)))
    found += [(m.start(1), m.end(1), Period(year=int(m.group(1)))) for m in _YEARS_ON.finditer(folded)]
    for start, end, period in list(found):
        at = end
        while start < end and period.month is not None and period.day is None:
            on = _MONTHS_ON.match(folded, at)
            if on is None or not 1 <= int(on.group(1)) <= 12:
                break
            found.append((on.start(1), on.end(), Period(year=period.year, month=int(on.group(1)))))
            at = on.end()
    return sorted(found, key=lambda f: f[0])


def bigrams(text: str) -> list[str]:
    """Return overlapping character pairs of squeezed text (the single character where there is only one)."""
    bare = squeeze(text)
    return [bare[i : i + 2] for i in range(len(bare) - 1)] or ([bare] if bare else [])


def plain(value: Decimal) -> str:
    """Return a decimal without exponent and without trailing zeros."""
    if value == 0:
        return "0"
    out = format(value.normalize(), "f")
    return out.rstrip("0").rstrip(".") if "." in out else out
