"""The asker's own city: 我是佛山一家企业……全市今年要完成多少 asks of 佛山."""

from __future__ import annotations

from bot.question import default_phrases
from kb.lexicon_index import REGION, LexiconIndex


def with_own_city(index: LexiconIndex, part: str, typed: str) -> str:
    """Return a question with the one city named elsewhere in what was typed in place of 全市, 我市 and the like.

    Args:
        index: finds the names of places.
        part: one question of what was typed.
        typed: all that was typed.
    """
    part = _introduced(index, part)
    said = default_phrases().own_city.search(part)
    if said is None or index.find(part, kinds={REGION}):
        return part
    cities = {m.canonical for m in index.find(typed, kinds={REGION}) if m.canonical.endswith("市")}
    return f"{part[: said.start()]}{cities.pop()}{part[said.end() :]}" if len(cities) == 1 else part


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
