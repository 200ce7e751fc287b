"""What a next question about figures can name: a measure, a row and a whole of the tables on file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year
from bot.figures.query import FigureQuery, Measure, SubjectKind
from bot.figures.restate import measure_name
from bot.figures.views import Column

_NOUN = "项目"


def offers(catalogue: Catalogue, frame: FigureQuery | None, row: str | None) -> Mapping[str, str]:
    """Return the words that templates of next questions are filled with; empty where there is no table.

    Args:
        catalogue: what is on file.
        frame: the query just answered, whose measure is asked about further; None where it was about no figure.
        row: key of the row that the question named, where it named one.
    """
    column = catalogue.columns[frame.measures[0].column] if frame is not None else _newest(catalogue, row)
    if column is None:
        return {}
    view = catalogue.view_of(column.id)
    words = {
        "metric": measure_name(catalogue, Measure(column=column.id)),
        "whole": view.whole if view.whole != "合计" else "",
        "noun": view.row_noun or _NOUN,
    }
    only = frame.subjects[0] if frame is not None and len(frame.subjects) == 1 else None
    key = only.rows[0] if only is not None and only.kind is SubjectKind.ROW else row
    if key is not None and key in column.cells:
        words["row"] = re.sub(r"(?<=..)市$", "", catalogue.names.get(key, key))
        beside = _beside(catalogue, column, key)
        if beside is not None:
            words["beside"] = measure_name(catalogue, Measure(column=beside.id))
    return words


def _newest(catalogue: Catalogue, row: str | None) -> Column | None:
    """Return the column that stands for the newest table with a row, one of the service's own province first."""
    standing = [c for c in catalogue.columns.values() if c.leads and (row is None or row in c.cells)]

    def order(column: Column) -> tuple[bool, int, date]:
        view = catalogue.view_of(column.id)
        meta = catalogue.metas.get(column.document_id)
        published = (meta.published if meta is not None else None) or date.min
        return view.whole_region in catalogue.home, column_year(catalogue, column) or 0, published

    return max(standing, key=order, default=None)


def _beside(catalogue: Catalogue, column: Column, key: str) -> Column | None:
    """Return another measure of a row: that of another year or table first, else another column of the same table."""
    held = [c for c in catalogue.columns.values() if key in c.cells and c.id != column.id]
    elsewhere = [c for c in held if c.leads and c.table_id != column.table_id]
    same = [c for c in held if c.table_id == column.table_id]
    newest = sorted(elsewhere, key=lambda c: column_year(catalogue, c) or 0, reverse=True)
    return next(iter((*newest, *same)), None)
