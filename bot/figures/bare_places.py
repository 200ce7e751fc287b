"""Rows that a table calls by the bare name of a place (伊春, under 市（地）), as a question writes them: 伊春市."""

from __future__ import annotations

import re

from bot.figures.surface import clean
from bot.figures.views import View

_BARE = re.compile("[\u4e00-\u9fff]{2,4}")
_ENDS = re.compile("[省市县区州盟旗镇乡村]$")
_LONGEST = 8  # characters of a header that calls its rows places
_NOUNS = ("市", "县", "区", "州", "镇", "乡")


def with_noun(view: View) -> dict[str, str]:
    """Return the names of the rows of a table with the word for a place that its header says -> the row's key."""
    header = view.table.header[view.table.label_column].text if view.table.label_column is not None else view.row_noun
    nouns = [noun for noun in _NOUNS if noun in clean(header)]
    bare = [key for key in view.row_keys if _BARE.fullmatch(key) and not _ENDS.search(key)]
    if len(clean(header)) > _LONGEST or not nouns:
        return {}
    return {f"{key}{noun}": key for key in bare for noun in nouns}
