"""Word what a table says of its rows, each sentence bound to the rows it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Any

from bot.computed import computed
from bot.figures.surface import without_brackets
from bot.grants import grant_for, said_of
from bot.premises import quantities
from bot.records.ask import RecordQuery, Wanted, noun_words
from bot.records.bands import amounts
from bot.records.phrases import record_phrases
from bot.records.table import RecordTable
from bot.types import Draft, Evidence, Fact, Outcome, Statement
from kb.zh.sentences import sentences

_SHOWN = 12
_NUMBERED = re.compile(r"^(?:注[：:])?\s*(?:\d+[.、．])?\s*")


@dataclass(frozen=True, kw_only=True)
class RecordAnswer:
    """What was found: sentences and blocks, and the rows they stand on; `summary` is JSON-able."""

    draft: Draft
    evidence: tuple[Evidence, ...]
    summary: dict[str, Any]


class RecordSpeaker:
    """Words one query over one table.

    Args:
        query: what is asked.
        texts: cleaned text of documents by id.
    """

    def __init__(self, query: RecordQuery, texts: Mapping[str, str]) -> None:
        self._query = query
        self._table = query.table
        self._text = texts.get(query.table.table.document_id) or ""
        self._book: dict[str, Evidence] = {}
        self._statements: list[Statement] = []
        self._blocks: list[dict[str, Any]] = []

    def answer(self) -> RecordAnswer:
        """Return the worded answer."""
        query = self._query
        speak = {
            Wanted.VALUE: self._values,
            Wanted.ALL: self._everything,
            Wanted.LIST: self._list,
            Wanted.CHECK: self._check,
            Wanted.MEMBER: self._member,
            Wanted.BLANK: self._blank,
            Wanted.TIER: self._tiers,
        }
        speak[query.wanted]()
        summary = {
            "table": self._table.table.title,
            "wanted": query.wanted.value,
            "rows": [self._table.name(row) for row in query.rows],
            "columns": [self._table.columns[c].label for c in query.columns],
        }
        draft = Draft(outcome=Outcome.ANSWERED, statements=tuple(self._statements), blocks=tuple(self._blocks))
        return RecordAnswer(draft=draft, evidence=tuple(self._book.values()), summary=summary)

    def _values(self) -> None:
        table, words = self._table, record_phrases().words["cell"]
        for row in self._query.rows:
            who = self._who(row)
            self._reckon(row, who)
            told = [c for c in self._query.columns if not table.blank(row, c)]
            if len(told) > 1:
                items = [words.format(column=table.columns[c].label, value=self._value(row, c)) for c in told]
                self._say("values", [row], who=who, items="，".join(items))
            elif told and record_phrases().remark.fullmatch(table.columns[told[0]].plain):
                self._say("remark", [row], who=who, value=self._value(row, told[0]))
            elif told:
                self._say("value", [row], who=who, column=table.columns[told[0]].label, value=self._value(row, told[0]))
            for column in self._query.columns:
                if column not in told:
                    label, mark = table.columns[column].label, table.text(row, column)
                    self._say("blank" if mark else "empty", [row], who=who, column=label, mark=mark)

    def _reckon(self, row: int, who: str) -> None:
        """Say what the rate of a row comes to for the amount that the question names."""
        table, most = self._table, record_phrases().most
        told = [table.columns[c] for c in self._query.columns]
        rule = "，".join(self._value(row, c.index) for c in told if not most.search(c.plain))
        limits = [c.index for c in table.columns if most.search(c.plain)]
        caps = [q.value for c in limits for q in quantities(self._value(row, c))]
        grant = grant_for(self._query.asked, rule, cap=min(caps, default=None)) if self._query.asked else None
        if grant is None:
            return
        source = self._row(row)
        text, record = said_of(grant, who, self._book[source])
        self._book[record.id] = record
        self._statements.append(Statement(text=text, evidence=(record.id, source)))

    def _value(self, row: int, column: int) -> str:
        """Return a cell as written, a number with the unit that its header states."""
        text, unit = self._table.text(row, column), self._table.columns[column].unit
        return f"{text}{unit}" if unit and text[-1:].isdigit() else text  # "12%" has its own

    def _everything(self) -> None:
        words = record_phrases().words["item"]
        for row in self._query.rows:
            items = [
                words.format(column=c.label, value=self._table.text(row, c.index))
                for c in self._table.columns
                if not c.ordinal and c.index != self._table.entity and not self._table.blank(row, c.index)
            ]
            self._say("all", [row], who=self._who(row), items="，".join(items))

    def _list(self) -> None:
        query, table = self._query, self._table
        column = table.columns[query.noun]
        words = noun_words(column)
        noun, unit = (words.called, words.unit) if words is not None else (column.label.removesuffix("名称"), "个")
        noun = column.label if noun not in column.label and words is not None and words.called == "地方" else noun
        items = list(dict.fromkeys(table.text(row, query.noun) for row in query.rows))
        named = [
            record_phrases().words["condition"].format(column=table.columns[c].label, value=value)
            for c, value in query.conditions
        ]
        values = {"table": table.table.title, "noun": noun, "unit": unit, "count": str(len(items))}
        values |= {"conditions": "、".join(named), "items": "、".join(items)}
        if not items:
            self._say("none", list(table.rows[:1]), **values)
            return
        short = len(items) <= _SHOWN
        values["value"] = "、".join(value for _, value in query.conditions)
        applies = any(record_phrases().applies.search(table.columns[c].plain) for c, _ in query.conditions)
        template = ("list_for" if applies else "list" if named else "list_all") + ("" if short else "_long")
        counted = self._count(len(items))
        shown = query.rows if short else query.rows[:1]
        self._statements.append(
            Statement(text=record_phrases().wording.say(template, **values), evidence=(counted, *map(self._row, shown)))
        )
        if len(query.rows) > 1:
            self._table_block(query.rows)

    def _check(self) -> None:
        claimed = self._query.claimed
        assert claimed is not None
        for row in self._query.rows:
            template = "yes_value" if row in claimed.rows else "no_value"
            label, text = self._table.columns[claimed.column].label, self._table.text(row, claimed.column)
            if self._table.blank(row, claimed.column):
                template, text = "no_value_blank", claimed.value
            self._say(template, [row], who=self._who(row), column=label, value=text)

    def _member(self) -> None:
        for row in self._query.rows:
            self._say("member", [row], who=self._table.name(row), table=self._table.table.title)

    def _tiers(self) -> None:
        """Say in which row's range an amount falls, and what stands there."""
        query, table, words = self._query, self._table, record_phrases().words["cell"]
        supposed, *group = (value for _, value in query.conditions)
        label = "".join((*group, table.columns[query.noun].label))
        if query.outside:
            items = "、".join(table.text(row, query.noun) for row in query.outside)
            self._say_tier("tier_none", query.outside, column=label, items=items)
        for row in query.rows:
            band, name = table.text(row, query.noun), table.name(row)
            tier = f"“{band}”" if query.noun == table.entity or band in name else f"{name}（{band}）"
            told = {c: self._value(row, c) for c in query.columns if not table.blank(row, c)}
            items = "，".join(words.format(column=table.columns[c].label, value=value) for c, value in told.items())
            template = "tier" if items else "tier_only"
            if told and (claimed := amounts(supposed)):
                held = [a.value for value in told.values() for a in amounts(value)]
                template = "tier_yes" if claimed[0].value in held else "tier_no"
            self._say_tier(template, [row], column=label, tier=tier, items=items)

    def _say_tier(self, template: str, rows: Sequence[int], **values: str) -> None:
        """Say something of the amount that the question names, which stands in no row."""
        amount, sources = self._query.asked, [self._row(row) for row in rows]
        said = re.match(r"[\d.]+", amount)
        fact = Fact(
            subject="",
            metric=values["column"],
            value=said[0] if said else amount,
            unit=amount[said.end() if said else 0 :],
        )
        key = f"tier:{sources[0]}:{amount}"
        self._book[key] = computed(key, self._book[sources[0]], facts=[fact], formula="range", inputs=tuple(sources))
        text = record_phrases().wording.say(template, amount=amount, **values)
        self._statements.append(Statement(text=text, evidence=(key, *sources)))

    def _blank(self) -> None:
        table = self._table
        for column in self._query.columns:
            rows = [row for row in self._query.rows if table.blank(row, column)]
            words = noun_words(table.columns[table.entity])
            header = table.table.header[column].text.replace("·", "")
            mark = table.text(rows[0], column)
            counted = self._count(len(rows), rows)
            text = record_phrases().wording.say(
                "lacking" if mark else "lacking_empty",
                column=without_brackets(header) or header,
                noun=table.columns[table.entity].label if words is None or words.called == "地方" else words.called,
                count=str(len(rows)),
                items="、".join(table.name(row) for row in rows),
                mark=mark,
            )
            self._statements.append(Statement(text=text, evidence=(counted, *map(self._row, rows))))
        self._note()

    def _note(self) -> None:
        """Tell the note under the table, where it says what a dash means."""
        table = self._table.table
        if table.note is None or table.note_start is None or table.note_end is None:
            return
        marks = {self._table.text(row, c) for c in self._query.columns for row in self._query.rows} - {""}
        for start, end in sentences(table.note):
            said = table.note[start:end].strip()
            if any(mark and mark in said for mark in marks):
                at = table.note_start + start
                key = f"note:{table.id}:{at}"
                self._book[key] = Evidence(
                    id=key,
                    kind="note",
                    document_id=table.document_id,
                    section=_section(self._table),
                    quote=self._text[at : table.note_start + end],
                    start=at,
                    end=table.note_start + end,
                )
                self._statements.append(Statement(text=_NUMBERED.sub("", said), evidence=(key,)))

    # -- parts --

    def _who(self, row: int) -> str:
        """Return a row as the question calls it; places with the year that the table is for."""
        if self._query.called is None and self._table.beside is not None:
            return self._table.name(row)
        index = self._table.entity if self._query.called is None else self._query.called
        name, words = self._table.text(row, index), noun_words(self._table.columns[index])
        if words is None or not words.quoted:
            return f"{name}{self._table.table.year}年" if words and words.dated and self._table.table.year else name
        return f"“{name}”"

    def _say(self, template: str, rows: Iterable[int], **values: str) -> None:
        text = record_phrases().wording.say(template, **values)
        self._statements.append(Statement(text=text, evidence=tuple(self._row(row) for row in rows)))

    def _row(self, row: int) -> str:
        """Record a row with all it says.  Return the id."""
        table = self._table.table
        key = f"row:{table.id}:{row}"
        if key not in self._book:
            cells = table.rows[row]
            start, end = min(c.start for c in cells), max(c.end for c in cells)
            period = str(table.year) if table.year else None
            self._book[key] = Evidence(
                id=key,
                kind="row",
                document_id=table.document_id,
                section=_section(self._table),
                quote=self._text[start:end],
                start=start,
                end=end,
                facts=tuple(
                    Fact(
                        subject=self._table.name(row),
                        metric=column.label,
                        value=self._table.text(row, column.index),
                        period=period,
                        unit=column.unit or None,
                    )
                    for column in self._table.columns
                    if not column.ordinal
                ),
            )
        return key

    def _count(self, count: int, rows: Iterable[int] = ()) -> str:
        """Record how many rows meet the conditions, as a computation over them.  Return the id."""
        inputs = tuple(self._row(row) for row in rows or self._query.rows)
        first = self._book[inputs[0]]
        key = "computed:" + sha1("|".join(inputs).encode()).hexdigest()[:12]
        facts = [Fact(subject="", metric="数量", value=str(count))]
        facts += [
            Fact(subject=value, metric=self._table.columns[column].label, value=value)
            for column, value in self._query.conditions
        ]
        self._book[key] = computed(key, first, facts=facts, formula="count", inputs=inputs)
        return key

    def _table_block(self, rows: Iterable[int]) -> None:
        columns = [c for c in self._table.columns if not c.ordinal]
        self._blocks.append(
            {
                "type": "table",
                "columns": [self._table.table.header[c.index].text for c in columns],
                "rows": [[self._table.text(row, c.index) for c in columns] for row in rows],
            }
        )


def _section(table: RecordTable) -> str:
    path = [part for part in table.table.section_path if part]
    title = table.table.title
    return " · ".join([*path, title] if title and not any(title in part for part in path) else path)
