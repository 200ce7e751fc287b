"""What is to be done with the numbers, as read from a question whose names are masked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.figures.query import Operation, Relation
from bot.figures.surface import number
from bot.figures.thresholds import Threshold


@dataclass(kw_only=True)
class Intent:
    """What the words ask to be done; `spans` are the stretches that say so."""

    operation: Operation | None = None
    relation: Relation | None = None
    function: str | None = None
    n: int | None = None
    position: int | None = None
    first: int | None = None  # 第5到第8名: 5
    descending: bool = True
    counting: bool = False
    yes_no: bool = False
    which: bool = False
    direction: str | None = None  # of a comparison claimed: > or <
    asserted: Threshold | None = None
    thresholds: list[Threshold] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    listing: bool = False
    quantifier: str | None = None

    def note(self, match: re.Match[str] | None) -> bool:
        """Remember where a pattern matched; say whether it did."""
        if match is None:
            return False
        self.spans.append(match.span())
        return True


def count_of(text: str | None) -> int | None:
    """Return the whole number above zero that words write, or None."""
    value = number(text) if text else None
    return int(value) if value is not None and value == int(value) and value > 0 else None
