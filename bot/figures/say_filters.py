"""Say which members meet conditions, and what they were compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.amounts import Amount, Entry, relate, statistic
from bot.figures.blocks import add_ranking
from bot.figures.caveats import say_absent
from bot.figures.compute import Engine
from bot.figures.query import RATES, Measure, Relation, Subject, SubjectKind
from bot.figures.roles import Role
from bot.figures.say_values import say_value
from bot.figures.speaker import COMPLEMENT, FEW, MANY, SOME, Speaker
from bot.figures.views import Column
from bot.figures.wording import Said, strip_unit, write
from bot.types import Fact

_DIGITS = 12
TOTAL = Subject(kind=SubjectKind.TOTAL, name="")


def condition_words(s: Speaker) -> str:
    """Return the conditions in words."""
    query = s.query
    words = s.words["comparators"]
    column = s.namer.column(query.measures[0].column)
    values = [c for c in query.conditions if c.value is not None]
    if len(values) == 2 and {c.comparator for c in values} == {">=", "<="}:
        low, high = sorted(c.value for c in values if c.value is not None)
        return str(s.words["between"]).format(
            low=limit_words(low, query.measures[0], column), high=limit_words(high, query.measures[0], column)
        )
    parts = []
    for condition in query.conditions:
        measure = condition.measure or query.measures[0]
        if condition.value == 0 and condition.comparator == ">" and len(values) > 1 and measure.relation in RATES:
            continue  # 降幅不足10%: that it fell at all is said by its name
        name = s.namer.whole_metric(condition.measure) if condition.measure is not None else ""
        word = words[condition.comparator]
        if condition.shared and condition.value is not None:
            limit = write(Amount(value=condition.value, unit=None, figures=(), percent=True)).words
            whole = s.whole_name(measure, query.scope) or "合计"
            parts.append(f"{name}{s.words['share_of'].format(whole=whole)}{word}{limit}")
        elif condition.value == 0 and condition.comparator == "=":
            parts.append(f"{name}{s.words['zero']}")
        elif condition.value == 0 and condition.comparator in "<>" and column.unit in {"%", "‰"}:
            parts.append(f"{name}{s.words['signs'][condition.comparator]}")  # 增速为负
        elif condition.value is not None:
            said = limit_words(condition.value, measure, s.namer.column(measure.column))
            if condition.comparator == ">=" and measure.relation is Relation.RATIO:
                word = words[">="]
            parts.append(f"{name}{word}{said}")
        elif condition.statistic is not None:
            word = s.words["levels"][condition.comparator]
            of_others = condition.subject is not None and condition.subject != s.query.scope
            group = condition.subject.name if condition.subject is not None and of_others else ""
            parts.append(f"{name}{word}{group}{s.words[condition.statistic]}")
        elif condition.comparator == "=" and condition.subject is not None:
            parts.append(str(s.words["same_as"]).format(name=condition.subject.name))
        elif condition.subject is not None:
            word = s.words["levels"][condition.comparator]
            parts.append(f"{name}{word}{condition.subject.name}")
        elif condition.other is not None and condition.comparator in ("=", "!="):
            level = s.words["same_as" if condition.comparator == "=" else "unlike"]
            parts.append(str(level).format(name=s.namer.whole_metric(condition.other)))
        elif condition.other is not None:
            word = s.words["levels"][condition.comparator]
            year = s.namer.column(condition.other.column).year != s.namer.column(measure.column).year
            other = s.namer.metric(condition.other, year=year) if condition.other.base is None else ""
            parts.append(f"{name}{word}{other or s.namer.whole_metric(condition.other)}")
    return "、".join(parts)


def limit_words(value: Decimal, measure: Measure, column: Column) -> str:
    """Return a limit in words."""
    return limit_as_written(value, measure, column).words


def limit_as_written(value: Decimal, measure: Measure, column: Column) -> Said:
    """Return a limit as written."""
    percent = measure.relation in RATES
    value = Decimal(f"{value.normalize():f}")
    endless = len(value.as_tuple().digits) > _DIGITS  # 三分之二
    amount = Amount(value=value, unit=None if percent else column.unit, figures=(), percent=percent)
    return write(replace(amount, formula="limit") if endless else amount)


def say_filter(s: Speaker) -> None:
    """Say which members meet the conditions."""
    query, result = s.query, s.result
    measure = query.measures[0]
    entries = result.entries
    metric = f"{s.scope_lead(measure)}{s.namer.whole_metric(measure)}"
    whole = s.whole_name(measure, query.scope)
    noun = s.group_noun(measure)
    failing = [e for e in result.all_entries if e.subject not in {k.subject for k in entries}]
    everything = tuple(f for e in result.all_entries for f in e.amount.figures)
    if not everything:
        say_absent(s)
        return
    facts = [s.counted(measure, len(entries), ""), s.counted(measure, len(failing), "")]
    facts.append(s.counted(measure, result.population, whole))
    facts += [s.counted(measure, len(entries), whole), s.counted(measure, len(failing), whole)]
    for condition in query.conditions:
        if condition.subject is not None:
            name = condition.subject.name
            facts.append(Fact(subject=name, metric="比较对象", value=name))
        if condition.value is not None:
            own = condition.measure or measure
            limit = limit_as_written(condition.value, own, s.namer.column(own.column))
            if condition.shared:
                limit = write(Amount(value=condition.value, unit=None, figures=(), percent=True))
            facts.append(Fact(subject="条件", metric="界限", value=limit.digits, unit=limit.unit))
    selection = Amount(value=Decimal(len(entries)), unit=None, figures=everything, formula="select")
    claim = query.claim
    none = all(c.value == 0 and c.comparator == "=" for c in query.conditions)  # 补助为0的: names say it all
    items = "、".join(strip_unit(e.subject.name) if none else entry_words(s, e) for e in entries)
    ids = [s.book.computed(selection, [*facts, *s.shares], formula=f"select {condition_words(s)}")]
    values = {"metric": metric, "condition": condition_words(s), "items": items, "count": str(len(entries))}
    if (gap := gap_words(s)) is not None:
        values |= gap
    if claim is not None and claim.quantifier == "all":
        if result.holds:
            s.say(
                "all_yes",
                ids,
                metric=s.namer.whole_metric(measure),
                condition=condition_words(s),
                whole=whole,
                count=str(result.population),
                noun=noun,
            )
        else:
            shown = "、".join(s.named(e) for e in failing[:SOME])
            cells = [i for e in failing[:SOME] for i in s.amount_id(e)[1]]
            s.say("all_no", [*ids, *cells], metric=metric, count=str(len(failing)), items=shown)
    elif claim is not None and claim.quantifier == "only" and entries:
        cells = [i for e in entries for i in s.amount_id(e)[1]] + other_cells(s, entries)
        s.say("filter", [*ids, *cells], lead=s.claim_lead(), **values)
    elif claim is not None and claim.quantifier in {"most", "few"} and entries:
        cells = [i for e in entries for i in s.amount_id(e)[1]]
        s.say(
            "part_of_rows",
            [*ids, *cells],
            lead=s.claim_lead(),
            whole=whole,
            population=str(result.population),
            noun=noun,
            **values,
        )
    elif claim is not None and claim.quantifier == "any" and not entries:
        s.say(
            "any_no",
            ids,
            metric=s.namer.whole_metric(measure),
            condition=condition_words(s),
            whole=whole,
            count=str(result.population),
            noun=noun,
        )
    elif not entries:
        s.say(
            "filter_none",
            ids,
            among=s.among(query.measures[0]),
            metric=s.namer.whole_metric(query.measures[0]),
            condition=condition_words(s),
            noun=noun,
        )
    elif not failing and len(entries) > FEW:
        s.say(
            "filter_all",
            ids,
            whole=whole,
            count=str(result.population),
            noun=noun,
            metric=s.namer.whole_metric(measure),
            condition=condition_words(s),
        )
    elif len(entries) > (SOME if query.counting else MANY) and len(failing) <= COMPLEMENT:
        cells = [i for e in failing for i in s.amount_id(e)[1]]
        others = "、".join(entry_words(s, e) for e in failing)
        cells += other_cells(s, failing)
        s.say("filter_most", [*ids, *cells], others=others, **{k: values[k] for k in values if k != "items"})
    else:
        template = "any_yes" if claim is not None and claim.quantifier == "any" else "filter"
        if query.counting:
            template = "filter_count"
        cells = [i for e in entries for i in s.amount_id(e)[1]] + other_cells(s, entries)
        if len(entries) > SOME and s.others():  # so many, each with two numbers: those stand in the table
            values["items"] = "、".join(strip_unit(e.subject.name) for e in entries)
        lead = s.claim_lead() if claim is not None and claim.quantifier == "count" else ""
        s.say(template, [*ids, *cells], lead=lead, **values)
    say_reference(s, measure)
    if len(entries) > 2:
        add_ranking(s, entries, measure)


def gap_words(s: Speaker) -> dict[str, str] | None:
    """Return how those are called that have more of one column than of another, or less of it: what was done."""
    measure = s.query.measures[0]
    if not is_gap(s):
        return None
    words, short = s.words["levels"], less_first(s)
    more, less = measure.column, measure.base or ""
    first, second = (less, more) if short else (more, less)
    year = s.namer.column(first).year != s.namer.column(second).year
    other = s.namer.metric(Measure(column=second), year=year)
    return {
        "metric": f"{s.scope_lead(measure)}{s.namer.metric(Measure(column=first))}",
        "condition": f"{words['<' if short else '>']}{other}",
    }


def gap_entry(s: Speaker, entry: Entry) -> str:
    """Return 佛山市（2025年16家，2024年18家，相差2家）, what was done or the later year first."""
    first, second = (entry.measure.column, entry.measure.base or "")
    pair = list(zip((first, second), entry.amount.parts, strict=True))
    if less_first(s):
        pair.reverse()
    years = [s.namer.column(column).year for column, _ in pair]
    dated = [f"{year}年" if len(set(years)) > 1 and year else "" for year in years]
    both = "，".join(f"{year}{write(amount).words}" for year, (_, amount) in zip(dated, pair, strict=True))
    return f"{strip_unit(entry.subject.name)}（{both}，{s.words['apart']}{write(entry.amount).words}）"


def less_first(s: Speaker) -> bool:
    """Say whether of a gap the less is told first: what was done before its goal, the later year before the other."""
    measure = s.query.measures[0]
    more, less = s.namer.column(measure.column), s.namer.column(measure.base or "")
    short = s.catalogue.roles.of(less.id) is Role.RESULT and s.namer.to_goal(measure)
    return short or (less.year or 0) > (more.year or 0)


def is_gap(s: Speaker) -> bool:
    """Say whether those are asked for that have more of one column than of another, whatever by how much."""
    measure, conditions = s.query.measures[0], s.query.conditions
    return (
        measure.relation is Relation.DIFFERENCE
        and measure.base is not None
        and len(conditions) == 1
        and conditions[0].measure is None
        and (conditions[0].comparator, conditions[0].value) == (">", Decimal(0))
    )


def entry_words(s: Speaker, entry: Entry) -> str:
    """Return 佛山市（2024年228家，2023年193家）: an entry with what its condition compares it with."""
    if is_gap(s):
        return gap_entry(s, entry)
    others = s.others()
    reference = s.result.reference
    if any(c.shared for c in s.query.conditions) and reference is not None:
        share = relate(entry.amount, reference, Relation.RATIO)
        if share is not None:
            number = write(share)
            s.shares.append(s.fact(entry.subject.name, "占比", number, entry.measure))
            return f"{strip_unit(entry.subject.name)}（{write(entry.amount).words}，{number.words}）"
    if not others:
        return s.named(entry)
    measures = [entry.measure, *others]
    years = {s.namer.column(m.column).year for m in measures}
    engine = Engine(s.catalogue)
    parts = []
    for measure in measures:
        amount = engine.amount(measure, entry.subject)
        if amount is not None:
            year = s.namer.column(measure.column).year
            parts.append((f"{year}年" if len(years) > 1 and year else "") + write(amount).words)
    return f"{strip_unit(entry.subject.name)}（{'，'.join(parts)}）"


def other_cells(s: Speaker, entries: Sequence[Entry]) -> list[str]:
    """Record the cells that conditions compare with."""
    engine = Engine(s.catalogue)
    found = (engine.amount(m, e.subject) for e in entries for m in s.others())
    return [i for amount in found if amount is not None for i in s.cells(amount)]


def say_reference(s: Speaker, measure: Measure) -> None:
    """Say what the conditions compared against, where it was computed."""
    reference = s.result.reference
    statistic_name = next((c.statistic for c in s.query.conditions if c.statistic is not None), None)
    subject = next((c.subject for c in s.query.conditions if c.subject is not None), None)
    if reference is None:
        return
    number = write(reference)
    if any(c.shared for c in s.query.conditions):
        entry = Entry(subject=TOTAL, measure=measure, amount=reference)
        said, ids = s.amount_id(entry)
        say_value(s, entry, said, ids)
        return
    if statistic_name is None:
        if subject is not None and reference.formula is None:
            entry = Entry(subject=subject, measure=measure, amount=reference)
            said, ids = s.amount_id(entry)
            say_value(s, entry, said, ids)
        return
    if statistic_name == "mean" and reference.formula is None:
        s.say("mean_printed", s.cells(reference), metric=s.namer.led(TOTAL, measure), value=number.words)
        return
    total = statistic("sum", list(reference.parts) or [reference])
    whole = subject.name if subject is not None else s.whole_name(measure, s.query.scope)
    facts = [
        s.fact(whole, str(s.words[statistic_name]), number, measure),
        s.fact(whole, "合计", write(total), measure),
        s.counted(measure, len(reference.parts), whole),
    ]
    ids = [s.book.computed(reference, facts)]
    name = f"{whole}{s.words[statistic_name]}"
    if statistic_name == "mean":
        s.say(
            "filter_reference",
            ids,
            name=name,
            value=number.words,
            parts=f"{write(total).digits}{'%' if total.percent else ''}÷{len(reference.parts)}",
            rounded=s.rounded(number),
        )
    else:
        s.say("filter_reference_plain", ids, name=name, value=number.words)
