"""One table made ready for questions: which column names the rows, what the columns are called."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from bot.figures.labels import (
    COUNT_TAIL,
    COUNTABLE,
    OF_WHICH,
    ORDINAL_LABEL,
    TOTAL_LABEL,
    column_name,
    merged_over,
    part_name,
    plain_metric,
    topic_of,
    unit_of_title,
)
from bot.figures.region_names import RegionNames
from bot.figures.surface import clean, periods, without_brackets
from kb.types import Figure, Table

WHOLE_BY_NOUN = dict.fromkeys(("县区", "区县", "县市区", "县(市、区)", "县(区)", "各县区"), "全市") | dict.fromkeys(
    ("地市", "市州", "地级市", "地级以上市"), "全省"
)
MAX_ATTRIBUTE_CHARS = 16
_NOT_ADDED = re.compile(
    "率|占比|比重|均|增长|增速|增幅|指数|同比|环比|强度|单位|每|密度|系数|得分|评分|排名|名次|比(?:值)?$"
)
PERIOD_LABEL = re.compile("(?:1[0-2]|[1-9])月份?|第?[一二三四1-4]季度|上半年|下半年|前三季度|1-(?:1[0-2]|[2-9])月")
CHANGE_ALONE = re.compile(
    r"[比较]?(?:(?:上|去|前)年|上期|(?:上年)?同期|(?:19|20)\d{2}年?)?(?:实际|完成)?(?:同比|环比)?"
    r"(?:增长|增减|增速|增幅|涨幅|降幅|升降|变化|变动|增加|减少|下降)(?:率|幅度|比例|情况|值)?|同比|环比"
)
_BY_WHOM = re.compile("牵头|负责|主办|承办|主管")  # 工信牵头, 生态环境牵头: who does it, not what is counted
TOTAL_END = re.compile("(?:合计|总计|小计|总数|总额)$")
REST_ROW = re.compile(r"^(?:其他|其它|其余)")  # 其他区县: what is left, no row to rank
PLACE_ROW = re.compile(r"(?:省|市|县|区|镇|乡|街道|州|旗|村)$")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of numbers: `cells` by row key in the order of the table, `total` the printed total if any.

    `name` is how answers call it; `group` is the merged header over it, where `label` leaves that out.  `leads` marks
    the column that stands for its table: the total, the only one, or the only one that says no more than the title;
    `subtotal` the total of those under the same merged header; `within` one that counts a part of another (其中：…).
    `change_of` is the column by how much of which another says that it rose or fell (投资 of 比上年增减).
    """

    id: str
    table_id: str
    document_id: str
    index: int
    label: str
    name: str
    unit: str | None
    year: int | None
    is_total: bool
    cells: dict[str, Figure]
    total: Figure | None
    group: str = ""
    header: str = ""
    leads: bool = False
    subtotal: bool = False
    within: bool = False
    change_of: str | None = None

    @property
    def tail(self) -> str:
        """What it is called below its merged header, cleaned."""
        metric = next((cell.metric for cell in self.cells.values()), self.label)
        return clean(metric.rpartition("·")[2])


@dataclass(frozen=True, kw_only=True)
class View:
    """A table arranged for questions.

    `topic` is the title without year, scope and filler; `row_noun` the header over the row labels (地市);
    `whole` how all rows together are called; `attributes` maps a text value to the rows that have it; `row_of` gives
    the place of every named row in the table, of those without any number too; `groupings` maps the header of a text
    column whose values repeat (行业) to the rows of each value.
    """

    table: Table
    topic: str
    row_noun: str
    row_keys: tuple[str, ...]
    columns: tuple[Column, ...]
    whole: str
    whole_region: str | None
    periods: frozenset[str]
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)
    groupings: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def summable(column: Column) -> bool:
    """Say whether adding up the rows of a column makes sense: one unit, and no rate, mean or index."""
    units = {cell.unit for cell in column.cells.values()}
    rate = _NOT_ADDED.search(column.label)
    dense = "/" in (column.unit or "") and column.unit != "台/套"  # 微克/立方米
    return len(units) <= 1 and column.unit not in {"%", "‰"} and rate is None and not dense


