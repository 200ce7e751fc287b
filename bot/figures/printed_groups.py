"""Groups of rows that a table adds up itself (浙西南小计): whom they hold, known by what the subtotal comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from bot.figures.surface import clean
from bot.figures.views import View

_SUBTOTAL = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:地区|片区|区域)?(?:小计|合计)")
_WHOLE = re.compile(r"^(?:全[省市县区国州]|总|各)")


def printed_groups(views: Iterable[View]) -> dict[str, tuple[str, ...]]:
    """Return the named groups that tables print subtotals of: name -> row keys.

    The rows of a subtotal stand between it and the one before, or the one after; where neither adds up to what is
    printed in every column, no group is known.
    """
    found: dict[str, tuple[str, ...]] = {}
    for view in views:
        marks = _subtotals(view)
        keys = sorted(view.row_of, key=lambda key: view.row_of[key])
        edges = [-1, *(row for row, _ in marks), len(view.table.rows)]
        for at, (row, name) in enumerate(marks, 1):
            above = [k for k in keys if edges[at - 1] < view.row_of[k] < row]
            below = [k for k in keys if row < view.row_of[k] < edges[at + 1]]
            members = next((m for m in (above, below) if _adds_up(view, row, m)), None)
            if members:
                found.setdefault(name, tuple(members))
    return found


def _subtotals(view: View) -> list[tuple[int, str]]:
    """Return the rows of a table that are subtotals, each with the name of its group."""
    marks = []
    for row, cells in enumerate(view.table.rows):
        match = next((m for c in cells[:3] if (m := _SUBTOTAL.fullmatch(clean(c.text)))), None)
        if row != view.table.total_row and match is not None and not _WHOLE.match(match["name"]):
            marks.append((row, match["name"]))
    return marks


def _adds_up(view: View, row: int, members: Sequence[str]) -> bool:
    """Say whether the members come to what the subtotal prints, in some column and as far as a column can be added."""
    for column in view.columns:
        cells = view.table.rows[row]
        printed = _number(cells[column.index].text) if column.index < len(cells) else None
        held = [column.cells[key].value for key in members if key in column.cells]
        if printed is not None and held and None not in held and sum(v for v in held if v is not None) == printed:
            return True
    return False


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
