"""Words of the documents on file typed by sound (补助金鹅, 粉城涉爆), which no lexicon lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from bot.desk import Desk
from bot.figures.surface import clean, without_brackets
from bot.lists import heading
from kb.zh.spelling import pinyin_key

_LEAST, _MOST, _LONG = 2, 8, 4
_SHORT, _SELDOM = (4, 3, 2), 20  # so long is a short name, and so seldom a word by itself
_BODY = re.compile("(?:公司|集团|厂|中心|医院|学校|合作社|银行)$")
_NUMERAL = re.compile("[一二三四五六七八九十两几]")
_COMMON = 3  # a word that jieba knows at least this well is meant as written
_NOT_CHINESE = re.compile(r"[^一-龥]+")
_NASAL = re.compile(r"(?<=[aeiu]n)g\b")
_FLAT = re.compile(r"\b([zcs])h")
_PART_WORDS = 3
_COUNTS = re.compile(r"[哪几每两半\d][天日月年号家个份项条]")  # 哪天报 is no 填报
_PARTICLES = frozenset("是的有在为和与")  # right by themselves before words that are right
_JOINS = frozenset("的和与及或等")  # 名额和 of 推荐名额和诊断任务 is no term
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
        self._coined_in = cache(self._coined_of_line)

    def repair(self, text: str) -> str:
        """Return a question with such stretches put right."""
        at = 0
        while at < len(text) - 1:
            found = next(self._right_at(text, at), None)
            if found is not None:
                text = text[:at] + found + text[at + len(found) :]
            at += len(found) if found is not None else 1
        return text

    def spelt_out(self, text: str) -> str:
        """Return a question with rows of tables that it names in short by their whole names (空压机, 顺达).

        A short name is made of characters of the name in order, and stands in no notice; or it is how the name of one
        body alone begins.
        """
        at = 0
        while at < len(text) - 1:
            name = self._row_at(text, at)
            if name is not None:
                said, full = name
                text = text[:at] + full + text[at + len(said) :]
                at += len(full)
            at += name is None
        return text

    def _row_at(self, text: str, at: int) -> tuple[str, str] | None:
        """Return the short name that stands at `at` and the one row that it is of, or None."""
        names = self._rows.get(text[at], ())
        if not names or any(text.startswith(name, at) for name in names):
            return None
        for length in _SHORT:
            said = text[at : at + length]
            if len(said) < length or _NOT_CHINESE.search(said) or _NUMERAL.search(said):
                continue
            near = [name for name in names if all(char in name for char in said)]
            found = [name for name in near if re.match("[一-龥]{0,6}".join(said), name)]
            if len(found) == 1 and self._short_for(said, found[0], text[at + length : at + length + 1]):
                words = self._desk.tokenizer.words(text)
                whole = any(w[1] == at for w in words) and any(w[2] == at + length for w in words)
                return (said, found[0]) if whole else None
        return None

    def _short_for(self, said: str, name: str, after: str) -> bool:
        """Say whether a stretch can only be meant for a name: `after` it the question goes on otherwise."""
        if name.startswith(said):
            own = len(said) == _LEAST and self._texts.count(said) == self._texts.count(name[: len(said) + 1])
            return own and not self.is_place(said) and _BODY.search(name) is not None and after != name[len(said)]
        if len(said) > _LEAST and any(said[:_LEAST] in header and said[_LEAST:] in header for header in self._headers):
            return False  # 陶瓷改造, of 改造任务·陶瓷
        ends = len(said) == _LEAST or name.endswith(said[-1])
        return ends and said not in self._texts and self._desk.tokenizer.frequency(said) < _SELDOM

    @cached_property
    def _headers(self) -> frozenset[str]:
        """What the columns of the tables of notices are called."""
        records = (self._desk.knowledge.of(document_id) for document_id in self._desk.primary)
        return frozenset(clean(cell.text) for r in records for table in r.tables for cell in table.header)

    @cached_property
    def _rows(self) -> dict[str, tuple[str, ...]]:
        """First character -> what rows of the tables of notices are called, but for places."""
        found: dict[str, dict[str, None]] = {}
        for document_id in self._desk.primary:
            for table in self._desk.knowledge.of(document_id).tables:
                at = table.label_column
                for row in table.rows if at is not None else ():
                    name = without_brackets(clean(row[at].text)) if at is not None else ""
                    plain = len(name) >= _LONG and not _NOT_CHINESE.search(name) and name not in self._places
                    if plain and name[-1] not in _LEVELS:
                        found.setdefault(name[0], {})[name] = None
        return {first: tuple(names) for first, names in found.items()}

    def is_place(self, said: str) -> bool:
        """Say whether a notice speaks of a place by that name, be it in no list of places (澜州, of 澜州市)."""
        return any(f"{said}{level}" in self._texts for level in _LEVELS) or (
            said[-1] in _LEVELS and said in self._texts
        )

    def is_said(self, said: str) -> bool:
        """Say whether a stretch is a place of a notice, or a word of one that no dictionary has (初验)."""
        if self.is_place(said):
            return True
        if not 1 < len(said) <= _LONG or self._desk.tokenizer.frequency(said):
            return False
        return any(said in self._coined_in(line) for line in self._lines if said in line)

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        """Lines of the notices on file, as words are cut from them."""
        return tuple(dict.fromkeys(self._desk.tokenizer.prepared(self._texts).split("\n")))

    def _coined_of_line(self, line: str) -> frozenset[str]:
        """Return the words of a line that no dictionary has."""
        tokenizer = self._desk.tokenizer
        words = {word for word, _, _ in tokenizer.words(line)}
        return frozenset(w for w in words if 1 < len(w) <= _LONG and not tokenizer.frequency(w))

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
                if words[i] in _JOINS:
                    continue
                for j in range(i + 1, min(len(words), i + _PART_WORDS) + 1):
                    term = "".join(words[i:j])
                    if _LEAST <= len(term) <= _MOST and words[j - 1] not in _JOINS:
                        yield term


def _right(said: str, term: str) -> int:
    return sum(a == b for a, b in zip(said, term, strict=True))


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """Return how a word sounds to whoever does not tell n from ng, or z from zh."""
    return _FLAT.sub(r"\1", _NASAL.sub("", pinyin_key(word)))
