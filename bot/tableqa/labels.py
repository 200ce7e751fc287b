"""Which labels speak for a cell, by where they stand in the layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.tableqa.grid import FORM_LABEL, Cell, Layout
from bot.tableqa.text import number

NEAREST = 1.0
COUNTED = 0.9  # a serial number beside the name of a row
OUTER = 0.8  # headings of sections, texts merged over several rows of a form
VALUE = 0.7  # other values of the same record
FAR = 0.3  # column labels at the top where a section has its own

_Add = Callable[[Cell, str, float], None]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label that speaks for a cell: where it stands, from which side, and how surely."""

    at: Cell
    side: str  # "row" (stands left), "column" (stands above), "other" (a value of the same record)
    weight: float


def labels_of(layout: Layout, r: int, c: int) -> list[Label]:
    """Return the labels that speak for cell (r, c), surest first."""
    found: dict[Cell, Label] = {}

    def add(at: Cell, side: str, weight: float) -> None:
        text = layout.text[at[0]][at[1]]
        if text and text != layout.text[r][c]:
            at = layout.origin(*at)
            if at not in found or found[at].weight < weight:
                found[at] = Label(at=at, side=side, weight=weight)

    if layout.form_columns:
        _form_labels(layout, r, c, add)
    elif c in layout.pair_keys:
        _pair_labels(layout, r, c, add)
    elif not layout.stacked:
        _record_labels(layout, r, c, add)
    if not layout.stacked:
        _section_labels(layout, r, add)
    _column_labels(layout, r, c, add)
    return sorted(found.values(), key=lambda label: -label.weight)


def _form_labels(layout: Layout, r: int, c: int, add: _Add) -> None:
    if c == 0 or (c in layout.form_columns and layout.cells.likeness[r][c] >= FORM_LABEL):
        return
    text = layout.text[r]
    key = max((f for f in layout.form_columns if f < c), default=0)
    add((r, key), "row", NEAREST)
    for k in range(key + 1, c):
        if text[k] not in (text[key], text[c]) and layout.cells.likeness[r][k] >= FORM_LABEL:
            add((r, k), "row", NEAREST)  # a label between the key and the value: 其他性能 | 轴体 | …
    for k in range(key):
        if layout.cells.tall(r, k):
            add((r, k), "row", OUTER)


def _pair_labels(layout: Layout, r: int, c: int, add: _Add) -> None:
    key = layout.pair_keys[c]
    add((r, key), "row", NEAREST)
    for k in range(layout.left):
        add((r, k), "row", NEAREST)
    for k in range(layout.left, key):
        if layout.cells.tall(r, k):
            add((r, k), "other", OUTER)


def _record_labels(layout: Layout, r: int, c: int, add: _Add) -> None:
    first = layout.label_column(c)
    if r >= layout.top or layout.transposed:
        for k in range(first, min(first + layout.left, c)):
            add((r, k), "row", COUNTED if layout.cells.numeric(r, k) else NEAREST)
    for k in range(first + layout.left, min(first + layout.period, layout.width)):
        if k != c and k not in layout.pair_keys and _selects(layout.text[r][k]):
            add((r, k), "row" if k < c else "other", VALUE)


def _section_labels(layout: Layout, r: int, add: _Add) -> None:
    parent = layout.parents[r]
    while parent is not None:
        if parent not in layout.titles or len(layout.titles) > 1:  # a title over the whole grid tells no cell apart
            add((parent, 0), "row", OUTER)
        parent = layout.parents[parent]


def _column_labels(layout: Layout, r: int, c: int, add: _Add) -> None:
    head = layout.head_above(r)
    if head is not None:
        add((head, c), "column", NEAREST)
    for h in range(min(layout.top, r)):
        if h not in layout.titles:
            add((h, c), "column", FAR if head is not None and c not in layout.pair_keys else NEAREST)
    if layout.transposed:
        for k in range(layout.top, layout.height):
            if k != r and _selects(layout.text[k][c]):
                add((k, c), "other", VALUE)


def _selects(text: str) -> bool:
    """Whether a value may pick its record: any words, or a number long enough to be meant."""
    return bool(text) and (number(text) is None or len(text) >= 3)
