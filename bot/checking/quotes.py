"""What a sentence takes from a passage word for word, and whether it was left as it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_VERBATIM_CHARS = 6  # shorter agreements with a passage are chance
_QUOTE_SHARE = 0.6  # so much of a quote is verbatim
_REPLACED_CHARS, _REPLACED_AT_MOST = 6, 24  # words so alike in length between two verbatim runs replace others
_SPLIT = re.compile(r"[\s“”\"'‘’]+")


def verbatim(text: str, quotes: Sequence[str]) -> list[int]:
    """Mark runs of `text` that stand in a quote: 0 outside, else a number per run.  Spaces and quote marks are free."""
    marks = [0] * len(text)
    places = [i for i, ch in enumerate(text) if not _SPLIT.match(ch)]
    said = "".join(text[i] for i in places)
    sources = [bare(q) for q in quotes]
    run, i = 0, 0
    while i < len(said):
        best = 0
        for source in sources:
            low, high = best, min(len(said) - i, len(source))
            while low < high:  # the longest prefix that occurs: prefixes of an occurring string occur
                middle = (low + high + 1) // 2
                if said[i : i + middle] in source:
                    low = middle
                else:
                    high = middle - 1
            best = max(best, low)
        if best >= _VERBATIM_CHARS:
            run += 1
            for j in range(places[i], places[i + best - 1] + 1):
                marks[j] = run
            i += best
        else:
            i += 1
    return marks


def _runs(said: str, quote: str) -> list[tuple[int, int, int, int]]:
    """Return the verbatim runs of a sentence in the order of the quote: start and end in both."""
    found: list[tuple[int, int, int, int]] = []
    at, floor = 0, 0
    while at < len(said):
        size, place = 0, -1
        while at + size < len(said) and (here := quote.find(said[at : at + size + 1], floor)) >= 0:
            place, size = here, size + 1
        if size >= _VERBATIM_CHARS:
            found.append((at, at + size, place, place + size))
            at, floor = at + size, place + size
        else:
            at += 1
    return found


def bare(text: str) -> str:
    """Return `text` without spaces and quotation marks."""
    return _SPLIT.sub("", text)


def altered_quote(text: str, quotes: Sequence[str]) -> str | None:
    """Return words put into what is otherwise a quote of one passage, None where there are none."""
    said = bare(text)
    for quote in map(bare, quotes):
        runs = _runs(said, quote)
        if sum(end - start for start, end, _, _ in runs) < _QUOTE_SHARE * len(said):
            continue
        runs.append((len(said), len(said), len(quote), len(quote)))
        for (_, end, _, source_end), (start, _, source_start, _) in pairwise(runs):
            words, original = said[end:start], quote[source_end:source_start]
            last = start == len(said)
            if last and words.rstrip("。")[-2:] != original.rstrip("。")[-2:]:
                continue
            alike = abs(len(words) - len(original)) <= _REPLACED_CHARS and 0 < len(original) <= _REPLACED_AT_MOST
            if alike and re.search(r"[一-龥\d]", words) and re.search(r"[一-龥\d]", original):
                return words
    return None
