"""What a stated rate comes to for an amount that a question names (按投资额的12%补助，最高150万元; 投了800万)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bot.computed import computed
from bot.figures.surface import MAGNITUDES, digits_of
from bot.matching import bigrams
from bot.premises import Quantity, quantities
from bot.standards.counted import counts
from bot.types import Evidence, Fact
from bot.wording import Wording, load_yaml, patterns_of
from kb.zh.sentences import line_around

_MONEY = "元"
_TEN_THOUSAND = MAGNITUDES["万"]


@dataclass(frozen=True, kw_only=True)
class GrantPhrases:
    """Patterns and templates; `prompts/grants.yaml` says what each is for."""

    asks: re.Pattern[str]
    granted: re.Pattern[str]
    rate: re.Pattern[str]
    each: re.Pattern[str]
    cap: re.Pattern[str]
    tiers: re.Pattern[str]
    changes: re.Pattern[str]
    difference: re.Pattern[str]
    promoted: re.Pattern[str]
    levelled: re.Pattern[str]
    per_cent: str
    each_of: str
    wording: Wording


@lru_cache(maxsize=1)
def grant_phrases() -> GrantPhrases:
    """Return the phrases that ship."""
    data = load_yaml("grants.yaml")
    return GrantPhrases(
        **patterns_of(GrantPhrases, data),
        per_cent=data["words"]["per_cent"],
        each_of=data["words"]["each_of"],
        wording=Wording(data["templates"]),
    )


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a rule gives for an amount.

    Attributes:
        amount: what comes out, in 元, the cap kept.
        uncapped: what the rate alone gives.
        cap: the most that the rule gives, or None.
        formula: how it was reached, in words.
        facts: the numbers of the formula.
    """

    amount: Decimal
    uncapped: Decimal
    cap: Decimal | None
    formula: str
    facts: tuple[Fact, ...]


def grant_for(question: str, rule: str, *, cap: Decimal | None = None) -> Grant | None:
    """Return what `rule` gives for the one amount that `question` names; None where it has no one rate for it.

    Args:
        question: as asked; it asks how much is given.
        rule: the words of one rule (按设备投资额的12%补助，单个项目最高150万元).
        cap: the most that is given, in 元, where it is stated elsewhere.
    """
    phrases = grant_phrases()
    if not phrases.asks.search(question) or phrases.tiers.search(rule) or phrases.changes.search(rule):
        return None
    limit = phrases.cap.search(rule)
    most = _first_money(limit[0]) if limit else None
    cap = most if most is not None else cap
    plain = phrases.cap.sub("，", rule)
    named = [q for q in quantities(question) if not q.bound]
    return _by_rate(named, plain, cap) or _by_piece(question, plain, cap)


def _by_rate(named: Sequence[Quantity], rule: str, cap: Decimal | None) -> Grant | None:
    rates = grant_phrases().rate.findall(rule)
    sums = [q for q in named if q.unit == _MONEY] or [q for q in named if not q.unit and q.value >= _TEN_THOUSAND]
    if len(rates) != 1 or len(sums) != 1:
        return None
    rate, base = Decimal(rates[0]), sums[0].value
    phrases = grant_phrases()
    formula = phrases.per_cent.format(base=money(base), rate=rate)
    facts = (_sum("基数", base), Fact(subject="", metric="比例", value=str(rate), unit="%"))
    return _capped(base * rate / 100, cap, formula, facts)


def _by_piece(question: str, rule: str, cap: Decimal | None) -> Grant | None:
    piece = _piece_meant(question, rule)
    if piece is None:
        return None
    given, counted = _first_money(piece["given"]), {c.value for c in counts(question, piece["unit"])}
    if given is None or len(counted) != 1 or counted == {1}:  # 一家奖多少: the rule says it
        return None
    count = next(iter(counted))
    formula = grant_phrases().each_of.format(count=digits_of(count), unit=piece["unit"], given=money(given))
    facts = (Fact(subject="", metric="数量", value=digits_of(count), unit=piece["unit"]), _sum("单价", given))
    return _capped(count * given, cap, formula, facts)


def _piece_meant(question: str, rule: str) -> re.Match[str] | None:
    """Return the one sum for each of a rule; of several that which the question shares most with."""
    found = list(grant_phrases().each.finditer(rule))
    if len(found) < 2:
        return next(iter(found), None)
    own = [bigrams(rule[rule.rfind("，", 0, m.start()) + 1 : (rule + "，").find("，", m.end())]) for m in found]
    shared = [len((pairs - frozenset.intersection(*own)) & bigrams(question)) for pairs in own]
    return found[shared.index(max(shared))] if shared.count(max(shared)) == 1 else None


