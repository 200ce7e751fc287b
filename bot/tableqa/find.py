"""Find the table a question is about: title, period, names that stand in cells, and what the columns hold.

Lexical throughout, so every point of a score can be named: a title is explained by the question's character
pairs weighted by rarity (and costs what the question does not say), a period in the title must agree, and a
name that stands in few tables points to those.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.tableqa.link import MASK, ColumnLinker, mask
from bot.tableqa.text import bigrams, fold, number, periods
from bot.tableqa.types import Grid, Period

MISSING_COST = 0.35  # share of a title pair's weight lost when the question does not have the pair
PERIOD_MATCH = 12.0
PERIOD_CLASH = 12.0
PERIOD_OPEN = 1.0  # cost of a dated title when the question names no date
LATER = 1e-7
NAME_WEIGHT = 1.5
HEADER_WEIGHT = 3.0
SCHEMAS_CHECKED = 64  # of the best tables by title, so many different header rows are compared
DATE_CHARS = 20
NAME_CHARS = (2, 60)  # cells shorter or longer are no names


@dataclass(frozen=True, kw_only=True)
class Found:
    """A candidate table, by position, with its score."""

    index: int
    score: float


class TableFinder:
    """An index over grids; `find` ranks them for a question."""

    def __init__(self, grids: Sequence[Grid], linker: ColumnLinker) -> None:
        """Index titles and cell names; takes about a second per 5,000 small tables."""
        self.grids = tuple(grids)
        self._linker = linker
        self._periods = [_title_period(grid.title) for grid in self.grids]
        held: dict[Period, set[int]] = defaultdict(set)
        schemas: dict[tuple[str, ...], int] = {}
        pairs: dict[str, set[int]] = defaultdict(set)
        names: dict[str, set[int]] = defaultdict(set)
        for index, grid in enumerate(self.grids):
            for pair in set(bigrams(_without_periods(grid.title))):
                pairs[pair].add(index)
            schemas.setdefault(grid.header, len(schemas))
            title = fold(grid.title)
            for cell in {cell for row in grid.rows for cell in row}:
                if not NAME_CHARS[0] <= len(cell) <= NAME_CHARS[1] or number(cell) is not None:
                    continue
                found = periods(cell) if len(cell) <= DATE_CHARS else []
                if found and self._periods[index] is None:
                    held[Period(year=found[0][2].year)].add(index)
                    held[Period(year=found[0][2].year, month=found[0][2].month)].add(index)
                if not found and fold(cell) not in title:
                    names[fold(cell)].add(index)
        count = len(self.grids) or 1
        self._pairs = {pair: np.fromiter(sorted(at), dtype=np.int64) for pair, at in pairs.items()}
        self._idf = {pair: math.log(1 + count / len(at)) for pair, at in pairs.items()}
        self._names = {name: np.fromiter(sorted(at), dtype=np.int64) for name, at in names.items()}
        self._name_lengths = sorted({len(name) for name in names})
        self._base = np.zeros(len(self.grids), dtype=np.float64)
        for pair, at in self._pairs.items():
            self._base[at] -= MISSING_COST * self._idf[pair]
        self._held = {p: np.fromiter(sorted(at), dtype=np.int64) for p, at in held.items()}
        self._schemas = tuple(schemas)
        self._schema_of = np.array([schemas[grid.header] for grid in self.grids], dtype=np.int64)
        self._years = np.array([p.year if p else 0 for p in self._periods], dtype=np.int64)
        self._months = np.array([p.month or 0 if p else 0 for p in self._periods], dtype=np.int64)

    def find(self, question: str, *, k: int = 10) -> list[Found]:
        """Return the best `k` tables, best first."""
        asked = periods(question)
        names = self.names(question)
        masked = mask(fold(question), [(start, end) for start, end, _ in asked] + [(a, b) for a, b, _ in names])
        scores: NDArray[np.float64] = self._base.copy()
        for pair in {p for piece in masked.split(MASK) for p in bigrams(piece)}:
            at = self._pairs.get(pair)
            if at is not None:
                scores[at] += (1 + MISSING_COST) * self._idf[pair]
        scores += self._period_scores([p for _, _, p in asked])
        for name in {name for _, _, name in names}:
            at = self._names[name]
            scores[at] += NAME_WEIGHT * math.log(1 + len(self.grids) / len(at))
        self._add_header_scores(masked, scores)
        order = np.argsort(-scores, kind="stable")[:k]
        return [Found(index=int(i), score=float(scores[i])) for i in order]

    def _add_header_scores(self, masked: str, scores: NDArray[np.float64]) -> None:
        best = np.full(len(self._schemas), -np.inf)
        np.maximum.at(best, self._schema_of, scores)
        explained = np.zeros(len(self._schemas))
        for schema in np.argsort(-best, kind="stable")[:SCHEMAS_CHECKED]:
            explained[schema] = self._linker.explained(masked, self._schemas[schema])
        scores += HEADER_WEIGHT * explained[self._schema_of]

    def names(self, question: str) -> list[tuple[int, int, str]]:
        """Return (start, end, folded text) of the cells that stand in the question, longest first, no overlaps."""
        text = fold(question)
        found: list[tuple[int, int, str]] = []
        for length in reversed(self._name_lengths):
            for start in range(len(text) - length + 1):
                end = start + length
                if text[start:end] in self._names and all(b <= start or end <= a for a, b, _ in found):
                    found.append((start, end, text[start:end]))
        return found

    def _period_scores(self, asked: Sequence[Period]) -> NDArray[np.float64]:
        scores = np.zeros(len(self.grids), dtype=np.float64)
        dated = self._years > 0
        if not asked:
            scores[dated] -= PERIOD_OPEN
            return scores + LATER * (self._years * 12 + self._months)  # no period asked: the latest of equals
        agrees = np.zeros(len(self.grids), dtype=bool)
        exact = np.zeros(len(self.grids), dtype=bool)
        for period in asked:
            year = self._years == period.year
            month = np.ones_like(year) if period.month is None else (self._months == period.month)
            agrees |= year & (month | (self._months == 0))
            exact |= year & (self._months == (period.month or 0))
            held = self._held.get(Period(year=period.year, month=period.month))
            if held is not None:
                agrees[held] = exact[held] = True
        scores[agrees] += PERIOD_MATCH / 2
        scores[exact] += PERIOD_MATCH / 2
        scores[dated & ~agrees] -= PERIOD_CLASH
        return scores


def _title_period(title: str) -> Period | None:
    found = periods(title)
    return found[0][2] if found else None


def _without_periods(text: str) -> str:
    return mask(text, [(start, end) for start, end, _ in periods(text)]).replace(MASK, " ")
