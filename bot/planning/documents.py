"""Questions about a document itself: its particulars, its status, one of its articles; and the duty of an audit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.authority import abroad
from bot.duty import aspect_of
from bot.matching import bigrams, covered
from bot.metadata import MetaField
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.question import default_intents, default_phrases
from bot.reference import focus
from bot.types import ToolCall
from kb.zh.numerals import article_number

_ABOUT = 0.5
_TITLE = re.compile(r"《[^《》]*》")


def plan_metadata(asked: Asked) -> list[ToolCall] | None:
    """Return the call for particulars of a document; None where something else is asked."""
    if not asked.question.fields:
        return None
    documents = asked.reference.named or focus(asked.desk, asked.question, asked.recent)
    if not about_document(asked, documents):
        matter = _matter(asked.text)
        documents = tuple(i for i in asked.desk.primary if covered(matter, asked.desk.meta(i).title) >= _ABOUT)
        if not matter or not documents or not about_document(asked, documents):
            return None
    return [call("describe_document", fields=[f.value for f in asked.question.fields], document_ids=list(documents))]


def _matter(text: str) -> str:
    """Return the words right before 通知 and the like (绿色工厂通知)."""
    match = re.search(rf"([一-龥]{{2,16}}?)(?:的)?(?:{default_phrases().doc_nouns.pattern})", text)
    return match[1] if match else ""


def about_document(asked: Asked, documents: Sequence[str]) -> bool:
    """Whether nothing but the document itself is asked about (经费从哪出 asks of the funds)."""
    desk, phrases = asked.desk, default_phrases()
    rest = _TITLE.sub(" ", asked.text)
    for _, pattern in default_intents().fields:
        rest = pattern.sub(" ", rest)
    for name in documents:
        meta = desk.meta(name)
        for alias in sorted((meta.title, *meta.aliases, meta.doc_number or ""), key=len, reverse=True):
            rest = rest.replace(alias, " ") if alias else rest
    rest = phrases.doc_nouns.sub(" ", phrases.stop.sub(" ", rest))
    rest = plan_phrases().about_document.sub("", rest)
    titles = "".join(desk.meta(name).title for name in documents)
    return len([g for g in bigrams(rest) if g not in bigrams(titles)]) == 0 if len(rest) > 1 else True


def plan_status(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the legal status of a document."""
    if not asked.question.shows("status"):
        return None
    documents = asked.reference.named or (
        focus(asked.desk, asked.question, asked.recent) if asked.reference.generic else ()
    )
    if not documents:
        return None
    return [call("describe_document", fields=[MetaField.STATUS.value], document_ids=list(documents))]


def plan_article(asked: Asked) -> list[ToolCall] | None:
    """Return the call for an article of a law."""
    if not asked.question.articles:
        return None
    number = article_number(f"第{asked.question.articles[0]}条")
    return [call("search_policy", query=asked.text, article=number, document_ids=list(asked.reference.named))]


def plan_duty(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the duty of a mandatory audit."""
    aspect = aspect_of(asked.text)
    if aspect is None or asked.reference.generic or asked.reference.named:
        return None
    if abroad(asked.desk, asked.text):
        return None  # another province's rules are for the search to find
    return [call("assess_audit_duty", question=asked.text, aspect=aspect.value)]
