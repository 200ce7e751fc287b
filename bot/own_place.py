"""The place that a notice on file is of, named in a question (青岛专项资金要交哪些材料): it says which notice is meant.

What is asked of that notice is asked without its place, for its text does not repeat whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import Desk
from bot.figures.outcome import Reason, Understanding
from bot.matching import covered
from bot.question import default_phrases
from bot.reference import year_of
from kb.lexicon_index import HOME_FORM, REGION, Match
from kb.types import DocumentMeta

_NOT_OF_YEAR = (Reason.YEAR_MISSING, Reason.ROLE_MISSING)  # asked of the place, which has figures of another kind
_LEVELS = ("province", "city", "district")
_SHORTEST = 4  # characters that have to be left
_NAME_CHARS = 2  # so many more make a name of their own
_LEVEL_WORDS = re.compile("[级厅局里委办]")  # 江苏省级: the level stays
_LEVEL_NAMES = "省市县区州盟旗"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True, kw_only=True)
class OfNotice:
    """A question on one notice, in words without the place that the notice is of."""

    text: str
    document_id: str


def of_own_place(desk: Desk, text: str, understood: Understanding) -> OfNotice | None:
    """Return the question put to the one notice of the place that it names; None where the place says something else.

    The place is a matter of its own where a table of the notice has it as a row, where what lies outside of it is
    meant (青岛以外), where the question names a place that is not of the notice beside it, or where it asks the place
    for figures of a year, or a goal of a year, that is not on file.
    """
    if understood.fault is not None and understood.fault.reason in _NOT_OF_YEAR:
        return None
    places = [m for m in desk.index.find(text, kinds={REGION}) if text[m.start : m.end] != HOME_FORM]
    named = {m.canonical for m in places}
    if not named:
        return _of_unlisted(desk, text)
    if any(default_phrases().beyond_place.match(text, m.end) for m in places):
        return None
    found = [i for i in desk.primary if _is_of(desk, desk.meta(i), named) and not _in_rows(desk, i, named)]
    years = {int(year) for year in _YEAR.findall(text)}
    found = [i for i in found if year_of(desk.meta(i)) in years] or found
    if not found:
        return None
    held = desk.text_of(found[0]) or ""
    own = [m for m in places if _heads(desk, desk.meta(found[0]), m.canonical)]
    plain = _without(desk, text, [m for m in own if text[m.start : m.end + _NAME_CHARS] not in held])
    if plain == text:
        return None  # 兰州新区, 青岛政策通: the notice names it so
    if len(plain) < _SHORTEST:
        return None
    best = max(found, key=lambda i: covered(plain, desk.text_of(i) or ""))
    return OfNotice(text=plain, document_id=best) if _meant(desk, best, named, plain) else None


def _of_unlisted(desk: Desk, text: str) -> OfNotice | None:
    """Return the question put to the notice of a place that no lexicon lists (青溪县, 青溪); None where none is named.

    Of several notices of the place, the one that holds most of what is asked.
    """
    form = next((form for form, _ in desk.unlisted_places if form in text), None)
    if form is None:
        return None
    at = text.find(form)
    end = at + len(form)
    if default_phrases().beyond_place.match(text, end):
        return None
    shorter = {form, *(f for f, _ in desk.unlisted_places if form.startswith(f))}
    found = [
        i for i in dict.fromkeys(i for f, i in desk.unlisted_places if f in shorter) if not _as_row(desk, i, shorter)
    ]
    if not found:
        return None
    held = any(text[at : end + _NAME_CHARS] in (desk.text_of(i) or "") for i in found)
    plain = text if held else _cut(desk, text, at, end)
    if len(plain) < _SHORTEST:
        plain = text
    return OfNotice(text=plain, document_id=max(found, key=lambda i: covered(plain, desk.text_of(i) or "")))


def of_document(understood: Understanding, own: OfNotice) -> Understanding | None:
    """Return how figures were understood, where every one of them is of the notice meant; None else."""
    query = understood.query
    columns = [m.column for m in query.measures] if query is not None else []
    return understood if columns and all(c.startswith(f"{own.document_id}#") for c in columns) else None


def _is_of(desk: Desk, meta: DocumentMeta, named: set[str]) -> bool:
    """Say whether a notice is of the widest of the places named, or of one that lies in it."""
    own = [name for name in named if _heads(desk, meta, name)]
    return bool(own) and all(name in own or _within(desk, name, own) for name in named)


def _heads(desk: Desk, meta: DocumentMeta, name: str) -> bool:
    """Say whether a place stands at the head of a document, or is the province of one that does."""
    head = "".join((meta.title, *meta.issuers))
    region = desk.regions.get(name)
    if region is None or region.level not in _LEVELS:
        return False
    return desk.short(name) in head or name in desk.provinces_of(meta)


def _within(desk: Desk, name: str, wider: Sequence[str]) -> bool:
    return any(place in wider for place in desk.around(name)[1:])


def _in_rows(desk: Desk, document_id: str, named: set[str]) -> bool:
    """Say whether a table of the document has a row of the place that the document is of."""
    own = {n for n in named if _heads(desk, desk.meta(document_id), n)}
    return _as_row(desk, document_id, {form for name in own for form in (name, desk.short(name))})


def _as_row(desk: Desk, document_id: str, forms: set[str]) -> bool:
    """Say whether a table of the document has a row of a place, by one of its names."""
    cells = (cell.text for t in desk.knowledge.of(document_id).tables for row in t.rows for cell in row[:3])
    return any(cell in forms for cell in cells)


def _without(desk: Desk, text: str, places: Sequence[Match]) -> str:
    """Return `text` without the names of places; a level in their last word stays (江苏省级: 省级)."""
    for match in reversed(places):
        text = _cut(desk, text, match.start, match.end)
    return text.strip(" ，,")


def _cut(desk: Desk, text: str, start: int, end: int) -> str:
    """Return `text` without the name of a place at [start, end), and without what but joins it to the rest."""
    edges = {stop for _, _, stop in desk.tokenizer.words(text)}
    if text[end - 1] in _LEVEL_NAMES and (end not in edges or _LEVEL_WORDS.match(text, end)):
        end -= 1
    start -= 1 if start and text[start - 1] in "在全" else 0
    end += 1 if text[end : end + 1] == "的" else 0
    return (text[:start] + text[end:]).strip(" ，,")


def _meant(desk: Desk, document_id: str, named: set[str], plain: str) -> bool:
    """Say whether a notice is meant by its place: of the home province only where it holds more of the rest."""
    if desk.is_abroad(desk.meta(document_id)):
        return True
    if named & desk.home:
        return False
    held = {i: covered(plain, desk.text_of(i) or "") for i in desk.primary}
    return all(held[document_id] > share for i, share in held.items() if i != document_id)
