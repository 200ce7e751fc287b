"""Rows of tables as a tool: one set of record tables per state of the knowledge base."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

from bot.desk import Desk, ToolContext
from bot.figures.region_names import RegionNames
from bot.figures.surface import clean
from bot.records.answer import RecordAnswer, RecordSpeaker
from bot.records.ask import RecordQuery, Wanted, ask, columns_asked
from bot.records.bands import amounts
from bot.records.blanks import blanks
from bot.records.follow import follow
from bot.records.likely import in_place_of, likely
from bot.records.phrases import record_phrases
from bot.records.stages import stages
from bot.records.table import RecordTable
from bot.records.tiers import TierTable, tier_asked
from bot.standards.desk import StandardDesk
from bot.standards.say import Told
from bot.tools import LookUpTable
from bot.types import Draft, Outcome, ToolCall, ToolResult
from bot.worded import WordedResult

MAX_STANDARD_CHARS = 14  # 要是投了1000万呢
MAX_FOLLOW_CHARS = 10  # longer questions stand alone

_FEW_ROWS = 2
_LATELY = 16


class RecordDesk:
    """Find and word rows of tables over one state of the knowledge base."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._likely = lru_cache(maxsize=_LATELY)(self._find)  # the planner and the tool ask the same
        self.standards = StandardDesk(desk)

    @cached_property
    def tables(self) -> tuple[RecordTable, ...]:
        """Every table on file that holds words about its rows; made on first need."""
        regions = RegionNames(self._desk.lexicon)
        metas = self._desk.knowledge.metas
        made = (RecordTable.of(t, metas.get(t.document_id), regions) for t in self._desk.knowledge.tables)
        return tuple(table for table in made if table is not None)

    @cached_property
    def _of_notices(self) -> tuple[RecordTable, ...]:
        """Every table of the notices on file, those of numbers alone too."""
        regions, metas = RegionNames(self._desk.lexicon), self._desk.knowledge.metas
        held = [t for t in self._desk.knowledge.tables if t.document_id in self._desk.primary]
        made = (RecordTable.of(t, metas.get(t.document_id), regions, numbers=True) for t in held)
        return tuple(table for table in made if table is not None)

    @cached_property
    def _tiered(self) -> tuple[TierTable, ...]:
        """Every table of the notices on file with a column of ranges."""
        made = (TierTable.of(table) for table in self._of_notices)
        return tuple(tier for tier in made if tier is not None)

    def understand(self, question: str) -> tuple[RecordQuery, ...]:
        """Return what a question asks of tables; nothing where no table accounts for all of it."""
        return ask(question, self.tables)

    def likely(self, question: str) -> tuple[RecordQuery, ...]:
        """Return what a question asks of rows of notices that it names by some of their words."""
        return self._likely(question)

    def _find(self, question: str) -> tuple[RecordQuery, ...]:
        if lacking := blanks(question, self._of_notices):
            return lacking
        if tier := tier_asked(question, self._tiered, self._desk):
            return tier
        primary = set(self._desk.primary)
        if (staged := stages(question, [t for t in self.tables if t.table.document_id in primary])) is not None:
            return (staged,)
        return likely(question, [t for t in self.tables if t.table.document_id in primary], self._desk)

    def several(self, question: str) -> bool:
        """Say whether several cells of one row are asked for at once (补助比例多少、最多补多少): one question."""
        if self.standard(question) is not None:
            return True
        return any(len(q.columns) > 1 and len(q.rows) == 1 for q in self.likely(question))

    def standard(self, question: str) -> str | None:
        """Return the document of the table of standards that answers a question, or None."""
        meant = self.standards.meant(question)
        if meant is None or self._told(question, self._desk.document_ids) is None:
            return None
        return meant.table.table.document_id

    def _told(self, question: str, wanted: Collection[str]) -> Told | None:
        """Return what a standard says; None where nothing is computed and the row of a range says it all."""
        told = self.standards.answer(question, wanted)
        if told is None or told.reckoned:
            return told
        ranged = tier_asked(question, self._tiered, self._desk)
        return None if any(len(q.columns) <= len(told.columns) for q in ranged) else told

    def follow(self, question: str, before: str, names: Sequence[str]) -> str | None:
        """Return a short question as one that stands alone, by the rows that the turn before was about."""
        core = clean(record_phrases().follow.sub("", clean(question))).removesuffix("的")
        if 1 < len(core) <= MAX_STANDARD_CHARS and (asked := self.standards.follow(core, before)) is not None:
            return asked
        followed = follow(question, before, names, self.tables)
        return followed if followed is not None else self._follow_likely(question, before)

    def _follow_likely(self, question: str, before: str) -> str | None:
        """Return a short question as one on the rows that the turn before most likely meant, or on others like them."""
        core = clean(record_phrases().follow.sub("", question)).removesuffix("的").rstrip("?")
        if not 1 < len(core) <= MAX_FOLLOW_CHARS or self.understand(before):
            return None
        for query in self.likely(before):
            if query.wanted is Wanted.TIER and amounts(core):
                return clean(before).replace(query.asked, core)
            if len(query.rows) <= _FEW_ROWS and columns_asked(core, query.table, (), numbers=True):
                return "、".join(query.table.text(row, query.table.entity) for row in query.rows) + core
            if (asked := in_place_of(query, before, core, self._desk)) is not None:
                return asked
        return None

    def run(self, context: ToolContext, arguments: LookUpTable) -> ToolResult:
        """Answer a question from every table that it may mean."""
        call = ToolCall(name="look_up_table", arguments=arguments.model_dump(mode="json", exclude_none=True))
        wanted = context.wanted(arguments.document_ids)
        if (told := self._told(arguments.question, wanted)) is not None:
            return WordedResult(call=call, evidence=tuple(told.book.values()), result=[told.summary], draft=told.draft)
        queries = self._narrower(arguments.question) or self.understand(arguments.question)
        queries = queries or self.likely(arguments.question)
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

    def _narrower(self, question: str) -> tuple[RecordQuery, ...]:
        """Return what a question asks by some of its words, where that says more, or of fewer of the same rows."""
        sure, likely = self.understand(question), self.likely(question)
        if len(sure) != 1 or not likely:
            return ()
        (whole,), part = sure, likely[0]
        same = part.table is whole.table and part.wanted is whole.wanted is Wanted.VALUE
        within = set(part.rows) <= set(whole.rows) and set(part.columns) >= set(whole.columns)
        return likely if same and within else ()

    def answer(self, query: RecordQuery) -> RecordAnswer:
        """Return the worded answer to a query."""
        document_id = query.table.table.document_id
        return RecordSpeaker(query, {document_id: self._desk.text_of(document_id) or ""}).answer()
