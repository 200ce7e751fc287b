"""One tokenizer for indexing and querying: jieba words with the lexicon's own, and character bigrams."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from kb.lexicon import Lexicon
from kb.zh.convert import Simplifier
from kb.zh.dictionary import load_jieba
from kb.zh.quick import QuickCutter

_RUN = re.compile(r"[㐀-鿿豈-﫿〇]+|[a-z]+(?:[0-9.-]*[a-z0-9])?|\d+(?:\.\d+)?")
_HAN = re.compile(r"[㐀-鿿豈-﫿〇]+")
_LONG_TEXT_CHARS = 60  # longer than this, a text is no question
_MUCH_TEXT_CHARS = 100_000  # about half a second of jieba: more than it takes to load the quick cutter
_WORD_FREQUENCY = 20_000  # above any sum of parts in jieba's dictionary, so that a lexicon word is never cut


def tokenizer_words(lexicon: Lexicon) -> list[str]:
    """Return every Chinese term of the lexicon that the tokenizer keeps whole, two characters or more."""
    terms = {*lexicon.words, *lexicon.industries, *lexicon.industry_forms}
    for region in lexicon.regions:
        terms |= {region.name, region.short}
    for group in lexicon.region_groups:
        terms |= {group.name}
    for organisation in lexicon.organisations:
        terms |= {organisation.name, *organisation.forms}
    for synonym in lexicon.synonyms:
        terms.add(synonym.canonical)
    return sorted(t for t in terms if len(t) > 1 and _HAN.fullmatch(t))


def _inner_words(word: str, words: frozenset[str]) -> tuple[str, ...]:
    """Return the words of four characters or more inside `word`: jieba itself gives only those of two and three."""
    length = len(word)
    return tuple(
        part
        for start in range(length)
        for end in range(start + 4, length + 1)
        if end - start < length and (part := word[start:end]) in words
    )


class WordTokenizer:
    """Cut text into jieba search words; every lexicon word is also a term of its own.

    Terms are lower-case and in Simplified characters, so a Traditional question finds a Simplified text.

    Args:
        lexicon: its words are added to jieba's dictionary; None for jieba's own dictionary alone.
        cache_dir: folder for the merged dictionary (the data folder), so that the next process starts faster; None
            keeps nothing on disk.
    """

    def __init__(self, lexicon: Lexicon | None = None, cache_dir: Path | None = None) -> None:
        self._words = tokenizer_words(lexicon) if lexicon is not None else []
        known = frozenset(self._words)
        self._inner = {word: inner for word in self._words if (inner := _inner_words(word, known))}
        self._cache_dir = cache_dir
        self._simplifier = Simplifier()
        self._long_texts_chars = 0
        digest = hashlib.sha256("\n".join(self._words).encode()).hexdigest()[:12]
        self.version = f"jieba-0.42.1/search/1/{digest}"

    @cached_property
    def _jieba(self) -> Any:
        # Half a million words: loaded on first need.
        words = dict.fromkeys(self._words, _WORD_FREQUENCY)
        return load_jieba(words, version=self.version, cache_dir=self._cache_dir)

    @cached_property
    def _quick(self) -> QuickCutter:
        return QuickCutter(self._jieba)

    def _search_words(self, text_chars: int) -> Callable[[str], Iterable[str]]:
        """Return what cuts a run of a text of this length: whoever indexes gets the quick one once it pays."""
        if self._long_texts_chars < _MUCH_TEXT_CHARS and text_chars > _LONG_TEXT_CHARS:
            self._long_texts_chars += text_chars
        return self._quick.search_words if self._long_texts_chars >= _MUCH_TEXT_CHARS else self._jieba.cut_for_search

    def prepared(self, text: str) -> str:
        """Return `text` lower-cased and in Simplified characters, one character for each: offsets hold."""
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return self._simplifier.characterwise(lowered)

    def tokens(self, text: str) -> list[str]:
        """Return search terms in order: words, the shorter words inside long ones, Latin words and numbers."""
        cut, inner = self._search_words(len(text)), self._inner
        terms: list[str] = []
        for run in _RUN.findall(self.prepared(text)):
            if not _HAN.match(run):
                terms.append(run)
                continue
            for term in cut(run):
                if term in inner:
                    terms += inner[term]
                terms.append(term)
        return terms

    def words(self, text: str) -> list[tuple[str, int, int]]:
        """Return non-overlapping words with their offsets into `text`; punctuation and spaces are left out."""
        found: list[tuple[str, int, int]] = []
        for match in _RUN.finditer(self.prepared(text)):
            at = match.start()
            for word in self._jieba.cut(match.group()) if _HAN.match(match.group()) else (match.group(),):
                found.append((word, at, at + len(word)))
                at += len(word)
        return found

    def bigrams(self, text: str) -> list[str]:
        """Return overlapping pairs of Chinese characters; a lone character, a Latin word or a number is one term."""
        terms: list[str] = []
        for run in _RUN.findall(self.prepared(text)):
            if len(run) == 1 or not _HAN.match(run):
                terms.append(run)
            else:
                terms += [run[i : i + 2] for i in range(len(run) - 1)]
        return terms

    def frequency(self, word: str) -> int:
        """Return how common jieba's dictionary holds `word` to be; 0 for a word it does not know."""
        return int(self._jieba.FREQ.get(word, 0))

    def common_words(self, *, least: int, longest_chars: int) -> list[tuple[str, int]]:
        """Return the words that jieba holds to be at least this common, with their frequencies."""
        return [(w, n) for w, n in self._jieba.FREQ.items() if n >= least and len(w) <= longest_chars]
