"""Read the small tables of tests/data/tables into the records that ingestion would make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from kb.types import Cell, DocumentMeta, Figure, Table

FOLDER = Path(__file__).parent / "data" / "tables"
UNIT = re.compile(r"[（(]([^（）()]+)[）)]$")
TOTALS = {"合计", "总计", "全省", "全市"}


@dataclass
class Records:
    tables: list[Table]
    figures: list[Figure]
    metas: list[DocumentMeta]
    texts: dict[str, str]


def number(text: str) -> Decimal | None:
    plain = text.replace(",", "").strip()
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def read_grid(name: str) -> list[list[str]]:
    """Return the rows of a table as text, header first."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def read_tables(*names: str) -> Records:
    records = Records([], [], [], {})
    for name in names:
        head: dict[str, str] = {}
        rows: list[list[str]] = []
        for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                head[key] = value
            else:
                rows.append(line.split("\t"))
        add_table(records, name, head, rows)
    return records


def add_table(records: Records, table_id: str, head: dict[str, str], rows: list[list[str]]) -> None:
    """Lay a table out as text and record its cells where they stand."""
    document_id = head["document"]
    text = records.texts.get(document_id, "")
    start = len(text)
    text += head["title"] + "\n"
    grid: list[tuple[Cell, ...]] = []
    for row in rows:
        cells = []
        for column, value in enumerate(row):
            cells.append(Cell(text=value, start=len(text), end=len(text) + len(value)))
            text += value + ("\t" if column < len(row) - 1 else "\n")
        grid.append(tuple(cells))
    end = len(text)
    note = head.get("note")
    note_start = len(text) if note else None
    text += f"{note}\n" if note else ""
    header, body = grid[0], grid[1:]
    numeric = {
        column
        for column in range(len(header))
        if all(number(row[column].text) is not None for row in body if row[column].text)
    }
    label_column = next(column for column in range(len(header)) if column not in numeric)
    total_row = next((i for i, row in enumerate(body) if row[label_column].text in TOTALS), None)
    year = int(head["year"]) if "year" in head else None
    records.texts[document_id] = text
    records.tables.append(
        Table(
            id=table_id,
            document_id=document_id,
            ordinal=len(records.tables),
            title=re.sub(r"^(附件|表)\d+\s*", "", head["title"]),
            section_path=(head["title"],),
            header=header,
            rows=tuple(body),
            start=start,
            end=end,
            year=year,
            unit=None,
            total_row=total_row,
            label_column=label_column,
            note=note,
            note_start=note_start,
            note_end=note_start + len(note) if note and note_start is not None else None,
        )
    )
    for i, row in enumerate(body):
        for column in sorted(numeric):
            title = header[column].text
            value = number(row[column].text)
            if value is None or title == "序号":
                continue
            unit = UNIT.search(title) or UNIT.search(row[label_column].text)
            own_year = re.search(r"((?:19|20)\d{2})年", title)
            records.figures.append(
                Figure(
                    id=f"{table_id}:{i}:{column}",
                    document_id=document_id,
                    table_id=table_id,
                    row=i,
                    column=column,
                    row_label=row[label_column].text,
                    column_label=title,
                    metric=UNIT.sub("", title),
                    year=int(own_year[1]) if own_year else year,
                    region=None,
                    value=value,
                    unit=unit[1] if unit else None,
                    raw=row[column].text,
                    is_total=i == total_row,
                    start=row[column].start,
                    end=row[column].end,
                )
            )
    if all(meta.id != document_id for meta in records.metas):
        target = head.get("target_year")
        records.metas.append(
            DocumentMeta(
                id=document_id,
                version="1",
                title=document_id,
                published=date(int(head.get("year", "2024")) + 1, 3, 15),
                target_year=int(target) if target else None,
            )
        )
