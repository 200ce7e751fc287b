"""Whether a document is of the place that a question names."""

from __future__ import annotations

from bot.desk import Desk
from kb.lexicon_index import HOME_FORM, REGION


def is_elsewhere(desk: Desk, question: str, document_id: str) -> bool:
    """Say whether the question names a place that a document neither names nor is of, nor is a part of it."""
    places = _places(desk, question)
    return bool(places) and not all(_speaks_of(desk, document_id, place) for place in places)


def is_of_another(desk: Desk, question: str, document_id: str) -> bool:
    """Say whether a document is of some place, and neither names nor is of any that the question names."""
    places = _places(desk, question)
    if not places or not desk.home_of(document_id):
        return False
    return not any(_speaks_of(desk, document_id, place) for place in places)


def is_of_places(desk: Desk, question: str, text: str) -> bool:
    """Say whether words name every place below the province that the question names."""
    named = (desk.regions.get(place) for place in _places(desk, question))
    return all(desk.short(r.name) in text for r in named if r is not None and r.level not in ("country", "province"))


def is_of_another_province(desk: Desk, question: str) -> bool:
    """Say whether a question names a province that no notice on file in full is of."""
    heads = [desk.meta(i) for i in desk.primary]
    said = "".join("".join((m.title, *m.issuers)) for m in heads)
    named = [r for place in _places(desk, question) if (r := desk.regions.get(place)) and r.level == "province"]
    return bool(heads) and any(desk.short(region.name) not in said for region in named)


def _places(desk: Desk, question: str) -> set[str]:
    """Return the places that a question names; 全省 is the province of whichever document answers."""
    return {m.canonical for m in desk.index.find(question.replace(HOME_FORM, ""), kinds={REGION})}


def _speaks_of(desk: Desk, document_id: str, place: str) -> bool:
    """Say whether a document names a place, a part of it, or is itself of what the place is part of."""
    meta = desk.meta(document_id)
    head = "".join((meta.title, *meta.issuers))
    whole = head + (desk.text_of(document_id) or "")
    region = desk.regions.get(place)
    if region is None or region.level == "country":
        return True
    if desk.short(place) in whole or any(desk.short(part) in whole for part in desk.parts.get(place, ())):
        return True
    parent = desk.regions.get(region.parent or "")
    while parent is not None and parent.level != "country":
        if desk.short(parent.name) in head:
            return True
        parent = desk.regions.get(parent.parent or "")
    return False
