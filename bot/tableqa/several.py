"""Questions over several tables of one family: 2020年和2022年, 甲区与乙区, 2021年3月至6月每月.

A family is tables with one header whose titles differ only in place and period.  Each member gets the question with
the other places and periods taken out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.tableqa.text import fold, periods
from bot.tableqa.types import Grid, Period

MOST_TABLES = 36  # a range longer than this is no question about single tables
_RANGE = re.compile(r"\s*(?:至|到|-|—|~|～)\s*")
_EACH_PERIOD = re.compile("每一?[年月季]|逐[年月]|历年|期间|[年月]间|时间段|以来")
_PUNCTUATION = re.compile("[和与及、以]*$")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table of several, and the question that remains for it; `dated` when its period belongs in the answer."""

    index: int
    question: str
    dated: bool


class TableFamilies:
    """Titles taken apart, so that members of a family are found without reading every table again."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = grids
        self._stems: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
        for index, grid in enumerate(grids):
            self._stems[grid.header, _stem(grid.title)].append(index)

    def parts(self, question: str, best: int) -> list[Part]:
        """Return the parts of a question that names several members of the family of table `best`, else nothing."""
        text = fold(question)
        asked, ranged = _asked(text)
        header = self._grids[best].header
        places = self._places(text, header, _stem(self._grids[best].title))
        if len(asked) < 2 and len(places) < 2:
            return []
        dated = (ranged or bool(_EACH_PERIOD.search(text)) or len(asked) > 2) and len(asked) > 1
        spans = {place: (text.find(place), text.find(place) + len(place)) for place in places if place}
        out: list[Part] = []
        for place, stem in places.items():
            members = self._stems[header, stem]
            for index, period in self._members(members, [p for _, _, p in asked]):
                others = [span for other, span in spans.items() if other != place]
                rest = _without(text, others, asked, period)
                out.append(Part(index=index, question=rest, dated=dated and period is not None))
        return out if 1 < len(out) <= MOST_TABLES else []

    def _places(self, text: str, header: tuple[str, ...], stem: str) -> dict[str, str]:
        """Place -> stem of the family members whose place stands in the question (an empty place stands always)."""
        place = next((stem[:n] for n in range(len(stem), 1, -1) if stem[:n] in text), "")
        kind = stem[len(place) :]
        found = {place: stem}
        for other_header, other in self._stems:
            if other_header == header and other != stem and other.endswith(kind) and len(other) > len(kind):
                name = _said_as(other[: len(other) - len(kind)], place, text)
                if name and not any(name in known or (known and known in name) for known in found):
                    found[name] = other
        return found

    def _members(self, members: Sequence[int], asked: Sequence[Period]) -> list[tuple[int, Period | None]]:
        titled = [(index, _period(self._grids[index].title)) for index in members]
        if not any(period for _, period in titled):
            return [(members[0], None)]
        wanted = list(dict.fromkeys(asked))
        return [(index, period) for want in wanted for index, period in titled if period == want]


def _said_as(name: str, beside: str, text: str) -> str:
    """Return how the text says a place: whole, or without what it shares with another (广州市白云区和从化区)."""
    if name in text:
        return name
    shared = next((n for n in range(min(len(name), len(beside)), 1, -1) if name[:n] == beside[:n]), 0)
    short = name[shared:]
    return short if shared and len(short) >= 2 and short in text else ""


def _stem(title: str) -> str:
    text, last, out = fold(title), 0, []
    for start, end, _ in periods(text):
        if start >= last:
            out.append(text[last:start])
            last = end
    return "".join([*out, text[last:]])


def _period(title: str) -> Period | None:
    found = periods(title)
    return found[0][2] if found else None


def _asked(text: str) -> tuple[list[tuple[int, int, Period]], bool]:
    """Periods of a question with ranges filled in (all of a range share its span), and whether there was one."""
    found = periods(text)
    out: list[tuple[int, int, Period]] = []
    ranged = False
    skip = False
    for index, (start, end, period) in enumerate(found):
        if skip:
            skip = False
            continue
        after = found[index + 1] if index + 1 < len(found) else None
        if after and _RANGE.fullmatch(text[end : after[0]]):
            filled = _between(period, after[2])
            if filled:
                out += [(start, after[1], p) for p in filled]
                ranged = skip = True
                continue
        out.append((start, end, period))
    return out, ranged


def _between(first: Period, last: Period) -> list[Period]:
    if first.month is None and last.month is None:
        return [Period(year=year) for year in range(first.year, last.year + 1)]
    if first.month is None or last.month is None:
        return []
    low, high = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [Period(year=m // 12, month=m % 12 + 1) for m in range(low, high + 1)]


def _without(
    text: str, places: Sequence[tuple[int, int]], asked: Sequence[tuple[int, int, Period]], own: Period | None
) -> str:
    """Return the question without the other places, its own period put where the periods stood."""
    cuts = [(start, end, "") for start, end in places]
    if own is not None:
        written = f"{own.year}年{own.month}月" if own.month else f"{own.year}年"
        spans = sorted({(start, end) for start, end, _ in asked})
        cuts += [(start, end, written if i == 0 else "") for i, (start, end) in enumerate(spans)]
    out, last = "", 0
    for start, end, instead in sorted(cuts):
        if start < last:
            continue
        before = text[last:start]
        out += (before if instead else _PUNCTUATION.sub("", before)) + instead
        last = end
    return out + text[last:]
