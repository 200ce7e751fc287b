"""What table question answering passes around: grids, conditions, plans and answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table as it came: `header` is empty where nobody has said which cells are headers.

    Merged cells repeat their text in every place they cover; rows may be ragged.
    """

    id: str
    title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max([len(self.header), *(len(row) for row in self.rows)], default=0)


@dataclass(frozen=True, kw_only=True)
class AnswerCell:
    """A cell that answers, by its place in `Grid.rows`; `text` is verbatim."""

    row: int
    column: int
    text: str


class Operation(StrEnum):
    """What was done to reach the answer."""

    LOOKUP = "lookup"
    FILTER = "filter"
    RANK = "rank"
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    DIFFERENCE = "difference"


class Test(StrEnum):
    """How a condition compares a cell."""

    IS = "is"
    BETWEEN = "between"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    PERIOD = "period"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A year, or a month or day of one, as written in titles, cells and questions."""

    year: int
    month: int | None = None
    day: int | None = None

    def holds(self, other: Period) -> bool:
        """Return whether `other` lies in this period (a month in its year, a day in its month)."""
        if self.year != other.year:
            return False
        if self.month is not None and self.month != other.month:
            return False
        return self.day is None or self.day == other.day


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Keep the rows whose cell in `column` passes; `rows` are kept rows where text was linked to cells."""

    column: int
    test: Test
    low: Decimal | None = None
    high: Decimal | None = None
    period: Period | None = None
    rows: frozenset[int] = frozenset()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Order by a column, pass over `skip` rows and keep `keep`; ties of a single best are kept as well."""

    column: int
    descending: bool
    keep: int = 1
    skip: int = 0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A question read against one table: select columns where conditions hold, rank in turn, then compute."""

    operation: Operation
    select: tuple[int, ...]
    conditions: tuple[Condition, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    confidence: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableAnswer:
    """The answer from one table.

    Attributes:
        cells: cells that answer, or the inputs of a computed value.
        values: what to say: the cells verbatim, or one computed value as a plain decimal.
        computed: whether `values` was computed from `cells`.
        confidence: 0 to 1; how well the question's content is explained by this table and plan.
        notes: how the question was read, for traces (not wording for people).
        parts: the answers from each table, where the question is about several; `table_id` is the first of them,
            and `cells` are empty because they stand in the parts.
    """

    table_id: str
    operation: Operation
    cells: tuple[AnswerCell, ...]
    values: tuple[str, ...]
    computed: bool = False
    confidence: float = 0.0
    notes: tuple[str, ...] = ()
    parts: tuple[TableAnswer, ...] = ()
