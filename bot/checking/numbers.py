"""Numbers and dates of a sentence against those that evidence holds."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence

from bot.claims import Claim
from bot.types import Fact

_PLAIN_NUMBER = r"\d+(?:\.\d+)?"
_SUM = re.compile(rf"(?<![\d.÷×−+])({_PLAIN_NUMBER})([÷×−+])({_PLAIN_NUMBER})(?![\d.÷×−+])")
_LONG_SUM = re.compile(rf"(?<![\d.÷×−+]){_PLAIN_NUMBER}(?:\+{_PLAIN_NUMBER}){{2,}}(?![\d.÷×−+])")
_OPERATIONS = {"÷": operator.truediv, "×": operator.mul, "−": operator.sub, "+": operator.add}
_ROUNDING = 0.051
_HELD = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})[日号]|(底|末|初|中旬|上旬|下旬))?")


def same_number(claim: Claim, fact: Fact) -> bool:
    """Say whether a fact holds the number of a claim, in its unit."""
    value = fact.value.replace(",", "").strip().rstrip("%％")
    try:
        same = float(value) == float(claim.value) or (value.startswith("-") and float(value) == -float(claim.value))
    except ValueError:
        return False
    if not same:
        return False
    unit = (fact.unit or ("%" if fact.value.strip().endswith(("%", "％")) else "")).replace("％", "%")
    said = claim.unit.replace("％", "%")
    if unit == "%" or said.startswith("%"):
        return unit == "%" and said.startswith(("%", "个百分点"))
    if not unit:
        return True
    return not said or said.startswith(unit) or unit.startswith(f"{said}/") or not _is_unit(said)


def decimal(text: str) -> float | None:
    """Return the number that a value writes, or None."""
    try:
        return float(text.replace(",", "").strip().rstrip("%％"))
    except ValueError:
        return None


def _is_unit(words: str) -> bool:
    return (
        re.match(r"家|个|项|人|万|亿|元|吨|件|份|条|天|日|月|年|度|米|亩|辆|台|套|户|次|倍|场|名|位|千", words)
        is not None
    )


def date_agrees(said: str, held: str) -> bool:
    """Whether a date as said (parts may be missing) is the date that a record holds."""
    match = re.search(r"((?:19|20)\d{2})-(\d{2})-(\d{2})", held)
    parts = said.split("-")
    if match:
        if parts[0] and parts[0] != match[1]:
            return False
        if parts[1] != match[2]:
            return False
        return not parts[2] or parts[2] == match[3] or (parts[2] == "底" and int(match[3]) >= 28)
    for other in _HELD.finditer(held):
        same_year = not parts[0] or not other[1] or parts[0] == other[1]
        day = (other[3] or other[4] or "").zfill(2) if (other[3] or "").isdigit() else (other[3] or other[4] or "")
        if same_year and int(parts[1]) == int(other[2]) and (not parts[2] or parts[2] == day):
            return True
    return False


def unrecorded_sum(text: str, facts: Sequence[Fact]) -> str | None:
    """Return a formula in a sentence that does not come to any value the evidence holds, else None."""
    held = [v for v in (decimal(f.value) for f in facts) if v is not None]
    for match in _SUM.finditer(text):
        left, right = float(match[1]), float(match[3])
        if match[2] == "×" and text.startswith("%", match.end()):  # 64×80%
            right /= 100
        if match[2] == "÷" and not right:
            return match[0]
        came_to = _OPERATIONS[match[2]](left, right)
        if not any(abs(came_to * scale - abs(v)) <= _ROUNDING for v in held for scale in (1, 100, -1, -100)):
            return match[0]
    for match in _LONG_SUM.finditer(text):
        total = sum(float(part) for part in match[0].split("+"))
        if not any(abs(total - abs(v)) <= _ROUNDING for v in held):
            return match[0]
    return None
