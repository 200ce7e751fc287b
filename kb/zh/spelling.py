"""Spelling: known typos of the lexicon, and homophones such as 惠洲 for 惠州, 审合 for 审核."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_MIN_CHARS, _MAX_CHARS = 2, 6
_PARTICLES = frozenset("之的了吗呢")  # grammar, never half of a misspelt word (数之和 is not 数值和)
_COUNTERS = frozenset("个家名项座天日月年号份条")  # 3个市, 哪天报: what is counted, no 各市, no 填报
_COUNTS = frozenset("0123456789几少两一二三四五六七八九十百哪这那每半")
_LEVELS = frozenset("省市县区旗州镇乡")
_JOINS = frozenset("和与及跟")
_DENIED = re.compile("[不没要须想会能得可][办做交报填审签缴付领拿盖送退]")
_ALL = re.compile("[㐀-鿿]都(?=[要应该须得会能可有没不是做办报交])")  # 厂都要改造: all works, not the city 昌都
_COMMON = 3  # a word that jieba knows at least this well is meant as written


def pinyin_key(word: str) -> str:
    """Return the toneless pinyin of `word`, syllables separated by a space (惠洲 → hui zhou)."""
    from pypinyin import lazy_pinyin  # loads a large table: only once a question needs it

    return " ".join(lazy_pinyin(word))


def _cuts(text: str, at: int, wrong: str, meant: Callable[[str], bool]) -> bool:
    """Say whether a stretch ends within a name on file (谁初, of 谁初验)."""
    return any(meant(text[i : i + _MIN_CHARS]) for i in range(at + 1, at + len(wrong)))


@dataclass(frozen=True, kw_only=True)
class Repair:
    """One replacement: `wrong` stood at `start` in the original text, `right` is what was meant."""

    start: int
    wrong: str
    right: str


class SpellingRepair:
    """Replace words that are listed as typos, or are spelt wrong but sound like a known term.

    Args:
        terms: known terms; those of one character or of more than six are left out.
        typos: wrong -> right spelling, from the lexicon; applied only where it begins and ends a word, so that
            明单 is not seen in 证明单位.
        frequency: how common a word is in ordinary text (`WordTokenizer.frequency`); a common word is taken as meant.
    """

    def __init__(self, terms: Iterable[str], typos: Mapping[str, str], frequency: Callable[[str], int]) -> None:
        self._typos = dict(typos)
        self._terms = sorted({t for t in terms if _MIN_CHARS <= len(t) <= _MAX_CHARS and _chinese(t)})
        self._frequency = frequency
        self._sounds: dict[str, str] = {}

    @cached_property
    def _by_character(self) -> dict[tuple[int, int, str], list[str]]:
        """(length, place, character) -> terms: what a misspelt word that keeps one character right can mean."""
        places: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for term in self._terms:
            for place, char in enumerate(term):
                places[len(term), place, char].append(term)
        return dict(places)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._terms)

    def repair(
        self, text: str, words: Sequence[tuple[str, int, int]], meant: Callable[[str], bool] = lambda _: False
    ) -> tuple[str, list[Repair]]:
        """Return the repaired text and what was replaced, in order.

        Args:
            text: the question, already simplified.
            meant: says of a stretch that no lexicon has that it is a name on file, and no misspelling (澜州, no 兰州).
            words: its words with offsets (`WordTokenizer.words`).  Sound is compared only where the words are single
                characters or unknown, so a well-spelt question costs nothing.
        """
        repairs = self._listed(text, words)
        taken = {i for item in repairs for i in range(item.start, item.start + len(item.wrong))}
        after_word = {end for word, _, end in words if len(word) > 1}
        for start, end in self._doubtful([w for w in words if not taken & set(range(w[1], w[2]))]):
            at = start
            while at < end - 1:
                joined = at in after_word or (at > 0 and text[at - 1] in _LEVELS)
                joins = text[at] in _JOINS and joined  # 城区和南翼, 云岭市和南屏市: no 河南
                found = self._repair_at(text, at, end) if not joins else None
                if found is None or meant(found.wrong) or _cuts(text, at, found.wrong, meant):
                    at += 1 if found is None else len(found.wrong)
                    continue
                repairs.append(found)
                at += len(found.wrong)
        repairs.sort(key=lambda item: item.start)
        for item in reversed(repairs):
            text = text[: item.start] + item.right + text[item.start + len(item.wrong) :]
        return text, repairs

    def _listed(self, text: str, words: Sequence[tuple[str, int, int]]) -> list[Repair]:
        starts = {start for _, start, _ in words}
        ends = {end for _, _, end in words}
        repairs: list[Repair] = []
        for wrong in sorted((w for w in self._typos if w in text), key=len, reverse=True):
            at = text.find(wrong)
            while at >= 0:
                free = all(at + len(wrong) <= r.start or r.start + len(r.wrong) <= at for r in repairs)
                if free and at in starts and at + len(wrong) in ends:
                    repairs.append(Repair(start=at, wrong=wrong, right=self._typos[wrong]))
                at = text.find(wrong, at + 1)
        return repairs

    def _doubtful(self, words: Iterable[tuple[str, int, int]]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for word, start, end in words:
            if (
                word in _PARTICLES
                or not _chinese(word)
                or word in self._known
                or (len(word) > 1 and self._frequency(word) >= _COMMON)
            ):
                continue
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return [(s, e) for s, e in spans if e - s >= _MIN_CHARS]

    def _sound(self, word: str) -> str:
        if word not in self._sounds:
            self._sounds[word] = pinyin_key(word)
        return self._sounds[word]

    def _repair_at(self, text: str, at: int, end: int) -> Repair | None:
        if _DENIED.match(text, at) or _ALL.match(text, at):
            return None  # 不办会怎样 is no 补办, 要签任务书 no 要钱
        if text[at] in _COUNTERS and at > 0 and text[at - 1] in _COUNTS:
            return None
        for length in range(min(_MAX_CHARS, end - at), _MIN_CHARS - 1, -1):
            wrong = text[at : at + length]
            if (
                wrong in self._known
                or any(t in self._known for t in _parts(wrong))
                or self._frequency(wrong) >= _COMMON
            ):
                continue
            # At least one character must be right: sound alone is too weak a sign, and looking it up is slow.
            near = {t for place, char in enumerate(wrong) for t in self._by_character.get((length, place, char), ())}
            candidates = [term for term in near if self._sound(term) == self._sound(wrong)]
            if candidates:
                best = max(candidates, key=lambda t: (_alike(t, wrong), self._frequency(t), t))
                return Repair(start=at, wrong=wrong, right=best)
        return None


def _alike(term: str, wrong: str) -> int:
    """Return how many characters of a misspelt word are right."""
    return sum(a == b for a, b in zip(term, wrong, strict=True))


def _chinese(text: str) -> bool:
    return all("㐀" <= c <= "鿿" for c in text)


def _parts(word: str) -> list[str]:
    """Return the proper parts of `word` of two characters or more."""
    return [word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1) if j - i < len(word)]
