"""What the rest of what was typed says of a part: the asker's own city, the year and city of a rate."""

from __future__ import annotations

import re

from bot.question import default_phrases
from kb.lexicon_index import REGION, LexiconIndex

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")


def with_own_city(index: LexiconIndex, part: str, typed: str) -> str:
    """Return a question with the one city named elsewhere in what was typed in place of 全市, 我市 and the like.

    Args:
        index: finds the names of places.
        part: one question of what was typed.
        typed: all that was typed.
    """
    part = _dated(index, _introduced(index, part), typed)
    said = default_phrases().own_city.search(part)
    if said is None or index.find(part, kinds={REGION}):
        return part
    cities = {m.canonical for m in index.find(typed, kinds={REGION}) if m.canonical.endswith("市")}
    return f"{part[: said.start()]}{cities.pop()}{part[said.end() :]}" if len(cities) == 1 else part


def _dated(index: LexiconIndex, part: str, typed: str) -> str:
    """Return a question for a rate alone (完成率多少) with the one year and the one city named before it."""
    if default_phrases().bare_rate.fullmatch(part) is None:
        return part
    before = typed[: typed.find(part)]
    years, cities = set(_YEAR.findall(before)), {m.canonical for m in index.find(before, kinds={REGION})}
    if len(years) != 1 or len(cities) > 1:
        return part
    return f"{''.join(cities)}{years.pop()}年{part}"


def _introduced(index: LexiconIndex, part: str) -> str:
    """Return a question that opens with where the asker is from (我是河源的，我们市要审几家) as one of that city."""
    opening = default_phrases().from_where.match(part)
    named = index.find(opening["place"], kinds={REGION}) if opening is not None else []
    if opening is None or len(named) != 1 or named[0].end - named[0].start < len(opening["place"]):
        return part
    rest, city = part[opening.end() :], named[0].canonical
    if not rest:
        return part
    if index.find(rest, kinds={REGION}):
        return rest  # 我们厂在佛山，佛山要审几家: the place is said again
    said = default_phrases().own_city.search(rest)
    return f"{rest[: said.start()]}{city}{rest[said.end() :]}" if said else city + rest
