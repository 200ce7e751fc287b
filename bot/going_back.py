"""Whether a question goes back to the figures, or to the rows of a table, of the turns before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.figure_tool import FigureDesk
from bot.record_tool import RecordDesk
from bot.remembered import rows_named
from bot.types import Turn

_SURE = 0.95


def goes_back(figures: FigureDesk, text: str, day: date, earlier: dict[str, Any]) -> bool:
    """Say whether a question goes back to the figures of some turns before.

    It names figures of its own, or does something with those (中位数呢).
    """
    if figures.understand(text, as_of=day, frame=None).query is not None:
        return True
    again = figures.understand(text, as_of=day, frame=earlier)
    if again.query is None or not again.followed:
        return False
    return again.score >= _SURE and again.query.operation.value not in ("value", earlier.get("operation"))


def recalled_row(records: RecordDesk, text: str, history: Sequence[Turn]) -> str | None:
    """Return a follow-up to rows of a table, or to figures of one, as a question that stands alone; None for others."""
    last = history[-1] if history else None
    if last is None or (last.frame.get("intent") != "table" and not last.frame.get("figure")):
        return None
    return records.follow(text, last.question, rows_named(last))
