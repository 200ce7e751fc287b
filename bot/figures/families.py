"""Columns that belong together: one quantity over the years, parts and their total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.catalogue import Catalogue
from bot.figures.labels import COUNTED, YEAR
from bot.figures.query import Subject, SubjectKind
from bot.figures.surface import bigrams, clean, without_brackets
from bot.figures.views import Column, View, summable

_COUNT = re.compile("(?<=[一-龥]{2})数量?$")
CHANGE_LABEL = re.compile("增速|增幅|降幅|涨幅|同比|环比|增长率|变化")


def column_year(catalogue: Catalogue, column: Column) -> int | None:
    """Return the year a column is for: its own, else that of the document's targets."""
    if column.year is not None:
        return column.year
    meta = catalogue.metas.get(column.document_id)
    return meta.target_year if meta is not None else None


def family(catalogue: Catalogue, column_id: str) -> list[Column]:
    """Return the columns that hold the same quantity, of every year, oldest first.

    Same unit and rows, and the same label; columns that stand for their whole table (合计, the only one) also by
    the same topic or the same quantity under another name.
    """
    column = catalogue.columns[column_id]
    same = [other for other in catalogue.columns.values() if other.id == column_id or _kin(catalogue, column, other)]
    return sorted(same, key=lambda c: column_year(catalogue, c) or 0)


def _kin(catalogue: Catalogue, column: Column, other: Column) -> bool:
    if other.unit != column.unit or not overlapping(column, other):
        return False
    metrics, roles = catalogue.metrics, catalogue.roles
    role = roles.of(column.id)
    if role is not None and roles.of(other.id) is not None:
        if role is not roles.of(other.id):
            return False
        if other.id in roles.mates(column.id, role, widely=True) and roles.stands(column.id):
            return column.year != other.year
    whole = column.leads and other.leads
    label = metrics.label_of(column.id)
    if label and label == metrics.label_of(other.id):
        return metrics.kinds_of(column.id) == metrics.kinds_of(other.id)
    if not whole:
        return False
    topics = catalogue.view_of(column.id).topic, catalogue.view_of(other.id).topic
    kinds = metrics.kinds_of(column.id)
    return (bool(topics[0]) and topics[0] == topics[1]) or (bool(kinds) and kinds == metrics.kinds_of(other.id))


def overlapping(column: Column, other: Column) -> bool:
    """Say whether half the rows of the shorter of two columns stand in the other."""
    return len(set(other.cells) & set(column.cells)) * 2 >= min(len(column.cells), len(other.cells))


def change_beside(catalogue: Catalogue, column_id: str) -> Column | None:
    """Return the column of the same table that says by how much a quantity changed (技改投资增速), or None."""
    column = catalogue.columns[column_id]
    beside = catalogue.views[column.table_id].columns
    found = [other for other in beside if other.change_of == column_id] or [
        other
        for other in beside
        if other.id != column_id
        and CHANGE_LABEL.search(other.label)
        and other.label[:2] == column.label[:2]
        and other.unit in {"%", "‰"}
    ]
    return found[0] if len(found) == 1 and not CHANGE_LABEL.search(column.label) else None


def total_beside(catalogue: Catalogue, column_id: str) -> Column | None:
    """Return the total column of the same table, unit and year that `column_id` is a part of."""
    column = catalogue.columns[column_id]
    if column.is_total:
        return None
    for other in catalogue.views[column.table_id].columns:
        if other.is_total and other.unit == column.unit and len({other.year, column.year} - {None}) < 2:
            return other
    return None


def whole_beside(catalogue: Catalogue, column_id: str) -> Column | None:
    """Return the total that a column is a part of, else what adds up the parts under its own merged header (小计)."""
    column = catalogue.columns[column_id]
    total = total_beside(catalogue, column_id)
    if total is not None or not column.header or column.subtotal:
        return total
    beside = catalogue.views[column.table_id].columns
    under = [c for c in beside if (c.header, c.unit, c.year) == (column.header, column.unit, column.year)]
    return next((c for c in under if c.subtotal), None)


def of_own_whole(view: View, subjects: Sequence[Subject], level: str) -> bool:
    """Say whether 全县, said of rows that are counties, is the whole of each of them, and not that of the table."""
    own = all(s.kind is SubjectKind.ROW and s.name.endswith(level) for s in subjects)
    return own and bool(subjects) and not (view.whole_region or view.whole).endswith(level)


def money_of_several(catalogue: Catalogue, base: Column, column: Column) -> bool:
    """Say whether money, or what is weighed, is of more than what `base` counts (投资 of roads and bridges).

    It is of what the title speaks of, or for what is planned or done in all.
    """
    view, roles = catalogue.view_of(base.id), catalogue.roles
    label = roles.bare(YEAR.sub("", base.label))
    beside = [c for c in view.columns if summable(c) and c.year == base.year and c.unit != column.unit]
    kinds = {c.unit for c in beside if "元" not in (c.unit or "元")}
    about = not label or base.is_total or any(pair in view.topic for pair in bigrams(label))
    return column.unit is not None and column.unit not in COUNTED and len(kinds) > 1 and not about


def label_parts(column: Column) -> tuple[str, str]:
    """Return the merged header over a column and what its label says below that; ("", label) without one."""
    label, header = clean(column.label), without_brackets(clean(column.header))
    if header and label.startswith(header):
        return header, _plain(label[len(header) :])
    if header:
        return header, _plain(label)
    over, dash, end = label.rpartition("-")
    return (over, _plain(end)) if dash else ("", _plain(label))


def _plain(end: str) -> str:
    """Return the end of a label without the word for a number."""
    return _COUNT.sub("", end)
