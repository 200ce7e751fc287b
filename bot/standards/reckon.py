"""What a row of standards comes to for the case that a question tells: formula, limit, and what is still needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.figures.surface import MAGNITUDES, digits_of, number
from bot.grants import money
from bot.standards.changes import Act, Change
from bot.standards.counted import counts, months, sums
from bot.standards.phrases import standard_phrases
from bot.standards.table import Kind, StandardTable, Value

_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿])?元?")
_RATE = re.compile(r"(?P<number>\d+(?:\.\d+)?)[%％]")
_PER = re.compile("[/·每]")
_EACH = re.compile(r"每(?:新增)?(?P<unit>[一-龥]{1,5}?)(?:给予|补助|补贴|奖励)?\d")
_CAP = re.compile(
    r"[，,；;(（][^，,；;\d]{0,10}(?:最[高多]|不超过|上限|封顶)[^，,；;\d]{0,6}(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿])?元[)）]?"
)
_TIMES = ("月", "日", "天", "年")
_BASE_OF = re.compile(r"^(?P<base>[一-龥]{2,12}?)的?\d+(?:\.\d+)?[%％]")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A column of a row as a number: `amount` in 元, or per cent; `per` are the units that it is for each of.

    `cap` is the limit that its own cell states; `formula` says how a change made the number of what the table states;
    `changed` are those changes.
    """

    value: Value
    amount: Decimal
    per: tuple[str, ...] = ()
    cap: Decimal | None = None
    formula: str = ""
    changed: tuple[Change, ...] = ()

    @property
    def rated(self) -> bool:
        """Whether the number is per cent."""
        return self.value.kind is Kind.RATE or (self.value.kind is Kind.OWN and not self.per)


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What comes out, in 元.

    Attributes:
        amount: with the limit kept.
        uncapped: what the formula comes to.
        cap: the limit, or None.
        formula: how, in words.
        own: whether it is what one pays oneself.
        rules: the columns that it rests on.
    """

    amount: Decimal
    uncapped: Decimal
    cap: Decimal | None
    formula: str
    own: bool
    rules: tuple[Rule, ...]


def rule_of(table: StandardTable, row: int, value: Value, changes: Sequence[Change]) -> Rule | None:
    """Return a cell as a rule, with `changes` of its column made; None where it is no one number."""
    text, cap = _without_cap(table.text(row, value.index).replace(",", ""))
    rate = _RATE.search(text)
    if value.kind is Kind.RATE or (value.kind is Kind.AMOUNT and rate is not None) or value.kind is Kind.OWN:
        held = rate or re.fullmatch(r"(?P<number>0)", text)
        if held is None or len(_RATE.findall(text)) > 1:
            return None
        kind = Kind.RATE if value.kind is Kind.AMOUNT else value.kind
        return _changed(Rule(value=replace(value, kind=kind), amount=Decimal(held["number"]), cap=cap), changes)
    found = [m for m in _AMOUNT.finditer(text) if m["number"]]
    unit = text[found[0].end() :] if found and not value.unit else value.unit
    if len(found) != 1:
        return None
    scale = found[0]["scale"] or (value.unit[:1] if value.unit[:1] in MAGNITUDES else "")
    amount = (number(found[0]["number"]) or Decimal(0)) * (MAGNITUDES[scale] if scale else 1)
    each = _EACH.match(text)
    per = (each["unit"],) if each is not None else tuple(p for p in _PER.split(unit)[1:] if p)
    return _changed(Rule(value=value, amount=amount, per=per, cap=cap), changes)


def _without_cap(text: str) -> tuple[str, Decimal | None]:
    """Return a cell without the limit that it states, and that limit in 元 (每吨200元，单个企业最高150万元)."""
    match = _CAP.search(text)
    if match is None or match.start() == 0:
        return text, None
    scale = MAGNITUDES[match["scale"]] if match["scale"] else 1
    return text[: match.start()] + text[match.end() :], Decimal(match["number"]) * scale


def _changed(rule: Rule, changes: Sequence[Change]) -> Rule:
    words = standard_phrases().words
    for change in changes:
        base = rule.amount
        shown = f"{digits_of(base)}%" if rule.rated else money(base)
        if change.act is Act.POINTS and rule.rated:
            amount = base + change.amount
            formula = words["points"].format(
                rate=digits_of(base), more=digits_of(change.amount), value=digits_of(amount)
            )
        elif change.act is Act.SCALED:
            amount = base * change.amount / 100
            told = f"{digits_of(amount)}%" if rule.rated else money(amount)
            formula = words["scaled"].format(base=shown, rate=digits_of(change.amount), value=told)
        elif change.act is Act.ADDED and not rule.rated:
            amount = base + change.amount
            formula = words["added"].format(base=shown, more=money(change.amount), value=money(amount))
        else:
            continue
        joined = f"{rule.formula}{words['and_then']}{formula}" if rule.formula else formula
        rule = replace(rule, amount=amount, formula=joined, changed=(*rule.changed, change))
    return rule


def reckon(text: str, rules: Sequence[Rule], *, least_one: Sequence[str]) -> Sum | None:
    """Return what the rules of a row come to for what a question tells; None where it tells too little or too much.

    Args:
        text: the question, in the spelling of `plain`.
        rules: the columns asked for, of one row.
        least_one: units of which less than one counts as one.
    """
    cores = {r.value.core for r in rules if r.value.core}
    groups = [tuple(r for r in rules if r.value.core in ("", core)) for core in cores] or [tuple(rules)]
    found = [s for group in groups if (s := _of_group(text, group, least_one)) is not None]
    return found[0] if len(found) == 1 or (found and len({s.amount for s in found}) == 1) else None


def _of_group(text: str, rules: Sequence[Rule], least_one: Sequence[str]) -> Sum | None:
    rates, caps = [r for r in rules if r.rated], [r for r in rules if r.value.kind is Kind.CAP]
    pieces = [r for r in rules if r.value.kind is Kind.AMOUNT and not r.rated]
    spent = sums(text).spent
    if len(rates) == 1 and len(spent) == 1 and not any(r.per for r in pieces):
        meant = _cap_meant(text, caps, spent[0], rates[0])
        return _by_rate(spent[0], rates[0], meant) if len(meant) < 2 else None
    if len(pieces) == 1 and not rates and len(caps) < 2:
        return _by_piece(text, pieces[0], caps, least_one)
    return None


def _cap_meant(text: str, caps: Sequence[Rule], base: Decimal, rate: Rule) -> Sequence[Rule]:
    """Return the one limit that counts: that of one machine where one is meant, the lowest where none is reached."""
    lowest = sorted(caps, key=lambda c: c.amount)[:1]
    if lowest and base * rate.amount / 100 <= lowest[0].amount:
        return lowest
    of_one = [c for c in caps if standard_phrases().of_one.search(c.value.label)]
    return of_one if len(caps) > 1 and of_one and standard_phrases().one.search(text) else caps


def _by_rate(base: Decimal, rate: Rule, caps: Sequence[Rule]) -> Sum:
    formula = standard_phrases().words["per_cent"].format(base=money(base), rate=digits_of(rate.amount))
    came = base * rate.amount / 100
    cap = caps[0].amount if caps else rate.cap
    rules = (rate, *caps)
    if rate.value.kind is not Kind.OWN:
        return Sum(
            amount=came if cap is None else min(came, cap),
            uncapped=came,
            cap=cap,
            formula=formula,
            own=False,
            rules=rules,
        )
    if cap is not None and base - came > cap:
        formula = standard_phrases().words["less"].format(more=money(base), less=money(cap))
        return Sum(amount=base - cap, uncapped=base - cap, cap=cap, formula=formula, own=True, rules=rules)
    return Sum(amount=came, uncapped=came, cap=None, formula=formula, own=True, rules=rules)


def _by_piece(text: str, piece: Rule, caps: Sequence[Rule], least_one: Sequence[str]) -> Sum | None:
    came, factors, timed = piece.amount, list[str](), False
    for unit in piece.per:
        if unit in _TIMES:
            stretch = months(text) if unit == "月" else None
            if stretch is not None:
                came, timed = came * stretch, True
                factors.append(f"{stretch}个月")
            elif unit != "月" and len({c.value for c in counts(text, unit)}) == 1:
                days = counts(text, unit)[0].value
                came, timed = came * days, True
                factors.append(f"{digits_of(days)}{unit}")
            continue
        said = {c.value for c in counts(text, unit)} - ({Decimal(1)} if unit not in least_one else set())
        if len(said) > 1:
            return None
        if said:
            count = next(iter(said))
            count = Decimal(1) if unit in least_one and count < 1 else count
            came *= count
            factors.append(f"{digits_of(count)}{unit}")
    if not factors:
        return None
    of_year = any("年" in cap.value.label for cap in caps)  # a limit of a year binds only what is told of a time
    cap = caps[0].amount if caps and (timed or not of_year) else piece.cap
    amount = came if cap is None else min(came, cap)
    return Sum(
        amount=amount,
        uncapped=came,
        cap=cap,
        formula="×".join([*factors, money(piece.amount)]),
        own=False,
        rules=(piece, *caps),
    )


def units_at_least_one(note: str) -> tuple[str, ...]:
    """Return the units of which a note counts less than one as one (不足1蒸吨的按1蒸吨计算)."""
    return tuple(m["unit"] for m in standard_phrases().least_one.finditer(note))


def base_of(table: StandardTable, row: int, value: Value) -> str:
    """Return what a rate is of (设备投资额), as its cell says; else in general words."""
    match = _BASE_OF.match(table.text(row, value.index))
    return match["base"] if match else standard_phrases().base
