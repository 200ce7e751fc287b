"""What every module that words a result works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk import Desk
from bot.question import Question
from bot.types import Draft, Outcome, Statement
from bot.wording import Wording


@dataclass(frozen=True, kw_only=True)
class WordContext:
    """The desk, the templates, the question and the day."""

    desk: Desk
    wording: Wording
    question: Question
    as_of: date


def draft(outcome: Outcome, statements: Sequence[Statement], blocks: Sequence[dict[str, object]] = ()) -> Draft:
    """Return a draft of statements and blocks."""
    return Draft(outcome=outcome, statements=tuple(statements), blocks=tuple(blocks))


def day_words(day: date) -> str:
    """Return a date in Chinese (2024年3月15日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def joined(items: Sequence[str]) -> str:
    """Return an enumeration in Chinese."""
    return "、".join(items)
