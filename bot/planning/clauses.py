"""Questions that one clause of a notice answers (多久, 有什么后果, 是什么意思): that clause is quoted."""

from __future__ import annotations

from bot.clause_kinds import told, told_of_supposed, told_whether
from bot.clauses import Clause, clause_phrases
from bot.planning.asked import Asked, call
from bot.types import ToolCall

_LEAST, _SUPPOSED, _WHETHER = 0.7, 0.75, 0.7


def plan_clause(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for the clauses that answer, where they hold nearly all that is asked about; None else."""
    spoken_of = tuple(i for i in asked.recent[:1] if i in asked.desk.primary)
    explained = spoken_of if clause_phrases().explained.search(asked.text) else ()  # …，谁解释
    found = told(asked.desk, asked.text, asked.ids() or explained or asked.desk.primary, least=_LEAST)
    return _quoted(asked, found)


def plan_confirmed(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the clause that confirms, corrects or decides what is asked (是吗, 能不能); None else."""
    meant = asked.ids() or asked.desk.primary
    found = told_of_supposed(asked.desk, asked.text, meant, least=_SUPPOSED)
    return _quoted(asked, found or told_whether(asked.desk, asked.text, meant, least=_WHETHER))


def _quoted(asked: Asked, found: list[Clause]) -> list[ToolCall] | None:
    return [
        call("search_policy", query=asked.text, document_ids=[c.document_id], start=c.start, end=c.end) for c in found
    ] or None
