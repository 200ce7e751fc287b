"""Passages: whole sentences of one section, one article, or one table; never through a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.sentences import split_spans
from ingest.extract.tables import ReadTable
from ingest.layout import Layout, Line, PlacedTable
from ingest.parse.anatomy import Anatomy, Part
from ingest.parse.sections import Place
from kb.types import Passage, PassageKind

TARGET_CHARS = 300
MAX_CHARS = 420
MIN_CHARS = 60
MAX_ARTICLE_CHARS = 800
MAX_TABLE_CHARS = 1500


@dataclass(frozen=True, kw_only=True)
class _Piece:
    start: int
    end: int
    place: Place
    kind: PassageKind = PassageKind.TEXT
    table_id: str | None = None


def passages(
    layout: Layout, anatomy: Anatomy, places: tuple[Place, ...], tables: tuple[ReadTable, ...], document_id: str
) -> tuple[Passage, ...]:
    """Return the passages of a document in order.

    Head, signature and contacts are passages too, so that 主送 or 公开方式 can be found; a bare heading is not, its
    words stand in the section path of what follows.
    """
    by_item = {read.item: read for read in tables}
    notes = {i for read in tables for i in read.note_items}
    pieces: list[_Piece] = []
    for group in _groups(layout, anatomy, places, notes):
        first = layout.items[group[0]]
        if isinstance(first, PlacedTable):
            pieces += _table(layout, by_item[group[0]], places[group[0]])
            continue
        lines = [i for i in (layout.items[at] for at in group) if isinstance(i, Line)]
        place = places[group[0]]
        pieces += _article(lines, place) if place.article is not None else _prose(lines, place)
    return tuple(
        Passage(
            id=f"{document_id}#p{ordinal}",
            document_id=document_id,
            ordinal=ordinal,
            kind=piece.kind,
            section_path=piece.place.path,
            text=layout.text[piece.start : piece.end],
            start=piece.start,
            end=piece.end,
            article=piece.place.article,
            table_id=piece.table_id,
        )
        for ordinal, piece in enumerate(pieces, 1)
    )


def _groups(layout: Layout, anatomy: Anatomy, places: tuple[Place, ...], notes: set[int]) -> Iterator[list[int]]:
    """Yield runs of items that belong together: same place and part; a table alone."""
    group: list[int] = []
    tail = (Part.SIGNATURE, Part.CONTACT, Part.COLOPHON, Part.ATTACHMENT_LIST)
    for at, item in enumerate(layout.items):
        if places[at].heading_only or at in notes:
            if group:
                yield group
            group = []
            continue
        same = bool(group) and (
            places[group[0]].path == places[at].path
            and places[group[0]].article == places[at].article
            and (
                anatomy.parts[group[0]] is anatomy.parts[at]
                or (anatomy.parts[at] in tail and anatomy.parts[group[0]] in tail)
            )
        )
        if isinstance(item, PlacedTable) or not same:
            if group:
                yield group
            group = [at]
            if isinstance(item, PlacedTable):
                yield group
                group = []
            continue
        group.append(at)
    if group:
        yield group


def cut_prose(text: str) -> list[tuple[int, int]]:
    """Return the spans of passages of plain running text, one paragraph per line, cut as `passages` cuts prose."""
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append((start, line))
        start += len(line) + 1
    return _fill(paragraphs)


def _prose(lines: list[Line], place: Place) -> list[_Piece]:
    spans = _fill([(line.start, line.text) for line in lines])
    return [_Piece(start=start, end=end, place=place) for start, end in spans]


def _fill(paragraphs: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Fill passages with whole sentences up to the target; a paragraph end is a better place to stop."""
    spans: list[tuple[int, int, bool]] = []  # start, end, ends a paragraph
    for offset, text in paragraphs:
        found = split_spans(text)
        for i, (start, end) in enumerate(found):
            spans.append((offset + start, offset + end, i == len(found) - 1))
    total = spans[-1][1] - spans[0][0] if spans else 0
    limit = MAX_CHARS if total > MAX_CHARS else total
    pieces: list[tuple[int, int]] = []
    first = last = None
    paragraph_end = False
    for s, e, closes in spans:
        over = first is not None and e - first > limit
        full = first is not None and last is not None and paragraph_end and last - first >= TARGET_CHARS
        if first is not None and last is not None and (over or full):
            pieces.append((first, last))
            first = None
        if first is None:
            first = s
        last, paragraph_end = e, closes
    if first is not None and last is not None:
        if pieces and last - first < 60 and last - pieces[-1][0] <= MAX_CHARS + 80:
            first = pieces.pop()[0]
        pieces.append((first, last))
    return pieces


def _article(lines: list[Line], place: Place) -> list[_Piece]:
    """Keep an article whole; a long one is cut between 款, each with its 项."""
    if lines[-1].end - lines[0].start <= MAX_ARTICLE_CHARS:
        return [_Piece(start=lines[0].start, end=lines[-1].end, place=place)]
    clauses: list[list[Line]] = []
    for line in lines:
        # 项 (（一）…) and 目 (1.…) stay with the 款 that introduces them.
        if clauses and (
            line.text[:1] in "（(" or line.text[:1].isdigit() or clauses[-1][-1].text.endswith(("：", "；"))
        ):
            clauses[-1].append(line)
        else:
            clauses.append([line])
    pieces: list[_Piece] = []
    start, end = clauses[0][0].start, clauses[0][-1].end
    for clause in clauses[1:]:
        if clause[-1].end - start > MAX_ARTICLE_CHARS:
            pieces.append(_Piece(start=start, end=end, place=place))
            start = clause[0].start
        end = clause[-1].end
    pieces.append(_Piece(start=start, end=end, place=place))
    return pieces


def _table(layout: Layout, read: ReadTable, place: Place) -> list[_Piece]:
    """Return a table with the notes beneath it; a very long one is cut between rows."""
    table = read.table
    end = table.note_end or table.end
    rows = [(row[0].start, row[-1].end) for row in table.rows]
    pieces: list[_Piece] = []
    start, last = table.start, table.header[-1].end
    for row_start, row_end in rows:
        if row_end - start > MAX_TABLE_CHARS:
            pieces.append(_of_table(layout, start, last, place, table.id))
            start = row_start
        last = row_end
    pieces.append(_of_table(layout, start, end, place, table.id))
    return pieces


def _of_table(layout: Layout, start: int, end: int, place: Place, table_id: str) -> _Piece:
    """Return rows of a table as a piece, without the gap of an empty cell that closes them."""
    end = start + len(layout.text[start:end].rstrip())
    return _Piece(start=start, end=end, place=place, kind=PassageKind.TABLE, table_id=table_id)
