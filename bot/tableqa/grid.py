"""Layout of a bare grid: which cells are labels and which are values.

Nothing is said of a bare grid but its cells, so labels are found by layout: cells that repeat because they were
merged, types (numbers, dates, long text are values), blanks, words that labels end with, and regularity (a
column that alternates label and value makes a form).  Four shapes come out of the same reading: headers above
(vertical), headers at the left (horizontal), both and several levels deep (hierarchical), forms with sections
(complex).  `bot.tableqa.labels` says which labels speak for a cell.
"""

from __future__ import annotations

from functools import cached_property
from statistics import fmean

from bot.tableqa.cells import Cells
from bot.tableqa.forms import form_columns
from bot.tableqa.sections import heads_block, heads_section, is_stacked, parents
from bot.tableqa.terms import TableTerms
from bot.tableqa.text import number
from bot.tableqa.types import Grid

Cell = tuple[int, int]
FORM_LABEL = 0.3  # likeness from which a cell of a label column is taken for a label


class Layout:
    """The label structure of one grid; rows and columns count from the header row where the grid has one."""

    def __init__(self, grid: Grid, terms: TableTerms) -> None:
        self.grid = grid
        self.cells = Cells(grid, terms)
        self.offset = 1 if grid.header else 0
        self.height, self.width, self.text = self.cells.height, self.cells.width, self.cells.text

    @cached_property
    def titles(self) -> frozenset[int]:
        """Rows whose one text spans the grid."""
        return self.cells.titles

    @cached_property
    def form_columns(self) -> tuple[int, ...]:
        """Label columns of a form; empty when the grid is none."""
        return form_columns(self.cells)

    @cached_property
    def stacked(self) -> bool:
        """Whether label rows and value rows alternate."""
        return not self.form_columns and is_stacked(self.cells)

    @cached_property
    def transposed(self) -> bool:
        """Whether records run down columns."""
        return not self.form_columns and not self.stacked and self.cells.transposed

    @cached_property
    def top(self) -> int:
        """Number of rows at the top that hold column labels (titles above them included)."""
        start = 0
        while start in self.titles and start < self.height - 1:
            start += 1
        if start >= self.height - 1 or self.form_columns:
            return start
        row = [self.cells.likeness[start][c] for c in range(self.width) if self.text[start][c]]
        body = [self.cells.likeness[r][c] for r in range(start + 1, self.height) for c in range(1, self.width)]
        first = [self.cells.likeness[start][c] for c in range(1, self.width) if self.text[start][c]]
        if start + 1 < self.height and self._continues(start + 1):
            pass  # cells merged down into the next row: headers of two levels
        elif not row or (first and fmean(first) < 0.15 and fmean(first) <= fmean(body or [0.0])):
            return start
        end = start + 1
        while end < self.height - 1 and self._continues(end):
            end += 1
        return end

    def _continues(self, r: int) -> bool:
        """Whether row `r` is a further header row: cells merge down into it and the others are no numbers."""
        merged = [c for c in range(self.width) if self.text[r][c] and self.text[r][c] == self.text[r - 1][c]]
        if not merged or 0 not in merged:
            return False
        return all(number(self.text[r][c]) is None for c in range(self.width) if c not in merged)

    @cached_property
    def period(self) -> int:
        """Width of one of several tables set side by side under repeated column labels; the whole width if alone."""
        if self.top == 0 or self.form_columns:
            return self.width
        head = self.text[self.top - 1]
        for size in range(2, self.width // 2 + 1):
            again = [head[c] == head[c % size] != "" for c in range(size, self.width) if c % size]
            starts = [
                [self.text[r][c] for r in range(self.top, self.height) if self.text[r][c]]
                for c in range(size, self.width, size)
            ]
            named = all(
                cells and sum(number(x) is None or x.startswith("0") for x in cells) * 2 > len(cells)
                for cells in starts
            )
            if self.width % size == 0 and again and all(again) and named:
                return size
        return self.width

    def label_column(self, c: int) -> int:
        """Return the first label column of the table that column `c` is part of."""
        return c - c % self.period

    @cached_property
    def left(self) -> int:
        """Number of columns at the left that hold row labels."""
        start = self.top
        end = 1
        if self.form_columns or start == 0 or start - 1 in self.titles:
            return end
        if self._serial(0) and self.width > 2:
            end = 2
        while end < self.width - 1:
            above = self.text[start - 1][end] == self.text[start - 1][end - 1] != ""
            texts = [cell for r in range(start, self.height) if r not in self.titles and (cell := self.text[r][end])]
            if not (above and texts and all(number(c) is None for c in texts)):
                break
            end += 1
        return end

    def _serial(self, c: int) -> bool:
        """Whether a column only counts the rows (1, 2, 3 …)."""
        cells = [number(self.text[r][c]) for r in range(self.top, self.height)]
        told = [int(value) for value in cells if value is not None and value == int(value)]
        return len(told) > 1 and len(told) + 1 >= len(cells) and told == list(range(1, len(told) + 1))

    @cached_property
    def pair_keys(self) -> dict[int, int]:
        """Value column -> label column, inside one merged heading over label and value columns of records."""
        if self.form_columns or self.top == 0:
            return {}
        head = self.text[self.top - 1]
        rows = [r for r in range(self.top, self.height) if r not in self.titles]
        out: dict[int, int] = {}
        start = 0
        while start < self.width:
            end = start
            while end + 1 < self.width and head[end + 1] == head[start] != "":
                end += 1
            key = None
            for c in range(start, end + 1) if end > start and rows else ():
                words = sum(bool(self.text[r][c]) and not self.cells.numeric(r, c) for r in rows)
                here = self.cells.mean_likeness(rows, c) if 2 * words >= len(rows) else 0.0
                following = self.cells.mean_likeness(rows, c + 1) if c < end else 1.0
                if here > following + 0.1 and (key is None or c > key + 1):
                    key = c
                elif key is not None:
                    out[c] = key
            start = end + 1
        return out

    @cached_property
    def plain_records(self) -> bool:
        """Whether the first row labels the columns and every other row is one record."""
        plain = self.top == 1 and self.left <= 2 and self.period == self.width and self.height > 2
        return plain and not (
            self.titles or self.section_heads or self.pair_keys or self.transposed or self.form_columns
        )

    @cached_property
    def parents(self) -> list[int | None]:
        """For each row the row whose heading it stands under."""
        return parents(self.cells, self.top, self.left)

    @cached_property
    def section_heads(self) -> tuple[int, ...]:
        """Rows below the top that label columns anew."""
        if self.stacked:
            return tuple(self.cells.plain[::2])
        if self.form_columns or self.top == 0:
            return ()
        rows = range(self.top, self.height - 1)
        return tuple(r for r in rows if r not in self.titles and heads_section(self.cells, r, self.top))

    def head_above(self, r: int) -> int | None:
        """Return the nearest row between the top and `r` that labels columns anew."""
        heads = [h for h in self.section_heads if self.top <= h < r]
        if heads:
            return heads[-1]
        first = r
        while first > 0 and self.text[first - 1][0] == self.text[r][0] != "" and first - 1 not in self.titles:
            first -= 1
        return first if first < r and heads_block(self.cells, first, r) else None

    def origin(self, r: int, c: int) -> Cell:
        """Return the top-left cell of the merged text a cell belongs to (itself for numbers and blanks).

        Equal values under different labels are not merged: two rows may well hold the same word.
        """
        text = self.text[r][c]
        if not text or number(text) is not None:
            return r, c
        while c > 0 and self.text[r][c - 1] == text and not self._labelled_apart_across(r, c):
            c -= 1
        while r > 0 and self.text[r - 1][c] == text and not self._labelled_apart_down(r, c):
            r -= 1
        return r, c

    def _labelled_apart_across(self, r: int, c: int) -> bool:
        if self.form_columns or self.stacked or r < self.top or self.top == 0 or r in self.titles:
            return False
        head = self.text[self.top - 1]
        return head[c - 1] != head[c] and c - 1 >= self.left

    def _labelled_apart_down(self, r: int, c: int) -> bool:
        if self.form_columns or c < self.left or r <= self.top:
            return False
        return self.text[r - 1][self.label_column(c)] != self.text[r][self.label_column(c)]

    def may_answer(self, r: int, c: int) -> bool:
        """Return whether a cell can be an answer at all: no title, no corner, no label of a form."""
        if r in self.titles or (r < self.top and c < self.left):
            return False
        if c in self.pair_keys.values() and r >= self.top and self.cells.likeness[r][c] >= FORM_LABEL:
            return False
        return not (c in self.form_columns and self.cells.likeness[r][c] >= FORM_LABEL and self.head_above(r) is None)

    def is_label(self, r: int, c: int) -> bool:
        """Return whether a cell labels others, so that it answers only when nothing else does."""
        return r < self.top or c in self.form_columns or r in self.section_heads or (c < self.left and not self.stacked)
