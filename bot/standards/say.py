"""Word what a standard gives: the sum with its formula and limit, the row, and the sentences that change it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.borne import asks_borne, said_of_split, sentence_of, split_for
from bot.computed import computed
from bot.desk import Desk
from bot.figures.surface import digits_of
from bot.grants import money
from bot.standards.changes import Change, applies, named_column, of_row
from bot.standards.choose import Chosen
from bot.standards.counted import sums
from bot.standards.phrases import standard_phrases
from bot.standards.reckon import Rule, Sum, base_of, reckon, rule_of, units_at_least_one
from bot.standards.table import Key, Kind, StandardTable, Value
from bot.standards.worded import MONEY, fact_of, item_of, plain_quote
from bot.types import Draft, Evidence, Fact, Outcome, Statement

_FACTOR = re.compile(r"(?<=[：×])(\d+(?:\.\d+)?)([一-龥]{1,5})(?=[×＝])")
_QUOTED = 2  # so many conditions are told beside a standard
_AROUND_CHARS = 400  # so far before a table stands what goes with it


@dataclass(kw_only=True)
class Told:
    """What is said: sentences and the evidence they stand on; `summary` is JSON-able.

    `reckoned` says whether a sum is among it, `columns` are those that are told.
    """

    outcome: Outcome = Outcome.ANSWERED
    statements: list[Statement] = field(default_factory=list)
    book: dict[str, Evidence] = field(default_factory=dict)
    reckoned: bool = False
    columns: set[int] = field(default_factory=set)
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The draft of the answer."""
        return Draft(outcome=self.outcome, statements=tuple(self.statements))


def told(
    text: str, table: StandardTable, chosen: Chosen, changes: Sequence[Change], desk: Desk, document: str
) -> Told | None:
    """Return the answer to a question by the rows and columns that it means; None where it cannot be told safely.

    Args:
        text: the question, in the spelling of `plain`.
        table: the standards.
        chosen: what the question means of them.
        changes: what sentences beside the table change.
        desk: the records.
        document: the cleaned text of the document.
    """
    speaker = _Speaker(text, table, chosen, changes, desk, document)
    return speaker.told()


