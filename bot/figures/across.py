"""Subjects of several tables set against each other: provinces, or cities of two, by figures of one matter and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, family
from bot.figures.grammar import LESS, MORE
from bot.figures.mentions import Mention, YearMention
from bot.figures.query import FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.views import Column

_PAIR, _NEAR = 2, 2


def across(q: Question, picked: list[Picked]) -> FigureQuery | None:
    """Return a query over subjects that no one table has together; None where one has, or a table lacks a like column.

    Each subject is measured by the column that stands for its own table, of the same role, unit, matter and year.
    """
    named = [m for m in q.names.mentions if not m.excluded and (m.kind == "row" or m.place)]
    if (wholes := _wholes_apart(q, picked, named)) is not None:
        return wholes
    if len(picked) != 1 or picked[0].measure.base is not None or len(named) < 2 or q.names.of("group"):
        return None
    column = q.catalogue.columns[picked[0].measure.column]
    dated = bool(q.names.years)
    years = [column, *(() if dated else reversed(family(q.catalogue, column.id)))]  # the latest that all have
    each = [[_measured(q.catalogue, m, of_year) for m in named] for of_year in years]
    if not dated:
        each.append([_latest(q.catalogue, m, column) for m in named])  # of years apart, each said beside its figure
    pairs: list[tuple[Subject, Column]] = next(
        ([p for p in found if p is not None] for found in each if None not in found), []
    )
    if len({c.table_id for _, c in pairs}) < _PAIR:
        return None
    subjects = tuple(subject for subject, _ in pairs)
    measures = tuple(Measure(column=c.id) for _, c in pairs)
    which = q.intent.operation is None and q.intent.which and re.search(f"{MORE}|{LESS}", q.text)
    if len(pairs) == 2 and (q.intent.operation in {Operation.COMPARE, Operation.TOP} or which):
        relation = q.intent.relation or Relation.WHICH
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=measures, subjects=subjects)
    if len(pairs) == _PAIR and _summed(q):
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=subjects, function="sum")
    if q.intent.operation is not None or q.intent.thresholds:
        return None
    return _one_by_one(pairs)


def years_apart(q: Question) -> FigureQuery | None:
    """Return a query over two places of different tables, each in the year said beside it (福州2026年…, 广州2024年…).

    The measure is said of each, or of one for both (广东2024年的目标比福建2026年的多多少): then the other is measured
    by what stands for its own table in the same role.  None where a place has no such figure of its year.
    """
    named = [m for m in q.names.mentions if not m.excluded and (m.kind == "row" or m.place)]
    years = [y for y in q.names.years if y.year is not None]
    if len(named) != _PAIR or len(years) != _PAIR or years[0].year == years[1].year or q.names.of("group"):
        return None
    dated = list(zip(named, years, strict=True))
    apart = all(_beside(q.text, m, y) for m, y in dated)
    picked = [p for p in q.reading.picked if p.measure.base is None]
    if not apart or not picked or len(picked) > _PAIR or len(picked) != len(q.reading.picked):
        return None
    columns = [q.catalogue.columns[p.measure.column] for p in picked]
    tried = [columns] if len(columns) == _PAIR and columns[0].unit == columns[1].unit else []
    tried += [[column, column] for column in columns]  # 厦门2026年和广东2024年的审核目标: said of both
    each = ([_measured(q.catalogue, m, c, y.year) for (m, y), c in zip(dated, pair, strict=True)] for pair in tried)
    points = next(([p for p in found if p is not None] for found in each if None not in found), [])
    if len({c.table_id for _, c in points}) < _PAIR:
        return None
    subjects, measures = tuple(s for s, _ in points), tuple(Measure(column=c.id) for _, c in points)
    if _summed(q):
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=subjects, function="sum")
    which = q.intent.which and re.search(f"{MORE}|{LESS}", q.text)
    if q.intent.operation in {Operation.COMPARE, Operation.TOP} or which:
        relation = q.intent.relation or Relation.WHICH
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=measures, subjects=subjects)
    return _one_by_one(points) if q.intent.operation is None and not q.intent.thresholds else None


def _summed(q: Question) -> bool:
    """Say whether the sum of what is named is asked for."""
    return q.intent.operation is Operation.AGGREGATE and q.intent.function == "sum"


def _one_by_one(points: Sequence[tuple[Subject, Column]]) -> FigureQuery:
    """Return the value of each subject in a column of its own."""
    values = [
        FigureQuery(operation=Operation.VALUE, measures=(Measure(column=column.id),), subjects=(subject,))
        for subject, column in points
    ]
    return replace(values[0], also=tuple(values[1:]))


def _beside(text: str, name: Mention, year: YearMention) -> bool:
    """Say whether a year stands right beside a name (福州2026年, 2026年的福州)."""
    between = text[name.end : year.start] if name.end <= year.start else text[year.end : name.start]
    return len(between) <= _NEAR


def _wholes_apart(q: Question, picked: list[Picked], named: list[Mention]) -> FigureQuery | None:
    """Return the whole of one place against the whole of another, each by the measure said after it; None for others.

    福建2025年计划比广东2024年目标少多少: of two years, which no one measure has.
    """
    if len(picked) != _PAIR or len(named) != _PAIR or q.intent.operation is not Operation.COMPARE:
        return None
    order = sorted(picked, key=lambda p: p.start)
    columns = [q.catalogue.columns[p.measure.column] for p in order if p.measure.base is None]
    if len(columns) != _PAIR or columns[0].unit != columns[1].unit or not all(m.place for m in named):
        return None
    whose = sorted(named, key=lambda m: m.start)
    subjects = [_subject(q.catalogue, m, c) for m, c in zip(whose, columns, strict=True)]
    if None in subjects or whose[0].place == whose[1].place:
        return None
    return FigureQuery(
        operation=Operation.COMPARE,
        relation=q.intent.relation or Relation.WHICH,
        measures=tuple(p.measure for p in order),
        subjects=tuple(s for s in subjects if s is not None),
    )


def measured_everywhere(q: Question, column: Column) -> bool:
    """Say whether every place that a question calls by name has a figure like a column's; true where it names one."""
    places = [m for m in q.names.mentions if m.place and not m.excluded]
    return len(places) < 2 or all(_measured(q.catalogue, m, column) is not None for m in places)


