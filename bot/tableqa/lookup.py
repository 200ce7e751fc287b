"""Look cells up in a grid of any layout: the cells whose labels together explain the question best.

Every cell is explained by the labels that speak for it (`Layout.labels`): question characters covered, less what
the nearest labels say that the question does not.  `bot.tableqa.choose` then decides how many cells answer.
"""

from __future__ import annotations

import numpy as np

from bot.tableqa.asking import AnswerKind, answer_kind, beside_asking, clauses, fits
from bot.tableqa.choose import Scored, carried, choose
from bot.tableqa.grid import Cell, Layout
from bot.tableqa.labels import NEAREST, Label, labels_of
from bot.tableqa.match import Cover, Match, QuestionMatcher, informative
from bot.tableqa.terms import TableTerms
from bot.tableqa.types import AnswerCell, Operation, TableAnswer

EXCESS_COST = 0.55  # per informative label character that the question does not say, up to EXCESS_LIMIT
EXCESS_LIMIT = 4.0
UNSAID_COST = 1.0  # for a nearest label of which the question says nothing
SAID_COST = 1.0  # per character of a cell whose own text the question says
LABEL_COST = 1.2  # for a cell that is itself a label
BLANK_COST = 3.0
TYPE_GAIN = 0.8
VALUE_SHARE = 0.75  # a value selects its record only when the question says this much of it
ASKED_WEIGHT = 1.3  # of the words right before and after the question word
OWNER_SHARE = 0.6  # a label said to this share owns its runs of words
OWNED_WEIGHT = 0.4
OWNER_CHARS = 4
CONTEXT_WEIGHT = 0.4  # of words outside the clause that is being answered
JOIN_SHARE = 0.4  # a label said to less than this names nothing of its own


def look_up(question: str, layout: Layout, terms: TableTerms) -> TableAnswer:
    """Return the cells that answer; no values where no label is mentioned at all."""
    reader = _Reader(question, layout, terms)
    chosen: list[Scored] = []
    for start, end in clauses(reader.matcher.text):
        scored = reader.scores(start, end)
        found = choose(reader.matcher, layout, scored, (start, end))
        chosen += [s for s in carried(found, chosen, scored) if s.at not in {c.at for c in chosen}]
    cells = tuple(
        AnswerCell(row=r - layout.offset, column=c, text=layout.cells.raw[r][c])
        for r, c in sorted(s.at for s in chosen)
    )
    content = float(reader.matcher.content.sum()) or 1.0
    explained = float(np.max([s.cover for s in chosen], axis=0).sum()) if chosen else 0.0
    return TableAnswer(
        table_id=layout.grid.id,
        operation=Operation.LOOKUP,
        cells=cells,
        values=tuple(cell.text for cell in cells),
        confidence=min(1.0, explained / content),
    )


