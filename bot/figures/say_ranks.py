"""Say shares, places, tops and whole rankings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.figures.amounts import Amount, Entry, relate
from bot.figures.blocks import add_chart, add_ranking
from bot.figures.query import Measure, Relation, Subject, SubjectKind
from bot.figures.speaker import FEW, Speaker, absolute
from bot.figures.wording import Said, join, strip_unit, write
from bot.types import Fact

_ONE_BY_ONE = 3  # the shares of so many are told with their operands, of more in a list


def say_share(s: Speaker) -> None:
    """Say shares of a whole."""
    whole = s.result.scope_amount
    assert whole is not None
    measure = s.query.measures[0]
    scope = s.whole_name(measure, s.query.scope) or "合计"
    whole_said = write(whole)
    if len(s.result.entries) > _ONE_BY_ONE and not any(_outside(s, e.subject) for e in s.result.entries):
        say_shares(s, scope, whole_said)
        return
    for entry in s.result.entries:
        number = write(entry.amount)
        part = write(entry.amount.parts[0])
        facts = [
            s.fact(entry.subject.name, f"占{scope}比重", number, measure),
            s.fact(entry.subject.name, "", part, measure),
            s.fact(scope, "", whole_said, measure),
        ]
        facts.append(s.fact(entry.subject.name, f"{scope}数", whole_said, measure))
        if entry.subject.n is not None:
            facts.append(s.counted(measure, entry.subject.n, ""))
        ids = [s.book.computed(entry.amount, facts)]
        outside = _outside(s, entry.subject)
        s.say(
            "share_outside" if outside else "share",
            ids,
            outside=outside,
            lead=s.claim_lead(),
            who="",
            metric=s.namer.led(entry.subject, measure),
            whole=scope,
            value=number.words,
            parts=f"{part.digits}÷{whole_said.digits}",
            rounded=s.rounded(number),
        )
    if len(s.result.entries) > 2:
        add_chart(s, s.result.entries)


def say_shares(s: Speaker, scope: str, whole: Said) -> None:
    """Say the shares of many in one sentence."""
    measure = s.query.measures[0]
    numbers = [write(entry.amount) for entry in s.result.entries]
    ids = []
    for entry, number in zip(s.result.entries, numbers, strict=True):
        part = write(entry.amount.parts[0])
        facts = [s.fact(entry.subject.name, f"占{scope}比重", number, measure), s.fact(scope, "", whole, measure)]
        ids.append(s.book.computed(entry.amount, [*facts, s.fact(entry.subject.name, "", part, measure)]))
    named = zip(s.result.entries, numbers, strict=True)
    items = "、".join(f"{strip_unit(entry.subject.name)}{number.words}" for entry, number in named)
    s.say("shares", ids, metric=s.namer.metric(measure), whole=scope, items=items, rounding=s.rounding(*numbers))
    add_chart(s, s.result.entries)


def _outside(s: Speaker, subject: Subject) -> str:
    """Return the names of the rows that are no part of the group that they are set against."""
    scope = s.query.scope
    inside = scope.rows if scope is not None else ()
    names = [s.catalogue.names.get(key, key) for key in subject.rows if key not in inside]
    return "、".join(names) if inside else ""


def say_rank(s: Speaker) -> None:
    """Say places in a ranking."""
    query, result = s.query, s.result
    first = query.measures[0]
    whole = s.whole_name(first, query.scope)
    for entry in result.entries:
        measure = entry.measure
        number, ids = s.amount_id(entry)
        facts = [
            Fact(subject=entry.subject.name, metric="排名", value=str(entry.place), period=s.period(measure)),
            s.counted(measure, result.population, whole),
            s.fact(entry.subject.name, "", number, measure),
        ]
        everything = [f for e in result.all_entries if e.measure == measure for f in e.amount.figures]
        ranking = Amount(value=Decimal(entry.place or 0), unit=None, figures=tuple(everything), formula="rank")
        ids.append(s.book.computed(ranking, facts, formula=f"rank({entry.subject.name})"))
        if result.holds and query.claim is not None and query.claim.value == 1 and not entry.tied:
            more, less = s.namer.more(measure)
            s.say(
                "rank_top",
                ids,
                lead=s.claim_lead(),
                who=strip_unit(entry.subject.name),
                more=more if query.descending else less,
                metric=s.measured(measure),
                value=number.words,
                whole=whole,
                count=str(result.population),
                noun=s.group_noun(measure),
            )
            continue
        ties = s.phrases.words["tied"].format(names=join(entry.tied)) if entry.tied else ""
        s.say(
            "rank" if query.descending else "rank_last",
            ids,
            lead=s.claim_lead(),
            who=strip_unit(entry.subject.name),
            place=str(entry.place),
            ties=ties,
            metric=s.measured(measure),
            value=number.words,
            whole=whole,
            count=str(result.population),
            noun=s.group_noun(measure),
            order=s.order(query.descending),
        )
    if result.holds is False and query.claim is not None and query.claim.comparator == "=":
        say_place_claimed(s, first, int(query.claim.value or 1))
    add_ranking(s, [e for e in result.all_entries if e.measure == first], first)


def say_place_claimed(s: Speaker, measure: Measure, place: int) -> None:
    """Name who really has the place that was supposed to be another's."""
    holders = [e for e in s.result.all_entries if e.place == place]
    if not holders:
        return  # a tie hides it
    number, ids = s.amount_id(holders[0])
    everything = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    ranking = Amount(value=Decimal(place), unit=None, figures=everything, formula="rank")
    facts = [Fact(subject=e.subject.name, metric="排名", value=str(place), period=s.period(measure)) for e in holders]
    ids.append(s.book.computed(ranking, facts, formula=f"rank = {place}"))
    names = join([e.subject.name for e in holders])
    s.say(
        "rank_held" if s.query.descending else "rank_last_held", ids, place=str(place), names=names, value=number.words
    )


