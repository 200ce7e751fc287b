"""Comparisons in a sentence against the values they compare: which is more, and by how much.

A head with its values after a colon (甲比乙多22家：…甲为250家，乙为228家) is checked against those values; a comparison
that gives no values (甲比乙多22家) against the values of the evidence.  What cannot be tied to values is left to the
other checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.checking.binding import Binding
from bot.checking.numbers import decimal
from bot.claims import Claim, ClaimKind
from bot.types import Fact

_UP = "增加|增长|提高|上升|超额完成|超出|多出|高出|上涨|多|高|大"
_DOWN = "减少|下降|降低|回落|下滑|还差|少|低|小"
_NUMBER = r"(\d+(?:\.\d+)?)\s*(%|个百分点|倍|[\u4e00-\u9fff]{0,6})"
_SIZED = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|出|完成)?约?(?P<size>\d+(?:\.\d+)?)(?P<unit>%|个百分点|[\u4e00-\u9fff]{{0,6}})"
)
_MORE = re.compile(rf"更(?:(?P<up>{_UP})|(?P<down>{_DOWN}))")
_LEVEL = re.compile(r"(?P<up>高于|多于|超过)|(?P<down>低于|少于|不足)|(?P<even>等于)")
_POINTS = "个百分点"
# 119.4 less 66.2 may be 53.3, of 119.44 less 66.19; 78 less 29.8 may be 48.3, of 29.75
_ROUNDING, _ROUNDED_ONE, _ROUNDED_BOTH = 0.051, 0.101, 0.151


@dataclass(frozen=True, kw_only=True)
class Value:
    """A number of a sentence with the unit it is written in."""

    number: float
    unit: str
    start: int
    decimal: bool = False  # written with decimals, be they zero (80.0%)


def wrong_comparison(binding: Binding) -> str | None:
    """Return the words of a comparison that its values speak against, None where there are none."""
    text = binding.text
    head, colon, _ = text.partition("：")
    if colon:
        found = _wrong_head(binding, head, len(head) + 1)
        if found:
            return found
    return _wrong_between(binding, head if colon else text)


# -- a head and its values


def _wrong_head(binding: Binding, head: str, at: int) -> str | None:
    said = values(binding, at, clause_end(binding.text, at))
    if len(said) != 2 or said[0].unit != said[1].unit:
        return None
    first, second = said
    sized = _last(_SIZED, head)
    if sized is not None:
        first, second = _in_order(binding, head, first, second)
        gap = first.number - second.number
        wanted = 1 if sized["up"] else -1
        if sized["down"] == "还差":
            wanted = -1
        fits = gap * wanted > 0 and _size_fits(float(sized["size"]), sized["unit"], first, second)
        return None if fits else sized[0]
    more = _last(_MORE, head)
    if more is not None:
        return _wrong_winner(binding, head, more, (first, second))
    level = _last(_LEVEL, head)
    if level is not None and re.search("平均|中位", head):
        gap = first.number - second.number
        fits = gap > 0 if level["up"] else gap < 0 if level["down"] else abs(gap) <= _ROUNDING
        return None if fits else level[0]
    return None


def _in_order(binding: Binding, head: str, first: Value, second: Value) -> tuple[Value, Value]:
    """Return the value said to be more or less, then the one it is compared with.

    甲比乙 names them; where the head has no 比 and both values have a year, the later year changed from the earlier.
    """
    joint = head.find("比")
    if joint >= 0:
        left = [c for c in names(binding) if c.end <= joint]
        near = [
            binding.nearest(_as_claim(v), [c for c in names(binding) if c.start > len(head)]) for v in (first, second)
        ]
        if left and near[0] is not None and near[1] is not None and near[0].value != near[1].value:
            return (second, first) if near[1].value == left[-1].value else (first, second)
        return first, second
    years = [_year_before(binding, v) for v in (first, second)]
    if re.search("增加|减少|增长|下降", head) and all(years) and years[0] != years[1]:
        return (first, second) if str(years[0]) > str(years[1]) else (second, first)
    return first, second


def _wrong_winner(binding: Binding, head: str, more: re.Match[str], both: Sequence[Value]) -> str | None:
    before = [c for c in names(binding) if c.end <= more.start()]
    after = [c for c in names(binding) if c.start > len(head)]
    if not before:
        return None
    own = [
        v for v in both if (near := binding.nearest(_as_claim(v), after)) is not None and near.value == before[-1].value
    ]
    if len(own) != 1:
        return None
    other = next(v for v in both if v is not own[0])
    fits = own[0].number > other.number if more["up"] else own[0].number < other.number
    return None if fits else head[before[-1].start : more.end()]


def _size_fits(size: float, unit: str, first: Value, second: Value) -> bool:
    gap = abs(first.number - second.number)
    if unit.startswith("%") and first.unit != "%":
        return second.number != 0 and abs(gap / abs(second.number) * 100 - size) <= _ROUNDING
    rounded = sum(value.decimal or not value.number.is_integer() for value in (first, second))
    if rounded == 1 and size.is_integer():
        rounded = 0
    return abs(gap - size) <= (_ROUNDING, _ROUNDED_ONE, _ROUNDED_BOTH)[rounded]


# -- a comparison without values


def _wrong_between(binding: Binding, head: str) -> str | None:
    """Check 甲比乙多… and 2025年比2024年多… against the facts of the evidence."""
    joint = head.find("比")
    sized = _SIZED.search(head, joint) if joint >= 0 else None
    if sized is None or re.search("平均|中位|合计|总和|之和|之差", head):
        return None
    named = names(binding)
    left = [c for c in named if c.end <= joint]
    right = [c for c in named if joint < c.start and c.end <= sized.start()]
    years = [c for c in binding.claims if c.kind is ClaimKind.YEAR and c.end <= sized.start()]
    if left and right and left[-1].value != right[-1].value:
        pairs = _pairs(binding, left[-1].value, right[-1].value, points=sized["unit"] == _POINTS)
    elif len(years) == 2 and not right:
        subject = left[-1].value if left else None
        pairs = _pairs_of_years(binding, subject, years[0].value, years[1].value)
    else:
        return None
    if not pairs:
        return None
    up = sized["up"] is not None
    size, unit = float(sized["size"]), sized["unit"]

    def fits(one: float, other: float) -> bool:
        if (one - other > 0) is not up or one == other:
            return False
        values = (Value(number=one, unit="", start=0), Value(number=other, unit="", start=0))
        return _size_fits(size, unit, *values)

    return None if any(fits(one, other) for one, other in pairs) else sized[0]


def _pairs(binding: Binding, left: str, right: str, *, points: bool) -> list[tuple[float, float]]:
    """Return the values of two names for each metric and period that the evidence has of both.

    With `points` only rates, for it is those that differ by percentage points, not the counts they came from.
    """
    found = []
    for fact in cells(binding):
        if binding.names_in(fact.subject) != {left} or (points and fact.unit != "%"):
            continue
        for other in cells(binding):
            same = (fact.metric, fact.period, fact.unit) == (other.metric, other.period, other.unit)
            if same and binding.names_in(other.subject) == {right}:
                found.append((decimal(fact.value) or 0.0, decimal(other.value) or 0.0))
    return found


def _pairs_of_years(binding: Binding, subject: str | None, left: str, right: str) -> list[tuple[float, float]]:
    held = [f for f in cells(binding) if subject is None or binding.names_in(f.subject) == {subject}]
    ones = [f for f in held if f.period and left in f.period]
    others = [f for f in held if f.period and right in f.period]
    return [
        (decimal(a.value) or 0.0, decimal(b.value) or 0.0)
        for a in ones
        for b in others
        if a.unit == b.unit and a.subject == b.subject
    ]


# -- parts


def cells(binding: Binding) -> list[Fact]:
    """Return the facts that cells state, leaving computations out."""
    return [
        fact
        for record in binding.cited
        if record.kind == "figure"
        for fact in record.facts
        if decimal(fact.value) is not None
    ]


def names(binding: Binding) -> list[Claim]:
    """Return the places, bodies and persons of a sentence."""
    return [c for c in binding.claims if c.kind in (ClaimKind.REGION, ClaimKind.ORGANISATION, ClaimKind.PERSON)]


def values(binding: Binding, start: int, end: int) -> list[Value]:
    """Return the numbers with a unit (or all, where none has one) between two places, ordinals left out."""
    found = []
    for claim in binding.claims:
        if claim.kind is not ClaimKind.NUMBER or not start <= claim.start < end:
            continue
        if re.search("第$|相差约?$|完成率约?$", binding.text[: claim.start]):
            continue
        unit = re.match(r"%|％|‰|个百分点|[\u4e00-\u9fff]*", claim.unit)
        written = binding.text[claim.start : claim.end]
        unit_said = (unit[0] if unit else "")[:4]
        found.append(Value(number=float(claim.value), unit=unit_said, start=claim.start, decimal="." in written))
    return found


def clause_end(text: str, start: int) -> int:
    """Return where the clause that starts at `start` ends."""
    match = re.compile("[。；;]").search(text, start)
    return match.start() if match else len(text)


def _year_before(binding: Binding, value: Value) -> str | None:
    years = [c.value for c in binding.claims if c.kind is ClaimKind.YEAR and c.end <= value.start]
    return years[-1] if years else None


def _as_claim(value: Value) -> Claim:
    return Claim(kind=ClaimKind.NUMBER, value=str(value.number), start=value.start, end=value.start)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