def _measured(
    catalogue: Catalogue, mention: Mention, column: Column, year: int | None = None
) -> tuple[Subject, Column] | None:
    """Return what a name means and the column that measures it as `column` measures its own rows, in the same year."""
    year = column_year(catalogue, column) if year is None else year
    for other in (column, *_like(catalogue, column)):
        if other.unit != column.unit or column_year(catalogue, other) != year:
            continue
        subject = _subject(catalogue, mention, other)
        if subject is not None:
            return subject, other
    return None


def _like(catalogue: Catalogue, column: Column) -> list[Column]:
    """Return the columns that measure other tables as one measures its own: those that stand for theirs in its role.

    Of a column that is one of several things planned (绿色工厂 beside 审核), those called as it is.
    """
    roles, label = catalogue.roles, catalogue.metrics.label_of(column.id)
    role = roles.of(column.id)
    if role is not None and (roles.stands(column.id) or column.subtotal):
        return [catalogue.columns[c] for c in roles.mates(column.id, role, widely=True)]
    alike = (other for other in catalogue.columns.values() if label and catalogue.metrics.label_of(other.id) == label)
    return [other for other in alike if roles.of(other.id) is role]


def _latest(catalogue: Catalogue, mention: Mention, column: Column) -> tuple[Subject, Column] | None:
    """Return what a name means and the latest column that measures it as `column` measures its own rows."""
    years = {column_year(catalogue, other) for other in _like(catalogue, column)} - {None}
    found = (_measured(catalogue, mention, column, year) for year in sorted(years, key=lambda y: -(y or 0)))
    return next((each for each in found if each is not None), None)


def _subject(catalogue: Catalogue, mention: Mention, column: Column) -> Subject | None:
    """Return the row, or the whole, that a name means in the table of a column; None where it has neither."""
    if mention.place:
        held = catalogue.view_of(column.id).whole_region == mention.place
        return Subject(kind=SubjectKind.TOTAL, name=mention.place) if held else None
    key = next((key for key in mention.rows if key in column.cells), None)
    return Subject(kind=SubjectKind.ROW, name=catalogue.names[key], rows=(key,)) if key is not None else None
