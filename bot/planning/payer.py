"""Whether money is for one or another to pay (经费由企业自筹吧, 钱是企业出还是财政出): who pays it is looked for."""

from __future__ import annotations

from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.types import ToolCall


def plan_payer(asked: Asked) -> list[ToolCall] | None:
    """Return the search for who pays what a question supposes someone to pay; None for other questions."""
    phrases = plan_phrases()
    supposed = phrases.payer.match(asked.text)
    if supposed is None:
        return None
    query = phrases.who_pays.format(what=phrases.funds.get(supposed["what"], supposed["what"]))
    return [call("search_policy", query=query, document_ids=list(asked.told_ids()))]
