"""A question as read, with what it refers to: what every planner of a kind of question works on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.authority import placed
from bot.beside import Beside
from bot.concepts import Concept
from bot.desk import Desk, ToolContext
from bot.figures.outcome import Understanding
from bot.own_notice import notice_spoken_of
from bot.question import Question
from bot.records.ask import RecordQuery
from bot.reference import Reference, focus, year_of
from bot.types import ToolCall


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A standalone question.

    Attributes:
        context: the desk, the day, and the documents in question.
        question: the question as read.
        reference: the documents it refers to.
        figures: how the figure engine understood it, where there is one.
        records: what it asks of the words of tables.
        likely: finds what it most likely asks of rows of tables, where they are not named in full.
        standard: finds the document of the table of standards that it asks of.
        concepts: finds the content words of a question.
        recent: documents of the turns before, the last first.
        beside: the sentence beside the one quoted before that answers, where there is one.
    """

    context: ToolContext
    question: Question
    reference: Reference
    figures: Understanding | None = None
    records: Sequence[RecordQuery] = ()
    likely: Callable[[str], Sequence[RecordQuery]] = lambda _question: ()
    standard: Callable[[str], str | None] = lambda _question: None
    concepts: Callable[[str], Sequence[Concept]] = lambda _question: ()
    recent: Sequence[str] = ()
    beside: Beside | None = None

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.context.desk

    @property
    def text(self) -> str:
        """The words of the question."""
        return self.question.text

    def ids(self) -> tuple[str, ...]:
        """Return the documents the question names, or means by 通知, a place, a year or its matter; empty for all."""
        return self.told_ids() or self._spoken_of()

    def told_ids(self) -> tuple[str, ...]:
        """Return the documents the question names, or means by 通知, a place or a year; empty for all."""
        if self.reference.named:
            return self.reference.named
        if self.reference.generic:
            return focus(self.desk, self.question, self.recent)
        notices = self.desk.primary
        elsewhere = self.desk.provinces_in(self.text) - self.desk.home
        of_place = placed(self.desk, notices, self.text) if elsewhere else notices
        of_year = [i for i in of_place if year_of(self.desk.meta(i)) in self.question.years]
        meant = placed(self.desk, of_year, self.text) if of_year else of_place
        return meant if len(meant) < len(notices) else ()

    def _spoken_of(self) -> tuple[str, ...]:
        """Return the one notice whose own matter the question speaks of."""
        words = [c.word for c in self.concepts(self.text) if len(c.word) > 1 and not (c.place or c.light)]
        spoken_of = notice_spoken_of(self.desk, words) if len(self.desk.primary) > 1 else None
        return (spoken_of,) if spoken_of is not None else ()

    def headed_by_place(self) -> bool:
        """Say whether a digest on file has a part that is headed by a place which the question names."""
        return any(name in self.desk.places_headed for name in self.question.regions)


def words_of(asked: Asked, made: ToolCall) -> str:
    """Return the words of a document that a call quotes or names a duty by; empty where it does neither."""
    arguments = made.arguments
    if made.name == "search_policy" and arguments.get("end"):
        text = asked.desk.text_of(arguments["document_ids"][0]) or ""
        return text[arguments["start"] : arguments["end"]]
    return str(arguments.get("topic") or "") if made.name == "list_obligations" else ""


def call(tool: str, /, **arguments: Any) -> ToolCall:
    """Return a call with the arguments that say something."""
    return ToolCall(name=tool, arguments={k: v for k, v in arguments.items() if v not in (None, [], "")})
