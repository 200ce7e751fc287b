"""Rows of tables as a tool: one set of record tables per state of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bot.desk import Desk, ToolContext
from bot.figures.views import RegionNames
from bot.records.answer import RecordAnswer, RecordSpeaker
from bot.records.ask import RecordQuery, ask
from bot.records.follow import follow
from bot.records.likely import likely
from bot.records.table import RecordTable
from bot.tools import LookUpTable
from bot.types import Draft, Outcome, ToolCall, ToolResult
from bot.worded import WordedResult


class RecordDesk:
    """Find and word rows of tables over one state of the knowledge base."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def tables(self) -> tuple[RecordTable, ...]:
        """Every table on file that holds words about its rows; made on first need."""
        regions = RegionNames(self._desk.lexicon)
        metas = self._desk.knowledge.metas
        made = (RecordTable.of(t, metas.get(t.document_id), regions) for t in self._desk.knowledge.tables)
        return tuple(table for table in made if table is not None)

    def understand(self, question: str) -> tuple[RecordQuery, ...]:
        """Return what a question asks of tables; nothing where no table accounts for all of it."""
        return ask(question, self.tables)

    def likely(self, question: str) -> tuple[RecordQuery, ...]:
        """Return what a question asks of rows of notices that it names by some of their words."""
        primary = set(self._desk.primary)
        return likely(question, [t for t in self.tables if t.table.document_id in primary], self._desk)

    def several(self, question: str) -> bool:
        """Say whether several cells of one row are asked for at once (补助比例多少、最多补多少): one question."""
        return any(len(q.columns) > 1 and len(q.rows) == 1 for q in self.likely(question))

    def follow(self, question: str, before: str, names: Sequence[str]) -> str | None:
        """Return a short question as one that stands alone, by the rows that the turn before was about."""
        return follow(question, before, names, self.tables)

    def run(self, context: ToolContext, arguments: LookUpTable) -> ToolResult:
        """Answer a question from every table that it may mean."""
        call = ToolCall(name="look_up_table", arguments=arguments.model_dump(mode="json", exclude_none=True))
        wanted = context.wanted(arguments.document_ids)
        queries = self.understand(arguments.question) or self.likely(arguments.question)
        found = [self.answer(q) for q in queries if q.table.table.document_id in wanted]
        if not found:
            return WordedResult(call=call, missing=(arguments.question,))
        draft = Draft(
            outcome=Outcome.ANSWERED,
            statements=tuple(statement for answer in found for statement in answer.draft.statements),
            blocks=tuple(block for answer in found for block in answer.draft.blocks),
        )
        return WordedResult(
            call=call,
            evidence=tuple({e.id: e for answer in found for e in answer.evidence}.values()),
            result=[answer.summary for answer in found],
            draft=draft,
        )

    def answer(self, query: RecordQuery) -> RecordAnswer:
        """Return the worded answer to a query."""
        document_id = query.table.table.document_id
        return RecordSpeaker(query, {document_id: self._desk.text_of(document_id) or ""}).answer()
