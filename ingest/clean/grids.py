"""Table level: one table per table, whatever pages did to it, with one clean header row and rows of equal length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, Grid, PageBreak, Paragraph
from ingest.clean.chars import clean_cell, clean_line
from ingest.clean.headers import header_row_count, is_datum, join_header, mend_header
from kb.errors import FixDocument

TOTAL = re.compile(r"^(?:合计|总计|共计|总数|全省合计|全市合计|全省总计|全省|全市|全国|全区|总和|累计)(?:[（:：].*)?$")
SUBTOTAL = re.compile(r"^(?:小计|.{0,8}小计)(?:[（:：].*)?$")
NOTE = re.compile(r"^(?:注|备注|说明|附注|数据来源|资料来源)\s*\d?\s*[:：]|^注\d|^[*※]")
UNIT_LINE = re.compile(r"^[（(]?(?:计量)?单位[:：]\s*([^\s）)]{1,16})[）)]?$")
_CONTINUED = re.compile(
    r"^[（(]?续(?:上)?表?[一二三四五六七八九十\d]*[）)]?$|^(?:附件|附表|表)\s*\d*\s*[（(]续[）)].{0,40}$|^.{0,40}[（(]续(?:表|上表)?[）)]$"
)
_PHONE = re.compile(r"\d{3,4}-\d{7,8}|1[3-9]\d{9}")


@dataclass(frozen=True, kw_only=True)
class CleanTable:
    """A table ready to be laid out: header and rows of the same length; `lines` are source lines of the rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    line: int
    repairs: tuple[str, ...] = ()


CleanBlock = Paragraph | CleanTable | PageBreak


def clean_grids(blocks: list[Block], *, path: str) -> list[CleanBlock]:
    """Return the blocks with every grid merged over pages, cleaned and squared.

    Captions, unit lines and notes that stood inside a grid come out as paragraphs around it.

    Raises:
        FixDocument: a row's numbers cannot be assigned to columns with certainty; names the line.
    """
    out: list[CleanBlock] = []
    for block in _merged([_cleaned(b) if isinstance(b, Grid) else b for b in blocks]):
        if isinstance(block, Grid):
            out += _square(block, path=path)
        else:
            out.append(block)
    return out


def _cleaned(grid: Grid) -> Grid:
    rows, lines = [], []
    for row, line in zip(grid.rows, grid.lines, strict=True):
        cells = tuple(clean_cell(c) for c in row)
        if any(cells):
            rows.append(cells)
            lines.append(line)
    return replace(grid, rows=tuple(rows), lines=tuple(lines))


def _merged(blocks: list[Block]) -> list[Block]:
    out: list[Block] = []
    between: list[Block] = []  # page breaks and "continued" captions since the last grid
    for block in blocks:
        table = next((b for b in reversed(out) if True), None)
        if isinstance(table, Grid) and isinstance(block, PageBreak | Paragraph) and _passes(block):
            between.append(block)
            continue
        if isinstance(table, Grid) and isinstance(block, Grid) and (whole := _continuation(table, block)):
            out[-1] = whole
            between = []
            continue
        out += between
        between = []
        out.append(block)
    return out + between


def _passes(block: PageBreak | Paragraph) -> bool:
    return isinstance(block, PageBreak) or bool(_CONTINUED.match(block.text))


def _continuation(first: Grid, second: Grid) -> Grid | None:
    """Return both grids as one where the second goes on with the first."""
    width = _width(first)
    if not second.rows or not first.rows or _width(second) != width:
        return None
    count = header_row_count(first.rows, first.header_rows)
    rows, lines = second.rows, second.lines
    if count and rows[:count] == first.rows[:count]:
        rows, lines = rows[count:], lines[count:]
    elif not (_numbered_on(first.rows, rows) or _same_columns(first.rows[count:], rows[0])):
        return None
    return replace(first, rows=first.rows + rows, lines=first.lines + lines)


def _numbered_on(first: tuple[tuple[str, ...], ...], second: tuple[tuple[str, ...], ...]) -> bool:
    last = next((row[0] for row in reversed(first) if row[0].isdigit()), None)
    return last is not None and second[0][0].isdigit() and int(second[0][0]) == int(last) + 1


