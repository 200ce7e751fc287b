"""Which rows of a grid are its header, and the one header row they make together."""

from __future__ import annotations

import re

from ingest.clean.chars import clean_cell
from ingest.numbers import is_missing, is_year, parse_number
from ingest.units import split_unit

_PHONE = re.compile(r"\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)")
_MAX_HEADER_ROWS = 4
_YEARLIKE = re.compile(r"^(?:19|20)\d\d年?(?:度|[1-4一二三四]季度|上半年|下半年|\d{1,2}月)?$")


def is_datum(text: str) -> bool:
    """Say whether a cell could stand in a numeric column: a number, or a mark for none."""
    return parse_number(text) is not None or is_missing(text)


def header_row_count(rows: tuple[tuple[str, ...], ...], stated: int | None) -> int:
    """Return how many rows at the top name the columns; 0 when the grid has no header.

    Args:
        rows: cleaned rows.
        stated: number the source states (Markdown rule, `<th>`); further rows without numbers that subdivide it
            are still header rows, because Markdown can state only one.
    """
    if not rows:
        return 0
    count = 0
    for row in rows[:_MAX_HEADER_ROWS]:
        if not _names_columns(row, first=count == 0):
            break
        if count >= max(1, stated or 0) and not _subdivides(rows[count - 1], row, rows[count + 1 :]):
            break
        count += 1
    if stated and count < stated and not any(_PHONE.search(c) for c in rows[0]):
        count = stated if stated < len(rows) else count
    return count


def _names_columns(row: tuple[str, ...], *, first: bool) -> bool:
    filled = [c for c in row if c]
    if not filled or any(_PHONE.search(c) for c in filled):
        return False
    numbers = [c for c in filled if parse_number(c) is not None and not _YEARLIKE.match(c)]
    if numbers:
        return False
    years = [c for c in filled if is_year(c)]
    return len(filled) >= 2 and not (first and len(years) == len(filled)) and not (row[0] and is_year(row[0]))


def _subdivides(above: tuple[str, ...], row: tuple[str, ...], below: tuple[tuple[str, ...], ...]) -> bool:
    """Say whether `row` splits the columns of the header row above it rather than being data in words."""
    if not below:
        return False
    width = max(len(above), len(row))
    upper = above + ("",) * (width - len(above))
    lower = row + ("",) * (width - len(row))
    spans = any(upper[i] == upper[i + 1] or not upper[i + 1] for i in range(width - 1))
    repeated = sum(bool(a) and a == b for a, b in zip(upper, lower, strict=True))
    blank_first = not lower[0] or lower[0] == upper[0] or (not upper[0] and all(lower))  # 序号 under a blank
    numeric_below = any(parse_number(c) is not None for r in below[:3] for c in r[1:])
    return spans and blank_first and numeric_below and (repeated > 0 or not lower[0] or spans)


def join_header(rows: list[tuple[str, ...]], width: int) -> tuple[str, ...] | None:
    """Return one label for each of `width` columns, or None when the header has another number of columns.

    Rows of a header over several rows are joined from the top down; a label that spans columns is repeated, and a
    year joins its sub-label without a mark (2023年完成数), other labels with "·".
    """
    fitted: list[tuple[str, ...]] = []
    for row in rows:
        if len(row) > width and not any(row[width:]):
            row = row[:width]
        if len(row) != width:
            return None
        fitted.append(row)
    spread = [_forward(row, fitted[i + 1 :]) for i, row in enumerate(fitted)]
    header = []
    for column in range(width):
        label = ""
        for row in spread:
            part = row[column]
            if not part or part == label or label.endswith("·" + part):
                continue
            label = _under(label, part)
        header.append(label)
    return tuple(header)


def _under(label: str, part: str) -> str:
    """Return a label with one below it; a unit stated above holds for both (数量（家） over 甲: 数量·甲（家）)."""
    if not label:
        return part
    if part[0] in "（(" or _YEARLIKE.match(label):
        return label + part
    upper, unit = split_unit(label)
    if unit and split_unit(part)[1] is None:
        return f"{upper}·{part}（{unit}）"
    return f"{upper if unit else label}·{part}"


def mend_header(rows: list[tuple[str, ...]], lines: list[int], width: int) -> tuple[list[tuple[str, ...]], list[int]]:
    """Undo line breaks inside header cells: the last cell of one line goes on in the first of the next."""
    while len(rows) > 2 and len(rows[0]) + len(rows[1]) - 1 <= width and (len(rows[0]) < width or len(rows[1]) == 1):
        if any(parse_number(c) is not None for row in rows[:2] for c in row):
            break
        first, second = rows[0], rows[1]
        rows = [(*first[:-1], clean_cell(first[-1] + second[0]), *second[1:]), *rows[2:]]
        lines = [lines[0], *lines[2:]]
    return rows, lines


def _forward(row: tuple[str, ...], below: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Spread a label over the blanks to its right that a lower row fills."""
    out = list(row)
    for i in range(1, len(out)):
        if not out[i] and any(r[i] for r in below):
            out[i] = out[i - 1]
    return tuple(out)
