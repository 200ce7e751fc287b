"""Things that a question makes of a term by one more character (清洁生产审核师), which the term does not answer for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.question import default_phrases
from kb.lexicon_index import REGION, LexiconIndex, Match


def things_made(text: str, index: LexiconIndex) -> Iterator[tuple[Match, str]]:
    """Yield the terms of `text` that a character behind them makes another thing of, with that character."""
    known = index.find(text)
    for match in known:
        if any(other.start == match.end for other in known):
            continue  # 各市节能诊断: the character begins a term of its own
        if default_phrases().question_marks.search(text, match.start, match.end):
            continue  # 怎么奖 asks how one is awarded
        made = default_phrases().makes_thing.match(text, match.end) if match.kind != REGION else None
        if made is not None:
            yield match, made[0]


def unheard_of(text: str, index: LexiconIndex, frequency: Callable[[str], int]) -> str | None:
    """Return the thing that a question asks about and no passage speaks of, or None.

    Args:
        text: the question.
        index: finds terms.
        frequency: returns in how many passages a pair of characters stands.
    """
    for match, last in things_made(text, index):
        if not frequency(text[match.end - 1] + last):
            return text[match.start : match.end] + last
    return None
