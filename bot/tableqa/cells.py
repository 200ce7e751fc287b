"""Cells of a grid seen one by one: text, type, how much each looks like a label, full-width rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from statistics import fmean

from bot.tableqa.terms import TableTerms
from bot.tableqa.text import is_blank, number, squeeze
from bot.tableqa.types import Grid

LABEL_CHARS = 14  # labels are rarely longer
LONG_CHARS = 24
_DIGITS = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；;！？]|，.*，")
_PADDED = re.compile(r"\S\s{2,}\S")


class Cells:
    """The cells of one grid, header first; `text[r][c]` is squeezed, `raw[r][c]` as it came; ragged rows are filled."""

    def __init__(self, grid: Grid, terms: TableTerms) -> None:
        rows = [grid.header, *grid.rows] if grid.header else list(grid.rows)
        self.height, self.width = len(rows), grid.width
        self.raw = [[row[c] if c < len(row) else "" for c in range(self.width)] for row in rows]
        self.text = [[squeeze(cell) for cell in row] for row in self.raw]
        self._endings = terms.label_endings

    def blank(self, r: int, c: int) -> bool:
        """Return whether a cell says nothing."""
        return is_blank(self.raw[r][c])

    def numeric(self, r: int, c: int) -> bool:
        """Return whether a cell is one number."""
        return number(self.text[r][c]) is not None

    @cached_property
    def titles(self) -> frozenset[int]:
        """Rows whose one text spans the grid: the title, or the heading of a section."""
        return frozenset(r for r in range(self.height) if self._spans_row(r))

    def _spans_row(self, r: int) -> bool:
        first = self.text[r][0]
        return self.width > 1 and bool(first) and all(cell == first for cell in self.text[r])

    @cached_property
    def plain(self) -> list[int]:
        """Rows that are no titles."""
        return [r for r in range(self.height) if r not in self.titles]

    @cached_property
    def likeness(self) -> list[list[float]]:
        """How much each cell looks like a label by itself, 0 to 1."""
        return [[self._likeness(r, c) for c in range(self.width)] for r in range(self.height)]

    def _likeness(self, r: int, c: int) -> float:
        text = self.text[r][c]
        if not text or number(text) is not None or is_blank(text):
            return 0.0
        if text.endswith(":"):
            return 1.0
        score = 0.5 if len(text) <= LABEL_CHARS else 0.3 if len(text) <= LONG_CHARS else 0.05
        if text.endswith(self._endings):
            score += 0.4 if len(text) <= LONG_CHARS else 0.1
        if "是否" in text:
            score = max(score, 0.7)
        digits = len(_DIGITS.findall(text))
        if digits:
            score -= 0.15 + 0.5 * digits / len(text)
        if _SENTENCE.search(text):
            score -= 0.3
        if _PADDED.search(self.raw[r][c]) and len(text) <= 6:
            score += 0.2  # 姓    名: padded as labels are
        return min(1.0, max(0.0, score))

    def mean_likeness(self, rows: Sequence[int], c: int) -> float:
        """Return the mean likeness of a column over some rows, merged repeats to the right left out."""
        fresh = [
            self.likeness[r][c] for r in rows if self.text[r][c] and not (c and self.text[r][c] == self.text[r][c - 1])
        ]
        return fmean(fresh) if fresh else 0.0

    def row_likeness(self, r: int) -> float:
        """Return the mean likeness of the filled cells of a row."""
        return fmean([self.likeness[r][c] for c in range(self.width) if self.text[r][c]] or [0.0])

    def tall(self, r: int, c: int) -> bool:
        """Return whether a text is merged over several rows."""
        text = self.text[r][c]
        return bool(text) and (
            (r > 0 and self.text[r - 1][c] == text) or (r + 1 < self.height and self.text[r + 1][c] == text)
        )

    @cached_property
    def transposed(self) -> bool:
        """Whether records run down columns: cells are more alike along rows than along columns."""
        if self.height < 2 or self.width < 2:
            return False
        kinds = [[_kind(cell) for cell in row] for row in self.text]
        along_rows = fmean(_majority(row[1:]) for row in kinds)
        along_columns = fmean(_majority([row[c] for row in kinds[1:]]) for c in range(self.width))
        return along_rows > along_columns + 0.05


def _kind(text: str) -> str:
    if not text or is_blank(text):
        return ""
    if number(text) is not None:
        return "number"
    digits = len(_DIGITS.findall(text))
    if digits:
        return "mixed"
    return "short" if len(text) <= 6 else "long"


def _majority(kinds: Sequence[str]) -> float:
    told = [k for k in kinds if k]
    return max(told.count(k) for k in set(told)) / len(told) if told else 1.0
