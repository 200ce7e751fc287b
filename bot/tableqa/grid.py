"""Layout of a bare grid: which cells are labels, and which labels speak for a cell.

Nothing is said of a bare grid but its cells, so labels are found by layout: cells that repeat because they were
merged, types (numbers, dates, long text are values), blanks, words that labels end with, and regularity (a
column that alternates label and value makes a form).  Four shapes come out of the same reading: headers above
(vertical), headers at the left (horizontal), both and several levels deep (hierarchical), forms with sections
(complex).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from bot.tableqa.terms import TableTerms
from bot.tableqa.text import is_blank, number, squeeze
from bot.tableqa.types import Grid

LABEL_CHARS = 14
LONG_CHARS = 24
FORM_MARGIN = 0.1  # how much more label-like the label columns of a form are than its value columns
SINGLE_SHARE = 0.8  # share of label-value pairs of a form that have one value
HEADER_LIKENESS = 0.6  # mean likeness from which a first row counts as column labels
_DIGITS = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；;！？]|，.*，")
_NUMBERING = (
    re.compile(r"^第?[一二三四五六七八九十]+[、章节]"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
)
_WITHIN = re.compile(r"^(?:其中|其 中|减|加)[:：]?")

Cell = tuple[int, int]
_Add = Callable[[Cell, str, float], None]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label that speaks for a cell: where it stands, from which side, and how surely."""

    at: Cell
    side: str  # "row" (stands left), "column" (stands above), "other" (a value of the same record)
    weight: float


