"""Rows of one kind, told by the noun that their names end in (三个县合计, of a table of counties and districts)."""

from __future__ import annotations

import re

from bot.figures.builder import Slots
from bot.figures.intent import count_of
from bot.figures.query import Operation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.subjects import Resolver
from bot.figures.surface import CHINESE_NUMBER

_OF_KIND = re.compile(
    rf"(?:(?P<n>\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})个?|(?P<all>各个?|所有的?|几个|每个))"
    "(?P<noun>县级市|自治县|县|区|市|州|旗|镇|乡|街道)(?![市县区州镇乡街级域场间政委局厅内外])"
)
_SOME = re.compile("(?:其[他余它]|另外?|剩[下余]|余下|别)的?$|[第前后哪这那近]$|[超不]过$|以[上下]")
_ASKED = frozenset({None, Operation.AGGREGATE, Operation.SHARE, Operation.TOP, Operation.RANK})


def of_kind(q: Question, slots: Slots, resolver: Resolver) -> str | None:
    """Put the rows of the kinds that a question names, where it names no row, into the slots.

    Returns:
        The words for so many of a kind as no table at hand has (四个县, of three); None where nothing is amiss.
    """
    operation = q.intent.operation
    named = any(s.kind is not SubjectKind.TOTAL for s in slots.subjects)
    if named or slots.excluded or q.frame is not None or q.intent.thresholds or operation not in _ASKED:
        return None
    said = [m for m in _OF_KIND.finditer(q.text) if _SOME.search(q.text[: m.start()]) is None]
    said = [m for m in said if not any(a < m.end() and m.start() < b and m["n"] for a, b in q.intent.spans)]
    adds = operation is Operation.AGGREGATE and q.intent.function in {"sum", "mean"}
    if not said or (not adds and any(m["all"] for m in said)):
        return None
    total = resolver.total()
    found: list[str] = []
    for match in said:
        rows = resolver.ending_with(match["noun"])
        wanted = count_of(match["n"]) if match["n"] else len(rows)
        if wanted == len(resolver.rows) or (match["n"] is None and len(rows) in (0, len(resolver.rows))):
            return None
        if wanted == 1:
            return None  # 平均下来一个市
        if wanted != len(rows) or not rows:
            return match[0] if q.intent.function == "sum" and match["n"] and len(said) == 1 else None
        found += [key for key in rows if key not in found]
    if len(found) == len(resolver.rows):
        return None
    name = "和".join(f"各{m['noun']}" if m["all"] or m["n"].isdigit() else m[0] for m in said)
    kind = Subject(kind=SubjectKind.GROUP, name=name, rows=tuple(found))
    whole = [(at, s) for at, s in slots.located if s == total] if operation is Operation.SHARE else []
    slots.located = sorted([(said[0].start(), kind), *whole], key=lambda place: place[0])
    slots.each = False
    return None