def whole_place(view: View, place: str | None) -> View:
    """Return a table with the place that its document is for; where its rows are places, its whole is named so."""
    places = sum(PLACE_ROW.search(key) is not None for key in view.row_keys)
    if place is None or place in view.row_keys:
        return view
    if places * 2 < len(view.row_keys):  # kinds of things, enterprises: they need not be all of the place
        return replace(view, whole_region=view.whole_region or place)
    called = {"省": "全省", "市": "全市", "县": "全县", "区": "全区", "州": "全州", "旗": "全旗"}[place[-1]]
    whole = called if view.whole == "合计" else view.whole
    return replace(view, whole=whole, whole_region=view.whole_region or place)


def arrange(
    table: Table, figures: list[Figure], regions: RegionNames, warnings: tuple[str, ...]
) -> tuple[View, dict[str, str]]:
    """Arrange one table; return it with the names of its rows by key."""
    key_of_row, names, label_column = _row_keys(table, figures, regions)
    by_column: dict[int, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (f.column, f.row)):
        if not ORDINAL_LABEL.fullmatch(clean(figure.metric)):
            by_column[figure.column].append(figure)
    header = table.header[label_column].text if 0 <= label_column < len(table.header) else ""
    row_noun = clean(without_brackets(header)).removesuffix("名称")
    topic = topic_of(table.title, row_noun)
    columns = []
    tails = Counter(cells[0].metric.rpartition("·")[2] for cells in by_column.values())
    for index, cells in by_column.items():
        rows = {key_of_row[f.row]: f for f in cells if not f.is_total and f.row in key_of_row}
        if not rows:
            continue
        over, _, tail = cells[0].metric.rpartition("·")
        totals = [f for f in cells if f.is_total]
        total = next((f for f in totals if f.row == table.total_row), totals[-1] if totals else None)
        metric = OF_WHICH.sub("", plain_metric(_of_all_rows(cells), tails)) or cells[0].metric
        label = without_brackets(clean(metric)) or clean(metric)
        part = PERIOD_LABEL.fullmatch(label) is not None and bool(topic)  # 1月, 2月: of what the title says
        if part:
            said = re.search(re.escape(topic), table.title, re.IGNORECASE)
            metric, label = f"{metric}{said[0] if said is not None else topic}", f"{label}{topic}"
        years = {f.year for f in cells}
        units = {f.unit for f in cells}
        columns.append(
            Column(
                id=f"{table.id}#{index}",
                table_id=table.id,
                document_id=table.document_id,
                index=index,
                label=label,
                name=part_name(cells[0].metric, metric)
                or column_name(metric, topic, alone=len(by_column) == 1, unit=cells[0].unit or table.unit),
                unit=(units.pop() if len(units) == 1 else None) or table.unit or unit_of_title(table.title),
                year=years.pop() if len(years) == 1 else None,
                is_total=bool(TOTAL_LABEL.fullmatch(label)),
                cells=rows,
                total=total,
                group=merged_over(cells[0].metric, metric),
                header=over,
                subtotal=bool(over and TOTAL_LABEL.fullmatch(clean(tail))),
                within=OF_WHICH.match(clean(cells[0].metric)) is not None,
            )
        )
    columns = with_changes(with_leads(with_total_named(with_total(with_subtotals(columns), table), topic), topic))
    row_of = {key: row for row, key in key_of_row.items()}
    keys = sorted(key_of_row.values() if columns else (), key=lambda key: row_of[key])
    whole = regions.whole_of(tuple(keys))
    return (
        View(
            table=table,
            topic=topic,
            row_noun=row_noun,
            row_keys=tuple(keys),
            columns=tuple(columns),
            whole=whole or WHOLE_BY_NOUN.get(row_noun, "合计"),
            whole_region=regions.above(tuple(keys), table.title),
            periods=periods(clean(table.title)).union(*(periods(c.label) for c in columns)),
            attributes=_attributes(table, key_of_row, {f.column for f in figures}, label_column),
            row_of=row_of,
            groupings=_groupings(table, key_of_row, {f.column for f in figures}, label_column),
            warnings=warnings,
        ),
        {key: names[key] for key in keys},
    )