def say_top(s: Speaker) -> None:
    """Say the first, the last, the n-th or all."""
    query, result = s.query, s.result
    measure = query.measures[0]
    if query.n is None and query.position is None:
        say_ranking(s)
        return
    entries = result.entries
    if query.position is not None:
        say_position(s, entries, measure)
    elif query.n == 1:
        say_extreme(s, entries, measure, descending=query.descending)
        if query.function == "both":
            low = min(result.all_entries, key=lambda e: e.amount.value)
            if not query.descending:
                low = max(result.all_entries, key=lambda e: e.amount.value)
            last = [e for e in result.all_entries if e.amount.value == low.amount.value]
            say_extreme(s, last, measure, descending=not query.descending)
    else:
        count = len(entries)
        ids = ranked_ids(s, entries, measure)
        if measure.relation in {Relation.DIFFERENCE, Relation.GROWTH} and entries:
            say_changes(s, entries, measure, ids)
            add_ranking(s, entries, measure)
            return
        if query.first is not None:
            say_range(s, entries, measure, ids)
            return
        which = s.words["first"] if query.descending else s.words["last"]
        s.say(
            "top_list",
            ids,
            metric=f"{s.claim_lead()}{s.scope_lead(measure)}{s.measured(measure)}",
            order=which,
            count=str(query.n if count <= (query.n or 0) else count),
            unit="名",
            items="、".join(s.named(e) for e in entries),
        )
    if len(result.all_entries) > 2:
        add_ranking(s, entries if (query.n or 0) > 1 else result.all_entries, measure)


def say_range(s: Speaker, entries: Sequence[Entry], measure: Measure, ids: list[str]) -> None:
    """Say who stands from one place to another."""
    facts = [Fact(subject="", metric="名次", value=str(place)) for place in (s.query.first, s.query.n)]
    figures = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    ids.append(s.book.computed(Amount(value=Decimal(0), unit=None, figures=figures, formula="places"), facts))
    s.say(
        "top_range",
        ids,
        metric=f"{s.scope_lead(measure)}{s.measured(measure)}",
        order=s.order(s.query.descending),
        first=str(s.query.first),
        last=str(s.query.n),
        items="、".join(f"{strip_unit(e.subject.name)}（第{e.place}，{write(e.amount).words}）" for e in entries),
    )
    add_ranking(s, entries, measure)


