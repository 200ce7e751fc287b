"""Put names, measures and intent together into a query."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.families import column_year, total_beside
from bot.figures.grammar import GROUP, WHOLE
from bot.figures.intent import Intent
from bot.figures.measures import Picked
from bot.figures.mentions import Names
from bot.figures.query import Claim, Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.subjects import Resolver, one_by_one
from bot.figures.thresholds import Threshold

OVER_GROUPS = re.compile(
    r"哪(?:一|个|一个|几个)?(?:大)?(?:区域|片区|板块|经济区|组团|地带|大区)|各(?:大)?(?:区域|片区|板块|经济区)|(?:区域|片区|板块)(?:之间|对比|排名)"
)
FALLING = re.compile(r"(?:减少|下降|降低|少|回落|降|缩减|下滑)(?:得|了|幅度?)?(?:最|前|第)")


@dataclass(kw_only=True)
class Slots:
    """What a question fills in: who, what, and what to do."""

    text: str
    masked: str
    names: Names
    picked: list[Picked]
    intent: Intent
    asserted: Threshold | None = None
    located: list[tuple[int, Subject]] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    each: bool = False
    assumed: list[str] = field(default_factory=list)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in the order of the question."""
        return tuple(dict.fromkeys(p.measure for p in self.picked))

    @property
    def subjects(self) -> list[Subject]:
        """The subjects in the order of the question, once each."""
        return list(dict.fromkeys(s for _, s in self.located))


def locate(slots: Slots, resolver: Resolver) -> None:
    """Resolve the names of a question in the tables at hand."""
    slots.excluded = resolver.excluded(slots.names)
    for mention in slots.names.mentions:
        if mention.excluded or mention.kind == "foreign":
            continue
        if mention.kind == "whole" and mention.name == "each":
            slots.each = True
            continue
        subjects = resolver.subjects(mention)
        if mention.kind == "group" and mention.form[0] in "各每" and all(s.kind is SubjectKind.TOTAL for s in subjects):
            slots.each = True
            continue
        for subject in subjects:
            slots.located.append((mention.start, subject))
        if mention.kind == "group" and one_by_one(slots.text, mention):
            slots.each = True


def assemble(slots: Slots, catalogue: Catalogue, resolver: Resolver) -> FigureQuery:
    """Return the query that the slots make."""
    builder = _Builder(slots, catalogue, resolver)
    query = builder.build()
    return replace(query, assumed=tuple(dict.fromkeys((*query.assumed, *slots.assumed))))


