"""Quantities of tables as people speak of them, in the words of the tables: 环保口子管的 is 环保牵头."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.wording import load_yaml

_COUNTS = re.compile("多少|几(?!乎|经)|哪|谁|比|占|合计|总数|总共|一共|加起来|平均|排|最|家数|\\d+家")


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What is said, the plain words for it, the matter that tables must have, and whether a count has to be asked."""

    said: re.Pattern[str]
    plain: str
    matter: str
    counts: bool


@lru_cache(maxsize=1)
def _sayings() -> tuple[Saying, ...]:
    data = load_yaml("spoken.yaml")
    return tuple(
        Saying(
            said=re.compile(entry["said"].format_map(data["parts"])),
            plain=entry["plain"],
            matter=entry["matter"],
            counts=entry.get("counts", False),
        )
        for entry in data["sayings"]
    )


def in_words_of_tables(text: str, held: Callable[[str], bool]) -> str:
    """Return a question with everyday sayings for a quantity in plain words, where tables have its matter.

    Args:
        text: cleaned question.
        held: says whether tables on file are about a matter.
    """
    asks = _COUNTS.search(text) is not None
    for saying in _sayings():
        if (asks or not saying.counts) and saying.said.search(text) is not None and held(saying.matter):
            text = saying.said.sub(saying.plain, text)
    return text
