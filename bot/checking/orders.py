"""Superlatives, places, orders and limits in a sentence against the values they are said of.

甲最多，为250家 and 排第3位 are checked against every cell of the same metric and period that the evidence holds;
从高到低…, 不足10家的有… and 低于平均值的有… against the values listed.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.checking.binding import Binding
from bot.checking.comparisons import cells, clause_end, names, values
from bot.checking.numbers import decimal
from bot.claims import WHOLE
from bot.types import Fact

_MOST = re.compile(r"(?<!排在)最(?:(?P<up>多|高|大)|(?P<down>少|低|小))[,，]")
_MEAN = re.compile(r"(?:(?P<up>高于|超过)|(?P<down>低于|不足))[^，。：]{0,6}平均值?的(?:只?有|是)")
_PLACE = re.compile(r"排第(\d+)位")
_ORDER = re.compile(r"(?P<down>从高到低|由高到低|从大到小|从多到少)|(?P<up>从低到高|由低到高|从小到大|从少到多)")
_LIMIT = re.compile(
    r"(?P<op>不超过|达到或超过|不低于|不少于|超过|高于|多于|不足|低于|少于)约?(?P<value>\d+(?:\.\d+)?)(?P<unit>%|[\u4e00-\u9fff]{0,4}?)的(?:只?有|是)"
)
_LISTED = re.compile(r"（约?(?P<value>-?\d+(?:\.\d+)?)(?P<unit>%|[\u4e00-\u9fff]{0,6})[，）]")
_OPERATIONS = {
    "不超过": lambda a, b: a <= b, "达到或超过": lambda a, b: a >= b, "不低于": lambda a, b: a >= b,
    "不少于": lambda a, b: a >= b, "超过": lambda a, b: a > b, "高于": lambda a, b: a > b, "多于": lambda a, b: a > b,
    "不足": lambda a, b: a < b, "低于": lambda a, b: a < b, "少于": lambda a, b: a < b,
}  # fmt: skip


def wrong_order(binding: Binding) -> str | None:
    """Return the words of a superlative, place, order or limit that its values speak against, None for none."""
    return (
        _wrong_most(binding)
        or _wrong_place(binding)
        or _wrong_order(binding.text)
        or _wrong_limit(binding.text)
        or _wrong_mean(binding)
    )


def _wrong_most(binding: Binding) -> str | None:
    match = _MOST.search(binding.text)
    before = [c for c in names(binding) if match is not None and c.end <= match.start()]
    if match is None or not before:
        return None
    said = values(binding, match.end(), clause_end(binding.text, match.end()))
    own = [f for f in cells(binding) if binding.names_in(f.subject) == {before[-1].value}]
    for fact in own:
        value = decimal(fact.value)
        if value is None or not any(abs(v.number - value) < 1e-9 for v in said):
            continue
        rivals = [decimal(f.value) for f in cells(binding) if _comparable(f, fact) and f.subject != fact.subject]
        beaten = [r for r in rivals if r is not None and (r > value if match["up"] else r < value)]
        if beaten:
            return match[0].rstrip(",，")
    return None


def _wrong_place(binding: Binding) -> str | None:
    """Check 排第3位，…为150家 against every cell of the same metric and period."""
    match = _PLACE.search(binding.text)
    before = [c for c in names(binding) if match is not None and c.end <= match.start()]
    if match is None or not before:
        return None
    said = values(binding, match.end(), clause_end(binding.text, match.end()))
    rising = re.search("倒数|从低到高|从小到大|从少到多", binding.text) is not None
    for fact in (f for f in cells(binding) if binding.names_in(f.subject) == {before[-1].value}):
        value = decimal(fact.value)
        if value is None or not said or abs(said[0].number - value) > 1e-9:
            continue
        rivals = [v for f in cells(binding) if _comparable(f, fact) and (v := decimal(f.value)) is not None]
        place = 1 + sum(r < value if rising else r > value for r in rivals)
        if len(rivals) > 1 and place != int(match[1]):
            return match[0]
    return None


def _comparable(one: Fact, other: Fact) -> bool:
    """Say whether two cells are of one metric, period and unit, and the first is no total."""
    same = (one.metric, one.period, one.unit) == (other.metric, other.period, other.unit)
    return same and not WHOLE.search(one.subject)


def _wrong_order(text: str) -> str | None:
    match = _ORDER.search(text)
    if match is None or "；" in text or "排在最后" in text:
        return None
    listed = [float(m["value"]) for m in _LISTED.finditer(text, match.end())]
    wrong = any(b > a if match["down"] else b < a for a, b in pairwise(listed))
    return match[0] if wrong else None


def _wrong_limit(text: str) -> str | None:
    match = _LIMIT.search(text)
    if match is None or "不符合" in text or "都" in text[match.end() :]:
        return None
    unit = "%" if match["unit"].startswith("%") else match["unit"]
    for listed in _LISTED.finditer(text, match.end()):
        same = listed["unit"] == unit or (not unit and not listed["unit"])
        if same and not _OPERATIONS[match["op"]](float(listed["value"]), float(match["value"])):
            return listed[0].strip("（）")
    return None


def _wrong_mean(binding: Binding) -> str | None:
    """Check 低于平均值的有…：甲（5家） against the mean of all cells of that metric and period."""
    match = _MEAN.search(binding.text)
    listed = [(float(m["value"]), m) for m in _LISTED.finditer(binding.text, match.end())] if match else []
    if match is None or not listed:
        return None
    found: str | None = None
    for population in _populations(binding, len(listed), listed[0][1]["unit"]):
        mean = sum(population) / len(population)
        wrong = [m for value, m in listed if (value < mean if match["up"] else value > mean)]
        if not wrong:
            return None
        found = wrong[0][0].strip("（）")
    return found


def _populations(binding: Binding, listed: int, unit: str) -> list[list[float]]:
    """Return the values that computations of the evidence went over, where they are more than those listed.

    Rates are computed from two columns of other units: their cells are not what is averaged.
    """
    facts = {r.id: r.facts for r in binding.cited if r.kind == "figure"}
    found = []
    for record in binding.cited:
        held = [
            decimal(f.value)
            for i in record.inputs
            for f in facts.get(i, ())
            if f.unit == (unit or None) and not WHOLE.search(f.subject)
        ]
        numbers = [v for v in held if v is not None]
        if len(numbers) > listed:
            found.append(numbers)
    return found