def ranked_ids(s: Speaker, entries: Sequence[Entry], measure: Measure) -> list[str]:
    """Record the entries and the ranking that they come from."""
    ids = [i for e in entries for i in s.amount_id(e)[1]]
    everything = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    facts = [Fact(subject=e.subject.name, metric="排名", value=str(e.place), period=s.period(measure)) for e in entries]
    facts.append(s.counted(measure, s.query.n or len(entries), ""))
    facts.append(s.counted(measure, len(entries), ""))
    facts.append(s.counted(measure, s.result.population, s.whole_name(measure, s.query.scope)))
    ranking = Amount(value=Decimal(len(entries)), unit=None, figures=everything, formula="order")
    ids.append(s.book.computed(ranking, facts, formula="order by value"))
    return ids


def say_position(s: Speaker, entries: Sequence[Entry], measure: Measure) -> None:
    """Say who stands at a place."""
    ids = ranked_ids(s, entries, measure)
    place = str(s.query.position)
    everything = tuple(f for e in s.result.all_entries for f in e.amount.figures)
    ranking = Amount(value=Decimal(s.query.position or 0), unit=None, figures=everything, formula="order")
    facts = [Fact(subject=e.subject.name, metric="排名", value=place) for e in entries]
    ids.append(s.book.computed(ranking, facts, formula=f"place {place}"))
    names = join([strip_unit(e.subject.name) for e in entries])
    if measure.relation in {Relation.DIFFERENCE, Relation.GROWTH}:
        order = s.order(s.query.descending)
        s.say("change_position", ids, among=s.among(measure), order=order, place=place, names=names)
        say_change(s, entries, measure, ids)
        return
    s.say(
        "top_position" if s.query.descending else "bottom_position",
        ids,
        among=s.among(measure),
        place=place,
        names=names,
        metric=s.measured(measure),
        value=write(entries[0].amount).words,
    )


def say_extreme(s: Speaker, entries: Sequence[Entry], measure: Measure, *, descending: bool) -> None:
    """Say who has most or least."""
    ids = ranked_ids(s, entries, measure)
    more, less = s.more(measure)
    if measure.relation in {Relation.DIFFERENCE, Relation.GROWTH}:
        among = s.query.scope is not None and s.query.scope.kind is SubjectKind.ROWS
        if among and len(s.result.all_entries) <= FEW:
            say_change_among(s, entries, measure)
        else:
            say_change(s, entries, measure, ids)
        return
    s.say(
        "top_one" if len(entries) == 1 else "top_tied",
        ids,
        among=s.among(measure),
        names=join([strip_unit(e.subject.name) for e in entries]),
        more=more if descending else less,
        metric=s.measured(measure),
        value=write(entries[0].amount).words,
    )


def say_change(s: Speaker, entries: Sequence[Entry], measure: Measure, ids: list[str]) -> None:
    """Say who changed most: 增加最多的是佛山市，…比…多35家."""
    for entry in entries:
        amount = entry.amount
        size = write(absolute(amount))
        facts = [s.fact(entry.subject.name, "增减", size, measure)]
        found = [s.book.computed(amount, facts), *ids]
        more, less = s.namer.more(measure)
        base = s.namer.base(measure)
        if measure.relation is Relation.GROWTH:
            rise = s.words["rise"][0 if amount.value >= 0 else 1]
            s.say(
                "growth",
                found,
                who=entry.subject.name,
                metric=s.namer.metric(measure),
                base=base,
                rise=rise,
                value=size.words,
                rounding=s.rounding(size),
            )
        else:
            s.say(
                "difference",
                found,
                who=entry.subject.name,
                metric=s.namer.metric(measure),
                base=base,
                more=more if amount.value >= 0 else less,
                value=size.words,
            )


