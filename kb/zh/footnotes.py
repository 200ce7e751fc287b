"""Marks of footnotes behind numbers, as tables print them: 60*, 60①, 60[1], 60（注2）."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?<=[\d%％\u4e00-\u9fff])\s*(?:[*＊※†‡△▲#]{1,3}|[①-⑳]|[\[［【(（〔]\^?注\s?\d{0,2}[\])）］】〕]|\[\^?\d{1,2}\])$"
)


def footnote_mark(text: str) -> str:
    """Return the mark of a footnote that closes a cell (* of 60*), or nothing."""
    found = _MARK.search(text.strip())
    return found[0].strip() if found is not None else ""


def without_footnote_mark(text: str) -> str:
    """Return a cell without the mark of a footnote that closes it."""
    return _MARK.sub("", text)
