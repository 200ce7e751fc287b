"""Tables with the places across the top, turned so that every place is a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.figures.labels import TOTAL_LABEL
from bot.figures.region_names import RegionNames
from bot.figures.surface import clean
from bot.figures.views import PLACE_ROW
from kb.types import Cell, Figure, Table

_MOSTLY, _LEAST = 0.8, 2


def upright(table: Table, figures: Sequence[Figure], regions: RegionNames) -> tuple[Table, list[Figure]]:
    """Return a table and its figures with places as rows; unchanged where the columns are no places.

    Cells keep their place in the text; a row of the turned table is a column of the printed one.
    """
    columns = sorted({f.column for f in figures})
    labels = {c: clean(table.header[c].text) for c in columns if c < len(table.header)}
    places = [c for c in columns if c in labels and _is_place(labels[c], regions)]
    others = [c for c in columns if c not in places and not TOTAL_LABEL.fullmatch(labels.get(c, ""))]
    rows = sorted({f.row for f in figures})
    names = {f.row: clean(f.row_label) for f in figures}
    if len(places) < _LEAST or others or any(_is_place(name, regions) for name in names.values()):
        return table, list(figures)
    corner = table.header[table.label_column or 0]
    noun = _noun([labels[c] for c in places])
    units = {f.row: f.unit for f in figures}
    header = (
        Cell(text=noun, start=corner.start, end=corner.end),
        *(_labelled(table.rows[r][table.label_column or 0], units.get(r)) for r in rows),
    )
    turned = tuple((table.header[c], *(table.rows[r][c] for r in rows)) for c in columns)
    total = next((i for i, c in enumerate(columns) if c not in places), None)
    at_row, at_column = {c: i for i, c in enumerate(columns)}, {r: i + 1 for i, r in enumerate(rows)}
    swapped = [
        replace(
            f,
            row=at_row[f.column],
            column=at_column[f.row],
            row_label=table.header[f.column].text,
            column_label=f.row_label,
            metric=f.row_label,
            region=f.region if f.column in places else None,
            is_total=f.column not in places,
        )
        for f in figures
    ]
    return replace(table, header=header, rows=turned, total_row=total, label_column=0), swapped


def _is_place(label: str, regions: RegionNames) -> bool:
    return label in regions.by_form or (len(label) > 1 and PLACE_ROW.search(label) is not None)


def _noun(labels: Sequence[str]) -> str:
    """Return what the places are called: the ending that most of them share, else 地区."""
    endings = [match[0] for label in labels if (match := PLACE_ROW.search(label)) is not None]
    most = max(set(endings), key=endings.count, default="")
    return most if endings.count(most) >= _MOSTLY * len(labels) else "地区"


def _labelled(cell: Cell, unit: str | None) -> Cell:
    text = cell.text if unit is None or unit in cell.text else f"{cell.text}（{unit}）"
    return Cell(text=text, start=cell.start, end=cell.end)
