"""What the numbers of a table count: whose enterprises, until when, which kinds; the note under the table says it."""

from __future__ import annotations

from bot.metadata import numbered_attachments
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.types import ToolCall
from kb.types import Table

_WORD = 3  # a longer word of the question may stand in the note in parts (生态环境部门: 生态环境主管部门)


def plan_scope(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the note of the table whose numbers are asked about; None where no such note says it."""
    said = plan_phrases().counts_what.search(asked.text)
    if said is None or plan_phrases().amounts.search(asked.text):
        return None
    ids = asked.ids() or asked.desk.primary
    noted = [t for t in asked.desk.knowledge.tables if t.document_id in ids and t.note]
    numbers = numbered_attachments(asked.text).keys()
    noted = [t for t in noted if any(numbered_attachments(p).keys() & numbers for p in t.section_path)] or noted
    if plan_phrases().counting.search(said["what"]):  # 平台那列是什么口径: the table is all that is named
        told = {t.id: _held(asked, asked.text, _head(t)) for t in noted}
    else:
        told = {t.id: _held(asked, said["what"], t.note or "") for t in noted}
    table = max(noted, key=lambda t: told[t.id], default=None)
    if table is None or not told[table.id]:
        return None
    label = next((part.split()[0] for part in table.section_path if numbered_attachments(part)), table.title)
    return [call("search_policy", query=f"{label}的注", document_ids=[table.document_id])]


def _head(table: Table) -> str:
    return "".join((table.title, *(cell.text for cell in table.header)))


def _held(asked: Asked, words: str, text: str) -> int:
    """Return how many characters of words, or of parts of long ones, stand in a text; a sum in both counts one."""
    cut = [w for w, _, _ in asked.desk.tokenizer.words(words) if len(w) > 1 and not w.isdigit()]
    parts = [p for w in cut for p in ((w,) if len(w) <= _WORD else (w[:2], w[2:]))]
    sums = plan_phrases().sums
    added = 1 if sums.search(words) and sums.search(text) else 0  # 两个厅合起来的: 合计数
    return added + sum(len(p) for p in dict.fromkeys(parts) if p in text)
