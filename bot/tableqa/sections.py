"""Sections of a grid: rows that head others, by numbering, blanks, full-width headings, or new column labels."""

from __future__ import annotations

import re
from statistics import fmean

from bot.tableqa.cells import Cells

_NUMBERING = (
    re.compile(r"^第?[一二三四五六七八九十]+[、章节]"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
)
_WITHIN = re.compile(r"^(?:其中|其 中|减|加)[:：]?")
_UNNUMBERED = 50  # depth of headings told by their empty values, below every numbering


def parents(cells: Cells, top: int, left: int) -> list[int | None]:
    """Return for each row the row whose heading it stands under, or None.

    Headings are told by numbering (一、 above 1.), by empty values, and by spanning the grid.
    """
    out: list[int | None] = []
    stack: list[tuple[int, int]] = []  # (level, row)
    for r in range(cells.height):
        if r < top and r not in cells.titles:
            out.append(None)
            continue
        level = _level(cells, r, top, left)
        while level is not None and stack and stack[-1][0] >= level:
            stack.pop()
        out.append(stack[-1][1] if stack else None)
        if level is not None:
            stack.append((level, r))
    return out


def _level(cells: Cells, r: int, top: int, left: int) -> int | None:
    """Depth of a heading row: 0 when it spans the grid, then by numbering, then by empty values; else None."""
    if r in cells.titles:
        return 0
    text = cells.text[r][0]
    for depth, pattern in enumerate(_NUMBERING, start=1):
        if pattern.match(text):
            return depth
    empty = cells.width > 1 and all(cells.blank(r, c) for c in range(left, cells.width))
    return _UNNUMBERED if text and r >= top and empty and not _WITHIN.match(text) else None


def is_stacked(cells: Cells) -> bool:
    """Return whether rows alternate label and value: each label row speaks for the row beneath it."""
    rows = cells.plain
    if len(rows) < 4 or len(rows) % 2:
        return False
    if any(cells.numeric(r, c) for r in rows[::2] for c in range(cells.width)):
        return False
    mean = [cells.row_likeness(r) for r in rows]
    return min(a - b for a, b in zip(mean[::2], mean[1::2], strict=True)) > 0.1


def heads_section(cells: Cells, r: int, top: int) -> bool:
    """Return whether a row below the top labels the columns anew.

    It stands under the heading of a section, repeats words of the top row, or is short texts over numbers.
    """
    filled = [c for c in range(cells.width) if cells.text[r][c]]
    if len(filled) < 2 or any(cells.numeric(r, c) for c in filled):
        return False
    here = cells.row_likeness(r)
    below = fmean([cells.likeness[r + 1][c] for c in filled if cells.text[r + 1][c]] or [0.0])
    if r - 1 in cells.titles and here > max(0.4, below + 0.1):
        return True
    repeated = sum(cells.text[r][c] == cells.text[top - 1][c] for c in filled if c)
    if repeated >= max(1, len(filled) // 3) and here > 0.35:
        return True
    numbers = [cells.numeric(r + 1, c) for c in filled[1:]]
    before = [cells.numeric(r - 1, c) or not cells.text[r - 1][c] for c in filled[1:]]
    return here >= 0.4 and fmean(numbers) > 0.6 and fmean(before) > 0.4


def heads_block(cells: Cells, first: int, r: int) -> bool:
    """Return whether row `first` of a block (one text merged down column 0) labels the columns of row `r`."""
    text = cells.text
    fresh = [c for c in range(1, cells.width) if text[first][c] and text[first][c] != text[r][c]]
    if not fresh or any(cells.likeness[first][c] < 0.3 for c in fresh):
        return False
    below = [cells.likeness[k][c] for k in range(first + 1, r + 1) for c in fresh if text[k][c]]
    return bool(below) and fmean(cells.likeness[first][c] for c in fresh) > fmean(below) + 0.15
