"""Read a question against one table of records: which rows, which columns, which operation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.tableqa.cues import LimitCue, RankCue, found_word, limit_cues, rank_cues
from bot.tableqa.link import (
    MASK,
    SYNONYM,
    CellMention,
    ColumnLinker,
    ColumnMention,
    category_match,
    cell_mentions,
    mask,
)
from bot.tableqa.relation import Kind, Relation, cell_period
from bot.tableqa.terms import TableTerms
from bot.tableqa.text import bigrams, fold, number, periods
from bot.tableqa.types import Condition, Operation, Period, Plan, Ranking, Test

UNEXPLAINED = 3  # more unexplained characters than this name a measure that the table may not have
CATEGORY_CHARS = 14
FEW_VALUES = 12  # a text column with so few different values is a category (风险等级)
_WHICH = re.compile("哪|谁")
_HOW_MUCH = re.compile("多少|几")
_PLACE_IN_ORDER = re.compile("[前后第][一二两三四五六七八九十\\d]+[名位个家]?")
_ALL = re.compile("各(?!自|是|为|有|占)|每|所有|全部")
_LIST = re.compile("哪些|有哪|列出|列举|名单|都有谁")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A question with what was recognised in it, against one table."""

    table: Relation
    text: str  # folded; names and dates masked
    cells: tuple[CellMention, ...]
    columns: tuple[ColumnMention, ...]
    conditions: tuple[Condition, ...]
    notes: tuple[str, ...]
    explained: float
    unexplained: int  # characters of content that neither names, columns, title nor question words account for

    @property
    def only_number(self) -> int | None:
        """The one number column, if nothing in the question speaks of another measure."""
        return self.table.only_number if self.unexplained <= UNEXPLAINED else None

    @property
    def pinned(self) -> int | None:
        """The column of the rows named, the row-naming column first; None when no row is named."""
        held = [c.column for c in self.cells]
        if not held:
            return None
        return self.table.label if self.table.label in held else held[0]

    def named(self, column: int) -> list[CellMention]:
        """Return the cell mentions in a column."""
        return [cell for cell in self.cells if cell.column == column]


def plan(question: str, table: Relation, linker: ColumnLinker, terms: TableTerms) -> Plan:
    """Return the most plausible plan; its confidence is the share of the question that it explains."""
    reading = _read(question, table, linker, terms)
    compared = reading.pinned is not None and len(reading.named(reading.pinned)) > 1
    asks_which = bool(_WHICH.search(reading.text)) or "还是" in reading.text or "比较" in reading.text
    differs = found_word(reading.text, terms.difference) if compared else None
    limits = limit_cues(reading.text, terms)
    ranks = [] if differs else rank_cues(reading.text, terms, comparing=compared and asks_which)
    bounds, used = _bounds(limits, reading)
    rankings = _rankings(ranks, reading, linker, terms, used)
    conditions = [*reading.conditions, *bounds]
    if rankings or bounds or (_LIST.search(reading.text) and reading.pinned is None):
        conditions += _categories(reading, conditions, rankings)
    confidence = reading.explained
    if differs and (column := _value_column(reading, used)) is not None:
        return _plan(Operation.DIFFERENCE, (column,), conditions, (), confidence, reading)
    if _counts(reading, terms, bool(ranks)):
        return _plan(Operation.COUNT, (table.label,), conditions, (), confidence, reading)
    if rankings:
        select = _asked(reading, rankings, conditions)
        return _plan(Operation.RANK, select, conditions, rankings, confidence, reading)
    for operation, words in ((Operation.SUM, terms.sum), (Operation.MEAN, terms.mean)):
        column = _value_column(reading, used)
        many = reading.pinned != table.label or len(reading.named(table.label)) > 1
        if many and column is not None and table.kinds[column] is Kind.NUMBER and found_word(reading.text, words):
            return _plan(operation, (column,), conditions, (), confidence, reading)
    if bounds or (_LIST.search(reading.text) and reading.pinned is None):
        return _plan(Operation.FILTER, _asked(reading, (), conditions), conditions, (), confidence, reading)
    if reading.pinned is None and len(table.rows) > 1 and not reading.conditions and not _ALL.search(reading.text):
        return _plan(Operation.LOOKUP, (), conditions, (), 0.0, reading)  # no row is named: nothing to look up
    select = _looked_up(reading, used)
    operation = Operation.LOOKUP if reading.pinned is not None else Operation.FILTER
    return _plan(
        operation, select, conditions, (), confidence if reading.pinned is not None else confidence / 2, reading
    )


