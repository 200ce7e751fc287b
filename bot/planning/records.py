"""Questions that a table on file answers in words, where it accounts for all that is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.query import FigureQuery, Operation
from bot.planning.asked import Asked, call
from bot.planning.documents import plan_metadata
from bot.planning.told import told_in_text
from bot.question import default_phrases
from bot.records.ask import RecordQuery, Wanted
from bot.types import ToolCall

_SURE = 0.8
_STAGES = 3  # the days of so many rows are those of all the stages
_LISTED = re.compile("名单|清单|目录|附件|附表|[哪谁]")
_TIMES = re.compile("时间|时限|期限|日期|截止")


def plan_records(asked: Asked) -> list[ToolCall] | None:
    """Return the call for rows of a table; None where no table accounts for the question, or contacts are asked for."""
    if asked.question.fields and plan_metadata(asked) is not None:
        return None  # 节能监察通知是哪个单位印发的: of the notice, not of what its tables list
    named = set(asked.reference.named)
    found = [q for q in asked.records if not named or q.table.table.document_id in named]
    whole = re.search("全[省市县区国]", asked.text) is not None and any(q.counting for q in found)
    if whole and told_in_text(asked):
        return None  # what the text says of everything is no count of the rows that a table lists
    if not found or any(_of_contact(asked, query) for query in found) or _kept_by_figures(asked, found):
        return None
    if default_phrases().when.search(asked.text) and all(_lists_all(query) for query in found):
        return None  # 什么时候公布名单: a day, and none that a table has
    return [call("look_up_table", question=asked.text, document_ids=list(asked.reference.named))]


def _lists_all(query: RecordQuery) -> bool:
    """Whether all the rows of a table would be listed, and nothing of them."""
    return query.wanted is Wanted.LIST and not query.conditions and not query.columns


def plan_standards(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what one gets or pays by a table of standards; None where none is meant."""
    document_id, named = asked.standard(asked.text), asked.reference.named
    if document_id is None or (named and document_id not in named):
        return None
    return [call("look_up_table", question=asked.text, document_ids=[document_id])]


def _kept_by_figures(asked: Asked, found: Sequence[RecordQuery]) -> bool:
    """Whether figures say which rows are meant (没把任务做够的), where a table would but list them all."""
    understood = asked.figures
    query = understood.query if understood is not None else None
    if query is None or understood is None or understood.score < _SURE:
        return False
    if query.operation is not Operation.FILTER:
        return _counted_in_column(asked, found, query)
    return bool(query.conditions) and all(q.wanted is Wanted.LIST and not q.conditions for q in found)


def _counted_in_column(asked: Asked, found: Sequence[RecordQuery], query: FigureQuery) -> bool:
    """Whether a column counts what lists hold but some of (强制性审核多少家), and the question names no list."""
    values = {value for q in found for _, value in q.conditions}
    counted = all(q.wanted is Wanted.LIST and q.counting for q in found) and bool(values)
    plain = query.operation is Operation.VALUE and len(query.measures) == 1 and query.measures[0].base is None
    if not counted or not plain or _LISTED.search(asked.text) is not None:
        return False
    table, _, column = query.measures[0].column.rpartition("#")
    cells = [f for f in asked.desk.knowledge.figures if f.table_id == table and str(f.column) == column]
    return bool(cells) and all(value in cells[0].metric for value in values)


def plan_rows(asked: Asked) -> list[ToolCall] | None:
    """Return the call for rows of a table that the question names by some of their words; None where it names none."""
    ids = set(asked.ids())
    found = [q for q in asked.likely(asked.text) if not ids or q.table.table.document_id in ids]
    if not found or any(_of_contact(asked, query) for query in found) or _kept_by_figures(asked, found):
        return None
    if asked.question.shows("deadline") and all(_timed(query) and len(query.rows) < _STAGES for query in found):
        return None  # a deadline is told with the days that are left
    return [call("look_up_table", question=asked.text, document_ids=[q.table.table.document_id for q in found])]


def _timed(query: RecordQuery) -> bool:
    """Whether nothing but times is asked for."""
    return all(_TIMES.search(query.table.columns[c].plain) for c in query.columns) and bool(query.columns)


def _of_contact(asked: Asked, query: RecordQuery) -> bool:
    """Whether a column asked for holds phones or people, of whom records of their own are kept."""
    cells = {query.table.text(row, column) for row in query.rows for column in query.columns}
    contacts = asked.desk.knowledge.of(query.table.table.document_id).contacts
    return any(cell and cell in (c.phone, c.email, c.name, c.address) for c in contacts for cell in cells)
