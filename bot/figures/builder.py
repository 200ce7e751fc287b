"""The slots of a question, and what every kind of query reads from them: who, among whom, which measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, total_beside
from bot.figures.grammar import FALLS, GROUP, METRIC, ROW, TIME
from bot.figures.intent import Intent
from bot.figures.mentions import Names
from bot.figures.query import RATES, Claim, Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.reading import Picked
from bot.figures.subjects import Resolver
from bot.figures.thresholds import Threshold
from bot.figures.views import summable

OVER_GROUPS = re.compile(
    r"哪(?:一|个|一个|几个)?(?:大)?(?:区域|片区|板块|经济区|组团|地带|大区)|各(?:大)?(?:区域|片区|板块|经济区)|(?:区域|片区|板块)(?:之间|对比|排名)"
)
JOINT = re.compile(
    f"比(?!重|例|率|值|较)|较|减去|减掉?(?=[{ROW}{GROUP}{TIME}{METRIC}])|高于|低于|超过|多于|少于|够不够|够得上|顶得上|抵得上|赶得上|及得上|到不到|有没有|达到|够"
)
_BESIDE = re.compile("(?:和|与|跟|同|比|较|相比于?|相较于?)[^,。]{2,24}?(?:相?比(?:较|起来|一下)?|对比)?,")
_GAPPED = re.compile("差距|差额|差值|相差|差异|差(?:得|的|了)?(?:最|第)")
FALLING_AT_ALL = re.compile(f"{FALLS}|少")
FALLING = re.compile(rf"(?:{FALLS}|少)(?:得|了|幅度?|家数|数量?)?(?:最|前|第)")


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


class Builder:
    """A query in the making: the slots of a question and what every operation reads from them."""

    def __init__(self, slots: Slots, catalogue: Catalogue, resolver: Resolver) -> None:
        self.slots = slots
        self.intent = slots.intent
        self.catalogue = catalogue
        self.resolver = resolver
        self.measures = slots.measures
        self.named = [s for s in slots.subjects if s.kind in {SubjectKind.ROW, SubjectKind.GROUP, SubjectKind.ROWS}]
        self.named_whole = next((s for s in slots.subjects if s.kind is SubjectKind.TOTAL), None)

    # who

    def rows(self) -> list[Subject]:
        return [s for s in self.named if s.kind is SubjectKind.ROW]

    def groups(self) -> list[Subject]:
        return [s for s in self.named if s.kind is SubjectKind.GROUP]

    def less(self, subject: Subject) -> Subject:
        return self.resolver.without(subject, self.slots.excluded)

    def whole(self) -> Subject:
        return self.less(self.named_whole or self.resolver.total())

    def scope(self) -> Subject | None:
        """Return among whom: one group, several rows, or everything less what is excluded."""
        groups = self.groups()
        if len(groups) == 1:
            return self.less(groups[0])
        if groups:
            return self.less(self.resolver.together(groups))
        if len(self.rows()) > 1:
            return self.resolver.together(self.rows())
        return self.whole() if self.slots.excluded else None

    def who(self) -> tuple[Subject, ...]:
        """Return whom a value is asked of."""
        if self.named:
            if self.slots.each and self.groups():
                return tuple(self.resolver.members(self.named))
            return tuple(self.less(s) if s.kind is not SubjectKind.ROW else s for s in self.named) + (
                (self.named_whole,) if self.named_whole is not None else ()
            )
        if self.named_whole is None and not self.slots.excluded:
            self.slots.assumed.append("subject")
        return (self.whole(),)

    # operations

    def pair(self, subjects: tuple[Subject, ...], measures: tuple[Measure, ...], claim: Claim | None) -> FigureQuery:
        if len(subjects) != len(measures) and len(subjects) > 1:
            measures = measures[:1]
        return FigureQuery(
            operation=Operation.COMPARE,
            relation=Relation.WHICH,
            measures=measures,
            subjects=subjects,
            claim=claim,
        )

    def scaled(self, threshold: Threshold) -> Decimal:
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

    def top_subject(self) -> Subject:
        intent = self.intent
        count = intent.n or 1
        word = "前" if intent.descending else "后"
        return Subject(kind=SubjectKind.TOP, name=f"{word}{count}名", n=count, descending=intent.descending)

    def joint(self) -> int:
        match = JOINT.search(self.slots.masked)
        return match.start() if match else -1

    def ordered(self) -> tuple[Measure, ...]:
        """Return two measures, the one asked about first: as said with 比, else the later year first."""
        first, second = self.measures[:2]
        beside = _BESIDE.search(self.slots.text)
        one, other = (next(p for p in self.slots.picked if p.measure == m) for m in (first, second))
        if beside is not None and one.start < other.start and one.end < beside.end() < other.end:
            return second, first  # 和上年相比，今年的: the one compared comes last
        listed = re.search(f"{TIME}(?:和|与|跟|同|、){TIME}+(?:相?比|对比|比较)", self.slots.masked)  # 两年相比
        if self.joint() >= 0 and listed is None and not re.search("从.*[到至]", self.slots.text):
            return first, second
        years = [column_year(self.catalogue, self.catalogue.columns[m.column]) or 0 for m in (first, second)]
        return (second, first) if years[1] > years[0] else (first, second)

    def over(self, groups: list[Subject], *, n: int | None) -> FigureQuery:
        return FigureQuery(
            operation=Operation.TOP,
            measures=self.measures[:1],
            subjects=tuple(groups),
            over_groups=True,
            n=n,
            position=self.intent.position,
            descending=self.intent.descending,
        )

    def grouping(self) -> list[Subject]:
        """Return the groups that a question asks over by the header of a text column (哪个行业), or nothing."""
        column = self.catalogue.columns[self.measures[0].column]
        if not summable(column) or self.measures[0].base is not None:
            return []
        view = self.catalogue.view_of(column.id)
        for header, groups in view.groupings.items():
            of_cities = header.endswith("市") or self._cities(groups)
            words = {header, header[-2:], *(("城市", "地市", "市", "州市", "市州") if of_cities else ())}
            if header[:2] in {"所在", "所属"} and header[-1] in "区县镇乡州":
                words |= {header[-1], f"{header[-1]}县" if header[-1] == "区" else header[-1]}
            noun = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
            if view.row_noun in words:
                continue
            if re.search(
                rf"(?:哪|什么)(?:一)?(?:个|些|几个|种|类|座)?(?:{noun})|(?:各|每)(?:个)?(?:{noun})|(?:按|分)(?:{noun})|(?:{noun})(?:排名|之间)",
                self.slots.text,
            ):
                return [
                    Subject(kind=SubjectKind.GROUP, name=value, rows=kept)
                    for value, rows in groups.items()
                    if (kept := tuple(key for key in rows if key in column.cells))
                ]
        return []

    def _cities(self, groups: Iterable[str]) -> bool:
        """Say whether the values of a text column are cities (所在地 of a list of enterprises)."""
        levels = {region.name: region.level for region in self.catalogue.lexicon.regions}
        return all(levels.get(value, "") == "city" or value.endswith(("市", "州", "盟", "地区")) for value in groups)

    def one_measure(self) -> tuple[Measure, ...]:
        """Return the measure to rank by: two of them in comparison become one, a part takes its total beside it."""
        if len(self.measures) == 1 and self.intent.relation is Relation.RATIO and self.measures[0].base is None:
            total = total_beside(self.catalogue, self.measures[0].column)
            if total is not None and re.search("占[^,。全省]{0,4}(?:合计|总数|总计|总量|比)", self.slots.text):
                return (Measure(column=self.measures[0].column, base=total.id, relation=Relation.RATIO),)
        if len(self.measures) >= 2 and self.intent.relation is Relation.RATIO:
            first, second = self.measures[:2]
            return (Measure(column=first.column, base=second.column, relation=Relation.RATIO),)
        if len(self.measures) >= 2 and _GAPPED.search(self.slots.text):
            first, second = self.ordered()
            return (Measure(column=first.column, base=second.column, relation=Relation.GAP),)
        if len(self.measures) >= 2 and self.intent.relation is Relation.DIFFERENCE and self.joint() < 0:
            first, second = self.ordered()
            return (Measure(column=first.column, base=second.column, relation=Relation.DIFFERENCE),)
        if len(self.measures) >= 2 and self.joint() >= 0:
            first, second = self.ordered()
            relation = Relation.GROWTH if self.intent.relation is Relation.GROWTH else Relation.DIFFERENCE
            return (Measure(column=first.column, base=second.column, relation=relation),)
        if len(self.measures) >= 2 and self.intent.relation is Relation.GROWTH:
            first, second = self.ordered()
            return (Measure(column=first.column, base=second.column, relation=Relation.GROWTH),)
        return self.measures[:3] if self.intent.operation is Operation.RANK else self.measures[:1]

    def conditions(self, measure: Measure) -> tuple[Condition, ...]:
        found = []
        for threshold in self.intent.thresholds:
            at = threshold.start
            own = self.measure_at(at, measure)
            if threshold.percent and self.counts(own or measure):
                found.append(
                    Condition(comparator=threshold.comparator, measure=own, value=threshold.value, shared=True)
                )
            elif threshold.value is not None:
                found.append(
                    Condition(
                        comparator=threshold.comparator,
                        measure=own,
                        value=self.fraction(threshold, own or measure),
                    )
                )
            elif threshold.statistic is not None:
                found.append(
                    Condition(
                        comparator=threshold.comparator,
                        measure=own,
                        statistic=threshold.statistic,
                        subject=None if self.named_whole is not None else self.scope(),
                    )
                )
            else:
                after = [s for place, s in self.slots.located if place >= at]
                other = [p.measure for p in self.slots.picked if p.end > threshold.end and p.measure != measure]
                if not any(p.end for p in self.slots.picked):  # of two years alone: 哪些市2024年比2023年高
                    other = [m for m in self.measures if m != measure]
                rate = not summable(self.catalogue.columns[(own or measure).column])  # 优良率低于全市的
                if after and (after[0].kind is not SubjectKind.TOTAL or rate):
                    found.append(Condition(comparator=threshold.comparator, subject=after[0]))
                elif other:
                    found.append(Condition(comparator=threshold.comparator, other=other[-1]))
        return tuple(found)

    def fraction(self, threshold: Threshold, measure: Measure) -> Decimal:
        value = self.scaled(threshold)
        if measure.relation in RATES and not threshold.percent and abs(value) > 2:
            return value / 100
        return value

    def counts(self, measure: Measure) -> bool:
        """Say whether a measure is a quantity that a percentage cannot be compared with."""
        unit = self.catalogue.columns[measure.column].unit
        return measure.relation in {None, Relation.DIFFERENCE, Relation.GAP} and unit not in {"%", "‰"}

    def measure_at(self, position: int, default: Measure) -> Measure | None:
        """Return the measure that a threshold is about: the last one named before it."""
        before = [p for p in self.slots.picked if p.start < position]
        if len(self.measures) > 1 and before and before[-1].measure != default:
            return before[-1].measure
        return None
