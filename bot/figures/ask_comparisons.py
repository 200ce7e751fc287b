"""Ask for comparisons of subjects or of measures."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.ask_values import ask_value, mean_of_group
from bot.figures.builder import FALLING_AT_ALL, OVER_GROUPS, Builder
from bot.figures.compute import Engine
from bot.figures.gaps import paired_gaps
from bot.figures.grammar import ADDED, MINUS, SUM
from bot.figures.query import Claim, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind


def ask_comparison(b: Builder) -> FigureQuery:
    """Return a query for a comparison, or for two of them."""
    return with_gap(b, one_comparison(b))


def one_comparison(b: Builder) -> FigureQuery:
    """Return a query for a comparison."""
    intent, slots = b.intent, b.slots
    relation = intent.relation or Relation.WHICH
    if relation is Relation.GROWTH and re.search("差了?(?:多少|几)个?百分点", slots.text) and all_rates(b):
        relation = Relation.DIFFERENCE  # 甲和乙的完成率差几个百分点
    claim = None
    if intent.direction is not None and intent.yes_no:
        claim = Claim(comparator=intent.direction)
    if relation in {Relation.RATIO, Relation.GROWTH, Relation.DIFFERENCE}:
        said = intent.asserted or slots.asserted
        if said is not None and intent.yes_no:
            absolute = "abs" if said.unit == "abs" else None
            claim = Claim(comparator=said.comparator, value=said.value, quantifier=absolute)
    named = b.named
    gaps = paired_gaps(slots.text, slots.located)
    if gaps is not None:
        return compared(b, gaps, b.measures[:1], relation, claim)
    if OVER_GROUPS.search(slots.text) and not named:
        groups = b.resolver.partition()
        if groups:
            return b.over(groups, n=1)
    joint = b.joint()
    if len(b.measures) >= 2 and len(named) > 1 and all(p.end == 0 for p in slots.picked):
        return FigureQuery(operation=Operation.VALUE, measures=b.measures, subjects=tuple(named))  # which is not said
    if len(b.measures) >= 2:
        left = [s for at, s in slots.located if at < joint]
        right = [s for at, s in slots.located if at > joint]
        if joint > 0 and len(left) == 1 and len(right) == 1 and left != right:
            return compared(b, (left[0], right[0]), b.measures[:2], relation, claim)
        first, second = b.ordered()
        if len(named) > 1:
            if re.search(SUM, slots.text):  # 两市一共比目标多多少
                return compared(b, (b.resolver.together(named),), (first, second), relation, claim)
            measure = Measure(column=first.column, base=second.column, relation=_kept(relation))
            if intent.which:  # 谁的降幅更大
                falling = FALLING_AT_ALL.search(slots.masked) is not None
                scope = b.resolver.together(named)
                return FigureQuery(
                    operation=Operation.TOP, measures=(measure,), scope=scope, n=1, descending=not falling
                )
            return FigureQuery(operation=Operation.VALUE, measures=(measure,), subjects=tuple(named))
        if not named and slots.each:
            measure = Measure(column=first.column, base=second.column, relation=_kept(relation))
            return FigureQuery(operation=Operation.TOP, measures=(measure,), scope=b.named_whole)
        who = b.who()[:1]
        if intent.which and relation is Relation.DIFFERENCE:  # 新建和改建哪个多，多多少: the greater against the less
            sizes = [Engine(b.catalogue).amount(m, who[0]) for m in (first, second)]
            if sizes[0] is not None and sizes[1] is not None and sizes[0].value < sizes[1].value:
                first, second = second, first
        return compared(b, who, (first, second), relation, claim)
    after = [s for at, s in slots.located if at > joint and s.kind is not SubjectKind.TOTAL]
    before = [s for at, s in slots.located if at < joint and s.kind is not SubjectKind.TOTAL]
    minus = joint > 0 and MINUS.match(slots.text, joint) is not None
    sides = [(before, slots.text[: max(joint, 0)]), (after, slots.text[max(joint, 0) :])]
    added = ADDED.search(slots.masked) is not None  # 梅州加河源
    whole = [
        len(of) == 1 or (len(of) > 1 and (minus or added or re.search(SUM, said) is not None)) for of, said in sides
    ]
    if joint > 0 and all(whole) and len(before) + len(after) > 2:
        both = (b.resolver.together(before), b.resolver.together(after))
        return compared(b, both, b.measures[:1], Relation.DIFFERENCE if minus else relation, claim)
    mean = mean_of_group(b)
    if mean is not None:
        return compared(b, (b.rows()[0], mean), b.measures[:1], relation, claim)
    if len(named) == 2 and len(b.groups()) == 2 and re.search("平均|均值", slots.text):
        means = tuple(replace(g, kind=SubjectKind.MEAN, name=f"{g.name}平均值") for g in b.groups())
        gap = relation if relation is not Relation.WHICH else Relation.DIFFERENCE
        return compared(b, means, b.measures[:1], gap, claim)  # 粤东平均比粤西平均多多少
    if len(named) > 2 or (len(named) == 2 and not named[0].rows):
        return top_among(b, named)
    if len(named) == 2:
        return compared(b, tuple(named), b.measures[:1], relation, claim)
    if len(named) == 1 and re.search("平均|均值|中位", slots.text):
        median = "中位" in slots.text
        reference = Subject(
            kind=SubjectKind.MEDIAN if median else SubjectKind.MEAN, name="中位数" if median else "平均值"
        )
        return compared(b, (named[0], reference), b.measures[:1], relation, claim)
    if len(named) == 1 and b.named_whole is not None:
        return compared(b, (named[0], b.named_whole), b.measures[:1], relation, claim)
    if not named and re.search("最[高大多].*最[低小少]|最[低小少].*最[高大多]|极差|首位.*末位", slots.text):
        return FigureQuery(
            operation=Operation.AGGREGATE,
            function="range",
            measures=b.measures[:1],
            subjects=(b.whole(),),
        )
    return ask_value(b)


def all_rates(b: Builder) -> bool:
    """Say whether nothing but rates is compared."""
    return all(m.relation is Relation.RATIO or b.catalogue.columns[m.column].unit in {"%", "‰"} for m in b.measures)


def with_gap(b: Builder, query: FigureQuery) -> FigureQuery:
    """Return a comparison by times with the one by difference, where both are asked for (差几家，是几倍)."""
    both = query.operation is Operation.COMPARE and query.relation is Relation.RATIO and query.claim is None
    if not both or re.search("差了?(?:多少|几)|相差|多多少|少多少|[多少]几", b.slots.text) is None:
        return query
    return replace(query, relation=Relation.DIFFERENCE, also=(query,))


def compared(
    b: Builder,
    subjects: tuple[Subject, ...],
    measures: tuple[Measure, ...],
    relation: Relation,
    claim: Claim | None,
) -> FigureQuery:
    """Return a comparison of points."""
    which = b.intent.which and len(measures) > 1 and len(subjects) == 1
    return FigureQuery(
        operation=Operation.COMPARE,
        relation=relation,
        measures=measures,
        subjects=subjects,
        descending=b.intent.descending,
        function=("percent" if b.intent.function == "percent" else "which" if which else None),
        claim=claim,
    )


def top_among(b: Builder, named: list[Subject]) -> FigureQuery:
    """Return who is first among the named."""
    if all(s.kind is SubjectKind.GROUP for s in named):
        return b.over(named, n=1)
    return FigureQuery(
        operation=Operation.TOP,
        measures=b.measures[:1],
        scope=b.resolver.together(named),
        n=1,
        descending=b.intent.descending,
    )


def _kept(relation: Relation) -> Relation:
    return Relation.DIFFERENCE if relation is Relation.WHICH else relation
