"""Kinds that a matter is divided into, of which each has rules of its own (强制性, 自愿性)."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.wording import load_yaml


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(re.compile(said) for said in group) for group in load_yaml("kinds.yaml")["kinds"])


@lru_cache(maxsize=64)
def _asked(question: str) -> tuple[tuple[tuple[re.Pattern[str], bool], ...], ...]:
    """Return the groups that a question names a kind of: each kind with whether it is named."""
    groups = (tuple((kind, kind.search(question) is not None) for kind in group) for group in _groups())
    return tuple(group for group in groups if any(named for _, named in group))


def is_of_other_kind(question: str, text: str) -> bool:
    """Say whether a text speaks only of another kind than the question (prompts/kinds.yaml)."""
    for group in _asked(question):
        told = [named for kind, named in group if kind.search(text) is not None]
        if told and not any(told):
            return True
    return False
