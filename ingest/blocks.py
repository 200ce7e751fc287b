"""What loading yields and cleaning works on: paragraphs and grids in reading order, before offsets are taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A line or paragraph of running text.

    Attributes:
        text: the words, without heading marks.
        line: line number in the file, counted from 1.
        heading: Markdown or HTML heading depth, 0 for none.
        indented: the line began with the blank that opens a Chinese paragraph.
        after_blank: an empty line or a block boundary stood before it.
        hard_break: the source ends the line on purpose (two spaces, `<br>`, end of a block element).
    """

    text: str
    line: int
    heading: int = 0
    indented: bool = False
    after_blank: bool = False
    hard_break: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Rows of cells as they stand in the source.

    Attributes:
        rows: cell texts; rows may differ in length until cleaned.
        lines: line number of each row in the file.
        style: `tab`, `pipe`, `html` or `space`; how sure we are that it is a table at all (space is a guess).
        header_rows: number of header rows where the source says so (pipe, `<thead>`), else None.
        caption: caption that the source ties to the table.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    style: str
    header_rows: int | None = None
    caption: str | None = None


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """The boundary between two pages of the source."""

    line: int


Block = Paragraph | Grid | PageBreak


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A file read into blocks, with its front matter and what could not be read."""

    fields: dict[str, object]
    blocks: tuple[Block, ...]
    damage: tuple[str, ...] = ()
