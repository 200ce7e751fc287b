"""Names of rows that were typed by sound: 青穿区 for 青川区, nanjiang for 南江市."""

from __future__ import annotations

import re

from bot.figures.catalogue import PLACE_TAIL, Catalogue
from kb.zh.spelling import pinyin_key

_LATIN = re.compile(r"[a-z]{4,}")
_LEAST = 2


def respell(text: str, unknown: str, catalogue: Catalogue) -> str | None:
    """Return a question with a name that sounds like the one row it can mean put in its place; None for none.

    Args:
        text: the cleaned question.
        unknown: a place that no table lists, or a word in Latin letters.
        catalogue: what is on file.
    """
    if unknown not in text or _is_place(unknown, catalogue):
        return None
    latin = _LATIN.fullmatch(unknown) is not None
    wanted = unknown if latin else pinyin_key(unknown)
    found = set()
    for name in catalogue.names.values():
        for form in {name, PLACE_TAIL.sub("", name)}:
            if len(form) < _LEAST or len(form) > 8 or (not latin and len(form) != len(unknown)):
                continue
            sound = pinyin_key(form)
            if (sound.replace(" ", "") if latin else sound) == wanted:
                found.add(name)
    if not found and not latin:
        found = {n for n in catalogue.names.values() if _one_off(unknown, PLACE_TAIL.sub("", n))}
    return text.replace(unknown, next(iter(found)), 1) if len(found) == 1 else None


def _is_place(word: str, catalogue: Catalogue) -> bool:
    """Say whether a word is a place by itself (江苏), which no table need list."""
    return any(word in (region.name, region.short) for region in catalogue.lexicon.regions)


def respell_quantity(text: str, unknown: str, catalogue: Catalogue) -> str | None:
    """Return a question with the one word for a quantity that differs from `unknown` in one like sound; else None."""
    near = [
        word
        for word in catalogue.metrics.quantity_words
        if _one_off(unknown, word) and all(map(_rhymes, unknown, word))
    ]
    if unknown not in text or catalogue.frequency is None or len({pinyin_key(word) for word in near}) != 1:
        return None
    return text.replace(unknown, max(near, key=catalogue.frequency), 1)  # 目标 before 目標, which sounds the same


def _rhymes(one: str, other: str) -> bool:
    """Say whether two characters are the same or end in the same sound (漂 and 标)."""
    return one == other or _final(one) == _final(other)


def _final(char: str) -> str:
    return re.sub("^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])", "", pinyin_key(char))


def _one_off(said: str, name: str) -> bool:
    """Say whether two words of one length differ in a single character."""
    return len(said) == len(name) and sum(a != b for a, b in zip(said, name, strict=True)) == 1


def latin_words(text: str) -> list[str]:
    """Return the words in Latin letters that may spell a name."""
    return _LATIN.findall(text)
