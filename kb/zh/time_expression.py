"""What a time expression in a text is once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kb.zh.time_rules import TimeRule


class TimeKind(StrEnum):
    """What a time expression fixes."""

    DAY = "day"
    SPAN = "span"
    RELATIVE = "relative"
    PERIODIC = "periodic"


@dataclass(frozen=True, kw_only=True)
class TimeExpression:
    """A time expression at `source[start:end]`.

    Attributes:
        first, last: the days covered; None for relative and periodic ones, and where no year is known.
        by: the text sets a limit (前、底前、内、截止); `last` is then the last day allowed.
        year_given: the year stands in the text (2024年, 今年 with a known year) and was not merely completed.
        rule: set for relative and periodic expressions.
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    first: date | None = None
    last: date | None = None
    by: bool = False
    year_given: bool = False
    rule: TimeRule | None = None

    @property
    def due(self) -> date | None:
        """The last day allowed, where the expression sets a limit that is a date."""
        return self.last if self.by else None
