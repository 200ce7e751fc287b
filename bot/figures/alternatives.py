"""Words of which only one can hold of a quantity: 市级资金 is neither 中央资金 nor 省级资金."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.figures.question import Question
from bot.figures.unlike import denied, other_kind_of, other_quantity, other_thing
from bot.figures.views import Column
from bot.figures.wording import phrases

_QUANTITY = "的?(?:[资奖]金|经费|补[助贴]|[数量钱款])"
_AMOUNT, _OF_WHAT = re.compile(_QUANTITY), re.compile(f"{_QUANTITY}|的?(?:多少|几|有|是|$|[?？])")


def another(q: Question) -> str | None:
    """Return the quantity asked for where it is another than the one found, or None."""
    named = denied(q) or other_quantity(q) or other_kind_of(q) or other_thing(q)
    return named or other_alternative(q)


def other_alternative(q: Question) -> str | None:
    """Return what is asked for where a word of it excludes that of every column found (市级资金), or None.

    The word stands right before what was read of the column, or before the word for an amount, and neither the column
    nor its table has it; the column is named by another of the same set, which the question does not say.
    """
    columns = [q.catalogue.columns[p.measure.column] for p in q.reading.picked]
    if not columns:
        return None
    for words in _sets():
        for word in words:
            at = _said_at(q, word)
            if at < 0 or any(_holds(q, column, word) for column in columns):
                continue
            if all(any(other in c.label and other not in q.text for other in words) for c in columns):
                return q.text[at : _end_of(q, at + len(word))]
    return None


@lru_cache(maxsize=1)
def _sets() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in phrases().words["alternatives"])


def _said_at(q: Question, word: str) -> int:
    """Return where a word stands outside of names and right before a quantity, or -1."""
    for match in re.finditer(word, q.text):
        start, end = match.span()
        after = end + (q.text[end : end + 1] == "的")
        named = any(a < end and start + (a < start) < b for a, b in q.names.spans)  # 兰州市级: of 兰州市
        before = any(a <= after < b for a, b in q.reading.covered) or _OF_WHAT.match(q.text, end) is not None
        if before and not named:
            return start
    return -1


def _holds(q: Question, column: Column, word: str) -> bool:
    """Say whether a column or its table has a word, be it with others between its characters (新改建, of 新建)."""
    about = f"{column.label},{column.header},{column.group},{q.catalogue.views[column.table_id].topic}"
    return re.search("[^,]{0,4}".join(word), about) is not None or q.catalogue.titled(column.id, word)


def _end_of(q: Question, start: int) -> int:
    """Return where the quantity that begins at a place ends."""
    after = start + (q.text[start : start + 1] == "的")
    ends = [b for a, b in q.reading.covered if a <= after < b]
    if ends:
        return max(ends)
    said = _AMOUNT.match(q.text, start)
    return said.end() if said is not None else start
