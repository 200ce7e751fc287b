"""What stands over an item of a list (有下列情形之一的，不予支持：), without which the item says nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.desk import Desk
from bot.evidence import span
from bot.types import Evidence

_NUMERAL = re.compile(r"[一二三四五六七八九十百\d]+|[①-⑳]")
_MARK = re.compile(r"\s*(?:\d+[.．、](?!\d)|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|[-•·—]\s)")
_COLONS = ("：", ":")
_WITHIN = re.compile(r"(?:下列|以下|如下|之一|情形|条件|材料)[^。：:；]{0,16}[：:]")
_TAG = "lead"
_FIRST = re.compile(r"[：:]\s*\n+\s*(?:1[.．、]|[（(][一1][）)]|①)")
_LEAD_CHARS, _LIST_CHARS = 80, 600


class Said(NamedTuple):
    """A sentence that may be what is asked for, with how well it fits."""

    score: float
    document_id: str
    start: int
    end: int


def best_said(desk: Desk, said: Iterable[Said], *, least: float) -> list[Evidence]:
    """Return the sentence that fits best, the first of equals, without its number; nothing below `least`."""
    best = max(said, key=lambda s: s.score, default=None)
    if best is None or best.score < least:
        return []
    start = after_mark(desk.text_of(best.document_id) or "", best.start)
    return [span(desk, best.document_id, start, best.end)]


def led(desk: Desk, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence with what stands over an item of a list before it, once for items that follow each other."""
    found: list[Evidence] = []
    over: tuple[str, int] | None = None
    for item in evidence:
        text = desk.text_of(item.document_id) or ""
        whole = _whole_list(text, item)
        if whole is not None:
            over = None
            found.append(span(desk, item.document_id, item.start, whole))
            continue
        lead = lead_in(text, item.start)
        here = (item.document_id, lead[0]) if lead is not None else None
        if lead is not None and here != over and not any(e.start <= lead[0] < e.end for e in evidence):
            found.append(span(desk, item.document_id, *lead, tag=_TAG))
        over = here
        found.append(item)
    return found


def _whole_list(text: str, item: Evidence) -> int | None:
    """Return where the list ends of which evidence tells the lead and the first items only; else None."""
    at = _FIRST.search(item.quote)
    if item.kind != "passage" or at is None:
        return None
    end = items_below(text, item.start + at.start())
    return end if item.end < end <= item.start + _LIST_CHARS else None


def is_lead(evidence: Evidence) -> bool:
    """Say whether evidence is there for the item after it."""
    return evidence.id.endswith(f":{_TAG}")


def lead_in(text: str, at: int) -> tuple[int, int] | None:
    """Return where the words stand that lead over to the item at `at`; None where it is no item, or none lead."""
    begin = text.rfind("\n", 0, at) + 1
    mark = _MARK.match(text, begin)
    if mark is None or text[begin + len(mark[0]) : at].strip():
        return _within(text, begin, at)
    style = _style(mark[0])
    while begin > 0:
        stop = begin - 1
        begin = text.rfind("\n", 0, stop) + 1
        line = text[begin:stop].rstrip()
        if not line:
            continue
        above = _MARK.match(line)
        if above is not None and _style(above[0]) == style:
            continue
        return _last_sentence(text, begin, begin + len(line)) if line.endswith(_COLONS) else None
    return None


def items_below(text: str, at: int) -> int:
    """Return where the sentence at `at` ends, with the list that it leads over to."""
    line_end = _end_of_line(text, at)
    stop = text.find("。", at, line_end)
    if stop >= 0:
        return stop + 1
    if not text[at:line_end].rstrip().endswith(_COLONS):
        return line_end
    end, style = unmarked_below(text, line_end), None
    while end < len(text):
        mark = _MARK.match(text, end + 1)
        if mark is None or (style is not None and _style(mark[0]) != style):
            return end
        style, end = _style(mark[0]), _end_of_line(text, end + 1)
    return end


def unmarked_below(text: str, end: int) -> int:
    """Return where a list without numbers ends that begins on the line below `end`: lines with a semicolon, and the
    one that closes them; `end` where there is none.
    """
    found, at = 0, end
    while at < len(text):
        stop = _end_of_line(text, at + 1)
        line = text[at + 1 : stop].strip()
        if line.endswith(("；", ";")) and _MARK.match(line) is None:
            found, at = found + 1, stop
        else:
            closes = found and line.endswith("。") and len(line) <= _LEAD_CHARS and line.count("。") == 1
            return stop if closes and "，" not in line else at if found else end
    return end


def after_mark(text: str, at: int) -> int:
    """Return where the words of an item at `at` begin behind its number; `at` itself where it has none."""
    mark = _MARK.match(text, at)
    return mark.end() if mark is not None else at


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _within(text: str, begin: int, at: int) -> tuple[int, int] | None:
    """Return the lead of an item that stands in the running sentence (应符合下列条件：（1）…；（2）…)."""
    start = max(begin, text.rfind("。", begin, at) + 1)
    lead = next(iter(_WITHIN.finditer(text, start, at)), None)
    if lead is None or (text[at - 1] not in "：:；;）)" and _MARK.match(text, at) is None):
        return None
    return start, lead.end()


def _last_sentence(text: str, start: int, end: int) -> tuple[int, int] | None:
    start = max(start, text.rfind("。", start, end) + 1)
    return (start, end) if end - start <= _LEAD_CHARS else None


def _style(mark: str) -> str:
    return _NUMERAL.sub("1", mark.strip())
