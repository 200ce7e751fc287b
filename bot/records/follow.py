"""Follow-ups to rows of tables: another value in the place of one, a column of the rows named before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.figures.surface import clean
from bot.records.ask import ask, columns_asked
from bot.records.phrases import record_phrases
from bot.records.table import RecordTable

_SHORT_CHARS = 14  # longer questions stand alone


def follow(question: str, before: str, names: Sequence[str], tables: Sequence[RecordTable]) -> str | None:
    """Return a short question as one that stands alone, by the rows that the turn before was about.

    A value takes the place of the one of its column (省级的呢); a column is asked of the rows named before.

    Args:
        question: as asked.
        before: the turn before, standalone.
        names: rows that the turn before was about, where it was about figures.
        tables: every table on file.
    """
    if len(question) > _SHORT_CHARS or ask(question, tables):
        return None
    core = clean(record_phrases().follow.sub("", question))
    earlier = ask(before, tables)
    for query in earlier:
        old = query.table.mentions(clean(before))
        for new in query.table.mentions(core):
            if len(record_phrases().filler.sub("", core[: new.start] + core[new.end :])) > 1:
                continue  # something else is asked
            for was in old:
                if was.column == new.column and was.value != new.value:
                    said = clean(before)
                    replaced = said[: was.start] + core[new.start : new.end] + said[was.end :]
                    if ask(replaced, tables):
                        return replaced
    for query in earlier:
        asked = columns_asked(core, query.table, ())
        if query.conditions and any(query.table.columns[c].numeric for c in asked):  # 东莞的呢 > 补助合计多少
            return "、".join(value for _, value in query.conditions) + "的" + core
    rows = [(q.table, q.table.name(row)) for q in earlier if len(q.rows) == 1 for row in q.rows]
    rows += [(table, name) for name in names for table in tables if table.row_named(name) is not None]
    for table, name in rows:
        if not table.mentions(core) and columns_asked(core, table, ()):
            return name + core
    return None
