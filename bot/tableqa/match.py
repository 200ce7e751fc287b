"""How much of a question a label explains, character by character."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.tableqa.text import number, periods, squeeze

Cover = NDArray[np.float64]

_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_LEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|其中:|其中|减:|加:)"
)
_CHANGE = re.compile("变动|增减|变化|同比|增长率")
_COMPARED = re.compile(  # 与上期相比: names the base of a change that a column already states
    "(?:与|和|跟|同)(?:上年同期|上一年度?|上年度?|上期|去年|期初|年初|上年期末)(?:的?相比|比较|相较)"
    "|(?:比|较)(?:上年同期|上一年度?|上年度?|上期|去年|期初|年初|上年期末)"
)
BRACKET_WEIGHT = 0.25
SYNONYM_COVER = 0.85


@dataclass(frozen=True, kw_only=True)
class Match:
    """A label against a question.

    Attributes:
        cover: per question character, 0 to 1, how far the label explains it.
        share: share of the label's own weight that the question says, 0 to 1.
        weight: the label's own weight (its informative characters).
    """

    cover: Cover
    share: float
    weight: float

    @property
    def gain(self) -> float:
        """Question characters explained."""
        return float(self.cover.sum())


class QuestionMatcher:
    """Matches labels of one grid with one question.

    Characters that many labels of the grid share (余额 in 期末余额, 期初余额) weigh little; characters in `stop`
    phrases of the question (请问, 是多少) explain nothing.
    """

    def __init__(
        self, question: str, labels: Iterable[str], synonyms: Sequence[Sequence[str]], stop: Sequence[str]
    ) -> None:
        self.text = squeeze(question)
        self._synonyms = synonyms
        self._periods = periods(self.text)
        counts: Counter[str] = Counter()
        distinct = set(labels)
        for label in distinct:
            counts.update(set(label))
        total = max(2, len(distinct))
        self._weights = {c: 0.25 + 0.75 * math.log(total / n) / math.log(total) for c, n in counts.items()}
        self.content = np.ones(len(self.text))
        self.joints = self.text
        for phrase in stop:
            start = self.text.find(phrase)
            while start >= 0:
                self.content[start : start + len(phrase)] = 0.0
                start = self.text.find(phrase, start + 1)
        if any(_CHANGE.search(label) for label in distinct):
            for compared in _COMPARED.finditer(self.text):
                start, end = compared.span()
                self.content[start:end] = 0.0
                self.joints = self.joints[:start] + "\0" * (end - start) + self.joints[end:]
        for index, char in enumerate(self.text):
            if not char.isalnum():
                self.content[index] = 0.0

    def match(self, label: str) -> Match:
        """Return how the label (squeezed) and the question explain each other; a number only as a whole."""
        if not informative(label):
            return self._match_number(label)
        own = np.array([self._weights.get(c, 1.0) if c.isalnum() or c == "%" else 0.0 for c in label])
        for bracket in _BRACKETED.finditer(label):
            if bracket.start() > 0:
                own[bracket.start() : bracket.end()] *= BRACKET_WEIGHT
        lead = _LEADING.match(label)
        if lead and lead.end() < len(label):
            own[: lead.end()] = 0.0
        cover = np.zeros(len(self.text))
        said = np.zeros(len(label))
        for at_label, at_text, length in self._segments(label, own):
            said[at_label : at_label + length] = 1.0
            strength = own[at_label : at_label + length]
            cover[at_text : at_text + length] = np.maximum(cover[at_text : at_text + length], strength)
        self._add_synonyms(label, own, said, cover)
        self._add_periods(label, said, cover)
        weight = float(own.sum())
        share = float((own * said).sum() / weight) if weight else 0.0
        return Match(cover=cover * self.content, share=share, weight=weight)

    def _match_number(self, label: str) -> Match:
        cover = np.zeros(len(self.text))
        found = list(re.finditer(rf"(?<![\d.,]){re.escape(label)}(?![\d.,])", self.text)) if label else []
        for hit in found:
            cover[hit.start() : hit.end()] = 1.0
        return Match(cover=cover * self.content, share=float(bool(found)), weight=float(len(label)))

    def _segments(self, label: str, own: Cover) -> list[tuple[int, int, int]]:
        """Greedy longest common substrings (at label, at question, length), none overlapping in the label."""
        found: list[tuple[int, int, int]] = []
        text = self.text
        shortest = 1 if (own > 0).sum() <= 1 else 2
        i = 0
        candidates: list[tuple[int, int, int]] = []
        while i < len(label):
            best = (0, 0)
            start = text.find(label[i])
            while start >= 0:
                length = 1
                while (
                    i + length < len(label) and start + length < len(text) and label[i + length] == text[start + length]
                ):
                    length += 1
                length = self._whole_numbers(label, i, start, length)
                if length > best[0]:
                    best = (length, start)
                start = text.find(label[i], start + 1)
            if best[0] >= shortest:
                candidates.append((i, best[1], best[0]))
            i += 1
        used = np.zeros(len(label), dtype=bool)
        for at_label, at_text, length in sorted(candidates, key=lambda c: -c[2]):
            if not used[at_label : at_label + length].any():
                used[at_label : at_label + length] = True
                found.append((at_label, at_text, length))
        return found

    def _whole_numbers(self, label: str, at_label: int, at_text: int, length: int) -> int:
        """Shorten a match that would split a number: 客户001 is not 客户003, 2019年 is not 2018年."""
        text = self.text
        if at_label and label[at_label - 1].isdigit() and label[at_label].isdigit():
            return 0
        if at_text and text[at_text - 1].isdigit() and text[at_text].isdigit():
            return 0
        ends = (label[at_label + length : at_label + length + 1], text[at_text + length : at_text + length + 1])
        if length and label[at_label + length - 1].isdigit() and any(end.isdigit() for end in ends):
            while length and label[at_label + length - 1].isdigit():
                length -= 1
        return length

    def _add_synonyms(self, label: str, own: Cover, said: Cover, cover: Cover) -> None:
        """Count a form of the label as said where the question has another form of the same group.

        A form written ~地 stands for the end of a label only.
        """
        for group in self._synonyms:
            mine = next((form for form in group if _holds(label, form)), None)
            if mine is None:
                continue
            bare = mine.lstrip("~")
            at_label = label.rfind(bare)
            span = slice(at_label, at_label + len(bare))
            if said[span].all():
                continue
            theirs = next((form for form in group if form != mine and form in self.text), None)
            if theirs is None:
                continue
            said[span] = np.maximum(said[span], SYNONYM_COVER)
            strength = SYNONYM_COVER * float(own[span].mean())
            start = self.text.find(theirs)
            while start >= 0:
                here = slice(start, start + len(theirs))
                cover[here] = np.maximum(cover[here], strength)
                start = self.text.find(theirs, start + 1)

    def _add_periods(self, label: str, said: Cover, cover: Cover) -> None:
        for start, end, period in periods(label):
            same = [(a, b) for a, b, asked in self._periods if period == asked]
            wider = [(a, b) for a, b, asked in self._periods if asked.holds(period) or period.holds(asked)]
            for a, b in same or wider:
                said[start:end] = 1.0
                cover[a:b] = np.maximum(cover[a:b], 1.0 if same else 0.6)
            if not same and not wider and self._periods:
                said[start:end] = 0.0
                for a, b, _ in self._periods:
                    cover[a:b] = 0.0


def _holds(label: str, form: str) -> bool:
    if form.startswith("~"):
        return _BRACKETED.sub("", label).endswith(form[1:]) and len(label) > len(form) - 1
    return form in label


def informative(text: str) -> bool:
    """Return whether a cell can be a label at all: not empty, no number."""
    return bool(text) and number(text) is None
