"""Compute a query over the catalogue: every number with the cells it came from and the way it was reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from bot.figures.amounts import COMPARE, Amount, Entry, FigureResult, meets, relate, statistic
from bot.figures.catalogue import Catalogue
from bot.figures.query import Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.row_claims import holds_of_rows
from bot.figures.views import REST_ROW, Column, summable


class Engine:
    """Evaluates queries over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def run(self, query: FigureQuery) -> FigureResult:
        """Compute a query; numbers are exact decimals until they are worded."""
        handler = {
            Operation.VALUE: self._value,
            Operation.COMPARE: self._compare,
            Operation.SHARE: self._share,
            Operation.RANK: self._rank,
            Operation.TOP: self._top,
            Operation.FILTER: self._filter,
            Operation.AGGREGATE: self._aggregate,
            Operation.COUNT: self._count,
        }[query.operation]
        return handler(query)

    # amounts

    def amount(self, measure: Measure, subject: Subject) -> Amount | None:
        """Return the amount of a measure for a subject, or None where the table has no such value."""
        first = self._column_amount(self._catalogue.columns[measure.column], subject)
        if measure.base is None or first is None:
            return first
        base = self._catalogue.columns[measure.base]
        second = self._column_amount(base, self._alike(self._catalogue.columns[measure.column], base, subject, measure))
        return None if second is None else relate(first, second, measure.relation or Relation.RATIO)

    def _alike(self, column: Column, base: Column, subject: Subject, measure: Measure) -> Subject:
        """Return a whole without the rows that have no value in `column`, of which its total has nothing either."""
        lacking = tuple(key for key in base.cells if key not in column.cells)
        whole = subject.kind is SubjectKind.TOTAL and not subject.exclude and not subject.rows
        shared = measure.relation is Relation.PER and column.table_id == base.table_id
        summed = column.total is not None and column.total.value == sum(c.value for c in column.cells.values())
        return replace(subject, exclude=lacking) if whole and shared and lacking and summed else subject

    def rows(self, measure: Measure, subject: Subject | None) -> list[str]:
        """Return the row keys of a scope that have a value."""
        column = self._catalogue.columns[measure.column]
        base = self._catalogue.columns[measure.base] if measure.base else None
        keys: Sequence[str] = tuple(column.cells)
        if subject is not None and subject.kind is SubjectKind.TOP:
            keys = [entry.subject.rows[0] for entry in self._picked(measure, subject)]
        elif subject is not None:
            if subject.rows:
                keys = [key for key in subject.rows if key in column.cells]
            keys = [key for key in keys if key not in subject.exclude]
        return [key for key in keys if base is None or key in base.cells]

    def rows_of(self, subject: Subject) -> list[Subject]:
        """Return several rows taken together one by one; any other subject as it is."""
        several = subject.kind is SubjectKind.ROWS and subject.n is None
        return [self._row(key) for key in subject.rows] if several else [subject]

    def _picked(self, measure: Measure, subject: Subject) -> list[Entry]:
        within = Subject(kind=SubjectKind.ROWS, name=subject.name, rows=subject.rows)
        ranked = self._ranked(measure, self._entries(measure, within), descending=subject.descending)
        return ranked[: subject.n or 1]

    def _column_amount(self, column: Column, subject: Subject) -> Amount | None:
        measure = Measure(column=column.id)
        if subject.kind is SubjectKind.TOTAL and not subject.exclude and not subject.rows and column.total is not None:
            figure = column.total
            return Amount(value=figure.value, unit=column.unit, figures=(figure,))
        if subject.kind is SubjectKind.ROW:
            cell = column.cells.get(subject.rows[0]) if subject.rows else None
            return None if cell is None else Amount(value=cell.value, unit=cell.unit or column.unit, figures=(cell,))
        if subject.kind is SubjectKind.GAP:
            both = [self._cell(column, key) for key in subject.rows if key in column.cells]
            return relate(both[0], both[1], Relation.GAP) if len(both) == len(subject.rows) else None
        keys = self.rows(measure, subject)
        cells = [self._cell(column, key) for key in keys]
        if not cells:
            return None
        if subject.kind is SubjectKind.MEAN and (printed := self._printed_mean(measure, subject)) is not None:
            return printed
        if subject.kind in {SubjectKind.MEAN, SubjectKind.MEDIAN}:
            return statistic("mean" if subject.kind is SubjectKind.MEAN else "median", cells)
        if len(cells) > 1 and not summable(column):
            return None
        return cells[0] if len(cells) == 1 else statistic("sum", cells)

    def _printed_mean(self, measure: Measure, subject: Subject | None) -> Amount | None:
        """Return the rate that a table prints for its whole, which no mean of the rows' rates may replace; or None."""
        column = self._catalogue.columns[measure.column]
        of_some = subject is not None and bool(subject.rows or subject.exclude)
        if measure.base is not None or column.total is None or summable(column) or of_some:
            return None
        values = [cell.value for cell in column.cells.values()]
        if not min(values) <= column.total.value <= max(values):
            return None  # a sum after all
        return Amount(value=column.total.value, unit=column.total.unit or column.unit, figures=(column.total,))

    def _number_of(self, measure: Measure, subject: Subject) -> Amount:
        """Return how many rows a subject has."""
        column = self._catalogue.columns[measure.column]
        figures = tuple(column.cells[key] for key in self.rows(measure, subject))
        return Amount(value=Decimal(len(figures)), unit="个", figures=figures, formula="count")

    def _cell(self, column: Column, key: str) -> Amount:
        figure = column.cells[key]
        return Amount(value=figure.value, unit=figure.unit or column.unit, figures=(figure,))

    def _row(self, key: str) -> Subject:
        return Subject(kind=SubjectKind.ROW, name=self._catalogue.names.get(key, key), rows=(key,))

    def _entries(self, measure: Measure, scope: Subject | None) -> list[Entry]:
        entries = []
        for key in self.rows(measure, scope):
            amount = self.amount(measure, self._row(key))
            if amount is not None:
                entries.append(Entry(subject=self._row(key), measure=measure, amount=amount))
        return entries

    def _scope_entries(self, query: FigureQuery) -> list[Entry]:
        measure = query.measures[0]
        if not query.over_groups:
            entries = self._entries(measure, query.scope)
            single = [e for e in entries if not REST_ROW.match(e.subject.name)]
            return single if len(single) > 2 else entries
        if query.function == "count":
            counted = ((s, self._number_of(measure, s)) for s in query.subjects)
            return [Entry(subject=s, measure=measure, amount=a) for s, a in counted if a.figures]
        found = ((s, self.amount(measure, s)) for s in query.subjects)
        return [Entry(subject=s, measure=measure, amount=a) for s, a in found if a is not None]

    def _ranked(self, measure: Measure, entries: Sequence[Entry], *, descending: bool) -> list[Entry]:
        """Order entries and give equal amounts the same place (1, 2, 2, 4)."""
        ordered = sorted(entries, key=lambda e: -e.amount.value if descending else e.amount.value)
        places: dict[Decimal, int] = {}
        names: dict[Decimal, list[str]] = defaultdict(list)
        for place, entry in enumerate(ordered, start=1):
            places.setdefault(entry.amount.value, place)
            names[entry.amount.value].append(entry.subject.name)
        return [
            Entry(
                subject=entry.subject,
                measure=measure,
                amount=entry.amount,
                place=places[entry.amount.value],
                tied=tuple(name for name in names[entry.amount.value] if name != entry.subject.name),
            )
            for entry in ordered
        ]

    # operations

    def _value(self, query: FigureQuery) -> FigureResult:
        entries, missing = [], []
        each_its_own = query.function == "sum" and len(query.subjects) == len(query.measures)
        points = self._points(query) if each_its_own else product(query.subjects, query.measures)
        for subject, measure in points:
            amount = self.amount(measure, subject)
            if amount is None:
                missing.append((subject.name, measure.column))
            else:
                entries.append(Entry(subject=subject, measure=measure, amount=amount))
        holds = None
        if query.claim is not None and query.claim.value is not None and entries:
            asked = [e for e in entries if e.measure == query.measures[0]]
            if query.function == "sum" and len(query.measures) == len(entries):  # 两个部门加起来63家吧
                together = statistic("sum", [e.amount for e in entries])
                return FigureResult(
                    entries=tuple(entries),
                    holds=meets(query.claim.comparator, together, query.claim.value),
                    population=len(entries),
                )
            holds = all(meets(query.claim.comparator, e.amount, query.claim.value) for e in asked)
        return FigureResult(entries=tuple(entries), missing=tuple(missing), holds=holds, population=len(entries))

    def _points(self, query: FigureQuery) -> list[tuple[Subject, Measure]]:
        subjects, measures = query.subjects, query.measures
        if len(subjects) > 1 and len(measures) == len(subjects):
            return list(zip(subjects, measures, strict=True))
        if len(subjects) > 1:
            return [(s, measures[0]) for s in subjects]
        return [(subjects[0], m) for m in measures]

    def _compare(self, query: FigureQuery) -> FigureResult:
        entries, missing = [], []
        for subject, measure in self._points(query):
            amount = self.amount(measure, subject)
            if amount is None:
                missing.append((subject.name, measure.column))
            else:
                entries.append(Entry(subject=subject, measure=measure, amount=amount))
        if len(entries) < 2 or missing:
            return FigureResult(entries=tuple(entries), missing=tuple(missing))
        first, second = entries[0].amount, entries[1].amount
        relation = query.relation if query.relation not in {None, Relation.WHICH} else Relation.DIFFERENCE
        outcome = relate(first, second, relation or Relation.DIFFERENCE)
        holds = None
        if query.claim is not None:
            if query.claim.value is not None and outcome is not None:
                asked = abs(outcome.value) if query.claim.quantifier == "abs" else outcome.value
                plain = Amount(value=asked, unit=outcome.unit, figures=(), percent=outcome.percent)
                holds = meets(query.claim.comparator, plain, query.claim.value)
            elif query.claim.value is None:
                holds = COMPARE[query.claim.comparator](first.value, second.value)
        return FigureResult(entries=tuple(entries), outcome=outcome, holds=holds, population=len(entries))

    def _share(self, query: FigureQuery) -> FigureResult:
        measure = query.measures[0]
        scope = query.scope or Subject(kind=SubjectKind.TOTAL, name="")
        whole = self.amount(measure, scope)
        entries, missing = [], []
        for subject in query.subjects:
            part = self.amount(measure, subject)
            ratio = relate(part, whole, Relation.RATIO) if part is not None and whole is not None else None
            if ratio is None:
                missing.append((subject.name, measure.column))
            else:
                entries.append(Entry(subject=subject, measure=measure, amount=ratio))
        holds = None
        if query.claim is not None and query.claim.value is not None and entries:
            holds = meets(query.claim.comparator, entries[0].amount, query.claim.value)
        return FigureResult(
            entries=tuple(entries), missing=tuple(missing), scope_amount=whole, holds=holds, population=len(entries)
        )

    def _rank(self, query: FigureQuery) -> FigureResult:
        results = [self._rank_by(replace(query, measures=(measure,))) for measure in query.measures]
        return replace(
            results[0],
            entries=tuple(e for result in results for e in result.entries),
            all_entries=tuple(e for result in results for e in result.all_entries),
            missing=tuple(m for result in results for m in result.missing),
        )

    def _rank_by(self, query: FigureQuery) -> FigureResult:
        measure = query.measures[0]
        ranked = self._ranked(measure, self._scope_entries(query), descending=query.descending)
        asked = query.subjects[: query.n or 1] if query.over_groups else query.subjects
        wanted = {s.rows or (s.name,) for s in asked}
        entries = tuple(e for e in ranked if (e.subject.rows or (e.subject.name,)) in wanted)
        found = {e.subject.rows or (e.subject.name,) for e in entries}
        missing = tuple((s.name, measure.column) for s in asked if (s.rows or (s.name,)) not in found)
        holds = None
        if query.claim is not None and query.claim.value is not None and entries:
            place = Decimal(entries[0].place or 0)
            holds = COMPARE[query.claim.comparator](place, query.claim.value)
        return FigureResult(
            entries=entries, all_entries=tuple(ranked), population=len(ranked), holds=holds, missing=missing
        )

    def _top(self, query: FigureQuery) -> FigureResult:
        measure = query.measures[0]
        if query.function == "nearest":
            return self._nearest(query)
        ranked = self._ranked(measure, self._scope_entries(query), descending=query.descending)
        if query.position is not None:
            chosen = [e for e in ranked if e.place == query.position]
            if not chosen and query.position <= len(ranked):  # a tie hides the place: give who stands there
                value = ranked[query.position - 1].amount.value
                chosen = [e for e in ranked if e.amount.value == value]
        elif query.n is not None:
            least = query.first or 1
            chosen = [e for e in ranked if e.place is not None and least <= e.place <= query.n]
        else:
            chosen = ranked
        holds = None
        if query.function == "within" and query.claim is not None:
            inside = [e.subject.rows[0] in query.subjects[0].rows for e in chosen]
            holds = all(inside) if query.claim.quantifier == "all" else any(inside)
        elif query.claim is not None and query.claim.quantifier == "only" and query.subjects:
            holds = {e.subject.rows for e in chosen} == {s.rows for s in query.subjects}
        return FigureResult(entries=tuple(chosen), all_entries=tuple(ranked), population=len(ranked), holds=holds)

    def _nearest(self, query: FigureQuery) -> FigureResult:
        """Return who comes nearest to what the one condition names, itself left out."""
        condition, scope = query.conditions[0], self._scope_entries(query)
        against = self.against(condition, query)
        value = against.value if against is not None else condition.value
        own = condition.subject.rows if condition.subject is not None else ()
        others = [e for e in scope if e.subject.rows != own]
        if value is None or not others:
            return FigureResult(entries=(), all_entries=tuple(scope), population=len(scope))
        least = min(abs(e.amount.value - value) for e in others)
        kept = tuple(e for e in others if abs(e.amount.value - value) == least)
        return FigureResult(entries=kept, all_entries=tuple(scope), population=len(scope), reference=against)

    def _tied(self, query: FigureQuery) -> FigureResult:
        """Return those whose amount is that of another too, the highest first."""
        ranked = self._ranked(query.measures[0], self._scope_entries(query), descending=True)
        kept = tuple(entry for entry in ranked if entry.tied)
        return FigureResult(entries=kept, all_entries=tuple(ranked), population=len(ranked))

    def _filter(self, query: FigureQuery) -> FigureResult:
        if query.function == "tied":
            return self._tied(query)
        scope = self._scope_entries(query)
        reference: Amount | None = None
        kept = []
        thresholds: list[tuple[Condition, Amount | None]] = []
        for condition in query.conditions:
            against = self.against(condition, query)
            reference = against or reference
            thresholds.append((condition, against))
        for entry in scope:
            if all(self._meets(entry, condition, against) for condition, against in thresholds):
                kept.append(entry)
        measure = query.measures[0]
        ascending = any(c.comparator in {"<", "<="} for c in query.conditions) and len(query.conditions) == 1
        ordered = self._ranked(measure, kept, descending=not ascending)
        return FigureResult(
            entries=tuple(ordered),
            all_entries=tuple(scope),
            population=len(scope),
            reference=reference,
            holds=holds_of_rows(query, kept, scope),
        )

    def against(self, condition: Condition, query: FigureQuery) -> Amount | None:
        """Return the amount that a condition compares with; None where it names none, or another measure."""
        measure = condition.measure or query.measures[0]
        if condition.shared:
            return self.amount(measure, query.scope or Subject(kind=SubjectKind.TOTAL, name=""))
        if condition.statistic is not None:
            printed = self._printed_mean(measure, condition.subject) if condition.statistic == "mean" else None
            if printed is not None:
                return printed
            entries = self._entries(measure, None if condition.subject is None else condition.subject)
            return statistic(condition.statistic, [e.amount for e in entries]) if entries else None
        if condition.subject is not None:
            return self.amount(condition.other or measure, condition.subject)
        return None

    def _meets(self, entry: Entry, condition: Condition, against: Amount | None) -> bool:
        measure = condition.measure or entry.measure
        amount = entry.amount if measure == entry.measure else self.amount(measure, entry.subject)
        if amount is None:
            return False
        if condition.shared and against is not None and condition.value is not None:
            part = relate(amount, against, Relation.RATIO)
            return part is not None and meets(condition.comparator, part, condition.value)
        if condition.other is not None and condition.subject is None:
            other = self.amount(condition.other, entry.subject)
            return other is not None and COMPARE[condition.comparator](amount.value, other.value)
        if against is not None:
            if condition.subject is not None and entry.subject.rows == condition.subject.rows:
                return False
            return COMPARE[condition.comparator](amount.value, against.value)
        return condition.value is not None and meets(condition.comparator, amount, condition.value)

    def _aggregate(self, query: FigureQuery) -> FigureResult:
        measure, function = query.measures[0], query.function or "sum"
        entries, missing = [], []
        for subject in query.subjects or (Subject(kind=SubjectKind.TOTAL, name=""),):
            if function == "sum":
                amount = self.amount(measure, subject)
            else:
                printed = self._printed_mean(measure, subject) if function == "mean" else None
                cells = [e.amount for e in self._entries(measure, subject)]
                amount = printed or (statistic(function, cells) if cells else None)
            if amount is None:
                missing.append((subject.name, measure.column))
            else:
                entries.append(Entry(subject=subject, measure=measure, amount=amount))
        outcome = None
        if function == "sum" and len(entries) > 1 and measure.base is None:
            outcome = statistic("sum", [e.amount for e in entries])
        elif entries:
            outcome = entries[0].amount
        holds = None
        if query.claim is not None and query.claim.value is not None and outcome is not None:
            holds = meets(query.claim.comparator, outcome, query.claim.value)
        population = sum(len(self.rows(measure, s)) for s in query.subjects)
        return FigureResult(
            entries=tuple(entries), outcome=outcome, missing=tuple(missing), holds=holds, population=population
        )

    def _count(self, query: FigureQuery) -> FigureResult:
        entries = self._entries(query.measures[0], query.scope)
        return FigureResult(entries=tuple(entries), population=len(entries))
