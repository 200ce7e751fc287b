"""Answer a question from tables: one given table, or the best of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.tableqa.find import Found, TableFinder
from bot.tableqa.grid import Layout
from bot.tableqa.link import ColumnLinker
from bot.tableqa.lookup import look_up
from bot.tableqa.plan import plan
from bot.tableqa.relation import Relation, relation, title_period_column
from bot.tableqa.run import run
from bot.tableqa.several import TableFamilies
from bot.tableqa.terms import TableTerms
from bot.tableqa.types import Grid, Operation, TableAnswer
from kb.types import Table

COMPUTED = (Operation.RANK, Operation.DIFFERENCE, Operation.MEAN)  # what no single cell of a bare grid states
SURE = 0.5


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
        self._families: TableFamilies | None = None
        self._relations: dict[str, Relation] = {}
        self._layouts: dict[str, Layout] = {}

    def find(self, question: str, *, k: int = 10) -> list[tuple[str, float]]:
        """Return (table id, score) of the tables most likely meant, best first."""
        return [(self._grids[found.index].id, found.score) for found in self._find(question, k)]

    def answer(self, question: str, *, table_id: str | None = None) -> TableAnswer:
        """Answer from the table given, else from the table (or the several tables) found.

        `values` is empty and `confidence` 0 where no table answers.

        Raises:
            KeyError: no table has that id.
        """
        if table_id is not None:
            return self._read(question, self._by_id[table_id])
        found = self._find(question, 1)
        if not found:
            return TableAnswer(table_id="", operation=Operation.LOOKUP, cells=(), values=())
        best = found[0].index
        if self._families is None:
            self._families = TableFamilies(self._grids)
        parts = self._families.parts(question, best)
        answers = [a for a in (self._read(p.question, self._grids[p.index], dated=p.dated) for p in parts) if a.values]
        if any(a.operation is Operation.LOOKUP for a in answers):  # a table without the row named has no answer
            answers = [a for a in answers if a.operation is Operation.LOOKUP]
        if len(answers) > 1:
            return TableAnswer(
                table_id=answers[0].table_id,
                operation=answers[0].operation,
                cells=(),
                values=tuple(value for answer in answers for value in answer.values),
                computed=any(answer.computed for answer in answers),
                confidence=min(answer.confidence for answer in answers),
                parts=tuple(answers),
            )
        return self._read(question, self._grids[best])

    def _find(self, question: str, k: int) -> list[Found]:
        if self._finder is None:
            self._finder = TableFinder(self._grids, self._linker)
        return self._finder.find(question, k=k)

    def _read(self, question: str, grid: Grid, *, dated: bool = False) -> TableAnswer:
        """Answer from one grid; `dated` adds the cell that states the period of the table."""
        if not grid.header:
            return self._computed(question, grid) or look_up(question, self._layout(grid), self._terms)
        table = self._relation(grid)
        made = plan(question, table, self._linker, self._terms)
        if dated and made.operation is Operation.LOOKUP and (column := title_period_column(table)) is not None:
            made = replace(made, select=(column, *(c for c in made.select if c != column)))
        return run(made, table)

    def _computed(self, question: str, grid: Grid) -> TableAnswer | None:
        """Rank, compare or compute over a bare grid whose first row plainly labels records; None for look-ups."""
        if not self._layout(grid).plain_records:
            return None
        table = self._relation(replace(grid, header=grid.rows[0], rows=grid.rows[1:]))
        made = plan(question, table, self._linker, self._terms)
        if made.operation not in COMPUTED or made.confidence < SURE:
            return None
        answer = run(made, table)
        if not answer.values:
            return None
        return replace(answer, cells=tuple(replace(cell, row=cell.row + 1) for cell in answer.cells))

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


def grid_of(table: Table) -> Grid:
    """Return an ingested table as a grid; the ids are the same, so cells lead back to their place in the text."""
    return Grid(
        id=table.id,
        title=table.title,
        header=tuple(cell.text for cell in table.header),
        rows=tuple(tuple(cell.text for cell in row) for row in table.rows),
    )