def with_total(columns: list[Column], table: Table) -> list[Column]:
    """Mark the total that no label calls so: what 其中 columns follow, or what all others of its unit add up to."""
    if any(c.is_total for c in columns):
        return columns
    found = next((c for i, c in enumerate(columns) if _sums_run_before(c, columns[:i])), None)
    for before, after in pairwise(columns):
        if OF_WHICH.match(clean(table.header[after.index].text)) and before.unit == after.unit and found is None:
            found = before
    for column in columns if found is None else ():
        parts = [c for c in columns if c.unit == column.unit and c is not column]
        if len(parts) > 1 and len(column.cells) > 1 and all(_adds_up(column, parts, key) for key in column.cells):
            found = column
    return [replace(c, is_total=True) if c is found else c for c in columns]


def with_total_named(columns: list[Column], topic: str) -> list[Column]:
    """Call a bare total by what the columns right before it, which it adds up, all end in (强制性验收, 自愿性验收).

    Where the title says what is counted (…验收企业), the total is that already.
    """
    if topic.endswith(COUNTABLE):
        return columns
    out: list[Column] = []
    for i, column in enumerate(columns):
        if column.is_total and not column.header and TOTAL_LABEL.fullmatch(column.label):
            runs = (columns[start:i] for start in range(i - 1))
            whole = [key for key in column.cells if all(key in c.cells for c in columns[:i])]  # but for blank cells
            run = next((r for r in runs if len(whole) > 1 and all(_adds_up(column, r, key) for key in whole)), [])
            tail = _common_tail([COUNT_TAIL.sub("", c.label) for c in run])
            apart = all(len(c.label) > len(tail) for c in run)
            if len(tail) > 1 and apart and tail not in COUNTABLE and not _BY_WHOM.search(tail):
                column = replace(column, label=f"{tail}{column.label}", name=f"{tail}{column.label}")
        out.append(column)
    return out


def _common_tail(labels: list[str]) -> str:
    """Return what all labels end in, without what closes the words that tell them apart (强制性, 工业类)."""
    shared = list(takewhile(lambda chars: len(set(chars)) == 1, zip(*(label[::-1] for label in labels), strict=False)))
    return "".join(chars[0] for chars in reversed(shared)).lstrip("性类型式级的")


def with_subtotals(columns: list[Column]) -> list[Column]:
    """Put a 小计 under the header of the columns right before it that it adds up (网点-早餐店, 网点-菜店, 小计)."""
    out: list[Column] = []
    for i, column in enumerate(columns):
        heads = [c.label.partition("-") for c in columns[:i]]
        over = heads[-1][0] if heads and heads[-1][1] else ""
        run = [c for c, head in zip(columns[:i], heads, strict=True) if over and head[0] == over and head[1]]
        adds = len(run) > 1 and all(_adds_up(column, run, key) for key in column.cells)
        if adds and column.is_total and len(run) < i and all(c.unit == column.unit for c in run):
            label = f"{over}{column.label}"
            column = replace(column, label=label, name=label, header=over, is_total=False, subtotal=True)
        out.append(column)
    return out


def _of_all_rows(cells: list[Figure]) -> str:
    """Return what a column counts, without what its rows are called where each row's own name leads it in."""
    rest = {f.metric.removeprefix(without_brackets(f.row_label).strip()) for f in cells if not f.is_total}
    return next(iter(rest)) if len(rest) == 1 and "" not in rest else cells[0].metric


def with_changes(columns: list[Column]) -> list[Column]:
    """Call a column that says no more than by how much something changed by what stands before it (投资比上年增减)."""
    out: list[Column] = []
    for column in columns:
        before = next((c for c in reversed(out) if c.change_of is None), None)
        if before is not None and CHANGE_ALONE.fullmatch(column.label) and column.header == before.header:
            last = f"(?<=[比较]){(column.year or 0) - 1}年?"
            column = replace(column, change_of=before.id, name=before.name + re.sub(last, "上年", column.name))
        out.append(column)
    return out


def _sums_run_before(column: Column, before: list[Column]) -> bool:
    """Say whether a column called …合计 is the sum of a run of columns right before it (两批合计 of two)."""
    if TOTAL_END.search(column.label) is None:
        return False
    for start in range(len(before) - 1):
        run = before[start:]
        if all(c.unit == column.unit for c in run) and all(_adds_up(column, run, key) for key in column.cells):
            return True
    return False


