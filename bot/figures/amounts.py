"""Amounts and how they are put in relation: every number with the cells it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from bot.figures.query import Measure, Relation, Subject
from kb.types import Figure

COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number with its unit and origin.

    `figures` are the cells it rests on; `formula` says how it was reached (None for a cell as printed);
    `parts` are the operands of a relation or the members of a statistic.  Ratios and growth are fractions with
    unit None and `percent` True.
    """

    value: Decimal
    unit: str | None
    figures: tuple[Figure, ...]
    formula: str | None = None
    parts: tuple[Amount, ...] = ()
    percent: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The amount of a measure for a subject, with its place in a ranking where there is one."""

    subject: Subject
    measure: Measure
    amount: Amount
    place: int | None = None
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FigureResult:
    """What a query came to.

    Attributes:
        entries: the answer's amounts: looked up, ranked, filtered, or the operands of a comparison.
        outcome: the single computed amount (share, difference, aggregate), where there is one.
        population: how many rows the scope has with a value.
        holds: whether the claim is true; None when there is none.
        reference: what conditions or claims compare against, where that was itself computed (a mean).
        all_entries: the whole scope in order, for tables and charts.
        missing: (subject, column id) without a value.
    """

    entries: tuple[Entry, ...] = ()
    outcome: Amount | None = None
    population: int = 0
    holds: bool | None = None
    reference: Amount | None = None
    all_entries: tuple[Entry, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    scope_amount: Amount | None = None
    figures: tuple[Figure, ...] = field(default=())


def relate(first: Amount, second: Amount, relation: Relation) -> Amount | None:
    """Return the amount that puts two amounts in relation; None for a ratio to, or growth from, zero."""
    figures = (*first.figures, *second.figures)
    if relation is Relation.DIFFERENCE:
        return Amount(
            value=first.value - second.value,
            unit=first.unit,
            figures=figures,
            formula=f"{first.value} - {second.value}",
            parts=(first, second),
            percent=first.percent,
        )
    if relation is Relation.GAP:
        return Amount(
            value=abs(first.value - second.value),
            unit=first.unit,
            figures=figures,
            formula=f"|{first.value} - {second.value}|",
            parts=(first, second),
            percent=first.percent,
        )
    if second.value == 0:
        return None
    if relation in (Relation.GROWTH, Relation.DECLINE):
        more, less = (first, second) if relation is Relation.GROWTH else (second, first)
        return Amount(
            value=(more.value - less.value) / second.value,
            unit=None,
            figures=figures,
            formula=f"({more.value} - {less.value}) / {second.value}",
            parts=(first, second),
            percent=True,
        )
    per = relation is Relation.PER
    return Amount(
        value=first.value / second.value,
        unit=first.unit if per else None,
        figures=figures,
        formula=f"{first.value} / {second.value}",
        parts=(first, second),
        percent=not per,
    )


def statistic(function: str, amounts: Sequence[Amount]) -> Amount:
    """Return sum, mean, median, min, max or range of amounts."""
    values = [a.value for a in amounts]
    total = sum(values, Decimal(0))
    results: dict[str, Callable[[], Decimal]] = {
        "sum": lambda: total,
        "mean": lambda: total / len(values),
        "median": lambda: Decimal(median(values)),
        "min": lambda: min(values),
        "max": lambda: max(values),
        "range": lambda: max(values) - min(values),
    }
    if function not in results:
        raise KeyError(f"unknown function {function}; known: {', '.join(results)}")
    plus = " + ".join(str(v) for v in values)
    formula = {
        "sum": plus,
        "mean": f"({plus}) / {len(values)}",
        "range": f"{max(values)} - {min(values)}",
    }.get(function, f"{function}({', '.join(str(v) for v in values)})")
    return Amount(
        value=results[function](),
        unit=amounts[0].unit,
        figures=tuple(f for a in amounts for f in a.figures),
        formula=formula,
        parts=tuple(amounts),
        percent=amounts[0].percent,
    )


def meets(comparator: str, amount: Amount, value: Decimal) -> bool:
    """Compare an amount with a number as said; a percentage said in whole or tenths is compared as rounded."""
    compared = amount.value
    if comparator == "=" and amount.percent:
        digits = max(0, -int(value.normalize().as_tuple().exponent))
        compared = round(compared, max(digits, 2))
    return COMPARE[comparator](compared, value)
