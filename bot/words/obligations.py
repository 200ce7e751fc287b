"""Duties in words: those of one strength together, each as the text puts it."""

from __future__ import annotations

from bot.types import Draft, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, draft
from bot.words.strength import strength_lead
from bot.words.text import attributed
from kb.types import Obligation, Strength

_SHOWN = 6
_HEADS = {
    Strength.MUST: "obligations_must",
    Strength.MUST_NOT: "obligations_must_not",
    Strength.MAY: "obligations_may",
    Strength.ENCOURAGED: "obligations_encouraged",
}


def word_obligations(context: WordContext, result: ToolResult) -> Draft:
    """Quote the clauses that hold the obligations; where their strengths differ, under a head for each."""
    shown = result.evidence[:_SHOWN]
    if not shown:
        return draft(Outcome.NO_ANSWER, [])
    strengths = {e.record.strength for e in shown if isinstance(e.record, Obligation)}
    statements = strength_lead(context, shown) if len(strengths) == 1 else []
    before: Strength | None = None
    for evidence in shown:
        strength = evidence.record.strength
        if len(strengths) > 1 and strength is not before:
            statements.append(Statement(text=context.wording.say(_HEADS[strength])))
        before = strength
        statements += attributed(context, [evidence])
    if len(result.evidence) > len(shown):  # how many is in no evidence, and would not be let through
        statements.append(Statement(text=context.wording.say("obligations_more")))
    blocks: list[dict[str, object]] = []
    duties = [s.text for s in statements if s.evidence]
    if len(duties) > 2:
        blocks.append({"type": "list", "items": duties})
    return draft(Outcome.ANSWERED, statements, blocks)