def _adds_up(column: Column, parts: list[Column], key: str) -> bool:
    """Say whether a cell is the sum of those beside it, one of them at least not zero."""
    values = [part.cells[key].value for part in parts if key in part.cells]
    return len(values) == len(parts) and column.cells[key].value == sum(values) and any(values)


def with_leads(columns: list[Column], topic: str) -> list[Column]:
    """Mark the column that stands for its table."""
    told = [c for c in columns if set(COUNT_TAIL.sub("", c.label)) <= set(topic) and len(c.label) > 1]
    alone = told[0] if len(told) == 1 and not any(c.is_total for c in columns) else None
    return [replace(c, leads=c.is_total or c is alone or len(columns) == 1) for c in columns]


def _row_keys(table: Table, figures: list[Figure], regions: RegionNames) -> tuple[dict[int, str], dict[str, str], int]:
    """Return row index -> key, key -> name, and the column that names the rows.

    Where the label column repeats itself (many enterprises of one city) another text column without repeats names
    the rows; where none does, the place in the table tells them apart.
    """
    numeric = {f.column for f in figures}
    first = {f.row: f for f in figures if not f.is_total}
    totals = {f.row for f in figures if f.is_total}
    label_column = table.label_column if table.label_column is not None else -1
    labels = {row: figure.row_label for row, figure in first.items()}
    if len(set(labels.values())) < len(labels):
        for column in range(len(table.header)):
            if column in numeric or column == label_column:
                continue
            texts = {row: table.rows[row][column].text for row in first if column < len(table.rows[row])}
            if len(set(texts.values())) == len(first) and all(texts.values()):
                if all(re.fullmatch(r"[\d.\s]*", text) for text in texts.values()):
                    continue
                labels, label_column = texts, column
                break
    keys: dict[int, str] = {}
    names: dict[str, str] = {}
    relabelled = label_column != (table.label_column if table.label_column is not None else -1)
    known = {} if relabelled else {row: name for row in labels if (name := regions.name_of(first[row])) is not None}
    for row in sorted(labels):
        region = None if relabelled else regions.beside(clean(labels[row]), known.values()) or known.get(row)
        key = region or clean(labels[row])
        if not key:
            continue
        if key in names:
            key = f"{key}（第{row + 1}行）"
        keys[row], names[key] = key, region or labels[row].strip()
    for row, cells in enumerate(table.rows):  # rows without any number are on file all the same
        text = cells[label_column].text.strip() if 0 <= label_column < len(cells) else ""
        plain = clean(text)
        if row in first or row in totals or row == table.total_row or not plain or TOTAL_LABEL.fullmatch(plain):
            continue
        found = None if relabelled else regions.by_form.get(plain)
        key = found.name if found is not None else plain
        if key not in names:
            keys[row], names[key] = key, found.name if found is not None else text
    return keys, names, label_column


def _groupings(
    table: Table, key_of_row: dict[int, str], numeric: set[int], label_column: int
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return header -> value -> rows, over text columns that share the rows out."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for column, cell in enumerate(table.header):
        header = without_brackets(clean(cell.text))
        if column in numeric or column == label_column or ORDINAL_LABEL.fullmatch(header) or not header:
            continue
        groups: dict[str, list[str]] = defaultdict(list)
        for row, key in key_of_row.items():
            text = table.rows[row][column].text.strip() if column < len(table.rows[row]) else ""
            groups[text].append(key)
        if "" not in groups and 1 < len(groups) < len(key_of_row):
            found[header] = {value: tuple(keys) for value, keys in groups.items()}
    return found


def _attributes(
    table: Table, key_of_row: dict[int, str], numeric: set[int], label_column: int
) -> dict[str, tuple[str, ...]]:
    """Return text value -> rows, over the columns that are neither numbers nor row labels."""
    found: dict[str, list[str]] = defaultdict(list)
    for column, cell in enumerate(table.header):
        if column in numeric or column == label_column or ORDINAL_LABEL.fullmatch(clean(cell.text)):
            continue
        for row, key in key_of_row.items():
            text = clean(table.rows[row][column].text) if column < len(table.rows[row]) else ""
            if 1 < len(text) <= MAX_ATTRIBUTE_CHARS and not re.fullmatch(r"[\d.\-/%年月日:]*", text):
                found[text].append(key)
    return {text: tuple(keys) for text, keys in found.items() if len(keys) < len(key_of_row)}
