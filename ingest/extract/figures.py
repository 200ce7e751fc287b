"""Figures: one record for every numeric cell, bound to row, column, year, region, metric and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.tables import REGION_HEADER, ReadTable, year_in
from ingest.numbers import is_year, parse_number
from ingest.units import split_unit, unit_among, unit_in_label
from kb.lexicon_index import REGION, LexiconIndex
from kb.types import Cell, Figure

_NOT_A_FIGURE = re.compile(
    r"电话|手机|传真|邮编|代码|文号|日期|时间|期限|身份证|联系|备注|说明|经度|纬度|页码|门牌|账号|证号|信用代码"
)
_LASTS = re.compile("年|个?月|[天日]|工作日|小时|学时|课时|分钟|分|秒")  # 开放时间（小时/日）: how long, and no day
_GENERIC = re.compile(
    r"^(?:数值|数量|指标值|(?:目标|实际|完成|预期|计划|现状|基期|任务)(?:值|数|数量|情况)?|完成情况|约束性目标|预期性目标)$"
)
_VALUE = re.compile(r"^(?:数值|数量|指标值)$")
_NAMES_METRICS = re.compile(r"指标|项目|内容|类别|名称|事项")
_NO_REGION = re.compile("(?:[小社景校厂库林牧矿灾街住专]|服务|安置)区$|[超夜集早菜门]市$")  # 基础类小区: things counted
_AGAINST = re.compile(r"[比较](?=(?:19|20)\d\d)")
_YEAR_PREFIX = re.compile(r"(?:19|20)\d\d\s?年度?(?:的)?·?(?!(?<=[至到]\d{4}年)[底末初])")  # but for 截至2025年底


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column label says: metric without year and unit, the unit, the year, the region."""

    label: str
    metric: str
    unit: str | None
    year: int | None
    region: str | None


def read_figures(read: ReadTable, index: LexiconIndex) -> tuple[Figure, ...]:
    """Return the figures of a table."""
    table = read.table
    columns = [_column(cell, index) for cell in table.header]
    taken = read.ordinal_columns | {read.year_column, read.unit_column, table.label_column}
    numeric = [c for c in range(len(columns)) if c not in taken and _may_count(columns[c])]
    if sum(columns[c].region is not None for c in numeric) == 1:  # one alone is a kind of thing (省级工业园区)
        columns = [c if _known_region(c, index) else replace(c, region=None) for c in columns]
    figures: list[Figure] = []
    for r, row in enumerate(table.rows):
        for c in numeric:
            figure = _figure(read, columns[c], r, c, row, index, ordinal=len(figures) + 1)
            if figure:
                figures.append(figure)
    return tuple(figures)


def _may_count(column: Column) -> bool:
    """Say whether a column may hold figures: none of phones, codes or days, unless it says in what it is counted."""
    lasts = column.unit is not None and _LASTS.fullmatch(column.unit.partition("/")[0]) is not None
    said = _NOT_A_FIGURE.search(column.label)
    return said is None or (lasts and said[0] in ("时间", "期限"))


def _column(cell: Cell, index: LexiconIndex) -> Column:
    label, unit = split_unit(cell.text)
    own, against, other = _against_year(label)
    year = year_in(own) or (int(label[:4]) if is_year(label) else None)
    metric = _YEAR_PREFIX.sub("", own).strip("·") + against + other if year else label
    if is_year(label):
        metric = ""
    return Column(label=cell.text, metric=metric, unit=unit, year=year, region=region_of(metric, index))


def _known_region(column: Column, index: LexiconIndex) -> bool:
    """Say whether the lexicon, and not only the form of its name, makes what a column is called a region."""
    return any(kind == REGION for kind, _ in index.lookup(re.sub(r"\s", "", column.metric)))


