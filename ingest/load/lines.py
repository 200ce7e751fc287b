"""Markdown and plain text into blocks: headings, paragraphs, tables by tab, pipe, HTML mark or aligned columns."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.blocks import Block, Grid, PageBreak, Paragraph
from ingest.load.columns import aligned_grid
from ingest.load.html import html_blocks
from ingest.load.pages import PAGE_NUMBER

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BULLET = re.compile(r"^\s*[-*+•●]\s+(?=\S)")
_EVEN_ROWS = 3
_INDENT = re.compile(r"^(?:\u3000{1,}|\s{2,}|\t)")


def markdown_blocks(text: str, first_line: int) -> list[Block]:
    """Read Markdown; headings by `#`, tables by pipe, tab, `<table>` or aligned columns."""
    return _blocks(text, first_line, markdown=True)


def text_blocks(text: str, first_line: int) -> list[Block]:
    """Read plain text as a PDF converter leaves it: hard-wrapped lines, page numbers, tables by tab or alignment."""
    return _blocks(text, first_line, markdown=False)


def _blocks(text: str, first_line: int, *, markdown: bool) -> list[Block]:
    lines = text.split("\n")
    blocks: list[Block] = []
    readers: tuple[Callable[[list[str], int, int], tuple[Grid, int] | None], ...] = (
        _pipe_grid,
        _tab_grid,
        aligned_grid,
    )
    index, blank = 0, True
    while index < len(lines):
        line, number = lines[index], first_line + index
        if "\f" in line:
            blocks.append(PageBreak(line=number))
            lines[index] = line.replace("\f", "")
            blank = True
            continue
        if not line.strip():
            blank = True
            index += 1
            continue
        if PAGE_NUMBER.match(line) and not _continues_numbering(lines, index):
            blocks.append(PageBreak(line=number))
            blank = True
            index += 1
            continue
        if _RULE.match(line):
            blank = True
            index += 1
            continue
        if re.match(r"\s*<table\b", line, re.I) and (end := _html_end(lines, index)):
            blocks += html_blocks("\n".join(lines[index:end]), number)
            index, blank = end, True
            continue
        for reader in readers:
            found = reader(lines, index, first_line)
            if found:
                blocks.append(found[0])
                index, blank = found[1], True
                break
        else:
            blocks.append(_paragraph(line, number, blank=blank, markdown=markdown))
            blank = False
            index += 1
    return blocks


def _paragraph(line: str, number: int, *, blank: bool, markdown: bool) -> Paragraph:
    heading = _HEADING.match(line) if markdown else None
    if heading and heading.group(2):
        return Paragraph(text=heading.group(2), line=number, heading=len(heading.group(1)), after_blank=blank)
    body = line
    if markdown:
        body = re.sub(r"^\s*>\s?", "", body)
        body = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|~])", r"\1", body)
    bullet = _BULLET.match(body)
    if bullet:
        body = body[bullet.end() :]
    return Paragraph(
        text=body.replace("\t", " ").strip(),
        line=number,
        indented=bool(_INDENT.match(line)) or bool(bullet),
        after_blank=blank,
        hard_break=markdown and line.endswith("  "),
    )


def _continues_numbering(lines: list[str], index: int) -> bool:
    # "3 / 9" between table rows is data only if its neighbours look the same; page numbers stand alone.
    near = [x for x in lines[max(0, index - 1) : index + 2] if x.strip()]
    return sum(bool(PAGE_NUMBER.match(x)) for x in near) > 1


def _html_end(lines: list[str], index: int) -> int | None:
    depth = 0
    for at in range(index, len(lines)):
        depth += len(re.findall(r"<table\b", lines[at], re.I)) - len(re.findall(r"</table\s*>", lines[at], re.I))
        if depth <= 0:
            return at + 1
    return None


def _pipe_cells(line: str) -> tuple[str, ...]:
    body = line.strip()
    body = body.removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return tuple(cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", body))


def _pipe_grid(lines: list[str], index: int, first_line: int) -> tuple[Grid, int] | None:
    if lines[index].count("|") < 1:
        return None
    end, rule = index, None
    while end < len(lines) and "|" in lines[end]:
        if rule is None and _PIPE_RULE.match(lines[end]):
            rule = end
        end += 1
    bordered = all(x.strip().startswith("|") for x in lines[index:end])
    if end - index < 2 and not (bordered and lines[index].count("|") > 2):
        return None
    if rule is None and not bordered and not _even(lines[index:end]):
        return None
    kept = [at for at in range(index, end) if not _PIPE_RULE.match(lines[at])]
    if not kept:
        return None
    header_rows = None if rule is None else sum(at < rule for at in kept)
    rows = tuple(_pipe_cells(lines[at]) for at in kept)
    numbers = tuple(first_line + at for at in kept)
    return Grid(rows=rows, lines=numbers, style="pipe", header_rows=header_rows), end


def _even(lines: list[str]) -> bool:
    """Say whether lines without a border are cut by pipes into as many cells each, as plain text sets a table."""
    counts = {line.count("|") for line in lines}
    return len(lines) >= _EVEN_ROWS and len(counts) == 1 and counts.pop() > 1


def _tab_grid(lines: list[str], index: int, first_line: int) -> tuple[Grid, int] | None:
    if not _has_columns(lines[index]):
        return None
    end = index
    while end < len(lines) and (_has_columns(lines[end]) or _goes_on(lines, index, end)):
        end += 1
    rows = [lines[at].rstrip("\n").split("\t") for at in range(index, end)]
    # An indenting tab before each row is layout, not a column.
    while len(rows) > 1 and all(len(row) > 1 and not row[0].strip() for row in rows):
        rows = [row[1:] for row in rows]
    wide = max(len(row) for row in rows)
    if wide < 2 or (len(rows) < 2 and wide < 3):
        return None
    numbers = tuple(first_line + at for at in range(index, end))
    return Grid(rows=tuple(tuple(c.strip() for c in row) for row in rows), lines=numbers, style="tab"), end


def _goes_on(lines: list[str], start: int, at: int) -> bool:
    """Say whether a line without a tab is the rest of a header cell that was broken at a line end."""
    words = lines[at].strip()
    if at == start or not words or len(words) > 16 or re.search(r"[。，；：\d]", words) or at + 1 >= len(lines):
        return False
    numbers = any(re.fullmatch(r"[\d.,]+%?", c.strip()) for line in lines[start:at] for c in line.split("\t"))
    return not numbers and _has_columns(lines[at + 1]) and not lines[at][0].isspace()


def _has_columns(line: str) -> bool:
    return "\t" in line.strip() or ("\t" in line and line.strip() != "" and not line.startswith("\t"))
