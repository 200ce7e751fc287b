"""A follow-up that turns to another notice on file (广东2024年那份呢) and asks the same of it."""

from __future__ import annotations

import re

from bot.desk import Desk
from bot.question import read_question
from bot.reference import year_of
from bot.talk_phrases import talk_phrases
from bot.types import Turn
from bot.wording import default_wording
from kb.lexicon_index import REGION

_TITLED = re.compile("^《[^》]*》(?:里面?|中|上)?的?")
_OF_YEAR = "年?度?的?"


def of_other_notice(desk: Desk, core: str, last: Turn) -> str | None:
    """Return what was just asked of one notice, asked of the other that a follow-up consists of; None for other words.

    A place alone (浙江呢) means its notice only where no figure was asked for: else it may be a row of a table.

    Args:
        desk: the records.
        core: the follow-up without its leading 那 and trailing 呢.
        last: the turn before.
    """
    said = talk_phrases().notice_alone.fullmatch(core)
    told = next((i for i in last.frame.get("documents", ()) if i in desk.primary), None)
    if said is None or told is None:
        return None
    of_figures = last.frame.get("intent") == "figure"
    if not (said["one"] or (said["place"] and not of_figures)):
        return None
    other = _meant(desk, said["place"] or "", said["year"])
    if other is None:
        return None
    rest = _asked_of(desk, last.question, told)
    if not rest or (of_figures and desk.index.find(rest, kinds={REGION})):
        return None
    if of_figures and said["place"]:
        return f"{said['place']}{said['year'] or year_of(desk.meta(other)) or ''}年{rest}"
    return default_wording().say("follow_inside", title=desk.meta(other).title, asked=rest)


def _meant(desk: Desk, place: str, year: str | None) -> str | None:
    """Return the newest notice on file of a place and a year; None where the place is none or has no notice."""
    named = desk.index.find(place, kinds={REGION}) if place else []
    if place and not any(m.end - m.start == len(place) for m in named):
        return None
    held = [i for i in desk.primary if not year or year_of(desk.meta(i)) == int(year)]
    if not place:
        return held[0] if len(held) == 1 else None
    return next((i for i in held if _is_of(desk, i, named[0].canonical)), None)


def _is_of(desk: Desk, document_id: str, region: str) -> bool:
    """Say whether a notice is of a region: of a province issued in it, of a city where title or issuer name it."""
    meta = desk.meta(document_id)
    if desk.region_level(region) == "province":
        return region in desk.provinces_of(meta)
    return any(desk.short(region) in words for words in (meta.title, *meta.issuers))


def _asked_of(desk: Desk, question: str, told: str) -> str:
    """Return what a question asks, without its words for the notice that it was asked of."""
    rest = _TITLED.sub("", question)
    meta = desk.meta(told)
    if meta.doc_number:
        rest = rest.replace(meta.doc_number, "")
    year = year_of(meta)
    for match in reversed(desk.index.find(rest, kinds={REGION})):
        if _is_of(desk, told, match.canonical):
            rest = f"{rest[: match.start]}{talk_phrases().of_notice.sub('', rest[match.end :], count=1)}"
    rest = re.sub(rf"{year}{_OF_YEAR}", "", rest) if year else rest
    persons = read_question(desk, rest).persons
    rest = talk_phrases().of_notice.sub("", rest, count=1)
    return default_wording().say("follow_contacts_of") if persons else rest