def _plan(
    operation: Operation,
    select: Sequence[int],
    conditions: Sequence[Condition],
    rankings: Sequence[Ranking],
    confidence: float,
    reading: Reading,
) -> Plan:
    return Plan(
        operation=operation,
        select=tuple(select),
        conditions=tuple(conditions),
        rankings=tuple(rankings),
        confidence=confidence,
        notes=reading.notes,
    )


def _read(question: str, table: Relation, linker: ColumnLinker, terms: TableTerms) -> Reading:
    text = fold(question)
    dates = periods(text)
    names = cell_mentions(text, table.rows, [c for c in _names_first(table) if table.varied[c] or len(table.rows) == 1])
    names = [n for n in names if all(n.end <= a or b <= n.start for a, b, _ in dates)]
    masked = mask(text, [(a, b) for a, b, _ in dates] + [(n.start, n.end) for n in names])
    columns = linker.mentions(masked, table.header)
    conditions: list[Condition] = []
    notes: list[str] = []
    missing = 0
    title = [p for _, _, p in periods(table.grid.title)]
    for start, end, period in dates:
        if any(period.holds(p) or p.holds(period) for p in title):
            continue
        column, held = _date_column(table, period)
        if not held:
            missing += 1
            notes.append(f"period not in table: {text[start:end]}")
        if column is not None and not any(c.test is Test.PERIOD and c.column == column for c in conditions):
            conditions.append(Condition(column=column, test=Test.PERIOD, period=period, words=text[start:end]))
    by_column: dict[int, set[int]] = {}
    for name in names:
        by_column.setdefault(name.column, set()).update(name.rows)
    conditions += [
        Condition(column=c, test=Test.IS, rows=frozenset(r), words=" ".join(n.text for n in names if n.column == c))
        for c, r in by_column.items()
    ]
    return Reading(
        table=table,
        text=masked,
        cells=tuple(names),
        columns=tuple(columns),
        conditions=tuple(conditions),
        notes=tuple(notes),
        explained=_explained(masked, columns, missing),
        unexplained=_unexplained(masked, columns, table, terms),
    )


def _names_first(table: Relation) -> list[int]:
    texts = table.columns(Kind.TEXT)
    return sorted(texts, key=lambda c: (c != table.label, not table.entities[c], c))


def _explained(masked: str, columns: Sequence[ColumnMention], missing: int) -> float:
    """Share of what is asked that the table has: names and columns against dates it lacks."""
    named = 1.0 if MASK in masked else 0.0
    best = max((m.strength for m in columns if not m.entity), default=0.0)
    return max(0.0, 0.5 * named + 0.5 * best - 0.4 * missing)


def _unexplained(masked: str, columns: Sequence[ColumnMention], table: Relation, terms: TableTerms) -> int:
    text = _PLACE_IN_ORDER.sub(MASK, mask(masked, [(m.start, m.end) for m in columns]))
    known = (*terms.question_words, *terms.counted, *terms.difference, *terms.sum, *terms.mean, *terms.above)
    known += (*terms.at_least, *terms.below, *terms.at_most, *terms.falling, *terms.rising, *terms.first, *terms.last)
    for word in sorted(set(known), key=len, reverse=True):
        text = text.replace(word, MASK)
    title = set(bigrams(table.grid.title))
    left = 0
    for piece in re.split(r"[^一-鿿a-z]+", text):
        kept = [pair for pair in bigrams(piece) if pair not in title] if len(piece) > 1 else []
        left += len(kept) + 1 if kept else 0
    return left