def _same_columns(rows: tuple[tuple[str, ...], ...], row: tuple[str, ...]) -> bool:
    """Say whether `row` is data of the same kind: numbers in the columns that hold numbers, or a total row."""
    if not rows or TOTAL.match(rows[-1][0]):
        return False
    numeric = [i for i in range(len(row)) if all(is_datum(r[i]) for r in rows if i < len(r))]
    return (
        bool(numeric)
        and all(is_datum(row[i]) for i in numeric)
        and not all(is_datum(c) for c in row[:1] if not numeric)
    )


def _width(grid: Grid) -> int:
    counts = Counter(len(row) for row in grid.rows if any(is_datum(c) and c for c in row)) or Counter(
        len(row) for row in grid.rows
    )
    top = max(counts.values())
    return max(n for n, seen in counts.items() if seen == top)


def _square(grid: Grid, *, path: str) -> list[CleanBlock]:
    rows, lines = list(grid.rows), list(grid.lines)
    before: list[CleanBlock] = []
    after: list[CleanBlock] = []
    if grid.caption:
        before.append(Paragraph(text=clean_line(grid.caption), line=lines[0], after_blank=True))
    while rows and (words := _only_words(rows[0])) and len(rows) > 2:
        before.append(Paragraph(text=clean_line(words), line=lines.pop(0), after_blank=True))
        rows.pop(0)
    while rows and (words := _only_words(rows[-1])) and NOTE.match(words):
        after.insert(0, Paragraph(text=clean_line(words), line=lines.pop(), after_blank=True))
        rows.pop()
    if _pairs(rows):
        joined = [("：".join(c for c in row if c),) for row in rows]
        return [*before, *_as_lines(joined, lines), *after]
    if grid.style in ("tab", "space"):
        rows, lines = mend_header(rows, lines, _width(grid))
    explicit = grid.header_rows
    if explicit is not None:
        explicit = max(0, explicit - len(before)) or None
    count = header_row_count(tuple(rows), explicit)
    if count == 0 or count == len(rows):
        return [*before, *_as_lines(rows, lines), *after]
    width = _width(replace(grid, rows=tuple(rows[count:]), lines=tuple(lines[count:])))
    header = join_header(rows[:count], width)
    if header is None:
        if grid.style == "space":
            return [*before, *_as_lines(rows, lines), *after]
        cells = max(len(r) for r in rows[:count])
        raise FixDocument(
            f"表头有{cells}列，表中各行有{width}列，无法确定各数字属于哪一列，请改成列数一致后重新导入。",
            path=path,
            place=f"第{lines[0]}行",
        )
    squared, repairs = _rows(rows[count:], lines[count:], header, path=path)
    header, squared = _drop_empty_columns(header, squared)
    table = CleanTable(
        header=header, rows=tuple(squared), lines=tuple(lines[count:]), line=lines[0], repairs=tuple(repairs)
    )
    return [*before, table, *after]


def _pairs(rows: list[tuple[str, ...]]) -> bool:
    """Say whether a grid of two columns is a list of contact details (联系人 | 张三) rather than a table."""
    return (
        bool(rows)
        and all(len(r) == 2 for r in rows)
        and any(has_phone(r) for r in rows)
        and any(re.match(r"^(?:联系人|联系电话|电话|手机|邮箱|传真|地址)", r[0]) for r in rows)
    )


def _only_words(row: tuple[str, ...]) -> str | None:
    """Return the text of a row that has but one, spread over all its columns or alone in it."""
    words = {c for c in row if c}
    if len(words) != 1:
        return None
    text = next(iter(words))
    alone = sum(bool(c) for c in row)
    return text if not is_datum(text) and (alone == len(row) or alone == 1) and not TOTAL.match(text) else None


def _as_lines(rows: Sequence[tuple[str, ...]], lines: list[int]) -> list[CleanBlock]:
    """Give a grid without a header back as lines of text, so that a list of contacts stays readable."""
    return [
        Paragraph(
            text=clean_line(" ".join(c for c in row if c), prose=False), line=line, after_blank=True, hard_break=True
        )
        for row, line in zip(rows, lines, strict=True)
        if any(row)
    ]


