"""Exact multiset match of table answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

PLACES = 6  # computed values in the sets carry binary rounding (66.33000000000001)


def normal(answer: str) -> str:
    """Return an answer for comparison: numbers by value to six places, text without outer space."""
    text = str(answer).strip()
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return str(round(value, PLACES).normalize()) if value.is_finite() else text


def exact_match(given: Iterable[str], right: Iterable[str]) -> bool:
    """Return whether both hold the same answers the same number of times, in any order."""
    return Counter(map(normal, given)) == Counter(map(normal, right))
