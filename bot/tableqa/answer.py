"""Answer a question from tables: one given table, or the best of many."""

from __future__ import annotations

from collections.abc import Sequence

from bot.tableqa.find import TableFinder
from bot.tableqa.grid import Layout
from bot.tableqa.link import ColumnLinker
from bot.tableqa.lookup import look_up
from bot.tableqa.plan import plan
from bot.tableqa.relation import Relation, relation
from bot.tableqa.run import run
from bot.tableqa.terms import TableTerms
from bot.tableqa.types import Grid, Operation, TableAnswer


class TableReader:
    """Answers from a fixed set of grids; build once, ask often.

    Reading a table is done once and kept, so asking again costs only the question.
    """

    def __init__(self, grids: Sequence[Grid], terms: TableTerms) -> None:
        self._terms = terms
        self._linker = ColumnLinker(terms)
        self._grids = tuple(grids)
        self._by_id = {grid.id: grid for grid in self._grids}
        self._finder: TableFinder | None = None
        self._relations: dict[str, Relation] = {}
        self._layouts: dict[str, Layout] = {}

    def find(self, question: str, *, k: int = 10) -> list[tuple[str, float]]:
        """Return (table id, score) of the tables most likely meant, best first."""
        if self._finder is None:
            self._finder = TableFinder(self._grids, self._linker)
        return [(self._grids[found.index].id, found.score) for found in self._finder.find(question, k=k)]

    def answer(self, question: str, *, table_id: str | None = None) -> TableAnswer:
        """Answer from the table given, else from the table found.

        `values` is empty and `confidence` 0 where the table does not answer.

        Raises:
            KeyError: no table has that id.
        """
        if table_id is None:
            found = self.find(question, k=1)
            if not found:
                return TableAnswer(table_id="", operation=Operation.LOOKUP, cells=(), values=())
            table_id = found[0][0]
        grid = self._by_id[table_id]
        if not grid.header:
            return look_up(question, self._layout(grid), self._terms)
        table = self._relation(grid)
        return run(plan(question, table, self._linker, self._terms), table)

    def _relation(self, grid: Grid) -> Relation:
        if grid.id not in self._relations:
            self._relations[grid.id] = relation(grid, self._linker)
        return self._relations[grid.id]

    def _layout(self, grid: Grid) -> Layout:
        if grid.id not in self._layouts:
            self._layouts[grid.id] = Layout(grid, self._terms)
        return self._layouts[grid.id]


def answer_table(question: str, grids: Sequence[Grid], terms: TableTerms) -> TableAnswer:
    """Answer one question from a few grids, for callers that keep no `TableReader`."""
    reader = TableReader(grids, terms)
    return reader.answer(question, table_id=grids[0].id if len(grids) == 1 else None)
