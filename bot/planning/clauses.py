"""Questions that one clause of a notice answers (多久, 有什么后果, 是什么意思): that clause is quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.clause_kinds import told, told_of_supposed, told_whether
from bot.clauses import Clause, clause_phrases
from bot.planning.asked import Asked, call
from bot.types import ToolCall
from kb.types import LegalStatus
from kb.validity import legal_status

_LEAST, _SUPPOSED, _WHETHER = 0.7, 0.75, 0.7


def plan_clause(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for the clauses that answer, where they hold nearly all that is asked about; None else."""
    spoken_of = tuple(i for i in asked.recent[:1] if i in asked.desk.primary)
    if spoken_of and not asked.ids() and clause_phrases().explained.search(asked.text):  # …，谁解释
        return _quoted(asked, told(asked.desk, asked.text, spoken_of, least=_LEAST))
    return _quoted(asked, _best(asked, lambda ids: told(asked.desk, asked.text, ids, least=_LEAST)))


def plan_confirmed(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the clause that confirms, corrects or decides what is asked (是吗, 能不能); None else."""
    found = _best(asked, lambda ids: told_of_supposed(asked.desk, asked.text, ids, least=_SUPPOSED))
    return _quoted(asked, found or _best(asked, lambda ids: told_whether(asked.desk, asked.text, ids, least=_WHETHER)))


def _best(asked: Asked, find: Callable[[Sequence[str]], list[Clause]]) -> list[Clause]:
    """Return the clause of a notice that answers, or that of a rule in force on file in short which says more of it.

    申请验收交什么材料: 企业申请验收要提交的材料有…, not 上传审核材料.
    """
    ids = asked.ids() or asked.desk.primary
    found = find(ids)
    if not found or asked.ids():
        return found
    rules = [m for m in asked.desk.knowledge.metas.values() if not m.full_text and m.kind != "notice"]
    rules = [m for m in rules if legal_status(m, asked.context.as_of) is not LegalStatus.REPEALED]
    further = find([*ids, *(m.id for m in rules if m.id not in asked.desk.knowledge.superseded_digests)])
    return further if further and further[0].score > found[0].score else found


def _quoted(asked: Asked, found: list[Clause]) -> list[ToolCall] | None:
    return [
        call("search_policy", query=asked.text, document_ids=[c.document_id], start=c.start, end=c.end) for c in found
    ] or None
