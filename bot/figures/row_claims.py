"""Whether what is supposed of the rows that meet conditions holds: all, any, most, few, so many, only those named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.figures.amounts import COMPARE, Entry
from bot.figures.query import FigureQuery


def holds_of_rows(query: FigureQuery, kept: Sequence[Entry], scope: Sequence[Entry]) -> bool | None:
    """Say whether the claim of a filter is true of those `kept` of its `scope`; None where nothing is supposed."""
    claim = query.claim
    if claim is None:
        return None
    named = {s.rows for s in query.subjects}
    return {
        "count": claim.value is not None and COMPARE[claim.comparator](Decimal(len(kept)), claim.value),
        "all": len(kept) == len(scope),
        "only": {entry.subject.rows for entry in kept} == named,
        "most": len(kept) * 2 > len(scope),
        "few": len(kept) * 2 < len(scope),
    }.get(claim.quantifier or "any", bool(kept))
