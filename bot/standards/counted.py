"""Numbers that a question names: so many of a unit, a sum that was spent, a sum that is supposed, a stretch of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.figures.surface import MAGNITUDES, NUMBER, number
from bot.premises import Quantity, premise_phrases, quantities
from bot.standards.phrases import standard_phrases

_MONEY, _MONTHS_A_YEAR, _HALF_A_YEAR = "元", 12, 6
_AROUND_CHARS = 10
_PEOPLE = "|个(?=[^，。,0-9]{0,8}?(?:人|员|职工|工人|学生|学员|教师|农民))"  # 100个失能老人


@dataclass(frozen=True, kw_only=True)
class Count:
    """So many of a unit at [start, end) of a question."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Sums of a question: those spent, in 元, the one that is supposed to come out, and the rate supposed, per cent."""

    spent: tuple[Decimal, ...] = ()
    claimed: Decimal | None = None
    claimed_rate: Decimal | None = None


def counts(text: str, unit: str) -> list[Count]:
    """Return the numbers of a text with a unit, or with one that may stand for it (名, of 人)."""
    found = []
    for match in _so_many(unit).finditer(text):
        value = number(match["number"])
        if value is not None:
            value *= MAGNITUDES[match["scale"]] if match["scale"] else 1
            found.append(Count(value=value, start=match.start(), end=match.end()))
    return found


@lru_cache(maxsize=256)
def _so_many(unit: str) -> re.Pattern[str]:
    kinds = premise_phrases().kinds
    same = sorted({u for u, kind in kinds.items() if kind == kinds.get(unit, unit)} | {unit}, key=lambda u: -len(u))
    loose = "|".join(map(re.escape, same)) + (_PEOPLE if kinds.get(unit, unit) == "人" else "")
    return re.compile(rf"(?P<number>{NUMBER})(?P<scale>万|亿)?(?:个(?=人))?(?:{loose})")


@lru_cache(maxsize=64)
def sums(text: str) -> Sums:
    """Return the sums of money that a question names: what was spent, and what it supposes to get."""
    phrases = standard_phrases()
    spent: list[Quantity] = []
    named = [q for q in quantities(text) if q.unit == _MONEY]
    money = [q for q in named if not q.bound]
    claimed = [q for q in named if q.bound and phrases.confirms.search(text)]  # 上限200万吧
    for held in money:
        before = re.split("[，。,；;]", text[max(0, held.start - _AROUND_CHARS) : held.start])[-1]
        after = text[held.end : held.end + _AROUND_CHARS]
        supposed = phrases.claimed.search(before) is not None and phrases.spent_after.match(after) is None
        (claimed if supposed else spent).append(held)
    if not claimed and len(spent) == len(money) > 1 and phrases.asks.search(text):
        told = [q for q in spent if phrases.spent.search(text[: q.start]) or phrases.spent_after.match(text[q.end :])]
        spent = told or spent
    if phrases.confirms.search(text) is None:
        return Sums(spent=_values(spent))  # 去年拿了5万: no sum that is supposed
    plain = phrases.claimed_plain.search(text) if not claimed else None  # 补12000对吗
    supposed_sums = {q.value for q in claimed} | ({Decimal(plain["number"])} if plain is not None else set())
    rates = {q.value for q in quantities(text) if q.unit == "%"}
    return Sums(
        spent=_values(spent),
        claimed=supposed_sums.pop() if len(supposed_sums) == 1 else None,
        claimed_rate=rates.pop() if len(rates) == 1 else None,
    )


def _values(held: Sequence[Quantity]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(q.value for q in held))


def months(text: str) -> int | None:
    """Return of how many months a question speaks (半年, 一年, 3个月); None where it names none."""
    match = standard_phrases().months.search(text)
    if match is None:
        return None
    if match["count"]:
        return int(match["count"])
    return _HALF_A_YEAR if match["half"] else _MONTHS_A_YEAR