def _capped(value: Decimal, cap: Decimal | None, formula: str, facts: tuple[Fact, ...]) -> Grant:
    amount = min(value, cap) if cap is not None else value
    more = (_sum("限额", cap),) if cap is not None else ()
    return Grant(
        amount=amount,
        uncapped=value,
        cap=cap,
        formula=formula,
        facts=(_sum("测算金额", amount), _sum("测算金额", value), *facts, *more),
    )


def _first_money(text: str) -> Decimal | None:
    return next((q.value for q in quantities(text) if q.unit == _MONEY), None)


def _sum(metric: str, value: Decimal) -> Fact:
    shown, unit = _shown(value)
    return Fact(subject="", metric=metric, value=shown, unit=unit)


def _shown(value: Decimal) -> tuple[str, str]:
    scaled = value >= _TEN_THOUSAND
    return digits_of(value / _TEN_THOUSAND if scaled else value), ("万" if scaled else "") + _MONEY


def money(value: Decimal) -> str:
    """Return a sum as people write it (96万元, 600元)."""
    return "".join(_shown(value))


def reckoned(question: str, evidence: Sequence[Evidence], text_of: Callable[[str], str | None]) -> list[Evidence]:
    """Return what the one sentence of running text that grants a rate or a sum for each gives for an amount named.

    The record of the computation is the sentence that says it.

    Args:
        question: as asked.
        evidence: the sentences found.
        text_of: returns the cleaned text of a document.
    """
    phrases = grant_phrases()
    if not phrases.asks.search(question):
        return []
    wider = [_paragraph(item, text_of(item.document_id) or "") for item in evidence]
    promoted = [record for item in wider if (record := promoted_to(question, item)) is not None]
    if promoted or not quantities(question):
        return promoted[:1]
    granting = [
        (len(bigrams(question) & bigrams(rule)), item, rule)
        for item in evidence
        for rule in re.split("(?<=[。；])", item.quote)
        if phrases.granted.search(rule) or phrases.each.search(rule)
    ]
    most = max((shared for shared, _, _ in granting), default=0)
    best = {
        rule: item for shared, item, rule in granting if shared == most
    }  # 每家奖励…；园区每个奖励…: of which is asked
    rule, source = next(iter(best.items()), ("", None))
    grant = grant_for(question, rule) if len(best) == 1 else None
    if grant is None or source is None:
        return []
    text, record = said_of(grant, "", source)
    return [replace(record, record=text)]


def _paragraph(source: Evidence, text: str) -> Evidence:
    """Return the line of a document that a sentence stands in, as evidence."""
    start, end = line_around(text, source.start, source.end)
    return replace(source, id=f"{source.id}:line", start=start, end=end, quote=text[start:end], facts=(), record=None)


def promoted_to(question: str, source: Evidence) -> Evidence | None:
    """Return what one gets on top who comes from a lower level to a higher, where the text pays the difference.

    None where the text does not say so, or the question does not name two levels of it.
    """
    phrases = grant_phrases()
    if not phrases.difference.search(source.quote) or not phrases.promoted.search(question):
        return None
    named = [(m["level"], _first_money(m["given"])) for m in phrases.levelled.finditer(source.quote)]
    held = {level: given for level, given in named if given is not None and level in question}
    if len(held) != 2 or len({level for level, _ in named}) != len(named):
        return None
    (high, more), (low, less) = sorted(held.items(), key=lambda pair: -pair[1])
    if more == less:
        return None
    formula = phrases.wording.say("less", more=money(more), less=money(less))
    text = phrases.wording.say("promoted", low=low, high=high, amount=money(more - less), formula=formula)
    facts = [_sum("补差", more - less), _sum(high, more), _sum(low, less)]
    record = computed(f"grant:{source.id}:{formula}", source, facts=facts, formula=formula, inputs=())
    return replace(record, record=text)


def said_of(grant: Grant, who: str, source: Evidence) -> tuple[str, Evidence]:
    """Return the sentence that says what is given, and the computation that it stands on.

    Args:
        grant: what was computed.
        who: for whom or what, in words; may be empty.
        source: the evidence that holds the rule.
    """
    say, values = grant_phrases().wording.say, {"who": who, "formula": grant.formula}
    values |= {"amount": money(grant.amount), "value": money(grant.uncapped)}
    if grant.cap is None:
        text = say("plain", **values)
    else:
        text = say("capped" if grant.uncapped > grant.cap else "within", cap=money(grant.cap), **values)
    record = computed(
        f"grant:{source.id}:{grant.formula}", source, facts=grant.facts, formula=grant.formula, inputs=(source.id,)
    )
    return text, record
