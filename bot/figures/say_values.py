"""Say looked-up values, derived values and sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.amounts import Entry, relate, statistic
from bot.figures.blocks import add_chart, add_table
from bot.figures.caveats import say_note_on
from bot.figures.compute import Engine
from bot.figures.conversions import SPREADS, converted
from bot.figures.families import whole_beside
from bot.figures.labels import TOTAL_LABEL
from bot.figures.metrics import TOTAL_TAIL
from bot.figures.query import Measure, Relation, Subject, SubjectKind
from bot.figures.roles import Role
from bot.figures.say_required import say_required
from bot.figures.say_supposed import say_supposed
from bot.figures.speaker import FEW, SOME, Speaker, absolute
from bot.figures.views import Column
from bot.figures.wording import Said, phrases, strip_unit, write

_AT_YEAR_END = re.compile("^年?[底末初](?=[一-龥]{2})")  # 2025年末平台数
_PART_REST_WHOLE = 3
_EXACT = 8  # decimals of an amount in another unit


def say_values(s: Speaker) -> None:
    """Say looked-up values."""
    entries = s.result.entries
    if len(entries) > 1:
        say_cells(s, entries)
        if s.query.function == "sum":
            say_added(s, entries)
        return
    entry = entries[0]
    lead = s.claim_lead()
    measure = entry.measure
    if s.query.given is not None:
        say_given(s, entry, s.query.given)
        return
    if s.query.portion is not None:
        say_required(s, entry, s.query.portion)
        return
    if measure.base is not None:
        if not say_parts_of_all(s, entry):
            say_related(s, entry, lead)
        return
    if entry.amount.formula is not None and entry.subject.kind is not SubjectKind.ROW:
        say_sum(s, entry, lead)
        return
    number, ids = s.amount_id(entry)
    say_value(s, entry, number, ids, lead)
    say_supposed(s, entry)
    say_converted(s, entry)
    say_spread(s, entry)
    if entry.amount.value == 0:
        say_note_on(s, s.catalogue.view_of(measure.column), entry.subject.name)


def say_converted(s: Speaker, entry: Entry) -> None:
    """Say an amount in the unit that the question wants it in."""
    amount = converted(entry.amount, s.query.unit) if s.query.unit is not None else None
    if amount is None:
        return
    number = write(amount, places=_EXACT)
    facts = [s.fact(entry.subject.name, s.namer.whole_metric(entry.measure), number, entry.measure)]
    said = s.statements.pop()
    ids = [*said.evidence, s.book.computed(amount, facts)]
    s.say("value_in", ids, sentence=said.text.rstrip("。"), value=number.words)


def say_spread(s: Speaker, entry: Entry) -> None:
    """Say what an amount comes to for each part of the year that the question asks for."""
    part = s.query.per
    if part is None:
        return
    count = Decimal(SPREADS[part])
    amount = replace(
        entry.amount,
        value=entry.amount.value / count,
        formula=f"{entry.amount.value} / {count}",
        parts=(entry.amount,),
    )
    number = write(amount)
    facts = [s.fact(entry.subject.name, f"每{part}", number, entry.measure)]
    facts += [
        s.fact(entry.subject.name, "", write(entry.amount), entry.measure),
        s.counted(entry.measure, int(count), ""),
    ]
    said = s.statements.pop()
    s.say(
        "spread",
        [*said.evidence, s.book.computed(amount, facts)],
        sentence=said.text.rstrip("。"),
        part=part,
        value=number.words,
        parts=f"{write(entry.amount).digits}÷{count}",
        rounded=s.rounded(number),
    )


def say_added(s: Speaker, entries: Sequence[Entry]) -> None:
    """Say what several figures come to together, before the figures themselves."""
    total = statistic("sum", [e.amount for e in entries])
    number = write(total)
    measures = [e.measure for e in entries]
    who = "和".join(dict.fromkeys(s.namer.who(e.subject, e.measure) for e in entries))
    subject = entries[0].subject.name if len({e.subject for e in entries}) == 1 else who
    facts = [s.fact(subject, "合计", number, *measures)]
    facts += [s.fact("", "", write(e.amount), e.measure) for e in entries if subject == who]  # of several
    ids = [s.book.computed(total, facts)]
    plus = "+".join(write(e.amount).digits for e in entries)
    s.say("added", ids, lead=s.claim_lead(), who=who, value=number.words, parts=plus)
    s.statements.insert(0, s.statements.pop())


def say_value(s: Speaker, entry: Entry, number: Said, ids: list[str], lead: str = "") -> None:
    """Say one value."""
    led = s.namer.led(entry.subject, entry.measure)
    template = "value_total" if led.endswith(("合计", "总计", "共计")) else "value"
    s.say(template, ids, lead=lead, who="", metric=led, value=number.words)


def say_related(s: Speaker, entry: Entry, lead: str) -> None:
    """Say a derived measure of one subject."""
    measure, amount = entry.measure, entry.amount
    number = write(amount)
    first, second = amount.parts
    who = s.namer.who(entry.subject, measure)
    facts = [
        s.fact(entry.subject.name, s.namer.whole_metric(measure), number, measure),
        s.fact(entry.subject.name, "", write(first), measure),
        s.fact(entry.subject.name, "", write(second), measure),
    ]
    metric, base = s.namer.metric(measure), s.namer.base(measure)
    if measure.relation is Relation.PER:
        counted = s.namer.column(measure.base or "")
        whole = TOTAL_LABEL.fullmatch(counted.label) or (counted.is_total and TOTAL_TAIL.search(counted.label))
        noun = "" if whole else counted.label.removesuffix("数量").removesuffix("数")
        noun = _AT_YEAR_END.sub("", noun)
        if s.namer.is_role(counted.label):  # 平均每家任务
            noun = str(phrases().words["counted_as"]).format(metric=base)
        if amount.value < 1 and (number.unit or "").startswith("万"):  # 0.14万元: in 元
            number = write(replace(amount, value=amount.value * 10_000, unit=(amount.unit or "").removeprefix("万")))
            facts.append(s.fact(entry.subject.name, s.namer.whole_metric(measure), number, measure))
        s.say(
            "per",
            [s.book.computed(amount, facts)],
            lead=lead,
            who=who,
            metric=metric,
            each=f"{counted.unit or ''}{noun}",
            value=number.words,
            parts=f"{write(first).digits}÷{write(second).digits}",
            rounded=s.rounded(number),
        )
        return
    if measure.relation is Relation.RATIO:
        ids = [s.book.computed(amount, facts)]
        if s.namer.reached(measure):
            s.say(
                "goal_reached",
                ids,
                lead=lead,
                who=who,
                metric=metric,
                base=base,
                left=write(first).words,
                right=write(second).words,
                value=number.words,
                rounding=s.rounding(number),
            )
            return
        same = s.namer.column(measure.column).table_id == s.namer.column(measure.base or "").table_id
        s.say(
            "ratio" if same else "ratio_other",
            ids,
            lead=lead,
            who=who,
            metric=metric,
            base=base,
            value=number.words,
            parts=f"{write(first).digits}÷{write(second).digits}",
            rounded=s.rounded(number),
        )
        return
    more, less = s.namer.more(measure)
    value = write(absolute(amount))
    facts.append(s.fact(entry.subject.name, "", value, measure))
    ids = [s.book.computed(amount, facts)]
    if measure.relation is Relation.GROWTH:
        rise = s.words["rise"][0 if amount.value >= 0 else 1]
        s.say(
            "growth",
            ids,
            lead=lead,
            who=who,
            metric=metric,
            base=base,
            rise=rise,
            value=value.words,
            rounding=s.rounding(value),
        )
    elif s.namer.to_goal(measure):
        say_to_goal(s, entry, ids, lead, value)
    elif amount.value == 0:
        s.say("difference_equal", ids, lead=lead, who=who, metric=metric, base=base)
    else:
        word = more if amount.value > 0 else less
        s.say("difference", ids, lead=lead, who=who, metric=metric, base=base, more=word, value=value.words)


def say_to_goal(s: Speaker, entry: Entry, ids: list[str], lead: str, size: Said) -> None:
    """Say by how much a goal was passed or is missed (超额完成16家, 还差37家)."""
    measure, (first, second) = entry.measure, entry.amount.parts
    goal_first = s.catalogue.roles.of(measure.column) is Role.GOAL
    done, goal = (second, first) if goal_first else (first, second)
    names = [s.namer.metric(Measure(column=c), year=False) for c in (measure.column, measure.base or "")]
    if goal_first:
        names.reverse()
    year = s.namer.column(measure.column).year
    template = "goal_over" if done.value > goal.value else "goal_short" if done.value < goal.value else "goal_met"
    s.say(
        template,
        ids,
        lead=lead,
        who=f"{s.namer.who(entry.subject, measure)}{year}年" if year else s.namer.who(entry.subject, measure),
        value=size.words,
        done=names[0],
        left=write(done).words,
        goal=names[1],
        right=write(goal).words,
    )


def say_given(s: Speaker, entry: Entry, given: Decimal) -> None:
    """Say how far what the asker says was done is from a goal, and the share of the goal that it is."""
    goal = entry.amount
    done = replace(goal, value=given, figures=(), formula=None, parts=())
    amounts = {relation: relate(done, goal, relation) for relation in (Relation.GAP, Relation.RATIO)}
    gap, ratio = amounts[Relation.GAP], amounts[Relation.RATIO]
    if gap is None or ratio is None:
        number, ids = s.amount_id(entry)
        say_value(s, entry, number, ids)
        return
    size, share, name = write(gap), write(ratio), entry.subject.name
    facts = [s.fact(name, "", write(a), entry.measure) for a in (gap, done, goal)]
    ids = [s.book.computed(gap, facts), s.book.computed(ratio, [s.fact(name, "", share, entry.measure)])]
    template = "given_short" if given < goal.value else "given_over" if given > goal.value else "given_met"
    s.say(
        template,
        ids,
        who=s.namer.who(entry.subject, entry.measure),
        given=write(done).words,
        value=size.words,
        metric=s.namer.metric(entry.measure),
        goal=write(goal).words,
        share=share.words,
        rounding=s.rounding(share),
    )


def say_cells(s: Speaker, entries: Sequence[Entry]) -> None:
    """Say several cells: one sentence for few, a table for many."""
    subjects = list(dict.fromkeys(e.subject for e in entries))
    measures = list(dict.fromkeys(e.measure for e in entries))
    lead = s.claim_lead() if s.query.function != "sum" else ""  # the sum is supposed, and says so
    same_name = len({s.namer.column(m.column).name for m in measures}) == 1
    if len(subjects) == 1 and len(measures) > 1 and same_name and measures[0].base is None:
        ids = [i for e in entries for i in s.amount_id(e)[1]]
        items = "，".join(f"{s.namer.column(e.measure.column).year}年{write(e.amount).words}" for e in entries)
        who = s.namer.who(subjects[0], measures[0])
        metric = f"{who}{s.namer.metric(measures[0], year=False)}"
        s.say("listing", ids, lead=lead, metric=metric, items=items)
    elif len(subjects) == 1 and len(measures) > 1:
        for table_id in dict.fromkeys(s.namer.column(m.column).table_id for m in measures):
            group = [e for e in entries if s.namer.column(e.measure.column).table_id == table_id]
            say_columns(s, group, lead)
            lead = ""
    else:
        for measure in measures:
            group = [e for e in entries if e.measure == measure]
            ids = [i for e in group for i in s.amount_id(e)[1]]
            if len(group) > SOME:
                s.say("listing_long", ids[:1], metric=s.namer.whole_metric(measure), count=str(len(group)))
                continue
            items = "，".join(f"{strip_unit(e.subject.name)}{write(e.amount).words}" for e in group)
            s.say("listing", ids, lead=lead, metric=s.namer.whole_metric(measure), items=items)
    if len(entries) > 3:
        add_table(s, subjects, measures, {(e.subject, e.measure): e for e in entries})
    if len(measures) == 1 and len(subjects) > 2:
        add_chart(s, entries)


def say_parts_of_all(s: Speaker, entry: Entry) -> bool:
    """Say the parts of a total where it is not so that all of it is of one part (都是生态环境牵头的吧); else False."""
    claim, measure = s.query.claim, entry.measure
    whole = whole_beside(s.catalogue, measure.column)
    all_of_it = claim is not None and claim.comparator == "=" and claim.value == 1 and s.result.holds is False
    if not all_of_it or whole is None or whole.id != measure.base or measure.relation is not Relation.RATIO:
        return False
    engine, part = Engine(s.catalogue), s.catalogue.columns[measure.column]
    rest = [c for c in s.catalogue.view_of(whole.id).columns if _adds_up(part, c, whole)]
    parts = [
        Entry(subject=entry.subject, measure=Measure(column=column.id), amount=amount)
        for column in (part, *rest, whole)
        if (amount := engine.amount(Measure(column=column.id), entry.subject)) is not None
    ]
    if len(rest) != 1 or len(parts) != _PART_REST_WHOLE:
        return False
    say_columns(s, parts, s.claim_lead())
    return True


def _adds_up(part: Column, rest: Column, whole: Column) -> bool:
    """Say whether two columns make up a third in every row."""
    if rest.id in (part.id, whole.id) or not part.cells.keys() == rest.cells.keys() == whole.cells.keys():
        return False
    return all(part.cells[k].value + rest.cells[k].value == cell.value for k, cell in whole.cells.items())


def say_columns(s: Speaker, group: Sequence[Entry], lead: str) -> None:
    """Say several columns of one row of a table."""
    if len(group) == 1:
        entry = group[0]
        if entry.measure.base is not None:
            say_related(s, entry, lead)
        else:
            number, ids = s.amount_id(entry)
            say_value(s, entry, number, ids, lead)
        return
    ids = [i for e in group for i in s.amount_id(e)[1]]
    first = group[0]
    years = {s.namer.column(e.measure.column).year for e in group}
    year = f"{next(iter(years))}年" if len(years) == 1 and None not in years else ""
    who = s.namer.who(first.subject, first.measure)
    items = "，".join(f"{s.namer.metric(e.measure, year=not year)}{write(e.amount).words}" for e in group)
    s.say("listing", ids, lead=lead, metric=f"{strip_unit(who)}{year}", items=items)


def say_sum(s: Speaker, entry: Entry, lead: str) -> None:
    """Say a sum with its few members."""
    measure, amount = entry.measure, entry.amount
    if measure.base is not None:
        say_related(s, entry, lead)
        return
    number = write(amount)
    members = member_entries(s, entry)
    facts = [s.fact(entry.subject.name, "合计", number, measure)]
    if entry.subject.n is not None:
        facts.append(s.counted(measure, entry.subject.n, ""))
    ids = [s.book.computed(amount, facts)]
    detail = ""
    if 1 < len(members) <= FEW:
        detail = "（" + "、".join(f"{strip_unit(e.subject.name)}{write(e.amount).words}" for e in members) + "）"
    led = s.namer.led(entry.subject, measure)
    template = "sum_total" if led.endswith(("合计", "总计", "共计")) else "sum"
    s.say(template, ids, lead=lead, who="", metric=led, value=number.words, detail=detail)
    say_converted(s, entry)
    say_spread(s, entry)
    if len(members) > 2:
        add_table(s, [e.subject for e in members], [measure], {(e.subject, measure): e for e in members})
        add_chart(s, members)


def member_entries(s: Speaker, entry: Entry) -> list[Entry]:
    """Return the rows that a sum adds up."""
    column = s.namer.column(entry.measure.column)
    by_id = {cell.id: key for key, cell in column.cells.items()}
    out = []
    for part in entry.amount.parts:
        key = by_id.get(part.figures[0].id) if len(part.figures) == 1 else None
        if key is not None:
            subject = Subject(kind=SubjectKind.ROW, name=s.catalogue.names.get(key, key), rows=(key,))
            out.append(Entry(subject=subject, measure=entry.measure, amount=part))
    return out
