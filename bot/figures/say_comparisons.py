"""Say comparisons: who or which, by how much, how many times."""

from __future__ import annotations

from bot.figures.amounts import Amount, Entry, relate
from bot.figures.query import Relation, SubjectKind
from bot.figures.say_values import say_value
from bot.figures.speaker import Speaker, absolute
from bot.figures.wording import Said, strip_unit, times, write


def say_comparison(s: Speaker) -> None:
    """Say a comparison."""
    entries = s.result.entries
    if len(entries) < 2 or (s.result.outcome is None and s.query.relation is not Relation.WHICH):
        for entry in entries:
            number, ids = s.amount_id(entry)
            say_value(s, entry, number, ids)
        return
    one_measure = entries[0].measure == entries[1].measure
    one_subject = entries[0].subject == entries[1].subject
    if one_measure:
        say_subjects(s)
    elif one_subject:
        say_measures(s)
    else:
        say_points(s)


def gap_of(s: Speaker) -> tuple[Amount, Said, Entry, Entry]:
    """Return the difference of the first two entries, as an amount and as written."""
    first, second = s.result.entries[0], s.result.entries[1]
    gap = relate(first.amount, second.amount, Relation.DIFFERENCE)
    assert gap is not None
    size = write(absolute(gap))
    if gap.unit == "%" or gap.percent:
        size = Said(
            digits=size.digits, unit="个百分点", words=size.words.replace("%", "个百分点"), rounded=size.rounded
        )
    return gap, size, first, second


def say_subjects(s: Speaker) -> None:
    """Say two subjects of one measure."""
    query = s.query
    gap, size, first, second = gap_of(s)
    left, left_ids = s.amount_id(first)
    if second.subject.kind in {SubjectKind.MEAN, SubjectKind.MEDIAN}:
        say_against_statistic(s, (gap, size), first, second, left, left_ids)
        return
    right, right_ids = s.amount_id(second)
    more, less = s.namer.more(first.measure)
    metric = s.namer.whole_metric(first.measure)
    both = f"{first.subject.name}、{second.subject.name}"
    names = (_summed(first), _summed(second))
    lead = s.claim_lead()
    common = {
        "first": names[0],
        "second": names[1],
        "metric": metric,
        "left": left.words,
        "right": right.words,
    }
    relation = query.relation or Relation.WHICH
    if relation in {Relation.RATIO, Relation.GROWTH} and s.result.outcome is not None and gap.value != 0:
        outcome = s.result.outcome
        if relation is Relation.RATIO:
            part = query.function == "percent"
            value = write(outcome) if part else times(outcome)
            ids = [s.book.computed(outcome, [s.fact(both, "倍数", value, first.measure)])]
            s.say(
                "compare_part" if part else "compare_times",
                ids + left_ids + right_ids,
                lead=lead,
                value=value.words,
                rounding=s.rounding(value),
                **common,
            )
            return
        value = write(absolute(outcome))
        ids = [s.book.computed(outcome, [s.fact(both, "相差", value, first.measure)])]
        rise = more if outcome.value >= 0 else less
        s.say(
            "compare_growth",
            ids + left_ids + right_ids,
            lead=lead,
            rise=rise,
            value=value.words,
            rounding=s.rounding(value),
            **common,
        )
        return
    ids = [s.book.computed(gap, [s.fact(both, "差额", size, first.measure)]), *left_ids, *right_ids]
    if gap.value == 0:
        s.say("compare_equal", ids, lead=lead, **{k: v for k, v in common.items() if k != "right"})
    elif relation is Relation.DIFFERENCE:
        s.say("compare", ids, lead=lead, more=more if gap.value > 0 else less, value=size.words, **common)
    else:
        winner = first if (gap.value > 0) == query.descending else second
        word = more if query.descending else less
        if query.claim is not None:
            winner, word = (first if gap.value > 0 else second), more
        s.say(
            "compare_which",
            ids,
            lead=lead,
            winner=_summed(winner),
            more=word,
            value=size.words,
            **common,
        )


def _summed(entry: Entry) -> str:
    """Return a subject's name; several rows taken together are said to be."""
    together = entry.subject.kind is SubjectKind.ROWS and len(entry.subject.rows) > 1
    return f"{entry.subject.name}合计" if together else entry.subject.name


