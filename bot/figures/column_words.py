"""Names of rows, or of values, of one table in questions on another: they mean its columns, or that table alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.figures.catalogue import Catalogue
from bot.figures.grammar import PLACE_NOUN
from bot.figures.headers_said import spelt_out
from bot.figures.surface import clean
from bot.figures.views import Column

if TYPE_CHECKING:
    from bot.figures.mentions import Mention
    from bot.figures.question import Question

_COLUMN_CHARS = 3
_WHOLE = re.compile("全[省市县区州]")


def columns_named(text: str, mentions: Sequence[Mention], catalogue: Catalogue) -> list[Mention]:
    """Return the mentions of rows of one table that name a column of another, of which a row or the row noun is named.

    Where one table has a row 粉尘涉爆 and another a column of it by 镇, 陈埭镇的粉尘涉爆企业 means the column.
    """
    found = []
    whole = any(m.kind == "whole" for m in mentions) or _WHOLE.search(text) is not None
    for mention in mentions:
        if mention.kind != "row":
            continue
        held = {table for key in mention.rows for table in catalogue.tables_of_row.get(key, ())}
        if mention.attribute is not None:
            held |= {v.table.id for v in catalogue.views.values() if mention.attribute in v.attributes}
        if len(mention.form) < _COLUMN_CHARS and not _whole_label(mention.form, catalogue):
            continue
        if _within_label(text, mention, catalogue):
            found.append(mention)  # 节水改造 within 节能节水改造
            continue
        if not held:
            continue
        others = [m.rows or catalogue.groups.get(m.name, ()) for m in mentions if m is not mention]
        rest = text.replace(mention.form, " ")
        for view in catalogue.views.values():
            if view.table.id in held or not any(_names(mention.form, c) for c in view.columns):
                continue
            of_row = any(view.table.id in catalogue.tables_of_row.get(k, ()) for keys in others for k in keys)
            of_row = of_row or (whole and PLACE_NOUN.search(view.row_noun) is not None)
            nouns = [noun for noun in re.split(r"\W", view.row_noun) if noun]
            if of_row or any(re.search(f"{noun}(?!场|政|级)", rest) for noun in nouns):
                found.append(mention)
                break
    return found


def _names(form: str, column: Column) -> bool:
    """Say whether a form stands in the label of a column, or spells out its headers."""
    return form in clean(column.label) or spelt_out(form, column) == (0, len(form))


def _whole_label(form: str, catalogue: Catalogue) -> bool:
    """Say whether a column is called so and no more, but for the merged header over it (培训任务·技师)."""
    return any(clean(c.label).removeprefix(clean(c.header)) == form for c in catalogue.columns.values() if c.header)


def _within_label(text: str, mention: Mention, catalogue: Catalogue) -> bool:
    """Say whether a mention is a part of the longer name of a column, which the question says in full."""
    labels = {plain for c in catalogue.columns.values() if mention.form in (plain := clean(c.label)) != mention.form}
    return any(
        m.start() <= mention.start and mention.end <= m.end()
        for label in labels
        for m in re.finditer(re.escape(label), text)
    )


def drop_elsewhere(q: Question) -> None:
    """Drop measures read from weak words when a text value is named that only another table has."""
    tagged = [m.attribute for m in q.names.of("row") if m.attribute is not None and not m.rows]
    if tagged and q.reading.picked and not any(p.own > 0 for p in q.reading.picked):
        kept = [
            p
            for p in q.reading.picked
            if any(value in q.catalogue.view_of(p.measure.column).attributes for value in tagged)
        ]
        q.reading.picked = kept
