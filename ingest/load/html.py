"""HTML into blocks: headings, paragraphs, and tables with rowspan and colspan spread out."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString, ProcessingInstruction

from ingest.blocks import Block, Grid, PageBreak, Paragraph
from ingest.load.web_page import facts_of_page, is_around

_SKIP = {"script", "style", "noscript", "template", "head", "nav", "iframe", "svg", "button", "select", "form"}
_INLINE = {
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
}  # fmt: skip
_MAX_SPAN = 200
_MARKED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）).、．]|第[一二三四五六七八九十百\d]+[条章节]|附件")


def html_blocks(text: str, first_line: int) -> list[Block]:
    """Read HTML; line numbers are those of the tags' lines in the source."""
    soup = BeautifulSoup(text, "html.parser")
    walker = _Walker(first_line)
    walker.walk(soup, 0)
    walker.flush(0, True)
    return walker.blocks


class _Walker:
    def __init__(self, first_line: int) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._mark = ""  # the number of a list item whose first words are still to come
        self._line = first_line
        self._first = first_line

    def walk(self, node: Tag, heading: int) -> None:
        for child in node.children:
            if isinstance(child, Comment | Doctype | ProcessingInstruction):
                continue
            if isinstance(child, NavigableString):
                self._words.append(re.sub(r"[ \t\r\n]+", " ", str(child)))
            elif isinstance(child, Tag):
                self._tag(child, heading)

    def _tag(self, tag: Tag, heading: int) -> None:
        if tag.name in _SKIP or _hidden(tag) or is_around(tag):
            return
        line = self._first + (tag.sourceline or 1) - 1
        if tag.name == "br":
            self.flush(heading, False)
        elif tag.name == "hr":
            self.flush(heading, True)
            self.blocks.append(PageBreak(line=line))
        elif tag.name == "table":
            self.flush(heading, True)
            self.blocks += _table(tag, line)
        elif tag.name in _INLINE:
            self.walk(tag, heading)
        else:
            self.flush(heading, True)
            self._line = line
            self._mark = _number(tag) or self._mark
            level = int(tag.name[1]) if re.fullmatch(r"h[1-6]", tag.name) else heading
            self.walk(tag, level)
            self.flush(level, True)

    def flush(self, heading: int, block_end: bool) -> None:
        raw = "".join(self._words)
        self._words = []
        text = raw.strip(" \n\u3000\xa0")
        if text:
            text, self._mark = ("" if _MARKED.match(text) else self._mark) + text, ""
            indented = raw.lstrip(" \n")[:1] in ("\u3000", "\xa0")
            after = block_end or not self.blocks or not isinstance(self.blocks[-1], Paragraph)
            self.blocks.append(
                Paragraph(
                    text=text,
                    line=self._line,
                    heading=heading,
                    indented=indented,
                    after_blank=after,
                    hard_break=True,
                )
            )


def _number(tag: Tag) -> str:
    """Return the number that a reader sees before an item of an ordered list; empty for other tags."""
    if tag.name != "li" or tag.parent is None or tag.parent.name != "ol":
        return ""
    first = re.match(r"\d+", str(tag.parent.get("start") or "1"))
    before = len(tag.find_previous_siblings("li"))
    return f"{before + int(first.group() if first else 1)}."


def _hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.has_attr("hidden") or "display:none" in style


def _table(tag: Tag, line: int) -> list[Block]:
    rows, lines, header_rows = _spread(tag, line)
    caption = tag.find("caption")
    if not rows:
        return []
    width = max(len(row) for row in rows)
    nested = tag.find("table") is not None
    if width == 1 or nested:  # a layout table: its cells are prose
        walker = _Walker(line)
        for cell in tag.find_all(["td", "th", "caption"]):
            if isinstance(cell, Tag) and not cell.find("table"):
                walker.walk(cell, 0)
                walker.flush(0, True)
            elif isinstance(cell, Tag) and nested:
                for inner in cell.find_all("table", recursive=False):
                    walker.blocks += _table(inner, line) if isinstance(inner, Tag) else []
        return walker.blocks
    facts = facts_of_page(rows)
    if facts:
        return [Paragraph(text=f"{name}：{value}", line=line, after_blank=True) for name, value in facts if value]
    words = caption.get_text(" ", strip=True) if isinstance(caption, Tag) else None
    return [Grid(rows=rows, lines=lines, style="html", header_rows=header_rows or None, caption=words)]


def _spread(tag: Tag, line: int) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...], int]:
    """Lay cells out on a grid; a spanning cell repeats its text in every place it covers.

    Blank repeats would lose which header a column belongs to and which region a row belongs to.
    """
    grid: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}  # column -> (rows still covered, text)
    lines: list[int] = []
    header_rows = 0
    for tr in tag.find_all("tr"):
        if not isinstance(tr, Tag) or tr.find_parent("table") is not tag:
            continue
        row: list[str] = []
        cells = [c for c in tr.find_all(["td", "th"], recursive=False) if isinstance(c, Tag)]
        queue = iter(cells)
        column = 0
        while True:
            if column in pending:
                left, text = pending.pop(column)
                row.append(text)
                if left > 1:
                    pending[column] = (left - 1, text)
                column += 1
                continue
            cell = next(queue, None)
            if cell is None:
                if not any(at > column for at in pending):
                    break
                row.append("")
                column += 1
                continue
            text = _cell_text(cell)
            rows_covered = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                row.append(text)
                if rows_covered > 1:
                    pending[column] = (rows_covered - 1, text)
                column += 1
        if any(x.strip() for x in row):
            in_head = tr.find_parent("thead") is not None
            all_th = bool(cells) and all(c.name == "th" for c in cells)
            if (in_head or all_th) and header_rows == len(grid):
                header_rows += 1
            grid.append(row)
            lines.append(line + max(0, (tr.sourceline or 1) - (tag.sourceline or 1)))
    return tuple(tuple(r) for r in grid), tuple(lines), header_rows


def _span(cell: Tag, name: str) -> int:
    digits = re.match(r"\d+", str(cell.get(name) or "1").strip())
    return min(_MAX_SPAN, max(1, int(digits.group()))) if digits else 1


def _cell_text(cell: Tag) -> str:
    for br in cell.find_all("br"):
        br.replace_with(" ")
    return re.sub(r"\s+", " ", cell.get_text(" " if cell.find(["p", "div"]) else "")).strip()
