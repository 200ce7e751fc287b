"""What a question names, and the wordings of what it may mean that are filled with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any

from bot.desk import Desk
from bot.figures.catalogue import Catalogue
from bot.figures.question import Question as FigureQuestion
from bot.matching import bigrams
from bot.meaning import default_meaning
from bot.question import read_question
from bot.reference import resolve
from bot.wording import load_yaml
from kb.lexicon_index import GROUP, HOME_FORM, INDUSTRY, REGION
from kb.zh.numerals import parse_integer

_SOME = "3"  # 前几名, without a number
_PLACED = re.compile(
    r"(?:前|后|头|第|倒数|最后|末尾?|排名?)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:名|个|位|家|甲|强)?"
)
_PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}")
_DAY = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|末)?")
_LABEL = re.compile(r"〔\d+〕\d+号|\d+号(?:文|令|通知|公告|件)|附件\d|第\d+[条款项部]|[十一二三四五]{1,2}五")
_NUMBER = re.compile(r"\d+(?:\.\d+)?[%％]?")
_WORD = re.compile("[一-龥]{2,}")


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """How a meaning is asked for: wordings to try in order, and which of what a question names it may leave out."""

    name: str
    group: str
    ask: tuple[str, ...]
    low: tuple[str, ...] = ()
    refuses: bool = False
    places: bool = False
    supposes: bool = False
    now: bool = False
    unless: str = ""
    otherwise: str = ""
    only: str = ""
    like: str = ""


@dataclass(frozen=True, kw_only=True)
class MeaningPhrases:
    """`prompts/meanings.yaml`."""

    meanings: Mapping[str, Meaning]
    low: re.Pattern[str]
    high: re.Pattern[str]
    over: tuple[tuple[str, re.Pattern[str]], ...]
    under: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def meaning_phrases() -> MeaningPhrases:
    """Return the wordings that ship in `prompts/`."""
    data = load_yaml("meanings.yaml")
    meanings: dict[str, Meaning] = {}
    for group, named in data["meanings"].items():
        for name, told in named.items():
            values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in told.items()}
            meanings[name] = Meaning(name=name, group=group, **values)

    def bounds(said: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((word, re.compile(pattern)) for word, pattern in said.items())

    return MeaningPhrases(
        meanings=meanings,
        low=re.compile(data["low"]),
        high=re.compile(data["high"]),
        over=bounds(data["over"]),
        under=bounds(data["under"]),
    )


class Slots:
    """What a question names, for filling wordings with."""

    def __init__(self, desk: Desk, catalogue: Catalogue, text: str, as_of: date) -> None:
        self._desk, self._text = desk, text
        figures = FigureQuestion(text, catalogue, as_of, None)
        rows = [(m.start, m.end) for m in figures.names.mentions if m.kind in ("row", "group")]
        years = [(y.start, y.end) for y in figures.names.years]
        measures = sorted(figures.reading.covered)
        places = [(m.start, m.end) for m in desk.index.find(text, kinds={REGION, GROUP})]
        places = [(start, end) for start, end in places if text[start:end] != HOME_FORM]
        self._spans = [*rows, *years, *measures, *places]
        self._years = [text[start:end] for start, end in years]
        self._places = list(dict.fromkeys(text[start:end] for start, end in _apart([*places, *rows])))
        named = resolve(desk, read_question(desk, text), as_of).named
        own = [i for i in desk.primary if any(y[:4] in desk.meta(i).title for y in self._years)]
        self._own_years = [y for y in self._years if len(own) == 1 and y[:4] in desk.meta(own[0]).title]
        self._this_year = str(as_of.year)
        document = (named or own)[0] if len(named or own) == 1 else None
        self._values = {
            "core": _joined(text, rows, [*rows, *years, *measures]),
            "places": "、".join(self._places),
            "years": "、".join(dict.fromkeys(self._years)),
            "measures": "、".join(dict.fromkeys(text[start:end] for start, end in _apart(measures))),
            "person": next((c.name for c in desk.knowledge.contacts if c.name and c.name in text), ""),
            "phone": (_PHONE.search(text) or [""])[0],
            "day": (_DAY.search(text) or [""])[0],
            "industry": next((text[m.start : m.end] for m in desk.index.find(text, kinds={INDUSTRY})), ""),
            "document": f"《{desk.meta(document).title}》" if document is not None else "",
            "n": self._rank(),
            "number": self._number(),
            "over": _bound(meaning_phrases().over, text),
            "under": _bound(meaning_phrases().under, text),
        }

    def filled(self, wording: str) -> str | None:
        """Return a wording with what the question names; None where it names not all that the wording needs."""
        parts = []
        for said, slot, _, _ in Formatter().parse(wording):
            value = self._values[slot.rstrip("?")] if slot else ""
            if slot and not value and not slot.endswith("?"):
                return None
            parts += [said, value]
        return "".join(parts)

    def kept(self, asked: str, meaning: Meaning) -> bool:
        """Say whether a wording holds every year, number and place that the question names and that limits it."""
        if not meaning.places and not all(place in asked for place in self._places):
            return False
        years = [y for y in self._years if not (meaning.places and not y[0].isdigit())]
        known = (*self._own_years, *((self._this_year,) if meaning.now else ()))
        if not all(year in asked or year.startswith(known) for year in years):
            return False
        if meaning.supposes:
            return True
        if self._values["day"] and self._values["day"] not in asked:
            return False
        return all(number in asked for number in self._numbers())

    def strange(self, frequency: Callable[[str], int] | None) -> bool:
        """Say whether the question has a word that no saying has; nor a text on file, where its frequency is given."""
        known = [i for start, end in self._spans for i in range(start, end)]
        words = [
            w for w, start, _ in self._desk.tokenizer.words(self._text) if start not in known and _WORD.fullmatch(w)
        ]
        unsaid = (word for word in words if not default_meaning().knows(word))
        return any(frequency is None or not any(map(frequency, bigrams(word))) for word in unsaid)

    def _rank(self) -> str:
        said = _PLACED.search(self._text)
        number = parse_integer(said["n"]) if said is not None else None
        return str(number) if number is not None else _SOME

    def _numbers(self) -> list[str]:
        plain = self._text
        for start, end in sorted(self._spans, reverse=True):
            if end <= len(plain):
                plain = plain[:start] + " " * (end - start) + plain[end:]
        return _NUMBER.findall(_LABEL.sub(" ", plain))

    def _number(self) -> str:
        found = self._numbers()
        return found[0] if len(found) == 1 else ""


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order without those inside or across one before."""
    at = 0
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if start >= at:
            yield start, end
            at = end


def _joined(text: str, rows: list[tuple[int, int]], spans: list[tuple[int, int]]) -> str:
    """Return the pieces of a text one behind the other, neighbouring names told apart."""
    said, before = "", False
    for start, end in _apart(spans):
        is_row = (start, end) in rows
        said += ("、" if is_row and before else "") + text[start:end]
        before = is_row
    return said


def _bound(words: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next(word for word, said in words if said.search(text))
