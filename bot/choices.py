"""Choices to offer: at the start, and where a question is half a sentence that could be about several things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.types import Choice
from bot.wording import load_yaml


@dataclass(frozen=True, kw_only=True)
class BareQuestion:
    """Half a sentence (罚多少): the pattern that all of it fits, what to ask back, and what it may mean."""

    asked: re.Pattern[str]
    ask: str
    choices: tuple[Choice, ...]


@lru_cache(maxsize=1)
def start_choices() -> tuple[Choice, ...]:
    """Return the starting choices that ship."""
    return _choices(load_yaml("choices.yaml")["start"])


def bare_question(text: str) -> BareQuestion | None:
    """Return what to ask back where `text` is half a sentence; None for all others."""
    plain = re.sub(r"[\s?？。，,!！]+$", "", text)
    return next((bare for bare in _bare_questions() if bare.asked.fullmatch(plain)), None)


@lru_cache(maxsize=1)
def _bare_questions() -> tuple[BareQuestion, ...]:
    return tuple(
        BareQuestion(asked=re.compile(b["asked"]), ask=b["ask"], choices=_choices(b["choices"]))
        for b in load_yaml("choices.yaml")["bare"]
    )


def _choices(raw: Sequence[dict[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(label=c["label"], question=c["question"]) for c in raw)
