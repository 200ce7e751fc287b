"""Tables without marks: rows whose columns are only held apart by blanks, as PDF-to-text leaves them."""

from __future__ import annotations

import re
import unicodedata

from ingest.blocks import Grid
from ingest.load.pages import PAGE_NUMBER

_GAP = re.compile(r"(?:\u3000| {2,}|\u3000 | \u3000)+ *")
_NUMBER = re.compile(r"^[-−]?\d{1,3}(?:[,，]\d{3})*(?:\.\d+)?%?$|^[-−]?\d+(?:\.\d+)?%?$|^[-—/]$")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|全省|全市|全国)")
_SENTENCE = re.compile(r"[。；！？]")
_MIN_ROWS = 3


def aligned_grid(lines: list[str], index: int, first_line: int) -> tuple[Grid, int] | None:
    """Return the grid that starts at `lines[index]` and the line after it, or None when there is none.

    A grid is a header line and at least three rows that split at blanks into the same number of cells, at least
    one column of which is numeric.  A header that wraps over two lines is put together by column position.
    """
    wide = _run(lines, index, _wide_cells)
    if wide:
        return _grid(wide, first_line)
    narrow = _run(lines, index, _narrow_cells)
    return _grid(narrow, first_line) if narrow else None


def _grid(found: tuple[list[tuple[str, ...]], list[int], int], first_line: int) -> tuple[Grid, int]:
    rows, at, end = found
    return Grid(rows=tuple(rows), lines=tuple(first_line + i for i in at), style="space", header_rows=1), end


def _wide_cells(line: str) -> list[str]:
    return [c.strip() for c in _GAP.split(line.strip()) if c.strip()]


def _narrow_cells(line: str) -> list[str]:
    return line.split()


def _is_data(cells: list[str], width: int) -> bool:
    if len(cells) == width:
        return any(_NUMBER.match(c) for c in cells[1:])
    total = bool(cells) and bool(_TOTAL.match(cells[0]))
    return total and 1 < len(cells) < width and all(_NUMBER.match(c) for c in cells[1:])


def _run(lines: list[str], index: int, split: object) -> tuple[list[tuple[str, ...]], list[int], int] | None:
    assert callable(split)
    head = split(lines[index])
    if len(head) < 2 or _SENTENCE.search(lines[index]) or any(_NUMBER.match(c) for c in head[1:]):
        return None
    # The header may take up to three lines; the first row with numbers fixes the width.
    first = next((i for i in range(index + 1, min(index + 4, len(lines))) if _numeric_row(split(lines[i]))), None)
    if first is None or any(not lines[i].strip() for i in range(index, first)):
        return None
    width = len(split(lines[first]))
    end, rows, at = first, [], []
    while end < len(lines):
        if not lines[end].strip() or PAGE_NUMBER.match(lines[end]):  # a page break inside the table
            following = end + 1
            while following < len(lines) and (not lines[following].strip() or PAGE_NUMBER.match(lines[following])):
                following += 1
            if following < len(lines) and _is_data(split(lines[following]), width):
                end = following
                continue
            break
        cells = split(lines[end])
        if not _is_data(cells, width) or _SENTENCE.search(lines[end]):
            break
        rows.append(_padded(cells, width))
        at.append(end)
        end += 1
    if len(rows) < _MIN_ROWS:
        return None
    header = _header(lines[index:first], lines[first], split, width)
    return ([header, *rows], [index, *at], end) if header else None


def _numeric_row(cells: list[str]) -> bool:
    return len(cells) >= 2 and any(_NUMBER.match(c) for c in cells[1:])


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    missing = width - len(cells)
    return (cells[0], *[""] * missing, *cells[1:])


def _header(lines: list[str], sample: str, split: object, width: int) -> tuple[str, ...] | None:
    assert callable(split)
    if len(lines) == 1:
        cells = split(lines[0])
        return tuple(cells) if len(cells) == width else None
    spans = _spans(sample)
    if len(spans) != width:
        return None
    header = [""] * width
    for line in lines:
        for start, end, text in _spans(line):
            middle = (start + end) / 2
            nearest = min(range(width), key=lambda i: abs((spans[i][0] + spans[i][1]) / 2 - middle))
            header[nearest] += text
    return tuple(header) if all(header) else None


def _spans(line: str) -> list[tuple[int, int, str]]:
    """Return (start, end, text) of each run between wide gaps, in display columns (a Chinese character takes two)."""
    spans, column, at = [], 0, 0
    for piece in re.finditer(r"\S+(?: \S+)*", line):
        column += _display(line[at : piece.start()])
        width = _display(piece.group())
        spans.append((column, column + width, piece.group()))
        column += width
        at = piece.end()
    return spans


def _display(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
