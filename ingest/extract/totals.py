"""Check printed totals against the rows they add up; a mismatch is reported, never hidden."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.extract.tables import ReadTable
from ingest.numbers import is_missing, parse_number
from ingest.units import split_unit
from kb.types import Cell, IngestWarning

_NOT_ADDITIVE = re.compile(
    r"率|比例|比重|占比|平均|均值|人均|单位.{0,6}(?:能耗|水耗)|强度|浓度|单价|增幅|增速|同比|环比|排名|名次|得分|%|‰|指数|单耗|比(?:值)?(?=$|[（(])"
)


def check_totals(read: ReadTable) -> tuple[IngestWarning, ...]:
    """Return a warning for every column whose printed total differs from the sum of its rows."""
    table = read.table
    warnings: list[IngestWarning] = []
    for total, rows in _groups(read):
        for c, header in enumerate(table.header):
            if c in read.ordinal_columns or c in (table.label_column, read.year_column, read.unit_column):
                continue
            unit = split_unit(header.text)[1] or ""
            if _NOT_ADDITIVE.search(header.text) or ("/" in unit and "套" not in unit):
                continue  # 微克/立方米: a mean stands in the total row
            printed = parse_number(table.rows[total][c].text)
            added = _sum([table.rows[r][c] for r in rows])
            if printed is None or added is None or printed.unit == "%" or printed.value == added:
                continue
            warnings.append(_mismatch(read, header, table.rows[total], table.rows[total][c], printed.value, added))
    return tuple(warnings)


def _groups(read: ReadTable) -> list[tuple[int, list[int]]]:
    """Return (total row, rows it adds up) for the grand total and each subtotal."""
    table = read.table
    plain = [r for r in range(len(table.rows)) if r != table.total_row and r not in read.subtotal_rows]
    plain = [r for r in plain if not _among(table.rows[r])]
    groups: list[tuple[int, list[int]]] = []
    previous = -1
    for r in sorted(read.subtotal_rows):
        groups.append((r, [p for p in plain if previous < p < r]))
        previous = r
    if table.total_row is not None:
        groups.append((table.total_row, plain))
    # A subtotal that stands above its rows cannot be told from one below; without rows there is nothing to check.
    if groups and read.subtotal_rows and not groups[0][1]:
        groups = [g for g in groups if g[0] == table.total_row]
    return [(total, rows) for total, rows in groups if len(rows) >= 2]


def _among(row: tuple[Cell, ...]) -> bool:
    """Say whether a row only details another one (其中：…)."""
    return any(re.match(r"^(?:其中|其中[:：]|#|——)", c.text) for c in row[:3])


def _sum(cells: list[Cell]) -> Decimal | None:
    total, seen = Decimal(0), 0
    for cell in cells:
        number = parse_number(cell.text)
        if number is not None:
            total += number.value
            seen += 1
        elif not is_missing(cell.text):
            return None  # ≥95, 约30: the rows have no exact sum
    return total if seen >= 2 else None


def _mismatch(
    read: ReadTable, header: Cell, row: tuple[Cell, ...], cell: Cell, printed: Decimal, added: Decimal
) -> IngestWarning:
    table = read.table
    name = next((c.text for c in row if c.text and parse_number(c.text) is None), "合计")
    metric, unit = split_unit(header.text)
    unit = unit or table.unit or ""
    message = (
        f"《{table.title}》“{metric}”一列：“{name}”行写的是{cell.text}{unit}，各行相加是{added}{unit}，"
        f"相差{abs(printed - added)}{unit}，请以发文机关核实为准。"
    )
    return IngestWarning(
        code="total_mismatch",
        message=message,
        document_id=table.document_id,
        table_id=table.id,
        start=cell.start,
        end=cell.end,
    )
