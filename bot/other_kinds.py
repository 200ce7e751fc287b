"""Kinds that a matter is divided into, of which each has rules of its own (强制性, 自愿性)."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.wording import load_yaml


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(re.compile(said) for said in group) for group in load_yaml("kinds.yaml")["kinds"])


def is_of_other_kind(question: str, text: str) -> bool:
    """Say whether a text speaks only of another kind than the question (prompts/kinds.yaml)."""
    for group in _groups():
        asked = [kind.search(question) is not None for kind in group]
        if not any(asked):
            continue
        told = [kind.search(text) is not None for kind in group]
        if any(told) and not any(a and b for a, b in zip(asked, told, strict=True)):
            return True
    return False
