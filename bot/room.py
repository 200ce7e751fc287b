"""Everything that belongs to one state of the knowledge base: the records, and what reads and checks over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.asides import without_refused
from bot.claims import ClaimReader
from bot.corrected import corrected
from bot.desk import Desk
from bot.figure_tool import FigureDesk
from bot.normalise import Normaliser, strip_fillers
from bot.own_city import with_own_city
from bot.own_spelling import OwnSpelling
from bot.reading import SentenceReader, open_reader
from bot.record_tool import RecordDesk
from bot.turned_off import turned_to
from bot.verify import Verifier
from kb.base import KnowledgeBase
from kb.lexicon_index import LexiconIndex


@dataclass(frozen=True, kw_only=True)
class Room:
    """The desk and those who work at it."""

    desk: Desk
    spelling: OwnSpelling
    reader: SentenceReader
    figures: FigureDesk
    records: RecordDesk
    verifier: Verifier

    def as_typed(self, question: str, normaliser: Normaliser) -> str:
        """Return a question as typed, normalised, with its spelling put right and without what it takes back."""
        typed = self.spelling.names(question)
        plain = self.spelling.repair(normaliser.normalise(typed, meant=self.spelling.is_said))
        index = self.desk.index
        return without_refused(turned_to(corrected(index, self.spelling.spelt_out(plain))), index)

    def questions_in(self, text: str, parts: Sequence[str], as_of: date) -> Iterator[str]:
        """Yield the questions of what was typed, each with the places and rows that it means by name."""
        if len(parts) > 1 and self.records.several(strip_fillers(text) or text):
            parts = [text]
        for part in parts:
            named = with_own_city(self.desk.index, strip_fillers(part) or part, text)
            named = self.figures.named_out(named, as_of=as_of)
            yield from self.figures.nested(named, as_of=as_of) or (named,)


def open_room(base: KnowledgeBase, index: LexiconIndex) -> Room:
    """Return the room of the knowledge base as it is now."""
    knowledge = base.knowledge()
    desk = Desk(
        knowledge=knowledge,
        store=base.store,
        searcher=base.searcher,
        lexicon=base.lexicon,
        index=index,
        tokenizer=base.tokenizer,
    )
    reader = ClaimReader(base.lexicon, [c.name for c in knowledge.contacts if c.name])
    return Room(
        desk=desk,
        spelling=OwnSpelling(desk),
        reader=open_reader(desk, base),
        figures=FigureDesk(desk),
        records=RecordDesk(desk),
        verifier=Verifier(reader, desk.text_of, desk.names_of),
    )
