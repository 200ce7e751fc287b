"""Questions asked in English, their ways of asking put into Chinese; names and terms are left to the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.wording import load_yaml

_CHINESE = re.compile("[一-龥]")
_SPACES = re.compile(r"\s+(?=\s)|(?<=[一-龥])\s+(?=[一-龥])")


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    flags = re.IGNORECASE | re.ASCII  # a word of English ends where Chinese begins
    return tuple((re.compile(said, flags), chinese) for said, chinese in load_yaml("english.yaml")["phrases"])


def in_chinese(text: str) -> str:
    """Return a question in English with its ways of asking in Chinese; text that holds Chinese comes back as it is."""
    if _CHINESE.search(text):
        return text
    for said, chinese in _phrases():
        text = said.sub(chinese, text)
    return _SPACES.sub("", text).strip()
