"""Say what a share that the text requires comes to."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.figures.amounts import Amount, Entry
from bot.figures.query import Portion
from bot.figures.speaker import Speaker
from bot.figures.wording import write

_EXACT = 4  # decimals of the product, which is exact


def say_required(s: Speaker, entry: Entry, portion: Portion) -> None:
    """Say the amount on file, the share of it that is required, and the next whole number where things are counted."""
    base = entry.amount
    rate = write(Amount(value=portion.rate, unit=None, figures=(), percent=True))
    exact = replace(base, value=base.value * portion.rate, formula=f"{base.value} * {portion.rate}", parts=(base,))
    rounding = ROUND_FLOOR if portion.most else ROUND_CEILING
    least = exact.value.to_integral_value(rounding=rounding) if portion.whole else exact.value
    needed = replace(exact, value=Decimal(f"{least.normalize():f}"))
    product, number, left = write(exact, places=_EXACT), write(needed, places=_EXACT), write(base)
    name = entry.subject.name
    facts = [s.fact(name, s.namer.whole_metric(entry.measure), said, entry.measure) for said in (number, product, left)]
    facts.append(s.fact(name, "比例", rate, entry.measure))
    clause = s.book.sentence(portion.document_id, portion.start, portion.end)
    s.say(
        "required_most" if portion.most else "required_least",
        [*s.amount_id(entry)[1], clause, s.book.computed(needed, facts)],
        who=s.namer.who(entry.subject, entry.measure),
        metric=s.namer.metric(entry.measure),
        left=left.words,
        rate=rate.words,
        value=number.words,
        parts=f"{left.digits}×{rate.words}＝{product.digits}",
        rounded="" if product.digits == number.digits else str(s.words["whole_only"]),
    )
