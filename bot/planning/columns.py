"""Questions about what a table is made of: its columns, its rows."""

from __future__ import annotations

from bot.columns import column_phrases, made_of
from bot.planning.asked import Asked, call
from bot.reference import focus
from bot.types import ToolCall


def plan_columns(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the make of a table; None where a place is named, whose figures are asked for."""
    if asked.question.shows("contact"):
        return None  # 两位联系人各代表哪家单位: no unit of a table
    if asked.question.groups and not column_phrases().row.search(asked.text):
        return None
    if asked.question.regions:
        return _of_row(asked)
    ids = asked.ids() or focus(asked.desk, asked.question, asked.recent)
    if not made_of(asked.context, asked.text, ids):
        return None
    return [call("describe_table", question=asked.text, document_ids=list(ids))]


def _of_row(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the figure that a place has in a column named by its number (附件1第三列广州是多少)."""
    said = column_phrases().cell.search(asked.text)
    if said is None:
        return None
    ids = asked.ids() or focus(asked.desk, asked.question, asked.recent)
    made = made_of(asked.context, said[0] + "是什么", ids) if len(ids) == 1 else []
    if len(made) != 1 or made[0].place is None or not 0 < made[0].place <= len(made[0].columns):
        return None
    column = made[0].columns[made[0].place - 1]
    return [call("query_figures", question=f"{asked.text[: said.start()]}{column}{asked.text[said.end() :]}")]
