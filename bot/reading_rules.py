"""How questions are worded and how documents are built, as data: `prompts/reading.yaml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.wording import PROMPTS
from kb.errors import FixConfiguration

_UNIT = "{unit}"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What the answer to a question that `cue` finds must look like; `{unit}` stands for the unit that it asks in."""

    cue: re.Pattern[str]
    wants: str
    same: Mapping[str, str]

    def asked(self, question: str) -> list[re.Pattern[str]]:
        """Return the patterns that an answer to `question` holds."""
        if _UNIT not in self.wants:
            return [re.compile(self.wants)] if self.cue.search(question) else []
        units = dict.fromkeys(match[1] for match in self.cue.finditer(question))
        return [re.compile(self.wants.replace(_UNIT, self.same.get(u, re.escape(u)))) for u in units]


@dataclass(frozen=True, kw_only=True)
class ReadingRules:
    """`prompts/reading.yaml`; the file says what each entry is for."""

    answer_types: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    shapes: tuple[Shape, ...]
    short: re.Pattern[str]
    long: re.Pattern[str]
    asking: re.Pattern[str]
    heading: re.Pattern[str]
    item_marks: re.Pattern[str]
    boilerplate: re.Pattern[str]
    purpose: re.Pattern[str]
    asks_purpose: re.Pattern[str]


def load_reading_rules(path: Path) -> ReadingRules:
    """Read the rules.

    Raises:
        FixConfiguration: the file does not parse or lacks a key.
    """
    try:
        return _compiled(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as fault:
        raise FixConfiguration(f"{path.name} 无法读取：{fault}") from fault


@lru_cache(maxsize=1)
def default_reading_rules() -> ReadingRules:
    """Return the rules that ship."""
    return load_reading_rules(PROMPTS / "reading.yaml")


def _compiled(raw: Mapping[str, Any]) -> ReadingRules:
    return ReadingRules(
        answer_types=tuple((re.compile(t["cue"]), re.compile(t["wants"])) for t in raw["answer_types"]),
        shapes=tuple(Shape(cue=re.compile(s["cue"]), wants=s["wants"], same=s.get("same", {})) for s in raw["shapes"]),
        short=re.compile(raw["short"]),
        long=re.compile(raw["long"]),
        asking=re.compile("|".join(sorted(map(re.escape, raw["asking"]), key=len, reverse=True))),
        heading=re.compile(raw["heading"]),
        item_marks=re.compile(rf"(?<=\S) +(?={raw['item_marks']})"),
        boilerplate=re.compile(raw["boilerplate"]),
        purpose=re.compile(raw["purpose"]),
        asks_purpose=re.compile(raw["asks_purpose"]),
    )
