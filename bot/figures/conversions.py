"""Amounts in another unit of the same quantity, where a question asks for it (换算成元是多少)."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.figures.amounts import Amount

_SCALES = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_BASES: dict[str, tuple[str, Decimal]] = {  # unit -> (quantity, so many of its smallest unit)
    "元": ("money", Decimal(1)),
    "吨": ("mass", Decimal(1000)),
    "公斤": ("mass", Decimal(1)),
    "千克": ("mass", Decimal(1)),
    "斤": ("mass", Decimal("0.5")),
    "公里": ("length", Decimal(1000)),
    "千米": ("length", Decimal(1000)),
    "米": ("length", Decimal(1)),
    "公顷": ("area", Decimal(15)),  # in 亩, so that the usual pair is exact
    "亩": ("area", Decimal(1)),
    "平方公里": ("area", Decimal(1500)),
    "立方米": ("volume", Decimal(1)),
    "千瓦时": ("energy", Decimal(1)),
    "度": ("energy", Decimal(1)),
    "人": ("persons", Decimal(1)),
    "户": ("households", Decimal(1)),
    "家": ("enterprises", Decimal(1)),
    "辆": ("vehicles", Decimal(1)),
    "标箱": ("boxes", Decimal(1)),
}
SPREADS = {"月": 12, "季度": 4, "周": 52}  # so many parts a year has
_UNIT = rf"(?:百万|[千万亿])?(?:{'|'.join(sorted(_BASES, key=len, reverse=True))})"
_ASKED = re.compile(
    rf"(?:换算|换|折合|折算|折|换成|合)(?:成|为|到)?(?:人民币)?(?:是|约|等于)?(?:多少|几)?(?P<unit>{_UNIT})"
    rf"|(?:等于|合|相当于|就是)(?:多少|几)(?P<also>{_UNIT})|以(?P<by>{_UNIT})(?:为单位|计)"
    rf"|(?:多少|几)(?P<scaled>(?:百万|[千万亿])(?:{'|'.join(sorted(_BASES, key=len, reverse=True))}))"
)


def unit_wanted(text: str) -> str | None:
    """Return the unit that a question wants an amount converted to, or None."""
    match = _ASKED.search(text)
    return next((unit for unit in match.groups() if unit), None) if match is not None else None


def asking(text: str) -> list[tuple[int, int]]:
    """Return where a question says what unit it wants."""
    return [match.span() for match in _ASKED.finditer(text)]


def converted(amount: Amount, unit: str) -> Amount | None:
    """Return an amount in another unit of the same quantity; None where there is no such, or it has it already."""
    own, wanted = _measure(amount.unit or ""), _measure(unit)
    if own is None or wanted is None or own[0] != wanted[0] or amount.unit == unit or amount.percent:
        return None
    factor = own[1] / wanted[1]
    value = (amount.value * factor).normalize()
    return Amount(
        value=Decimal(f"{value:f}"),
        unit=unit,
        figures=amount.figures,
        formula=f"{amount.value} * {factor.normalize():f}",
        parts=(amount,),
    )


def _measure(unit: str) -> tuple[str, Decimal] | None:
    match = re.fullmatch(r"(百万|[千万亿])?(.+)", unit)
    if unit in _BASES:
        return _BASES[unit]
    if match is None or match[1] is None or match[2] not in _BASES:
        return None
    quantity, size = _BASES[match[2]]
    return quantity, size * _SCALES[match[1]]
