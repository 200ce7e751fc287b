"""Say who shares its amount with another, and who comes nearest to a mean, a number or another."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from bot.figures.amounts import Amount
from bot.figures.blocks import add_ranking
from bot.figures.say_filters import limit_as_written
from bot.figures.say_ranks import ranked_ids
from bot.figures.speaker import Speaker
from bot.figures.wording import join, strip_unit, write
from bot.types import Fact


def say_tied(s: Speaker) -> None:
    """Say which rows have one and the same amount, group by group."""
    measure, entries = s.query.measures[0], s.result.entries
    everything = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    sets = [list(same) for _, same in groupby(entries, key=lambda e: e.amount.value)]
    facts = [s.counted(measure, count, "") for count in {len(sets), len(entries), *map(len, sets)}]
    chosen = Amount(value=Decimal(len(entries)), unit=None, figures=everything, formula="select")
    ids = [s.book.computed(chosen, facts, formula="select equal values")]
    ids += [i for e in entries for i in s.amount_id(e)[1]]
    metric = f"{s.scope_lead(measure)}{s.namer.whole_metric(measure)}"
    if not sets:
        s.say("tied_none", ids, metric=metric, noun=s.group_noun(measure))
        return
    items = "；".join(
        f"{join([strip_unit(e.subject.name) for e in same])}（{s.words['each']}{write(same[0].amount).words}）"
        for same in sets
    )
    s.say("tied_sets", ids, metric=metric, count=str(len(sets)), items=items)
    add_ranking(s, entries, measure)


def say_nearest(s: Speaker) -> None:
    """Say who comes nearest to what was named, and what that is."""
    measure, condition, entries = s.query.measures[0], s.query.conditions[0], s.result.entries
    everything = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    reference = s.result.reference
    name = ""
    if condition.subject is not None and condition.statistic is None:
        name = strip_unit(condition.subject.name)
    elif condition.statistic is not None:
        whole = condition.subject.name if condition.subject is not None else s.whole_name(measure, s.query.scope)
        name = f"{whole}{s.words[condition.statistic]}"
    if reference is not None:
        said = write(reference)
    else:
        said = limit_as_written(condition.value or Decimal(0), measure, s.namer.column(measure.column))
    facts = [Fact(subject=e.subject.name, metric="最接近", value=write(e.amount).digits) for e in entries]
    facts.append(s.fact(name or "条件", "界限", said, measure))
    compared = reference.formula if reference is not None and reference.formula else said.digits
    nearest = Amount(value=entries[0].amount.value, unit=None, figures=everything, formula=f"nearest({compared})")
    ids = [s.book.computed(nearest, facts), *(i for e in entries for i in s.amount_id(e)[1])]
    if reference is not None:
        ids.append(s.book.computed(reference, [s.fact(name, name, said, measure)]))
    s.say(
        "nearest_of" if name else "nearest_number",
        ids,
        names=join([f"{strip_unit(e.subject.name)}（{write(e.amount).words}）" for e in entries]),
        name=name,
        metric=s.namer.whole_metric(measure),
        value=said.words,
        rounding=s.rounding(said),
    )


def say_within(s: Speaker) -> None:
    """Say how many of the first n are of a group, and which."""
    query, measure, entries = s.query, s.query.measures[0], s.result.entries
    group = query.subjects[0]
    inside = [e for e in entries if e.subject.rows[0] in group.rows]
    ids = ranked_ids(s, entries, measure)
    facts = [s.counted(measure, len(inside), group.name)]
    ids.append(s.book.computed(_selected(s, len(inside)), facts, formula="select"))
    any_asked = query.claim is not None and query.claim.quantifier == "any"
    lead = s.words["has"][0 if inside else 1] if any_asked else s.claim_lead()
    template = "within" if inside else "within_none"
    values = {"metric": s.measured(measure), "order": s.words["first" if query.descending else "last"]}
    values |= {"count": str(query.n), "group": group.name, "noun": s.group_noun(measure), "inside": str(len(inside))}
    items = "、".join(s.named(e) for e in (inside or entries))
    s.say(template, ids, lead=lead, items=items, **values)
    add_ranking(s, entries, measure)


def _selected(s: Speaker, count: int) -> Amount:
    everything = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    return Amount(value=Decimal(count), unit=None, figures=everything, formula="select")
