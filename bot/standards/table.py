"""A table of standards: the columns that tell its rows apart, and those that say what is given or paid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.figures.labels import ORDINAL_LABEL, unit_of_title
from bot.figures.region_names import RegionNames
from bot.figures.surface import clean, without_brackets
from bot.records.bands import Band, amounts, band_of
from bot.records.table import BLANK, column_of, is_place, is_total
from bot.standards.phrases import plain, standard_phrases
from kb.types import Table

_PARTS = re.compile(r"[、,，;；/]|和|及|或(?!者)|或者|以及|与")
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]")
_RATE = re.compile(r"\d+(?:\.\d+)?[%％]")
_HEADED = re.compile("[·—–-]")
_END = re.compile("以[上下内外]|含|不含")
_KEY_CHARS, _MOST_ROWS, _FEWEST_ROWS, _SHORTEST = 24, 40, 2, 2
_MONEY = re.compile("元|%|％")
_YEAR, _EARLIEST = "年", 1900


class Kind(Enum):
    """What a column of a standard says."""

    RATE = "rate"
    CAP = "cap"
    AMOUNT = "amount"
    OWN = "own"  # what one pays oneself
    BESIDE = "beside"  # who bears it, and the least that others add


@dataclass(frozen=True, kw_only=True)
class Value:
    """A column that says what is given or paid.

    `core` is what tells it from columns of its kind (小微企业 of 单户上限·小微企业); empty where it is for all.
    """

    index: int
    label: str
    core: str
    kind: Kind
    unit: str


@dataclass(frozen=True, kw_only=True)
class Key:
    """A column that tells rows apart: by row, the ways to name its cell, and the amounts that it stands for."""

    index: int
    label: str
    names: dict[int, tuple[str, ...]]
    bands: dict[int, Band]


@dataclass(frozen=True, kw_only=True)
class StandardTable:
    """One table of standards; `rows` are the indices of its body rows."""

    table: Table
    rows: tuple[int, ...]
    keys: tuple[Key, ...]
    values: tuple[Value, ...]

    @classmethod
    def of(cls, table: Table, regions: RegionNames) -> StandardTable | None:
        """Return a table as one of standards; None for one that counts, plans or lists."""
        phrases = standard_phrases()
        rows = tuple(r for r in range(len(table.rows)) if r != table.total_row and not is_total(table.rows[r]))
        said = f"{table.title}，{'，'.join(table.section_path)}，{'，'.join(c.text for c in table.header)}"
        if not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS or table.total_row is not None:
            return None
        if phrases.granted.search(said) is None or phrases.not_standard.search(table.title):
            return None
        values = tuple(v for i in range(len(table.header)) if (v := _value(table, rows, i)) is not None)
        taken = {v.index for v in values}
        keys = tuple(k for i in range(len(table.header)) if i not in taken and (k := _key(table, rows, i)) is not None)
        placed = any(sum(is_place(_cell(table, r, k.index), regions) for r in rows) * 2 > len(rows) for k in keys)
        if not values or not keys or placed or not any(v.kind is not Kind.BESIDE for v in values):
            return None
        return cls(table=table, rows=rows, keys=keys, values=values)

    def text(self, row: int, column: int) -> str:
        """Return a cell as written."""
        return _cell(self.table, row, column)

    def ordinal(self, row: int) -> str:
        """Return the number of a row, as its column of numbers or its place says."""
        at = next((i for i, c in enumerate(self.table.header) if ORDINAL_LABEL.fullmatch(clean(c.text))), None)
        return self.text(row, at) if at is not None else str(self.rows.index(row) + 1)

    def blank(self, row: int, column: int) -> bool:
        """Say whether a cell says nothing."""
        return BLANK.fullmatch(self.text(row, column)) is not None

    def said(self, row: int, value: Value) -> str:
        """Return a cell as written, a number with the unit that its header states."""
        text = self.text(row, value.index)
        return f"{text}{value.unit}" if value.unit and text[-1:].isdigit() else text

    def name(self, row: int) -> str:
        """Return what a row is called: its first cell, in brackets what tells it from others and its range."""
        told = [self.keys[0]]
        for key in self.keys[1:]:
            alike = [r for r in self.rows if all(self.text(r, k.index) == self.text(row, k.index) for k in told)]
            if row in key.bands or len({self.text(r, key.index) for r in alike}) > 1:
                told.append(key)
        first, *others = dict.fromkeys(self.text(row, key.index) for key in told)
        return f"{first}（{'，'.join(others)}）" if others else first


def _cell(table: Table, row: int, column: int) -> str:
    cells = table.rows[row]
    return cells[column].text.strip() if column < len(cells) else ""


def _value(table: Table, rows: Sequence[int], index: int) -> Value | None:
    phrases = standard_phrases()
    column = column_of(table, rows, index)
    header, cells = table.header[index].text, [_cell(table, r, index) for r in rows]
    unit = (
        column.unit
        or unit_of_title(header)
        or next((u for m in _BRACKETED.findall(header) if (u := unit_of_title(f"（{m}）"))), "")
    )
    filled = [c for c in cells if not BLANK.fullmatch(c)]
    rated = [c for c in filled if _RATE.search(c)]
    money = _MONEY.search(unit) is not None or (bool(filled) and all(_MONEY.search(c) for c in filled))
    if column.ordinal or not filled or not (money or rated) or (not column.numeric and len(filled[0]) > _KEY_CHARS):
        return None
    if not all(re.search(r"\d", c) for c in filled):
        return None
    kind = Kind.AMOUNT
    if phrases.beside.search(header):
        kind = Kind.BESIDE
    elif phrases.own.search(header):
        kind = Kind.OWN
    elif phrases.rate.search(without_brackets(header)) or len(rated) * 2 > len(filled):
        kind = Kind.RATE
    elif phrases.cap.search(header):
        kind = Kind.CAP
    parts = [phrases.measure.sub("", plain(part)) for part in _HEADED.split(without_brackets(header))]
    core = "".join(part for part in parts if len(part) >= _SHORTEST)
    label = without_brackets(header).replace("·", "").replace("-", "").strip()
    return Value(index=index, label=label, core=phrases.tail.sub("", core) or core, kind=kind, unit=unit)


def _key(table: Table, rows: Sequence[int], index: int) -> Key | None:
    column = column_of(table, rows, index)
    cells = {r: _cell(table, r, index) for r in rows}
    header = table.header[index].text
    if column.ordinal or column.numeric or standard_phrases().not_key.search(header) or not all(cells.values()):
        return None
    if any(len(cell) > _KEY_CHARS for cell in cells.values()):
        return None
    names = {r: ways(cell) for r, cell in cells.items()}
    bands = {r: band for r, cell in cells.items() if (band := _band(cell, column.unit)) is not None}
    if len({band.kind for band in bands.values()}) > 1 or len(bands) < _FEWEST_ROWS:
        bands = {}  # 2025年内开业, 新增库容1000立方米以上: conditions, and no scale
    if not bands and len(set(names.values())) < _FEWEST_ROWS:
        return None
    return Key(index=index, label=column.label, names=names, bands=bands)


def ways(cell: str) -> tuple[str, ...]:
    """Return the ways to name what stands in a cell: each of its parts without what all such are called."""
    tail = standard_phrases().tail
    inside = _BRACKETED.findall(cell)
    found: list[str] = []
    for part in (p for piece in (without_brackets(plain(cell)), *map(plain, inside)) for p in _PARTS.split(piece)):
        short = tail.sub("", part)
        part = short if len(short) >= _SHORTEST else part
        if len(part) >= _SHORTEST and _END.fullmatch(part) is None:
            found.append(part)
    return tuple(dict.fromkeys(found))


def _band(cell: str, unit: str) -> Band | None:
    """Return the amounts of a cell: a range, or one number with a unit (地上六层)."""
    band = band_of(cell, unit)
    if band is not None:
        return band
    held = [a for a in amounts(plain(cell), unit) if a.kind]
    if len(held) != 1 or (held[0].kind == _YEAR and held[0].value > _EARLIEST) or _MONEY.search(held[0].kind):
        return None
    return Band(low=held[0].value, high=held[0].value, kind=held[0].kind)
