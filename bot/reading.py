"""Read passages for the sentences that answer a question, or find that none does.

One reader for the assistant, which gives the shortest sentences that answer, and for `evals read`, which fills a reply.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice

from bot.concepts import OTHER_WAY, Concept, ConceptReader, in_clause
from bot.desk import Desk
from bot.evidence import span as evidence_of
from bot.extent import Extent
from bot.focus import on_focus
from bot.likeliest import AnswerDesk
from bot.matching import bare, covered
from bot.places import is_elsewhere, is_of_another, is_of_another_province, is_of_places
from bot.prose import Prose
from bot.reading_rules import ReadingRules, default_reading_rules
from bot.spans import Region, Span, SpanSelector
from bot.standing import Standing
from bot.support import SupportModel, default_support, measure, own_share
from bot.telling import Telling
from bot.types import Evidence
from kb.base import KnowledgeBase
from kb.types import Hit

_DOCUMENTS = 4  # how many documents are read closely
_NOTICES = 2  # and of the notices on file in full
_WHOLE_CHARS = 6000  # a document up to this long is read whole, a longer one where it was hit
_PLACES = 8  # passages of a long document that are read
_PAIR = 2  # characters; a longer word that no text has is a thing
_MANY = 3  # a sentence that says as many words of a question is on it, wherever it ranks
_SECOND_BEST, _NEARLY, _SAID, _MORE, _HALF = 6, 0.2, 0.9, 0.2, 0.5
_ONE_SENTENCE = 1  # characters to reach for: the first sentence ends the span
_OWN, _CLOSELY = 0.2, 20  # what saying all the question's words is worth, among the spans that are best without it
_IN_CLAUSE = 0.35  # 提前多久备案: 应当在开业前20个工作日…申请备案, not 备案证有效期三年，期满前三十日…
_TITULAR = 0.6
_PART_OF_IT = 0.3  # and where the rest stands right beside
_MATTER = 0.42  # the share of a question that names its matter, where the form of the answer is set
_ALL_IN_TITLE = 0.5  # what a sentence says of a question whose words all stand in the title
_LIKELIER = 0.5  # more likely than not
_NEAREST_OWN, _NEAREST_CHARS = 0.25, 12
_OF_TWO = 0.45  # where a question has two words, one of them is not enough of it unless it says more
_WORDED = 0.45  # the share of its words from which a question is answered by its words or not at all
_READ_LATELY = 16
_YEAR_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What reading one question found: spans best first, the question's concepts, and the chance of each document.

    Where one document is asked, `beyond` are the concepts that its title does not say, if that is not all of them.
    """

    spans: tuple[Span, ...]
    concepts: tuple[Concept, ...]
    likely: dict[str, float]
    beyond: tuple[Concept, ...] = ()


