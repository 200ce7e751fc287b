"""Results of tools that word what they found themselves: figures and rows of tables."""

from __future__ import annotations

from dataclasses import dataclass

from bot.types import Draft, ToolResult


@dataclass(frozen=True, kw_only=True)
class WordedResult(ToolResult):
    """A tool result with the draft that says it."""

    draft: Draft | None = None


def worded(result: ToolResult) -> Draft | None:
    """Return the draft that a result carries."""
    return result.draft if isinstance(result, WordedResult) else None
