"""A document's way in: load → clean → parse → extract → chunk.  Committing is the store's part."""

from __future__ import annotations

from pathlib import Path

from ingest.chunk import passages
from ingest.clean.grids import clean_grids
from ingest.clean.paragraphs import clean_paragraphs
from ingest.extract.citations import read_citations, read_repeals
from ingest.extract.contacts import read_contacts
from ingest.extract.deadlines import read_deadlines, read_table_deadlines
from ingest.extract.figures import read_figures
from ingest.extract.lists import read_lists
from ingest.extract.obligations import obligations, read_duties
from ingest.extract.sentences import sentences
from ingest.extract.tables import ReadTable, read_tables
from ingest.extract.totals import check_totals
from ingest.layout import Layout, PlacedTable, lay_out
from ingest.load import load
from ingest.metadata import build_meta
from ingest.parse.anatomy import read_anatomy
from ingest.parse.sections import SectionReader
from ingest.version import PIPELINE_VERSION, document_version
from kb.errors import FixDocument
from kb.lexicon import Lexicon
from kb.lexicon_index import LexiconIndex
from kb.types import Document, IngestWarning, ParsedDocument

__all__ = ["PIPELINE_VERSION", "parse_document", "read_document"]


def read_document(path: Path, *, lexicon: Lexicon) -> ParsedDocument:
    """Read one file into everything the service knows about it.

    Raises:
        FixDocument: the file cannot be read, or its numbers cannot be placed with certainty; one clear line that
            names file and place.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise FixDocument("读不到文件，请检查路径和权限。", path=path.name) from fault
    return parse_document(path, data, lexicon=lexicon)


def parse_document(path: Path, data: bytes, *, lexicon: Lexicon, index: LexiconIndex | None = None) -> ParsedDocument:
    """Read `data`, the content of `path`, as `read_document` does; the file itself is not touched.

    Args:
        path: names the file.
        data: its content.
        lexicon: the lexicon to read with.
        index: the same lexicon's index, where the caller keeps one: making it takes longer than reading a short file.

    Raises:
        FixDocument: as for `read_document`.
    """
    loaded = load(path, data)
    layout = lay_out(clean_grids(clean_paragraphs(list(loaded.blocks)), path=path.name))
    if not layout.items:
        raise FixDocument("除文件头外没有正文。", path=path.name)
    index = index or LexiconIndex(lexicon)
    anatomy = read_anatomy(layout)
    meta = build_meta(
        loaded.fields, anatomy, layout, stem=path.stem, path=path.name, version=document_version(data, lexicon.version)
    )
    sections, places = SectionReader(layout, anatomy, document_id=meta.id, title=meta.title).read()
    tables = read_tables(layout, places, meta, index)
    running = tuple(sentences(layout, anatomy, places))
    duties = read_duties(running, meta)
    deadlines = read_deadlines(running, duties, meta)
    return ParsedDocument(
        document=Document(meta=meta, text=layout.text, page_starts=layout.page_starts),
        original=data,
        sections=sections,
        passages=passages(layout, anatomy, places, tables, meta.id),
        tables=tuple(read.table for read in tables),
        figures=tuple(figure for read in tables for figure in read_figures(read, index)),
        deadlines=deadlines + read_table_deadlines(tables, layout.text, meta, first=len(deadlines) + 1),
        contacts=read_contacts(layout, tables, meta),
        obligations=obligations(duties, meta, index),
        cited=read_citations(running, meta),
        lists=read_lists(running, meta, index),
        repeals=read_repeals(running, meta),
        warnings=_warnings(layout, tables, loaded.damage, meta.id),
    )


def _warnings(
    layout: Layout, tables: tuple[ReadTable, ...], damage: tuple[str, ...], document_id: str
) -> tuple[IngestWarning, ...]:
    found = [IngestWarning(code="unreadable_text", message=f"{words}。", document_id=document_id) for words in damage]
    placed = [item for item in layout.items if isinstance(item, PlacedTable)]
    for read, item in zip(tables, placed, strict=True):
        found += [
            IngestWarning(
                code="ragged_row",
                message=f"《{read.table.title}》{words}。",
                document_id=document_id,
                table_id=read.table.id,
                start=item.start,
                end=item.end,
            )
            for words in item.repairs
        ]
        found += check_totals(read)
    return tuple(found)
