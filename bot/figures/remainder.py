"""What is left of those the turn before was about, and whom a further condition is then asked among."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from operator import ge, le

from bot.figures.compute import Engine
from bot.figures.intent import count_of
from bot.figures.query import Condition, FigureQuery, Operation, Subject, SubjectKind
from bot.figures.subjects import Resolver

_FEW_PLACES, _PLACES = 3, 9  # a rate is told to the fewest of these that part the same ones
OF_THEM = re.compile(
    r"(?:那|那么|它|他)*占(?:了|到)?(?:这|那|全部)*(?:(?P<n>\d{1,2}|[两二三四五六七八九十]{1,3})个?(?:市|城市|地市|县|区|地方)?|其中|里面|它们|他们|这些(?:市|地方)?|这几个(?:市|地方)?)"
    "(?:的|里面?|总和|合计|总数|加起来)*(?:几成|多少|百分之几|百分之多少|比重|比例|多大)(?:是)?(?:多少)?呢?[??]?"
)
_SETS = frozenset({SubjectKind.GROUP, SubjectKind.ROWS})


def set_before(frame: FigureQuery) -> Subject | None:
    """Return the rows that were summed up, among which a condition or a place is then asked for (超过100的呢)."""
    only = frame.subjects[0] if len(frame.subjects) == 1 else None
    if only is None or frame.operation not in {Operation.AGGREGATE, Operation.VALUE, Operation.SHARE}:
        return None
    return only if only.kind in _SETS or only.exclude else None


def left_of(frame: FigureQuery, excluded: Sequence[str], resolver: Resolver) -> list[Subject]:
    """Return those of the turn before less the rows taken out; nothing where that turn was not about them.

    Args:
        frame: the turn before: a sum, several rows one by one, or a choice within some.
        excluded: row keys taken out.
        resolver: the tables at hand.
    """
    if len(frame.subjects) > 1 and all(s.kind is SubjectKind.ROW for s in frame.subjects):
        rest = [s for s in frame.subjects if not set(s.rows) & set(excluded)]
        return rest if len(rest) < len(frame.subjects) else []
    chosen_among = frame.operation in {Operation.TOP, Operation.FILTER, Operation.COUNT}
    whole = frame.scope if chosen_among else set_before(frame)
    if whole is None:
        return []
    if whole.kind is SubjectKind.TOTAL:
        return [resolver.total(tuple(dict.fromkeys((*whole.exclude, *excluded))))]
    some = set(excluded) & set(whole.rows)
    return [resolver.without(whole, excluded)] if some and set(whole.rows) - some else []  # all out: of everyone else


def share_of_scope(text: str, frame: FigureQuery, engine: Engine) -> FigureQuery | None:
    """Return what the one chosen from some rows holds of them together (占这五个市的几成); None for others."""
    said = OF_THEM.fullmatch(text)
    scope, chosen = frame.scope, frame.operation is Operation.TOP and (frame.n == 1 or frame.position is not None)
    if said is None or not chosen or scope is None or scope.kind not in _SETS or frame.over_groups:
        return None
    if said["n"] is not None and count_of(said["n"]) != len(scope.rows):
        return None
    top = [entry.subject for entry in engine.run(frame).entries]
    if len(top) != 1 or frame.measures[0].base is not None:
        return None
    return FigureQuery(operation=Operation.SHARE, measures=frame.measures[:1], subjects=tuple(top), scope=scope)


def listed_within(frame: FigureQuery, scope: Subject, engine: Engine) -> FigureQuery | None:
    """Return those of a group that were among the first n of the turn before (其中粤东的呢); None where none were n.

    They are the ones of the group that reach what the last of the n has.
    """
    if frame.operation is not Operation.TOP or frame.n is None or frame.over_groups or frame.first is not None:
        return None
    chosen = engine.run(frame).entries
    if not chosen:
        return None
    last = chosen[-1].amount.value
    everyone = [entry.amount.value for entry in engine.run(replace(frame, n=None)).entries]
    outward = ROUND_FLOOR if frame.descending else ROUND_CEILING
    short = last == round(last, _FEW_PLACES)
    exact = (last if short else last.quantize(Decimal(1).scaleb(-n), outward) for n in range(_FEW_PLACES, _PLACES))
    reach = ge if frame.descending else le
    limit = next((v for v in exact if sum(reach(value, v) for value in everyone) == len(chosen)), last)
    condition = Condition(comparator=">=" if frame.descending else "<=", value=limit)
    inside = frame.scope.rows if frame.scope is not None else ()
    rows = tuple(key for key in scope.rows if not inside or key in inside)
    if scope.rows and not rows:
        return None
    scope = replace(scope, rows=rows)
    return FigureQuery(operation=Operation.FILTER, measures=frame.measures[:1], scope=scope, conditions=(condition,))