class _Speaker:
    def __init__(
        self, text: str, table: StandardTable, chosen: Chosen, changes: Sequence[Change], desk: Desk, document: str
    ) -> None:
        self._text, self._table, self._chosen, self._document = text, table, chosen, document
        self._out, self._desk = Told(), desk
        met = {c: applies(c, text, desk, table.table.document_id) for c in changes}
        self._made = [c for c, holds in met.items() if holds]
        self._unsure = [c for c, holds in met.items() if holds is None]
        self._others = [c for c, holds in met.items() if holds is False]
        several = any(len(self._changes(row, v)) > 1 for row in chosen.rows for v in chosen.values)
        if several:  # in which order they are made is not told
            self._unsure, self._made = [*self._unsure, *self._made], []

    def told(self) -> Told | None:
        phrases, chosen, table = standard_phrases(), self._chosen, self._table
        self._out.summary = {
            "table": table.table.title,
            "rows": [table.name(row) for row in chosen.rows],
            "columns": [v.label for v in chosen.values],
        }
        if chosen.unknown is not None:
            return self._no_level(*chosen.unknown)
        if phrases.differs.search(self._text):
            return self._difference("differ")
        paid = phrases.difference.search(
            f"{table.table.note or ''}{self._document[: table.table.start][-_AROUND_CHARS:]}"
        )
        if len(chosen.rows) > 1 and paid and phrases.promoted.search(self._text):
            return self._difference("promoted")
        if len(chosen.rows) > 1 and chosen.open:
            self._plain("depends", label="、".join(k.label for k in chosen.open))
        for row in chosen.rows:
            self._row_told(row)
        self._borne()
        for change in [*self._used(), *self._unsure]:
            self._quote(change)
        if len(chosen.rows) == 1:
            self._conditions(self._beside()[:_QUOTED])
        return self._out if any(s.evidence for s in self._out.statements) else None

    def _borne(self) -> None:
        """Say what each level of government bears of the one sum told, where that is asked and the text says it."""
        if len(self._chosen.rows) != 1 or self._unsure or not asks_borne(self._text):
            return
        row, split = self._chosen.rows[0], split_for(self._text, self._document)
        rules = [r for v in self._chosen.values if (r := self._rule(row, v)) is not None]
        came = reckon(self._text, rules, least_one=units_at_least_one(self._table.table.note or ""))
        fixed = [r.amount for r in rules if r.value.kind is Kind.AMOUNT and not (r.per or r.rated)]
        base = came.amount if came is not None else fixed[0] if len(fixed) == len(rules) == 1 else None
        if split is None or base is None:
            return
        source = sentence_of(split, self._document, self._out.book[self._row(row)])
        said, record = said_of_split(base, split, source)
        self._out.book |= {source.id: source, record.id: record}
        self._out.reckoned = True
        self._out.statements.append(Statement(text=said, evidence=(record.id, source.id)))

    def _no_level(self, level: str, key: Key) -> Told:
        """Say that a table has no such level, or the rows named none, and which there are."""
        table, rows = self._table, self._chosen.rows
        items = "、".join(dict.fromkeys(table.text(r, key.index) for r in rows))
        named = dict.fromkeys(table.text(r, k.index) for k in table.keys if k is not key for r in rows)
        who = next(iter(named)) if len(named) == 1 else ""
        self._out.outcome = Outcome.NO_ANSWER
        template = "no_level_of" if who else "no_level"
        text = standard_phrases().wording.say(template, table=table.table.title, who=who, level=level, items=items)
        self._out.statements.append(Statement(text=text, evidence=tuple(map(self._row, rows))))
        return self._out

    def _difference(self, template: str) -> Told | None:
        """Say by how much one row gives more than another in the one column asked for."""
        rows, values = self._chosen.rows, self._chosen.values
        if len(rows) != 2 or len(values) != 1 or self._made or values[0].kind not in (Kind.AMOUNT, Kind.CAP):
            return None
        held = [(r, rule.amount) for r in rows if (rule := rule_of(self._table, r, values[0], ())) and not rule.rated]
        if len(held) != len(rows) or held[0][1] == held[1][1]:
            return None
        first, second = sorted(held, key=lambda p: -p[1])
        gap = first[1] - second[1]
        formula = standard_phrases().words["less"].format(more=money(first[1]), less=money(second[1]))
        self._computed(
            template,
            [first[0], second[0]],
            facts=[gap, first[1], second[1]],
            formula=formula,
            column=values[0].label,
            amount=money(gap),
            who=self._table.name(first[0]),
            other=self._table.name(second[0]),
        )
        for row in (first[0], second[0]):
            self._listed(row, self._who(row), [values[0]], "row", "")
        return self._out

    def _row_told(self, row: int) -> None:
        table, chosen = self._table, self._chosen
        rules = [r for v in chosen.values if (r := self._rule(row, v)) is not None]
        least_one = units_at_least_one(table.table.note or "")
        came = reckon(self._text, rules, least_one=least_one) if not self._unsure else None
        who, claim = self._who(row), sums(self._text).claimed
        values = self._asked(chosen.values, rules, came)
        empty = [v for v in values if v.core and table.blank(row, v.index)]
        if empty and all(table.blank(row, v.index) for v in values if v.core):
            self._blank(row, who, empty[0])
            return
        stated = claim is not None and claim in {r.amount for r in rules if not r.rated}  # 单价260对吧
        if came is not None:
            self._sum(row, who, came, None if stated and claim != came.amount else claim)
            self._rest(row, came)
        lead = "yes" if came is not None and stated and claim != came.amount and len(chosen.rows) == 1 else ""
        if came is None and claim is not None and len(chosen.rows) == 1 and len(values) == 1:
            held = next((r.amount for r in rules if r.value.index == values[0].index), None)
            lead = "yes" if held == claim else "no"
        rated = [r for r in rules if r.value.kind is Kind.RATE]
        supposed = sums(self._text).claimed_rate
        if came is None and supposed is not None and claim is None and len(rated) == len(chosen.rows) == 1:
            lead, values = ("yes" if rated[0].amount == supposed else "no"), [rated[0].value]
        told_of = [r for r in rules if r.changed and r.value.index in {v.index for v in values}]
        for rule in told_of:
            self._change_told(row, who, rule, lead)
        self._listed(row, who, values, "listed" if any(r.changed for r in rules) else "row", "" if told_of else lead)
        rates = [r for r in rules if r.value.kind is Kind.RATE]
        told_base = bool(sums(self._text).spent)
        if came is None and rates and not (told_base or supposed) and len(chosen.rows) == 1 and not self._rate_asked():
            self._plain("base_needed", base=base_of(table, row, rates[0].value))

    def _listed(self, row: int, who: str, values: Sequence[Value], template: str, lead: str) -> None:
        """Say what the table states of a row."""
        phrases = standard_phrases()
        items = [(v.label, self._table.said(row, v)) for v in values if not self._table.blank(row, v.index)]
        if items:
            self._out.columns |= {v.index for v in values}
            column, value = items[0]
            joined = "，".join(item_of(*item) for item in items)
            template = template if len(items) == 1 else f"{template}_rows" if template == "listed" else "rows"
            said = phrases.wording.say(template, who=who, column=column, value=value, items=joined)
            said = phrases.wording.say(lead, said=said) if lead else said
            self._out.statements.append(Statement(text=said, evidence=(self._row(row),)))

    def _blank(self, row: int, who: str, value: Value) -> None:
        mark = self._table.text(row, value.index)
        text = standard_phrases().wording.say("blank", who=who, column=value.label, mark=mark)
        self._out.statements.append(Statement(text=text, evidence=(self._row(row),)))

    def _rate_asked(self) -> bool:
        phrases = standard_phrases()
        return bool(phrases.asks_rate.search(self._text) or phrases.asks_cap.search(self._text))

    def _asked(self, values: Sequence[Value], rules: Sequence[Rule], came: Sum | None) -> list[Value]:
        """Return the columns to tell: those a sum rests on, else the rate or the limit where just that is asked."""
        phrases, asked = standard_phrases(), standard_phrases().best.sub("", self._text)
        if came is not None:
            used = {r.value.index for r in came.rules}
            return [v for v in values if v.index in used]
        kinds = set()
        if phrases.asks_rate.search(asked):
            kinds |= {Kind.RATE, Kind.OWN}
        if phrases.asks_cap.search(asked):
            kinds.add(Kind.CAP)
        if kinds and len(phrases.how_much.findall(asked)) > 1:
            kinds |= {Kind.AMOUNT, Kind.RATE}  # 每吨补多少，封顶多少
        held = [v for v in values if v.kind in kinds or (Kind.RATE in kinds and self._in_cells(v))]
        if phrases.asks_own.search(asked):
            held = [v for v in values if v.kind is Kind.OWN]
        fixed = {r.amount for r in rules if r.value.kind is Kind.AMOUNT and not (r.per or r.rated)}
        idle = {
            r.value.index for r in rules if r.value.kind is Kind.CAP and r.amount in fixed
        }  # 一次性30万元，限额30万元
        return held or [v for v in values if v.index not in idle]

    def _in_cells(self, value: Value) -> bool:
        return any("%" in self._table.text(row, value.index) for row in self._chosen.rows)

    def _rule(self, row: int, value: Value) -> Rule | None:
        return rule_of(self._table, row, value, self._changes(row, value))

    def _changes(self, row: int, value: Value) -> list[Change]:
        """Return the changes made of a cell."""
        ordinal, values = self._table.ordinal(row), self._table.values
        return [c for c in self._made if value in named_column(c, values) and of_row(c, ordinal)]

    def _used(self) -> list[Change]:
        """Return the changes made of the columns told."""
        used = [r for row in self._chosen.rows for v in self._chosen.values if (r := self._rule(row, v)) is not None]
        return [c for c in self._made if any(c in r.changed for r in used)]

    def _beside(self) -> list[Change]:
        """Return the changes of the columns told that the question does not say to apply."""
        (row,) = self._chosen.rows
        return [
            c
            for c in self._others
            if of_row(c, self._table.ordinal(row))
            and self._out.columns & {v.index for v in named_column(c, self._table.values)}
        ]

    def _who(self, row: int) -> str:
        name = self._table.name(row)
        return f"“{name}”" if len(name) < 4 else name

    def _sum(self, row: int, who: str, came: Sum, claim: Decimal | None) -> None:
        template = "plain" if came.cap is None else "capped" if came.uncapped > came.cap else "within"
        if came.own:
            template = "own" if came.cap is None else "own_more"
        values = {"who": who, "amount": money(came.amount), "value": money(came.uncapped)}
        values |= {"cap": money(came.cap)} if came.cap is not None else {}
        lead = "" if claim is None or len(self._chosen.rows) > 1 else "yes" if claim == came.amount else "no"
        numbers = [came.amount, came.uncapped, *([came.cap] if came.cap is not None else [])]
        self._computed(
            template,
            [row],
            facts=numbers,
            formula=came.formula,
            lead=lead,
            changes=[c for r in came.rules for c in r.changed],
            **values,
        )

    def _rest(self, row: int, came: Sum) -> None:
        """Say what is left to pay, where that is asked and the table has no column of it."""
        spent = sums(self._text).spent
        if came.own or len(spent) != 1 or not standard_phrases().asks_own.search(self._text):
            return
        formula = standard_phrases().words["less"].format(more=money(spent[0]), less=money(came.amount))
        rest = spent[0] - came.amount
        self._computed("own_rest", [row], facts=[rest, spent[0], came.amount], formula=formula, amount=money(rest))

    def _change_told(self, row: int, who: str, rule: Rule, lead: str) -> None:
        value = f"{digits_of(rule.amount)}%" if rule.rated else self._with_unit(rule)
        self._computed(
            "changed",
            [row],
            facts=[] if rule.rated else [rule.amount],
            formula=rule.formula,
            changes=rule.changed,
            lead=lead,
            who=who,
            column=rule.value.label,
            value=value,
        )

    def _with_unit(self, rule: Rule) -> str:
        return money(rule.amount) + ("/" + "·".join(rule.per) if rule.per else "")

    def _computed(
        self,
        template: str,
        rows: Sequence[int],
        *,
        facts: Sequence[Decimal],
        formula: str,
        lead: str = "",
        changes: Sequence[Change] = (),
        **values: str,
    ) -> None:
        """Say a sum; its record holds every number that is said of it."""
        wording = standard_phrases().wording
        self._out.reckoned = True
        said = wording.say(template, formula=formula, **values)
        said = wording.say(lead, said=said) if lead else said
        sources = [*map(self._row, rows), *map(self._note, changes)]
        first = self._out.book[sources[0]]
        held = [fact_of(money(n)) for n in facts]
        held += [fact_of(m[0]) for m in MONEY.finditer(said)]
        held += [Fact(subject="", metric="数量", value=m[1], unit=m[2]) for m in _FACTOR.finditer(said)]
        key = f"standard:{first.id}:{formula}"
        self._out.book[key] = computed(key, first, facts=held, formula=formula, inputs=tuple(sources))
        self._out.statements.append(Statement(text=said, evidence=(key, *sources)))

    def _plain(self, template: str, **values: str) -> None:
        self._out.statements.append(Statement(text=standard_phrases().wording.say(template, **values), evidence=()))

    def _conditions(self, changes: Sequence[Change]) -> None:
        """Tell what else is stated of the columns told, for those to whom it applies."""
        if changes:
            said = "；".join(plain_quote(change) for change in changes)
            text = standard_phrases().wording.say("condition", quote=said)
            self._out.statements.append(Statement(text=text, evidence=tuple(map(self._note, changes))))

    def _quote(self, change: Change) -> None:
        self._out.statements.append(Statement(text=f"{plain_quote(change)}。", evidence=(self._note(change),)))

    def _note(self, change: Change) -> str:
        key = f"note:{self._table.table.id}:{change.start}"
        if key not in self._out.book:
            self._out.book[key] = Evidence(
                id=key,
                kind="note",
                document_id=self._table.table.document_id,
                section=self._section(),
                quote=self._document[change.start : change.end],
                start=change.start,
                end=change.end,
            )
        return key

    def _row(self, row: int) -> str:
        table = self._table.table
        key = f"row:{table.id}:{row}"
        if key not in self._out.book:
            cells = table.rows[row]
            start, end = min(c.start for c in cells), max(c.end for c in cells)
            self._out.book[key] = Evidence(
                id=key,
                kind="row",
                document_id=table.document_id,
                section=self._section(),
                quote=self._document[start:end],
                start=start,
                end=end,
                facts=self._facts(row),
            )
        return key

    def _facts(self, row: int) -> tuple[Fact, ...]:
        units = {v.index: v.unit for v in self._table.values}
        return tuple(
            Fact(
                subject=self._table.name(row),
                metric=header.text,
                value=self._table.text(row, i),
                unit=units.get(i) or None,
            )
            for i, header in enumerate(self._table.table.header)
        )

    def _section(self) -> str:
        path, title = [p for p in self._table.table.section_path if p], self._table.table.title
        return " · ".join([*path, title] if title and not any(title in p for p in path) else path)
