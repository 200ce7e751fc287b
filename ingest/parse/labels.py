"""Numbering of official documents (GB/T 9704) and of laws: which label opens a line, and how deep it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_N = r"[零〇一二三四五六七八九十百千两\d]+"


class Rank(IntEnum):
    """Depth of a heading; a heading closes every open one of the same or greater rank."""

    ATTACHMENT = 0
    BOOK = 1  # 编
    SUB_BOOK = 2  # 分编
    CHAPTER = 3  # 章
    PART = 4  # 节
    ARTICLE = 5  # 条
    FREE = 6  # a heading without a number
    FIRST = 7  # 一、
    SECOND = 8  # （一）
    THIRD = 9  # 1.
    FOURTH = 10  # （1）
    FIFTH = 11  # ①


_PATTERNS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.SUB_BOOK, re.compile(rf"^第{_N}分编")),
    (Rank.BOOK, re.compile(rf"^第{_N}编")),
    (Rank.CHAPTER, re.compile(rf"^第{_N}章")),
    (Rank.PART, re.compile(rf"^第{_N}节")),
    (Rank.ARTICLE, re.compile(rf"^第{_N}条(?:之{_N})?(?=[\s：:]|$)")),
    (Rank.FIRST, re.compile(r"^[一二三四五六七八九十百]{1,3}[、.](?!\s*$)")),
    (Rank.SECOND, re.compile(r"^（[一二三四五六七八九十百]{1,3}）")),
    (Rank.THIRD, re.compile(r"^\d{1,2}(?:[.](?:(?!\d)|(?=(?:19|20)\d\d\s?年))|、)")),
    (Rank.FOURTH, re.compile(r"^（\d{1,2}）|^\d{1,2}[）)]|^[⑴-⒇]")),
    (Rank.FIFTH, re.compile(r"^[①-⑳]")),
)
ATTACHMENT = re.compile(
    r"^(附\s*件|附\s*表|附\s*录|附(?!\s*[件表录]))\s*([一二三四五六七八九十]{1,2}|\d{1,2})?\s*([:：.、\s]|$|(?=[\u4e00-\u9fff《“]|(?:19|20)\d\d\s?年))"
)


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label at the start of a line."""

    rank: Rank
    text: str
    length: int


def label_of(line: str) -> Label | None:
    """Return the label that opens `line`, or None."""
    for rank, pattern in _PATTERNS:
        found = pattern.match(line)
        if found:
            return Label(rank=rank, text=found.group(), length=found.end())
    return None
