"""An answer as JSON values, the same in the command line, over HTTP and in batch runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.types import Answer

_OPTIONAL = ("id", "session_id")


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the public fields of an answer; `id` and `session_id` only where they are set, `page` likewise."""
    data = asdict(answer)
    data["outcome"] = answer.outcome.value
    for name in _OPTIONAL:
        if data[name] is None:
            del data[name]
    for citation in data["citations"]:
        if citation["page"] is None:
            del citation["page"]
    return data
