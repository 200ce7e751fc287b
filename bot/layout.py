"""How a stretch of text is laid out: its sentences, which are headings, questions or preamble, and what stands above.

The anatomy is that of official documents (GB/T 9704-2012, 7.3): a numbered heading rules what follows it, the
preamble says why the document was made, title, announcement and signature state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.reading_rules import ReadingRules
from kb.zh.sentences import sentences

_NUMERAL = re.compile(r"[一二三四五六七八九十百\d]+")
_HEADING_CHARS = 40
_QUESTION_CHARS = 80
_TITULAR_TERMS = 60
_TITULAR = 0.25  # share of terms a sentence may have beside the title and still only repeat it


@dataclass(frozen=True)
class Part:
    """A sentence: [start, end) within the text, its terms, what it is, and the headings and lead-ins above it.

    A short numbered line next to one numbered in the same way is an item of a list, and says something itself.
    """

    start: int
    end: int
    text: str
    terms: frozenset[str]
    heading: bool
    item: bool
    chapter: bool
    question: bool
    purpose: bool
    skip: bool
    above: tuple[int, ...]


def lay_out(text: str, title: str, *, rules: ReadingRules, terms: Callable[[str], Sequence[str]]) -> tuple[Part, ...]:
    """Return the sentences of `text` in order; the title at its head is left out.

    Args:
        text: running text.
        title: title of the document.
        rules: what headings, preambles and signatures look like.
        terms: cut text into the terms that are compared.
    """
    of_title = frozenset(terms(title))
    found: list[Part] = []
    ruler: tuple[int, ...] = ()  # the heading above
    lead: tuple[int, ...] = ()  # the line that ends with a colon, while its items go on
    pieces = _pieces(text, title, rules)
    styles = [_style(text[start:end], rules) for start, end in pieces]
    for i, (start, end) in enumerate(pieces):
        words = text[start:end]
        held = frozenset(terms(words))
        heading = len(words) < _HEADING_CHARS and rules.heading.match(words) is not None
        question = len(words) < _QUESTION_CHARS and words.endswith(("？", "?"))
        titular = len(held) < _TITULAR_TERMS and len(held - of_title) <= max(1, len(held) * _TITULAR)
        skip = titular or any(p.search(words) for p in (rules.boilerplate, rules.of_itself))
        purpose = rules.purpose.search(words) is not None
        item = heading and (words.endswith(("；", ";")) or styles[i] in (*styles[i + 1 : i + 2], *styles[:i][-1:]))
        item = item or (heading and words.endswith("。") and _closes(text, pieces[i : i + 2], rules))
        item = item or (heading and words.endswith("。") and _is_last(text, pieces[i : i + 2], styles[: i + 1], found))
        if lead and styles[i] is None and i > lead[0] + 1:
            lead = ()
        above = tuple(dict.fromkeys((*ruler, *lead)))
        chapter = heading and rules.chapter.search(words) is not None
        found.append(Part(start, end, words, held, heading, item, chapter, question, purpose, skip, above))
        if words.endswith(("：", ":")):
            lead = (len(found) - 1,)
        elif (heading and not item) or question:
            ruler, lead = (len(found) - 1,), ()
    if any(not part.skip for part in found):
        return tuple(found)
    return tuple(replace(part, skip=False) for part in found)


def _closes(text: str, pieces: Sequence[tuple[int, int]], rules: ReadingRules) -> bool:
    """Say whether a numbered sentence is all of its item: on the next line begins one as high, or higher."""
    if len(pieces) < 2 or "\n" not in text[pieces[0][1] : pieces[1][0]]:
        return False
    own, after = (_depth(text[start:end], rules) for start, end in pieces)
    return after is not None and own is not None and after <= own


def _is_last(
    text: str, pieces: Sequence[tuple[int, int]], styles: Sequence[str | None], before: Sequence[Part]
) -> bool:
    """Say whether a numbered sentence is all of the last item of a list: no text follows on its line, and the item
    before it, numbered in the same way, is no heading either.
    """
    if len(pieces) > 1 and "\n" not in text[pieces[0][1] : pieces[1][0]]:
        return False
    earlier = next((at for at in reversed(range(len(before))) if styles[at]), None)
    if earlier is None or styles[earlier] != styles[-1]:
        return False
    return before[earlier].item or not before[earlier].heading


def _depth(words: str, rules: ReadingRules) -> int | None:
    """Return how deep a line is numbered: 一、 0, （一） 1, 1. 2; None where it is not numbered."""
    mark = rules.heading.match(words)
    if mark is None:
        return None
    return 0 if rules.chapter.match(words) else 1 if mark[0].startswith(("（", "(")) else 2


def _style(words: str, rules: ReadingRules) -> str | None:
    """Return how a line is numbered (1. for 12.), or None where it is not."""
    match = rules.heading.match(words)
    return _NUMERAL.sub("1", match[0]) if match else None


def _pieces(text: str, title: str, rules: ReadingRules) -> list[tuple[int, int]]:
    """Return the sentences after the title; an item marked within a line is a sentence of its own."""
    at = len(title) if title and text.startswith(title) else 0
    found: list[tuple[int, int]] = []
    for start, end in sentences(text[at:]):
        begin, stop = start + at, end + at
        for gap in rules.item_marks.finditer(text, begin, stop):
            found.append((begin, gap.start()))
            begin = gap.end()
        found.append((begin, stop))
    return found
