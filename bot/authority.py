"""Which documents may speak: in force on the day, and of a place that the question is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import Desk, ToolContext
from kb.lexicon_index import REGION
from kb.types import DocumentMeta, Hit, LegalStatus
from kb.validity import legal_status

_VOID = frozenset({LegalStatus.REPEALED, LegalStatus.NOT_YET})


def of_this_place(context: ToolContext, query: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without rules of a province that the question is not about (立法法第八十条), in order."""
    desk = context.desk
    here = home_provinces(desk) | _provinces(desk, query)
    foreign = {m.id for m in _metas(desk, hits) if here and (own := provinces_of(desk, m)) and not own & here}
    return [hit for hit in hits if hit.passage.document_id not in foreign]


def in_force(context: ToolContext, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without documents repealed or not yet in force on the day, in the same order."""
    void = {m.id for m in _metas(context.desk, hits) if legal_status(m, context.as_of) in _VOID}
    return [hit for hit in hits if hit.passage.document_id not in void]


def home_provinces(desk: Desk) -> frozenset[str]:
    """Return the provinces of the notices on file in full: where the people live who ask."""
    return frozenset().union(*(provinces_of(desk, desk.meta(i)) for i in desk.primary))


def abroad(desk: Desk, text: str) -> bool:
    """Say whether a question speaks of a province that the notices on file are not of."""
    here = home_provinces(desk)
    return bool(here) and bool(_provinces(desk, text) - here)


def provinces_of(desk: Desk, meta: DocumentMeta) -> frozenset[str]:
    """Return the provinces whose bodies issued a document, or that its title names; empty for national ones."""
    return _provinces(desk, " ".join((meta.title, *meta.issuers)))


def _provinces(desk: Desk, text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in desk.index.find(text, kinds={REGION}):
        region = desk.regions.get(match.canonical)
        while region is not None and region.level != "province":
            region = desk.regions.get(region.parent or "")
        if region is not None:
            found.add(region.name)
    return frozenset(found)


def _metas(desk: Desk, hits: Sequence[Hit]) -> list[DocumentMeta]:
    return [desk.meta(i) for i in dict.fromkeys(hit.passage.document_id for hit in hits)]