def _date_column(table: Relation, period: Period) -> tuple[int | None, bool]:
    """The date column to look the period up in, and whether it occurs there.

    A table that has dates but not this one answers with nothing, never with its other rows.
    """
    columns = table.columns(Kind.DATE)
    for column in columns:
        dates = [cell_period(table.cell(r, column)) for r in range(len(table.rows))]
        if any(p is not None and period.holds(p) for p in dates):
            return column, True
    return (columns[0] if columns else None), False


def _bounds(limits: Sequence[LimitCue], reading: Reading) -> tuple[list[Condition], set[int]]:
    """Turn number bounds into conditions on the nearest number column named before (else after)."""
    out: list[Condition] = []
    used: set[int] = set()
    for cue in limits:
        at = _nearest(reading, cue.start, cue.end, {Kind.NUMBER})
        index, column = at if at is not None else (-1, reading.only_number)
        if column is None:
            continue
        values = [v for r in range(len(reading.table.rows)) if (v := number(reading.table.cell(r, column))) is not None]
        low, high = _in_scale(cue, values)
        out.append(Condition(column=column, test=cue.test, low=low, high=high, words=reading.text[cue.start : cue.end]))
        used.add(index)
    return out, used


def _in_scale(cue: LimitCue, values: Sequence[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """Read 10亿 as 10 or as 1,000,000,000, whichever lies within the column (its unit is often unsaid)."""
    bounds = [b for b in (cue.low, cue.high) if b is not None]
    top = max(values, default=Decimal(0))
    as_written = all(scaled > top for _, scaled in bounds) and any(written <= top for written, _ in bounds)
    pick = 0 if as_written else 1
    return (cue.low[pick] if cue.low else None), (cue.high[pick] if cue.high else None)


def _nearest(reading: Reading, start: int, end: int, kinds: set[Kind]) -> tuple[int, int] | None:
    """Index and column of the mention nearest before `start`, else after `end`, whose column is of a kind."""
    fit = [(i, m) for i, m in enumerate(reading.columns) if not m.entity and reading.table.kinds[m.column] in kinds]
    beside = [(i, m) for i, m in fit if m.start >= end and reading.text[end : m.start] in ("", "的")]
    if beside:  # 最高均价, 最低的单价
        return beside[0][0], beside[0][1].column
    before = [(i, m) for i, m in fit if m.end <= start]
    if before:
        last = max(m.start for _, m in before)
        i, m = max(((i, m) for i, m in before if m.start == last), key=lambda x: x[1].strength)
        return i, m.column
    after = [(i, m) for i, m in fit if m.start >= end]
    return (after[0][0], after[0][1].column) if after else None


def _rankings(
    cues: Sequence[RankCue], reading: Reading, linker: ColumnLinker, terms: TableTerms, used: set[int]
) -> list[Ranking]:
    out: list[Ranking] = []
    for cue in cues:
        column = None
        implied = terms.implies.get(cue.word, ())
        at = _nearest(reading, cue.start, cue.end, {Kind.NUMBER, Kind.DATE})
        if at is not None and not (implied and at[0] in used):
            used.add(at[0])
            column = at[1]
        if implied and (column is None or not any(linker.means(reading.table.header[column], n) for n in implied)):
            named = [c for n in implied for c, h in enumerate(reading.table.header) if linker.means(h, n)]
            column = named[0] if named else column
        if column is None:
            column = reading.only_number
        if column is None:
            continue
        same = bool(out) and out[-1].column == column and out[-1].descending == cue.descending
        if same and len(cues) > 1 and cue.keep is None:
            continue  # 是甲更高，还是乙更高: one comparison said twice
        out.append(Ranking(column=column, descending=cue.descending, keep=cue.keep or 1, skip=cue.skip))
    return out


def _categories(reading: Reading, given: Sequence[Condition], rankings: Sequence[Ranking]) -> list[Condition]:
    """Conditions on columns of few values that the question names loosely (信用债处于正常状态)."""
    table = reading.table
    taken = {c.column for c in given} | {r.column for r in rankings}
    out: list[Condition] = []
    for column in table.columns(Kind.TEXT):
        values = [v for v in table.values(column) if v]
        if column in taken or column == table.label or not 2 <= len(values) <= FEW_VALUES:
            continue
        if max(len(value) for value in values) > CATEGORY_CHARS:
            continue
        if not any(m.column == column for m in reading.columns):
            continue
        match = category_match(reading.text, values)
        if match is None:
            continue
        value = match[0]
        rows = frozenset(r for r in range(len(table.rows)) if table.cell(r, column) == value)
        out.append(Condition(column=column, test=Test.IS, rows=rows, words=value))
    return out


def _counts(reading: Reading, terms: TableTerms, ranked: bool) -> bool:
    """Whether rows are to be counted: 多少块地, unless a column of that name answers, or one row is named."""
    span = found_word(reading.text, terms.counted)
    if span is None or ranked or reading.pinned == reading.table.label:
        return False
    return not any(
        m.start <= span[0] and span[1] <= m.end and m.strength >= SYNONYM and not m.entity for m in reading.columns
    )


def _value_column(reading: Reading, used: set[int]) -> int | None:
    """The number column that the question names best."""
    fit = [
        m
        for i, m in enumerate(reading.columns)
        if i not in used and not m.entity and reading.table.kinds[m.column] is Kind.NUMBER
    ]
    return max(fit, key=lambda m: (m.strength, m.weight)).column if fit else reading.only_number


def _asked(reading: Reading, rankings: Sequence[Ranking], conditions: Sequence[Condition]) -> tuple[int, ...]:
    """Columns to return for the rows that a ranking or a filter leaves."""
    table = reading.table
    if rankings and reading.pinned is not None and len(reading.named(reading.pinned)) > 1:
        return (reading.pinned,)
    which = _WHICH.search(reading.text)
    entities = [m for m in reading.columns if m.entity and table.kinds[m.column] is not Kind.NUMBER]
    free = [m for m in entities if not any(c.column == m.column and c.test is Test.IS for c in conditions)]
    if which is None and rankings and _HOW_MUCH.search(reading.text):
        return (rankings[-1].column,)
    pool = free or entities
    if pool and which is not None:
        near = min(pool, key=lambda m: (abs(m.start - which.start()), -m.strength))
        return (near.column,)
    return (pool[-1].column,) if pool else (table.label,)


def _looked_up(reading: Reading, used: set[int]) -> tuple[int, ...]:
    """Columns whose cells are asked for, in the order of the question."""
    table = reading.table
    taken = {c.column for c in reading.conditions if c.test is Test.IS}
    free = [m for i, m in enumerate(reading.columns) if i not in used and m.column not in taken]
    strong = [m for m in free if m.strength >= SYNONYM and not m.entity]
    strong = [m for m in strong if table.varied[m.column] or len(table.rows) == 1] or strong
    if strong:
        return tuple(dict.fromkeys(m.column for m in strong))
    weak = [m for m in free if not m.entity]
    if weak:
        kind = Kind.NUMBER if _HOW_MUCH.search(reading.text) else Kind.TEXT
        best = max(weak, key=lambda m: (m.weight, table.kinds[m.column] is kind))
        return (best.column,)
    entities = [m for m in free if m.entity]
    if entities:
        return (entities[-1].column,)
    if reading.pinned != table.label:
        return (table.label,)
    return () if reading.only_number is None else (reading.only_number,)
