"""What a question tells beside what it asks: who asks, for whom and what for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.wording import load_yaml, patterns_of
from kb.lexicon_index import GROUP, INDUSTRY, ORGANISATION, REGION, LexiconIndex
from kb.zh.numerals import parse_integer

_CLAUSE = re.compile("[，,；;：:。！!（）()]+")
_PIECE = re.compile("[^，,。；;！!？?]+[，,。；;！!？?]*")
_EDGES = "，,。；;！!？? "
_NAMES = frozenset({REGION, GROUP, ORGANISATION, INDUSTRY, "document", "legal"})
_THESE = re.compile(
    "[，,。；;：:](?:那么?)?[这那](?P<count>几|[两二三四五六七八九十]|\\d{1,2})个?(?:城市|地市|市|地方|县区?|区)"
)
_SEVERAL = 2
_LEAST_CHARS = 4  # what is left of a question


@dataclass(frozen=True, kw_only=True)
class AsidePhrases:
    """Patterns; `prompts/asides.yaml` says what each is for."""

    binds: re.Pattern[str]
    tells: re.Pattern[str]
    points: re.Pattern[str]
    number: re.Pattern[str]
    refused: re.Pattern[str]
    amounts: re.Pattern[str]


@lru_cache(maxsize=1)
def _phrases() -> AsidePhrases:
    return AsidePhrases(**patterns_of(AsidePhrases, load_yaml("asides.yaml")))


def without_asides(text: str, index: LexiconIndex) -> str | None:
    """Return a question without the clauses that neither ask nor limit anything; None where it has none.

    Where it is about places that the clauses before name (…在佛山、清远，这两个市目标多少), it is put with their names.

    A clause goes where it tells who asks or what for.  It stays where it sets a condition, names a place, a body or a
    document, holds a number, or where what is left points back at it.
    """
    named = _of_places_told(text, index)
    if named is not None:
        return named
    clauses = [c.strip() for c in _CLAUSE.split(text.rstrip("？?。！! ")) if c.strip()]
    if (of_body := _of_body_asked(clauses, index)) is not None:
        return of_body
    kept = [c for c in clauses if not _is_aside(c, index)]
    left = "，".join(kept)
    if len(kept) == len(clauses) or len(left) < _LEAST_CHARS or _phrases().points.search(left):
        return None
    return left


def without_refused(text: str, index: LexiconIndex) -> str:
    """Return a question for numbers without the clauses that say which number is not wanted (别拿总的通过数给我).

    They stay where they name a place or a number: what is left out of a sum (深圳的不要) limits it.
    """
    clauses = _PIECE.findall(text)
    kept = [c for c in clauses if not _is_refusal(c.strip(_EDGES), index)]
    left = "".join(kept).rstrip("，,；; ")
    asked = _phrases().amounts.search(left) is not None and len(left) >= _LEAST_CHARS
    return left if len(kept) < len(clauses) and asked else text


def _is_refusal(clause: str, index: LexiconIndex) -> bool:
    said = _phrases().refused.fullmatch(clause) is not None and re.search(r"\d", clause) is None
    return said and not index.find(clause, kinds={REGION, GROUP})


def _is_aside(clause: str, index: LexiconIndex) -> bool:
    return tells_only(clause) and not index.find(clause, kinds=_NAMES)


def _of_body_asked(clauses: Sequence[str], index: LexiconIndex) -> str | None:
    """Return whose number is asked for without what it is wanted for (填报老卡壳，想问省工信厅，号码给我) or None."""
    named = [bool(index.find(c, kinds={ORGANISATION})) for c in clauses]
    if len(clauses) < _SEVERAL or sum(named) != 1 or _phrases().number.search(clauses[-1]) is None:
        return None
    body = clauses[named.index(True) :]
    return "，".join(body) if len(body) < len(clauses) and len(body) <= _SEVERAL else None


def tells_only(clause: str) -> bool:
    """Say whether a clause only tells who asks, or what for (抽样复核用), without a number or a condition."""
    phrases = _phrases()
    if re.search(r"\d", clause) or phrases.binds.search(clause):
        return False
    return phrases.tells.search(clause) is not None


def _of_places_told(text: str, index: LexiconIndex) -> str | None:
    """Return what is asked of these places (这四个市…) with the names told before, where they are so many."""
    said = _THESE.search(text)
    if said is None:
        return None
    places = list(dict.fromkeys(m.canonical for m in index.find(text[: said.start()], kinds={REGION})))
    count = parse_integer(said["count"])
    if len(places) < _SEVERAL or (count is not None and count != len(places)):
        return None
    return "、".join(places) + text[said.end() :]
