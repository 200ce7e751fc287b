"""Which sentence of few documents tells of a question, by those of its words that any text of the library has."""

from __future__ import annotations

from collections.abc import Sequence

from bot.concepts import OTHER_WAY, Concept
from bot.desk import Desk
from bot.matching import bare
from bot.places import is_elsewhere
from bot.reading_rules import ReadingRules
from bot.spans import Span
from bot.support import held_share, measure
from kb.lexicon_index import ORGANISATION

_OF_BEST, _SAYS, _LACKS = 8, 0.5, 0.3  # among few documents, what a span says itself counts more
_SHARE, _RARE = 0.5, 2.3  # share of the known words that it says, and how rare one of them is
_EVEN = 0.5  # no chance of the document counts here
_LEAST, _LIKELY = 0.45, 0.7  # the same share, and the score of a span, where more than whether is asked


class Telling:
    """Judge the sentences of few documents.

    Args:
        desk: the records.
        rules: how questions are worded.
    """

    def __init__(self, desk: Desk, *, rules: ReadingRules) -> None:
        self._desk = desk
        self._rules = rules

    def foremost(self, question: str, spans: Sequence[Span], concepts: Sequence[Concept]) -> list[Span]:
        """Return spans with the one in front, of the best, that says most of the question itself.

        Not where a number, a place or a name is asked for: the likeliest stays.
        """
        if self._rules.set_form.search(question):
            return list(spans)

        def worth(item: Span) -> float:
            lacked = measure(self._desk, concepts, item, _EVEN)["absent"]
            return item.score + _SAYS * held_share(concepts, self._words(item)) - _LACKS * lacked

        best = max(spans[:_OF_BEST], key=worth, default=None)
        return [best, *(item for item in spans if item is not best)] if best is not None else []

    def tells(self, question: str, item: Span, concepts: Sequence[Concept]) -> bool:
        """Say whether a span is on the matter of a question, most of whose words no text may have (交差, 松口).

        Whose matter it is tells nothing of it (省厅门口能不能停车).  Not where the question asks for a thing that is
        nowhere spoken of (有没有传真), or for a number, a place or a name, which the span would have to say.
        """
        bodies = [(m.start, m.end) for m in self._desk.index.find(question, kinds={ORGANISATION})]
        whose = [c for c in concepts if any(start <= c.at < end for start, end in bodies)]
        known = [c for c in concepts if not c.unseen and not c.place and c not in whose]
        text = self._words(item)
        telling = [c for c in known if not c.light and c.weight >= _RARE and c.held(text)]
        share = held_share(known, text)
        if self._rules.whether.search(question) is not None:
            thing = self._rules.exists.search(question)
            if thing is not None and any(c.unseen and c.at == thing.end() for c in concepts):
                return False
            focus = max(concepts, key=lambda c: c.at, default=None)
            # 补助要交税吗: a sentence on 补助 says nothing of it
            least = 1 if focus is not None and focus.unseen else 0
            if len(telling) > least and share >= _SHARE:
                return True
            if least and len(known) == 1:  # 学校收赞助费行吗: all that is said of 学校 tells nothing of it
                return False
        if self._rules.set_form.search(question) or not self._rules.interrogative.search(question):
            return False
        if is_elsewhere(self._desk, question, item.document_id):
            return False
        return bool(telling) and share >= _LEAST and item.score >= _LIKELY

    def beyond_title(self, concepts: Sequence[Concept], document_id: str) -> tuple[Concept, ...]:
        """Return the concepts that the title of the one document asked does not say; none where it says all or none."""
        title = bare(self._desk.tokenizer.prepared(self._desk.meta(document_id).title))
        beyond = tuple(c for c in concepts if c.held(title) < OTHER_WAY)
        return beyond if any(not c.light for c in beyond) and len(beyond) < len(concepts) else ()

    def only_titular(self, question: str, item: Span, beyond: Sequence[Concept]) -> bool:
        """Say whether it is asked if something may be, of which a span says but the title: 节能奖励能贷款吗."""
        return self._rules.whether.search(question) is not None and self._says_none(item, beyond)

    def off_matter(self, question: str, item: Span, concepts: Sequence[Concept]) -> bool:
        """Say whether all that a span shares with a question is what the title of its document says.

        Not where it is asked whether something may be (一家公司能不能包下三十家): the span may say it in other words.
        """
        if self._rules.whether.search(question) is not None:
            return False
        beyond = self.beyond_title([c for c in concepts if not (c.light or c.place)], item.document_id)
        return len(beyond) > 1 and self._says_none(item, beyond)

    def _says_none(self, item: Span, beyond: Sequence[Concept]) -> bool:
        around = item.text + self._desk.section_words(item.document_id, item.start)
        return bool(beyond) and not held_share(beyond, bare(self._desk.tokenizer.prepared(around)))

    def _words(self, item: Span) -> str:
        return bare(self._desk.tokenizer.prepared(item.text))
