"""Tables as records: title, header, label column, year, unit, total row and notes, all with exact spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.clean.grids import NOTE, SUBTOTAL, TOTAL, UNIT_LINE
from ingest.layout import Item, Layout, Line, PlacedTable
from ingest.numbers import is_missing, is_year, parse_number
from ingest.parse.labels import ATTACHMENT, label_of
from ingest.parse.sections import Place
from ingest.units import units_stated
from kb.lexicon_index import REGION, LexiconIndex
from kb.types import Cell, DocumentMeta, Table

ORDINAL_HEADER = re.compile(r"^(?:序号?|编号|No\.?|NO\.?|#|项次)$")
YEAR_HEADER = re.compile(r"^(?:年份|年度|年)$")
REGION_HEADER = re.compile(
    r"地市|地区|城市|区域|市州|各市|市别|县区|区县|市（?县|省份|行政区|属地|所在地|^市$|^县$|^区$|市县"
)
_NAME_HEADER = re.compile(r"名称|单位|企业|行业|项目|指标|类别|部门|领域|任务|内容|品种|产品|园区|事项|类型")
_SAID_OF = re.compile(r"(?:内容|要求|措施)$|(?:检查|检测|检验|考核|审核|评分|收费|服务|监测|抽查|培训)项目$")
_UNIT_IN_TITLE = re.compile(r"[（(]\s*(?:计量)?单位[:：]\s*([^（）()\s]{1,12})\s*[）)]")
_CAPTION = re.compile(r"^(?:附?表|续表)\s*[一二三四五六七八九十\d]{0,3}(?:[-—.]\d+)?\s*[:：.、]?\s*")
_ATTACHED = re.compile(r"^附[件表录]\s*[:：]\s*(?!\d{1,2}[.、．])(\S.{3,50})$")
_NOTE_ITEM = re.compile(r"^(?:\d{1,2}[.、）)]|（\d{1,2}）|[①-⑳]|[*※])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年(?!\d)")
_RANGE = re.compile(r"(?:19|20)\d\d年?\s*[-—–~至]\s*(?:(?:19|20)\d\d|\d\d)年")


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """A table record with what figures need to know of it."""

    table: Table
    item: int
    ordinal_columns: frozenset[int]
    year_column: int | None
    unit_column: int | None
    units: tuple[str, ...]  # stated for the whole table, where they are several
    subtotal_rows: frozenset[int]
    note_items: frozenset[int]


def year_in(text: str) -> int | None:
    """Return the one year that `text` names; None where it names none, several, or a span of years."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 and not _RANGE.search(text) else None


def read_tables(
    layout: Layout, places: tuple[Place, ...], meta: DocumentMeta, index: LexiconIndex
) -> tuple[ReadTable, ...]:
    """Return the tables of a document in order."""
    found: list[ReadTable] = []
    for at, item in enumerate(layout.items):
        if isinstance(item, PlacedTable):
            found.append(_read(at, item, layout, places[at], meta, index, ordinal=len(found) + 1))
    return tuple(found)


def _read(
    at: int, item: PlacedTable, layout: Layout, place: Place, meta: DocumentMeta, index: LexiconIndex, *, ordinal: int
) -> ReadTable:
    title, unit = _caption(at, layout.items, place, meta)
    units = units_stated(unit) if unit is not None else ()
    note_items = _notes(at, layout.items)
    notes = [layout.items[i] for i in note_items]
    note_span = (notes[0].start, notes[-1].end) if notes else None
    ordinals = frozenset(c for c in range(len(item.header)) if _is_ordinal(item, c))
    year_column = next((c for c, cell in enumerate(item.header) if YEAR_HEADER.match(cell.text)), None)
    unit_column = _unit_column(item)
    totals, subtotals = _total_rows(item.rows)
    label = _label_column(item, ordinals, year_column, unit_column, totals | subtotals, index)
    labels = " ".join(c.text for c in item.header)
    first = next((c.text for i, c in enumerate(item.header) if i not in ordinals and i not in (label, unit_column)), "")
    if not _YEAR.search(first) and year_in(labels) != _outer_year(place.path, first, meta):
        labels = first  # 推荐名额 | 2025年支持项目数: the first is of the year of the document
    year = year_in(title) or year_in(labels) or _outer_year(place.path, labels, meta)
    table = Table(
        id=f"{meta.id}#t{ordinal}",
        document_id=meta.id,
        ordinal=ordinal,
        title=title,
        section_path=place.path,
        header=item.header,
        rows=item.rows,
        start=item.start,
        end=item.end,
        year=year,
        unit=unit if len(units) < 2 else None,
        total_row=_grand_total(item.rows, totals),
        label_column=label,
        note=layout.text[note_span[0] : note_span[1]] if note_span else None,
        note_start=note_span[0] if note_span else None,
        note_end=note_span[1] if note_span else None,
    )
    return ReadTable(
        table=table,
        item=at,
        ordinal_columns=ordinals,
        year_column=year_column,
        unit_column=unit_column,
        units=units if len(units) > 1 else (),
        subtotal_rows=frozenset(subtotals),
        note_items=frozenset(note_items),
    )


def _outer_year(path: tuple[str, ...], labels: str, meta: DocumentMeta) -> int | None:
    if _YEAR.search(labels):
        return None  # the columns have years of their own
    for name in reversed(path):
        if year := year_in(name):
            return year
    return year_in(meta.title) or meta.target_year


