"""Evidence of a computation: it is shown where the first of its inputs stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.types import Evidence, Fact


def computed(key: str, first: Evidence, *, facts: Sequence[Fact], formula: str, inputs: tuple[str, ...]) -> Evidence:
    """Return a computed record.

    Args:
        key: id of the record.
        first: evidence whose place is shown.
        facts: what was computed.
        formula: how.
        inputs: ids of the evidence it was computed from.
    """
    return Evidence(
        id=key,
        kind="computed",
        document_id=first.document_id,
        section=first.section,
        quote=first.quote,
        start=first.start,
        end=first.end,
        facts=tuple(facts),
        formula=formula,
        inputs=inputs,
    )
