"""Put cleaned blocks into one text and note where each stands; every later span is an offset into this text."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.blocks import PageBreak, Paragraph
from ingest.clean.grids import CleanBlock, CleanTable
from kb.types import Cell


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph in the text."""

    text: str
    start: int
    end: int
    heading: int
    source_line: int


@dataclass(frozen=True, kw_only=True)
class PlacedTable:
    """A table in the text: cells parted by tabs, rows by line ends."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    source_line: int
    repairs: tuple[str, ...]


Item = Line | PlacedTable


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The cleaned text and its items in order."""

    text: str
    items: tuple[Item, ...]
    page_starts: tuple[int, ...]


def lay_out(blocks: list[CleanBlock]) -> Layout:
    """Return the text of `blocks`, one paragraph or table row a line, with exact offsets."""
    pieces: list[str] = []
    items: list[Item] = []
    pages: list[int] = []
    at = 0
    for block in blocks:
        if isinstance(block, PageBreak):
            if at and (not pages or pages[-1] != at):
                pages.append(at)
            continue
        if isinstance(block, Paragraph):
            end = at + len(block.text)
            items.append(Line(text=block.text, start=at, end=end, heading=block.heading, source_line=block.line))
            pieces.append(block.text + "\n")
        else:
            table, text = _place(block, at)
            items.append(table)
            end = table.end
            pieces.append(text + "\n")
        at = end + 1
    return Layout(text="".join(pieces), items=tuple(items), page_starts=(0, *pages) if pages else ())


def _place(block: CleanTable, at: int) -> tuple[PlacedTable, str]:
    placed: list[tuple[Cell, ...]] = []
    lines: list[str] = []
    position = at
    for row in (block.header, *block.rows):
        cells = []
        for text in row:
            cells.append(Cell(text=text, start=position, end=position + len(text)))
            position += len(text) + 1
        placed.append(tuple(cells))
        lines.append("\t".join(row))
    text = "\n".join(lines)
    table = PlacedTable(
        header=placed[0],
        rows=tuple(placed[1:]),
        start=at,
        end=at + len(text),
        source_line=block.line,
        repairs=block.repairs,
    )
    return table, text
