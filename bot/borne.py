"""Which level of government bears how much of a sum, by the proportion that the text states (市、县两级按6:4分担)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bot.computed import computed
from bot.grants import money
from bot.premises import quantities
from bot.types import Evidence, Fact
from bot.wording import Wording, load_yaml, patterns_of

_CENTRE, _WHOLE = "中央", 100
_OF_PEOPLE = re.compile("(?P<stem>[一-龥]{2,3}?)(?:[一-龥]{1,5}族)+自治[县州旗]")
_TAIL = re.compile("(?<=[一-龥]{2})[市县区州旗]$")
_MONEY = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[万亿]?元|%)")
_SENTENCE = re.compile("[^。；;\n]+[。；;]?")


@dataclass(frozen=True, kw_only=True)
class BornePhrases:
    """Patterns and templates; `prompts/borne.yaml` says what each is for."""

    asks: re.Pattern[str]
    split: re.Pattern[str]
    apart: re.Pattern[str]
    alone: re.Pattern[str]
    granted: re.Pattern[str]
    spent: re.Pattern[str]
    levels: re.Pattern[str]
    words: dict[str, str]
    wording: Wording


@lru_cache(maxsize=1)
def borne_phrases() -> BornePhrases:
    """Return the phrases that ship."""
    data = load_yaml("borne.yaml")
    return BornePhrases(
        **patterns_of(BornePhrases, data), words=dict(data["words"]), wording=Wording(data["templates"])
    )


@dataclass(frozen=True, kw_only=True)
class Split:
    """The sentence at [start, end) that states a proportion, and the per cent of each level, in its order."""

    start: int
    end: int
    ratio: str
    shares: tuple[tuple[str, Decimal], ...]


def asks_borne(question: str) -> bool:
    """Say whether it is asked how much one level of government bears."""
    return borne_phrases().asks.search(question) is not None


def split_for(question: str, text: str) -> Split | None:
    """Return the proportion of the one sentence of `text` that states any, that of a place apart where it is named."""
    phrases = borne_phrases()
    stated = [m for m in _SENTENCE.finditer(text) if phrases.split.search(m[0])]
    if len(stated) != 1:
        return None
    said = stated[0][0]
    first = phrases.split.search(said)
    assert first is not None
    ratio = first["ratio"]
    for apart in phrases.apart.finditer(said, first.end()):
        if _named(apart["places"], question):
            ratio = apart["ratio"]
    clauses = (phrases.alone.search(clause) for clause in re.split("[，,]", said[first.end() :]))
    if any(_named(alone["places"], question) for alone in clauses if alone is not None):
        return None
    levels = list(dict.fromkeys(phrases.levels.findall(re.sub("[（(][^）)]*[）)]", "", first["levels"]))))
    parts = [Decimal(part) for part in re.split("[:：]", ratio)]
    if len(levels) != len(parts) or not sum(parts):
        return None
    shares = tuple((level, part * _WHOLE / sum(parts)) for level, part in zip(levels, parts, strict=True))
    return Split(start=stated[0].start(), end=stated[0].end(), ratio=ratio, shares=shares)


def _named(places: str, question: str) -> bool:
    """Say whether a question names one of the places listed, with or without what kind of place it is."""
    for name in re.split("[、和及与]", places):
        of_people = _OF_PEOPLE.fullmatch(name)
        stem = of_people["stem"] if of_people is not None else _TAIL.sub("", name)
        if len(stem) > 1 and stem in question:
            return True
    return False


def said_of_split(base: Decimal, split: Split, source: Evidence) -> tuple[str, Evidence]:
    """Return the sentence that says what each level bears of a sum in 元, and the computation that it stands on."""
    phrases = borne_phrases()
    words, borne = phrases.words, [(level, rate, base * rate / _WHOLE) for level, rate in split.shares]
    parts = [
        words["centre" if level == _CENTRE else "level"].format(level=level, amount=money(amount))
        for level, _, amount in borne
    ]
    formula = "，".join(
        words["formula"].format(base=money(base), rate=_plain(rate), amount=money(amount)) for _, rate, amount in borne
    )
    text = phrases.wording.say("borne", ratio=split.ratio, parts="、".join(parts), formula=formula)
    facts = [Fact(subject="", metric="测算金额", value=m["number"], unit=m["unit"]) for m in _MONEY.finditer(text)]
    facts += [Fact(subject="", metric="比例", value=part, unit="") for part in re.split("[:：]", split.ratio)]
    key = f"borne:{source.id}:{formula}"
    return text, computed(key, source, facts=facts, formula=formula, inputs=(source.id,))


def borne(question: str, evidence: Sequence[Evidence], text_of: Callable[[str], str | None]) -> list[Evidence]:
    """Return the sentence that states a proportion and what each level bears by it of the one sum that is named.

    Nothing where no share of a level is asked for, or the document of the first evidence states no one proportion.
    """
    sums = [q.value for q in quantities(question) if q.unit == "元" and not q.bound]
    phrases = borne_phrases()
    grant = phrases.granted.search(question) is not None and phrases.spent.search(question) is None
    if not evidence or len(sums) != 1 or not grant or not asks_borne(question):
        return []
    text = text_of(evidence[0].document_id) or ""
    split = split_for(question, text)
    if split is None:
        return []
    source = sentence_of(split, text, evidence[0])
    said, record = said_of_split(sums[0], split, source)
    return [source, replace(record, record=said)]


def sentence_of(split: Split, text: str, beside: Evidence) -> Evidence:
    """Return the sentence of a proportion as evidence of the document of `beside`."""
    return Evidence(
        id=f"split:{beside.document_id}:{split.start}",
        kind="passage",
        document_id=beside.document_id,
        section=beside.section,
        quote=text[split.start : split.end],
        start=split.start,
        end=split.end,
    )


def _plain(rate: Decimal) -> str:
    return f"{rate.quantize(Decimal('0.01')).normalize():f}"
