"""Columns of what was done beside those of what was aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, overlapping
from bot.figures.labels import COUNT_TAIL, YEAR
from bot.figures.mentions import Names, year_of
from bot.figures.metrics import Found
from bot.figures.roles import Role
from bot.figures.surface import bigrams
from bot.figures.views import Column

_NAMED = 0.8  # of the score of a column: more than a word that many share


class GoalPairs:
    """What was done beside what was aimed at: pairs of columns of one year, the likeliest for a question first."""

    def __init__(
        self, names: Names, found: Sequence[Found], catalogue: Catalogue, within: frozenset[str] | None, as_of: date
    ) -> None:
        self._years = [y.year for y in names.years if y.year is not None]
        self._relative = [year_of(y, as_of, None) for y in names.years if y.year is None and not y.anchored]
        self._catalogue = catalogue
        self._within = within
        self._found = found

    @cached_property
    def _scores(self) -> dict[str, float]:
        return {link.column: link.score for link in self._catalogue.metrics.links(self._found)}

    @cached_property
    def best(self) -> tuple[str, str] | None:
        """(done, goal): of the year named, with the words and rows of the question, else the latest; or None."""
        roles, columns = self._catalogue.roles, self._catalogue.columns
        best: tuple[tuple[float, ...], tuple[str, str]] | None = None
        for goal in columns.values():
            year = column_year(self._catalogue, goal)
            if roles.of(goal.id) is not Role.GOAL or (self._years and year not in self._years):
                continue
            done = self.done_for(goal)
            if done is None:
                continue
            inside = self._within is None or {goal.id, done.id} <= self._within
            if not inside and not {goal.id, done.id} & (self._within or set()):
                continue  # of other rows than those named
            words = self._scores.get(goal.id, 0.0) + self._scores.get(done.id, 0.0)
            rank = (
                inside,
                round(words, 3),
                year in self._relative,
                roles.of_domain(goal.id),
                year or 0,
                done.table_id == goal.table_id,
            )
            if best is None or rank > best[0]:
                best = rank, (done.id, goal.id)
        return best[1] if best is not None else None

    def dated(self, column: Column) -> bool:
        """Say whether a column is of a year that the question names, be it in relative words."""
        years = self._years or self._relative
        return not years or column_year(self._catalogue, column) in years

    def named(self) -> bool:
        """Say whether the question names what the likeliest pair counts."""
        return self.best is not None and any(self._scores.get(c, 0.0) >= _NAMED for c in self.best)

    def of_row(self) -> bool:
        """Say whether a row and a year are named, and a pair on file has that row."""
        return self._within is not None and bool(self._years or self._relative) and self.best is not None

    def stood_in(self, column_id: str) -> tuple[int | None, int | None]:
        """Return (year asked for in relative words, year of a column) where they differ; else nothing twice."""
        year = column_year(self._catalogue, self._catalogue.columns[column_id])
        if self._years or not self._relative or year is None or year in self._relative:
            return None, None
        return max(self._relative), year

    def done_for(self, goal: Column) -> Column | None:
        """Return the column that says how far a goal was reached: of its table, else of one on its matter.

        In another table it is called as the goal is, or each of them stands for its table.
        """
        roles, year = self._catalogue.roles, column_year(self._catalogue, goal)
        label = self._bare(goal)
        words = set(bigrams(label))
        beside, called, apart = [], [], []
        for done in self._catalogue.columns.values():
            if roles.of(done.id) is not Role.RESULT or done.unit != goal.unit or roles.is_rate(done.id):
                continue
            if column_year(self._catalogue, done) != year or not overlapping(done, goal):
                continue
            if done.table_id == goal.table_id:
                beside.append((len(words & set(bigrams(self._bare(done)))), done))
            elif not roles.same_matter(done.id, goal.id):
                continue
            elif label and label == self._bare(done):
                called.append(done)
            elif roles.stands(done.id) and roles.stands(goal.id):
                apart.append(done)
        if beside:
            shared, done = max(beside, key=lambda pair: pair[0])
            goals = [
                c
                for c in self._catalogue.views[goal.table_id].columns
                if roles.of(c.id) is Role.GOAL and c.unit == goal.unit and column_year(self._catalogue, c) == year
            ]
            return done if shared or (len(beside) == 1 and len(goals) == 1) else None
        return next(iter([*called, *apart]), None)

    def _bare(self, column: Column) -> str:
        """Return what a column counts, without the words for a role and for a number of things."""
        return COUNT_TAIL.sub("", self._catalogue.roles.bare(YEAR.sub("", column.label)))
