"""Words of a question that ask for an operation: rankings, limits, counts, differences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.tableqa.terms import TableTerms
from bot.tableqa.text import amount, chinese_number
from bot.tableqa.types import Test

_NUMERAL = "[一二两三四五六七八九十百\\d]+"
_TOP = re.compile(rf"(?:排名|排行|排在|位列|位居)?(前|后|倒数|末)({_NUMERAL})(?!年|月|日|季)(?:名|位|个|家|块|强|大)?")
_NTH = re.compile(rf"第({_NUMERAL})(?:名|位)?")
_WHICH_N = re.compile(rf"哪({_NUMERAL})(?:个|家|块|位|座|种|项|名|宗|款|大)")
_N_OF_THEM = re.compile(rf"的({_NUMERAL})(?:个|家|块|位|座|种|项|名|宗|款|大)")
_RISING = re.compile("(?:由|从)(?:低|小|少|短|早)(?:到|至|往)|升序|倒数|最后")
_AMOUNT = (
    r"(\d[\d,]*(?:\.\d+)?)\s*([万亿]*)"
    r"(?:元|%|％|套|平方米|平米|平|米|家|个|块|人|吨|度)?(?:每平(?:方?米)?|/平(?:方?米)?)?"
)
_BETWEEN = re.compile(rf"{_AMOUNT}\s*(?:至|到|-|—|~|～|和|与)\s*{_AMOUNT}")
_NUMBER = re.compile(_AMOUNT)


@dataclass(frozen=True, kw_only=True)
class RankCue:
    """Words that order rows: direction, how many to keep (None: not said), how many to pass over."""

    start: int
    end: int
    descending: bool
    keep: int | None = None
    skip: int = 0
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class LimitCue:
    """Words that bound a number; amounts as (as written, with 万 and 亿 applied)."""

    start: int
    end: int
    test: Test
    low: tuple[Decimal, Decimal] | None = None
    high: tuple[Decimal, Decimal] | None = None


def rank_cues(text: str, terms: TableTerms, *, comparing: bool) -> list[RankCue]:
    """Return rank cues in order.

    Args:
        text: folded question with names and dates masked.
        terms: the words of ranking.
        comparing: whether two or more rows are named, so that a bare 高 or 低 compares them.
    """
    rising_order = bool(_RISING.search(text))
    cues: list[RankCue] = []
    for match in _TOP.finditer(text):
        count = chinese_number(match.group(2))
        if count:
            descending = match.group(1) == "前" and not rising_order
            cues.append(RankCue(start=match.start(), end=match.end(), descending=descending, keep=count))
    for descending, words in ((True, terms.falling), (False, terms.rising)):
        for word in words:
            for match in re.finditer(f"(?:第({_NUMERAL})|最为?|更加?|较为?|相对更?|比较){word}", text):
                nth = chinese_number(match.group(1)) if match.group(1) else None
                cues.append(
                    RankCue(start=match.start(), end=match.end(), descending=descending, skip=(nth or 1) - 1, word=word)
                )
    for descending, words in ((True, terms.first), (False, terms.last)):
        for word in words:
            cues += [
                RankCue(start=m.start(), end=m.end(), descending=descending, word=word) for m in re.finditer(word, text)
            ]
    if comparing and not cues:
        for descending, words in ((True, terms.falling), (False, terms.rising)):
            for word in words:
                cues += [
                    RankCue(start=m.start(), end=m.end(), descending=descending, word=word)
                    for m in re.finditer(word, text)
                    if text[m.end() : m.end() + 2] not in ("少钱", "少套")
                    and text[m.end() : m.end() + 1] not in ("少", "小")
                ]
        cues = [c for c in cues if not text[c.start - 1 : c.end].startswith(("多少", "大小"))]
    cues = _without_overlaps(cues)
    return _with_counts(text, cues)


def _without_overlaps(cues: list[RankCue]) -> list[RankCue]:
    kept: list[RankCue] = []
    for cue in sorted(cues, key=lambda c: c.start - c.end):
        if all(cue.end <= k.start or k.end <= cue.start for k in kept):
            kept.append(cue)
    return sorted(kept, key=lambda c: c.start)


def _with_counts(text: str, cues: list[RankCue]) -> list[RankCue]:
    """Join 前五…最贵 said of one order, and give 最贵的三个, 哪三个 their count."""
    out: list[RankCue] = []
    for cue in cues:
        after = _N_OF_THEM.match(text, cue.end)
        before = [m for m in _WHICH_N.finditer(text) if m.end() <= cue.start]
        count = chinese_number((after or before[-1]).group(1)) if after or before else None
        if cue.keep is None and count and count > 1:
            cue = RankCue(
                start=cue.start, end=cue.end, descending=cue.descending, keep=count, skip=cue.skip, word=cue.word
            )
        if out and not out[-1].word and cue.word and cue.start - out[-1].end <= 1:
            last = out.pop()  # 排名前五高: one order
            cue = RankCue(
                start=last.start, end=cue.end, descending=cue.descending, keep=last.keep, skip=cue.skip, word=cue.word
            )
        elif out and out[-1].word and not cue.word and cue.start - out[-1].end <= 2:
            last = out.pop()  # 最高的前五名: one order
            cue = RankCue(
                start=last.start, end=cue.end, descending=last.descending, keep=cue.keep, skip=last.skip, word=last.word
            )
        out.append(cue)
    return out


def limit_cues(text: str, terms: TableTerms) -> list[LimitCue]:
    """Return bounds on numbers: 10000至20000之间, 超过10亿, 30%以上."""
    cues: list[LimitCue] = []
    for match in _BETWEEN.finditer(text):
        low, high = amount(match.group(1), match.group(2) or match.group(4)), amount(match.group(3), match.group(4))
        cues.append(LimitCue(start=match.start(), end=match.end(), test=Test.BETWEEN, low=low, high=high))
    for test, words in (
        (Test.AT_MOST, terms.at_most),
        (Test.AT_LEAST, terms.at_least),
        (Test.ABOVE, terms.above),
        (Test.BELOW, terms.below),
    ):
        for match in _NUMBER.finditer(text):
            start, end = match.span()
            before = next((w for w in words if text[:start].endswith((w, w + "了"))), None)
            after = next((w for w in words if text.startswith(w, end)), None)
            if before is None and after is None:
                continue
            span = (start - len(before), end) if before else (start, end + len(after or ""))
            if any(span[0] < c.end and c.start < span[1] for c in cues):
                continue
            value = amount(match.group(1), match.group(2))
            bound_low = test in (Test.ABOVE, Test.AT_LEAST)
            cues.append(
                LimitCue(
                    start=span[0],
                    end=span[1],
                    test=test,
                    low=value if bound_low else None,
                    high=None if bound_low else value,
                )
            )
    return sorted(cues, key=lambda c: c.start)


def found_word(text: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the span of the first of the words that stands in the text, longest words first."""
    for word in words:
        start = text.find(word)
        if start >= 0:
            return start, start + len(word)
    return None
