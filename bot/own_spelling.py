"""Words of the documents on file typed by sound (补助金鹅, 粉城涉爆), which no lexicon lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from bot.desk import Desk
from bot.figures.surface import clean, without_brackets
from bot.lists import heading
from kb.zh.spelling import pinyin_key

_LEAST, _MOST, _LONG = 2, 8, 4
_COMMON = 3  # a word that jieba knows at least this well is meant as written
_NOT_CHINESE = re.compile(r"[^一-龥]+")
_NASAL = re.compile(r"(?<=[aeiu]n)g\b")
_FLAT = re.compile(r"\b([zcs])h")
_PART_WORDS = 3
_COUNTS = re.compile(r"[哪几每两半\d][天日月年号家个份项条]")  # 哪天报 is no 填报
_PARTICLES = frozenset("是的有在为和与")  # right by themselves before words that are right
_LEADS_ON = re.compile("连(?=[\\d一二两三四五六七八九十半平])")
_LEVELS = ("市", "县", "区", "旗", "镇", "乡", "街道")
_LATIN = re.compile("[A-Za-z]{3}")
_APART = r"[\s'-]*"


class OwnSpelling:
    """Puts right what sounds like a heading, a column or a row of a notice on file and stands in none of them.

    A short stretch must be no word, one of four characters and more may be made of words (检察任务); half of its
    characters must be right.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def repair(self, text: str) -> str:
        """Return a question with such stretches put right."""
        at = 0
        while at < len(text) - 1:
            found = next(self._right_at(text, at), None)
            if found is not None:
                text = text[:at] + found + text[at + len(found) :]
            at += len(found) if found is not None else 1
        return text

    def is_place(self, said: str) -> bool:
        """Say whether a notice speaks of a place by that name, be it in no list of places (澜州, of 澜州市)."""
        return any(f"{said}{level}" in self._texts for level in _LEVELS) or (
            said[-1] in _LEVELS and said in self._texts
        )

    def names(self, typed: str) -> str:
        """Return what was typed with the names of contacts in place of their pinyin (zhang wei, Wei Zhang)."""
        if _LATIN.search(typed) is None:
            return typed
        for name in sorted({c.name for c in self._desk.knowledge.contacts if c.name and len(c.name) > 1}):
            first, *given = pinyin_key(name).split()
            ways = (_APART.join((first, *given)), rf"{_APART.join(given)}\s+{first}")
            typed = re.sub(rf"(?<![a-z])(?:{'|'.join(ways)})(?:(?![a-z])|(?=de))", name, typed, flags=re.IGNORECASE)
        return typed

    def _right_at(self, text: str, at: int) -> Iterator[str]:
        """Return the terms that the stretch at `at` was meant for, the longest first."""
        for length in range(min(_MOST, len(text) - at), _LEAST - 1, -1):
            said = text[at : at + length]
            if _LEADS_ON.match(text, at + length - 1) or (at and _COUNTS.match(text, at - 1)):
                continue  # 完成数连50家都没有: no 数量
            if _NOT_CHINESE.search(said):
                continue
            near = (t for place in range(length) for t in self._terms.get((length, place, said[place]), ()))
            if said[0] in _PARTICLES:  # 也是清洁生产审核: no 市清洁生产审核
                near = (t for t in near if t[1:] != said[1:])
            alike = [t for t in near if t != said and _right(said, t) * 2 >= length and _sound(t) == _sound(said)]
            sure = [t for t in alike if length > _LEAST and t in self._places]  # 连云岗: 云岗 is a word
            if sure and said not in self._texts:
                yield from sure
            elif alike and self._misspelt(text, said, at):
                yield from alike

    def _misspelt(self, text: str, said: str, at: int) -> bool:
        """Say whether a stretch stands in no notice, and is no word where it is short."""
        if said in self._texts:
            return False
        if len(said) >= _LONG:
            return True
        end, known = at + len(said), self._desk.tokenizer.frequency
        inside = [w for w in self._desk.tokenizer.words(text) if w[1] < end and at < w[2]]
        whole = all(at <= start and stop <= end for _, start, stop in inside)
        return whole and known(said) < _COMMON and all(len(w) == 1 or known(w) < _COMMON for w, _, _ in inside)

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(form for region in self._desk.lexicon.regions for form in (region.name, region.short))

    @cached_property
    def _texts(self) -> str:
        return "\n".join(self._desk.text_of(i) or "" for i in self._desk.primary)

    @cached_property
    def _terms(self) -> dict[tuple[int, int, str], list[str]]:
        """(length, place, character) -> terms of the notices on file."""
        found: dict[tuple[int, int, str], list[str]] = {}
        for term in sorted(set(self._named())):
            for place, char in enumerate(term):
                found.setdefault((len(term), place, char), []).append(term)
        return found

    def _named(self) -> Iterator[str]:
        """Return what notices call their parts, columns and rows, whole and in words."""
        knowledge = self._desk.knowledge
        yield from (contact.name for contact in knowledge.contacts if contact.name and len(contact.name) > 1)
        for document_id in self._desk.primary:
            records = knowledge.of(document_id)
            lines = [heading(section) for section in records.sections]
            for table in records.tables:
                lines += [table.title, *(cell.text for cell in table.header)]
                lines += [cell.text for row in table.rows for cell in row]
            for line in lines:
                yield from self._words(line)

    def _words(self, line: str) -> Iterator[str]:
        for piece in _NOT_CHINESE.split(without_brackets(clean(line))):
            if len(piece) > _MOST * _PART_WORDS:
                continue
            words = [word for word, _, _ in self._desk.tokenizer.words(piece)]
            for i in range(len(words)):
                for j in range(i + 1, min(len(words), i + _PART_WORDS) + 1):
                    term = "".join(words[i:j])
                    if _LEAST <= len(term) <= _MOST:
                        yield term


def _right(said: str, term: str) -> int:
    return sum(a == b for a, b in zip(said, term, strict=True))


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """Return how a word sounds to whoever does not tell n from ng, or z from zh."""
    return _FLAT.sub(r"\1", _NASAL.sub("", pinyin_key(word)))
