"""What those have to do to whom a notice goes, named by their office (佛山市工信局要做什么)."""

from __future__ import annotations

from bot.desk import Desk
from bot.obligations import list_obligations
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases, read_question, topic_of
from bot.types import ToolCall
from kb.lexicon_index import ORGANISATION, REGION, Match

_OFFICE = "局"  # of a city or a county; 厅 and 委 stand above them


def plan_recipient(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the duties of the authorities of a city to whom a notice goes; None for other questions.

    Where the notice speaks of the office itself (县级生态环境局应当…), its own duties are told elsewhere.
    """
    desk = asked.desk
    bodies = desk.index.find(asked.text, kinds={ORGANISATION})
    if not bodies or not asked.question.shows("obligation") or _says_more(asked, bodies):
        return None
    for document_id in asked.ids() or desk.primary:
        if not all(_is_recipient(desk, document_id, body.canonical) for body in bodies):
            continue
        arguments = {"addressee": plan_phrases().cities, "document_ids": [document_id]}
        found = list_obligations(asked.context, addressee=plan_phrases().cities, document_ids=[document_id])
        return [call("list_obligations", **arguments)] if found.evidence else None
    return None


def _is_recipient(desk: Desk, document_id: str, body: str) -> bool:
    """Say whether a notice goes to a body and tells it nothing by name."""
    root = body.removesuffix(_OFFICE)
    if root == body or root not in (desk.meta(document_id).recipients or ""):
        return False
    return not any(root in o.subject for o in desk.knowledge.of(document_id).obligations if o.modal)


def _says_more(asked: Asked, bodies: list[Match]) -> bool:
    """Say whether a question asks for more than what those bodies have to do: about some matter."""
    desk, text = asked.desk, asked.text
    named = desk.index.find(text, kinds={REGION, "role"})
    if any(m.kind != REGION and m.canonical != plan_phrases().cities for m in named):
        return True  # 对企业有什么要求
    for match in sorted([*bodies, *named], key=lambda m: -m.start):
        text = f"{text[: match.start]} {text[match.end :]}"
    rest = plan_phrases().chores.sub(" ", topic_of(desk, read_question(desk, text)))
    words = (w for part in rest.split() for w, _, _ in desk.tokenizer.words(part))
    return any(len(w) > 1 and w not in default_phrases().idle for w in words)
