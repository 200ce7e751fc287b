"""Shares of a whole that no column holds: parts under a merged header without a sum, columns of unlike tables."""

from __future__ import annotations

import re

from bot.figures.families import of_own_whole, overlapping, whole_beside
from bot.figures.query import FigureQuery, Operation, Relation
from bot.figures.question import Question
from bot.figures.surface import clean, without_brackets

_OWN_WHOLE = re.compile("全([县区镇乡])(?![县区])")


def whole_missing(q: Question, query: FigureQuery) -> str | None:
    """Return the whole that a share is asked of where no column holds it (充电桩, of 公共桩 and 专用桩), or None."""
    of = q.text.partition("占")[2]
    measure = query.measures[0]
    column = q.catalogue.columns[measure.column]
    if not of or q.intent.operation is not Operation.SHARE:
        return None
    header = without_brackets(clean(column.header))
    if measure.base is not None and measure.relation is Relation.RATIO:
        base = q.catalogue.columns[measure.base]
        if base.document_id != column.document_id and not overlapping(column, base):
            return _said(of, header)
        beside = header and base.header == column.header and not (base.is_total or base.subtotal or base.leads)
        return _said(of, header) if beside and base.tail not in of else None
    level, view = _OWN_WHOLE.match(of), q.catalogue.view_of(column.id)
    if query.operation is Operation.SHARE and level is not None and of_own_whole(view, query.subjects, level[1]):
        return f"{level[0]}合计"
    own = query.operation in {Operation.SHARE, Operation.TOP} and header and header in of
    part = not (column.is_total or column.subtotal or column.leads) and whole_beside(q.catalogue, column.id) is None
    return _said(of, header) if own and part and column.tail not in of else None


def part_unread(q: Question, query: FigureQuery) -> str | None:
    """Return the part whose share is asked for where only the whole was read (大学生占全省任务的几成), or None."""
    at = q.text.find("占")
    ranked = query.operation is Operation.TOP and query.relation is Relation.RATIO
    if at < 0 or not ranked or q.intent.which or q.names.each or q.catalogue.words is None:
        return None
    known, column = q.explained(), query.measures[0].column
    unread = [
        q.text[a:b]
        for word, a, b in q.catalogue.words(q.text[:at])
        if b - a > 1 and not any(known[a:b]) and not q.catalogue.titled(column, word)
    ]
    read_before = any(end <= at for _, end in q.reading.covered)
    return unread[-1] if unread and not read_before else None


def _said(of: str, header: str) -> str:
    """Return how to call a whole that is not on file."""
    return f"{header}合计" if header and header in of else "合计"
