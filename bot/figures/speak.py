"""Say what a query came to: statements bound to evidence, first the answer, and blocks for tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.figures.catalogue import Catalogue
from bot.figures.compute import Amount, Engine, Entry, FigureResult, relate, statistic
from bot.figures.evidence import EvidenceBook, note_matters
from bot.figures.query import FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.views import Column
from bot.figures.wording import Namer, Said, join, phrases, strip_unit, times, write
from bot.types import Choice, Draft, Fact, Outcome, Statement

FEW, SOME = 8, 15
COMPLEMENT = 4


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
        self._shares: list[Fact] = []

    def draft(self) -> Draft:
        """Return the draft of the answer."""
        if not self.result.entries and self.query.operation is not Operation.FILTER:
            self._absent()
            return Draft(outcome=Outcome.NO_ANSWER, statements=tuple(self.statements))
        speakers: dict[Operation, Callable[[], None]] = {
            Operation.VALUE: self._value,
            Operation.COMPARE: self._compare,
            Operation.SHARE: self._share,
            Operation.RANK: self._rank,
            Operation.TOP: self._top,
            Operation.FILTER: self._filter,
            Operation.AGGREGATE: self._aggregate,
            Operation.COUNT: self._count,
        }
        speakers[self.query.operation]()
        self._absent()
        self._caveats()
        return Draft(
            outcome=Outcome.ANSWERED,
            statements=tuple(self.statements),
            blocks=tuple(self.blocks),
            choices=self._choices(),
        )

    # building blocks

    def say(self, template: str, evidence: Sequence[str], /, *, lead: str = "", **values: str) -> None:
        """Add a statement."""
        text = lead + self.phrases.say(template, **values)
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
        if entry.amount.formula is None:
            return number, self.cells(entry.amount)
        facts = [self.fact(entry.subject.name, self.namer.whole_metric(entry.measure), number, entry.measure)]
        facts += [self.fact(entry.subject.name, "", write(part), entry.measure) for part in entry.amount.parts[:2]]
        return number, [self.book.computed(entry.amount, facts)]

    def claim_lead(self) -> str:
        """Return 是的 or 不是 where the asker supposed something."""
        if self.result.holds is None:
            return ""
        if self.result.holds:
            return self.phrases.say("yes")
        claim = self.query.claim
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

    def _value(self) -> None:
        entries = self.result.entries
        if len(entries) > 1:
            self._values(entries)
            return
        entry = entries[0]
        lead = self.claim_lead()
        measure = entry.measure
        if measure.base is not None:
            self._related(entry, lead)
            return
        if entry.amount.formula is not None and entry.subject.kind is not SubjectKind.ROW:
            self._sum_one(entry, lead)
            return
        number, ids = self.amount_id(entry)
        self._say_value(entry, number, ids, lead)

    def _say_value(self, entry: Entry, number: Said, ids: list[str], lead: str = "") -> None:
        led = self.namer.led(entry.subject, entry.measure)
        template = "value_total" if led.endswith(("合计", "总计", "共计")) else "value"
        self.say(template, ids, lead=lead, who="", metric=led, value=number.words)

    def _related(self, entry: Entry, lead: str) -> None:
        """Say a derived measure of one subject."""
        measure, amount = entry.measure, entry.amount
        number = write(amount)
        first, second = amount.parts
        who = self.namer.who(entry.subject, measure)
        facts = [
            self.fact(entry.subject.name, self.namer.whole_metric(measure), number, measure),
            self.fact(entry.subject.name, "", write(first), measure),
            self.fact(entry.subject.name, "", write(second), measure),
        ]
        metric, base = self.namer.metric(measure), self.namer.base(measure)
        if measure.relation is Relation.RATIO:
            ids = [self.book.computed(amount, facts)]
            same = self.namer.column(measure.column).table_id == self.namer.column(measure.base or "").table_id
            self.say(
                "ratio" if same else "ratio_other",
                ids,
                lead=lead,
                who=who,
                metric=metric,
                base=base,
                value=number.words,
                parts=f"{write(first).digits}÷{write(second).digits}",
                rounded=self.rounded(number),
            )
            return
        more, less = self.namer.more(measure)
        value = write(absolute(amount))
        facts.append(self.fact(entry.subject.name, "", value, measure))
        ids = [self.book.computed(amount, facts)]
        if measure.relation is Relation.GROWTH:
            rise = self.words["rise"][0 if amount.value >= 0 else 1]
            self.say(
                "growth",
                ids,
                lead=lead,
                who=who,
                metric=metric,
                base=base,
                rise=rise,
                value=value.words,
                rounding=self.rounding(value),
            )
        elif amount.value == 0:
            self.say("difference_equal", ids, lead=lead, who=who, metric=metric, base=base)
        else:
            word = more if amount.value > 0 else less
            self.say("difference", ids, lead=lead, who=who, metric=metric, base=base, more=word, value=value.words)

    def _values(self, entries: Sequence[Entry]) -> None:
        """Say several cells: one sentence for few, a table for many."""
        subjects = list(dict.fromkeys(e.subject for e in entries))
        measures = list(dict.fromkeys(e.measure for e in entries))
        lead = self.claim_lead()
        same_name = len({self.namer.column(m.column).name for m in measures}) == 1
        if len(subjects) == 1 and len(measures) > 1 and same_name and measures[0].base is None:
            ids = [i for e in entries for i in self.amount_id(e)[1]]
            items = "，".join(f"{self.namer.column(e.measure.column).year}年{write(e.amount).words}" for e in entries)
            who = self.namer.who(subjects[0], measures[0])
            metric = f"{who}{self.namer.metric(measures[0], year=False)}"
            self.say("listing", ids, lead=lead, metric=metric, items=items)
        elif len(subjects) == 1 and len(measures) > 1:
            for table_id in dict.fromkeys(self.namer.column(m.column).table_id for m in measures):
                group = [e for e in entries if self.namer.column(e.measure.column).table_id == table_id]
                self._of_one(group, lead)
                lead = ""
        else:
            for measure in measures:
                group = [e for e in entries if e.measure == measure]
                ids = [i for e in group for i in self.amount_id(e)[1]]
                if len(group) > SOME:
                    self.say("listing_long", ids[:1], metric=self.namer.whole_metric(measure), count=str(len(group)))
                    continue
                items = "，".join(f"{strip_unit(e.subject.name)}{write(e.amount).words}" for e in group)
                self.say("listing", ids, lead=lead, metric=self.namer.whole_metric(measure), items=items)
        if len(entries) > 3:
            self._table(subjects, measures, {(e.subject, e.measure): e for e in entries})
        if len(measures) == 1 and len(subjects) > 2:
            self._chart(entries)

    def _of_one(self, group: Sequence[Entry], lead: str) -> None:
        """Say several columns of one row of a table."""
        if len(group) == 1:
            entry = group[0]
            if entry.measure.base is not None:
                self._related(entry, lead)
            else:
                number, ids = self.amount_id(entry)
                self._say_value(entry, number, ids, lead)
            return
        ids = [i for e in group for i in self.amount_id(e)[1]]
        first = group[0]
        years = {self.namer.column(e.measure.column).year for e in group}
        year = f"{next(iter(years))}年" if len(years) == 1 and None not in years else ""
        who = self.namer.who(first.subject, first.measure)
        items = "，".join(f"{self.namer.metric(e.measure, year=not year)}{write(e.amount).words}" for e in group)
        self.say("listing", ids, lead=lead, metric=f"{strip_unit(who)}{year}", items=items)

    def _compare(self) -> None:
        entries = self.result.entries
        if len(entries) < 2 or (self.result.outcome is None and self.query.relation is not Relation.WHICH):
            for entry in entries:
                number, ids = self.amount_id(entry)
                self._say_value(entry, number, ids)
            return
        one_measure = entries[0].measure == entries[1].measure
        one_subject = entries[0].subject == entries[1].subject
        if one_measure:
            self._compare_subjects()
        elif one_subject:
            self._compare_measures()
        else:
            self._compare_points()

    def _gap(self) -> tuple[Amount, Said, Entry, Entry]:
        first, second = self.result.entries[0], self.result.entries[1]
        gap = relate(first.amount, second.amount, Relation.DIFFERENCE)
        assert gap is not None
        size = write(absolute(gap))
        if gap.unit == "%" or gap.percent:
            size = Said(
                digits=size.digits, unit="个百分点", words=size.words.replace("%", "个百分点"), rounded=size.rounded
            )
        return gap, size, first, second

    def _compare_subjects(self) -> None:
        query = self.query
        gap, size, first, second = self._gap()
        left, left_ids = self.amount_id(first)
        if second.subject.kind in {SubjectKind.MEAN, SubjectKind.MEDIAN}:
            self._compare_statistic(gap, first, second, left, left_ids)
            return
        right, right_ids = self.amount_id(second)
        more, less = self.namer.more(first.measure)
        metric = self.namer.whole_metric(first.measure)
        names = (first.subject.name, second.subject.name)
        both = "、".join(names)
        lead = self.claim_lead()
        common = {
            "first": names[0],
            "second": names[1],
            "metric": metric,
            "left": left.words,
            "right": right.words,
        }
        relation = query.relation or Relation.WHICH
        if relation in {Relation.RATIO, Relation.GROWTH} and self.result.outcome is not None:
            outcome = self.result.outcome
            if relation is Relation.RATIO:
                value = times(outcome)
                ids = [self.book.computed(outcome, [self.fact(both, "倍数", value, first.measure)])]
                self.say(
                    "compare_times",
                    ids + left_ids + right_ids,
                    lead=lead,
                    value=value.words,
                    rounding=self.rounding(value),
                    **common,
                )
                return
            value = write(absolute(outcome))
            ids = [self.book.computed(outcome, [self.fact(both, "相差", value, first.measure)])]
            rise = more if outcome.value >= 0 else less
            self.say(
                "compare_growth",
                ids + left_ids + right_ids,
                lead=lead,
                rise=rise,
                value=value.words,
                rounding=self.rounding(value),
                **common,
            )
            return
        ids = [self.book.computed(gap, [self.fact(both, "差额", size, first.measure)]), *left_ids, *right_ids]
        if gap.value == 0:
            self.say("compare_equal", ids, lead=lead, **{k: v for k, v in common.items() if k != "right"})
        elif relation is Relation.DIFFERENCE:
            self.say("compare", ids, lead=lead, more=more if gap.value > 0 else less, value=size.words, **common)
        else:
            winner = first if (gap.value > 0) == query.descending else second
            word = more if query.descending else less
            if query.claim is not None:
                winner, word = (first if gap.value > 0 else second), more
            self.say(
                "compare_which",
                ids,
                lead=lead,
                winner=winner.subject.name,
                more=word,
                value=size.words,
                **common,
            )

    def _compare_statistic(self, gap: Amount, first: Entry, second: Entry, left: Said, left_ids: list[str]) -> None:
        right = write(second.amount)
        name = second.subject.name
        whole = self.whole_name(first.measure, None)
        facts = [self.fact(whole, name, right, first.measure)]
        ids = [*left_ids, self.book.computed(second.amount, facts)]
        metric = self.namer.whole_metric(first.measure)
        median = second.subject.kind is SubjectKind.MEDIAN
        relation, outcome = self.query.relation, self.result.outcome
        common = {"first": first.subject.name, "metric": metric, "left": left.words, "right": right.words}
        common |= {"whole": whole, "name": str(self.words["median" if median else "mean"])}
        if relation in {Relation.DIFFERENCE, Relation.RATIO} and outcome is not None:
            more, less = self.namer.more(first.measure)
            value = times(outcome) if relation is Relation.RATIO else write(absolute(gap))
            ids.append(self.book.computed(outcome, [self.fact(first.subject.name, "与平均相比", value, first.measure)]))
            template = "mean_times" if relation is Relation.RATIO else "mean_gap"
            self.say(
                template,
                ids,
                lead=self.claim_lead(),
                more=more if gap.value > 0 else less,
                value=value.words,
                **common,
            )
            return
        level = self.words["above"] if gap.value > 0 else self.words["below"] if gap.value < 0 else self.words["equal"]
        template = "compare_mean" if second.subject.kind is SubjectKind.MEAN else "compare_median"
        self.say(
            template,
            ids,
            lead=self.claim_lead(),
            first=first.subject.name,
            level=level,
            metric=metric,
            left=left.words,
            whole=whole,
            right=right.words,
            rounding=self.rounding(right),
        )

    def _compare_measures(self) -> None:
        """Say two columns of one subject against each other: first how much, then the two numbers."""
        gap, size, first, second = self._gap()
        left, left_ids = self.amount_id(first)
        right, right_ids = self.amount_id(second)
        more, less = self.namer.more(first.measure)
        who = strip_unit(self.namer.who(first.subject, first.measure))
        metric, base = self.namer.whole_metric(first.measure), self.namer.whole_metric(second.measure)
        if self.namer.same_family(first.measure, second.measure):
            more, less = self.words["change"]
        common = {"who": who, "metric": metric, "base": base, "left": left.words, "right": right.words}
        self._said_pair("measures", gap, size, common, (first, second), left_ids + right_ids, (more, less))

    def _compare_points(self) -> None:
        gap, size, first, second = self._gap()
        left, left_ids = self.amount_id(first)
        right, right_ids = self.amount_id(second)
        more, less = self.namer.more(first.measure)
        common = {
            "first": first.subject.name,
            "second": second.subject.name,
            "metric": self.namer.whole_metric(first.measure),
            "base": self.namer.whole_metric(second.measure),
            "left": left.words,
            "right": right.words,
        }
        self._said_pair("points", gap, size, common, (first, second), left_ids + right_ids, (more, less))

    def _said_pair(
        self,
        template: str,
        gap: Amount,
        size: Said,
        common: dict[str, str],
        pair: tuple[Entry, Entry],
        cells: list[str],
        words: tuple[str, str],
    ) -> None:
        relation, outcome = self.query.relation or Relation.WHICH, self.result.outcome
        names = "、".join(dict.fromkeys(e.subject.name for e in pair))
        measures = tuple(e.measure for e in pair)
        lead = self.claim_lead()
        if relation is Relation.GROWTH and outcome is not None:
            value = write(absolute(outcome))
            ids = [self.book.computed(outcome, [self.fact(names, "增减幅度", value, *measures)]), *cells]
            rise = self.words["rise"][0 if outcome.value >= 0 else 1]
            self.say(
                f"{template}_growth",
                ids,
                lead=lead,
                rise=rise,
                value=value.words,
                rounding=self.rounding(value),
                **common,
            )
            return
        if relation is Relation.RATIO and outcome is not None:
            value = times(outcome)
            ids = [self.book.computed(outcome, [self.fact(names, "倍数", value, *measures)]), *cells]
            self.say(f"{template}_times", ids, lead=lead, value=value.words, rounding=self.rounding(value), **common)
            return
        ids = [self.book.computed(gap, [self.fact(names, "差额", size, *measures)]), *cells]
        if gap.value == 0:
            self.say(f"{template}_equal", ids, lead=lead, **common)
            return
        word = words[0] if gap.value > 0 else words[1]
        self.say(template, ids, lead=lead, more=word, value=size.words, **common)

    def _share(self) -> None:
        whole = self.result.scope_amount
        assert whole is not None
        measure = self.query.measures[0]
        scope = self.whole_name(measure, self.query.scope) or "合计"
        whole_said = write(whole)
        for entry in self.result.entries:
            number = write(entry.amount)
            part = write(entry.amount.parts[0])
            facts = [
                self.fact(entry.subject.name, f"占{scope}比重", number, measure),
                self.fact(entry.subject.name, "", part, measure),
                self.fact(scope, "", whole_said, measure),
            ]
            facts.append(self.fact(entry.subject.name, f"{scope}数", whole_said, measure))
            if entry.subject.n is not None:
                facts.append(self._counted(measure, entry.subject.n, ""))
            ids = [self.book.computed(entry.amount, facts)]
            self.say(
                "share",
                ids,
                lead=self.claim_lead(),
                who="",
                metric=self.namer.led(entry.subject, measure),
                whole=scope,
                value=number.words,
                parts=f"{part.digits}÷{whole_said.digits}",
                rounded=self.rounded(number),
            )
        if len(self.result.entries) > 2:
            self._chart(self.result.entries)

    def _counted(self, measure: Measure, count: int, whole: str) -> Fact:
        return Fact(subject=whole, metric="数量", value=str(count), period=self.period(measure, *self._others()))

    def _others(self) -> list[Measure]:
        """Return the measures that conditions compare with."""
        return [c.other for c in self.query.conditions if c.other is not None]

    def _rank(self) -> None:
        query, result = self.query, self.result
        measure = query.measures[0]
        whole = self.whole_name(measure, query.scope)
        for entry in result.entries:
            number, ids = self.amount_id(entry)
            facts = [
                Fact(subject=entry.subject.name, metric="排名", value=str(entry.place), period=self.period(measure)),
                self._counted(measure, result.population, whole),
                self.fact(entry.subject.name, "", number, measure),
            ]
            everything = [f for e in result.all_entries for f in e.amount.figures]
            ranking = Amount(value=Decimal(entry.place or 0), unit=None, figures=tuple(everything), formula="rank")
            ids.append(self.book.computed(ranking, facts, formula=f"rank({entry.subject.name})"))
            if result.holds and query.claim is not None and query.claim.value == 1 and not entry.tied:
                more, less = self.namer.more(measure)
                self.say(
                    "rank_top",
                    ids,
                    lead=self.claim_lead(),
                    who=strip_unit(entry.subject.name),
                    more=more if query.descending else less,
                    metric=self.namer.whole_metric(measure),
                    value=number.words,
                    whole=whole,
                    count=str(result.population),
                    noun=self.group_noun(measure),
                )
                continue
            ties = self.phrases.words["tied"].format(names=join(entry.tied)) if entry.tied else ""
            self.say(
                "rank",
                ids,
                lead=self.claim_lead(),
                who=strip_unit(entry.subject.name),
                place=str(entry.place),
                ties=ties,
                metric=self.namer.whole_metric(measure),
                value=number.words,
                whole=whole,
                count=str(result.population),
                noun=self.group_noun(measure),
                order=self.order(query.descending),
            )
        if result.holds is False and query.claim is not None and query.claim.value == 1:
            self._first_place(measure)
        self._ranking_blocks(result.all_entries, measure)

    def _first_place(self, measure: Measure) -> None:
        """Name who really is first, after a wrong supposition."""
        leaders = [e for e in self.result.all_entries if e.place == 1]
        number, ids = self.amount_id(leaders[0])
        everything = tuple(f for e in self.result.all_entries for f in e.amount.figures)
        ranking = Amount(value=Decimal(1), unit=None, figures=everything, formula="rank")
        facts = [Fact(subject=e.subject.name, metric="排名", value="1", period=self.period(measure)) for e in leaders]
        ids.append(self.book.computed(ranking, facts, formula="rank = 1"))
        names = join([e.subject.name for e in leaders])
        self.say("rank_first", ids, place="1", names=names, value=number.words)

    def group_noun(self, measure: Measure) -> str:
        """Return what is ranked: rows, or groups of them."""
        return "区域" if self.query.over_groups else self.namer.noun(measure)

    def _top(self) -> None:
        query, result = self.query, self.result
        measure = query.measures[0]
        if query.n is None and query.position is None:
            self._ranking()
            return
        entries = result.entries
        if query.position is not None:
            self._position(entries, measure)
        elif query.n == 1:
            self._extreme(entries, measure, descending=query.descending)
            if query.function == "both":
                low = min(result.all_entries, key=lambda e: e.amount.value)
                if not query.descending:
                    low = max(result.all_entries, key=lambda e: e.amount.value)
                last = [e for e in result.all_entries if e.amount.value == low.amount.value]
                self._extreme(last, measure, descending=not query.descending)
        else:
            count = len(entries)
            ids = self._ranked_ids(entries, measure)
            which = self.words["first"] if query.descending else self.words["last"]
            self.say(
                "top_list",
                ids,
                metric=f"{self._scope_lead(measure)}{self.namer.whole_metric(measure)}",
                order=which,
                count=str(query.n if count <= (query.n or 0) else count),
                unit="名",
                items="、".join(self.named(e) for e in entries),
            )
        if len(result.all_entries) > 2:
            self._ranking_blocks(entries if (query.n or 0) > 1 else result.all_entries, measure)

    def _scope_lead(self, measure: Measure) -> str:
        scope = self.query.scope
        return self.whole_name(measure, scope) if scope is not None else ""

    def _ranked_ids(self, entries: Sequence[Entry], measure: Measure) -> list[str]:
        ids = [i for e in entries for i in self.amount_id(e)[1]]
        everything = tuple(f for e in self.result.all_entries for f in e.amount.figures)
        facts = [
            Fact(subject=e.subject.name, metric="排名", value=str(e.place), period=self.period(measure))
            for e in entries
        ]
        facts.append(self._counted(measure, self.query.n or len(entries), ""))
        facts.append(self._counted(measure, len(entries), ""))
        facts.append(self._counted(measure, self.result.population, self.whole_name(measure, self.query.scope)))
        ranking = Amount(value=Decimal(len(entries)), unit=None, figures=everything, formula="order")
        ids.append(self.book.computed(ranking, facts, formula="order by value"))
        return ids

    def _position(self, entries: Sequence[Entry], measure: Measure) -> None:
        ids = self._ranked_ids(entries, measure)
        place = str(self.query.position)
        everything = tuple(f for e in self.result.all_entries for f in e.amount.figures)
        ranking = Amount(value=Decimal(self.query.position or 0), unit=None, figures=everything, formula="order")
        facts = [Fact(subject=e.subject.name, metric="排名", value=place) for e in entries]
        ids.append(self.book.computed(ranking, facts, formula=f"place {place}"))
        self.say(
            "top_position" if self.query.descending else "bottom_position",
            ids,
            place=place,
            names=join([strip_unit(e.subject.name) for e in entries]),
            metric=self.namer.whole_metric(measure),
            value=write(entries[0].amount).words,
        )

    def _extreme(self, entries: Sequence[Entry], measure: Measure, *, descending: bool) -> None:
        ids = self._ranked_ids(entries, measure)
        more, less = self.namer.more(measure)
        if measure.relation in {Relation.DIFFERENCE, Relation.GROWTH}:
            self._extreme_change(entries, measure, ids)
            return
        self.say(
            "top_one" if len(entries) == 1 else "top_tied",
            ids,
            names=join([strip_unit(e.subject.name) for e in entries]),
            more=more if descending else less,
            metric=self.namer.whole_metric(measure),
            value=write(entries[0].amount).words,
        )

    def _extreme_change(self, entries: Sequence[Entry], measure: Measure, ids: list[str]) -> None:
        """Say who changed most: 增加最多的是佛山市，…比…多35家."""
        for entry in entries:
            amount = entry.amount
            size = write(absolute(amount))
            facts = [self.fact(entry.subject.name, "增减", size, measure)]
            found = [self.book.computed(amount, facts), *ids]
            more, less = self.namer.more(measure)
            base = self.namer.base(measure)
            if measure.relation is Relation.GROWTH:
                rise = self.words["rise"][0 if amount.value >= 0 else 1]
                self.say(
                    "growth",
                    found,
                    who=entry.subject.name,
                    metric=self.namer.metric(measure),
                    base=base,
                    rise=rise,
                    value=size.words,
                    rounding=self.rounding(size),
                )
            else:
                self.say(
                    "difference",
                    found,
                    who=entry.subject.name,
                    metric=self.namer.metric(measure),
                    base=base,
                    more=more if amount.value >= 0 else less,
                    value=size.words,
                )

    def _ranking(self) -> None:
        """Say a whole ranking, or every row in the order of the table where each was asked for."""
        query, result = self.query, self.result
        measure = query.measures[0]
        entries: Sequence[Entry] = result.entries
        if query.function == "list":
            keys = list(self.namer.column(measure.column).cells)
            entries = sorted(entries, key=lambda e: keys.index(e.subject.rows[0]))
            ids = self._ranked_ids(entries, measure)
            items = "、".join(f"{strip_unit(e.subject.name)}{write(e.amount).words}" for e in entries)
            self.say("listing", ids, metric=self.namer.whole_metric(measure), items=items)
            self._ranking_blocks(entries, measure)
            return
        if len(entries) <= FEW:
            ids = self._ranked_ids(entries, measure)
            items = "、".join(self.named(e) for e in entries)
            metric = f"{self._scope_lead(measure)}{self.namer.whole_metric(measure)}"
            self.say("listing", ids, metric=f"{metric}{self.order(query.descending)}", items=items)
        else:
            shown = [*entries[:3], entries[-1]]
            ids = self._ranked_ids(shown, measure)
            self.say(
                "ranking",
                ids,
                metric=f"{self._scope_lead(measure)}{self.namer.whole_metric(measure)}",
                order=self.order(query.descending),
                items="、".join(self.named(e) for e in entries[:3]),
                last=self.named(entries[-1]),
            )
        self._ranking_blocks(entries, measure)

    def condition(self) -> str:
        """Return the conditions in words."""
        query = self.query
        words = self.words["comparators"]
        column = self.namer.column(query.measures[0].column)
        values = [c for c in query.conditions if c.value is not None]
        if len(values) == 2 and {c.comparator for c in values} == {">=", "<="}:
            low, high = sorted(c.value for c in values if c.value is not None)
            return str(self.words["between"]).format(
                low=self._limit(low, query.measures[0], column), high=self._limit(high, query.measures[0], column)
            )
        parts = []
        for condition in query.conditions:
            measure = condition.measure or query.measures[0]
            name = self.namer.whole_metric(condition.measure) if condition.measure is not None else ""
            word = words[condition.comparator]
            if condition.shared and condition.value is not None:
                limit = write(Amount(value=condition.value, unit=None, figures=(), percent=True)).words
                whole = self.whole_name(measure, query.scope) or "合计"
                parts.append(f"{name}{self.words['share_of'].format(whole=whole)}{word}{limit}")
            elif condition.value is not None:
                said = self._limit(condition.value, measure, self.namer.column(measure.column))
                if condition.comparator == ">=" and measure.relation is Relation.RATIO:
                    word = words[">="]
                parts.append(f"{name}{word}{said}")
            elif condition.statistic is not None:
                word = self.words["above"] if ">" in condition.comparator else self.words["below"]
                group = condition.subject.name if condition.subject is not None else ""
                parts.append(f"{name}{word}{group}{self.words[condition.statistic]}")
            elif condition.comparator == "=" and condition.subject is not None:
                parts.append(str(self.words["same_as"]).format(name=condition.subject.name))
            elif condition.subject is not None:
                word = self.words["above"] if ">" in condition.comparator else self.words["below"]
                parts.append(f"{name}{word}{condition.subject.name}")
            elif condition.other is not None and condition.comparator == "=":
                parts.append(str(self.words["same_as"]).format(name=self.namer.whole_metric(condition.other)))
            elif condition.other is not None:
                word = self.words["above"] if ">" in condition.comparator else self.words["below"]
                parts.append(f"{name}{word}{self.namer.whole_metric(condition.other)}")
        return "、".join(parts)

    def _limit(self, value: Decimal, measure: Measure, column: Column) -> str:
        return self._limit_said(value, measure, column).words

    def _limit_said(self, value: Decimal, measure: Measure, column: Column) -> Said:
        percent = measure.relation in {Relation.RATIO, Relation.GROWTH}
        amount = Amount(value=value, unit=None if percent else column.unit, figures=(), percent=percent)
        return write(amount)

    def _filter(self) -> None:
        query, result = self.query, self.result
        measure = query.measures[0]
        entries = result.entries
        metric = f"{self._scope_lead(measure)}{self.namer.whole_metric(measure)}"
        whole = self.whole_name(measure, query.scope)
        noun = self.group_noun(measure)
        failing = [e for e in result.all_entries if e.subject not in {k.subject for k in entries}]
        everything = tuple(f for e in result.all_entries for f in e.amount.figures)
        if not everything:
            self._absent()
            return
        facts = [self._counted(measure, len(entries), ""), self._counted(measure, len(failing), "")]
        facts.append(self._counted(measure, result.population, whole))
        facts += [self._counted(measure, len(entries), whole), self._counted(measure, len(failing), whole)]
        for condition in query.conditions:
            if condition.subject is not None:
                name = condition.subject.name
                facts.append(Fact(subject=name, metric="比较对象", value=name))
            if condition.value is not None:
                own = condition.measure or measure
                limit = self._limit_said(condition.value, own, self.namer.column(own.column))
                if condition.shared:
                    limit = write(Amount(value=condition.value, unit=None, figures=(), percent=True))
                facts.append(Fact(subject="条件", metric="界限", value=limit.digits, unit=limit.unit))
        selection = Amount(value=Decimal(len(entries)), unit=None, figures=everything, formula="select")
        claim = query.claim
        items = "、".join(self._beside(e) for e in entries)
        ids = [self.book.computed(selection, [*facts, *self._shares], formula=f"select {self.condition()}")]
        values = {"metric": metric, "condition": self.condition(), "items": items, "count": str(len(entries))}
        if claim is not None and claim.quantifier == "all":
            if result.holds:
                self.say(
                    "all_yes",
                    ids,
                    metric=metric,
                    condition=self.condition(),
                    whole=whole,
                    count=str(result.population),
                    noun=noun,
                )
            else:
                shown = "、".join(self.named(e) for e in failing[:SOME])
                cells = [i for e in failing[:SOME] for i in self.amount_id(e)[1]]
                self.say("all_no", [*ids, *cells], metric=metric, count=str(len(failing)), items=shown)
        elif claim is not None and claim.quantifier == "only" and entries:
            cells = [i for e in entries for i in self.amount_id(e)[1]]
            self.say("filter", [*ids, *cells], lead=self.claim_lead(), **values)
        elif claim is not None and claim.quantifier == "any" and not entries:
            self.say(
                "any_no",
                ids,
                metric=metric,
                condition=self.condition(),
                whole=whole,
                count=str(result.population),
                noun=noun,
            )
        elif not entries:
            self.say("filter_none", ids, metric=metric, condition=self.condition(), noun=noun)
        elif not failing and len(entries) > FEW:
            self.say(
                "filter_all",
                ids,
                whole=whole,
                count=str(result.population),
                noun=noun,
                metric=metric,
                condition=self.condition(),
            )
        elif len(entries) > SOME and len(failing) <= COMPLEMENT:
            cells = [i for e in failing for i in self.amount_id(e)[1]]
            others = "、".join(self._beside(e) for e in failing)
            cells += self._other_cells(failing)
            self.say("filter_most", [*ids, *cells], others=others, **{k: values[k] for k in values if k != "items"})
        else:
            template = "any_yes" if claim is not None and claim.quantifier == "any" else "filter"
            if query.counting:
                template = "filter_count"
            cells = [i for e in entries for i in self.amount_id(e)[1]] + self._other_cells(entries)
            self.say(template, [*ids, *cells], **values)
        self._reference(measure)
        if len(entries) > 2:
            self._ranking_blocks(entries, measure)

    def _beside(self, entry: Entry) -> str:
        """Return 佛山市（2024年228家，2023年193家）: an entry with what its condition compares it with."""
        others = self._others()
        reference = self.result.reference
        if any(c.shared for c in self.query.conditions) and reference is not None:
            share = relate(entry.amount, reference, Relation.RATIO)
            if share is not None:
                number = write(share)
                self._shares.append(self.fact(entry.subject.name, "占比", number, entry.measure))
                return f"{strip_unit(entry.subject.name)}（{write(entry.amount).words}，{number.words}）"
        if not others or len(self.result.entries) > FEW * 2:
            return self.named(entry)
        measures = [entry.measure, *others]
        years = {self.namer.column(m.column).year for m in measures}
        engine = Engine(self.catalogue)
        parts = []
        for measure in measures:
            amount = engine.amount(measure, entry.subject)
            if amount is not None:
                year = self.namer.column(measure.column).year
                parts.append((f"{year}年" if len(years) > 1 and year else "") + write(amount).words)
        return f"{strip_unit(entry.subject.name)}（{'，'.join(parts)}）"

    def _other_cells(self, entries: Sequence[Entry]) -> list[str]:
        engine = Engine(self.catalogue)
        found = (engine.amount(m, e.subject) for e in entries for m in self._others())
        return [i for amount in found if amount is not None for i in self.cells(amount)]

    def _reference(self, measure: Measure) -> None:
        """Say what the conditions compared against, where it was computed."""
        reference = self.result.reference
        statistic_name = next((c.statistic for c in self.query.conditions if c.statistic is not None), None)
        subject = next((c.subject for c in self.query.conditions if c.subject is not None), None)
        if reference is None:
            return
        number = write(reference)
        if any(c.shared for c in self.query.conditions):
            entry = Entry(subject=Subject(kind=SubjectKind.TOTAL, name=""), measure=measure, amount=reference)
            said, ids = self.amount_id(entry)
            self._say_value(entry, said, ids)
            return
        if statistic_name is None:
            if subject is not None and reference.formula is None:
                entry = Entry(subject=subject, measure=measure, amount=reference)
                said, ids = self.amount_id(entry)
                self._say_value(entry, said, ids)
            return
        total = statistic("sum", list(reference.parts) or [reference])
        whole = subject.name if subject is not None else self.whole_name(measure, self.query.scope)
        facts = [
            self.fact(whole, str(self.words[statistic_name]), number, measure),
            self.fact(whole, "合计", write(total), measure),
            self._counted(measure, len(reference.parts), whole),
        ]
        ids = [self.book.computed(reference, facts)]
        name = f"{whole}{self.words[statistic_name]}"
        if statistic_name == "mean":
            self.say(
                "filter_reference",
                ids,
                name=name,
                value=number.words,
                parts=f"{write(total).digits}÷{len(reference.parts)}",
                rounded=self.rounded(number),
            )
        else:
            self.say("filter_reference_plain", ids, name=name, value=number.words)

    def _aggregate(self) -> None:
        query, result = self.query, self.result
        function = query.function or "sum"
        if function == "sum":
            self._sum()
            return
        measure = query.measures[0]
        for entry in result.entries:
            self._statistic(entry, function, measure)

    def _sum(self) -> None:
        query, result = self.query, self.result
        lead = self.claim_lead()
        if len(result.entries) > 1 and result.outcome is not None and len(query.measures) == 1:
            ids = [i for e in result.entries for i in self.amount_id(e)[1]]
            total = write(result.outcome)
            measure = query.measures[0]
            facts = [self.fact("全部", "合计", total, measure)]
            ids.append(self.book.computed(result.outcome, facts))
            items = "，".join(f"{e.subject.name}{write(e.amount).words}" for e in result.entries)
            self.say("sums", ids, lead=lead, metric=self.namer.metric(measure), items=items, value=total.words)
            return
        for measure in query.measures:
            for subject in query.subjects:
                entry = next((e for e in result.entries if e.subject == subject and e.measure == measure), None)
                if entry is None:
                    continue
                self._sum_one(entry, lead)
                lead = ""

    def _sum_one(self, entry: Entry, lead: str) -> None:
        measure, amount = entry.measure, entry.amount
        if measure.base is not None:
            self._related(entry, lead)
            return
        number = write(amount)
        members = self._member_entries(entry)
        facts = [self.fact(entry.subject.name, "合计", number, measure)]
        if entry.subject.n is not None:
            facts.append(self._counted(measure, entry.subject.n, ""))
        ids = [self.book.computed(amount, facts)]
        detail = ""
        if 1 < len(members) <= FEW:
            detail = "（" + "、".join(f"{strip_unit(e.subject.name)}{write(e.amount).words}" for e in members) + "）"
        led = self.namer.led(entry.subject, measure)
        template = "sum_total" if led.endswith(("合计", "总计", "共计")) else "sum"
        self.say(template, ids, lead=lead, who="", metric=led, value=number.words, detail=detail)
        if len(members) > 2:
            self._table([e.subject for e in members], [measure], {(e.subject, measure): e for e in members})
            self._chart(members)

    def _member_entries(self, entry: Entry) -> list[Entry]:
        """Return the rows that a sum adds up."""
        column = self.namer.column(entry.measure.column)
        by_id = {cell.id: key for key, cell in column.cells.items()}
        out = []
        for part in entry.amount.parts:
            key = by_id.get(part.figures[0].id) if len(part.figures) == 1 else None
            if key is not None:
                subject = Subject(kind=SubjectKind.ROW, name=self.catalogue.names.get(key, key), rows=(key,))
                out.append(Entry(subject=subject, measure=entry.measure, amount=part))
        return out

    def _statistic(self, entry: Entry, function: str, measure: Measure) -> None:
        amount = entry.amount
        number = write(amount)
        led = self.namer.led(entry.subject, measure)
        parts = amount.parts or (amount,)
        total = statistic("sum", list(parts))
        who = entry.subject.name or "全部"
        facts = [
            self.fact(who, function, number, measure),
            self.fact(who, "合计", write(total), measure),
            self._counted(measure, len(parts), entry.subject.name),
        ]
        ids = [self.book.computed(amount, facts)]
        lead = self.claim_lead()
        if function == "mean":
            self.say(
                "mean",
                ids,
                lead=lead,
                who="",
                metric=led.removesuffix("合计"),
                value=number.words,
                parts=f"{write(total).digits}÷{len(parts)}",
                rounded=self.rounded(number),
            )
            return
        if function == "median":
            self.say("median", ids, lead=lead, who="", metric=led, value=number.words)
            return
        members = self._member_entries(entry)
        high = max(members, key=lambda e: e.amount.value)
        low = min(members, key=lambda e: e.amount.value)
        more, less = self.namer.more(measure)
        if function == "range":
            ids += [*self.amount_id(high)[1], *self.amount_id(low)[1]]
            self.say(
                "range",
                ids,
                who="",
                metric=led,
                high=more,
                low=less,
                value=number.words,
                top=self.named(high),
                bottom=self.named(low),
            )
            return
        chosen = high if function == "max" else low
        names = [e.subject.name for e in members if e.amount.value == chosen.amount.value]
        cells = [i for e in members if e.amount.value == chosen.amount.value for i in self.amount_id(e)[1]]
        self.say(function, [*cells, *ids], lead=lead, who="", metric=led, value=number.words, names="、".join(names))

    def _count(self) -> None:
        measure = self.query.measures[0]
        whole = self.whole_name(measure, self.query.scope)
        everything = tuple(f for e in self.result.entries for f in e.amount.figures)
        count = Amount(value=Decimal(self.result.population), unit=None, figures=everything, formula="count")
        ids = [self.book.computed(count, [self._counted(measure, self.result.population, whole)])]
        names = [strip_unit(e.subject.name) for e in self.result.entries]
        if self.query.scope is not None and self.query.scope.rows and len(names) <= SOME:
            cells = [i for e in self.result.entries for i in self.amount_id(e)[1]]
            self.say("count_list", [*ids, *cells], who=whole, count=str(len(names)), names="、".join(names))
            return
        number = str(self.result.population)
        self.say("count", ids, metric=self.namer.metric(measure), count=number, noun=self.namer.noun(measure))

    # blocks

    def _table(
        self, subjects: Sequence[Subject], measures: Sequence[Measure], cells: dict[tuple[Subject, Measure], Entry]
    ) -> None:
        head = [self.namer.noun(measures[0])]
        for measure in measures:
            unit = self.namer.column(measure.column).unit if measure.base is None else "%"
            head.append(self.namer.whole_metric(measure) + (f"（{unit}）" if unit else ""))
        rows = []
        for subject in subjects:
            row = [strip_unit(subject.name)]
            for measure in measures:
                entry = cells.get((subject, measure))
                row.append("" if entry is None else write(entry.amount).digits)
            rows.append(row)
        self.blocks.append({"type": "table", "columns": head, "rows": rows})

    def _ranking_blocks(self, entries: Sequence[Entry], measure: Measure) -> None:
        unit = write(entries[0].amount).unit if entries else None
        head = ["排名", self.group_noun(measure), self.namer.whole_metric(measure) + (f"（{unit}）" if unit else "")]
        listing = self.query.function == "list"
        rows = [
            [str(e.place or ""), strip_unit(e.subject.name), write(e.amount).digits]
            if not listing
            else [strip_unit(e.subject.name), write(e.amount).digits]
            for e in entries
        ]
        self.blocks.append({"type": "table", "columns": head[1:] if listing else head, "rows": rows})
        self._chart(entries)

    def _chart(self, entries: Sequence[Entry]) -> None:
        numbers = [write(e.amount) for e in entries]
        self.blocks.append(
            {
                "type": "chart",
                "kind": "bar",
                "unit": numbers[0].unit or "" if numbers else "",
                "labels": [strip_unit(e.subject.name) for e in entries],
                "values": [float(n.digits) for n in numbers],
            }
        )

    # what else must be said

    def _absent(self) -> None:
        for name, column_id in self.result.missing:
            column = self.catalogue.columns[column_id]
            view = self.catalogue.views[column.table_id]
            metric = self.namer.metric(Measure(column=column_id))
            self.statements.append(
                Statement(text=self.phrases.say("missing_value", table=view.table.title, who=name, metric=metric))
            )

    def _columns(self) -> list[Column]:
        ids = [cid for m in self.query.measures for cid in (m.column, m.base) if cid is not None]
        ids += [c.other.column for c in self.query.conditions if c.other is not None]
        return [self.catalogue.columns[cid] for cid in dict.fromkeys(ids)]

    def _caveats(self) -> None:
        query = self.query
        if query.requested_year is not None and query.stood_in_year is not None:
            ids = [i for s in self.statements for i in s.evidence][:1]
            figures = [f for e in self.result.entries for f in e.amount.figures]
            if figures:
                ids.append(self.book.asked_year(query.requested_year, figures))
            given = self.period(*query.measures) or str(query.stood_in_year)
            self.say("stood_in", ids, asked=str(query.requested_year), given="年和".join(given.split("、")))
        if "measure" in query.assumed and query.operation is Operation.COMPARE and len(query.measures) == 2:
            ids = [i for s in self.statements for i in s.evidence]
            first, second = (self.namer.metric(m) for m in query.measures)
            self.say("other_measure", ids, first=first, second=second)
        if "counterpart" in query.assumed and query.earlier:
            ids = [i for s in self.statements for i in s.evidence][:1]
            before, now = self.namer.column(query.earlier[0][1].column), self.namer.column(query.measures[0].column)
            self.say("counterpart", ids, year=str(now.year), asked=before.name, given=now.name)
        for view in dict.fromkeys(self.catalogue.views[c.table_id].table.id for c in self._columns()):
            self._view_caveats(view)

    def _view_caveats(self, table_id: str) -> None:
        view = self.catalogue.views[table_id]
        columns = [c for c in self._columns() if c.table_id == table_id]
        exceeds = any(e.measure.relation is Relation.RATIO and e.amount.value > 1 for e in self.result.entries)
        if note_matters(view, columns, exceeds and len(columns) > 1):
            note = self.book.note(view)
            if note is not None and view.table.note is not None:
                text = view.table.note.strip()
                text = text if text.endswith(("。", "！", "）")) else text + "。"
                self.say("note", [note], note=text)
        for column in columns:
            self._mismatch(column, view.warnings)

    def _mismatch(self, column: Column, warnings: Sequence[str]) -> None:
        """Repeat that a printed total is not the sum of its rows, where ingestion found so."""
        if column.total is None or not warnings:
            return
        used = {f.id for e in self.result.entries for f in e.amount.figures}
        used |= {f.id for f in (self.result.scope_amount.figures if self.result.scope_amount else ())}
        added = sum((cell.value for cell in column.cells.values()), Decimal(0))
        if added == column.total.value or column.total.id not in used | {c.id for c in column.cells.values()}:
            return
        whole = self.catalogue.views[column.table_id].whole
        amounts = [Amount(value=cell.value, unit=column.unit, figures=(cell,)) for cell in column.cells.values()]
        total = statistic("sum", amounts)
        measure = Measure(column=column.id)
        printed = write(Amount(value=column.total.value, unit=column.unit, figures=(column.total,)))
        facts = [self.fact(whole, "各行相加", write(total), measure), self.fact(whole, "合计", printed, measure)]
        ids = [self.book.figure(column.total), self.book.computed(total, facts)]
        self.say(
            "total_mismatch",
            ids,
            metric=self.namer.metric(measure),
            printed=printed.words,
            added=write(total).words,
        )

    def _choices(self) -> tuple[Choice, ...]:
        """Offer rows where the whole was taken for want of a name."""
        if "subject" not in self.query.assumed or len(self.query.measures) != 1:
            return ()
        measure = self.query.measures[0]
        keys = list(self.namer.column(measure.column).cells)[:4]
        names = [self.catalogue.names.get(key, key) for key in keys]
        metric = self.namer.whole_metric(measure)
        return tuple(Choice(label=name, question=f"{name}{metric}是多少？") for name in names)