class Layout:
    """The label structure of one grid.  `text[r][c]` is squeezed cell text; ragged rows are filled with blanks."""

    def __init__(self, grid: Grid, terms: TableTerms) -> None:
        rows = [grid.header, *grid.rows] if grid.header else list(grid.rows)
        self.grid = grid
        self.offset = 1 if grid.header else 0
        self.height, self.width = len(rows), grid.width
        self.raw = [[row[c] if c < len(row) else "" for c in range(self.width)] for row in rows]
        self.text = [[squeeze(cell) for cell in row] for row in self.raw]
        self._endings = terms.label_endings

    # -- cells -----------------------------------------------------------------------------------------------

    def blank(self, r: int, c: int) -> bool:
        """Return whether a cell holds nothing (a dash counts as a value that says nothing)."""
        return is_blank(self.raw[r][c])

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
        if re.search(r"\S\s{2,}\S", self.raw[r][c]) and len(text) <= 6:
            score += 0.2  # 姓    名: padded as labels are
        return min(1.0, max(0.0, score))

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

    def _spans_row(self, r: int) -> bool:
        first = self.text[r][0]
        return self.width > 1 and bool(first) and all(cell == first for cell in self.text[r])

    # -- header rows and columns -------------------------------------------------------------------------------

    @cached_property
    def titles(self) -> frozenset[int]:
        """Rows whose one text spans the grid: the title, or the heading of a section."""
        return frozenset(r for r in range(self.height) if self._spans_row(r))

    @cached_property
    def top(self) -> int:
        """Number of rows at the top that hold column labels (titles above them included)."""
        start = 0
        while start in self.titles and start < self.height - 1:
            start += 1
        if start >= self.height - 1 or self.form_columns:
            return start
        row = [self.likeness[start][c] for c in range(self.width) if self.text[start][c]]
        body = [self.likeness[r][c] for r in range(start + 1, self.height) for c in range(1, self.width)]
        first = [self.likeness[start][c] for c in range(1, self.width) if self.text[start][c]]
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
    def form_columns(self) -> tuple[int, ...]:
        """Label columns of a form (label, value, label, value …); empty when the grid is none.

        Two readings are compared, every other column, and columns more label-like than their neighbours.
        """
        rows = self._plain_rows
        if self.width < 2 or len(rows) < 2:
            return ()
        mean = [self._mean_likeness(rows, c) for c in range(self.width)]
        peaks = [0] + [c for c in range(2, self.width - 1) if mean[c] > max(mean[c - 1], mean[c + 1], 0.4)]
        options = {tuple(range(0, self.width - 1, 2)), tuple(peaks)}
        best: tuple[float, tuple[int, ...]] = (FORM_MARGIN, ())
        for labels in options:
            values = [c for c in range(self.width) if c not in labels]
            margin = fmean(mean[c] for c in labels) - fmean(mean[c] for c in values)
            steps = min(mean[c] - mean[c + 1] for c in labels)
            if margin > best[0] and steps > 0 and self._single_values(rows, labels) and self._not_records(rows, labels):
                best = (margin, labels)
        return best[1]

    @cached_property
    def _plain_rows(self) -> list[int]:
        """Rows that are neither titles nor a row of merged headings over pairs of columns."""
        rows = [r for r in range(self.height) if r not in self.titles]
        while len(rows) > 2 and self._paired_headings(rows[0]):
            rows = rows[1:]
        return rows

    def _paired_headings(self, r: int) -> bool:
        cells = self.text[r]
        if self.width < 4 or self.width % 2:
            return False
        pairs = [(cells[c], cells[c + 1]) for c in range(0, self.width, 2)]
        return all(one and one == two for one, two in pairs) and len(set(pairs)) == len(pairs)

    def _mean_likeness(self, rows: Sequence[int], c: int) -> float:
        """Mean likeness of a column, merged repeats left out."""
        fresh = [
            self.likeness[r][c] for r in rows if self.text[r][c] and not (c and self.text[r][c] == self.text[r][c - 1])
        ]
        return fmean(fresh) if fresh else 0.0

    def _single_values(self, rows: Sequence[int], labels: Sequence[int]) -> bool:
        """Whether between two label columns stands one value (merged or not) in most rows."""
        for label in labels[1:]:
            own = [self.text[r][label] for r in rows if self.text[r][label] != self.text[r][label - 1]]
            if 2 * sum(bool(cell) and number(cell) is None for cell in own) < len(own):
                return False
        good = total = 0
        for r in rows:
            for label, end in zip(labels, [*labels[1:], self.width], strict=True):
                values = {self.text[r][c] for c in range(label + 1, end)} - {self.text[r][label], ""}
                total += 1
                good += len(values) <= 1
        return good >= SINGLE_SHARE * total

    def _not_records(self, rows: Sequence[int], labels: Sequence[int]) -> bool:
        """Whether the first row is not itself a row of column labels."""
        head = rows[0]
        values = [self.likeness[head][c] for c in range(self.width) if c not in labels and self.text[head][c]]
        rest = [self.likeness[r][c] for r in rows[1:] for c in range(self.width) if c not in labels]
        return not values or fmean(values) < HEADER_LIKENESS or fmean(values) < fmean(rest or [0.0]) + 0.2

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
                words = sum(bool(self.text[r][c]) and number(self.text[r][c]) is None for r in rows)
                here = self._mean_likeness(rows, c) if 2 * words >= len(rows) else 0.0
                following = self._mean_likeness(rows, c + 1) if c < end else 1.0
                if here > following + 0.1 and (key is None or c > key + 1):
                    key = c
                elif key is not None:
                    out[c] = key
            start = end + 1
        return out

    # -- sections ----------------------------------------------------------------------------------------------

    @cached_property
    def parents(self) -> list[int | None]:
        """For each row the row whose heading it stands under, by numbering, empty values, 其中, or a full-width row."""
        out: list[int | None] = []
        stack: list[tuple[int, int]] = []  # (level, row)
        for r in range(self.height):
            if r < self.top and r not in self.titles:
                out.append(None)
                continue
            level = self._level(r)
            if level is None:
                out.append(stack[-1][1] if stack else None)
                continue
            while stack and stack[-1][0] >= level:
                stack.pop()
            out.append(stack[-1][1] if stack else None)
            if level < 90:
                stack.append((level, r))
        return out

    def _level(self, r: int) -> int | None:
        """Depth of a row: 0 for full-width headings, 1.. by numbering, 50 for headings without values, else None."""
        if r in self.titles:
            return 0
        text = self.text[r][0]
        for depth, pattern in enumerate(_NUMBERING, start=1):
            if pattern.match(text):
                return depth
        if text and r >= self.top and self.width > 1 and all(self.blank(r, c) for c in range(self.left, self.width)):
            return 50 if not _WITHIN.match(text) else None
        return None

    def may_answer(self, r: int, c: int) -> bool:
        """Return whether a cell can be an answer at all: no title, no corner, no label of a form."""
        if r in self.titles or (r < self.top and c < self.left):
            return False
        if c in self.pair_keys.values() and r >= self.top and self.likeness[r][c] >= 0.3:
            return False
        return not (c in self.form_columns and self.likeness[r][c] >= 0.3 and self._head_above(r, c) is None)

    def is_label(self, r: int, c: int) -> bool:
        """Return whether a cell labels others, so that it answers only when nothing else does."""
        return r < self.top or c in self.form_columns or r in self.section_heads or (c < self.left and not self.stacked)

    # -- labels ------------------------------------------------------------------------------------------------

    def labels(self, r: int, c: int) -> list[Label]:
        """Return the labels that speak for cell (r, c), surest first."""
        found: dict[Cell, Label] = {}

        def add(at: Cell, side: str, weight: float) -> None:
            if self.text[at[0]][at[1]] and self.text[at[0]][at[1]] != self.text[r][c]:
                at = self.origin(*at)
                if at not in found or found[at].weight < weight:
                    found[at] = Label(at=at, side=side, weight=weight)

        self._row_labels(r, c, add)
        self._column_labels(r, c, add)
        return sorted(found.values(), key=lambda label: -label.weight)

    def _row_labels(self, r: int, c: int, add: _Add) -> None:
        if self.stacked:
            return
        if self.form_columns and c > 0:
            if c in self.form_columns and self.likeness[r][c] >= 0.3:
                return
            key = max((f for f in self.form_columns if f < c), default=0)
            add((r, key), "row", 1.0)
            for k in range(key + 1, c):
                if self.text[r][k] not in (self.text[r][key], self.text[r][c]) and self.likeness[r][k] >= 0.3:
                    add((r, k), "row", 1.0)  # a label between the key and the value: 其他性能 | 轴体 | …
            for k in range(key):
                if self._tall(r, k):
                    add((r, k), "row", 0.8)
        elif c in self.pair_keys:
            add((r, self.pair_keys[c]), "row", 1.0)
            for k in range(self.left):
                add((r, k), "row", 1.0)
            for k in range(self.left, self.pair_keys[c]):
                if self._tall(r, k):
                    add((r, k), "other", 0.8)
        elif not self.form_columns:
            first = self.label_column(c)
            if r >= self.top or self.transposed:
                for k in range(first, min(first + self.left, c)):
                    add((r, k), "row", 0.9 if number(self.text[r][k]) is not None else 1.0)
            for k in range(first + self.left, min(first + self.period, self.width)):
                if k != c and k not in self.pair_keys and _selects(self.text[r][k]):
                    add((r, k), "row" if k < c else "other", 0.7)
        parent, weight = self.parents[r], 0.8
        while parent is not None:
            if parent not in self.titles or len(self.titles) > 1:  # one title for the whole grid tells no cell apart
                add((parent, 0), "row", weight)
            parent = self.parents[parent]

    def _tall(self, r: int, c: int) -> bool:
        """Whether a text is merged over several rows."""
        text = self.text[r][c]
        return bool(text) and (
            (r > 0 and self.text[r - 1][c] == text) or (r + 1 < self.height and self.text[r + 1][c] == text)
        )

    def _column_labels(self, r: int, c: int, add: _Add) -> None:
        head = self._head_above(r, c)
        if head is not None:
            add((head, c), "column", 1.0)
        for h in range(min(self.top, r)):
            if h not in self.titles:
                add((h, c), "column", 0.3 if head is not None and c not in self.pair_keys else 1.0)
        if self.transposed:
            for k in range(self.top, self.height):
                if k != r and _selects(self.text[k][c]):
                    add((k, c), "other", 0.7)

    def _head_above(self, r: int, c: int) -> int | None:
        """The nearest row between the top and `r` that labels this column anew."""
        heads = [h for h in self.section_heads if self.top <= h < r]
        if heads:
            return heads[-1]
        first = r
        while first > 0 and self.text[first - 1][0] == self.text[r][0] != "" and first - 1 not in self.titles:
            first -= 1
        if first < r and self._heads_block(first, r):
            return first
        return None

    def _heads_block(self, first: int, r: int) -> bool:
        """Whether row `first` of a block (one text merged down the first column) labels the block's columns."""
        fresh = [c for c in range(1, self.width) if self.text[first][c] and self.text[first][c] != self.text[r][c]]
        if not fresh or any(self.likeness[first][c] < 0.3 for c in fresh):
            return False
        below = [self.likeness[k][c] for k in range(first + 1, r + 1) for c in fresh if self.text[k][c]]
        return bool(below) and fmean(self.likeness[first][c] for c in fresh) > fmean(below) + 0.15

    @cached_property
    def section_heads(self) -> tuple[int, ...]:
        """Rows below the top that label columns anew.

        They repeat words of the top row, stand under the heading of a section, or are short texts over numbers.
        """
        if self.stacked:
            return tuple([r for r in range(self.height) if r not in self.titles][::2])
        return tuple(r for r in range(self.top, self.height - 1) if r not in self.titles and self._is_head(r))

    def _is_head(self, r: int) -> bool:
        if self.form_columns or self.top == 0:
            return False
        cells = [c for c in range(self.width) if self.text[r][c]]
        if len(cells) < 2 or any(number(self.text[r][c]) is not None for c in cells):
            return False
        here = fmean(self.likeness[r][c] for c in cells)
        beneath = [self.likeness[r + 1][c] for c in cells if self.text[r + 1][c]]
        below = fmean(beneath) if beneath else 0.0
        if r - 1 in self.titles and here > max(0.4, below + 0.1):
            return True
        repeated = sum(self.text[r][c] == self.text[self.top - 1][c] for c in cells if c)
        if repeated >= max(1, len(cells) // 3) and here > 0.35:
            return True
        numbers = [number(self.text[r + 1][c]) is not None for c in cells[1:]]
        before = [number(self.text[r - 1][c]) is not None or not self.text[r - 1][c] for c in cells[1:]]
        return here >= 0.4 and fmean(numbers) > 0.6 and fmean(before) > 0.4

    @cached_property
    def stacked(self) -> bool:
        """Whether rows alternate label and value: each label row speaks for the row beneath it."""
        rows = [r for r in range(self.height) if r not in self.titles]
        if len(rows) < 4 or len(rows) % 2 or self.form_columns:
            return False
        if any(number(cell) is not None for r in rows[::2] for cell in self.text[r]):
            return False
        mean = [fmean([self.likeness[r][c] for c in range(self.width) if self.text[r][c]] or [0.0]) for r in rows]
        return min(a - b for a, b in zip(mean[::2], mean[1::2], strict=True)) > 0.1

    @cached_property
    def transposed(self) -> bool:
        """Whether records run down columns: cells are more alike along rows than along columns."""
        if self.height < 2 or self.width < 2 or self.form_columns or self.stacked:
            return False
        kinds = [[_kind(cell) for cell in row] for row in self.text]
        along_rows = fmean(_majority(row[1:]) for row in kinds)
        along_columns = fmean(_majority([row[c] for row in kinds[1:]]) for c in range(self.width))
        return along_rows > along_columns + 0.05


def _selects(text: str) -> bool:
    """Whether a value may pick its record: any words, or a number long enough to be meant."""
    return bool(text) and (number(text) is None or len(text) >= 3)


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
