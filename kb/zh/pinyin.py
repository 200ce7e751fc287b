"""Sentences typed in pinyin (foshan jinnian mubiao duoshao) read as Chinese words.

The likeliest words under a unigram model, found by dynamic programming over letters (Viterbi 1967).  Spaces may stand
between words or between syllables, never inside one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

_LATIN = re.compile(r"[A-Za-zÀ-ɏ\u0300-\u036f]+(?:['’]?[A-Za-zÀ-ɏ\u0300-\u036f]+)*")
_RUN = re.compile(rf"{_LATIN.pattern}(?:[ '’]+{_LATIN.pattern})*")
_LETTERS = re.compile(r"[a-z]+")
_LEAST_SYLLABLES, _LEAST_LETTERS = 2, 4
_LONGEST_LETTERS = 30
_SAME_SOUND = 3  # so many words of one sound are kept, the commonest first
_MIXED_CHARS = 4  # the longest word read where a part of it is typed in pinyin
_BESIDE_CHINESE = re.compile(r"[一-龥][a-z]{2,6}(?![A-Za-z])|(?<![A-Za-z])[a-z]{2,6}[一-龥]")
_ABBREVIATION_CHARS = 4  # capitals up to this length are no pinyin (PDF, GDP)


@dataclass(frozen=True, kw_only=True)
class _Word:
    """A word with the places in its letters where one syllable ends and the next begins."""

    text: str
    joints: frozenset[int]
    cost: float


class PinyinReader:
    """Turn runs of pinyin into Chinese; text with any other Latin word is left as it is.

    Args:
        words: gives words with how common they are; asked only once a question needs it.
    """

    def __init__(self, words: Callable[[], Iterable[tuple[str, int]]]) -> None:
        self._words = words

    @cached_property
    def _by_letters(self) -> dict[str, list[_Word]]:
        from pypinyin import lazy_pinyin  # loads a large table: only once a question needs it

        counted = dict(self._words())
        total = math.log(sum(counted.values()) + 1)
        found: dict[str, list[_Word]] = defaultdict(list)
        for text, count in counted.items():
            syllables = [s.replace("ü", "v") for s in lazy_pinyin(text)]
            if len(syllables) != len(text) or not all(map(_LETTERS.fullmatch, syllables)):
                continue
            ends = [sum(map(len, syllables[: i + 1])) for i in range(len(syllables) - 1)]
            word = _Word(text=text, joints=frozenset(ends), cost=total - math.log(count + 1))
            found["".join(syllables)].append(word)
        return {letters: sorted(same, key=lambda w: w.cost)[:_SAME_SOUND] for letters, same in found.items()}

    def prepare(self) -> None:
        """Load what the first run of pinyin would have to wait for, a fifth of a second or more."""
        _ = self._by_letters

    @cached_property
    def _in_part(self) -> dict[tuple[str, str], _Word]:
        """(letters, characters) and (characters, letters) -> the commonest word typed half so (yan收, 验shou)."""
        found: dict[tuple[str, str], _Word] = {}
        for letters, words in self._by_letters.items():
            for word in words:
                if not 1 < len(word.text) <= _MIXED_CHARS:
                    continue
                for at, joint in enumerate(sorted(word.joints), start=1):
                    for key in ((letters[:joint], word.text[at:]), (word.text[:at], letters[joint:])):
                        if key not in found or word.cost < found[key].cost:
                            found[key] = word
        return found

    def _mixed(self, text: str) -> str:
        """Return `text` with words typed half in pinyin spelt out."""
        for run in reversed(list(re.finditer(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])", text))):
            before, after = text[: run.start()], text[run.end() :]
            for count in range(_MIXED_CHARS - 1, 0, -1):
                if len(after) >= count and (word := self._in_part.get((run[0], after[:count]))) is not None:
                    text = before + word.text + after[count:]
                    break
                if len(before) >= count and (word := self._in_part.get((before[-count:], run[0]))) is not None:
                    text = before[:-count] + word.text + after
                    break
        return text

    def read(self, text: str) -> str:
        """Return `text` with pinyin as Chinese; unchanged where some Latin word is none."""
        text = self._mixed(text) if _BESIDE_CHINESE.search(text) else text
        runs = list(_RUN.finditer(text))
        words = [w for run in runs for w in _LATIN.findall(run[0])]
        if not words or any(w.isupper() and len(w) <= _ABBREVIATION_CHARS for w in words):
            return text
        if sum(map(len, words)) < _LEAST_LETTERS:
            return text
        read = [self._run(run[0]) for run in runs]
        chinese = [r for r in read if r is not None]
        if len(chinese) < len(read) or sum(map(len, chinese)) < _LEAST_SYLLABLES:
            return text
        for run, said in zip(reversed(runs), reversed(chinese), strict=True):
            text = text[: run.start()] + said + text[run.end() :]
        return re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])", "", text)

    def _run(self, run: str) -> str | None:
        """Return the likeliest words of a run of pinyin; None where it is none."""
        letters, breaks = "", set()
        for piece in re.split(r"[ '’]+", run):
            letters += _plain(piece)
            breaks.add(len(letters))
        best: list[tuple[float, str] | None] = [(0.0, ""), *([None] * len(letters))]
        for start in range(len(letters)):
            before = best[start]
            if before is None:
                continue
            for end in range(start + 1, min(len(letters), start + _LONGEST_LETTERS) + 1):
                inner = {b - start for b in breaks if start < b < end}
                for word in self._by_letters.get(letters[start:end], ()):
                    if inner <= word.joints:
                        cost = before[0] + word.cost
                        known = best[end]
                        if known is None or cost < known[0]:
                            best[end] = cost, before[1] + word.text
                        break
        last = best[-1]
        return last[1] if last is not None else None


def _plain(piece: str) -> str:
    """Return letters without tone marks, in lower case; ü as v."""
    piece = unicodedata.normalize("NFD", piece.lower()).replace("u\u0308", "v")
    return "".join(c for c in piece if not unicodedata.combining(c))
