"""Rows that have nothing in a column: 哪些市没有下达中小企业任务, where the table shows a dash or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.surface import bigrams, clean
from bot.records.ask import RecordQuery, Wanted
from bot.records.phrases import record_phrases
from bot.records.table import RecordTable

_GENERAL = frozenset({"企业", "任务", "数量", "项目", "情况", "指标", "名额", "资金"})  # heads that part no columns
_SAID = 0.6  # so much of what a column is called stands in the question


def blanks(question: str, tables: Sequence[RecordTable]) -> tuple[RecordQuery, ...]:
    """Return the rows without anything in the columns that a question says some have nothing in."""
    text = clean(question)
    phrases = record_phrases()
    if phrases.lacks.search(text) is None or phrases.which.search(text) is None:
        return ()
    found = []
    for table in tables:
        empty = {c.index: [r for r in table.rows if table.blank(r, c.index)] for c in table.columns if not c.ordinal}
        held = {i: _said(table, i, text) for i, rows in empty.items() if 0 < len(rows) < len(table.rows)}
        named = [i for i, said in held.items() if said >= _SAID]
        rows = tuple(r for r in table.rows if any(r in empty[i] for i in named))
        if rows:
            score = max(held.values()) + (table.table.year or 0) / 10_000  # of like tables the newest
            found.append(RecordQuery(table=table, wanted=Wanted.BLANK, rows=rows, columns=tuple(named), score=score))
    best = max(found, key=lambda q: q.score, default=None)
    return (best,) if best is not None else ()


def _said(table: RecordTable, column: int, text: str) -> float:
    """Return how much of a column's name, of its own or with the header over it, stands in a question."""
    label = clean(table.table.header[column].text)
    names = {table.columns[column].plain, label.rpartition("·")[2]} - {""}
    shares = [sum(p in text for p in pairs) / len(pairs) for name in names if (pairs := bigrams(_plain(name)))]
    headed = any(_plain(name)[-2:] in text and _plain(name)[-2:] not in _GENERAL for name in names)
    return max([*shares, _SAID * headed])


def _plain(name: str) -> str:
    return re.sub(r"^其中[:：]?|[（(].*?[)）]|(?:数量|家数|总数|数)$", "", name.replace("·", ""))
