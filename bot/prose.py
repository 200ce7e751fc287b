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
_DOCUMENTS_LATELY = 16


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

    def says(self, item: Span) -> bool:
        """Say whether a span is running text with something to say: no row of a table, no scrap."""
        meta, tables = self._desk.meta(item.document_id), self._desk.knowledge.of(item.document_id).tables
        if item.end - item.start < (_SHORTEST if not item.text.endswith("。") else _SENTENCE_CHARS):
            return False
        if len(bare(item.text)) < len(meta.title) + _ISSUER_CHARS and covered(meta.title, item.text) >= _WHOLE_TITLE:
            return False
        if bare(item.text) in self._headings(item.document_id):
            return False
        titles = [bare(t.title) for t in tables if t.title]
        names = {bare(name) for name in (*meta.issuers, meta.doc_number or "", meta.recipients or "")}
        if bare(item.text) in names or not any(self._states(line, titles, names) for line in item.text.split("\n")):
            return False
        return not any(
            t.start <= item.start < t.end and not (t.note_start is not None and t.note_start <= item.start)
            for t in tables
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
