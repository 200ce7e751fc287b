"""The headers over a column, and how a question writes them as one word (半专业扑火队 for 扑火队伍·半专业队)."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.figures.labels import OF_WHICH, YEAR
from bot.figures.surface import clean, without_brackets
from bot.figures.views import Column

_LEVELS = re.compile("[·\\-—–:：/]")
_TAIL_CHARS = 3


def header_parts(column: Column) -> tuple[str, ...]:
    """Return the headers over a column and its own, cleaned, without years, units and 其中."""
    metric = next((cell.metric for cell in column.cells.values()), column.label)
    return _parts(f"{column.header}·{metric}")


@lru_cache(maxsize=8192)
def _parts(headers: str) -> tuple[str, ...]:
    parts = (OF_WHICH.sub("", YEAR.sub("", without_brackets(clean(part)))) for part in _LEVELS.split(headers))
    return tuple(dict.fromkeys(part for part in parts if part))


def spelt_out(text: str, column: Column) -> tuple[int, int] | None:
    """Return where `text` writes the last header with words of the one over it before its last character, or None."""
    *over, tail = header_parts(column) or ("",)
    if not over or len(tail) < _TAIL_CHARS:
        return None
    head, last = tail[:-1], tail[-1]
    for match in re.finditer(f"{re.escape(head)}(?P<over>[\u4e00-\u9fff]{{2,4}}?){re.escape(last)}", text):
        if any(match["over"] in part for part in over):
            return match.span()
    return None
