"""Which documents may speak: in force on the day, and of a place that the question is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.desk import Desk, ToolContext
from kb.types import DocumentMeta, Hit, LegalStatus
from kb.validity import legal_status

_VOID = frozenset({LegalStatus.REPEALED, LegalStatus.NOT_YET})


def of_this_place(context: ToolContext, query: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without rules of a province that the question is not about (立法法第八十条), in order."""
    desk = context.desk
    here = home_provinces(desk) | desk.provinces_in(query)
    foreign = {m.id for m in _metas(desk, hits) if here and (own := desk.provinces_of(m)) and not own & here}
    return [hit for hit in hits if hit.passage.document_id not in foreign]


def newest_editions(context: ToolContext, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without notices that one of the same title for a later year follows, in order."""
    return [hit for hit in hits if hit.passage.document_id not in context.desk.older_editions]


def in_force(context: ToolContext, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without documents repealed or not yet in force on the day, in the same order."""
    void = {m.id for m in _metas(context.desk, hits) if is_void(m, context.as_of)}
    return [hit for hit in hits if hit.passage.document_id not in void]


def is_void(meta: DocumentMeta, as_of: date) -> bool:
    """Say whether a document is repealed or not yet in force on a day."""
    return legal_status(meta, as_of) in _VOID


def home_provinces(desk: Desk) -> frozenset[str]:
    """Return the provinces of the notices on file in full: where the people live who ask."""
    return frozenset().union(*(desk.provinces_of(desk.meta(i)) for i in desk.primary))


def abroad(desk: Desk, text: str) -> bool:
    """Say whether a question speaks of a province that the notices on file are not of."""
    here = home_provinces(desk)
    return bool(here) and bool(desk.provinces_in(text) - here)


def placed(desk: Desk, document_ids: Sequence[str], text: str) -> tuple[str, ...]:
    """Return documents without those of other provinces than `text` names, or than the service is for where it names
    none; all where none is left.
    """
    meant = desk.provinces_in(text) or desk.home
    own = {i: desk.provinces_of(desk.meta(i)) for i in document_ids}
    return tuple(i for i in document_ids if not own[i] or own[i] & meant) or tuple(document_ids)


def _metas(desk: Desk, hits: Sequence[Hit]) -> list[DocumentMeta]:
    return [desk.meta(i) for i in dict.fromkeys(hit.passage.document_id for hit in hits)]
