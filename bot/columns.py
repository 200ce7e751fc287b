"""What a table is made of: its columns, the one at a place, the rows that it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.desk import ToolContext
from bot.evidence import span
from bot.matching import covered
from bot.metadata import numbered_attachments
from bot.types import Evidence, Fact, ToolCall, ToolResult
from bot.wording import load_yaml, patterns_of
from kb.types import Table
from kb.zh.numerals import parse_integer

_TABLES = 3
_NAMED = 0.4  # so much of the words of a question stand in the title and header of the table that it means


@dataclass(frozen=True, kw_only=True)
class ColumnPhrases:
    """Ways of asking what a table is made of, as data from `prompts/columns.yaml`."""

    column: re.Pattern[str]
    at: re.Pattern[str]
    row: re.Pattern[str]
    cell: re.Pattern[str]
    unit: re.Pattern[str]
    year: re.Pattern[str]
    table: re.Pattern[str]


@lru_cache(maxsize=1)
def column_phrases() -> ColumnPhrases:
    """Return the phrases that ship."""
    return ColumnPhrases(**patterns_of(ColumnPhrases, load_yaml("columns.yaml")))


@dataclass(frozen=True, kw_only=True)
class Made:
    """Of each table what is asked: its columns (`place`: the one asked for, counted from one), or its rows."""

    table: Table
    label: str | None
    columns: tuple[str, ...] = ()
    place: int | None = None
    rows: tuple[str, ...] = ()
    supposed: int | None = None
    units: tuple[str, ...] = ()
    year: int | None = None


def describe_table(context: ToolContext, *, question: str, document_ids: Sequence[str] = ()) -> ToolResult:
    """Return what the tables that `question` means are made of; `missing` where it asks nothing of the kind.

    Args:
        context: the desk.
        question: a standalone question.
        document_ids: documents whose tables are meant; empty for the newest notice.
    """
    call = ToolCall(name="describe_table", arguments={"question": question, "document_ids": list(document_ids)})
    made = made_of(context, question, document_ids)
    if not made:
        return ToolResult(call=call, missing=(question,))
    evidence = [_evidence(context, item) for item in made]
    result = [{"table": m.table.title, "columns": list(m.columns), "rows": list(m.rows)} for m in made]
    return ToolResult(call=call, evidence=tuple(evidence), result=result, finding=tuple(made))


def made_of(context: ToolContext, question: str, document_ids: Sequence[str] = ()) -> list[Made]:
    """Return what `question` asks of the make of tables; empty where it asks nothing of the kind."""
    phrases = column_phrases()
    at, row = phrases.at.search(question), phrases.row.search(question)
    column = phrases.column.search(question)
    dated = phrases.year.search(question)
    unit = phrases.unit.search(question)
    if not any((at, row, column, dated, unit)):
        return []
    made = []
    for table, label in _meant(context, question, document_ids):
        if unit is not None or dated is not None:
            held = [f for f in context.desk.knowledge.figures if f.table_id == table.id]
            units = tuple(dict.fromkeys(f.unit for f in held if f.unit)) if unit is not None else ()
            year = table.year or next((f.year for f in held if f.year), None) if unit is None else None
            names = tuple(cell.text for cell in table.header)
            made += [Made(table=table, label=label, columns=names, units=units, year=year)] if units or year else []
            continue
        if row is not None and column is None and at is None:
            index = table.label_column or 0
            rows = [r[index].text for i, r in enumerate(table.rows) if i != table.total_row]
            made.append(Made(table=table, label=label, rows=tuple(rows), supposed=_supposed(row)))
            continue
        columns = tuple(cell.text for cell in table.header)
        place = _place(at, len(columns)) if at is not None else None
        made.append(Made(table=table, label=label, columns=columns, place=place, supposed=_supposed(column)))
    return made


def _supposed(match: re.Match[str] | None) -> int | None:
    said = match["supposed"] if match is not None else None
    return parse_integer(said) if said else None


def _place(at: re.Match[str], count: int) -> int:
    """Return which column is asked for, counted from one."""
    if at["n"]:
        return parse_integer(at["n"]) or 0
    if at["back"]:
        return count + 1 - (parse_integer(at["back"]) or 0)
    return 1 if at["first"] else count


def _meant(context: ToolContext, question: str, document_ids: Sequence[str]) -> list[tuple[Table, str | None]]:
    """Return the tables that a question means, each with the label of its attachment: by number, else by its words."""
    desk = context.desk
    ids = document_ids or desk.primary[:1]
    held = [(t, _label_of(t)) for i in ids for t in desk.knowledge.of(i).tables if t.header]
    numbers = numbered_attachments(question)
    if numbers:
        wanted = {f"附件{number}" for number in numbers}
        return [(t, label) for t, label in held if label in wanted]
    if column_phrases().table.search(question) is None:
        return []
    told = {t.id: covered(question, t.title + "".join(c.text for c in t.header)) for t, _ in held}
    best = max(told.values(), default=0.0)
    if best >= _NAMED:
        return [(t, label) for t, label in held if told[t.id] == best]
    return held[:_TABLES]


def _label_of(table: Table) -> str | None:
    """Return the attachment that a table stands in (附件1)."""
    for part in table.section_path:
        if numbers := numbered_attachments(part):
            return f"附件{min(numbers)}"
    return None


def _evidence(context: ToolContext, made: Made) -> Evidence:
    """Return the header of a table, or its rows, as evidence, with how many they are."""
    table = made.table
    names = made.rows or made.columns
    cells = [row[table.label_column or 0] for row in table.rows] if made.rows else table.header
    start, end = min(c.start for c in cells if c.text), max(c.end for c in cells)
    called = (*names, *made.units, table.title, *((made.label,) if made.label else ()))
    facts = [Fact(subject=table.title, metric="名称", value=name) for name in called]
    counts = [len(names), *(n for n in (made.place, made.year) if n is not None)]
    facts += [Fact(subject=table.title, metric="数量", value=str(count)) for count in counts]
    return span(
        context.desk,
        table.document_id,
        start,
        end,
        kind="row",
        section=" · ".join(table.section_path),
        facts=facts,
        record=table,
    )