class SentenceReader:
    """Find answering sentences by the span model, and tell by the support model whether they answer.

    Args:
        desk: the records, for building evidence.
        selector: scores spans.
        concepts: finds the content words of a question.
        rules: how questions are worded and documents are built; those that ship by default.
        support: decides when nothing answers; the model that ships by default.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        selector: SpanSelector,
        concepts: ConceptReader,
        rules: ReadingRules | None = None,
        support: SupportModel | None = None,
    ) -> None:
        self._desk = desk
        self._selector = selector
        # A question is asked for its words by the planner, by what reads beside it and by the reading itself.
        self._concepts = lru_cache(maxsize=_READ_LATELY)(lambda text: tuple(concepts.read(text)))
        self._rules = rules or default_reading_rules()
        self._support = support or default_support()
        self._extent = Extent(desk, rules=self._rules)
        self._telling = Telling(desk, rules=self._rules)
        # One question is read among the rules in force, then among all, then for the nearest: often the same hits.
        self._read = lru_cache(maxsize=_READ_LATELY)(self._find)
        self._prose = Prose(desk, rules=self._rules)
        self._likely = AnswerDesk(desk, rules=self._rules, prose=self._prose, extent=self._extent)

    def read(self, question: str, hits: Sequence[Hit], *, as_of: date) -> list[Evidence]:
        """Return the shortest evidence that answers `question`, best first; empty when no sentence does.

        Args:
            question: standalone question.
            hits: passages to read.
            as_of: law no longer in force on this day steps back.
        """
        found = self._read(question, tuple(hits), as_of, _ONE_SENTENCE)
        return self._shown(question, self._from_answering(question, self._as_required(question, found), found), found)

    def read_of_few(self, question: str, hits: Sequence[Hit], *, as_of: date) -> list[Evidence]:
        """Return the evidence that answers where the documents are few, which makes each of them the likelier.

        For what `read` finds no answer to: with few documents the best sentence need only say enough of the question,
        have the form asked for, and speak of no other year or place.
        """
        prior = self._support.prior(len(self._desk.document_ids))
        if not prior:
            return []
        found = self._read(question, tuple(hits), as_of, _ONE_SENTENCE)
        spans = self._telling.foremost(question, self._as_required(question, found), found.concepts)
        if (
            not spans
            or self._telling.only_titular(question, spans[0], found.beyond)
            or self._telling.off_matter(question, spans[0], found.concepts)
            or not self._rules.agrees(question, spans[0].text, as_of.year)
        ):
            return []
        first = min(found.concepts, key=lambda c: c.at, default=None)
        if first is not None and first.unseen and len(first.word) > _PAIR and self._rules.asks_day.search(question):
            return []  # 幼儿园什么时候报名: a day of something that is nowhere spoken of
        if is_of_another_province(self._desk, question) or not is_of_places(self._desk, question, spans[0].text):
            return []  # what all places are told tells nothing of one: 佛山有奖金吗
        passed = self._of_another_year(question, spans[0]) or self._rules.denied(question, spans[0].text)
        if not passed and self._telling.tells(question, spans[0], found.concepts):
            return self._shown(question, spans, found)
        matter = [c for c in found.concepts if not c.place]
        least = self._support.few_own if len(found.concepts) >= _MANY else _OF_TWO
        if own_share(self._desk, found.concepts, spans[0]) < least or not own_share(self._desk, matter, spans[0]):
            return []
        answers = self._answers(question, spans[0], found, prior=prior)
        return self._shown(question, spans, found) if answers else []

    def likeliest(self, question: str, document_ids: Sequence[str], *, as_of: date) -> list[Evidence]:
        """Return the sentence of some documents, of all where none is named, that most likely answers, if any does.

        One that says many of the question's words is not returned: `read` has found it wanting.
        """
        found = self._likely.answer(question, document_ids, as_of=as_of)
        if found is None or own_share(self._desk, self._concepts(question), found) > _WORDED:
            return []
        if self._rules.tells_contacts(question, found.text):
            return []
        return [evidence_of(self._desk, found.document_id, found.start, found.end)]

    def _shown(self, question: str, spans: Sequence[Span], found: _Read) -> list[Evidence]:
        """Return spans as evidence: each whole, the best with what belongs to it."""
        if not spans:
            return []
        body = self._extent.section_asked(question, spans[0], found.concepts)
        chosen = (
            [body]
            if body
            else [
                self._extent.whole(item, question, found.concepts)
                for item in self._extent.with_neighbours(question, spans, found.concepts)
            ]
        )
        places = {(s.document_id, s.start, s.end): s for s in chosen if not any(s.is_part_of(o) for o in chosen)}
        return [self._evidence(item, found) for item in places.values()]

    def reply(self, question: str, hits: Sequence[Hit], *, as_of: date) -> list[Evidence]:
        """Return evidence that fills a short reply: the best stretch, and one as good where both are short."""
        found = self._read(question, tuple(hits), as_of, None)
        if not found.spans or not self._answers(question, found.spans[0], found, one_sentence=False):
            return []
        return [self._evidence(item, found) for item in self._selector.best_pair(found.spans)]

    def nearest(self, question: str, hits: Sequence[Hit], *, as_of: date) -> Evidence | None:
        """Return the sentence closest to `question`, whether or not it answers it."""
        found = self._read(question, tuple(hits), as_of, _ONE_SENTENCE)
        for item in (s for s in found.spans if not self._rules.tells_contacts(question, s.text)):
            own, titular = own_share(self._desk, found.concepts, item), covered(item.text, self._title(item)) > _TITULAR
            if own > _NEAREST_OWN and item.end - item.start >= _NEAREST_CHARS and not titular:
                return self._evidence(self._extent.whole(item, question, found.concepts), found)
        return None

    def concepts(self, text: str) -> Sequence[Concept]:
        """Return the content words of a text."""
        return self._concepts(text)

    def measure(self, question: str, hits: Sequence[Hit], *, as_of: date) -> tuple[dict[str, float], str] | None:
        """Return what the support model weighs of the best span, and its document; for fitting that model."""
        found = self._read(question, tuple(hits), as_of, None)
        if not found.spans:
            return None
        return self._measured(found.spans[0], found), found.spans[0].document_id

    # -- finding spans ----------------------------------------------------------------------------------------------

    def _find(self, question: str, hits: tuple[Hit, ...], as_of: date, budget: int | None) -> _Read:
        concepts = self._concepts(question)
        likely: dict[str, float] = {}
        for hit in hits:
            name = hit.passage.document_id
            likely[name] = max(likely.get(name, 0.0), hit.probability or 0.0)
        if all(c.word.isdigit() for c in concepts):
            return _Read(spans=(), concepts=concepts, likely=likely)
        ways = {c.word: c.others for c in concepts if c.others}
        focus = max(concepts, key=lambda c: c.at).word if concepts else ""
        alone = len(likely) == 1
        regions = self._regions(question, hits)
        spans = self._selector.ranked(question, regions, budget=budget, ways=ways, focus=focus, alone=alone)
        standing = Standing(
            self._desk, rules=self._rules, question=question, concepts=concepts, documents=likely, as_of=as_of
        )
        spans = [
            replace(s, score=s.score + standing.gain(s)) for s in spans if self._prose.says(s) and standing.may_speak(s)
        ]
        spans.sort(key=lambda s: -s.score)
        closest = [replace(s, score=s.score + _OWN * self._beside_title(concepts, s)) for s in spans[:_CLOSELY]]
        wanted = self._rules.required(question)
        # What the title does not say is what the question is after (在哪里申请食品许可: 申请).
        title = bare(self._title(closest[0])) if closest else ""
        last = max(concepts, key=lambda c: (c.word not in title, c.at), default=None)
        if wanted and last is not None:
            fitting = [in_clause(s.text, wanted, last) for s in closest]
            closest = [replace(s, score=s.score + _IN_CLAUSE * fits) for s, fits in zip(closest, fitting, strict=True)]
        closest.sort(key=lambda s: -s.score)
        beyond = self._telling.beyond_title(concepts, hits[0].passage.document_id) if alone else ()
        return _Read(spans=(*closest, *spans[_CLOSELY:]), concepts=concepts, likely=likely, beyond=beyond)

    def _beside_title(self, concepts: Sequence[Concept], item: Span) -> float:
        """Return the share of the concepts that a span holds, those only its document's title holds left out."""
        title = bare(self._desk.tokenizer.prepared(self._title(item)))
        text = bare(self._desk.tokenizer.prepared(item.text))
        own = [c for c in concepts if c.held(text) >= OTHER_WAY or c.held(title) < OTHER_WAY]
        return own_share(self._desk, own, item) if own else _ALL_IN_TITLE

    def _regions(self, question: str, hits: Sequence[Hit]) -> list[Region]:
        """Return where to look: the best documents, whole where short, where they were hit where long.

        Documents of another place than those asked about are read only where nothing else was hit.
        """
        top = max((hit.score for hit in hits), default=0.0) or 1.0
        best: dict[str, list[Hit]] = {}
        for hit in hits:
            best.setdefault(hit.passage.document_id, []).append(hit)
        ordered = sorted(best, key=lambda name: -max(h.score for h in best[name]))
        of_place = (name for name in ordered if not is_of_another(self._desk, question, name))
        chosen = list(islice(of_place, _DOCUMENTS)) or ordered[:_DOCUMENTS]
        others = [name for name in best if name in self._desk.primary and name not in chosen]
        chosen += others[:_NOTICES]
        found: list[Region] = []
        for name in chosen:
            text, title = self._desk.text_of(name) or "", self._desk.meta(name).title
            if len(text) <= _WHOLE_CHARS:
                score = max(0.0, max(h.score for h in best[name]) / top)
                found.append(Region(document_id=name, title=title, text=text, start=0, score=score))
                continue
            for hit in best[name][:_PLACES]:
                passage = hit.passage
                found.append(
                    Region(
                        document_id=name,
                        title=title,
                        text=passage.text,
                        start=passage.start,
                        score=max(0.0, hit.score / top),
                        heading="".join(passage.section_path),
                    )
                )
        return found

    # -- whether a span answers -------------------------------------------------------------------------------------

    def _answers(
        self, question: str, item: Span, found: _Read, *, one_sentence: bool = True, prior: float = 0.0
    ) -> bool:
        """Say whether a span answers; of several sentences, matter and set form may stand in different ones."""
        if found.beyond:  # what the title says need not be said again
            beyond = replace(found, concepts=found.beyond, beyond=())
            if self._answers(question, item, beyond, one_sentence=one_sentence, prior=prior):
                return True
            if self._telling.only_titular(question, item, found.beyond):
                return False
        name = self._rules.thing_asked(question)
        if name and (one_sentence or self._is_term(bare(name))) and not self._says_what(bare(name), item):
            return False
        if self._of_another_year(question, item) or self._rules.denied(question, item.text):
            return False
        above = self._title(item) + self._desk.section_words(item.document_id, item.start)
        if not own_share(self._desk, found.concepts, replace(item, text=item.text + above)):
            return False  # a sentence that only stands near others which speak of it
        if one_sentence and not all(n in item.text + above for n in self._rules.numbered.findall(question)):
            return False
        shaped = one_sentence and self._rules.shaped(question, item.text)
        if all(c.light for c in found.concepts) and not shaped:
            return False
        if is_of_another(self._desk, question, item.document_id):
            return False
        measured, own = self._measured(item, found, prior=prior), own_share(self._desk, found.concepts, item)
        elsewhere = is_elsewhere(self._desk, question, item.document_id)
        # 井盖坏了多久修好: a sentence on the matter that holds a time answers, whatever the verb.
        # 民宿最多几间房: where the title says all of it, any sentence of the set form is on the matter.
        own = max(own, self._beside_title(found.concepts, item)) if shaped else own
        matter = own >= _MATTER or (own >= _PART_OF_IT and not measured["absent"])
        if shaped and matter and not elsewhere:
            return True
        if one_sentence and not own:  # it says nothing of the question itself, only what stands around it does
            return self._support.probability(measured) >= _LIKELIER
        return self._support.answers(measured, own=own, elsewhere=elsewhere, one_sentence=one_sentence)

    def _of_another_year(self, question: str, item: Span) -> bool:
        """Say whether a question names a year that a notice on file nowhere speaks of."""
        years = set(_YEAR_NAMED.findall(question))
        if not years or item.document_id not in self._desk.primary:
            return False
        meta = self._desk.meta(item.document_id)
        own = {str(d.year) for d in (meta.published, meta.valid_from, meta.valid_until) if d}
        if not own:
            return False  # of which year it is, it does not say
        return not years & own and not any(y in (self._desk.text_of(meta.id) or "") for y in years)

    def _from_answering(self, question: str, spans: Sequence[Span], found: _Read) -> Sequence[Span]:
        """Return the spans from the best on where it answers, else from one nearly as good that says all, or more."""
        if spans and self._answers(question, spans[0], found):
            return spans
        own = [own_share(self._desk, found.concepts, item) for item in spans[:_SECOND_BEST]]
        for at, item in enumerate(spans[:_SECOND_BEST]):
            close = spans[0].score - item.score <= _NEARLY and own[at] >= min(_SAID, max(_HALF, own[0] + _MORE))
            if (close or (own[at] >= _SAID and len(found.concepts) >= _MANY)) and self._answers(question, item, found):
                return spans[at:]
        return ()

    def _measured(self, item: Span, found: _Read, *, prior: float = 0.0) -> dict[str, float]:
        return measure(self._desk, found.concepts, item, found.likely.get(item.document_id, 0.0), prior=prior)

    def _probability(self, item: Span, found: _Read) -> float:
        return self._support.probability(self._measured(item, found))

    def _says_what(self, name: str, item: Span) -> bool:
        """Whether a sentence tells what something is: a term of law must be defined, other things named."""
        said = bare(item.text)
        return self._rules.defined(name, said) if self._is_term(name) else name in said

    def _is_term(self, name: str) -> bool:
        return any(m.kind == "legal" for m in self._desk.index.find(name))

    def _as_required(self, question: str, read: _Read) -> Sequence[Span]:
        """Return the spans that hold what the question asks for, each reaching on to the sentence that does."""
        spans = on_focus(self._desk, question, read.concepts, self._rules, read.spans)
        asked = self._rules.how_many.search(question)
        behind = [c for c in read.concepts if asked is not None and c.at == asked.end()]  # 能报几个学校
        counted = max(behind or read.concepts, key=lambda c: c.weight, default=None)
        wanted = self._rules.required(question, (counted.word, *counted.others) if counted else ())
        name = self._rules.thing_asked(question)
        if name:
            return [s for s in spans if self._says_what(bare(name), s)]
        return self._extent.reaching(spans, wanted) if wanted else spans

    # -- what is shown ----------------------------------------------------------------------------------------------

    def _title(self, item: Span) -> str:
        return self._desk.meta(item.document_id).title

    def _evidence(self, item: Span, found: _Read) -> Evidence:
        return evidence_of(
            self._desk,
            item.document_id,
            item.start,
            item.end,
            probability=round(self._probability(item, found), 4),
        )


def open_reader(desk: Desk, base: KnowledgeBase) -> SentenceReader:
    """Return a reader over a knowledge base; index and embedding model are opened by the first question."""
    rules = default_reading_rules()

    def frequency(term: str) -> int:
        return base.lexical().pair_frequency(term)

    def passages() -> int:
        return base.lexical().passage_count()

    selector = SpanSelector(
        rules=rules,
        terms=desk.tokenizer.bigrams,
        frequency=frequency,
        passages=passages,
        embed_query=lambda text: base.embedder().embed_query(text),
        embed_passages=lambda texts: base.embedder().embed_passages(texts),
    )
    concepts = ConceptReader(desk, rules=rules, frequency=frequency, passages=passages)
    return SentenceReader(desk, selector=selector, concepts=concepts, rules=rules)
