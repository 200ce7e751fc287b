"""Decide by rule which tool answers a question: ways of asking first, then what the records can answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.choices import BareQuestion, bare_question
from bot.clauses import clause_phrases
from bot.focus import act_asked, said_in, turns_on
from bot.places import is_of_places
from bot.planning.apart import plan_contacts_apart, plan_deadlines_apart, plan_deadlines_of_two, plan_told_apart
from bot.planning.asked import Asked, call, words_of
from bot.planning.cited import plan_cited_number
from bot.planning.clauses import plan_clause, plan_confirmed
from bot.planning.columns import plan_columns
from bot.planning.contacts import plan_contact
from bot.planning.days import plan_days
from bot.planning.deadlines import deadline_in, plan_dated, plan_deadline, plan_level
from bot.planning.documents import plan_article, plan_duty, plan_metadata, plan_part, plan_status
from bot.planning.figures import plan_figure, plan_in_full, plan_reckoned, plan_unlisted
from bot.planning.hours import plan_hours
from bot.planning.lists import plan_list, plan_membership, plan_things
from bot.planning.near import asked_near, planned_near
from bot.planning.obligations import plan_meaning, plan_obligation, plan_responsible, plan_strength, plan_worded
from bot.planning.payer import plan_payer
from bot.planning.phrases import plan_phrases
from bot.planning.quarters import plan_quarter
from bot.planning.recipients import plan_recipient
from bot.planning.records import plan_records, plan_rows, plan_standards
from bot.planning.repeals import plan_repealed
from bot.planning.scope import plan_scope
from bot.planning.stated import plan_stated
from bot.reading_rules import default_reading_rules
from bot.types import Evidence, ToolCall

_MAY_FAIL = ("list_deadlines", "list_obligations", "find_lists", "assess_audit_duty")  # then the text is searched
_IN_WORDS = frozenset({"policy", "obligation"})  # answered by words of the text, which have to say what is asked
_NEAR = frozenset({"contact", "deadline"})  # of the notice last spoken of, before others
# In this order: the first that knows the question answers it.
_WAYS: tuple[tuple[str, Callable[[Asked], list[ToolCall] | None]], ...] = (
    ("figure", plan_in_full),
    ("table", plan_standards),
    ("table", plan_records),
    ("days", plan_days),
    ("figure", plan_unlisted),
    ("figure", plan_reckoned),
    ("columns", plan_columns),
    ("contact", plan_hours),
    ("contact", plan_contacts_apart),
    ("deadline", plan_deadlines_apart),
    ("deadline", plan_deadlines_of_two),
    ("contact", plan_contact),
    ("article", plan_article),
    ("list", plan_part),
    ("note", plan_scope),
    ("duty", plan_duty),
    ("policy", plan_repealed),
    ("metadata", plan_cited_number),
    ("metadata", plan_metadata),
    ("status", plan_status),
    ("table", plan_rows),
    ("list", plan_things),
    ("policy", plan_clause),
    ("policy", plan_told_apart),
    ("obligation", plan_worded),
    ("obligation", plan_strength),
    ("obligation", plan_meaning),
    ("membership", plan_membership),
    ("deadline", plan_quarter),
    ("deadline", plan_dated),
    ("list", plan_list),
    ("figure", plan_figure),
    ("deadline", plan_level),
    ("deadline", plan_deadline),
    ("obligation", plan_responsible),
    ("obligation", plan_recipient),
    ("obligation", plan_obligation),
    ("policy", plan_confirmed),
    ("policy", plan_stated),
    ("policy", plan_payer),
)


@dataclass
class RulePlanner:
    """Plan one question.  Made anew for each question: it remembers what it has asked for.

    Attributes:
        asked: the standalone question as read.
        intent: how it was understood, once planned.
        bare: what to ask back, where the question is half a sentence.
    """

    asked: Asked
    intent: str = ""
    bare: BareQuestion | None = None
    _called: list[str] = field(default_factory=list)

    def plan(self, question: str, evidence: Sequence[Evidence]) -> list[ToolCall]:
        """Return the calls to make now; empty when the evidence suffices or nothing else could help."""
        if not self._called:
            calls = self._first()
        elif self._called == ["search_policy"] and evidence and self.asked.question.shows("deadline"):
            calls = deadline_in(self.asked, evidence[0])
        elif evidence or self._called[-1] not in _MAY_FAIL:
            calls = []
        else:
            calls = [self._search()]
        self._called += [made.name for made in calls]
        return calls

    def _first(self) -> list[ToolCall]:
        if self.asked.question.shows("smalltalk") and not self.asked.question.regions:
            self.intent, self.bare = "smalltalk", bare_question(self.asked.text)
            return []
        self.bare = bare_question(self.asked.text) if not self.asked.recent else None
        if self.bare is not None:
            self.intent = "bare"
            return []
        if plan_phrases().market.search(self.asked.text):  # no subsidy in a table is a price
            self.intent = "policy"
            return [self._search()]
        near = asked_near(self.asked)
        quoted_before = self.asked.beside.before if self.asked.beside is not None else frozenset()
        for intent, plan in _WAYS:
            calls = (planned_near(plan, near) if near is not None and intent in _NEAR else None) or plan(self.asked)
            if calls and intent in quoted_before:
                break
            if calls and intent in _IN_WORDS and not self._on_focus(calls):
                continue
            if calls:
                self.intent = intent
                return calls
        self.intent = "policy"
        return [self._search()]

    def _on_focus(self, calls: Sequence[ToolCall]) -> bool:
        """Say whether the words that calls quote say what a question turns on (企业集团必须买保险吗: 保险)."""
        asked, rules = self.asked, default_reading_rules()
        told = [text for made in calls if (text := words_of(asked, made))]
        if not told or clause_phrases().actor_supposed.search(asked.text):
            return True  # 验收是街道搞的吧: by whom it is done, whoever is supposed
        places = is_of_places(asked.desk, asked.text, "".join(told)) or not asked.headed_by_place()
        words = turns_on(asked.text, asked.concepts(asked.text), rules)
        return places and said_in(asked.desk, "".join(told), words, act_asked(asked.text, rules))

    def _search(self) -> ToolCall:
        if self.asked.beside is not None:  # what was quoted before, or stands beside it
            found = self.asked.beside.evidence
            stretch = {"start": found.start, "end": found.end}
            return call("search_policy", query=self.asked.text, document_ids=[found.document_id], **stretch)
        return call("search_policy", query=self.asked.text, document_ids=list(self.asked.told_ids()))
