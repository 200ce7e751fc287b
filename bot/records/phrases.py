"""Ways of asking about rows of tables, as data from `prompts/records.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.figures.surface import NUMBER
from bot.wording import Wording, load_yaml, patterns_of


@dataclass(frozen=True, kw_only=True)
class ColumnWords:
    """Which headers a way of asking is for: `ask` asks for the column, `verb` uses it as a condition."""

    header: re.Pattern[str]
    ask: re.Pattern[str]
    verb: re.Pattern[str] | None


@dataclass(frozen=True, kw_only=True)
class NounWords:
    """What rows under a header are called in questions, how they are counted and called in answers."""

    header: re.Pattern[str]
    noun: re.Pattern[str]
    unit: str
    called: str
    quoted: bool = False
    dated: bool = False
    entity: int = 9


@dataclass(frozen=True, kw_only=True)
class RecordPhrases:
    """Patterns and templates; `prompts/records.yaml` says what each is for."""

    columns: tuple[ColumnWords, ...]
    nouns: tuple[NounWords, ...]
    count: re.Pattern[str]
    counted: re.Pattern[str]
    list: re.Pattern[str]
    yes_no: re.Pattern[str]
    member: re.Pattern[str]
    about: re.Pattern[str]
    filler: re.Pattern[str]
    amount: re.Pattern[str]
    follow: re.Pattern[str]
    chat: re.Pattern[str]
    applies: re.Pattern[str]
    everyone: re.Pattern[str]
    excepted: re.Pattern[str]
    beyond: re.Pattern[str]
    most: re.Pattern[str]
    rules: re.Pattern[str]
    priced: re.Pattern[str]
    granted: re.Pattern[str]
    least: re.Pattern[str]
    least_asked: re.Pattern[str]
    ranks: re.Pattern[str]
    said_of: re.Pattern[str]
    remark: re.Pattern[str]
    computes: re.Pattern[str]
    lacks: re.Pattern[str]
    which: re.Pattern[str]
    to: re.Pattern[str]
    from_here: re.Pattern[str]
    up_to: re.Pattern[str]
    and_more: re.Pattern[str]
    and_less: re.Pattern[str]
    strictly: re.Pattern[str]
    left_out: re.Pattern[str]
    bounded: re.Pattern[str]
    between: re.Pattern[str]
    asks_tier: re.Pattern[str]
    which_tier: re.Pattern[str]
    amounts: re.Pattern[str]
    narrow: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    wording: Wording
    words: dict[str, str]


@lru_cache(maxsize=1)
def record_phrases() -> RecordPhrases:
    """Return the phrases that ship."""
    data = load_yaml("records.yaml")
    return RecordPhrases(
        columns=tuple(
            ColumnWords(
                header=re.compile(c["header"]),
                ask=re.compile(c["ask"]),
                verb=re.compile(c["verb"]) if "verb" in c else None,
            )
            for c in data["columns"]
        ),
        nouns=tuple(
            NounWords(
                header=re.compile(n["header"]),
                noun=re.compile(n["noun"]),
                unit=n["unit"],
                called=n["called"],
                quoted=n.get("quoted", False),
                dated=n.get("dated", False),
                entity=n["entity"],
            )
            for n in data["nouns"]
        ),
        **patterns_of(RecordPhrases, data, but=("amounts",)),
        amounts=re.compile(
            rf"(?P<number>{NUMBER})(?P<scale>万亿|千万|万|亿)?(?:个(?=人))?(?P<unit>{data['amount_units']})?"
        ),
        narrow=tuple((re.compile(n["asked"]), re.compile(n["held"])) for n in data["narrow"]),
        wording=Wording(data["templates"]),
        words=data["words"],
    )
