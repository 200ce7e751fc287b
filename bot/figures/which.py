"""Which metric is meant where a question names none: the only one of its year and rows, else asked back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.across import measured_everywhere
from bot.figures.asked_units import dimension_asked
from bot.figures.families import column_year
from bot.figures.mentions import year_of
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import Measure, Operation, Relation
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.views import Column


def standing_for_tables(q: Question, rows: Sequence[str]) -> list[Column]:
    """Return the columns that stand for their tables and have all rows, the latest first; where no row is named,
    those of the service's own province before others.
    """
    columns = [c for c in q.catalogue.columns.values() if c.leads and all(row in c.cells for row in rows)]
    columns = [c for c in columns if measured_everywhere(q, c)]
    home = [c for c in columns if q.catalogue.views[c.table_id].whole_region in q.catalogue.home]
    return sorted(columns if rows else home or columns, key=lambda c: -(column_year(q.catalogue, c) or 0))


def only_metric(q: Question) -> list[Picked]:
    """Return the measures of a question that names no metric, where one table alone stands for its rows and year.

    Of two years compared it is the table of the later one, beside that of the same quantity in the other.
    """
    rows = [key for m in q.names.of("row") for key in m.rows]
    years = sorted({year_of(y, q.as_of, None) for y in q.names.years}, reverse=True)
    several = sum(1 for m in q.names.mentions if m.place) > 1  # two provinces: what both have
    limits = [t for t in q.intent.thresholds if t.value is not None and not t.percent]
    if not rows and not years and not several and not limits:
        return []
    standing = standing_for_tables(q, rows)
    if limits and not rows and not years:  # 30家以下的城市: by the latest figure on file that is counted so
        dimension = dimension_asked(f"多少{limits[0].unit}") if limits[0].unit else None
        fit = [c for c in standing if dimension is not None and dimension.unit.search(c.unit or "")]
        return [Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5) for c in fit[:1]]
    if not years and rows and q.intent.operation is not None:  # 汕头比潮州多多少: by the latest figure on file
        years = [year for c in standing[:1] if (year := column_year(q.catalogue, c)) is not None]
    now = any(y.offset == 0 for y in q.names.years)
    if len(years) == 1 and now and not any(column_year(q.catalogue, c) == years[0] for c in standing):
        held = [year for c in standing if (year := column_year(q.catalogue, c)) is not None and year < years[0]]
        if held:  # 今年谁最多: by the latest year on file, and said to be
            q.reading.requested_year, q.reading.stood_in_year = years[0], max(held)
            years = [max(held)]
    fitting = [c for c in standing if not years or column_year(q.catalogue, c) == years[0]]
    if len(fitting) != 1:
        return []
    twins = [q.counterpart(fitting[0].id, year) for year in years[1:]]
    found = [fitting[0].id, *(twin for twin in twins if twin is not None)]
    if len(found) < len(years):
        return []
    return [Picked(start=0, end=0, measure=Measure(column=c), score=0.5) for c in found]


def which_metric(q: Question, rows: Sequence[str] = ()) -> Understanding:
    """Ask which metric is meant, offering the one that stands for every table (that has the rows)."""
    columns = standing_for_tables(q, rows) or standing_for_tables(q, rows[:1])
    choices = []
    for column in columns[:4]:
        name = f"{column.year}年{column.name}" if column.year else column.name
        asked = f"{q.catalogue.names[rows[0]]}{name}是多少？" if rows else f"{name}，{q.text}"
        choices.append((name, asked))
    if not choices:
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    whose = tuple(q.catalogue.names[row] for row in rows[:1]) if len(rows) == 1 else ()
    return q.fault(NotUnderstood(reason=Reason.AMBIGUOUS, missing=whose, choices=tuple(choices), score=0.6), 0.6)


_WHOSE = re.compile(
    r"(?:哪(?:一)?(?:个|家|方|边|类|种)?|谁)(?:部门|单位|系统|口|厅|局|条线|主管部门)?(?P<part>[\u4e00-\u9fff]{2})(?:的|得)*"
    r"(?:验收|审核|企业|家数|数量|项目|[家个])*(?:更|要|还)?(?P<end>多|少)"
)


def parts_compared(q: Question) -> list[Picked]:
    """Return the two columns that one word names both (哪个部门牵头的多), to be compared; else nothing."""
    said = _WHOSE.search(q.text)
    named = [p for p in q.reading.picked if p.own > 0]
    if said is None or len(q.names.of("row")) > 1 or len(named) > 1:
        return []
    rows = [key for m in q.names.of("row") for key in m.rows]
    years = {year_of(y, q.as_of, None) for y in q.names.years}
    tables = [
        [c for c in view.columns if said["part"] in c.label and not c.is_total and all(row in c.cells for row in rows)]
        for view in q.catalogue.views.values()
    ]
    fitting = [
        columns
        for columns in tables
        if len(columns) == 2
        and columns[0].unit == columns[1].unit
        and all(len(c.label) > len(said["part"]) for c in columns)
        and (not years or column_year(q.catalogue, columns[0]) in years)
    ]
    if not fitting:
        return []
    newest = max(fitting, key=lambda columns: column_year(q.catalogue, columns[0]) or 0)
    q.intent.note(said)
    q.intent.operation, q.intent.relation, q.intent.which = Operation.COMPARE, Relation.WHICH, True
    q.intent.descending = said["end"] == "多"
    return [Picked(start=i, end=i, measure=Measure(column=c.id), score=1.0, own=1.0) for i, c in enumerate(newest)]
