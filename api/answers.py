"""Ask the assistant within a conversation and keep what was said; every edge that answers goes through here."""

from __future__ import annotations

import dataclasses
import logging
import time
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from anyio import CapacityLimiter, to_thread

from api.kept import Kept
from api.services import Services
from bot.jsonable import to_json
from bot.types import Answer, Outcome, Turn

LOG = logging.getLogger("qingce.ask")
# Answering is work for the processor: more threads than this only take turns.
ASKING_THREADS = 4
KNOWN_ANSWERS = 1024


def jsonable(value: Any) -> Any:
    """Return dataclasses, enums, dates, decimals and sequences as plain JSON values.

    Raises:
        TypeError: a value that JSON has no form for.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(v) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: jsonable(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def turn_from_json(stored: dict[str, Any]) -> Turn:
    """Return the turn that `jsonable` wrote."""
    return Turn(
        asked=stored["asked"],
        question=stored["question"],
        outcome=Outcome(stored["outcome"]),
        frame=stored["frame"],
    )


class Answering:
    """The way from a question over HTTP to a stored answer.

    Args:
        services: what the application works with.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._limiter = CapacityLimiter(ASKING_THREADS)
        self._known: Kept[tuple[str, date, int], tuple[Answer, Turn]] = Kept(KNOWN_ANSWERS)

    async def in_session(
        self, question: str, *, session_id: str | None, as_of: date | None, visitor: str | None
    ) -> dict[str, Any]:
        """Answer within a conversation, a new one when `session_id` is None, and store the exchange.

        Raises:
            FixInput: the question is empty or too long.
            NotFound: no such conversation.
        """
        return await to_thread.run_sync(
            self._in_session, question, session_id, as_of, visitor, limiter=self._limiter, abandon_on_cancel=False
        )

    async def over_history(
        self, question: str, history: Sequence[Turn], *, as_of: date | None
    ) -> tuple[dict[str, Any], Turn]:
        """Answer given the turns before, and store nothing."""
        return await to_thread.run_sync(
            self._over_history, question, tuple(history), as_of, limiter=self._limiter, abandon_on_cancel=False
        )

    def _in_session(
        self, question: str, session_id: str | None, as_of: date | None, visitor: str | None
    ) -> dict[str, Any]:
        sessions = self._services.sessions
        history = [] if session_id is None else [turn_from_json(t) for t in sessions.history(session_id)]
        answer, turn = self._ask(question, history, as_of)
        conversation = session_id or sessions.new_id()
        body = to_json(dataclasses.replace(answer, session_id=conversation))
        sessions.append(
            conversation,
            asked=question,
            answer=body,
            turn=jsonable(turn),
            visitor=visitor,
            create=session_id is None,
        )
        if answer.outcome is Outcome.NO_ANSWER:
            sessions.note_unanswered(answer.question, answer.answer)
        return body

    def _over_history(
        self, question: str, history: tuple[Turn, ...], as_of: date | None
    ) -> tuple[dict[str, Any], Turn]:
        answer, turn = self._ask(question, history, as_of)
        if answer.outcome is Outcome.NO_ANSWER:
            self._services.sessions.note_unanswered(answer.question, answer.answer)
        return to_json(answer), turn

    def _ask(self, question: str, history: Sequence[Turn], as_of: date | None) -> tuple[Answer, Turn]:
        started = time.perf_counter()
        day = as_of or self._services.settings.today()
        # The same question on the same day over the same documents has the same answer, by rule; a follow-up has not.
        key = None if history else (question, day, self._services.knowledge().generation)
        known = None if key is None else self._known.get(key)
        answer, turn = known or self._services.assistant.ask(question, history=history, as_of=day)
        seconds = time.perf_counter() - started
        if known is not None:
            answer = dataclasses.replace(answer, answer_id=uuid.uuid4().hex, elapsed_ms=round(seconds * 1000, 2))
        elif key is not None and answer.engine == "rules":
            self._known.keep(key, (answer, turn))
        self._services.metrics.question(outcome=answer.outcome.value, engine=answer.engine, seconds=seconds)
        LOG.info(
            "answered",
            extra={
                "fields": {
                    "question": question[:500],
                    "outcome": answer.outcome.value,
                    "engine": answer.engine,
                    "citations": len(answer.citations),
                    "elapsed_ms": round(seconds * 1000, 1),
                }
            },
        )
        return answer, turn
