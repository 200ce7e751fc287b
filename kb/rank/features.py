"""What is measured of a candidate passage for a question: cheap, exact, from the text alone.

Terms are character bigrams, weighted by how rare they are in the collection (idf of BM25: Robertson and Zaragoza
2009, eq. 3.3).  Words of asking (哪些, 如何 …) are rare in documents and would weigh most, so they are taken out first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RUN = re.compile(r"[㐀-鿿豈-﫿〇]+|[a-z]+|\d+(?:\.\d+)?")
_HAN = re.compile(r"[㐀-鿿豈-﫿〇]")
_K1, _B = 1.2, 0.5
_TITLE_TIMES = 2.0  # a term of the title counts as often
_TYPICAL_CHARS = 300.0  # stands for the mean length of a passage in BM25
_WINDOW_CHARS = 60
_SHORTEST_RUN = 3

TEXT_FEATURES = (
    "bm25",  # over bigrams of title and passage
    "covered",  # idf share of the question's bigrams found
    "window",  # the largest share found within 60 characters
    "runs",  # long stretches of the question found whole, per character of the question
)


@dataclass(frozen=True, kw_only=True)
class QuestionTerms:
    """A question without its words of asking: distinct bigrams with their idf, shape (bigrams,)."""

    text: str
    pairs: tuple[str, ...]
    weights: NDArray[np.float64]


def question_terms(
    question: str, *, asking: re.Pattern[str], frequency: Callable[[str], int], passages: int
) -> QuestionTerms:
    """Return the terms of a question.

    Args:
        question: in lower case and Simplified characters, as the texts are.
        asking: words to take out; where nothing else is left, they stay.
        frequency: returns in how many passages a bigram stands.
        passages: number of passages in the collection.
    """
    content = asking.sub(" ", question)
    pairs = _pairs(content)
    if not pairs:
        content, pairs = question, _pairs(question)
    weights = [idf(frequency(pair), passages) for pair in pairs]
    return QuestionTerms(text=content, pairs=tuple(pairs), weights=np.array(weights, np.float64))


def idf(frequency: int, passages: int) -> float:
    """Return the weight of a term that stands in `frequency` passages."""
    return math.log(1 + max(0.0, passages - frequency + 0.5) / (frequency + 0.5))


def words_covered(
    words: Sequence[str], weights: Sequence[float], titles: Sequence[str], passages: Sequence[str]
) -> NDArray[np.float64]:
    """Return the idf share of the question's words found in title or text of each candidate.

    Beside bigrams: a name of four characters that is missing is one thing missing, not three of many.
    """
    total = max(sum(weights), 1e-9)
    found = [
        sum(weight for word, weight in zip(words, weights, strict=True) if word in text or word in title)
        for title, text in zip(titles, passages, strict=True)
    ]
    return np.array(found, np.float64) / total


def text_features(
    terms: QuestionTerms, titles: Sequence[str], passages: Sequence[str]
) -> dict[str, NDArray[np.float64]]:
    """Return name -> one value per candidate, for the names of `TEXT_FEATURES`.

    Args:
        terms: the question's terms.
        titles: title of each candidate's document, prepared as the question was.
        passages: text of each candidate.
    """
    in_title: dict[str, list[int]] = {title: [title.count(pair) for pair in terms.pairs] for title in set(titles)}
    shape = (len(passages), len(terms.pairs))
    counts = np.array([[text.count(pair) for pair in terms.pairs] for text in passages], np.float64).reshape(shape)
    counts += _TITLE_TIMES * np.array([in_title[title] for title in titles], np.float64).reshape(shape)
    chars = np.array([len(text) for text in passages], np.float64)
    saturation = _K1 * (1 - _B + _B * chars / _TYPICAL_CHARS)
    total = max(float(terms.weights.sum()), 1e-9)
    weights = terms.weights.tolist()
    return {
        "bm25": (counts * (_K1 + 1) / (counts + saturation[:, None])) @ terms.weights,
        "covered": (counts > 0) @ terms.weights / total,
        "window": np.array([_window(terms.pairs, weights, text) for text in passages]) / total,
        "runs": np.array([_runs(terms.text, f"{t}\n{p}") for t, p in zip(titles, passages, strict=True)]),
    }


def _pairs(text: str) -> list[str]:
    """Return distinct bigrams of the Chinese runs, and each number, Latin word and lone character."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        if len(run) == 1 or not _HAN.match(run):
            found[run] = None
        else:
            found.update(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
    return list(found)


def _window(pairs: Sequence[str], weights: Sequence[float], text: str) -> float:
    """Return the largest sum of weights of distinct pairs that start within `_WINDOW_CHARS` of each other."""
    places: list[tuple[int, int]] = []
    for number, pair in enumerate(pairs):
        at = text.find(pair)
        while at >= 0:
            places.append((at, number))
            at = text.find(pair, at + 1)
    places.sort()
    inside = [0] * len(pairs)
    best = now = 0.0
    first = 0
    for at, number in places:
        inside[number] += 1
        if inside[number] == 1:
            now += weights[number]
        while places[first][0] < at - _WINDOW_CHARS:
            left = places[first][1]
            inside[left] -= 1
            if inside[left] == 0:
                now -= weights[left]
            first += 1
        best = max(best, now)
    return best


def _runs(question: str, text: str) -> float:
    """Return the sum of (length - 1)^1.5 over stretches of the question found in the text, per its characters."""
    found = 0.0
    at = 0
    while at + _SHORTEST_RUN <= len(question):
        size = _SHORTEST_RUN
        if question[at : at + size] not in text:
            at += 1
            continue
        while at + size < len(question) and question[at : at + size + 1] in text:
            size += 1
        found += float((size - 1) ** 1.5)
        at += size
    return found / max(1, len(question))
