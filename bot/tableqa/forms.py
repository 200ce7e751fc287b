"""Forms: grids that alternate label and value along the row (姓名 | 张三 | 性别 | 男)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from bot.tableqa.cells import Cells

FORM_MARGIN = 0.1  # how much more label-like the label columns of a form are than its value columns
SINGLE_SHARE = 0.8  # share of label-value pairs of a form that have one value
HEADER_LIKENESS = 0.6  # mean likeness from which a first row counts as column labels


def form_columns(cells: Cells) -> tuple[int, ...]:
    """Return the label columns of a form; empty when the grid is none.

    Two readings are compared: every other column, and columns more label-like than their neighbours.
    """
    rows = _rows(cells)
    if cells.width < 2 or len(rows) < 2:
        return ()
    mean = [cells.mean_likeness(rows, c) for c in range(cells.width)]
    peaks = [0] + [c for c in range(2, cells.width - 1) if mean[c] > max(mean[c - 1], mean[c + 1], 0.4)]
    best: tuple[float, tuple[int, ...]] = (FORM_MARGIN, ())
    for labels in sorted({tuple(range(0, cells.width - 1, 2)), tuple(peaks)}):
        values = [c for c in range(cells.width) if c not in labels]
        margin = fmean(mean[c] for c in labels) - fmean(mean[c] for c in values)
        steps = min(mean[c] - mean[c + 1] for c in labels)
        if margin > best[0] and steps > 0 and _single_values(cells, rows, labels) and _not_records(cells, rows, labels):
            best = (margin, labels)
    return best[1]


def _rows(cells: Cells) -> list[int]:
    """Rows that are neither titles nor, at the top, merged headings over pairs of columns."""
    rows = list(cells.plain)
    while len(rows) > 2 and _paired_headings(cells, rows[0]):
        rows = rows[1:]
    return rows


def _paired_headings(cells: Cells, r: int) -> bool:
    row = cells.text[r]
    if cells.width < 4 or cells.width % 2:
        return False
    pairs = [(row[c], row[c + 1]) for c in range(0, cells.width, 2)]
    return all(one and one == two for one, two in pairs) and len(set(pairs)) == len(pairs)


def _single_values(cells: Cells, rows: Sequence[int], labels: Sequence[int]) -> bool:
    """Whether label columns hold words, and one value (merged or not) stands between them in most rows."""
    text = cells.text
    for label in labels[1:]:
        own = [r for r in rows if text[r][label] != text[r][label - 1]]
        if 2 * sum(bool(text[r][label]) and not cells.numeric(r, label) for r in own) < len(own):
            return False
    good = total = 0
    for r in rows:
        for label, end in zip(labels, [*labels[1:], cells.width], strict=True):
            values = {text[r][c] for c in range(label + 1, end)} - {text[r][label], ""}
            total += 1
            good += len(values) <= 1
    return good >= SINGLE_SHARE * total


def _not_records(cells: Cells, rows: Sequence[int], labels: Sequence[int]) -> bool:
    """Whether the first row is not itself a row of column labels."""
    columns = [c for c in range(cells.width) if c not in labels]
    values = [cells.likeness[rows[0]][c] for c in columns if cells.text[rows[0]][c]]
    rest = [cells.likeness[r][c] for r in rows[1:] for c in columns]
    return not values or fmean(values) < HEADER_LIKENESS or fmean(values) < fmean(rest or [0.0]) + 0.2
