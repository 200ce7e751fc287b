"""Ways of asking what a standard gives, as data from `prompts/standards.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.figures.surface import clean
from bot.wording import Wording, load_yaml, patterns_of
from kb.zh.numerals import chinese_numeral

_ROMAN = {"i": "一", "ii": "二", "iii": "三", "iv": "四", "v": "五"}
_LEVEL = re.compile(r"(?<![a-z\d.])(iv|v|i{1,3}|[1-9])(?=[级类档星](?![以之]))")


@dataclass(frozen=True, kw_only=True)
class StandardPhrases:
    """Patterns and templates; `prompts/standards.yaml` says what each is for."""

    granted: re.Pattern[str]
    rate: re.Pattern[str]
    cap: re.Pattern[str]
    own: re.Pattern[str]
    beside: re.Pattern[str]
    measure: re.Pattern[str]
    not_key: re.Pattern[str]
    not_standard: re.Pattern[str]
    tail: re.Pattern[str]
    asks: re.Pattern[str]
    confirms: re.Pattern[str]
    asks_limit: re.Pattern[str]
    how_much: re.Pattern[str]
    sum: re.Pattern[str]
    asks_rate: re.Pattern[str]
    asks_cap: re.Pattern[str]
    asks_own: re.Pattern[str]
    asks_beside: re.Pattern[str]
    not_asked: re.Pattern[str]
    differs: re.Pattern[str]
    best: re.Pattern[str]
    worst: re.Pattern[str]
    level: re.Pattern[str]
    spent: re.Pattern[str]
    spent_after: re.Pattern[str]
    claimed: re.Pattern[str]
    claimed_plain: re.Pattern[str]
    of_one: re.Pattern[str]
    one: re.Pattern[str]
    promoted: re.Pattern[str]
    difference: re.Pattern[str]
    of_standard: re.Pattern[str]
    months: re.Pattern[str]
    least_one: re.Pattern[str]
    chat: re.Pattern[str]
    alike: tuple[tuple[re.Pattern[str], str], ...]
    words: dict[str, str]
    base: str
    wording: Wording


@lru_cache(maxsize=1)
def standard_phrases() -> StandardPhrases:
    """Return the phrases that ship."""
    data = load_yaml("standards.yaml")
    return StandardPhrases(
        **patterns_of(StandardPhrases, data),
        alike=tuple((re.compile(said), meant) for said, meant in data["alike"]),
        words=data["words"],
        base=data["base"],
        wording=Wording(data["templates"]),
    )


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text cleaned, with levels (Ⅱ级, 2级) and what tables and people call differently in one spelling."""
    text = _LEVEL.sub(lambda m: _ROMAN.get(m[1]) or chinese_numeral(int(m[1])), clean(text))
    for said, meant in standard_phrases().alike:
        text = said.sub(meant, text)
    return text
