"""The lexicon that ships, and a reader of documents written in the test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.pipeline import parse_document
from kb.lexicon import Lexicon, load_lexicon
from kb.types import ParsedDocument

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
Reader = Callable[..., ParsedDocument]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(CORPUS / "lexicon")


@pytest.fixture(scope="session")
def read(lexicon: Lexicon) -> Reader:
    def reader(text: str | bytes, name: str = "文件.md") -> ParsedDocument:
        data = text.encode("utf-8") if isinstance(text, str) else text
        return parse_document(Path(name), data, lexicon=lexicon)

    return reader


def assert_spans(parsed: ParsedDocument) -> None:
    """Every span of every record stands in the text and says what the record says."""
    text = parsed.document.text
    for passage in parsed.passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.text.strip() == passage.text
        assert passage.text
    for table in parsed.tables:
        for cell in (*table.header, *(c for row in table.rows for c in row)):
            assert text[cell.start : cell.end] == cell.text
        assert all(len(row) == len(table.header) for row in table.rows)
        if table.note is not None:
            assert text[table.note_start : table.note_end] == table.note
    for figure in parsed.figures:
        assert text[figure.start : figure.end] == figure.raw
    for deadline in parsed.deadlines:
        assert text[deadline.words_start : deadline.words_end] == deadline.words
        assert deadline.start <= deadline.words_start <= deadline.words_end <= deadline.end
    for contact in parsed.contacts:
        assert contact.name is None or contact.name in text[contact.start : contact.end].replace(" ", "")
    for duty in parsed.obligations:
        assert text[duty.start : duty.end] == duty.text
    for cited in parsed.cited:
        assert text[cited.start : cited.end].replace("\n", "") == f"《{cited.title}》"
    for listed in parsed.lists:
        assert all(item in text[listed.start : listed.end] for item in listed.items)
    for start, end in parsed.document.meta.spans.values():
        assert 0 <= start < end <= len(text)
    for section in parsed.sections:
        assert text[section.start :].startswith(section.label)
        assert section.start < section.end <= len(text)
    ids = [r.id for kind in (parsed.sections, parsed.passages, parsed.figures, parsed.deadlines) for r in kind]
    assert len(ids) == len(set(ids))
