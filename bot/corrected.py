"""What a question takes back in its own words (明年…不对，2024年目标; 深圳，哦不，珠海): the last of it stands."""

from __future__ import annotations

import re

from bot.question import default_phrases
from kb.lexicon_index import REGION, LexiconIndex

_YEAR = re.compile(r"(?:19|20)\d{2}年?|今年|去年|明年|后年|前年|上年|本年")
_NEAR = 2  # so many characters may stand between what is taken back and the words that do so


def corrected(index: LexiconIndex, text: str) -> str:
    """Return `text` with a year or a place that it takes back replaced by the one it puts in its stead.

    Args:
        index: finds the names of places.
        text: a question in one spelling.
    """
    for said in default_phrases().taken_back.finditer(text):
        before, after = text[: said.start()], text[said.end() :]
        for spans in (_years, _places):
            new = next((s for s in spans(index, after) if s[0] == 0), None)
            old = next((s for s in reversed(spans(index, before)) if len(before) - s[1] <= _NEAR), None)
            if new is not None and old is not None:
                kept = before[: old[0]] + after[: new[1]] + before[old[1] :].strip("，,。.… ")
                return kept + after[new[1] :]
    return text


def _years(_: LexiconIndex, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _YEAR.finditer(text)]


def _places(index: LexiconIndex, text: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in index.find(text, kinds={REGION})]