def say_change_among(s: Speaker, entries: Sequence[Entry], measure: Measure) -> None:
    """Say which of a few rows changed more, with the change of each in amount and in percent."""
    more, less = s.namer.more(Measure(column=measure.column))
    rises = s.words["rise" if measure.relation is Relation.GROWTH else "change"]
    items, ids = [], []
    for entry in s.result.all_entries:
        now, then = entry.amount.parts
        gap, rate = (relate(now, then, relation) for relation in (Relation.DIFFERENCE, Relation.GROWTH))
        said = []
        for amount, words in ((gap, (more, less)), (rate, s.words["rise"])):
            if amount is not None:
                size = write(absolute(amount))
                ids.append(s.book.computed(amount, [s.fact(entry.subject.name, "增减", size, measure)]))
                said.append(f"{words[0 if amount.value >= 0 else 1]}{size.words}")
        if measure.relation is Relation.GROWTH:
            said.reverse()
        items.append(f"{strip_unit(entry.subject.name)}{said[0]}{f'（{said[1]}）' if len(said) > 1 else ''}")
        ids += [i for part in (now, then) for i in s.cells(part)]
    way = s.query.descending
    truly = all((entry.amount.value > 0) == way for entry in entries) and len(entries) < len(s.result.all_entries)
    s.say(
        "changes_among" if truly else "changes_each",
        ids,
        names=join([strip_unit(e.subject.name) for e in entries]),
        change=rises[0 if way else 1],
        more=s.words["even_more" if len(s.result.all_entries) == 2 else "most"],
        metric=s.namer.metric(measure),
        base=s.namer.base(measure),
        items="，".join(items),
    )


def say_changes(s: Speaker, entries: Sequence[Entry], measure: Measure, ids: list[str]) -> None:
    """Say who changed most, several of them: 减少最多的3个是东莞市（少42家）…."""
    rate = measure.relation is Relation.GROWTH
    more, less = s.words["rise"] if rate else s.namer.more(measure)
    inside = s.namer.column(measure.column).table_id == s.namer.column(measure.base or "").table_id
    rise, fall = s.words["rise" if rate else "over" if inside else "change"]  # of one table: no change over time
    items, sizes = [], []
    for entry in entries:
        size = write(absolute(entry.amount))
        sizes.append(s.fact(entry.subject.name, "增减", size, measure))
        items.append(f"{strip_unit(entry.subject.name)}（{more if entry.amount.value >= 0 else less}{size.words}）")
    figures = tuple(f for entry in entries for f in entry.amount.figures)
    amount = Amount(value=Decimal(len(entries)), unit=None, figures=figures, formula="order")
    s.say(
        "changes",
        [s.book.computed(amount, sizes), *ids],
        metric=s.namer.metric(measure),
        base=s.namer.base(measure),
        change=rise if s.query.descending else fall,
        count=str(len(entries)),
        items="、".join(items),
    )


def say_ranking(s: Speaker) -> None:
    """Say a whole ranking, or every row in the order of the table where each was asked for."""
    query, result = s.query, s.result
    measure = query.measures[0]
    entries: Sequence[Entry] = result.entries
    if query.function == "list":
        keys = list(s.namer.column(measure.column).cells)
        entries = sorted(entries, key=lambda e: keys.index(e.subject.rows[0]))
        ids = ranked_ids(s, entries, measure)
        items = "、".join(f"{strip_unit(e.subject.name)}{write(e.amount).words}" for e in entries)
        s.say("listing", ids, metric=s.measured(measure), items=items)
        add_ranking(s, entries, measure)
        return
    if len(entries) <= FEW:
        ids = ranked_ids(s, entries, measure)
        items = "、".join(s.named(e) for e in entries)
        metric = f"{s.scope_lead(measure)}{s.measured(measure)}"
        s.say("listing", ids, metric=f"{metric}{s.order(query.descending)}", items=items)
    else:
        shown = [*entries[:3], entries[-1]]
        ids = ranked_ids(s, shown, measure)
        s.say(
            "ranking",
            ids,
            metric=f"{s.scope_lead(measure)}{s.measured(measure)}",
            order=s.order(query.descending),
            items="、".join(s.named(e) for e in entries[:3]),
            last=s.named(entries[-1]),
        )
    add_ranking(s, entries, measure)
