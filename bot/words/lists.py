"""Enumerations in words."""

from __future__ import annotations

from bot.lists import heading
from bot.types import Draft, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft, joined
from kb.types import NamedList, Section


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
    }
    if member is not None:
        name = "member_yes" if found["contains"] else "member_no"
        text = say(name, noun=say(f"noun_{category}"), member=member, **values)
        return draft(Outcome.ANSWERED, [Statement(text=text, evidence=(head.id,))], blocks)
    if isinstance(head.record, NamedList):
        text = say(f"list_{category}", count=str(len(items)), **values)
        return draft(Outcome.ANSWERED, [Statement(text=text, evidence=(head.id,))], blocks)
    statements = [
        Statement(
            text=say("list_sections_head", topic=found["topic"], count=str(len(items))),
            evidence=(head.id,),
        )
    ]
    for evidence in result.evidence[1:]:
        part = evidence.record
        assert isinstance(part, Section)
        text = say("list_section_item", label=part.label, title=heading(part))
        statements.append(Statement(text=text, evidence=(evidence.id,)))
    return draft(Outcome.ANSWERED, statements, blocks)
