"""What the note under a table says of a row, or of a cell with the mark of a footnote (60*)."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.figures.caveats import forms_of, note_words
from bot.figures.query import SubjectKind
from bot.figures.speaker import Speaker
from kb.zh.footnotes import footnote_mark

_ITEM = re.compile(r"(?:^\s*(?:附?注|备注|说明|附注)\s*[:：]\s*)?(?:(?<!\d)\d{1,2}\s*[.、．)）](?!\d))?([^。；;\n]+)")
_FEW_ROWS = 2


def items_of(note: str) -> tuple[str, ...]:
    """Return the sentences of a note, without its head and their numbers."""
    return tuple(item for m in _ITEM.finditer(note) if (item := m[1].strip()))


def say_row_notes(s: Speaker) -> None:
    """Say what the note of a table says of the cells that answer: those with its mark, or of the few rows asked for."""
    rows = {e.subject.name for e in s.result.entries if e.subject.kind is SubjectKind.ROW}
    marks: dict[str, set[str]] = defaultdict(set)
    for figure in (f for e in s.result.entries for f in e.amount.figures):
        marks[figure.table_id] |= {mark} if (mark := footnote_mark(figure.raw)) else set()
    noted = {table_id: note for table_id in marks if (note := s.catalogue.views[table_id].table.note)}
    names = {form for name in rows if noted and len(rows) <= _FEW_ROWS for form in forms_of(s, name)}
    for table_id, note in noted.items():
        view, marked = s.catalogue.views[table_id], marks[table_id]
        for item in items_of(note):
            said_of = any(mark in item for mark in marked) or any(name in item for name in names)
            cited = s.book.note(view) if said_of else None
            if cited is not None and not any(item in said.text for said in s.statements):
                s.say("note", [cited], note=note_words(item))
