"""A table as records: which column names its rows, which hold words, and every way to write what stands in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.figures.catalogue import COMPANY_TAIL, PLACE_TAIL
from bot.figures.labels import ORDINAL_LABEL, TOTAL_LABEL, unit_of_title
from bot.figures.region_names import RegionNames
from bot.figures.surface import bigrams, clean, without_brackets
from bot.records.phrases import record_phrases
from kb.types import DocumentMeta, Table

_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_OF_KIND = re.compile("[一-龥]{2}性")
BLANK = re.compile(r"[-—–/\\无]*")
_PLAIN = re.compile(r"[\d.\-/%年月日:\s]*")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|盟|旗|镇|乡|街道)")
_DISTRICT_CHARS, _WIDER = 2, ("市", "省", "州", "地区")
_OTHER_PLACE = re.compile("[^省市县区州盟旗镇乡][州盟旗](?![县区市镇乡])")  # 云岫州 is no 云岫市
_MONTH = re.compile("(?:19|20)\\d{2}年(1[0-2]|[1-9])月")
_COUNT = re.compile(r"[份人家件台]数")  # 份数: 3 means 3份
_PARTS = re.compile(r"[、,，;；/]|和(?=市|省)")
_MOSTLY, MIN_PART_CHARS, MAX_PART_ROWS = 0.6, 4, 3
_NEARLY = 0.75
_UNNAMED = 7  # how well a header names rows that says nothing of it


@dataclass(frozen=True, kw_only=True)
class RecordColumn:
    """A column: `label` as answers call it, `plain` for comparison, `unit` where its header states one."""

    index: int
    label: str
    plain: str
    numeric: bool
    ordinal: bool
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A value of a column at [start, end) of a question and the rows that have it."""

    start: int
    end: int
    column: int
    value: str
    rows: frozenset[int]
    whole: bool  # the value itself, not a part of it


