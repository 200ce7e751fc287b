"""What a table is made of, in words."""

from __future__ import annotations

from bot.columns import Made
from bot.types import Draft, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft, joined


def word_columns(context: WordContext, result: ToolResult) -> Draft:
    """Word the columns or the rows of each table."""
    made: tuple[Made, ...] = result.finding or ()
    statements = [
        Statement(text=_said(context, item), evidence=(evidence.id,))
        for item, evidence in zip(made, result.evidence, strict=True)
    ]
    return draft(Outcome.ANSWERED if statements else Outcome.NO_ANSWER, statements)


def _said(context: WordContext, made: Made) -> str:
    say, table = context.wording.say, made.table
    name = say("table_labelled", label=made.label) if made.label else say("table_titled", title=table.title)
    if made.units:
        return say("table_unit", table=name, units=joined(made.units))
    if made.year is not None:
        return say("table_year", table=name, year=str(made.year), title=table.title)
    count = len(made.rows or made.columns)
    lead = "" if made.supposed is None else say("deadline_yes" if made.supposed == count else "deadline_no")
    if made.rows:
        noun = table.header[table.label_column or 0].text
        last = table.rows[table.total_row] if table.total_row is not None else ()
        label = next((cell.text for cell in last if cell.text), "")
        total = say("table_total", label=label) if label else ""
        return lead + say("table_rows", table=name, count=str(count), noun=noun, items=joined(made.rows), total=total)
    items = joined(made.columns)
    if made.place is None:
        return lead + say("table_columns", table=name, count=str(count), items=items)
    if not 0 < made.place <= count:
        return say("table_no_column", table=name, place=str(made.place), count=str(count), items=items)
    return say("table_column", table=name, place=str(made.place), item=made.columns[made.place - 1], count=str(count))
