"""Sentences of a document in words: as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lead_ins import is_lead
from bot.policy import WhichLaw
from bot.premises import checked, only_limits
from bot.types import Choice, Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft
from bot.words.strength import strength_lead
from kb.lexicon_index import REGION

_NUMBERING = re.compile(
    r"^(?:\d+[.．、]\s*(?!\d)|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)](?=[各企市省县有因对凡经自用]))"
)
_LEADS_ON = re.compile(r"(?<=。)[^。]*(?:如下|见下表|如下表|见附表)[。：:]?$")  # leads on to a table that is not told
_PART_CHARS = 20
_HEADING_AFTER = re.compile(
    r"(?<=。)\s*(?:(?P<item>[（(][一二三四五六七八九十]+[）)])|[一二三四五六七八九十]+、)[^。；，：]{2,16}。?$"
)
_NEXT_ITEM = re.compile(r"[。；][（(][二2三3四4五5六6七7八8九9十][）)]")
_ITEM, _PART = re.compile("[（(][一二三四五六七八九十]+[）)]"), re.compile("[一二三四五六七八九十]+、")
_NEXT = re.compile(r"[。；](?:2[.．、](?!\d)|二、|[（(][二2][）)])")


def word_passages(context: WordContext, result: ToolResult) -> Draft:
    """Quote the sentences that answer; nothing when none does; ask which law is meant where many have the article."""
    if isinstance(result.finding, WhichLaw):
        which = result.finding
        text = context.wording.say("article_which")
        choices = tuple(Choice(label=t, question=f"《{t}》{which.article}") for t in which.titles)
        return Draft(outcome=Outcome.CLARIFY, statements=(Statement(text=text),), choices=choices)
    if result.missing or not result.evidence:
        return draft(Outcome.NO_ANSWER, [])
    asked = context.question.text
    limited = only_limits(asked, result.evidence)
    if limited is not None:
        return draft(Outcome.NO_ANSWER, [_said(*limited)])
    premise = checked(asked, result.evidence)
    if premise is not None:
        return draft(Outcome.ANSWERED, [_said(*premise)])
    lead = strength_lead(context, result.evidence)
    reckoned = [_said(item, item.record) for item in result.evidence if item.kind == "computed"]
    told = [item for item in result.evidence if item.kind != "computed"]
    return draft(Outcome.ANSWERED, [*reckoned, *lead, *attributed(context, told)])


def _said(evidence: Evidence, text: str) -> Statement:
    return Statement(text=one_line(text), evidence=(evidence.id,))


def attributed(context: WordContext, evidence: Sequence[Evidence]) -> list[Statement]:
    """Quote evidence; words of any document but a notice on file in full are said to be that document's."""
    statements: list[Statement] = []
    before: tuple[str, str] | None = None
    over: Evidence | None = None
    for item in evidence:
        if is_lead(item):
            over = item
            continue
        statement = quoted(item)
        if over is not None:
            text = f"{quoted(over).text.rstrip('。')}：{statement.text}"
            statement = Statement(text=text, evidence=(over.id, item.id))
            over = None
        where = (item.document_id, _place_of(context, item))
        if where != before and item.document_id not in context.desk.primary:
            title = context.desk.meta(item.document_id).title
            part = _place_of(context, item)
            name = "quote_from_part" if part else "quote_from"
            text = context.wording.say(name, title=title, part=part, quote=statement.text)
            statement = Statement(text=text, evidence=statement.evidence)
        before = where
        statements.append(statement)
    return statements


def _place_of(context: WordContext, evidence: Evidence) -> str:
    """Return the heading that says of which place the words are, where the title of the document names another."""
    desk = context.desk
    section = desk.section_at(evidence.document_id, evidence.start)
    parts = section.path if section else ()
    titled = {m.canonical for m in desk.index.find(desk.meta(evidence.document_id).title, kinds={REGION})}
    for part in parts:
        if len(part) <= _PART_CHARS and {m.canonical for m in desk.index.find(part, kinds={REGION})} - titled:
            return part
    return ""


def whole_sentence(context: WordContext, evidence: Evidence) -> tuple[str, int]:
    """Return the document and the start of the sentence that holds `evidence`."""
    text = context.desk.text_of(evidence.document_id) or ""
    return evidence.document_id, max(text.rfind(mark, 0, evidence.start) for mark in "。\n；")


def quoted(evidence: Evidence) -> Statement:
    """Return a statement in the very words of the evidence, ended as a sentence."""
    text = one_line(evidence.quote)
    first = _NUMBERING.match(text)
    goes_on = _NEXT_ITEM if first and first[0][0] in "（(" else _NEXT
    if first and not goes_on.search(text, first.end()):  # the number of a list that goes on stays
        text = text[first.end() :]
    after = _HEADING_AFTER.search(text)
    if after is not None and not (_ITEM if after["item"] else _PART).search(text, 0, after.start()):
        text = text[: after.start()]  # the heading of what follows, which is not told
    text = _LEADS_ON.sub("", text).rstrip("，；、,;：: ")
    if not text.endswith(("。", "！", "？")):
        text += "。"
    return Statement(text=text, evidence=(evidence.id,))


def one_line(quote: str) -> str:
    """Join the lines of a quote; a space stays where a number or letter would run into the next (附件1 2023年)."""
    text = ""
    for line in (part.strip() for part in quote.split("\n")):
        apart = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        text += (" " if apart else "") + line
    return text