@dataclass(frozen=True, kw_only=True)
class RecordTable:
    """One table.

    Attributes:
        table: as ingested.
        columns: its columns.
        entity: index of the column that names the rows.
        beside: index of the column that tells apart rows of one name (a merged cell: 绿色工厂 over 国家级, 省级).
        rows: indices of body rows, without totals.
        forms: written form -> (column, value, rows) that it may mean.
        words: pairs of characters of title, headers and document title, which need no further explanation.
    """

    table: Table
    meta: DocumentMeta | None
    columns: tuple[RecordColumn, ...]
    entity: int
    rows: tuple[int, ...]
    beside: int | None = None
    forms: dict[str, tuple[tuple[int, str, frozenset[int]], ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()  # columns of places
    joined: dict[int, str] = field(default_factory=dict)  # the longer cells of a column, one a line

    @classmethod
    def of(
        cls, table: Table, meta: DocumentMeta | None, regions: RegionNames, *, numbers: bool = False
    ) -> RecordTable | None:
        """Return a table as records; None where nothing but numbers stands beside the names of places.

        With `numbers` such a table is returned too.
        """
        rows = tuple(r for r, cells in enumerate(table.rows) if r != table.total_row and not is_total(cells))
        if not rows:
            return None
        columns = tuple(column_of(table, rows, i) for i in range(len(table.header)))
        naming = _entity(table, columns, rows)
        if naming is None:
            return None
        entity, beside = naming
        texts = [c for c in columns if not c.numeric and not c.ordinal and c.index != entity]
        names = [table.rows[r][entity].text for r in rows if entity < len(table.rows[r])]
        places = sum(is_place(name, regions) for name in names)
        if not numbers and not texts and (places * 2 >= len(names) or len(rows) < 2):
            return None
        said = clean(table.title) + "," + ",".join(c.plain for c in columns)
        title = f"{regions.place_of(meta) or ''},{clean(meta.title)}" if meta is not None else ""
        return cls(
            table=table,
            meta=meta,
            columns=columns,
            entity=entity,
            rows=rows,
            beside=beside,
            forms=_forms(table, columns, rows, regions),
            words=frozenset([*bigrams(said), *bigrams(title)]),
            topic=frozenset(bigrams(clean(table.title))),
            joined={
                c.index: "\n".join(
                    text
                    for r in rows
                    if c.index < len(table.rows[r]) and len(text := clean(table.rows[r][c.index].text)) > MIN_PART_CHARS
                )
                for c in columns
                if not c.numeric and not c.ordinal
            },
            places=frozenset(
                c.index
                for c in columns
                if sum(is_place(table.rows[r][c.index].text, regions) for r in rows if c.index < len(table.rows[r])) * 2
                > len(rows)
            ),
        )

    def text(self, row: int, column: int) -> str:
        """Return a cell as written."""
        cells = self.table.rows[row]
        return cells[column].text.strip() if column < len(cells) else ""

    def blank(self, row: int, column: int) -> bool:
        """Say whether a cell says nothing."""
        return BLANK.fullmatch(self.text(row, column)) is not None

    def name(self, row: int) -> str:
        """Return what a row is called, with what tells it from others of the same name in brackets."""
        name = self.text(row, self.entity)
        if self.beside is None or sum(self.text(r, self.entity) == name for r in self.rows) == 1:
            return name
        return f"{name}（{self.text(row, self.beside)}）"

    def row_named(self, name: str) -> int | None:
        """Return the row of that name, or None."""
        return next((row for row in self.rows if self.name(row) == name), None)

    def years(self) -> set[int]:
        """Return the years that the table is for, or was published in."""
        found = {
            int(y) for y in re.findall(r"(?:19|20)\d{2}", self.table.title + (self.meta.title if self.meta else ""))
        }
        found |= {self.table.year} if self.table.year else set()
        if self.meta is not None:
            found |= {y for y in (self.meta.target_year, self.meta.published and self.meta.published.year) if y}
        return found

    def mentions(self, text: str) -> list[Mention]:
        """Return the values named in a question, the longest at each place, in order; ambiguous ones once a column."""
        found: list[Mention] = []
        taken = [False] * len(text)
        for form in sorted((f for f in self.forms if f in text), key=lambda f: (-len(f), f)):
            at = text.find(form)
            while at >= 0:
                end = at + len(form)
                if not any(taken[at:end]) and _OTHER_PLACE.match(text, end - 1) is None:
                    taken[at:end] = [True] * (end - at)
                    found += [
                        Mention(start=at, end=end, column=column, value=value, rows=rows, whole=True)
                        for column, value, rows in self.forms[form]
                    ]
                at = text.find(form, end)
        found += self._parts(text, taken)
        return sorted(found, key=lambda m: (m.start, m.column))

    def _parts(self, text: str, taken: list[bool]) -> list[Mention]:
        """Return parts of long cells (供水管网改造 of 实施老旧供水管网改造) that only few rows have."""
        out: list[Mention] = []
        i = 0
        while i < len(text) - MIN_PART_CHARS + 1:
            best: Mention | None = None
            for column in self.columns:
                if column.numeric or column.ordinal:
                    continue
                best = _longer(best, self._part_at(text, i, column.index, taken))
            if best is None:
                i += 1
                continue
            out.append(best)
            taken[best.start : best.end] = [True] * (best.end - best.start)
            i = best.end
        return out

    def _part_at(self, text: str, start: int, column: int, taken: list[bool]) -> Mention | None:
        joined = self.joined.get(column, "")
        end = start + MIN_PART_CHARS
        if any(taken[start:end]) or text[start:end] not in joined:
            return None
        while end < len(text) and not taken[end] and text[start : end + 1] in joined:
            end += 1
        part = text[start:end]
        if set(bigrams(part)) <= self.words:
            return None
        held = {row: cell for row in self.rows if part in (cell := clean(self.text(row, column)))}
        if not 0 < len(set(held.values())) <= MAX_PART_ROWS:
            return None  # a name that a merged cell gives to many rows is one
        value = next(iter(held.values()))
        return Mention(start=start, end=end, column=column, value=value, rows=frozenset(held), whole=False)


def is_place(name: str, regions: RegionNames) -> bool:
    """Say whether a name is that of a place, known or made like one."""
    plain = clean(name)
    return plain in regions.by_form or _PLACE.fullmatch(plain) is not None


def _longer(one: Mention | None, other: Mention | None) -> Mention | None:
    if one is None or other is None:
        return one or other
    return other if other.end > one.end else one


def is_total(cells: Sequence[object]) -> bool:
    """Say whether a row of cells is a sum of others."""
    texts = [clean(getattr(cell, "text", "")) for cell in cells]
    first = next((t for t in texts if t), "")
    return TOTAL_LABEL.fullmatch(first) is not None


def column_of(table: Table, rows: Sequence[int], index: int) -> RecordColumn:
    """Return what a column of a table holds in its body rows."""
    header = table.header[index].text
    cells = [clean(table.rows[r][index].text) for r in rows if index < len(table.rows[r])]
    filled = [c for c in cells if c and not BLANK.fullmatch(c)]
    numbers = sum(_NUMBER.fullmatch(c) is not None for c in filled)
    label = without_brackets(header).strip() or header.strip()
    return RecordColumn(
        index=index,
        label=label.replace("·", ""),
        plain=without_brackets(clean(header)),
        numeric=bool(filled) and numbers >= _MOSTLY * len(filled),
        ordinal=ORDINAL_LABEL.fullmatch(clean(header)) is not None,
        unit=unit_of_title(header) or (header[0] if _COUNT.fullmatch(header) else ""),
    )


def _entity(table: Table, columns: Sequence[RecordColumn], rows: Sequence[int]) -> tuple[int, int | None] | None:
    """Return the column whose words tell the rows apart: the one whose header names such things best.

    Where such a header stands over cells that repeat, the column that tells those rows apart is the second.
    """
    order = [c for c in columns if not c.numeric and not c.ordinal]
    first = min((c.index for c in order), default=0)
    order.sort(key=lambda c: (_naming(c, first=c.index == first), c.index))
    held = {c.index: [table.rows[r][c.index].text.strip() for r in rows if c.index < len(table.rows[r])] for c in order}
    full = [c for c in order if len(held[c.index]) == len(rows) and all(held[c.index])]
    unique = [c for c in full if len(set(held[c.index])) == len(rows)]
    for column in full:
        if column in unique:
            return column.index, None
        nearly = len(set(held[column.index])) >= _NEARLY * len(rows)  # 职业 beside 等级, under the kind of the row
        if not nearly and (column is not full[0] or column.index != min(c.index for c in full)):
            continue
        named = _naming(column, first=True)
        if named < _UNNAMED and any(_naming(other, first=False) == named for other in unique):
            continue  # 区域 over 设区市: the second names the rows by itself
        for other in full:
            if len(set(zip(held[column.index], held[other.index], strict=True))) == len(rows):
                return column.index, other.index
    return None


def _naming(column: RecordColumn, *, first: bool) -> int:
    """Return how well a header names rows, lower is better; 建设内容 and 检查项目 beside a name are said of it."""
    if not first and record_phrases().said_of.search(column.plain):
        return _UNNAMED
    if column.plain.endswith("名称"):
        return 1
    found = [words.entity for words in record_phrases().nouns if words.header.search(column.plain)]
    return found[0] if found else _UNNAMED


def _forms(
    table: Table, columns: Sequence[RecordColumn], rows: Sequence[int], regions: RegionNames
) -> dict[str, tuple[tuple[int, str, frozenset[int]], ...]]:
    held: dict[str, dict[tuple[int, str], set[int]]] = defaultdict(lambda: defaultdict(set))
    for column in columns:
        if column.numeric or column.ordinal:
            continue
        for row in rows:
            text = table.rows[row][column.index].text.strip() if column.index < len(table.rows[row]) else ""
            for value in dict.fromkeys((text, *(_PARTS.split(text) if len(text) > 4 else ()))):
                for form in _ways(value, regions):
                    held[form][column.index, value].add(row)
            city = _city_before(text, regions)
            for form in _ways(city, regions) if city else ():
                held[form][column.index, city].add(row)
    return {
        form: tuple((column, value, frozenset(found)) for (column, value), found in places.items())
        for form, places in held.items()
    }


def _city_before(text: str, regions: RegionNames) -> str:
    """Return the place that a longer name of a place begins with (宁波市镇海区: 宁波市); nothing where it is none."""
    plain = clean(text)
    heads = (plain[:at] for at in range(len(plain) - _DISTRICT_CHARS, 2, -1))
    head = next((h for h in heads if h in regions.by_form and h.endswith(_WIDER)), "")
    return head if head and _PLACE.fullmatch(plain[len(head) :]) else ""


def _ways(value: str, regions: RegionNames) -> set[str]:
    """Return every way to write a value that is at least two characters long."""
    plain = clean(value)
    if (month := _MONTH.fullmatch(plain)) is not None:
        return {plain, f"{month[1]}月份", f"{month[1]}月"}
    if _PLAIN.fullmatch(plain) or BLANK.fullmatch(plain):
        return set()
    forms = {plain, without_brackets(plain)}
    region = regions.by_form.get(plain)
    if region is not None:
        forms |= {clean(form) for form in (region.name, region.short, *region.forms)}
    forms |= {COMPANY_TAIL.sub("", form) for form in set(forms)}
    if _OF_KIND.fullmatch(plain) is not None:
        forms.add(plain[:-1])  # 强制的 has 强制性 in its cell
    if len(plain) <= 6:
        forms |= {PLACE_TAIL.sub("", form) for form in set(forms)}
        forms |= {form.removesuffix(tail) for form in set(forms) for tail in ("行业", "产业")}
    return {form for form in forms if len(form) > 1}
