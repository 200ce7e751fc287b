"""Strings of one-character names of places (广深佛莞四市), read by the rows of each table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.figures.surface import clean, number

COUNTED = re.compile(r"([\d一二两三四五六七八九十]+)个?(?:城市|地市|市县|市|城|地|县|区|家)")
AFTER = re.compile(r"$|(?:19|20)?\d{2}年|的|各|等|之|合计|总|一共|共|分别|平均|去年|今年|目标|验收|完成")
BEFORE = re.compile(r"(?:^|[,、。;:的和与及比]|请问|问一?下|查一?下|其中)$")
LEAST, SURE = 2, 3  # so many places make a string with a count word, without one


class Abbreviations:
    """One-character names of the rows of every table that is about places.

    A place goes by the first character of its name, or by another one that no other row of the table has.
    """

    def __init__(self, places: Sequence[Mapping[str, str]]) -> None:
        """Take, for each table, row key -> short name."""
        self._tables = [made for table in places if (made := _of_table(table))]

    def find(self, text: str, start: int) -> tuple[int, list[str]] | None:
        """Return the end of a string of places at `start`, its count word included, and the rows; None for none."""
        best: tuple[int, list[str]] | None = None
        for names in self._tables:
            keys: list[str] = []
            end = start
            while end < len(text) and text[end] in names and names[text[end]] not in keys:
                keys.append(names[text[end]])
                end += 1
            found = _as_said(text, start, end, keys)
            if found is not None and (best is None or len(found[1]) > len(best[1])):
                best = found
        return best


def _as_said(text: str, start: int, end: int, keys: list[str]) -> tuple[int, list[str]] | None:
    """Accept a string where a count word agrees with it, or where it is long and stands by itself."""
    counted = COUNTED.match(text, end)
    if counted is not None and len(keys) >= LEAST:
        count = number(counted[1])
        return (counted.end(), keys) if count == len(keys) else None
    alone = BEFORE.search(text[:start]) is not None and AFTER.match(text, end) is not None
    return (end, keys) if len(keys) >= SURE and alone else None


def _of_table(names: Mapping[str, str]) -> dict[str, str]:
    firsts = Counter(clean(name)[:1] for name in names.values())
    everywhere = Counter(char for name in names.values() for char in set(clean(name)))
    found: dict[str, str] = {}
    for key, name in names.items():
        plain = clean(name)
        if firsts[plain[:1]] == 1:
            found.setdefault(plain[:1], key)
        for char in plain[1:]:
            if everywhere[char] == 1 and char not in firsts:
                found.setdefault(char, key)
    return found
