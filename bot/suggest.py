"""Offer next questions that this knowledge base can answer: each is tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any

from bot.desk import Desk, ToolContext
from bot.lists import heading, listed_sections
from bot.replies import Reply
from bot.room import Room
from bot.types import Outcome
from bot.wording import default_wording, load_yaml

_OFFERED = 3
_REMEMBERED = 2_000
_PART_CHARS = 8
_REST = ("其他", "其它", "有关")


@lru_cache(maxsize=1)
def _templates() -> dict[str, list[str]]:
    data: dict[str, list[str]] = load_yaml("suggestions.yaml")
    return data


class Suggester:
    """Choose suggestions; remembers which questions were found answerable until documents change."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, date], frozenset[str] | None] = {}

    def forget(self) -> None:
        """Forget what was answerable; the documents have changed."""
        self._known.clear()

    def after(self, room: Room, reply: Reply, day: date, *, ask: Callable[[str], Reply | None]) -> tuple[str, ...]:
        """Return up to three questions to go on with after a reply; none where it asks back.

        Args:
            room: the records, and what reads them.
            reply: what was just answered.
            day: the day answers are for.
            ask: tries a question that stands alone.
        """
        if reply.draft.outcome is Outcome.CLARIFY:
            return ()

        def answered_from(question: str) -> frozenset[str] | None:
            tried = ask(question)
            if tried is None or tried.draft.outcome is not Outcome.ANSWERED:
                return None
            return frozenset(tried.frame.get("documents", ()))

        offers = room.figures.offers(reply.frame.get("figure"), reply.question)
        return self.suggest(
            reply.question,
            reply.frame,
            day,
            own=reply.draft.suggestions,
            words={**offers, **notice_of(ToolContext(desk=room.desk, as_of=day), reply.frame)},
            about=notice_about(room.desk, reply.frame),
            answered_from=answered_from,
        )

    def suggest(
        self,
        question: str,
        frame: dict[str, Any],
        day: date,
        *,
        own: Sequence[str],
        words: Mapping[str, str],
        about: str | None = None,
        answered_from: Callable[[str], frozenset[str] | None],
    ) -> tuple[str, ...]:
        """Return up to three questions, those that the tools themselves propose first.

        Args:
            question: the question just answered, which is not offered again.
            frame: what was understood of it.
            day: the day answers are for.
            own: questions that a tool proposes.
            words: what templates are filled with; one that names more is left out.
            about: the notice that the turn was about, from which alone the answers have to be; None for any.
            answered_from: tries a question; returns the documents that it is answered from, None where it is not.
        """
        templates = _templates()
        candidates = list(own)
        for template in templates.get(frame.get("intent", ""), templates["policy"]):
            if all(name in words for _, name, _, _ in Formatter().parse(template) if name):
                candidates.append(template.format(**words))
        offered: list[str] = []
        for candidate in dict.fromkeys(candidates):
            if candidate.rstrip("？?") == question.rstrip("？?"):
                continue
            documents = self._answered_from(candidate, day, answered_from)
            if documents is not None and (about is None or documents == {about}):
                offered.append(candidate)
            if len(offered) == _OFFERED:
                break
        return tuple(offered)

    def _answered_from(
        self, question: str, day: date, answered_from: Callable[[str], frozenset[str] | None]
    ) -> frozenset[str] | None:
        key = (question, day)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = answered_from(question)
        return self._known[key]


def notice_about(desk: Desk, frame: dict[str, Any]) -> str | None:
    """Return the notice that a turn was about, or None."""
    return next((i for i in frame.get("documents", ()) if i in desk.primary), None)


def notice_of(context: ToolContext, frame: dict[str, Any]) -> dict[str, str]:
    """Return how to call the notice that a turn was about, and what its parts that can be listed are called.

    It is called by its title where there are several.
    """
    desk, say = context.desk, default_wording().say
    if not desk.primary:
        return {}
    about = notice_about(desk, frame) or desk.primary[0]
    title = desk.meta(about).title if len(desk.primary) > 1 else None
    named = {"notice": say("the_document", title=title) if title else say("the_notice")}
    of_notice = say("of_the_document", title=title) if title else ""
    titles = dict.fromkeys(heading(section) for section, _ in listed_sections(context, (about,)))
    parts = [t for t in titles if len(t) <= _PART_CHARS and t[:2] not in _REST]
    return named | {name: of_notice + part for name, part in zip(("part", "other_part"), parts, strict=False)}