def _rows(
    rows: list[tuple[str, ...]], lines: list[int], header: tuple[str, ...], *, path: str
) -> tuple[list[tuple[str, ...]], list[str]]:
    width = len(header)
    full = [r for r in rows if len(r) == width]
    numeric = [
        bool(full) and any(is_datum(r[i]) and r[i] for r in full) and all(is_datum(r[i]) for r in full)
        for i in range(width)
    ]
    out, repairs = [], []
    for row, line in zip(rows, lines, strict=True):
        if len(row) == width:
            out.append(_without_repeats(row))
            continue
        fixed = _fit(row, width, numeric)
        if fixed is None:
            raise FixDocument(
                f"表格这一行有{len(row)}列，表头有{width}列，无法确定各数字属于哪一列，请补齐后重新导入。",
                path=path,
                place=f"第{line}行",
            )
        if tuple(c for c in fixed if c) != tuple(c for c in row if c) or len(row) > width:
            repairs.append(f"第{line}行的列数与表头不符（{len(row)}列，应为{width}列），已按空单元格补齐")
        elif not _only_words(row):
            repairs.append(f"第{line}行少{width - len(row)}列，已按空单元格补齐")
        out.append(_without_repeats(fixed))
    return _spread_down(out), repairs


def _spread_down(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Say the kind of rows once more in each row of its group, where a merged cell left it in the first row alone.

    It is the first column of words, blank in some rows and not in the first, before a column that names every row.
    """
    members = [row for row in rows if not any(TOTAL.match(c) or SUBTOTAL.match(c) for c in row[:3])]
    width = min((len(row) for row in members), default=0)
    at = next((i for i in range(width) if not all(is_datum(row[i]) for row in members)), width)
    if at + 1 >= width or not members[0][at] or all(row[at] for row in members):
        return rows
    if any(is_datum(row[at]) for row in members if row[at]):
        return rows
    if any(not row[at + 1] or is_datum(row[at + 1]) for row in members):
        return rows
    held, out = "", []
    for row in rows:
        if row not in members:
            out.append(row)
            continue
        held = row[at] or held
        out.append((*row[:at], held, *row[at + 1 :]))
    return out


def _fit(row: tuple[str, ...], width: int, numeric: list[bool]) -> tuple[str, ...] | None:
    """Return `row` with `width` cells where there is only one sensible way, else None."""
    if len(row) > width:
        extra = row[width:]
        if not any(extra):
            return row[:width]
        kept = tuple(c for c in row if c)
        return kept if len(kept) == width else None
    missing = width - len(row)
    if not any(is_datum(c) and c for c in row):
        return row + ("",) * missing
    if not any(numeric[width - missing :]):  # only remarks are missing at the end
        return row + ("",) * missing
    leading = 1
    values = row[leading:]
    columns = [i for i, n in enumerate(numeric) if n and i > 0]
    if TOTAL.match(row[0]) or SUBTOTAL.match(row[0]):
        # A total row that lost the blank cells between its name and its numbers.
        values = tuple(c for c in values if c)
        if len(values) == len(columns) and all(is_datum(c) for c in values):
            fitted = [""] * width
            fitted[0] = row[0]
            for at, value in zip(columns, values, strict=True):
                fitted[at] = value
            return tuple(fitted)
    return None


def _without_repeats(row: tuple[str, ...]) -> tuple[str, ...]:
    """Blank the repeats of a spanning name in a total row (合计 | 合计 | 878)."""
    if not TOTAL.match(row[0]):
        return row
    return tuple("" if i and cell == row[0] else cell for i, cell in enumerate(row))


def _drop_empty_columns(
    header: tuple[str, ...], rows: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    keep = [i for i in range(len(header)) if header[i] or any(r[i] for r in rows)]
    return tuple(header[i] for i in keep), [tuple(r[i] for i in keep) for r in rows]


def has_phone(row: tuple[str, ...]) -> bool:
    """Say whether a row holds a phone number."""
    return any(_PHONE.search(c) for c in row)
