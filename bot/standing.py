"""What a span gains or loses by where it stands: whose words, of which document, for which place, for whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.concepts import OTHER_WAY, Concept
from bot.desk import Desk
from bot.matching import bare
from bot.obligations import is_addressed
from bot.other_kinds import is_of_other_kind
from bot.reading_rules import ReadingRules
from bot.spans import Span
from bot.support import held_share, own_share
from kb.lexicon_index import REGION
from kb.types import LegalStatus
from kb.validity import legal_status

_PRIMARY = 0.5  # the notices on file in full are what most questions are about
_UNLIKELY, _LIKELY = 0.05, 0.9  # where a notice hardly answers, and another document all but surely does
_DIGEST = 0.3  # words of a digest are not the document's own
_TITLED = 0.5  # a title that says most of what is asked
_MOST, _ALL = 0.5, 0.85
_REPEALED = 0.15
_OTHER_PLACE, _OF_PLACE = 0.5, 0.3
_OTHER_BOUND = 0.4
_OTHER_KIND = 0.4
_DEFINED = 0.3
_TABLE_NOTE = 0.2  # a note under a table answers questions about the table only
# What may follow whose duty is asked about: 企业每年几月…, 企业没按时…; not 企业名单…
_BOUND = re.compile("[每何几多哪没未不被应要须该需得会都还在向自]|什么|怎")


class Standing:
    """Weighs spans for one question.

    Args:
        desk: the records.
        rules: how questions are worded.
        question: as asked.
        concepts: its content words.
        documents: how likely it is that a document that was hit answers, by id.
        as_of: law no longer in force on this day steps back.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        rules: ReadingRules,
        question: str,
        concepts: Sequence[Concept],
        documents: Mapping[str, float],
        as_of: date,
    ) -> None:
        self._desk, self._rules, self._as_of = desk, rules, as_of
        self._concepts, self._question = concepts, question
        elsewhere = max((p for name, p in documents.items() if name not in desk.primary), default=0.0)
        self._unlikely = {name for name, p in documents.items() if p <= _UNLIKELY} if elsewhere >= _LIKELY else set()
        self._mixed = not all(name in desk.primary for name in documents)  # among notices alone none goes before
        others = [name for name in documents if name not in desk.primary] if self._mixed else []
        shares = {name: held_share(concepts, self._title(name)) for name in others}
        self._titled = {name: share for name, share in shares.items() if share >= _MOST}
        topic = max(self._titled, key=lambda name: self._titled[name], default=None)
        title = self._title(topic) if topic else ""
        self._beside = [c for c in concepts if c.held(title) < OTHER_WAY]
        self._thing = rules.thing_asked(question)
        self._asks_note = rules.note.search(question) is not None
        self._places = {m.canonical for m in desk.index.find(question, kinds={REGION})}
        self._bound = self._who(question)

    def gain(self, item: Span) -> float:
        """Return what a span gains, or loses where negative."""
        meta = self._desk.meta(item.document_id)
        gain = 0.0 if meta.full_text or self._titled.get(meta.id, 0.0) >= _ALL else -_DIGEST
        gain -= _REPEALED if legal_status(meta, self._as_of) is LegalStatus.REPEALED else 0.0
        if not meta.full_text and self._of_other_place(item):
            gain -= _OTHER_PLACE
        elif not meta.full_text and self._headed_by_place(item):
            gain += _OF_PLACE
        gain -= _OTHER_BOUND if self._binds_others(item) else 0.0
        gain += _DEFINED if self._thing and self._rules.defined(bare(self._thing), bare(item.text)) else 0.0
        gain -= _OTHER_KIND if is_of_other_kind(self._question, item.text) else 0.0
        gain -= _TABLE_NOTE if not self._asks_note and self._under_table(item) else 0.0
        return gain + (self._of_document(item) if self._mixed else 0.0)

    def may_speak(self, item: Span) -> bool:
        """Say whether a span is no part of a digest that is on another place than the one asked about."""
        return not (self._places and not self._desk.meta(item.document_id).full_text and self._of_other_place(item))

    def _of_document(self, item: Span) -> float:
        """Return what a span gains by its document, among notices on file in full and others.

        A sentence of a notice gains by how much of the question it and its head say, unless it says no more than the
        title of another document, which is on that matter (环境信息披露); that one gains instead.  Nor does it gain
        where the search finds the notice unlikely to answer and another document likely.
        """
        if item.document_id not in self._desk.primary:
            return _TITLED * self._titled.get(item.document_id, 0.0)
        if item.document_id in self._unlikely:
            return 0.0
        said = replace(item, text=item.text + self._desk.section_words(item.document_id, item.start))
        if self._titled and not own_share(self._desk, self._beside, said):
            return 0.0
        return _PRIMARY * own_share(self._desk, self._concepts, said)

    def _title(self, name: str) -> str:
        return bare(self._desk.tokenizer.prepared(self._desk.meta(name).title))

    def _who(self, question: str) -> tuple[str, ...]:
        """Return the ways to say whose duty is asked about where the question opens with that (企业每年几月要披露)."""
        roles = self._desk.index.find(question, kinds={"role"})
        if not roles or roles[0].start or not _BOUND.match(question, roles[0].end):
            return ()
        return (roles[0].canonical, *self._desk.forms.get(roles[0].canonical, ()))

    def _binds_others(self, item: Span) -> bool:
        """Say whether a span tells what others than those asked about have to do."""
        if not self._bound:
            return False
        held = self._desk.knowledge.of(item.document_id)
        told = [o.subject for o in held.obligations if o.start < item.end and item.start < o.end]
        told += [d.who or "" for d in held.deadlines if d.start < item.end and item.start < d.end]
        named = [who for who in told if who]
        return bool(named) and not any(is_addressed(who, self._bound) for who in named)

    def _of_other_place(self, item: Span) -> bool:
        """Say whether a part is headed by a place that the question does not name (潮州（2023年）)."""
        title = self._desk.meta(item.document_id).title
        heads = self._desk.index.find(self._desk.section_words(item.document_id, item.start), kinds={REGION})
        places = {m.canonical for m in heads if m.canonical not in title}
        return bool(places) and places.isdisjoint(self._places)

    def _headed_by_place(self, item: Span) -> bool:
        """Say whether a part is headed by a place that the question names."""
        heads = self._desk.section_words(item.document_id, item.start)
        return bool(self._places) and any(self._desk.short(place) in heads for place in self._places)

    def _under_table(self, item: Span) -> bool:
        tables = self._desk.knowledge.of(item.document_id).tables
        return any(t.note_start is not None and t.note_start <= item.start < (t.note_end or 0) for t in tables)
