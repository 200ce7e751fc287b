"""What in a document is running text that says something: no heading, row of a table, signature or scrap."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache

from bot.desk import Desk
from bot.lists import heading
from bot.matching import bare, covered
from bot.reading_rules import ReadingRules
from bot.spans import Span

_SHORTEST, _SENTENCE_CHARS = 6, 4  # 不收费。 says it all
_WHOLE_TITLE, _ISSUER_CHARS = 0.85, 30  # a line that holds the title, and what may stand before it
_AROUND_TITLE = 6
_UNDER_HEADING = 8  # what stands below a heading is at least so long
_DOCUMENTS_LATELY, _SPANS_LATELY = 16, 16_384


class Prose:
    """Tell running text from the rest of a document.

    Args:
        desk: the records.
        rules: how documents are built.
    """

    def __init__(self, desk: Desk, *, rules: ReadingRules) -> None:
        self._desk = desk
        self._rules = rules
        self._headings = lru_cache(maxsize=_DOCUMENTS_LATELY)(self._headings_of)
        self._lately = lru_cache(maxsize=_SPANS_LATELY)(self._says)

    def says(self, item: Span) -> bool:
        """Say whether a span is running text with something to say: no row of a table, no scrap."""
        return self._lately(item.document_id, item.start, item.end, item.text)

    def _says(self, document_id: str, start: int, end: int, text: str) -> bool:
        meta, tables = self._desk.meta(document_id), self._desk.knowledge.of(document_id).tables
        if end - start < (_SHORTEST if not text.endswith("。") else _SENTENCE_CHARS):
            return False
        if len(bare(text)) < len(meta.title) + _ISSUER_CHARS and covered(meta.title, text) >= _WHOLE_TITLE:
            return False
        if bare(text) in self._headings(document_id):
            return False
        titles = [bare(t.title) for t in tables if t.title]
        names = {bare(name) for name in (*meta.issuers, meta.doc_number or "", meta.recipients or "")}
        if bare(text) in names or not any(self._states(line, titles, names) for line in text.split("\n")):
            return False
        return not any(
            t.start <= start < t.end and not (t.note_start is not None and t.note_start <= start) for t in tables
        )

    def _headings_of(self, document_id: str) -> Set[str]:
        """Return the headings that stand above words of their own: they say nothing."""
        sections = self._desk.knowledge.of(document_id).sections
        return {bare(heading(s)) for s in sections if s.end - s.start > len(s.title) + _UNDER_HEADING}

    def _states(self, line: str, titles: Sequence[str], names: Set[str]) -> bool:
        """Say whether a line states something: it is no table's title, entry of the attachments, or signature."""
        plain = bare(line)
        titled = any(plain in t or (t in plain and len(plain) <= len(t) + _AROUND_TITLE) for t in titles)
        return len(plain) > 1 and not titled and plain not in names and not self._rules.listed.match(line)
