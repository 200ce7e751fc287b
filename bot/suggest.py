"""Offer next questions that this knowledge base can answer: each is tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any

from bot.desk import Desk
from bot.wording import default_wording, load_yaml

_OFFERED = 3
_REMEMBERED = 2_000


@lru_cache(maxsize=1)
def _templates() -> dict[str, list[str]]:
    data: dict[str, list[str]] = load_yaml("suggestions.yaml")
    return data


class Suggester:
    """Choose suggestions; remembers which questions were found answerable until documents change."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, date], bool] = {}

    def forget(self) -> None:
        """Forget what was answerable; the documents have changed."""
        self._known.clear()

    def suggest(
        self,
        question: str,
        frame: dict[str, Any],
        day: date,
        *,
        own: Sequence[str],
        words: Mapping[str, str],
        answerable: Callable[[str], bool],
    ) -> tuple[str, ...]:
        """Return up to three questions, those that the tools themselves propose first.

        Args:
            question: the question just answered, which is not offered again.
            frame: what was understood of it.
            day: the day answers are for.
            own: questions that a tool proposes.
            words: what templates are filled with; one that names more is left out.
            answerable: tries a question.
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
            if self._is_answerable(candidate, day, answerable):
                offered.append(candidate)
            if len(offered) == _OFFERED:
                break
        return tuple(offered)

    def _is_answerable(self, question: str, day: date, answerable: Callable[[str], bool]) -> bool:
        key = (question, day)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = answerable(question)
        return self._known[key]


def notice_of(desk: Desk, frame: dict[str, Any]) -> dict[str, str]:
    """Return how to call the notice that a turn was about: by its title where another is meant by 通知 alone."""
    about = [i for i in frame.get("documents", ()) if i in desk.primary]
    title = desk.meta(about[0]).title if about and about[0] != desk.primary[0] else None
    say = default_wording().say
    return {"notice": say("the_document", title=title) if title else say("the_notice")} if desk.primary else {}
