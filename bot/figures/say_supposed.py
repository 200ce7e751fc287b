"""Where a number comes from that the asker took for another (2家: on the platform, not all that passed)."""

from __future__ import annotations

from bot.figures.amounts import Entry
from bot.figures.compute import Engine
from bot.figures.query import Measure, SubjectKind
from bot.figures.speaker import Speaker
from bot.figures.wording import write

_PLAIN = frozenset({SubjectKind.ROW, SubjectKind.TOTAL})


def say_supposed(s: Speaker, entry: Entry) -> None:
    """Say of which column of the document a number is that was supposed of another, where just one has it."""
    claim = s.query.claim
    plain = claim is not None and claim.comparator == "=" and entry.measure.base is None
    if s.result.holds is not False or not plain or entry.subject.kind not in _PLAIN:
        return
    engine, own = Engine(s.catalogue), s.catalogue.columns[entry.measure.column]
    beside = [
        c
        for c in s.catalogue.columns.values()
        if (c.document_id, c.unit) == (own.document_id, own.unit) and c.id != own.id
    ]
    amounts = [(c, engine.amount(Measure(column=c.id), entry.subject)) for c in beside]
    held = [(c, a) for c, a in amounts if claim is not None and a is not None and a.value == claim.value]
    held = [(c, a) for c, a in held if c.table_id == own.table_id] or held
    if len(held) == 1:
        column, amount = held[0]
        named = s.namer.led(entry.subject, Measure(column=column.id))
        s.say("supposed_is", s.cells(amount), value=write(amount).words, metric=named)