def _caption(at: int, items: tuple[Item, ...], place: Place, meta: DocumentMeta) -> tuple[str, str | None]:
    """Return the title of the table and the unit that a line above it states for all of it."""
    unit = None
    title = ""
    for item in reversed(items[max(0, at - 3) : at]):
        if not isinstance(item, Line):
            break
        if ATTACHMENT.match(item.text):
            named = _ATTACHED.match(item.text)
            if named is not None and not any(named[1] in part for part in place.path):
                title = named[1]
            break
        stated = UNIT_LINE.match(item.text)
        if stated:
            unit = stated.group(1)
            continue
        caption = _CAPTION.match(item.text)
        labelled = label_of(item.text)
        numbered = bool(
            caption
            and caption.end() < len(item.text)
            and re.match(r"^(?:附?表|续表)\s*[一二三四五六七八九十\d]", item.text)
        )
        short = len(item.text) <= 50 and not re.search(r"[。；！？]|[:：]$", item.text) and not labelled
        if numbered or short:
            title = item.text[caption.end() :] if caption and numbered else item.text
        break
    below = items[at + 1] if at + 1 < len(items) else None
    if unit is None and isinstance(below, Line) and (stated := UNIT_LINE.match(below.text)):
        unit = stated.group(1)
    if not title and place.path:
        title = _heading(place.path[-1])
    in_title = _UNIT_IN_TITLE.search(title)
    if in_title:
        unit = unit or in_title.group(1)
        title = (title[: in_title.start()] + title[in_title.end() :]).strip()
    return title or meta.title, unit


def _heading(name: str) -> str:
    """Return a section's name without its label."""
    label = label_of(name)
    bare = (
        name[label.length :].strip()
        if label
        else re.sub(r"^附[件表录]?\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2}(?![\d年]))?\s*", "", name)
    )
    return bare or name


def _notes(at: int, items: tuple[Item, ...]) -> list[int]:
    found: list[int] = []
    for i in range(at + 1, min(at + 12, len(items))):
        item = items[i]
        if not isinstance(item, Line) or item.heading:
            break
        if i == at + 1 and UNIT_LINE.match(item.text):
            continue
        if NOTE.match(item.text) or (found and _NOTE_ITEM.match(item.text) and len(item.text) < 300):
            found.append(i)
        else:
            break
    return found


def _is_ordinal(item: PlacedTable, column: int) -> bool:
    if ORDINAL_HEADER.match(item.header[column].text):
        return True
    cells = [row[column].text for row in item.rows if row[column].text.isdigit()]
    return (
        column == 0
        and not item.header[0].text
        and cells == [str(n) for n in range(1, len(cells) + 1)]
        and len(cells) > 2
    )


def _unit_column(item: PlacedTable) -> int | None:
    for c, cell in enumerate(item.header):
        if re.fullmatch(r"(?:计量)?单位", cell.text):
            values = [row[c].text for row in item.rows if row[c].text]
            if values and all(len(v) <= 10 and not re.search(r"局|厅|公司|部门|委", v) for v in values):
                return c
    return None


def _total_rows(rows: tuple[tuple[Cell, ...], ...]) -> tuple[set[int], set[int]]:
    totals, subtotals = set(), set()
    for i, row in enumerate(rows):
        words = [c.text for c in row[:3] if c.text and parse_number(c.text) is None]
        if any(SUBTOTAL.match(w) for w in words):
            subtotals.add(i)
        elif any(TOTAL.match(w) for w in words):
            totals.add(i)
    return totals, subtotals


def _grand_total(rows: tuple[tuple[Cell, ...], ...], totals: set[int]) -> int | None:
    """Return the row that adds up the table: the one at the bottom, else the one at the top."""
    if not totals:
        return None
    return max(totals) if max(totals) >= len(rows) - 3 else min(totals) if min(totals) <= 1 else max(totals)


def _label_column(
    item: PlacedTable,
    ordinals: frozenset[int],
    year_column: int | None,
    unit_column: int | None,
    totals: set[int],
    index: LexiconIndex,
) -> int | None:
    """Return the column that names the rows: regions before names, columns without repeats before others."""
    best: tuple[float, int] | None = None
    rows = [row for i, row in enumerate(item.rows) if i not in totals]
    for c in range(len(item.header)):
        if c in ordinals or c in (year_column, unit_column) or not rows:
            continue
        cells = [row[c].text for row in rows]
        filled = [x for x in cells if x]
        words = [x for x in filled if parse_number(x) is None and not is_missing(x) and not is_year(x)]
        if not filled or len(words) < 0.6 * len(filled):
            continue
        regions = sum(any(kind == REGION for kind, _ in index.lookup(w)) for w in words) / len(words)
        header = item.header[c].text
        score = 2 * (len(set(filled)) / len(cells)) + regions - 0.1 * c
        score += 1.0 if REGION_HEADER.search(header) else 0.5 if _NAME_HEADER.search(header) else 0
        if c and _SAID_OF.search(header):
            score -= 0.5  # 检查项目, 建设内容: said of what the column before it names
        elif re.search(r"名称|企业|项目$", header) and len(set(filled)) == len(cells):
            score += 1.2  # a list of enterprises or projects: where they are is said of them, not the other way round
        score -= sum(len(w) for w in words) / len(words) / 20  # remarks are long, names are short
        if best is None or score > best[0]:
            best = (score, c)
    if best is not None:
        return best[1]
    return year_column
