"""Offer next questions that this knowledge base can answer: each is tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from bot.desk import Desk
from bot.wording import load_yaml
from kb.lexicon_index import REGION

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
        desk: Desk,
        question: str,
        frame: dict[str, Any],
        day: date,
        *,
        own: Sequence[str],
        answerable: Callable[[str], bool],
    ) -> tuple[str, ...]:
        """Return up to three questions, those that the tools themselves propose first.

        Args:
            desk: the records.
            question: the question just answered, which is not offered again.
            frame: what was understood of it.
            day: the day answers are for.
            own: questions that a tool proposes.
            answerable: tries a question.
        """
        cities = [m.canonical for m in desk.index.find(question, kinds={REGION})]
        city = next((desk.short(c) for c in cities if desk.region_level(c) == "city"), None)
        templates = _templates()
        candidates = list(own)
        for template in templates.get(frame.get("intent", ""), templates["policy"]):
            if "{city}" not in template:
                candidates.append(template)
            elif city:
                candidates.append(template.format(city=city))
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
