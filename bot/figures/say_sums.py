"""Say sums over several subjects, statistics and counts."""

from __future__ import annotations

from decimal import Decimal

from bot.figures.amounts import Amount, Entry, statistic
from bot.figures.listed import is_list
from bot.figures.query import Measure
from bot.figures.say_values import member_entries, say_sum
from bot.figures.speaker import SOME, Speaker
from bot.figures.wording import strip_unit, write


def say_aggregate(s: Speaker) -> None:
    """Say sums or statistics."""
    query, result = s.query, s.result
    function = query.function or "sum"
    if function == "sum":
        say_sums(s)
        return
    measure = query.measures[0]
    for entry in result.entries:
        say_statistic(s, entry, function, measure)


def say_sums(s: Speaker) -> None:
    """Say one sum, or several with their total."""
    query, result = s.query, s.result
    lead = s.claim_lead()
    if len(result.entries) > 1 and result.outcome is not None and len(query.measures) == 1:
        ids = [i for e in result.entries for i in s.amount_id(e)[1]]
        total = write(result.outcome)
        measure = query.measures[0]
        facts = [s.fact("全部", "合计", total, measure)]
        ids.append(s.book.computed(result.outcome, facts))
        items = "，".join(f"{e.subject.name}{write(e.amount).words}" for e in result.entries)
        s.say("sums", ids, lead=lead, metric=s.namer.metric(measure), items=items, value=total.words)
        return
    for measure in query.measures:
        for subject in query.subjects:
            entry = next((e for e in result.entries if e.subject == subject and e.measure == measure), None)
            if entry is None:
                continue
            say_sum(s, entry, lead)
            lead = ""


def say_statistic(s: Speaker, entry: Entry, function: str, measure: Measure) -> None:
    """Say a statistic of one scope."""
    amount = entry.amount
    number = write(amount)
    led = s.namer.led(entry.subject, measure)
    if measure.base is not None:
        led = f"{s.namer.who(entry.subject, measure)}{s.namer.whole_metric(measure)}"
    if function == "mean" and amount.formula is None:
        s.say("mean_printed", s.cells(amount), lead=s.claim_lead(), metric=led.removesuffix("合计"), value=number.words)
        return
    parts = amount.parts or (amount,)
    total = statistic("sum", list(parts))
    who = entry.subject.name or "全部"
    facts = [
        s.fact(who, function, number, measure),
        s.fact(who, "合计", write(total), measure),
        s.counted(measure, len(parts), entry.subject.name),
    ]
    ids = [s.book.computed(amount, facts)]
    lead = s.claim_lead()
    members = member_entries(s, entry)
    if function == "mean":
        s.say(
            "mean",
            ids,
            lead=lead,
            who="",
            metric=led.removesuffix("合计"),
            value=number.words,
            parts=f"{write(total).digits}{'%' if total.percent or total.unit == '%' else ''}÷{len(parts)}",
            rounded=s.rounded(number),
        )
        return
    if function == "median":
        there = [e for e in members if e.amount.value == amount.value]
        at = [i for e in there for i in s.amount_id(e)[1]]
        where = "、".join(strip_unit(e.subject.name) for e in there)
        template = "median_of" if there else "median"
        s.say(template, [*ids, *at], lead=lead, who="", metric=led, value=number.words, names=where)
        return
    high = max(members, key=lambda e: e.amount.value)
    low = min(members, key=lambda e: e.amount.value)
    more, less = s.namer.more(measure)
    if function == "range":
        ids += [*s.amount_id(high)[1], *s.amount_id(low)[1]]
        s.say(
            "range",
            ids,
            who="",
            metric=led,
            high=more,
            low=less,
            value=number.words,
            top=s.named(high),
            bottom=s.named(low),
        )
        return
    chosen = high if function == "max" else low
    names = [e.subject.name for e in members if e.amount.value == chosen.amount.value]
    cells = [i for e in members if e.amount.value == chosen.amount.value for i in s.amount_id(e)[1]]
    s.say(function, [*cells, *ids], lead=lead, who="", metric=led, value=number.words, names="、".join(names))


def say_count(s: Speaker) -> None:
    """Say how many rows there are."""
    measure = s.query.measures[0]
    whole = s.whole_name(measure, s.query.scope)
    everything = tuple(f for e in s.result.entries for f in e.amount.figures)
    count = Amount(value=Decimal(s.result.population), unit=None, figures=everything, formula="count")
    ids = [s.book.computed(count, [s.counted(measure, s.result.population, whole)])]
    names, noun = [strip_unit(e.subject.name) for e in s.result.entries], s.namer.noun(measure)
    if s.query.scope is not None and s.query.scope.rows and len(names) <= SOME:
        cells = [i for e in s.result.entries for i in s.amount_id(e)[1]]
        s.say("count_list", [*ids, *cells], who=whole, count=str(len(names)), noun=noun, names="、".join(names))
        return
    number, view = str(s.result.population), s.catalogue.view_of(measure.column)
    metric = f"《{view.table.title}》" if is_list(s.catalogue, view) else s.namer.metric(measure)
    s.say("count", ids, metric=metric, count=number, noun=noun)
