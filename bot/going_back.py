"""Whether a question goes back to the figures, or to the rows of a table, of the turns before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.figure_tool import FigureDesk
from bot.figures.outcome import Understanding
from bot.question import default_phrases
from bot.record_tool import RecordDesk
from bot.remembered import rows_named
from bot.types import Turn

_SURE = 0.95
_NEAR_TURNS = 3
_WHOLE = re.compile(
    "(?:那|那么)?(?:全省|全市|全国|总数|合计|一共|总共)[^，。]{0,10}(?:多少|几)[^，。]{0,5}"
)  # names no quantity
_CHOSEN = re.compile(  # so does 最多的是哪个市
    "(?:那|那么|其中|里面)?(?:合计|总数|数字?|数量)?(?:是)?(?:谁|哪个市?)?(?:的)?(?:最[多少高低大小]|排(?:第一|最前|最后)|第一)的?(?:是)?(?:谁|哪一?个|哪几个|哪些)?(?:市|城市|地市|地方)?(?:呢)?[??]?"
)
_TOTAL = re.compile("^(?:合计|总数)(?=.)")
_OF_ALL = re.compile("全省|全市|全国")
_ATTACHMENT = re.compile(r"附(?:件|表)\s*[\d一二三四五六七八九]+")


def gone_back_to(figures: FigureDesk, text: str, history: Sequence[Turn], day: date) -> dict[str, Any] | None:
    """Return the figures of some turns before that a question goes back to; None where it goes back to none.

    It names figures of its own, or does something with those (中位数呢).  Where no turn told any, those that were near
    to what the turn before asked for in vain are meant by a question with figures of its own (那目标总有吧).
    """
    earlier: dict[str, Any] | None = next((t.frame["figure"] for t in reversed(history) if t.frame.get("figure")), None)
    near: dict[str, Any] | None = history[-1].frame.get("near_figure") if history else None
    if earlier is None and near is None:
        return None
    if figures.understand(text, as_of=day, frame=None).query is not None:
        return earlier or near
    again = figures.understand(text, as_of=day, frame=earlier) if earlier is not None else None
    if again is None or again.query is None or not again.followed or again.score < _SURE:
        return None
    other = again.query.operation.value not in ("value", (earlier or {}).get("operation"))
    return earlier if other else None


def of_part_spoken_of(figures: FigureDesk, text: str, history: Sequence[Turn], day: date) -> Understanding | None:
    """Return a question for figures that names no quantity (全省合计多少家) as one of the table last spoken of.

    The turns before named its attachment, or the platform whose column it is; None where they named neither.
    """
    chosen = _CHOSEN.fullmatch(text) is not None
    if not chosen and _WHOLE.fullmatch(text) is None:
        return None
    spoken = [t.question for t in reversed(history[-_NEAR_TURNS:])]
    parts = [m[0] for words in spoken if (m := _ATTACHMENT.search(words)) is not None][:1]
    columns = [m[0] for words in spoken if (m := default_phrases().platforms.search(words)) is not None][:1]
    plain = default_phrases().follow_lead.sub("", text)
    who = _OF_ALL.match(plain)
    whole, rest = (who[0], plain[who.end() :]) if who is not None else ("", plain)
    of_part = f"{parts[0]}里" if parts else ""
    if chosen:
        rest = plain = _TOTAL.sub("", plain)  # 合计最高的: what stands for the table is its total
    for asked in (f"{of_part}{whole}{columns[0]}{rest}" if columns else "", f"{of_part}{plain}"):
        if asked != plain:
            understood = figures.understand(asked, as_of=day, frame=None)
            if understood.query is not None:
                return replace(understood, question=asked)
    return None


def recalled_row(records: RecordDesk, text: str, history: Sequence[Turn]) -> str | None:
    """Return a follow-up to rows of a table, or to figures of one, as a question that stands alone; None for others."""
    last = history[-1] if history else None
    if last is None or (last.frame.get("intent") != "table" and not last.frame.get("figure")):
        return None
    return records.follow(text, last.question, rows_named(last))
