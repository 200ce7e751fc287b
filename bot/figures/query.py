"""What a question about figures asks for, as typed arguments that travel as JSON.

A query is built from four small nouns.  A `Measure` is a column, or two columns put in relation (ratio, difference,
growth).  A `Subject` is who is measured: a row, a named group, a set of rows, the whole table, or the top n of it.
A `Condition` keeps rows.  A `Claim` is what the asker supposes and wants confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Operation(StrEnum):
    """What is done with the measured values."""

    VALUE = "value"  # each subject, each measure
    COMPARE = "compare"  # two or more subjects (or measures) against each other
    SHARE = "share"  # subject over scope
    RANK = "rank"  # place of each subject within scope
    TOP = "top"  # first n of scope, or the n-th
    FILTER = "filter"  # members of scope that meet the conditions
    AGGREGATE = "aggregate"  # sum, mean, median, min, max, count … of subjects
    COUNT = "count"  # how many rows scope has


class Relation(StrEnum):
    """How the two operands of a measure or of a comparison relate."""

    WHICH = "which"
    DIFFERENCE = "difference"
    GROWTH = "growth"
    DECLINE = "decline"
    GAP = "gap"
    RATIO = "ratio"
    PER = "per"  # so much for each one of the base (补助金额 over 项目数)


RATES = frozenset({Relation.RATIO, Relation.GROWTH, Relation.DECLINE})


class SubjectKind(StrEnum):
    """Who is measured."""

    ROW = "row"
    GROUP = "group"
    ROWS = "rows"
    TOTAL = "total"
    TOP = "top"
    MEAN = "mean"
    MEDIAN = "median"
    GAP = "gap"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A column by its id (`table#column`), alone or in relation to a second one.

    DIFFERENCE is column - base, GAP its size, GROWTH (column - base) / base, RATIO column / base,
    PER column / base in the unit of the column.
    """

    column: str
    base: str | None = None
    relation: Relation | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the measure as JSON values."""
        if self.base is None or self.relation is None:
            return {"column": self.column}
        return {"column": self.column, "base": self.base, "relation": self.relation.value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Measure:
        """Read what `to_json` wrote."""
        relation = data.get("relation")
        return cls(
            column=data["column"], base=data.get("base"), relation=Relation(relation) if relation is not None else None
        )


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Who is measured; `rows` are row keys, resolved when the question was understood.

    TOTAL stands for every row less `exclude` (the printed total where nothing is excluded).  TOP is the first `n`
    among `rows` (all rows when empty), MEAN and MEDIAN the statistic over `rows`, GAP the difference of two.
    """

    kind: SubjectKind
    name: str
    rows: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    n: int | None = None
    descending: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the subject as JSON values."""
        data: dict[str, Any] = {"kind": self.kind.value, "name": self.name}
        if self.rows:
            data["rows"] = list(self.rows)
        if self.exclude:
            data["exclude"] = list(self.exclude)
        if self.n is not None:
            data |= {"n": self.n, "descending": self.descending}
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Subject:
        """Read what `to_json` wrote."""
        return cls(
            kind=SubjectKind(data["kind"]),
            name=data["name"],
            rows=tuple(data.get("rows", ())),
            exclude=tuple(data.get("exclude", ())),
            n=data.get("n"),
            descending=data.get("descending", True),
        )


@dataclass(frozen=True, kw_only=True)
class Condition:
    """`measure comparator x`, where x is exactly one of a value, a statistic of the scope, a subject or a measure.

    `value` is in the unit of the measure; for ratios and growth it is a fraction (1 for 100 %).  With `shared` the
    member's share of the whole scope is compared with `value`, a fraction.
    """

    comparator: str  # > >= < <= = !=
    measure: Measure | None = None  # None: the query's first measure
    value: Decimal | None = None
    statistic: str | None = None  # mean | median
    subject: Subject | None = None
    other: Measure | None = None
    shared: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the condition as JSON values."""
        data: dict[str, Any] = {"comparator": self.comparator}
        if self.measure is not None:
            data["measure"] = self.measure.to_json()
        if self.value is not None:
            data["value"] = str(self.value)
        if self.statistic is not None:
            data["statistic"] = self.statistic
        if self.subject is not None:
            data["subject"] = self.subject.to_json()
        if self.other is not None:
            data["other"] = self.other.to_json()
        if self.shared:
            data["shared"] = True
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Condition:
        """Read what `to_json` wrote."""
        return cls(
            comparator=data["comparator"],
            measure=Measure.from_json(data["measure"]) if data.get("measure") else None,
            value=Decimal(data["value"]) if data.get("value") is not None else None,
            statistic=data.get("statistic"),
            subject=Subject.from_json(data["subject"]) if data.get("subject") else None,
            other=Measure.from_json(data["other"]) if data.get("other") else None,
            shared=data.get("shared", False),
        )


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What the asker supposes: `result comparator value`.

    For RANK and TOP the value is a place counted from the top (or from the bottom when the order is ascending);
    for COMPARE the comparator relates the first operand to the second, or the result to the value (signed, unless the
    quantifier is `abs`); for FILTER the quantifier is `all`, `any`, `most` or `few`
    (more or less than half of the rows), `count` (so many rows as the value says) or `only` (the query's subjects
    and no others).
    """

    comparator: str = "="
    value: Decimal | None = None
    statistic: str | None = None
    quantifier: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the claim as JSON values."""
        data: dict[str, Any] = {"comparator": self.comparator}
        if self.value is not None:
            data["value"] = str(self.value)
        if self.statistic is not None:
            data["statistic"] = self.statistic
        if self.quantifier is not None:
            data["quantifier"] = self.quantifier
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Claim:
        """Read what `to_json` wrote."""
        return cls(
            comparator=data.get("comparator", "="),
            value=Decimal(data["value"]) if data.get("value") is not None else None,
            statistic=data.get("statistic"),
            quantifier=data.get("quantifier"),
        )


