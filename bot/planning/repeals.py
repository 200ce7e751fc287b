"""Which texts a law or a notice repeals: the sentence that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.metadata import KEPT_IN_FORCE, REPEALS
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.types import ToolCall
from kb.types import LegalStatus
from kb.validity import legal_status
from kb.zh.sentences import sentences

_TITLE = re.compile("《[^》]+》")
_SEVERAL = 2  # titles that the sentence has to list where no document is named


def plan_repealed(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the sentence by which a document repeals others (哪些法律跟着作废); None where none does."""
    if plan_phrases().repealed_asked.search(asked.text) is None:
        return None
    named = [i for i in asked.reference.named if asked.desk.meta(i).kind in ("law", "regulation", "rule")]
    found = [
        (titles, document_id, start, end) for document_id in named for titles, start, end in _said(asked, document_id)
    ]
    if not found and not asked.reference.named and not asked.reference.generic:
        laws = [m for m in asked.desk.knowledge.metas.values() if m.kind == "law"]
        in_force = [m.id for m in laws if legal_status(m, asked.context.as_of) is LegalStatus.IN_FORCE]
        found = [(n, i, start, end) for i in in_force for n, start, end in _said(asked, i) if n >= _SEVERAL]
    if not found:
        return None
    _, document_id, start, end = max(found, key=lambda told: told[0])
    return [call("search_policy", query=asked.text, document_ids=[document_id], start=start, end=end)]


def _said(asked: Asked, document_id: str) -> Iterator[tuple[int, int, int]]:
    """Yield how many titles a sentence that repeals them lists, and where it stands."""
    text = asked.desk.text_of(document_id) or ""
    for start, end in sentences(text):
        said = text[start:end]
        titles = len(_TITLE.findall(said))
        if titles and REPEALS.search(said) and not KEPT_IN_FORCE.search(said):
            yield titles, start, end
