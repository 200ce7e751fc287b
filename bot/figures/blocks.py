"""Tables and charts beside the sentences."""

from __future__ import annotations

from collections.abc import Sequence

from bot.figures.amounts import Entry
from bot.figures.query import Measure, Subject
from bot.figures.speaker import Speaker
from bot.figures.wording import strip_unit, write


def add_table(
    s: Speaker, subjects: Sequence[Subject], measures: Sequence[Measure], cells: dict[tuple[Subject, Measure], Entry]
) -> None:
    """Add a table of subjects by measures."""
    head = [s.namer.noun(measures[0])]
    for measure in measures:
        unit = s.namer.column(measure.column).unit if measure.base is None else "%"
        head.append(s.namer.whole_metric(measure) + (f"（{unit}）" if unit else ""))
    rows = []
    for subject in subjects:
        row = [strip_unit(subject.name)]
        for measure in measures:
            entry = cells.get((subject, measure))
            row.append("" if entry is None else write(entry.amount).digits)
        rows.append(row)
    s.blocks.append({"type": "table", "columns": head, "rows": rows})


def add_ranking(s: Speaker, entries: Sequence[Entry], measure: Measure) -> None:
    """Add a table and a chart of entries in order."""
    unit = write(entries[0].amount).unit if entries else None
    head = ["排名", s.group_noun(measure), s.measured(measure) + (f"（{unit}）" if unit else "")]
    listing = s.query.function == "list"
    rows = [
        [str(e.place or ""), strip_unit(e.subject.name), write(e.amount).digits]
        if not listing
        else [strip_unit(e.subject.name), write(e.amount).digits]
        for e in entries
    ]
    s.blocks.append({"type": "table", "columns": head[1:] if listing else head, "rows": rows})
    add_chart(s, entries)


def add_chart(s: Speaker, entries: Sequence[Entry]) -> None:
    """Add a bar chart."""
    numbers = [write(e.amount) for e in entries]
    s.blocks.append(
        {
            "type": "chart",
            "kind": "bar",
            "unit": numbers[0].unit or "" if numbers else "",
            "labels": [strip_unit(e.subject.name) for e in entries],
            "values": [float(n.digits) for n in numbers],
        }
    )