class _Builder:
    def __init__(self, slots: Slots, catalogue: Catalogue, resolver: Resolver) -> None:
        self.slots = slots
        self.intent = slots.intent
        self.catalogue = catalogue
        self.resolver = resolver
        self.measures = slots.measures
        self.named = [s for s in slots.subjects if s.kind in {SubjectKind.ROW, SubjectKind.GROUP, SubjectKind.ROWS}]
        self.whole = next((s for s in slots.subjects if s.kind is SubjectKind.TOTAL), None)

    def build(self) -> FigureQuery:
        intent = self.intent
        handlers = {
            Operation.SHARE: self._share,
            Operation.COMPARE: self._compare,
            Operation.RANK: self._rank,
            Operation.TOP: self._top,
            Operation.FILTER: self._filter,
            Operation.AGGREGATE: self._aggregate,
        }
        if intent.operation is None and intent.counting and not self._rows() and not intent.thresholds:
            return FigureQuery(operation=Operation.COUNT, measures=self.measures[:1], scope=self._scope())
        if intent.operation in handlers:
            return handlers[intent.operation]()
        if intent.thresholds and not self.named and not self.whole and intent.thresholds[0].value is None:
            return self._filter()
        return self._value()

    # who

    def _rows(self) -> list[Subject]:
        return [s for s in self.named if s.kind is SubjectKind.ROW]

    def _groups(self) -> list[Subject]:
        return [s for s in self.named if s.kind is SubjectKind.GROUP]

    def _less(self, subject: Subject) -> Subject:
        return self.resolver.without(subject, self.slots.excluded)

    def _whole(self) -> Subject:
        return self._less(self.whole or self.resolver.total())

    def _scope(self) -> Subject | None:
        """Return among whom: one group, several rows, or everything less what is excluded."""
        groups = self._groups()
        if len(groups) == 1:
            return self._less(groups[0])
        if groups:
            return self._less(self.resolver.together(groups))
        if len(self._rows()) > 1:
            return self.resolver.together(self._rows())
        return self._whole() if self.slots.excluded else None

    def _who(self) -> tuple[Subject, ...]:
        """Return whom a value is asked of."""
        if self.named:
            if self.slots.each and self._groups():
                return tuple(self.resolver.members(self.named))
            return tuple(self._less(s) if s.kind is not SubjectKind.ROW else s for s in self.named) + (
                (self.whole,) if self.whole is not None else ()
            )
        if self.whole is None and not self.slots.excluded:
            self.slots.assumed.append("subject")
        return (self._whole(),)

    # operations

    def _value(self) -> FigureQuery:
        intent, slots = self.intent, self.slots
        if slots.each and not self.named and not intent.thresholds:
            scope = self._whole() if slots.excluded else None
            return FigureQuery(operation=Operation.TOP, measures=self.measures[:1], scope=scope, function="list")
        who = self._who()
        claim = None
        threshold = next(iter(intent.thresholds), None)
        if threshold is not None and threshold.percent and self._counts(self.measures[0]):
            return FigureQuery(
                operation=Operation.SHARE,
                measures=self.measures[:1],
                subjects=who,
                scope=self.resolver.total(),
                claim=Claim(comparator=threshold.comparator, value=threshold.value),
            )
        if threshold is not None and threshold.value is not None:
            claim = Claim(comparator=threshold.comparator, value=self._scaled(threshold))
        elif threshold is not None:
            query = self._against_name(threshold, who)
            if query is not None:
                return query
        elif slots.asserted is not None:
            claim = Claim(value=self._scaled(slots.asserted))
        groups = [s for s in who if s.kind in {SubjectKind.GROUP, SubjectKind.ROWS} or s.exclude]
        if len(who) == 1 and groups:
            return FigureQuery(
                operation=Operation.AGGREGATE, function="sum", measures=self.measures, subjects=who, claim=claim
            )
        return FigureQuery(operation=Operation.VALUE, measures=self.measures, subjects=who, claim=claim)

    def _against_name(self, threshold: Threshold, who: tuple[Subject, ...]) -> FigureQuery | None:
        """佛山超过广州吗, 广州目标高于平均吗, 目标高于上年验收数吗: a comparison that the asker supposes."""
        claim = Claim(comparator=threshold.comparator) if self.intent.yes_no else None
        if threshold.statistic is not None:
            kind = SubjectKind.MEAN if threshold.statistic == "mean" else SubjectKind.MEDIAN
            name = "平均值" if threshold.statistic == "mean" else "中位数"
            return self._pair((who[0], Subject(kind=kind, name=name)), self.measures[:1], claim)
        if len(self.named) >= 2:
            return self._pair((self.named[0], self.named[1]), self.measures[:2], claim)
        if len(self.measures) >= 2:
            return self._pair(who[:1], self.measures[:2], claim)
        return None

    def _pair(self, subjects: tuple[Subject, ...], measures: tuple[Measure, ...], claim: Claim | None) -> FigureQuery:
        if len(subjects) != len(measures) and len(subjects) > 1:
            measures = measures[:1]
        return FigureQuery(
            operation=Operation.COMPARE,
            relation=Relation.WHICH,
            measures=measures,
            subjects=subjects,
            claim=claim,
        )

    def _scaled(self, threshold: Threshold) -> Decimal:
        """Return a number said in the question in the unit of the measure."""
        value = threshold.value if threshold.value is not None else Decimal(0)
        measure = self.measures[0]
        unit = self.catalogue.columns[measure.column].unit or ""
        if threshold.percent and unit == "%" and measure.relation in {None, Relation.DIFFERENCE}:
            return value * 100
        for magnitude, factor in (("万", Decimal(10_000)), ("亿", Decimal(100_000_000))):
            if unit.startswith(magnitude) and threshold.magnitude is not None:
                return value / factor
        return value

    def _share(self) -> FigureQuery:
        intent, slots = self.intent, self.slots
        claim = None
        threshold = next((t for t in intent.thresholds if t.value is not None), None) or slots.asserted
        if threshold is not None and threshold.value is not None:
            claim = Claim(comparator=threshold.comparator, value=threshold.value)
        cut = self._cut()
        after = [s for at, s in slots.located if at > cut and s.kind is not SubjectKind.ROW]
        before = [s for at, s in slots.located if at < cut]
        part = self.measures[0]
        plain = part.base is None
        shares = [t for t in intent.thresholds if t.percent and t.value is not None]
        if shares and not self._rows() and plain and (intent.which or re.search("的.{0,3}$|几个|多少个", slots.masked)):
            return self._share_filter(part, shares)
        if len(self.measures) >= 2 and not after and plain:
            ratio = Measure(column=part.column, base=self.measures[1].column, relation=Relation.RATIO)
            return self._ratio(ratio, claim)
        if part.base is not None:
            return self._ratio(part, claim)
        scope = after[-1] if after else None
        who = [s for s in (before if scope is not None else self.named) if s != scope]
        base = total_beside(self.catalogue, part.column)
        asked_part = next((p for p in slots.picked if p.measure == part and p.own > 0), None)
        if base is not None and asked_part is not None and scope is None and len(self.measures) == 1:
            rows_only = bool(who) and re.search("占全|占总|占合计|比重", slots.text) is None
            if rows_only or not who or re.search("占(?:本市|总数|合计|全部|比)", slots.text):
                return self._ratio(Measure(column=part.column, base=base.id, relation=Relation.RATIO), claim)
        if intent.n is not None and intent.operation is Operation.SHARE:
            top = self._top_subject()
            inside = self._scope()
            if inside is not None and inside.rows:
                top = replace(top, rows=inside.rows, name=f"{inside.name}{top.name}")
                scope = scope or inside
            who = [top]
        if not who:
            whole_first = self.whole is not None and not self.named
            if whole_first and base is not None:
                return self._ratio(Measure(column=part.column, base=base.id, relation=Relation.RATIO), claim)
            return FigureQuery(
                operation=Operation.TOP, measures=self.measures[:1], scope=scope, relation=Relation.RATIO
            )
        if len(who) > 1 and re.search("之和|合计|一共|总共|加起来|共占|总和|总数|总量", slots.text):
            who = [self.resolver.together(who)]
        return FigureQuery(
            operation=Operation.SHARE,
            measures=self.measures[:1],
            subjects=tuple(self._less(s) if s.kind is not SubjectKind.ROW else s for s in who),
            scope=self._less(scope) if scope is not None else self.resolver.total(),
            claim=claim,
        )

    def _share_filter(self, part: Measure, shares: list[Threshold]) -> FigureQuery:
        """占合计超过60%的城市 (a part of each total), 占全省超过10%的城市 (a share of the whole)."""
        base = total_beside(self.catalogue, part.column)
        whole = re.search(f"占(?:比)?[^,。]*[{WHOLE}{GROUP}]", self.slots.masked) is not None
        if base is not None and not whole:
            part = Measure(column=part.column, base=base.id, relation=Relation.RATIO)
        found = tuple(Condition(comparator=t.comparator, value=t.value, shared=part.base is None) for t in shares)
        scope = self._groups()[0] if len(self._groups()) == 1 else None
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(part,),
            scope=scope,
            conditions=found,
            counting=self.intent.counting,
        )

    def _top_subject(self) -> Subject:
        intent = self.intent
        count = intent.n or 1
        word = "前" if intent.descending else "后"
        return Subject(kind=SubjectKind.TOP, name=f"{word}{count}名", n=count, descending=intent.descending)

    def _ratio(self, ratio: Measure, claim: Claim | None) -> FigureQuery:
        if self.intent.operation is Operation.TOP or (self.slots.each and not self.named):
            n = self.intent.n if self.intent.operation is Operation.TOP else None
            return FigureQuery(
                operation=Operation.TOP,
                measures=(ratio,),
                scope=self._scope(),
                n=n,
                descending=self.intent.descending,
            )
        if self.intent.thresholds and self.intent.which:
            return FigureQuery(
                operation=Operation.FILTER,
                measures=(ratio,),
                scope=self._scope(),
                conditions=self._conditions(ratio),
                counting=self.intent.counting,
            )
        return FigureQuery(operation=Operation.VALUE, measures=(ratio,), subjects=self._who(), claim=claim)

    def _cut(self) -> int:
        match = re.search("占", self.slots.text)
        return match.start() if match else len(self.slots.text)

    def _joint(self) -> int:
        match = re.search(r"比(?!重|例|率|值|较)|较|减去|减|高于|低于|超过|多于|少于", self.slots.masked)
        return match.start() if match else -1

    def _ordered(self) -> tuple[Measure, ...]:
        """Return two measures, the one asked about first: as said with 比, else the later year first."""
        first, second = self.measures[:2]
        if self._joint() >= 0 and not re.search("从.*[到至]", self.slots.text):
            return first, second
        years = [column_year(self.catalogue, self.catalogue.columns[m.column]) or 0 for m in (first, second)]
        return (second, first) if years[1] > years[0] else (first, second)

    def _compare(self) -> FigureQuery:
        intent, slots = self.intent, self.slots
        relation = intent.relation or Relation.WHICH
        claim = None
        if intent.direction is not None and intent.yes_no:
            claim = Claim(comparator=intent.direction)
        if relation in {Relation.RATIO, Relation.GROWTH, Relation.DIFFERENCE}:
            said = intent.asserted or slots.asserted
            if said is not None and intent.yes_no:
                absolute = "abs" if said.unit == "abs" else None
                claim = Claim(comparator=said.comparator, value=said.value, quantifier=absolute)
        named = self.named
        if OVER_GROUPS.search(slots.text) and not named:
            groups = self.resolver.partition()
            if groups:
                return self._over(groups, n=1)
        joint = self._joint()
        if len(self.measures) >= 2:
            left = [s for at, s in slots.located if at < joint]
            right = [s for at, s in slots.located if at > joint]
            if joint > 0 and len(left) == 1 and len(right) == 1 and left != right:
                return self._compared((left[0], right[0]), self.measures[:2], relation, claim)
            first, second = self._ordered()
            if len(named) > 1:
                measure = Measure(column=first.column, base=second.column, relation=_kept(relation))
                return FigureQuery(operation=Operation.VALUE, measures=(measure,), subjects=tuple(named))
            if not named and slots.each:
                measure = Measure(column=first.column, base=second.column, relation=_kept(relation))
                return FigureQuery(operation=Operation.TOP, measures=(measure,), scope=self.whole)
            return self._compared(self._who()[:1], (first, second), relation, claim)
        if len(named) > 2 or (len(named) == 2 and not named[0].rows):
            return self._top_among(named)
        if len(named) == 2:
            return self._compared(tuple(named), self.measures[:1], relation, claim)
        if len(named) == 1 and re.search("平均|均值|中位", slots.text):
            median = "中位" in slots.text
            reference = Subject(
                kind=SubjectKind.MEDIAN if median else SubjectKind.MEAN, name="中位数" if median else "平均值"
            )
            return self._compared((named[0], reference), self.measures[:1], relation, claim)
        if len(named) == 1 and self.whole is not None:
            return self._compared((named[0], self.whole), self.measures[:1], relation, claim)
        if not named and re.search("最[高大多].*最[低小少]|最[低小少].*最[高大多]|极差|首位.*末位", slots.text):
            return FigureQuery(
                operation=Operation.AGGREGATE,
                function="range",
                measures=self.measures[:1],
                subjects=(self._whole(),),
            )
        return self._value()

    def _compared(
        self, subjects: tuple[Subject, ...], measures: tuple[Measure, ...], relation: Relation, claim: Claim | None
    ) -> FigureQuery:
        return FigureQuery(
            operation=Operation.COMPARE,
            relation=relation,
            measures=measures,
            subjects=subjects,
            descending=self.intent.descending,
            claim=claim,
        )

    def _top_among(self, named: list[Subject]) -> FigureQuery:
        if all(s.kind is SubjectKind.GROUP for s in named):
            return self._over(named, n=1)
        return FigureQuery(
            operation=Operation.TOP,
            measures=self.measures[:1],
            scope=self.resolver.together(named),
            n=1,
            descending=self.intent.descending,
        )

    def _over(self, groups: list[Subject], *, n: int | None) -> FigureQuery:
        return FigureQuery(
            operation=Operation.TOP,
            measures=self.measures[:1],
            subjects=tuple(groups),
            over_groups=True,
            n=n,
            position=self.intent.position,
            descending=self.intent.descending,
        )

    def _rank(self) -> FigureQuery:
        intent = self.intent
        claim = None
        said = intent.asserted
        if said is not None:
            claim = Claim(comparator=said.comparator, value=said.value)
        rows, groups = self._rows(), self._groups()
        if not rows and groups:
            parts = self.resolver.partition()
            if all(group in parts for group in groups):
                return replace(
                    self._over(parts, n=None),
                    operation=Operation.RANK,
                    subjects=(*groups, *(part for part in parts if part not in groups)),
                    claim=claim,
                    n=len(groups),
                )
        if not rows:
            return self._top()
        scope = groups[0] if groups else None
        return FigureQuery(
            operation=Operation.RANK,
            measures=self._one_measure(),
            subjects=tuple(rows),
            scope=self._less(scope) if scope is not None else (self._whole() if self.slots.excluded else None),
            descending=intent.descending,
            claim=claim,
        )

    def _one_measure(self) -> tuple[Measure, ...]:
        """Return the measure to rank by: two of them in comparison become one."""
        if len(self.measures) >= 2 and re.search("差距|差额|差值|相差|差异", self.slots.text):
            first, second = self._ordered()
            if total_beside(self.catalogue, first.column) == self.catalogue.columns[second.column]:
                first, second = second, first
            return (Measure(column=first.column, base=second.column, relation=Relation.DIFFERENCE),)
        if len(self.measures) >= 2 and self._joint() >= 0:
            first, second = self._ordered()
            relation = Relation.GROWTH if self.intent.relation is Relation.GROWTH else Relation.DIFFERENCE
            return (Measure(column=first.column, base=second.column, relation=relation),)
        if len(self.measures) >= 2 and self.intent.relation is Relation.GROWTH:
            first, second = self._ordered()
            return (Measure(column=first.column, base=second.column, relation=Relation.GROWTH),)
        return self.measures[:1]

    def _top(self) -> FigureQuery:
        intent = self.intent
        measures = self._one_measure()
        descending = intent.descending
        if measures[0].base is not None and FALLING.search(self.slots.text) and intent.relation is not Relation.GROWTH:
            descending = False
        summed = re.search("合计|总和|之和|一共|总共|加起来|占", self.slots.text)
        if summed and intent.n is not None and intent.n > 1:
            who = self._top_subject()
            inside = self._scope()
            if inside is not None and inside.rows:
                who = replace(who, rows=inside.rows, name=f"{inside.name}{who.name}")
            if "占" in summed[0] or re.search("占", self.slots.text):
                return FigureQuery(
                    operation=Operation.SHARE,
                    measures=measures,
                    subjects=(who,),
                    scope=inside if inside is not None and inside.rows else self.resolver.total(),
                )
            return FigureQuery(operation=Operation.AGGREGATE, function="sum", measures=measures, subjects=(who,))
        groups = self._groups()
        if not self._rows() and (len(groups) > 1 or (OVER_GROUPS.search(self.slots.text) and not groups)):
            parts = groups if len(groups) > 1 else self.resolver.partition()
            if parts:
                query = self._over(parts, n=intent.n)
                return replace(query, measures=measures, descending=descending)
        scope = self._scope()
        if len(self._rows()) == 1 and not groups:
            scope = None
        return FigureQuery(
            operation=Operation.TOP,
            measures=measures,
            scope=scope,
            n=intent.n,
            position=intent.position,
            descending=descending,
            function=intent.function,
        )

    def _conditions(self, measure: Measure) -> tuple[Condition, ...]:
        found = []
        for threshold in self.intent.thresholds:
            at = threshold.start
            own = self._measure_at(at, measure)
            if threshold.percent and self._counts(own or measure):
                found.append(
                    Condition(comparator=threshold.comparator, measure=own, value=threshold.value, shared=True)
                )
            elif threshold.value is not None:
                found.append(
                    Condition(
                        comparator=threshold.comparator,
                        measure=own,
                        value=self._fraction(threshold, own or measure),
                    )
                )
            elif threshold.statistic is not None:
                found.append(
                    Condition(
                        comparator=threshold.comparator,
                        measure=own,
                        statistic=threshold.statistic,
                        subject=None if self.whole is not None else self._scope(),
                    )
                )
            else:
                after = [s for place, s in self.slots.located if place >= at]
                other = [p.measure for p in self.slots.picked if p.end > threshold.end and p.measure != measure]
                if after and after[0].kind is not SubjectKind.TOTAL:
                    found.append(Condition(comparator=threshold.comparator, subject=after[0]))
                elif other:
                    found.append(Condition(comparator=threshold.comparator, other=other[-1]))
        return tuple(found)

    def _fraction(self, threshold: Threshold, measure: Measure) -> Decimal:
        value = self._scaled(threshold)
        if measure.relation in {Relation.RATIO, Relation.GROWTH} and not threshold.percent and abs(value) > 2:
            return value / 100
        return value

    def _counts(self, measure: Measure) -> bool:
        """Say whether a measure is a quantity that a percentage cannot be compared with."""
        unit = self.catalogue.columns[measure.column].unit
        return measure.relation in {None, Relation.DIFFERENCE} and unit not in {"%", "‰"}

    def _measure_at(self, position: int, default: Measure) -> Measure | None:
        """Return the measure that a threshold is about: the last one named before it."""
        before = [p for p in self.slots.picked if p.start < position]
        if len(self.measures) > 1 and before and before[-1].measure != default:
            return before[-1].measure
        return None

    def _filter(self) -> FigureQuery:
        intent = self.intent
        measure = self.measures[0]
        scope = self._scope()
        values = [t for t in intent.thresholds if t.value is not None]
        shares = [t for t in values if t.percent]
        if shares and len(self.measures) == 1 and self._counts(measure) and "占" in self.slots.text:
            return self._share_filter(measure, shares)
        if (
            len(self.measures) >= 2
            and re.search(r"比(?!重|例|率|值|较)|较", self.slots.masked)
            and (values or intent.relation)
        ):
            first, second = self._ordered()
            falling = re.search("少|减|降|低|回落", self.slots.masked)
            changing = re.search("增|减|降|升|涨|跌|回落|多|少", self.slots.masked)
            if intent.relation is Relation.GROWTH or (any(t.percent for t in values) and changing):
                measure = Measure(column=first.column, base=second.column, relation=Relation.GROWTH)
            elif falling:
                measure = Measure(column=second.column, base=first.column, relation=Relation.DIFFERENCE)
            else:
                measure = Measure(column=first.column, base=second.column, relation=Relation.DIFFERENCE)
            conditions = tuple(
                Condition(comparator=t.comparator, value=self._fraction(t, measure)) for t in values
            ) or (Condition(comparator=">", value=Decimal(0)),)
        elif len(self.measures) >= 2 and values and all(t.percent for t in values):
            first, second = self.measures[:2]
            measure = Measure(column=first.column, base=second.column, relation=Relation.RATIO)
            conditions = tuple(Condition(comparator=t.comparator, value=t.value) for t in values)
        else:
            conditions = self._conditions(measure)
        named_thresholds = [c.subject for c in conditions if c.subject is not None]
        if named_thresholds:
            scope = next((g for g in self._groups() if g not in named_thresholds), None)
            if scope is None and self.slots.excluded:
                scope = self._whole()
        claim = Claim(quantifier=intent.quantifier) if intent.quantifier is not None else None
        if intent.quantifier == "only":
            return FigureQuery(
                operation=Operation.FILTER,
                measures=(measure,),
                subjects=tuple(self._rows()),
                conditions=conditions,
                claim=claim,
            )
        if not conditions:
            return self._value()
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(measure,),
            scope=scope,
            conditions=conditions,
            counting=intent.counting,
            claim=claim,
        )

    def _aggregate(self) -> FigureQuery:
        intent, slots = self.intent, self.slots
        function = intent.function or "sum"
        claim = None
        threshold = next((t for t in intent.thresholds if t.value is not None), None) or slots.asserted
        if threshold is not None and (intent.yes_no or slots.asserted is not None):
            claim = Claim(comparator=threshold.comparator, value=self._scaled(threshold))
        rows, groups = self._rows(), self._groups()
        if len(rows) == 1 and not groups:
            return self._value()
        who: list[Subject]
        if rows and groups:
            who = [self.resolver.together([*rows, *groups])]
        elif len(rows) > 1:
            who = [self.resolver.together(rows)]
        elif groups:
            who = [self._less(g) for g in groups]
        else:
            who = [self._whole()]
            if self.whole is None and not slots.excluded:
                slots.assumed.append("subject")
        if function == "sum" and len(who) == 1 and who[0].kind is SubjectKind.TOTAL and not who[0].exclude:
            return FigureQuery(operation=Operation.VALUE, measures=self.measures, subjects=tuple(who), claim=claim)
        return FigureQuery(
            operation=Operation.AGGREGATE,
            function=function,
            measures=self.measures if function == "sum" else self.measures[:1],
            subjects=tuple(who),
            claim=claim,
        )


def _kept(relation: Relation) -> Relation:
    return Relation.DIFFERENCE if relation is Relation.WHICH else relation


def members_of(query: FigureQuery, engine: Engine) -> list[Subject]:
    """Return the rows that a former answer listed."""
    if query.operation in {Operation.TOP, Operation.FILTER, Operation.RANK}:
        return [entry.subject for entry in engine.run(query).entries]
    return [s for s in query.subjects if s.kind is not SubjectKind.TOTAL]
