"""The figure engine as a tool: one catalogue per state of the knowledge base."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from bot.desk import Desk, ToolContext
from bot.figures.answer import FigureAnswer, answer, answer_fault
from bot.figures.catalogue import Catalogue
from bot.figures.list_rows import named_out
from bot.figures.nested import nested
from bot.figures.numbered_rows import with_row_named
from bot.figures.offers import offers
from bot.figures.outcome import NotUnderstood, Understanding
from bot.figures.pairs import after_told
from bot.figures.query import FigureQuery
from bot.figures.shown import pointed_at, pointing, set_meant, them_meant
from bot.figures.understand import understand
from bot.figures.wording import write
from bot.grants import grant_for, said_of
from bot.question import default_phrases
from bot.tools import QueryFigures
from bot.types import Statement, ToolCall, ToolResult, Turn
from bot.worded import WordedResult
from kb.lexicon_index import REGION

_FOR_EACH = re.compile("(?P<money>[万亿]?元)/(?P<each>[一-龥]{1,3})")


def with_grant(found: FigureAnswer, question: str) -> FigureAnswer:
    """Return an answer of so much for each (2600元/人) led by what it comes to for as many as a question names."""
    entries = found.result.entries if found.result is not None else ()
    value = write(entries[0].amount) if len(entries) == 1 else None
    each = _FOR_EACH.fullmatch(value.unit or "") if value is not None else None
    if value is None or each is None or not found.evidence:
        return found
    grant = grant_for(question, f"每{each['each']}{value.digits}{each['money']}")
    if grant is None:
        return found
    text, record = said_of(grant, entries[0].subject.name, found.evidence[0])
    led = (Statement(text=text, evidence=(record.id,)), *found.draft.statements)
    return replace(found, draft=replace(found.draft, statements=led), evidence=(*found.evidence, record))


class FigureDesk:
    """Understand and compute questions about figures over one state of the knowledge base."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def catalogue(self) -> Catalogue:
        """Every table on file, arranged for questions; made on first need."""
        knowledge = self._desk.knowledge
        with_tables = {table.document_id for table in knowledge.tables}
        return Catalogue.build(
            knowledge.tables,
            knowledge.figures,
            knowledge.metas.values(),
            self._desk.lexicon,
            warnings=knowledge.warnings,
            words=self._desk.tokenizer.words,
            frequency=self._desk.tokenizer.frequency,
            texts={i: self._desk.text_of(i) or "" for i in with_tables},
        )

    def understand(
        self,
        text: str,
        *,
        as_of: date,
        frame: dict[str, Any] | None,
        repeats: dict[str, Any] | None = None,
        told: dict[str, Any] | None = None,
    ) -> Understanding:
        """Read a question; `frame` is the query of the turn before, as JSON values.

        Where it `repeats` that turn, what the turns before told is kept; so it is where the question spells out what
        goes on from what was `told`.
        """
        before = FigureQuery.from_json(frame) if frame else None
        read = understand(text, self.catalogue, as_of=as_of, frame=before)
        if told is not None and read.query is not None:
            read = replace(read, query=after_told(read.query, FigureQuery.from_json(told)))
        if repeats is None or read.query is None:
            return read
        return replace(read, query=replace(read.query, earlier=FigureQuery.from_json(repeats).earlier))

    def offers(self, frame: dict[str, Any] | None, question: str) -> Mapping[str, str]:
        """Return the words of a next question about figures: of the query before, or of the place a question names."""
        places = [m.canonical for m in self._desk.index.find(question, kinds={REGION})]
        row = next((place for place in places if place in self.catalogue.tables_of_row), None)
        return offers(self.catalogue, FigureQuery.from_json(frame) if frame else None, row)

    def named_out(self, text: str, *, as_of: date) -> str:
        """Return a question for figures of the members of a list (试点市目标合计) or the n-th row by name."""
        text = with_row_named(text, self.catalogue)
        primary = [named for named in self._desk.knowledge.lists if named.document_id in self._desk.primary]
        return named_out(text, primary, self.catalogue, as_of=as_of)

    def nested(self, text: str, *, as_of: date) -> tuple[str, ...] | None:
        """Return who is asked about, and what of them, where a question names them by another measure; else None."""
        return nested(text, self.catalogue, as_of=as_of)

    def pointed_at(self, text: str, history: Sequence[Turn]) -> str:
        """Return a question with the name of who stood at the place of a turn before that it points at."""
        if not history or not pointing(text) or default_phrases().asks_phone.search(text):
            return text
        shown = [s for t in reversed(history) if (s := self._shown_by(t)) is not None]
        frames = [s for s in shown if isinstance(s, FigureQuery)]
        text = them_meant(pointed_at(text, shown, self.catalogue), shown)
        return set_meant(text, frames, self.catalogue)

    def _shown_by(self, turn: Turn) -> FigureQuery | tuple[str, ...] | None:
        """Return what a turn showed that a later one may point at.

        It is the query of its figures, the places it listed, or the rows of tables that a text it quoted names.
        """
        if turn.frame.get("figure"):
            return FigureQuery.from_json(turn.frame["figure"])
        items = turn.frame.get("items", ())
        if turn.frame.get("list_category") == REGION and len(items) > 1:
            return tuple(items)
        told = turn.frame.get("told")
        if not told:
            return None
        document_id, start, end = told
        text = (self._desk.text_of(document_id) or "")[start:end]
        tables = {t.id for t in self._desk.knowledge.of(document_id).tables}
        held = [(text.find(name), name) for key, name in self.catalogue.names.items() if name in text]
        named = [n for _, n in sorted(held) if tables & set(self.catalogue.tables_of_row.get(n, ()))]
        return tuple(named) if len(named) > 1 else None

    def run(self, context: ToolContext, arguments: QueryFigures) -> ToolResult:
        """Answer a query, or the question where no query is given."""
        call = ToolCall(name="query_figures", arguments=arguments.model_dump(mode="json", exclude_none=True))
        told: FigureQuery | NotUnderstood | None = None
        if arguments.query is not None:
            found = with_grant(answer(FigureQuery.from_json(arguments.query), self.catalogue), arguments.question)
        else:
            understood = understand(arguments.question, self.catalogue, as_of=context.as_of)
            told = understood.query or understood.fault
            if understood.query is not None:
                found = answer(understood.query, self.catalogue)
            elif understood.fault is not None:
                found = answer_fault(understood.fault, self.catalogue)
            else:
                return WordedResult(call=call, missing=(arguments.question,))
        return WordedResult(
            call=call,
            evidence=found.evidence,
            result=found.summary,
            missing=found.missing,
            draft=found.draft,
            finding=told,
        )
