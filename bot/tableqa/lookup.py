"""Look cells up in a grid of any layout: the cells whose labels together explain the question best.

Every cell is explained by the labels that speak for it (`Layout.labels`).  The best cell wins; a second cell joins
when it explains words of the question that the first leaves unexplained (本期和上期, 甲公司和乙公司).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from bot.tableqa.grid import Cell, Label, Layout
from bot.tableqa.match import Cover, Match, QuestionMatcher, informative
from bot.tableqa.terms import TableTerms
from bot.tableqa.text import number
from bot.tableqa.types import AnswerCell, Operation, TableAnswer

EXCESS_COST = 0.55  # per informative label character that the question does not say, up to EXCESS_LIMIT
EXCESS_LIMIT = 4.0
SAID_COST = 1.0  # per character of a cell whose own text the question says
LABEL_COST = 1.2  # for a cell that is itself a label
BLANK_COST = 3.0
TYPE_GAIN = 0.8
JOIN_GAIN = 1.4  # explained characters that a further cell must add
VALUE_SHARE = 0.75  # a value selects its record only when the question says this much of it

_HOW_MUCH = re.compile("多少|几|多大|多高|多长|多重|多远")
_WHO = re.compile("谁|哪位|哪几位|哪些人|姓名|名字")


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A candidate cell, what it explains, and its score."""

    at: Cell
    cover: Cover
    score: float


def look_up(question: str, layout: Layout, terms: TableTerms) -> TableAnswer:
    """Return the cells that answer; no values where no label is mentioned at all."""
    reader = _Reader(question, layout, terms)
    chosen = reader.choose()
    cells = tuple(
        AnswerCell(row=r - layout.offset, column=c, text=layout.raw[r][c]) for r, c in sorted(c.at for c in chosen)
    )
    content = float(reader.matcher.content.sum()) or 1.0
    explained = float(np.max([c.cover for c in chosen], axis=0).sum()) if chosen else 0.0
    return TableAnswer(
        table_id=layout.grid.id,
        operation=Operation.LOOKUP,
        cells=cells,
        values=tuple(cell.text for cell in cells),
        confidence=min(1.0, explained / content),
        notes=(),
    )


class _Reader:
    def __init__(self, question: str, layout: Layout, terms: TableTerms) -> None:
        self.layout = layout
        texts = {cell for row in layout.text for cell in row if informative(cell)}
        self.matcher = QuestionMatcher(question, texts, terms.label_synonyms, terms.question_words)
        self._matches: dict[str, Match] = {}
        self.wants_number = bool(_HOW_MUCH.search(question))

    def match(self, text: str) -> Match:
        """Return the match of a cell text, worked out once."""
        if text not in self._matches:
            self._matches[text] = self.matcher.match(text)
        return self._matches[text]

    def choose(self) -> list[Scored]:
        scored = [
            self.score(r, c)
            for r in range(self.layout.height)
            for c in range(self.layout.width)
            if self.layout.origin(r, c) == (r, c) and r not in self.layout.titles
        ]
        scored = [s for s in scored if s.cover.any()]
        if not scored:
            return []
        best = max(scored, key=lambda s: s.score)
        return self.joined(best, scored)

    def score(self, r: int, c: int) -> Scored:
        layout = self.layout
        cover = np.zeros(len(self.matcher.text))
        excess = 0.0
        nearest: set[str] = set()
        for label in layout.labels(r, c):
            match = self.match(layout.text[label.at[0]][label.at[1]])
            if not self._speaks(label, match):
                continue
            cover = np.maximum(cover, match.cover * (label.weight * (0.5 + 0.5 * match.share)))
            if label.side not in nearest and label.weight >= 0.99:
                nearest.add(label.side)
                excess += min(EXCESS_LIMIT, match.weight * (1 - match.share)) * EXCESS_COST
        total = float(cover.sum()) - excess
        text = layout.text[r][c]
        own = self.match(text)
        total -= SAID_COST * own.gain * own.share
        if r < layout.top or c in layout.form_columns:
            total -= LABEL_COST
        if layout.blank(r, c):
            total -= BLANK_COST
        if self.wants_number == (number(text) is not None):
            total += TYPE_GAIN
        return Scored(at=(r, c), cover=cover, score=total - 0.01 * (r + c))

    def _speaks(self, label: Label, match: Match) -> bool:
        """A value of the same record speaks only when it is said (nearly) whole."""
        return label.weight >= 0.8 or label.side == "row" or match.share >= VALUE_SHARE

    def joined(self, best: Scored, scored: list[Scored]) -> list[Scored]:
        """Add cells of the same row or column, then any, while they explain what is not explained yet."""
        chosen = [best]
        cover = best.cover.copy()
        while True:
            rest = [s for s in scored if s.at not in {c.at for c in chosen} and s.score > 0]
            gains = [(float(np.maximum(0.0, s.cover - cover).sum()), s) for s in rest]
            gains = [(gain, s) for gain, s in gains if gain >= JOIN_GAIN]
            if not gains:
                break
            near = [(g, s) for g, s in gains if any(s.at[0] == c.at[0] or s.at[1] == c.at[1] for c in chosen)]
            _, added = max(near or gains, key=lambda g: g[1].score + g[0])
            chosen.append(added)
            cover = np.maximum(cover, added.cover)
        rows, columns = {s.at[0] for s in chosen}, {s.at[1] for s in chosen}
        if len(rows) > 1 and len(columns) > 1 and not self.layout.form_columns:
            chosen = [s for s in scored if s.at[0] in rows and s.at[1] in columns]
        return chosen
