"""What every kind of sentence is made of: statements bound to evidence, numbers, names, claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.figures.amounts import Amount, Entry, FigureResult
from bot.figures.catalogue import Catalogue
from bot.figures.evidence import EvidenceBook
from bot.figures.query import FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.wording import Namer, Said, phrases, strip_unit, write
from bot.types import Fact, Statement

# how many members a sentence names with values, names at all, names where they are asked for, or leaves out
FEW, SOME, MANY, COMPLEMENT = 8, 15, 24, 4


def absolute(amount: Amount) -> Amount:
    """Return an amount without its sign."""
    return replace(amount, value=abs(amount.value))


class Speaker:
    """Words one result."""

    def __init__(self, catalogue: Catalogue, query: FigureQuery, result: FigureResult) -> None:
        self.catalogue = catalogue
        self.query = query
        self.result = result
        self.book = EvidenceBook(catalogue)
        self.namer = Namer(catalogue)
        self.phrases = phrases()
        self.words: dict[str, Any] = self.phrases.words
        self.statements: list[Statement] = []
        self.blocks: list[dict[str, Any]] = []
        self.shares: list[Fact] = []

    # building blocks

    def say(self, template: str, evidence: Sequence[str], /, *, lead: str = "", **values: str) -> None:
        """Add a statement."""
        about = self.words["about"]
        text = lead + self.phrases.say(template, **values).replace(f"为{about}", f"{about}为")
        self.statements.append(Statement(text=text, evidence=tuple(dict.fromkeys(evidence))))

    def cells(self, amount: Amount) -> list[str]:
        """Record the cells of an amount."""
        return [self.book.figure(figure) for figure in amount.figures]

    def period(self, *measures: Measure) -> str | None:
        """Return the years of measures, as facts hold them."""
        years = [
            str(year)
            for m in measures
            for cid in (m.column, m.base)
            if cid is not None and (year := self.catalogue.columns[cid].year) is not None
        ]
        return "、".join(dict.fromkeys(years)) or None

    def fact(self, subject: str, metric: str, number: Said, *measures: Measure) -> Fact:
        """Return a fact for a number as written."""
        return Fact(
            subject=subject, metric=metric, value=number.digits, unit=number.unit, period=self.period(*measures)
        )

    def amount_id(self, entry: Entry) -> tuple[Said, list[str]]:
        """Write an entry's amount and record what it stands on."""
        number = write(entry.amount)
        if entry.amount.formula is None and entry.subject.kind is not SubjectKind.GROUP:
            return number, self.cells(entry.amount)
        facts = [self.fact(entry.subject.name, self.measured(entry.measure), number, entry.measure)]
        facts += [self.fact(entry.subject.name, "", write(part), entry.measure) for part in entry.amount.parts[:2]]
        return number, [self.book.computed(entry.amount, facts, formula=entry.amount.formula or "sum")]

    def claim_lead(self) -> str:
        """Return 是的 or 不是 where the asker supposed something."""
        if self.result.holds is None:
            return ""
        claim = self.query.claim
        parts = self.query.operation is Operation.COMPARE and self.query.relation is Relation.RATIO
        if parts and claim is not None and claim.comparator == ">=" and claim.value is not None and claim.value < 1:
            return self.phrases.say("enough" if self.result.holds else "not_enough")
        if self.result.holds:
            return self.phrases.say("yes")
        exceeds = claim is not None and claim.comparator in {">", ">="} and claim.value is not None
        compared = self.query.operation in {Operation.VALUE, Operation.AGGREGATE, Operation.SHARE}
        return self.phrases.say("not_reached" if exceeds and compared else "no")

    def rounded(self, number: Said) -> str:
        """Return 四舍五入 for a rounded number."""
        return self.words["rounded"] if number.rounded else ""

    def rounding(self, *numbers: Said) -> str:
        """Return （四舍五入） where any number was rounded."""
        return self.words["rounding"] if any(n.rounded for n in numbers) else ""

    def named(self, entry: Entry) -> str:
        """Return 佛山市（228家）."""
        return f"{strip_unit(entry.subject.name)}（{write(entry.amount).words}）"

    def order(self, descending: bool) -> str:
        """Return 从高到低 or 从低到高."""
        return str(self.words["descending"] if descending else self.words["ascending"])

    def whole_name(self, measure: Measure, scope: Subject | None) -> str:
        """Return the name of the scope: 全省, 珠三角."""
        if scope is not None and scope.name and (scope.kind is not SubjectKind.TOTAL or scope.exclude):
            return scope.name
        whole = self.catalogue.view_of(measure.column).whole
        return whole if whole != "合计" else ""

    # operations

    def counted(self, measure: Measure, count: int, whole: str) -> Fact:
        """Return a number of things counted as a fact."""
        return Fact(subject=whole, metric="数量", value=str(count), period=self.period(measure, *self.others()))

    def others(self) -> list[Measure]:
        """Return the measures that conditions compare with."""
        return [c.other for c in self.query.conditions if c.other is not None]

    def measured(self, measure: Measure) -> str:
        """Return the name of what is ranked: a measure, or how many rows a group has."""
        if self.query.function == "count":
            return str(self.words["number_of"]).format(noun=self.namer.noun(measure))
        return self.namer.whole_metric(measure)

    def more(self, measure: Measure) -> tuple[str, str]:
        """Return the words for most and least of what is ranked."""
        many = self.words["more"]
        return (many[0], many[1]) if self.query.function == "count" else self.namer.more(measure)

    def group_noun(self, measure: Measure) -> str:
        """Return what is ranked: rows, or groups of them."""
        if not self.query.over_groups:
            return self.namer.noun(measure)
        names = {s.name for s in self.query.subjects}
        groupings = self.catalogue.view_of(measure.column).groupings
        return next((header for header, groups in groupings.items() if names <= set(groups)), str(self.words["area"]))

    def scope_lead(self, measure: Measure) -> str:
        """Return the name of the scope where the query has one."""
        scope = self.query.scope
        return self.whole_name(measure, scope) if scope is not None else ""

    def among(self, measure: Measure) -> str:
        """Return 珠三角中 or 除广州市外, where only a part of the table was looked at."""
        lead, rest = self.scope_lead(measure), self.query.scope is not None and self.query.scope.exclude
        if rest:  # 除广州市外的全省: without the whole
            return f"{lead.rpartition('外的')[0] or lead.removesuffix('外')}外，"
        return self.phrases.words["among"].format(whole=lead) if lead else ""

    # blocks

    # what else must be said
