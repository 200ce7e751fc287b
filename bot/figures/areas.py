"""Areas that no list of regions knows and no table has (沿海经济带, 广州都市圈): their figure is on no file."""

from __future__ import annotations

import re

from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.question import ASKS_QUANTITY, Question

_AREA = re.compile(
    "(?:沿[海江边])?(?:都市圈|城市群|经济[带圈区])|老区|苏区|山区[市县]?|沿[海江边](?!区)|(?:[东西南北]|两)岸|单列市|副省级"
)
_OF_PLACES = re.compile("(?:地区|片区|城市|各市|[市县])?")


def is_area(name: str) -> bool:
    """Say whether a name is that of an area, by a word for one."""
    return _AREA.search(name) is not None


def area_missing(q: Question) -> Understanding | None:
    """Return the fault where the figure of an area is asked for that no table has; None for other questions."""
    area = unknown_area(q)
    if area is None or (ASKS_QUANTITY.search(q.text) is None and q.intent.operation is None):
        return None
    rows = [m for m in q.names.of("row") if m.form not in area]
    if rows:
        return None
    return q.fault(NotUnderstood(reason=Reason.ROW_UNKNOWN, missing=(area,), score=0.6), 0.6)


def unknown_area(q: Question) -> str | None:
    """Return an area named by a word for one that is no name on file, no part of a quantity and in no table."""
    if not is_area(q.text):
        return None
    taken = [(m.start, m.end) for m in q.names.mentions if m.kind in ("group", "foreign")]
    taken += q.reading.covered
    known = q.explained()
    for said in _AREA.finditer(q.text):
        of_tables = q.catalogue.in_headings(said[0]) or q.catalogue.in_tables(said[0])
        if of_tables or any(start < said.end() and said.start() < end for start, end in taken):
            continue
        rows = next((m.start for m in q.names.of("row") if m.end == said.start()), None)
        start = said.start() if rows is None else rows
        while rows is None and start > 0 and not known[start - 1] and "\u4e00" <= q.text[start - 1] <= "\u9fff":
            start -= 1
        behind = _OF_PLACES.match(q.text, said.end())
        return q.text[start : behind.end() if behind is not None else said.end()]
    return None
