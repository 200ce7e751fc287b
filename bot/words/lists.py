"""Enumerations in words."""

from __future__ import annotations

import re

from bot.lists import part_words
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases
from bot.types import Draft, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft, joined
from kb.types import NamedList, Section
from kb.zh.numerals import parse_integer

_SUPPOSED = re.compile(r"([一二三四五六七八九十两\d]+)(?:个|项|条|家|座|类|部分)")
_ONLY = re.compile(
    "只(?:有|是|包括)|就(?:是|有)?(?=[一-龥]{2,}(?:[、和与及]|[一二两三四五六七八九十\\d]+[家个]))|仅(?:有|是)?"
)


def word_lists(context: WordContext, result: ToolResult) -> Draft:
    """Word a list, or whether something stands in it."""
    if not result.evidence:
        return draft(Outcome.NO_ANSWER, [])
    head = result.evidence[0]
    found, say = result.result, context.wording.say
    items: list[str] = found["items"]
    blocks: list[dict[str, object]] = [{"type": "list", "items": items}] if len(items) > 2 else []
    member = found["member"]
    meta = context.desk.meta(head.document_id)
    category = head.record.category if isinstance(head.record, NamedList) else "other"
    values = {
        "doc": say("doc_notice") if meta.kind == "notice" else say("doc_other", title=meta.title),
        "items": joined(items),
        "tail": say("open_tail") if found["open_ended"] else "",
        "of": _called(str(result.call.arguments.get("topic", "")), found["topic"], say(f"noun_{category}")),
    }
    if member is not None:
        inside: list[str] = found["contains"]
        outside = [m for m in member.split("、") if m not in inside]
        name = "member_some" if inside and outside else "member_yes" if inside else "member_no"
        whole = found.get("whole")
        if name == "member_yes" and whole and len(inside) == 1:
            name = "member_part"
        elif name == "member_yes" and len(items) > len(inside) and _ONLY.search(context.question.text):
            name = "member_more"
        elif name == "member_yes" and plan_phrases().denied.search(context.question.text):
            name = "member_in"
        text = say(
            name,
            noun=say(f"noun_{category}"),
            member=joined(inside or outside),
            inside=joined(inside),
            outside=joined(outside),
            whole=whole or "",
            **values,
        )
        return draft(Outcome.ANSWERED, [Statement(text=text, evidence=(head.id,))], blocks)
    if isinstance(head.record, NamedList):
        text = confirmed(context, say(f"list_{category}", count=str(len(items)), **values), len(items))
        return draft(Outcome.ANSWERED, [Statement(text=text, evidence=(head.id,))], blocks)
    statements = [
        Statement(
            text=confirmed(context, say("list_sections_head", topic=found["topic"], count=str(len(items))), len(items)),
            evidence=(head.id,),
        )
    ]
    for evidence in result.evidence[1:]:
        part = evidence.record
        assert isinstance(part, Section)
        text = say("list_section_item", label=part.label, title=part_words(context.desk, part))
        statements.append(Statement(text=text, evidence=(evidence.id,)))
    return draft(Outcome.ANSWERED, statements, blocks)


def _called(asked: str, topic: str, noun: str) -> str:
    """Return what the question calls the list (创新试点, of 创新试点城市), where the text calls it so too.

    A whole stretch of the text, kept from a turn before, is no name.
    """
    words = asked.replace(" ", "").removesuffix(noun)
    return words if len(words) > 1 and words in topic and words != topic else ""


def confirmed(context: WordContext, sentence: str, count: int) -> str:
    """Return a sentence that states a number of items, with 是的 or 不是 where the question supposes a number."""
    if not context.question.shows("membership") and not default_phrases().confirms.search(context.question.text):
        return sentence
    match = _SUPPOSED.search(context.question.text)
    said = parse_integer(match[1]) if match else None
    if said is None:
        return sentence
    return context.wording.say("count_yes" if said == count else "count_no", sentence=sentence)
