"""Ask for the members that meet conditions."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.ask_shares import ask_share_filter
from bot.figures.ask_values import ask_value
from bot.figures.builder import Builder
from bot.figures.query import Claim, Condition, FigureQuery, Measure, Operation, Relation


def ask_filter(b: Builder) -> FigureQuery:
    """Return a query for the members that meet conditions."""
    intent = b.intent
    measure = b.measures[0]
    scope = b.scope()
    if intent.function == "tied":
        return FigureQuery(operation=Operation.FILTER, function="tied", measures=(measure,), scope=scope)
    values = [t for t in intent.thresholds if t.value is not None]
    shares = [t for t in values if t.percent]
    if shares and len(b.measures) == 1 and b.counts(measure) and "占" in b.slots.text:
        return ask_share_filter(b, measure, shares)
    if len(b.measures) >= 2 and intent.relation is Relation.GAP:
        first, second = b.ordered()
        measure = Measure(column=first.column, base=second.column, relation=Relation.GAP)
        b.measures = (measure,)
    against = intent.relation is Relation.GROWTH or re.search(r"比(?!重|例|率|值|较)|较", b.slots.masked) is not None
    if len(b.measures) >= 2 and against and (values or intent.relation):
        first, second = b.ordered()
        falling = re.search("少|减|降|低|回落", b.slots.masked)
        changing = re.search("增|减|降|升|涨|跌|回落|多|少", b.slots.masked)
        if intent.relation is Relation.GROWTH or (any(t.percent for t in values) and changing):
            change = Relation.DECLINE if falling else Relation.GROWTH
            measure = Measure(column=first.column, base=second.column, relation=change)
        elif falling:
            measure = Measure(column=second.column, base=first.column, relation=Relation.DIFFERENCE)
        else:
            measure = Measure(column=first.column, base=second.column, relation=Relation.DIFFERENCE)
        conditions = tuple(Condition(comparator=t.comparator, value=b.fraction(t, measure)) for t in values)
        if all(c.comparator.startswith("<") for c in conditions):  # 减少不到10%: but less
            conditions = (Condition(comparator=">", value=Decimal(0)), *conditions)
    elif len(b.measures) >= 2 and values and all(t.percent for t in values):
        first, second = b.measures[:2]
        measure = Measure(column=first.column, base=second.column, relation=Relation.RATIO)
        conditions = tuple(Condition(comparator=t.comparator, value=t.value) for t in values)
    else:
        conditions = b.conditions(measure)
    named_thresholds = [c.subject for c in conditions if c.subject is not None]
    if named_thresholds:
        scope = next((g for g in b.groups() if g not in named_thresholds), None)
        if scope is None and b.slots.excluded:
            scope = b.whole()
    claim = Claim(quantifier=intent.quantifier) if intent.quantifier is not None else None
    if claim is not None and claim.quantifier == "count" and intent.asserted is not None:
        claim = replace(claim, comparator=intent.asserted.comparator, value=intent.asserted.value)
    if intent.quantifier == "only":
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(measure,),
            subjects=tuple(b.rows()),
            conditions=conditions,
            claim=claim,
        )
    if not conditions:
        return ask_value(b)
    return FigureQuery(
        operation=Operation.FILTER,
        measures=(measure,),
        scope=scope,
        conditions=conditions,
        counting=intent.counting,
        claim=claim,
    )