def _against_year(label: str) -> tuple[str, str, str]:
    """Cut a label where it names the year that its own is set against (2025年投资 | 比 | 2024年增减)."""
    found = _AGAINST.search(label)
    return (label, "", "") if found is None else (label[: found.start()], found[0], label[found.end() :])


def region_of(text: str, index: LexiconIndex, *, column_is_region: bool = False) -> str | None:
    """Return the canonical name of the region that `text` names, itself where it only has a region's form."""
    bare = re.sub(r"\s", "", text)
    for kind, canonical in index.lookup(bare):
        if kind == REGION:
            return canonical
    if (
        re.fullmatch(r"[\u4e00-\u9fff]{1,10}(?:省|市|区|县|州|盟|旗|自治区)", bare)
        and not re.search(r"城市$|地市$|各|^全", bare)
        and not _NO_REGION.search(bare)
    ):
        return bare
    return bare if column_is_region and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare) else None


def _figure(
    read: ReadTable, column: Column, r: int, c: int, row: tuple[Cell, ...], index: LexiconIndex, *, ordinal: int
) -> Figure | None:
    table = read.table
    cell = row[c]
    number = parse_number(cell.text)
    if number is None:
        return None
    is_total = r == table.total_row or r in read.subtotal_rows
    label_at = table.label_column
    label = row[label_at].text if label_at is not None else ""
    if not label:  # a total row often names itself in the first column
        label = next((x.text for x in row if x.text and parse_number(x.text) is None), "")
    bare_label, row_unit = split_unit(label)
    metric, region = column.metric, column.region
    if not metric or region:  # columns are years or places: the row names what is counted
        row_region = region_of(bare_label, index)
        metric = bare_label if bare_label and row_region is None else _title_metric(table.title)
        region = region or row_region
    elif _GENERIC.match(metric) and bare_label and not is_total and region_of(bare_label, index) is None:
        # 指标 | 2025年目标: the row names what is counted, the column only which value of it
        header = table.header[label_at].text if label_at is not None else ""
        if _NAMES_METRICS.search(header):
            metric = bare_label if _VALUE.match(metric) else bare_label + metric
    elif not is_total:
        header = table.header[label_at].text if label_at is not None else ""
        region = region_of(bare_label, index, column_is_region=bool(REGION_HEADER.search(header)))
        if region is None:
            others = (region_of(x.text, index) for i, x in enumerate(row) if i not in (c, label_at) and x.text)
            region = next((x for x in others if x), None)
    year = column.year or _row_year(read, row) or year_in(bare_label) or table.year
    stated = row[read.unit_column].text if read.unit_column is not None else None
    unit = number.unit or column.unit or row_unit or stated or table.unit or unit_among(column.label, read.units)
    unit = unit or unit_in_label(metric)
    return Figure(
        id=f"{table.id}.f{ordinal}",
        document_id=table.document_id,
        table_id=table.id,
        row=r,
        column=c,
        row_label=label,
        column_label=column.label,
        metric=metric,
        year=year,
        region=region,
        value=number.value,
        unit=unit,
        raw=cell.text,
        is_total=is_total,
        start=cell.start,
        end=cell.end,
    )


def _row_year(read: ReadTable, row: tuple[Cell, ...]) -> int | None:
    if read.year_column is None:
        return None
    text = row[read.year_column].text
    return int(text[:4]) if is_year(text) else None


def _title_metric(title: str) -> str:
    """Return what a title says the table counts: without years and 各市…情况表."""
    year = r"(?:19|20)\d\d\s?(?:[-—–至~]\s?(?:20)?\d\d)?\s?年度?"
    bare = re.sub(rf"{year}(?:(?:和|与|及|、){year})*(?:的)?", "", title)
    bare = re.sub(r"^(?:全省|各地级以上市|各地市|各设区市|各市州?|各盟市|各地|各县[市区]{0,2})", "", bare)
    return re.sub(r"(?:情况|统计|汇总|一览|明细|分解)?表$|情况$", "", bare) or title
