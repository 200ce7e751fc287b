"""Amounts that a cell stands for: 1万吨（含）至5万吨, 90分以上, 不足500万元; and whether one amount is among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.figures.surface import MAGNITUDES, number
from bot.premises import premise_phrases
from bot.records.phrases import record_phrases

_MOST_NUMBERS = 2
_MONEY = "元"
_AROUND_CHARS = 8


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number with its unit, scaled, at [start, end) of a text; `kind` stands for units that may replace it."""

    value: Decimal
    kind: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Band:
    """The amounts from `low` to `high`, each None where there is no such end; `*_kept` says that the end belongs."""

    low: Decimal | None
    high: Decimal | None
    low_kept: bool = True
    high_kept: bool = True
    kind: str = ""

    def holds(self, value: Decimal) -> bool:
        """Say whether an amount is among them."""
        above = self.low is None or value > self.low or (value == self.low and self.low_kept)
        return above and (self.high is None or value < self.high or (value == self.high and self.high_kept))


def amounts(text: str, unit: str | None = None) -> list[Amount]:
    """Return the numbers of a text with a unit of their own, or with the `unit` that stands over a cell.

    In running text so many 万 of nothing are money.
    """
    phrases = record_phrases()
    default = phrases.amounts.fullmatch(f"1{unit}") if unit else None
    found = [m for m in phrases.amounts.finditer(text) if number(m["number"]) is not None]
    own = [m["unit"] for m in found if m["unit"]]
    said = next(iter(own), default["unit"] if default is not None else None) if unit is not None else None
    out = []
    for at, match in enumerate(found):
        value, scale = number(match["number"]), match["scale"]
        if not match["unit"] and not scale and at + 1 < len(found) and phrases.to.match(text, match.end()):
            scale = found[at + 1]["scale"]  # 1-5万吨
        if not (match["unit"] or scale or own) and default is not None:
            scale = default["scale"]
        kind = match["unit"] or said or (_MONEY if scale else None)
        if value is not None and kind:
            value *= MAGNITUDES[scale] if scale else 1
            out.append(
                Amount(value=value, kind=premise_phrases().kinds.get(kind, kind), start=match.start(), end=match.end())
            )
    return out


@lru_cache(maxsize=4096)
def band_of(cell: str, unit: str) -> Band | None:
    """Return the amounts that a cell stands for, in the unit of its header; None where it is no such range."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    found = amounts(text, unit)
    if not 0 < len(found) <= _MOST_NUMBERS or len({a.kind for a in found}) > 1:
        return None
    ends = [(a, *_end(text, a, found)) for a in found]
    lows, highs = ([e for e in ends if e[1] == way] for way in ("low", "high"))
    joined = record_phrases().to.search(text, found[0].end, found[-1].start) if len(found) > 1 else None
    if joined is not None and not (lows and highs):
        lows, highs = [(found[0], "low", ends[0][2])], [(found[1], "high", ends[1][2])]
    if len(lows) > 1 or len(highs) > 1 or len(lows) + len(highs) != len(found):
        return None
    low, high = (next(iter(side), None) for side in (lows, highs))
    if low is not None and high is not None and low[0].value >= high[0].value:
        return None
    return Band(
        low=low[0].value if low else None,
        high=high[0].value if high else None,
        low_kept=low[2] if low else True,
        high_kept=high[2] if high else True,
        kind=found[0].kind,
    )


def _end(text: str, amount: Amount, found: Sequence[Amount]) -> tuple[str, bool]:
    """Return which end of a range an amount is, and whether it belongs to it."""
    at = list(found).index(amount)
    first, last = (found[at - 1].end if at else 0), (found[at + 1].start if at + 1 < len(found) else len(text))
    before = text[max(first, amount.start - _AROUND_CHARS) : amount.start]
    after = text[amount.end : min(last, amount.end + _AROUND_CHARS)]
    phrases = record_phrases()
    kept = phrases.left_out.search(after) is None
    for way, pattern, tail in (("low", phrases.from_here, phrases.and_more), ("high", phrases.up_to, phrases.and_less)):
        said = pattern.search(before)
        if said is not None or tail.match(after):
            strict = said is not None and phrases.strictly.search(said[0]) is not None
            return way, kept and not strict
    return "", kept


def apart(bands: Sequence[Band]) -> bool:
    """Say whether ranges leave no amount to more than one of them, but for the ends that they share."""
    order = sorted(bands, key=lambda b: (b.low is not None, b.low or 0, b.high is None, b.high or 0))
    for one, other in pairwise(order):
        if one.high is None or other.low is None or one.high > other.low:
            return False
    return len(bands) > 1


def holding(bands: Mapping[int, Band], value: Decimal) -> list[int]:
    """Return the rows whose ranges an amount is in; where two share an end, that which begins with it."""
    found = [row for row, band in bands.items() if band.holds(value)]
    return [row for row in found if bands[row].low == value] or found
