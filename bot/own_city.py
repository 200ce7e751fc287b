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
    said = default_phrases().own_city.search(part)
    if said is None or index.find(part, kinds={REGION}):
        return part
    cities = {m.canonical for m in index.find(typed, kinds={REGION}) if m.canonical.endswith("市")}
    return f"{part[: said.start()]}{cities.pop()}{part[said.end() :]}" if len(cities) == 1 else part
