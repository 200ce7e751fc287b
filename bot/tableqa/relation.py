"""A grid whose rows are records under one header row: column kinds and which column names the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.tableqa.link import ColumnLinker, clean_header
from bot.tableqa.text import is_blank, number, periods, squeeze
from bot.tableqa.types import Grid, Period

_SERIAL = ("序号", "编号", "no.", "no", "序")
_TOTALS = ("合计", "总计", "小计", "共计", "总和")
_MAJORITY = 0.7


class Kind(StrEnum):
    """What a column holds, by the majority of its cells."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Records under a header.  `label` is the column that names the rows."""

    grid: Grid
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[Kind, ...]
    entities: tuple[bool, ...]
    varied: tuple[bool, ...]
    label: int
    totals: frozenset[int]  # rows that add up others

    @property
    def only_number(self) -> int | None:
        """The number column, where there is just one."""
        numbers = self.columns(Kind.NUMBER)
        return numbers[0] if len(numbers) == 1 else None

    def cell(self, row: int, column: int) -> str:
        """Return a cell's text; missing cells are empty."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def columns(self, kind: Kind) -> list[int]:
        """Return the columns of a kind."""
        return [c for c, k in enumerate(self.kinds) if k is kind]

    def values(self, column: int) -> list[str]:
        """Return the distinct texts of a column, in order of appearance."""
        return list(dict.fromkeys(self.cell(r, column) for r in range(len(self.rows))))


def relation(grid: Grid, linker: ColumnLinker) -> Relation:
    """Read a grid with a header as records."""
    width = len(grid.header)
    columns = [[row[c] if c < len(row) else "" for row in grid.rows] for c in range(width)]
    kinds = tuple(_kind(header, cells) for header, cells in zip(grid.header, columns, strict=True))
    entities = tuple(linker.is_entity(header) for header in grid.header)
    return Relation(
        grid=grid,
        header=grid.header,
        rows=grid.rows,
        kinds=kinds,
        entities=entities,
        varied=tuple(len(set(cells)) > 1 for cells in columns),
        label=_label(grid.header, kinds, entities),
        totals=frozenset(r for r, row in enumerate(grid.rows) if any(squeeze(cell) in _TOTALS for cell in row[:2])),
    )


def cell_period(text: str) -> Period | None:
    """Return the date a cell states, or None."""
    found = periods(text) if len(text) <= 24 else []
    return found[0][2] if found else None


def title_period_column(table: Relation) -> int | None:
    """Return the column whose every cell states the period in the title (年份, 年月), or None."""
    title = [period for _, _, period in periods(table.grid.title)]
    if not title:
        return None
    for column in table.columns(Kind.DATE):
        if all(cell_period(cell) == title[0] for cell in table.values(column)):
            return column
    return None


def _kind(header: str, cells: Sequence[str]) -> Kind:
    told = [cell for cell in cells if not is_blank(cell)]
    if clean_header(header) in _SERIAL:
        return Kind.TEXT
    if not told:
        return Kind.TEXT
    dates = sum(cell_period(cell) is not None for cell in told)
    numbers = sum(number(cell) is not None for cell in told)
    if dates >= _MAJORITY * len(told) and (numbers < len(told) or "年" in header):
        return Kind.DATE
    return Kind.NUMBER if numbers >= _MAJORITY * len(told) else Kind.TEXT


def _label(header: Sequence[str], kinds: Sequence[Kind], entities: Sequence[bool]) -> int:
    texts = [c for c, kind in enumerate(kinds) if kind is Kind.TEXT and clean_header(header[c]) not in _SERIAL]
    named = [c for c in texts if entities[c]]
    return (named or texts or [0])[0]
