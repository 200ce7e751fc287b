"""Pieces of what is said of a standard: sums as facts, columns as items, sentences without their numbers."""

from __future__ import annotations

import re

from bot.standards.changes import Change
from bot.standards.phrases import standard_phrases
from bot.types import Fact

MONEY = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[万亿]?元|%)")
_NUMBERED = re.compile(r"^(?:备?注[：:])?\s*(?:[（(]?\d+[）).、．]|[①-⑳])?\s*")


def fact_of(shown: str) -> Fact:
    """Return a sum or a rate as it is shown (96万元, 30%) as a fact."""
    match = MONEY.fullmatch(shown)
    assert match is not None, shown
    return Fact(subject="", metric="测算金额", value=match["number"], unit=match["unit"])


def item_of(column: str, value: str) -> str:
    """Return a column with its value, as one item of a list."""
    words = standard_phrases().words
    return words["item_digit" if column[-1:].isdigit() else "item"].format(column=column, value=value)


def plain_quote(change: Change) -> str:
    """Return a sentence without its number in a note and its full stop."""
    return _NUMBERED.sub("", change.quote).rstrip("；;。")
