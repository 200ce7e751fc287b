"""Where a digest on file says another number than the full text that it gives way to, article by article.

Only what can be told apart for certain is compared: amounts of money, stretches of time, percentages, multiples and
days of the year.  A number of the digest that its article in the full text does not hold is a difference; what a
digest leaves out is none.
"""

from __future__ import annotations

import re

from bot.desk import Desk
from bot.evidence import span
from bot.types import Evidence
from kb.types import Section
from kb.zh.numerals import article_number, parse_integer, parse_number

_CHINESE = "〇零一二两三四五六七八九十百千"
_ARTICLE = (
    rf"第[{_CHINESE}\d]+条(?:之[一二三四五六七八九十])?(?:第[{_CHINESE}\d]+款)?(?:第?（[一二三四五六七八九十]+）项)?"
)
_POINT = re.compile(rf"^(?:\d+[.．、]\s*)?((?:{_ARTICLE}[、和]?)+)：(.+)$", re.MULTILINE)
_DAY = re.compile(rf"([{_CHINESE}\d]+)月([{_CHINESE}\d]+日|底|末)")
_DATED = re.compile(rf"[\d{_CHINESE}]{{4}}年(?:[{_CHINESE}\d]+月(?:[{_CHINESE}\d]+日)?)?")
_YEARS = re.compile(r"[上下]一年度?|[每当]年|年度")
_AMOUNT = re.compile(
    rf"(\d+(?:\.\d+)?|[{_CHINESE}]+)\s*(万|亿)?\s*(?:以上|以下)?(元|个?工作日|日|天|个月|年(?![度月])|[%％]|倍|小时)"
)
_PERCENT = re.compile(rf"百分之([{_CHINESE}]+)")
_SCALE = {"万": 10_000, "亿": 100_000_000}
_UNITS = {"天": "日", "工作日": "个工作日", "％": "%"}


def quantities(text: str) -> frozenset[tuple[str, str]]:
    """Return the amounts, stretches of time, rates and days of the year that a text states, in one spelling."""
    text = _YEARS.sub(" ", _DATED.sub(" ", re.sub(_ARTICLE, " ", text)))
    found: set[tuple[str, str]] = set()
    for month, day in _DAY.findall(text):
        found.add(
            (f"{parse_integer(month)}-{parse_integer(day.removesuffix('日')) if day not in '底末' else '底'}", "月日")
        )
    rest = _DAY.sub(" ", text)
    found |= {(str(parse_integer(value)), "%") for value in _PERCENT.findall(rest)}
    for number, scale, unit in _AMOUNT.findall(_PERCENT.sub(" ", rest)):
        value = parse_number(number)
        if value is not None:
            found.add((f"{value * _SCALE.get(scale, 1):f}".removesuffix(".0"), _UNITS.get(unit, unit)))
    return frozenset(found)


def differing(desk: Desk, told: Evidence) -> list[Evidence]:
    """Return the points of superseded digests that state another number than the article that an answer tells.

    Args:
        desk: the records.
        told: words of an article of a law on file in full; anything else differs from no digest.
    """
    own = _article_of(desk, told)
    if own is None:
        return []
    found: list[Evidence] = []
    for digest_id in desk.digests_of.get(told.document_id, ()):
        for match in _POINT.finditer(desk.text_of(digest_id) or ""):
            numbers = {article_number(head) for head in re.findall(_ARTICLE, match[1])}
            if article_number(own.label) not in numbers:
                continue
            full = " ".join(_text_of(desk, told.document_id, n) for n in numbers if n is not None)
            if quantities(match[2]) - quantities(full):
                found.append(span(desk, digest_id, match.start(1), match.end(2)))
    return found


def _article_of(desk: Desk, told: Evidence) -> Section | None:
    section = desk.section_at(told.document_id, told.start)
    return section if section is not None and article_number(section.label) is not None else None


def _text_of(desk: Desk, document_id: str, number: int) -> str:
    """Return the text of an article of a law on file."""
    text = desk.text_of(document_id) or ""
    held = [s for s in desk.knowledge.of(document_id).sections if s.label and article_number(s.label) == number]
    return "".join(text[s.start : s.end] for s in held)
