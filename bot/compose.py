"""Turn tool results into a draft: templates in `prompts/`, one module of `bot.words` per kind of result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.choices import BareQuestion, start_choices
from bot.question import default_phrases
from bot.types import Draft, Outcome, Statement, ToolResult
from bot.words.columns import word_columns
from bot.words.contacts import word_contacts
from bot.words.days import word_days
from bot.words.deadlines import word_deadlines
from bot.words.duty import word_duty
from bot.words.frame import WordContext
from bot.words.lists import word_lists
from bot.words.metadata import word_metadata
from bot.words.obligations import word_obligations
from bot.words.text import word_passages

WORDERS: dict[str, Callable[[WordContext, ToolResult], Draft]] = {
    "find_contacts": word_contacts,
    "list_deadlines": word_deadlines,
    "count_days": word_days,
    "describe_document": word_metadata,
    "describe_table": word_columns,
    "find_lists": word_lists,
    "list_obligations": word_obligations,
    "search_policy": word_passages,
    "assess_audit_duty": word_duty,
}

_BY_NOTICE = (
    "find_contacts",
    "list_deadlines",
    "find_lists",
    "search_policy",
)  # asked of several notices at once, each is named
_WORDED = ("query_figures", "look_up_table")  # these word their own results


class TemplateComposer:
    """Word results by template.

    Args:
        context: the desk, templates, question and day.
        figures: drafts of figure results by the identity of the result; the figure engine words its own.
    """

    def __init__(self, context: WordContext, figures: Callable[[ToolResult], Draft | None] | None = None) -> None:
        self._context = context
        self._figures = figures

    def compose(self, question: str, results: Sequence[ToolResult]) -> Draft:
        """Return a draft over all results: answered where any answers; sentences said once."""
        apart = _of_several(results)
        drafts = [
            self._named(result, draft) if apart else draft
            for result in results
            for draft in [self._word(result)]
            if draft is not None
        ]
        answered = [d for d in drafts if d.outcome is Outcome.ANSWERED and d.statements]
        clarify = [d for d in drafts if d.outcome is Outcome.CLARIFY]
        chosen = answered or clarify or [d for d in drafts if d.statements]
        statements: dict[str, Statement] = {}
        for draft in chosen:
            for statement in draft.statements:
                statements.setdefault(statement.text, statement)
        return Draft(
            outcome=chosen[0].outcome if chosen else Outcome.NO_ANSWER,
            statements=tuple(statements.values()),
            blocks=tuple(block for draft in chosen for block in draft.blocks),
            choices=tuple(choice for draft in chosen for choice in draft.choices),
            suggestions=tuple(s for draft in chosen for s in draft.suggestions),
        )

    def _named(self, result: ToolResult, draft: Draft) -> Draft:
        """Return a draft whose first sentence says of which document it is."""
        document = self._context.desk.knowledge.metas.get(result.call.arguments["document_ids"][0])
        if document is None or not draft.statements or draft.outcome is not Outcome.ANSWERED:
            return draft
        if document.id not in self._context.desk.primary and result.call.name == "search_policy":
            return draft  # its words are said to be its own
        first, *rest = draft.statements
        text = self._context.wording.say("quote_from", title=document.title, quote=first.text)
        return replace(draft, statements=(replace(first, text=text), *rest))

    def _word(self, result: ToolResult) -> Draft | None:
        if result.call.name in _WORDED:
            return self._figures(result) if self._figures else None
        return WORDERS[result.call.name](self._context, result)

    def opening(self, bare: BareQuestion | None) -> Draft:
        """Return the question back for half a sentence, else the greeting with the starting choices."""
        if bare is not None:
            return Draft(outcome=Outcome.CLARIFY, statements=(Statement(text=bare.ask),), choices=bare.choices)
        phrases, text = default_phrases(), self._context.question.text
        name = "thanks" if phrases.thanks.search(text) else "heard" if phrases.heard.search(text) else "hello"
        text = self._context.wording.say(name)
        return Draft(outcome=Outcome.CLARIFY, statements=(Statement(text=text),), choices=start_choices())


def _of_several(results: Sequence[ToolResult]) -> bool:
    """Say whether the same was asked of several documents, one call for each."""
    asked = [tuple(r.call.arguments.get("document_ids", ())) for r in results if r.call.name in _BY_NOTICE]
    return len(asked) > 1 and len(asked) == len(results) and len(set(asked)) == len(asked) and all(asked)
