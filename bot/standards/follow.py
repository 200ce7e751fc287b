"""A short question after one on a standard (那Ⅱ级呢, 封顶呢, 要是投了1000万呢), as one that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk
from bot.standards.changes import Change, applies
from bot.standards.choose import OF_VALUES, Chosen, choose
from bot.standards.phrases import plain, standard_phrases
from bot.standards.table import StandardTable
from kb.lexicon_index import REGION

_WORD_CHARS = 2
_NUMBERED = re.compile(r"\d+(?:\.\d+)?(?P<unit>(?P<unit_head>[万亿]?[一-龥])[一-龥]{0,2})")


def followed(
    core: str, before: str, table: StandardTable, chosen: Chosen, changes: Sequence[Change], desk: Desk
) -> str | None:
    """Return a question that follows one on a standard as one that stands alone; None where it names nothing to change.

    Args:
        core: what is asked now, without 那 and 呢.
        before: the question before.
        table: the standards that it was about.
        chosen: what it named of them.
        changes: what sentences beside the table change for some.
        desk: the records.
    """
    text, said, phrases = plain(before), plain(core), standard_phrases()
    named = choose(said, table, desk)
    if not named.places and (phrases.asks_cap.search(said) or phrases.asks_rate.search(said)):
        cores = dict.fromkeys(v.core for v in chosen.values if v.core)
        cores = cores if len(cores) == 1 else {}
        rows = "".join(table.name(row) for row in chosen.rows) if len(chosen.rows) == 1 else ""
        return f"{rows}{''.join(cores)}{said}多少" if rows else None
    edits = _swapped(said, chosen, named) + _counted(text, said)
    if left := _left(said, named):
        document_id = table.table.document_id
        met = any(applies(change, left, desk, document_id) for change in changes)
        if not met and not desk.index.find(left, kinds={REGION}):
            return None  # 改成电的呢, where nothing says that it is another row
        edits.append((0, 0, f"{left},"))
    if not edits:
        return None
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _swapped(said: str, chosen: Chosen, named: Chosen) -> list[tuple[int, int, str]]:
    """Return what is to stand in the place of the rows and columns named before; at the head where none was named."""
    edits = []
    for column in dict.fromkeys(column for column, _, _ in named.places):
        new = "".join(said[start:end] for of, start, end in named.places if of == column)
        was = sorted((start, end) for of, start, end in chosen.places if of == column)
        edits += [(start, end, "" if at else new) for at, (start, end) in enumerate(was)]
        if not was and column != OF_VALUES:
            edits.append((0, 0, new))
    return edits


def _left(said: str, named: Chosen) -> str:
    """Return what is said beside the rows and columns named, where it is more than talk."""
    for _, start, end in sorted(named.places, key=lambda place: -place[1]):
        said = said[:start] + said[end:]
    rest = _NUMBERED.sub("", said)
    return said if len(standard_phrases().chat.sub("", rest).strip(",，。?？")) >= _WORD_CHARS else ""


def _counted(text: str, said: str) -> list[tuple[int, int, str]]:
    """Return the amounts that take the place of those of their unit, or stand at the head."""
    edits, was = [], list(_NUMBERED.finditer(text))
    for held in _NUMBERED.finditer(said):
        same = [m for m in was if m["unit"][:1] == held["unit"][:1]]
        edits.append(
            (same[0].start(), same[0].end("unit_head"), said[held.start() : held.end("unit_head")])
            if len(same) == 1
            else (0, 0, f"{said},")
        )
    return edits
