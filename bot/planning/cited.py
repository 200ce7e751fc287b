"""The number of a document that a text on file only names (《…实施细则》（深工信规〔2019〕9号）)."""

from __future__ import annotations

from bot.lead_ins import after_mark
from bot.matching import covered
from bot.metadata import MetaField
from bot.planning.asked import Asked, call
from bot.question import default_intents, default_phrases
from bot.types import ToolCall
from kb.types import CitedDocument
from kb.zh.sentences import sentences

_NAMED = 0.7  # share of what is asked that the title, with the heading over it, says
_KIND_CHARS = 2  # characters of the kind of document that a name ends with (细则, 措施, 通知)


def plan_cited_number(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the sentence that gives the number of a document named in a text.

    None where something else is asked, or where a document on file is named as well as that one.
    """
    if asked.question.fields != (MetaField.DOC_NUMBER,):
        return None
    name = _name(asked.text)
    cited = [c for i in asked.desk.knowledge.metas for c in asked.desk.knowledge.of(i).cited]
    scored = [(_share(asked, name, c), c) for c in cited if name[-_KIND_CHARS:] in c.title]
    share, best = max(scored, key=lambda s: (s[0], bool(s[1].doc_number)), default=(0.0, None))
    on_file = max((covered(name, m.title) for m in asked.desk.knowledge.metas.values()), default=0.0)
    if best is None or not best.doc_number or share < _NAMED or share <= on_file:
        return None
    text, own = asked.desk.text_of(best.document_id) or "", [best.document_id]
    start, end = next(((s, e) for s, e in sentences(text) if s <= best.start < e), (best.start, best.end))
    return [call("search_policy", query=asked.text, document_ids=own, start=after_mark(text, start), end=end)]


def _name(text: str) -> str:
    """Return the words of a question that name the document whose number is asked for."""
    for field, pattern in default_intents().fields:
        text = pattern.sub(" ", text) if field is MetaField.DOC_NUMBER else text
    return "".join(default_phrases().stop.sub(" ", text).split()).rstrip("的")


def _share(asked: Asked, name: str, cited: CitedDocument) -> float:
    """Return the share of a name that the title of a document says, with the heading it stands under (深圳)."""
    return covered(name, f"{asked.desk.section_words(cited.document_id, cited.start)}{cited.title}")
