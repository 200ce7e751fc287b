"""Words that tell nothing of one row of a table: the amount of the whole (全省安排13.6亿元), the header alone."""

from __future__ import annotations

import re

from bot.desk import Desk
from bot.types import Evidence

_ASKS = re.compile("多少|几(?![乎时点号日月])")
_OF_WHOLE = re.compile("(?:全[省市县区州]|省级以上)[^。；;]{0,40}?[0-9]")
_FOR_EACH = re.compile("每|统一|均(?!衡)|各(?!类)|不[得少多超低高]|标准|比例")
_PLACE = re.compile("(?<=[\u4e00-\u9fff]{2})[市县区州盟旗]$")
_ROW_CHARS = 4  # so long a name of a row, no place, is no common word


def tells_of_whole(desk: Desk, question: str, evidence: Evidence) -> bool:
    """Say whether a number of one row of a table is asked for, and a sentence states the amount of the whole alone.

    What a sentence sets for each, or for all alike, is told of the row too.
    """
    said = evidence.quote
    if not _ASKS.search(question) or not _OF_WHOLE.search(said) or _FOR_EACH.search(said):
        return False
    named = [row for row in _rows(desk, evidence.document_id) if row in question]
    return bool(named) and not any(row in said for row in named)


def _rows(desk: Desk, document_id: str) -> list[str]:
    """Return the names of the rows of a document's tables, those of places without what they are."""
    cells = [
        row[table.label_column].text.strip()
        for table in desk.knowledge.of(document_id).tables
        if table.label_column is not None
        for row in table.rows
        if table.label_column < len(row)
    ]
    places = [_PLACE.sub("", cell) for cell in cells if _PLACE.search(cell)]
    return [*places, *(cell for cell in cells if len(cell) >= _ROW_CHARS)]


def heads_table(desk: Desk, evidence: Evidence) -> bool:
    """Say whether what was found is but the header of a table, which says nothing of its rows."""
    tables = desk.knowledge.of(evidence.document_id).tables
    starts = ((t.start, min((cell.start for row in t.rows[:1] for cell in row), default=t.start)) for t in tables)
    return any(start <= evidence.start and evidence.end <= first for start, first in starts)