class _Reader:
    """Scores the cells of one layout for one question."""

    def __init__(self, question: str, layout: Layout, terms: TableTerms) -> None:
        self.layout = layout
        texts = {cell for row in layout.text for cell in row if informative(cell)}
        self.matcher = QuestionMatcher(question, texts, terms.label_synonyms, terms.question_words)
        self._matches: dict[str, Match] = {}
        self._kind: AnswerKind = answer_kind(self.matcher.text)
        self._focus = np.ones(len(self.matcher.text))
        heads = {layout.text[r][0] for r in range(layout.height)} | {
            layout.text[r][c] for r in range(layout.top) for c in range(layout.width)
        }
        self._owned = [(text, *run) for text in sorted(heads) if informative(text) for run in self._runs(text)]
        self._mentions = _mentions(self.matcher.text, texts)

    def _runs(self, text: str) -> list[tuple[int, int]]:
        """Long unbroken runs of the question that a label says, if it is mostly said."""
        match = self.match(text)
        if match.share < OWNER_SHARE:
            return []
        runs: list[tuple[int, int]] = []
        for at in np.flatnonzero(match.cover):
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], int(at) + 1)
            else:
                runs.append((int(at), int(at) + 1))
        return [(start, end) for start, end in runs if end - start >= OWNER_CHARS]

    def match(self, text: str) -> Match:
        """Return the match of a cell text, worked out once."""
        if text not in self._matches:
            self._matches[text] = self.matcher.match(text)
        return self._matches[text]

    def _unowned(self, match: Match, beside: set[str]) -> Cover:
        """Discount words inside a longer run of a label of other cells: 合计 within 占期末余额合计数的比例."""
        at = np.flatnonzero(match.cover)
        if not len(at):
            return match.cover
        start, end = int(at[0]), int(at[-1]) + 1
        for owner, low, high in self._owned:
            if owner not in beside and low <= start and end <= high and high - low >= end - start + 2:
                return match.cover * OWNED_WEIGHT
        return match.cover

    def _said(self, text: str) -> float:
        """Share of a cell's own text that the question says, not counting it inside a longer name."""
        match = self.match(text)
        start = self.matcher.text.find(text)
        inside = any(a <= start and start + len(text) <= b and b - a > len(text) for a, b in self._mentions)
        if self._kind is AnswerKind.YES_NO or (start >= 0 and inside) or not match.cover.any():
            return 0.0
        return match.share

    def scores(self, start: int, end: int) -> list[Scored]:
        """Score every cell that may answer the clause [start, end); the rest of the question is context."""
        self._focus = np.full(len(self.matcher.text), CONTEXT_WEIGHT)
        self._focus[start:end] = 1.0
        for low, high in beside_asking(self.matcher.text, start, end):
            self._focus[low:high] *= ASKED_WEIGHT
        self._kind = answer_kind(self.matcher.text[start:end])
        layout = self.layout
        return [
            self.score(r, c)
            for r in range(layout.height)
            for c in range(layout.width)
            if layout.origin(r, c) == (r, c) and layout.may_answer(r, c)
        ]

    def score(self, r: int, c: int) -> Scored:
        """Score one cell as the answer."""
        layout = self.layout
        sides = {side: np.zeros(len(self.matcher.text)) for side in ("row", "column", "other")}
        excess = 0.0
        covers: dict[Cell, Cover] = {}
        primary: list[str] = []
        primary_at: list[Cell] = []
        near: set[str] = set()
        labels = labels_of(layout, r, c)
        beside = {layout.text[label.at[0]][label.at[1]] for label in labels}
        for label in labels:
            text = layout.text[label.at[0]][label.at[1]]
            match = self.match(text)
            if label.weight >= NEAREST:
                primary.append(text)
                primary_at.append(label.at)
                near.add(label.side)
                unsaid = min(EXCESS_LIMIT, match.weight * (1 - match.share)) * EXCESS_COST
                excess += unsaid if match.share else UNSAID_COST
            if _speaks(label, match):
                worth = self._unowned(match, beside) * self._focus * (label.weight * (0.5 + 0.5 * match.share))
                sides[label.side] = np.maximum(sides[label.side], worth)
                if match.share >= JOIN_SHARE:
                    covers[label.at] = worth
        if "column" not in near and layout.top and r >= layout.top:
            excess += UNSAID_COST  # nothing says what this column is
        cover = np.max(list(sides.values()), axis=0)
        text = layout.text[r][c]
        said = self._said(text)
        total = float(cover.sum()) - excess - SAID_COST * self.match(text).gain * said
        if layout.is_label(r, c):
            total -= LABEL_COST
        if layout.cells.blank(r, c):
            total -= BLANK_COST
        if fits(self._kind, layout.cells.raw[r][c]):
            total += TYPE_GAIN
        return Scored(
            at=(r, c),
            row=sides["row"],
            column=sides["column"],
            other=sides["other"],
            cover=cover,
            covers=covers,
            score=total - 0.01 * (r + c),
            primary=tuple(primary),
            primary_at=tuple(primary_at),
            said=said,
            label=layout.is_label(r, c),
        )


def _speaks(label: Label, match: Match) -> bool:
    """A value of the same record speaks only when it is said (nearly) whole."""
    return label.weight >= 0.8 or match.share >= VALUE_SHARE


def _mentions(question: str, texts: set[str]) -> list[tuple[int, int]]:
    """Return where cells stand whole in the question."""
    return [
        (start, start + len(text)) for text in texts if len(text) >= 3 for start in [question.find(text)] if start >= 0
    ]