@dataclass(frozen=True, kw_only=True)
class Portion:
    """A share that the text requires: a fraction, at least or at `most`, of things that are counted as a `whole`.

    [start, end) is the sentence of the document that requires it.
    """

    rate: Decimal
    most: bool
    whole: bool
    document_id: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """Return the share as JSON values."""
        return {**vars(self), "rate": str(self.rate)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Portion:
        """Read what `to_json` wrote."""
        return cls(**{**data, "rate": Decimal(data["rate"])})


@dataclass(frozen=True, kw_only=True)
class FigureQuery:
    """A question about figures.

    Attributes:
        operation: what is done.
        measures: what is measured, first the one asked for.
        subjects: who is measured.
        scope: among whom (rank, top, filter, share); None means the whole table.
        relation: for COMPARE.
        function: for AGGREGATE (sum, mean, median, min, max, count, range); tied (FILTER) for those that share their
            amount, nearest (TOP) for who comes nearest to the one condition, which (COMPARE) for the greater measure,
            percent (COMPARE) for a multiple told as one.
        n, position, descending: for TOP (the first n, or the n-th alone).
        over_groups: the members of scope are named groups, not rows.
        conditions: for FILTER, all must hold.
        counting: the number of members is asked for rather than their names.
        claim: what the asker supposes.
        requested_year: the year asked for in relative words (今年), where another year had to stand in for it.
        stood_in_year: that other year.
        assumed: what was left open in the question and filled with the most useful reading (`subject`, `measure`).
        first: with `n`, the place that the listing starts at (第5到第8名).
        also: further queries that the same question asks (最大、最小和平均), this one being the first.
        unit: the unit that the amount is wanted in, where the question names another than that of the table.
        per: the part of a year (月) that the amount is asked for each of, spread evenly.
        given: for VALUE of a goal, what the asker says was done towards it, in the unit of the goal.
        portion: for VALUE, the share of the amount that the text requires.
        earlier: who and what the turns before were about, latest first, for 差多少 or 哪个最多 over several turns.
    """

    operation: Operation
    measures: tuple[Measure, ...]
    subjects: tuple[Subject, ...] = ()
    scope: Subject | None = None
    relation: Relation | None = None
    function: str | None = None
    n: int | None = None
    position: int | None = None
    descending: bool = True
    over_groups: bool = False
    conditions: tuple[Condition, ...] = ()
    counting: bool = False
    claim: Claim | None = None
    requested_year: int | None = None
    stood_in_year: int | None = None
    assumed: tuple[str, ...] = ()
    earlier: tuple[tuple[Subject, Measure], ...] = ()
    first: int | None = None
    also: tuple[FigureQuery, ...] = ()
    unit: str | None = None
    per: str | None = None
    given: Decimal | None = None
    portion: Portion | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the query as JSON values, leaving out what is unset."""
        data: dict[str, Any] = {
            "operation": self.operation.value,
            "measures": [m.to_json() for m in self.measures],
            "subjects": [s.to_json() for s in self.subjects],
        }
        if self.scope is not None:
            data["scope"] = self.scope.to_json()
        if self.relation is not None:
            data["relation"] = self.relation.value
        for name in ("function", "n", "first", "position", "requested_year", "stood_in_year", "unit", "per"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name)
        if not self.descending:
            data["descending"] = False
        for name in ("over_groups", "counting"):
            if getattr(self, name):
                data[name] = True
        if self.conditions:
            data["conditions"] = [c.to_json() for c in self.conditions]
        if self.claim is not None:
            data["claim"] = self.claim.to_json()
        if self.given is not None:
            data["given"] = str(self.given)
        if self.portion is not None:
            data["portion"] = self.portion.to_json()
        if self.assumed:
            data["assumed"] = list(self.assumed)
        if self.also:
            data["also"] = [query.to_json() for query in self.also]
        if self.earlier:
            data["earlier"] = [[subject.to_json(), measure.to_json()] for subject, measure in self.earlier]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FigureQuery:
        """Read what `to_json` wrote."""
        relation = data.get("relation")
        return cls(
            operation=Operation(data["operation"]),
            measures=tuple(Measure.from_json(m) for m in data["measures"]),
            subjects=tuple(Subject.from_json(s) for s in data.get("subjects", ())),
            scope=Subject.from_json(data["scope"]) if data.get("scope") else None,
            relation=Relation(relation) if relation is not None else None,
            function=data.get("function"),
            n=data.get("n"),
            position=data.get("position"),
            descending=data.get("descending", True),
            over_groups=data.get("over_groups", False),
            conditions=tuple(Condition.from_json(c) for c in data.get("conditions", ())),
            counting=data.get("counting", False),
            claim=Claim.from_json(data["claim"]) if data.get("claim") else None,
            requested_year=data.get("requested_year"),
            stood_in_year=data.get("stood_in_year"),
            assumed=tuple(data.get("assumed", ())),
            first=data.get("first"),
            unit=data.get("unit"),
            per=data.get("per"),
            given=Decimal(data["given"]) if data.get("given") is not None else None,
            portion=Portion.from_json(data["portion"]) if data.get("portion") else None,
            also=tuple(cls.from_json(query) for query in data.get("also", ())),
            earlier=tuple((Subject.from_json(s), Measure.from_json(m)) for s, m in data.get("earlier", ())),
        )
