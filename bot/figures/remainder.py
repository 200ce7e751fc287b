"""What is left of those the turn before was about, and whom a further condition is then asked among."""

from __future__ import annotations

from collections.abc import Sequence

from bot.figures.query import FigureQuery, Operation, Subject, SubjectKind
from bot.figures.subjects import Resolver

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
    return [resolver.without(whole, excluded)] if set(excluded) & set(whole.rows) else []
