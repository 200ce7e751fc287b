"""Which row and which columns of a table of standards a question means."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.desk import Desk
from bot.figures.surface import bigrams, clean
from bot.question import default_phrases
from bot.records.bands import holding
from bot.standards.counted import counts
from bot.standards.phrases import standard_phrases
from bot.standards.table import Key, Kind, StandardTable, Value

_DIGIT = re.compile(r"\d")
_OPEN = re.compile("以[上下]|其他|其余")
OF_VALUES = -1
_ONLY = "仅"
_SURE_CHARS = 3  # so long a run names a cell, whatever its words


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a question names among several: `found` are their keys; `spans` where, `whole` as a whole name."""

    found: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The rows and columns that a question means, and where it says so.

    Attributes:
        rows: those that it may mean; more than one where it does not say which.
        values: the columns that it asks for.
        open: columns of keys that the rows still differ in.
        spans: places of the question that name rows and columns.
        keys: how many columns of keys it names, beyond what the document is about.
        told: how many columns of keys and of values it names.
        places: (column of a key, or -1 for a column of values, start, end) of what it names.
        unknown: a level that it names and the table does not have, with its column.
    """

    rows: tuple[int, ...]
    values: tuple[Value, ...]
    open: tuple[Key, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, int, int], ...] = ()
    keys: int = 0
    told: int = 0
    unknown: tuple[str, Key] | None = None


def choose(text: str, table: StandardTable, desk: Desk) -> Chosen:
    """Return the rows and columns that a question means.

    Args:
        text: the question, in the spelling of `plain`.
        table: the standards.
        desk: the records.
    """
    rows, spans, unknown = table.rows, list[tuple[int, int]](), None
    words = {(start, end) for _, start, end in desk.tokenizer.words(text)}
    best = standard_phrases().best.search(text) or standard_phrases().worst.search(text)
    if best is not None:
        text = text[: best.start()] + "," * (best.end() - best.start()) + text[best.end() :]
    about = set(bigrams(clean(desk.meta(table.table.document_id).title)))
    named_keys, places = list[Key](), list[tuple[int, int, int]]()
    keys = 0
    for key in table.keys:
        ranged = _in_band(text, key, rows)
        named = ranged or named_among(text, {r: key.names[r] for r in table.rows}, words)
        if ranged is not None or any(r in named.found for r in rows):
            rows = tuple(r for r in rows if r in named.found)
            spans += named.spans
            places += [(key.index, *span) for span in named.spans]
            named_keys.append(key)
            said = {p for a, b in named.spans for p in bigrams(text[a:b])}
            own = {p for each in key.names.values() for name in each for p in bigrams(name)}
            keys += ranged is not None or not said & own <= about
        elif named.whole and unknown is None:  # 养老护理员 has no 三级, which others have
            unknown = (text[slice(*named.spans[0])], key)
            spans += named.spans
        if ranged is None and not named.whole and unknown is None:
            unknown = _level_beyond(text, key, table)
            spans += [m.span() for m in re.finditer(unknown[0], text)] if unknown is not None else []
    if best is not None:
        rows, keys = _extreme(table, rows, standard_phrases().best is best.re), keys + 1
        spans.append(best.span())
    values, named_values = _columns(text, table, words)
    open_keys = (k for k in table.keys if k not in named_keys and len({table.text(r, k.index) for r in rows}) > 1)
    return Chosen(
        rows=rows,
        values=values,
        open=tuple(open_keys),
        spans=(*spans, *named_values.spans),
        places=(*places, *((OF_VALUES, *span) for span in named_values.spans)),
        keys=keys,
        told=keys + bool(named_values.whole),
        unknown=unknown,
    )


def named_among(text: str, names: Mapping[int, Sequence[str]], words: set[tuple[int, int]]) -> Named:
    """Return which of several things a text names: by a whole name, the longest at each place; else by half of one."""
    taken = [False] * len(text)
    found: dict[int, None] = {}
    spans = []
    for name in sorted({n for each in names.values() for n in each if n.startswith(_ONLY)}):
        rest = name.removeprefix(_ONLY)
        if _ONLY in text and rest in text:  # 报废不买新的: 仅报废
            at = text.find(rest)
            only = tuple(key for key, each in names.items() if name in each)
            return Named(found=only, spans=((text.find(_ONLY), text.find(_ONLY) + 1), (at, at + len(rest))), whole=True)
    for name in sorted({n for each in names.values() for n in each}, key=lambda n: (-len(n), n)):
        for match in re.finditer(f"{re.escape(name)}(?!金)", text):  # 低保金 is no 低保家庭
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * len(name)
            spans.append(match.span())
            found |= dict.fromkeys(k for k, each in names.items() if name in each)
    if found:
        return Named(found=tuple(found), spans=tuple(spans), whole=True)
    return _by_halves(text, names, words)


def _by_halves(text: str, names: Mapping[int, Sequence[str]], words: set[tuple[int, int]]) -> Named:
    """Return those that share most of what few names hold, where a run of words or a whole word says so."""
    held = {key: {p for n in each for p in bigrams(n) if not _DIGIT.search(p)} for key, each in names.items()}
    kinds = {frozenset(pairs) for pairs in held.values()}
    often = Counter(pair for pairs in kinds for pair in pairs)
    said = set(bigrams(text))
    scores = {
        key: sum(math.log((1 + len(kinds)) / often[p]) for p in pairs & said if often[p] < len(kinds))
        for key, pairs in held.items()
    }
    most = max(scores.values(), default=0.0)
    if most <= 0 or len(kinds) < 2:
        return Named()
    found = tuple(key for key, score in scores.items() if score >= most * 0.999)
    own = {p for key in found for p in held[key] & said}
    marks = [False] * len(text)
    for i in range(len(text) - 1):
        if text[i : i + 2] in own:
            marks[i : i + 2] = [True, True]
    runs = [m.span() for m in re.finditer("1+", "".join("1" if m else "0" for m in marks))]
    light = default_phrases().light
    spans = tuple(
        run
        for run in runs
        if (run[1] - run[0] >= _SURE_CHARS or run in words)
        and text[slice(*run)] not in light
        and any(often[p] < len(kinds) for p in bigrams(text[slice(*run)]) if p in often)
    )
    return Named(found=found, spans=spans) if spans else Named()


def _in_band(text: str, key: Key, rows: Sequence[int]) -> Named | None:
    """Return the rows whose range holds the one amount of its kind that a text names; None where it names none."""
    bands = {r: key.bands[r] for r in rows if r in key.bands}
    for kind in dict.fromkeys(band.kind for band in bands.values()):
        said = counts(text, kind)
        many = [c for c in said if c.value != 1] or said  # 3000元一头
        if len({c.value for c in many}) == 1:
            said = many
            found = holding({r: b for r, b in bands.items() if b.kind == kind}, said[0].value)
            return Named(found=tuple(found), spans=tuple((c.start, c.end) for c in said), whole=True)
    return None


def _level_beyond(text: str, key: Key, table: StandardTable) -> tuple[str, Key] | None:
    """Return a level that a text names and a column of levels does not have (五级, of 二级, 三级 and 四级)."""
    level = standard_phrases().level
    own = {name for each in key.names.values() for name in each if level.fullmatch(name)}
    if len(own) < 2 or any(_OPEN.search(table.text(r, key.index)) for r in table.rows):
        return None
    marks = {name[-1] for name in own}
    for match in level.finditer(text):
        if match[0] not in own and match[0][-1] in marks:
            return match[0], key
    return None


def _extreme(table: StandardTable, rows: Sequence[int], most: bool) -> tuple[int, ...]:
    """Return the rows that give the most, or the least, in every column; all where none does."""
    held = [
        [_number(table.text(r, v.index)) for v in table.values if v.kind in (Kind.RATE, Kind.CAP, Kind.AMOUNT)]
        for r in rows
    ]
    for row, own in zip(rows, held, strict=True):
        pairs = [(a, b) for other in held for a, b in zip(own, other, strict=True)]
        if all(a is not None and b is not None and (a >= b if most else a <= b) for a, b in pairs):
            return (row,)
    return tuple(rows)


def _number(text: str) -> Decimal | None:
    found = re.search(r"\d+(?:\.\d+)?", text.replace(",", ""))
    return Decimal(found[0]) if found else None


def _columns(text: str, table: StandardTable, words: set[tuple[int, int]]) -> tuple[tuple[Value, ...], Named]:
    """Return the columns asked for, and how a question names them."""
    phrases = standard_phrases()
    asked = phrases.best.sub("", text)
    if phrases.asks_own.search(asked) and any(v.kind is Kind.OWN for v in table.values):
        held = [v for v in table.values if v.kind in (Kind.OWN, Kind.CAP)]
    else:
        held = [v for v in table.values if v.kind not in (Kind.OWN, Kind.BESIDE)]
    if phrases.asks_beside.search(asked):
        held += [v for v in table.values if v.kind is Kind.BESIDE]
    cores = {v.index: (v.core,) for v in held if v.core}
    named = named_among(text, cores, words)
    if named.found:
        held = [v for v in held if v.index in named.found or not v.core]
    return tuple(held), named
