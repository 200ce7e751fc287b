"""Rows that rose or fell, rows at two places of a ranking set against each other, a row against a place."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.assemble import members_of
from bot.figures.builder import Slots
from bot.figures.families import CHANGE_LABEL, change_beside, column_year
from bot.figures.grammar import ONLY
from bot.figures.intent_comparisons import read_trend
from bot.figures.intent_ranks import read_place_against, read_positions
from bot.figures.query import (
    Claim,
    Condition,
    FigureQuery,
    Measure,
    Operation,
    Relation,
    Subject,
    SubjectKind,
)
from bot.figures.question import Question
from bot.figures.subjects import Resolver

_NEXT_TO = re.compile(
    "(?:那|那么)?(?:排在?)?(?:它|他)?的?(?:(?P<before>前面(?:那?一?[名位个])?|前一[名位个]|上一[名位个])|后面(?:那?一?[名位个])?|后一[名位个]|下一[名位个])(?:那个|那位|一个|的)?(?:市|城市)?"
    "(?:是)?(?:谁|哪个市?|哪里)?呢?[??]?"
)


def by_trend(q: Question, slots: Slots, resolver: Resolver) -> FigureQuery | None:
    """目标下降的城市: the rows whose value fell or rose against the year before."""
    comparator = read_trend(q.masked) if len(slots.measures) <= 2 and not q.intent.thresholds else None
    if comparator is None or slots.measures[0].base is not None or not q.reading.picked:
        return None
    column = q.catalogue.columns[slots.measures[0].column]
    rate = CHANGE_LABEL.search(column.label) is not None and column.unit in {"%", "‰"}
    by_itself = rate or column.change_of is not None
    change = column if by_itself else change_beside(q.catalogue, column.id)
    if len(slots.measures) == 1 and change is not None:
        q.intent.operation = Operation.FILTER  # 技改投资下降的市, where the table has 技改投资增速
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(Measure(column=change.id),),
            scope=slots.subjects[0] if len(slots.subjects) == 1 and slots.subjects[0].rows else None,
            conditions=(Condition(comparator=comparator, value=Decimal(0)),),
            counting=q.intent.counting,
        )
    year = column_year(q.catalogue, column)
    before = q.counterpart(column.id, year - 1) if year is not None else None
    now = slots.measures[0]
    if len(slots.measures) == 2:  # the later year against the one before, however they are named
        now, earlier = sorted(
            slots.measures, key=lambda m: -(column_year(q.catalogue, q.catalogue.columns[m.column]) or 0)
        )
        before = earlier.column
    if before is None:
        return None
    q.intent.operation = Operation.FILTER
    if re.search(ONLY, q.masked):
        rows = tuple(s for s in slots.subjects if s.kind is SubjectKind.ROW)
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(now,),
            subjects=rows,
            conditions=(Condition(comparator=comparator, other=Measure(column=before)),),
            claim=Claim(quantifier="only"),
        )
    return FigureQuery(
        operation=Operation.FILTER,
        measures=(now,),
        scope=slots.subjects[0] if len(slots.subjects) == 1 and slots.subjects[0].rows else None,
        conditions=(Condition(comparator=comparator, other=Measure(column=before)),),
        counting=q.intent.counting,
    )


def by_places(q: Question, slots: Slots, resolver: Resolver) -> FigureQuery | None:
    """第一名比最后一名多多少: the rows that stand at two places, compared."""
    places = read_positions(q.masked)
    if not places or any(s.kind is SubjectKind.ROW for s in slots.subjects):
        return None
    scope = slots.subjects[0] if slots.subjects and slots.subjects[0].rows else None
    chosen: list[Subject] = []
    for place, top in places:
        found = _standing(q, slots, scope, place, top)
        if not found:
            return None
        chosen.append(next((s for s in found if s not in chosen), found[0]))
    q.intent.operation = Operation.COMPARE
    return FigureQuery(
        operation=Operation.COMPARE,
        relation=Relation.RATIO if "倍" in q.text else Relation.DIFFERENCE,
        measures=slots.measures[:1],
        subjects=(chosen[0], chosen[1]),
    )


def against_place(q: Question, slots: Slots) -> FigureQuery | None:
    """惠州比第一名少多少: one row, named or of the turn before, against the one that stands at a place."""
    place = read_place_against(q.masked)
    rows = [s for s in slots.subjects if s.kind is SubjectKind.ROW]
    if place is None or len(rows) > 1 or len(slots.measures) != 1:
        return None
    if not rows and q.frame is not None:
        rows = [s for s in members_of(q.frame, q.engine) if s.kind is SubjectKind.ROW]
        q.followed = True
    scope = next((s for s in slots.subjects if s.kind is SubjectKind.GROUP), q.frame.scope if q.frame else None)
    found = _standing(q, slots, scope, *place) if len(rows) == 1 else []
    if not found or rows[0] in found:
        return None
    relation = Relation.RATIO if "倍" in q.text else Relation.DIFFERENCE
    q.intent.operation = Operation.COMPARE
    return FigureQuery(
        operation=Operation.COMPARE, relation=relation, measures=slots.measures, subjects=(rows[0], found[0])
    )


def _standing(q: Question, slots: Slots, scope: Subject | None, place: int, top: bool) -> list[Subject]:
    """Return who stands at a place counted from the top or the bottom."""
    query = FigureQuery(
        operation=Operation.TOP, measures=slots.measures[:1], scope=scope, position=place, descending=top
    )
    return [entry.subject for entry in q.engine.run(query).entries]


def next_to(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return who stands right before or behind the one whose place the turn before told (前面是谁)."""
    text = q.text
    for mention in q.names.of("row"):  # 排在茂名市前面的是谁
        own = any(set(mention.rows) <= set(s.rows) for s in frame.subjects)
        text = text[: mention.start] + text[mention.end :] if own and text == q.text else text
    said = _NEXT_TO.fullmatch(text)
    if said is not None and frame.operation is Operation.TOP and frame.position is not None and frame.earlier:
        frame = replace(frame, operation=Operation.RANK, subjects=(frame.earlier[0][0],), position=None)  # 后一位呢
    if said is None or frame.operation is not Operation.RANK or len(frame.subjects) != 1 or frame.over_groups:
        return None
    found = q.engine.run(frame)
    place = found.entries[0].place if found.entries else None
    alike = sum(entry.place == place for entry in found.all_entries) or 1  # those that share the place go with it
    position = place + (-1 if said["before"] else alike) if place is not None else 0
    if position < 1:
        return None
    return replace(frame, operation=Operation.TOP, subjects=(), position=position, claim=None)
