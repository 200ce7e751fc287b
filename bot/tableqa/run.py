"""Carry out a plan on a table; answer cells stay verbatim, computed values are exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.tableqa.relation import Kind, Relation, cell_period
from bot.tableqa.text import number, plain
from bot.tableqa.types import AnswerCell, Condition, Operation, Plan, Ranking, TableAnswer, Test


def run(plan: Plan, table: Relation) -> TableAnswer:
    """Return the cells or the computed value that the plan yields; no values when nothing passes."""
    rows = list(range(len(table.rows)))
    if plan.operation not in (Operation.LOOKUP, Operation.DIFFERENCE):
        named = {row for c in plan.conditions if c.test is Test.IS for row in c.rows}
        rows = [row for row in rows if row not in table.totals or row in named]
    for condition in plan.conditions:
        rows = [row for row in rows if passes(condition, table, row)]
    compared = plan.operation is Operation.RANK and any(
        c.test is Test.IS and c.column in plan.select for c in plan.conditions
    )
    for ranking in plan.rankings:
        rows = ranked(rows, ranking, table)
    cells = tuple(
        AnswerCell(row=row, column=column, text=table.cell(row, column)) for row in rows for column in plan.select
    )
    if compared:
        cells = _distinct(cells)
    if plan.operation is Operation.COUNT:
        return _answer(plan, table, cells, (str(len(rows)),), computed=True)
    if plan.operation in (Operation.SUM, Operation.MEAN, Operation.DIFFERENCE):
        value = _computed(plan.operation, [v for c in cells if (v := number(c.text)) is not None])
        return _answer(plan, table, cells, () if value is None else (plain(value),), computed=True)
    return _answer(plan, table, cells, tuple(cell.text for cell in cells), computed=False)


def passes(condition: Condition, table: Relation, row: int) -> bool:
    """Return whether a row meets a condition; blank cells meet none on numbers or dates."""
    if condition.test is Test.IS:
        return row in condition.rows
    text = table.cell(row, condition.column)
    if condition.test is Test.PERIOD:
        held = cell_period(text)
        return held is not None and condition.period is not None and condition.period.holds(held)
    value = number(text)
    if value is None:
        return False
    low_ok = condition.low is None or (
        value > condition.low if condition.test is Test.ABOVE else value >= condition.low
    )
    high_ok = condition.high is None or (
        value < condition.high if condition.test is Test.BELOW else value <= condition.high
    )
    return low_ok and high_ok


def ranked(rows: Sequence[int], ranking: Ranking, table: Relation) -> list[int]:
    """Return the rows a ranking keeps; a single best keeps its ties, rows without a value are left out."""
    keys: dict[int, Decimal] = {}
    for row in rows:
        key = _key(table, row, ranking.column)
        if key is not None:
            keys[row] = key
    order = sorted(keys, key=lambda row: -keys[row] if ranking.descending else keys[row])
    kept = order[ranking.skip : ranking.skip + ranking.keep]
    if ranking.keep == 1 and kept:
        kept = [row for row in order if keys[row] == keys[kept[0]]]
    return kept


def _key(table: Relation, row: int, column: int) -> Decimal | None:
    text = table.cell(row, column)
    if table.kinds[column] is Kind.DATE:
        held = cell_period(text)
        return None if held is None else Decimal(held.year * 10000 + (held.month or 0) * 100 + (held.day or 0))
    return number(text)


def _computed(operation: Operation, values: Sequence[Decimal]) -> Decimal | None:
    if not values or (operation is Operation.DIFFERENCE and len(values) < 2):
        return None
    if operation is Operation.DIFFERENCE:
        return max(values) - min(values)
    total = sum(values, Decimal(0))
    return total if operation is Operation.SUM else total / len(values)


def _distinct(cells: Sequence[AnswerCell]) -> tuple[AnswerCell, ...]:
    seen: dict[str, AnswerCell] = {}
    for cell in cells:
        seen.setdefault(cell.text, cell)
    return tuple(seen.values())


def _answer(
    plan: Plan, table: Relation, cells: tuple[AnswerCell, ...], values: tuple[str, ...], *, computed: bool
) -> TableAnswer:
    return TableAnswer(
        table_id=table.grid.id,
        operation=plan.operation,
        cells=cells,
        values=values,
        computed=computed,
        confidence=plan.confidence if values else 0.0,
        notes=plan.notes,
    )
