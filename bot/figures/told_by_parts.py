"""A part named with a measure that is not told by parts: the 工信牵头 of a goal, of what the platform counts."""

from __future__ import annotations

import re

from bot.figures.families import total_beside
from bot.figures.missing import nearest_query
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.question import Question
from bot.figures.views import Column

_NUMBER = re.compile("[\u4e00-\u9fff]{2,14}[〔(\\[【]\\d{4}[〕)\\]】]\\d+号")


def part_beside(q: Question) -> Understanding | None:
    """Return the fault of a part of another measure than the one found (工信牵头的目标); None where none is named."""
    if len(q.reading.picked) != 1 or q.reading.picked[0].measure.base is not None or q.names.of("foreign"):
        return None
    picked, known = q.catalogue.columns[q.reading.picked[0].measure.column], q.explained()
    for found in q.found:
        if found.feature[0] != "=" or any(known[found.start : found.end]) or _in_number(q.text, found.start):
            continue
        part = _part(q, found.feature)
        if (
            part is None
            or total_beside(q.catalogue, part.id) == picked
            or found.feature in q.catalogue.metrics.features_of(picked.id)
        ):
            continue
        nearest, also = nearest_query(q, picked.id), nearest_query(q, part.id)
        last = max((end for _, end in q.reading.covered), default=0)
        missing = q.text[found.start : max(last, found.end)].rstrip("了的")
        fault = NotUnderstood(reason=Reason.METRIC_MISSING, missing=(missing,), nearest=nearest, also=also, score=0.7)
        return q.fault(fault, 0.7)
    return None


def _in_number(text: str, at: int) -> bool:
    """Say whether a place is inside the number of a document (粤工信节能函〔2024〕14号)."""
    return any(match.start() <= at < match.end() for match in _NUMBER.finditer(text))


def _part(q: Question, feature: str) -> Column | None:
    """Return the column of a notion that is a part of a total beside it."""
    for column in q.catalogue.columns.values():
        named = feature in q.catalogue.metrics.features_of(column.id)
        if named and total_beside(q.catalogue, column.id) is not None:
            return column
    return None
