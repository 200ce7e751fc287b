"""Compare words that people use with words that records hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PUNCTUATION = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return `text` without punctuation and spaces, lower-cased."""
    return _PUNCTUATION.sub("", text).lower()


@lru_cache(maxsize=8192)
def bigrams(text: str) -> frozenset[str]:
    """Return the character bigrams of `text` (the character itself where there is one only)."""
    plain = bare(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset((plain,) if plain else ())


def covered(wanted: str, held: str) -> float:
    """Return the share of the bigrams of `wanted` that `held` contains, 0 where `wanted` is empty."""
    grams = bigrams(wanted)
    plain = bare(held)
    if len(plain) < 2 or not grams:
        return float(plain in grams)
    return sum(len(gram) > 1 and gram in plain for gram in grams) / len(grams)


def longest_shared(one: str, other: str) -> str:
    """Return the longest run of characters that stands in both."""
    best = ""
    for start in range(len(one)):
        while one[start : start + len(best) + 1] in other and start + len(best) < len(one):
            best = one[start : start + len(best) + 1]
    return best


def is_abbreviation(short: str, full: str) -> bool:
    """Say whether the characters of `short` stand in `full` in the same order (工信厅, 工业和信息化厅)."""
    rest = iter(full)
    return len(short) > 1 and all(ch in rest for ch in short)


def best(wanted: str, candidates: Iterable[str]) -> tuple[str | None, float]:
    """Return the candidate that covers most of `wanted`, with its share."""
    scored = [(covered(wanted, c), -len(c), c) for c in candidates]
    if not scored:
        return None, 0.0
    share, _, name = max(scored)
    return name, share