def say_against_statistic(
    s: Speaker, gap_said: tuple[Amount, Said], first: Entry, second: Entry, left: Said, left_ids: list[str]
) -> None:
    """Say a subject against the mean or median."""
    gap, size = gap_said
    right = write(second.amount)
    name = second.subject.name
    of_some = bool(second.subject.rows)  # the mean of 粤东, not of all
    whole = "" if of_some else s.whole_name(first.measure, None)
    of_whole = () if of_some else (s.book.computed(second.amount, [s.fact(whole, name, right, first.measure)]),)
    ids = [*left_ids, *(s.amount_id(second)[1] if of_some else of_whole)]
    metric = s.namer.whole_metric(first.measure)
    median = second.subject.kind is SubjectKind.MEDIAN
    relation, outcome = s.query.relation, s.result.outcome
    common = {"first": first.subject.name, "metric": metric, "left": left.words, "right": right.words}
    common |= {"whole": whole, "name": str(s.words["median" if median else "mean"]) if not of_some else name}
    if relation in {Relation.DIFFERENCE, Relation.RATIO} and outcome is not None:
        more, less = s.namer.more(first.measure)
        value = times(outcome) if relation is Relation.RATIO else size
        ids.append(s.book.computed(outcome, [s.fact(first.subject.name, "与平均相比", value, first.measure)]))
        template = "mean_times" if relation is Relation.RATIO else "mean_gap"
        s.say(
            template,
            ids,
            lead=s.claim_lead(),
            more=more if gap.value > 0 else less,
            value=value.words,
            **common,
        )
        return
    if of_some:
        whole = name.removesuffix(s.words["mean"]).removesuffix(s.words["median"])
        said = s.words["median" if median else "mean"]
        ids.append(s.book.computed(second.amount, [s.fact(whole, said, right, first.measure)]))
    level = s.words["above"] if gap.value > 0 else s.words["below"] if gap.value < 0 else s.words["equal"]
    template = "compare_mean" if second.subject.kind is SubjectKind.MEAN else "compare_median"
    s.say(
        template,
        ids,
        lead=s.claim_lead(),
        first=first.subject.name,
        level=level,
        metric=metric,
        left=left.words,
        whole=whole,
        right=right.words,
        rounding=s.rounding(right),
    )


def say_measures(s: Speaker) -> None:
    """Say two columns of one subject against each other: first how much, then the two numbers."""
    gap, size, first, second = gap_of(s)
    left, left_ids = s.amount_id(first)
    right, right_ids = s.amount_id(second)
    more, less = s.namer.more(first.measure)
    who = strip_unit(s.namer.who(first.subject, first.measure))
    metric, base = s.namer.whole_metric(first.measure), s.namer.whole_metric(second.measure)
    if s.namer.same_family(first.measure, second.measure):
        more, less = s.words["change"]
    common = {"who": who, "metric": metric, "base": base, "left": left.words, "right": right.words}
    say_pair(s, "measures", gap, size, common, (first, second), left_ids + right_ids, (more, less))


def say_points(s: Speaker) -> None:
    """Say two subjects, each with a measure of its own."""
    gap, size, first, second = gap_of(s)
    left, left_ids = s.amount_id(first)
    right, right_ids = s.amount_id(second)
    more, less = s.namer.more(first.measure)
    common = {
        "first": first.subject.name,
        "second": second.subject.name,
        "metric": s.namer.whole_metric(first.measure),
        "base": s.namer.whole_metric(second.measure),
        "left": left.words,
        "right": right.words,
    }
    say_pair(s, "points", gap, size, common, (first, second), left_ids + right_ids, (more, less))


def say_pair(
    s: Speaker,
    template: str,
    gap: Amount,
    size: Said,
    common: dict[str, str],
    pair: tuple[Entry, Entry],
    cells: list[str],
    words: tuple[str, str],
) -> None:
    """Say difference, growth or multiple of a pair."""
    relation, outcome = s.query.relation or Relation.WHICH, s.result.outcome
    names = "、".join(dict.fromkeys(e.subject.name for e in pair))
    measures = tuple(e.measure for e in pair)
    lead = s.claim_lead()
    if gap.value == 0:
        ids = [s.book.computed(gap, [s.fact(names, "差额", size, *measures)]), *cells]
        s.say(f"{template}_equal", ids, lead=lead, **common)
        return
    if relation is Relation.GROWTH and outcome is not None:
        value = write(absolute(outcome))
        ids = [
            s.book.computed(
                outcome, [s.fact(names, "增减幅度", value, *measures), s.fact(names, "差额", size, *measures)]
            ),
            *cells,
        ]
        rise = s.words["rise"][0 if outcome.value >= 0 else 1]
        s.say(
            f"{template}_growth",
            ids,
            lead=lead,
            rise=rise,
            value=value.words,
            rounding=s.rounding(value),
            rounded=s.rounded(value),
            change=s.words["change"][0 if outcome.value >= 0 else 1],
            gap=size.words,
            **common,
        )
        return
    if relation is Relation.RATIO and outcome is not None:
        value = times(outcome)
        ids = [s.book.computed(outcome, [s.fact(names, "倍数", value, *measures)]), *cells]
        s.say(f"{template}_times", ids, lead=lead, value=value.words, rounding=s.rounding(value), **common)
        return
    ids = [s.book.computed(gap, [s.fact(names, "差额", size, *measures)]), *cells]
    if s.query.function == "which" and relation is Relation.WHICH and s.query.claim is None and template == "measures":
        ahead = common["metric"] if (gap.value > 0) == s.query.descending else common["base"]
        word = s.namer.more(pair[0].measure)[0 if s.query.descending else 1]
        s.say("measures_which", ids, winner=ahead, more=word, value=size.words, **common)
        return
    word = words[0] if gap.value > 0 else words[1]
    s.say(template, ids, lead=lead, more=word, value=size.words, **common)
