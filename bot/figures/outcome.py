"""What understanding a question came to: a query, or a typed reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.figures.query import FigureQuery


class Reason(StrEnum):
    """Why a question could not be turned into a query."""

    NOT_FIGURES = "not_figures"  # nothing on file is asked for in numbers
    ROW_UNKNOWN = "row_unknown"  # a place or item that no table lists
    YEAR_MISSING = "year_missing"  # a year that no table of this metric is for
    ROLE_MISSING = "role_missing"  # a result where only the plan is on file, or the other way round
    METRIC_MISSING = "metric_missing"  # a quantity that no table holds for this subject
    REASON_MISSING = "reason_missing"  # why a figure is as it is
    LIST_MISSING = "list_missing"  # by name or by industry those that tables only count
    AMBIGUOUS = "ambiguous"  # several readings; `choices` are standalone questions


@dataclass(frozen=True, kw_only=True)
class NotUnderstood:
    """A typed reason why there is no query.

    Attributes:
        reason: the kind.
        missing: the words that could not be resolved (番禺区, 2021年, GDP).
        choices: (label, standalone question) to offer.
        nearest: a query that answers the nearest thing on file, where there is one.
        also: a second one, near in another way.
        score: how sure this is about figures at all, 0..1.
    """

    reason: Reason
    missing: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    nearest: FigureQuery | None = None
    also: FigureQuery | None = None
    score: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """The outcome of understanding: exactly one of `query` and `fault` is set.

    Attributes:
        question: the question as understood, standalone; empty where it stood alone as asked.
        score: how sure this is about figures at all, 0..1; the planner weighs it against other tools.
        followed: whether anything was taken from the frame, be it only what the turns before were about.
        in_full: whether every quantity is written out as its header has it, and no other word is left over.
    """

    query: FigureQuery | None = None
    fault: NotUnderstood | None = None
    question: str = ""
    score: float = 0.0
    followed: bool = False
    in_full: bool = False
    notes: tuple[str, ...] = field(default_factory=tuple)
