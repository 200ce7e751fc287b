"""Read passages for the sentences that answer a question, or find that none does."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from bot.desk import Desk
from bot.evidence import of_passage
from bot.matching import bare, covered
from bot.question import default_phrases
from bot.types import Evidence
from kb.lexicon_index import GROUP, INDUSTRY, ORGANISATION, REGION
from kb.types import Hit, LegalStatus, Passage, PassageKind
from kb.validity import legal_status
from kb.zh.sentences import sentences

_SAMPLE = 400  # documents whose paragraphs tell common words from rare ones
_REFUSE_BELOW = 0.42  # share of the question's weight that the best sentence with its context must hold
_SENTENCES = 3
_NEAR = 0.8  # a following sentence this close to the best one belongs to the answer
_MAX_CHARS = 260
_PRIMARY = 0.12  # the notices on file in full are what most questions are about
_OF_TITLE = 0.4
_REPEALED = 0.15
_DEFINED = 0.3
_LIKELY, _OF_LIKELY, _ABSENT_LIKELY = 0.55, 0.3, 0.75  # calibrated probability of a hit, and what it earns
_ABSENT = 0.4  # share of the question's weight that may stand nowhere in the passage
_REACH_CHARS = 160
_TABLE_NOTE = 0.2  # a note under a table answers questions about the table only
_NOTE = re.compile(r"统计|口径|截至|数据|备注|注释|附件|表")
_HOW_MANY = re.compile(r"(?:多少|几)(个|家|项|批|场|次|条|份|类)(?!月|人)")
_BROAD = re.compile(r"哪些|怎么|怎样|如何|什么|措施|要求|做法|流程|程序|规定")  # may take more than one sentence
# What an answer must hold for a question that asks for it.
_EXPECTED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"多少钱|几(块|元|万)|(费用|价格|收费标准|报价|费).{0,6}多少|罚(款)?(多少|几)|多少(元|万)"),
        re.compile(r"元|收费|费用由|不得.{0,6}费"),
    ),
    (re.compile(r"几点|上班|下班|营业|办公时间"), re.compile(r"\d+[:：点时]")),
    (re.compile(r"电话|号码|手机"), re.compile(r"\d{7,}")),
    (
        re.compile(r"会怎么?样|后果|怎么(处理|处罚|罚)|如何(处理|处罚)|罚则|受什么(处罚|处分)"),
        re.compile(
            r"罚款|处罚|责令|处分|追究|法律责任|限期(?:改正|整改)|滚入|警告|停产|通报批评|不予|取消|移出|撤销|退回|暂停"
        ),
    ),
    (re.compile(r"网址|网站|链接"), re.compile(r"www|http|网")),
    (re.compile(r"地址|在哪(里|儿)?(办公|交|提交)?[?？]?$"), re.compile(r"路|号|街|大厦|楼|平台|网")),
)


_HEADING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十百]+[章节编])[^。；！？]{0,36}。?$"
)


_CONCEPT_KINDS = frozenset(
    {"metric", "action", "legal", "general", "role", "document", REGION, GROUP, ORGANISATION, INDUSTRY}
)


WHAT_IS = re.compile(
    r"(?:什么是|什么叫|何为|何谓|解释一下)(.{2,16}?)[?？]?$|^(.{2,16}?)(?:是什么意思|的定义|是什么|指什么|是啥)"
)
_NUMBERING = re.compile(r"\d+[.．、]\s*(?!\d)")


_SPAN_OF_TIME = re.compile(r"[一二三四五六七八九十两\d]+个?(?:年|月|日|天|工作日|小时)(?:以?内|之内)")
_TIME_WEIGHT = 5.0
# What a document says of itself answers nothing: that it is a digest, or that its matters follow.
_OF_ITSELF = re.compile(
    r"本摘编|摘编不收|没有取得可靠的文本|(?:通知|通告|公告|决定)如下[。：:]?$|(?:下达|印发)给你们|特此(?:通知|公告|通告)"
)
_TITULAR = 0.85
_READ_LATELY = 1024  # passages; questions of one talk come back to the same
_SCORED_LATELY = 16
_ISSUER_CHARS = 30  # what may stand before a title in its own line


def _says_what(question: str, best: _Scored, desk: Desk) -> bool:
    """Whether a sentence tells what something is: it defines it, or the thing is rare enough to be its matter."""
    match = WHAT_IS.search(question)
    assert match is not None
    name = bare(match[1] or match[2])
    text = bare((desk.text_of(best.passage.document_id) or "")[best.start : best.end])
    kinds = {m.kind for m in desk.index.find(name) if m.end - m.start == len(name)}
    return _defines(question, text) or "legal" not in kinds or name not in text


def _defines(question: str, sentence: str) -> bool:
    """Whether a question asks what something is and a sentence says what that is."""
    match = WHAT_IS.search(question)
    if match is None:
        return False
    name = bare(match[1] or match[2])
    return len(name) > 1 and re.search(re.escape(name) + r".{0,4}(?:是指|指的是|，指)", sentence) is not None


def _unnumbered(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the number of a list item before a sentence."""
    match = _NUMBERING.match(text, start, end)
    return (match.end() if match else start), end


@lru_cache(maxsize=_READ_LATELY)
def _pieces(passage: Passage, title: str) -> tuple[tuple[int, int, str], ...]:
    """Return the sentences of a passage that say something: no headings, no rows of a table, not its title.

    Each with its offsets and its bare words.
    """
    return tuple(
        (start, end, bare(passage.text[start:end]))
        for start, end in (_unnumbered(passage.text, *piece) for piece in sentences(passage.text))
        if end - start >= 6
        and not _OF_ITSELF.search(passage.text[start:end])
        and covered(passage.text[start:end], title) < _TITULAR
        and not (end - start < len(title) + _ISSUER_CHARS and covered(title, passage.text[start:end]) >= _TITULAR)
        and not _HEADING.match(passage.text[start:end])
        and not (passage.kind is PassageKind.TABLE and not passage.text[start:end].startswith(("注", "备注", "说明")))
    )


@dataclass(frozen=True, kw_only=True)
class _Concept:
    """A content word of a question, other ways to say it, and how much it weighs."""

    word: str
    others: tuple[str, ...]
    grams: frozenset[str]
    weight: float

    def held(self, text: str) -> float:
        """Return how far `text` holds the concept: 1 in the same word, 0.9 in another, less in parts of the word."""
        if self.word in text:
            return 1.0
        if any(other in text for other in self.others):
            return 0.9
        if len(self.word) == 2 and re.search(f"{re.escape(self.word[0])}.{{1,2}}{re.escape(self.word[1])}", text):
            return 0.6  # shortened: 财税 for 财政税收
        parts = sum(g in text for g in self.grams) / len(self.grams) if self.grams else 0.0
        return 0.7 * parts if parts >= 0.5 else 0.0


@dataclass(frozen=True, kw_only=True)
class _Scored:
    passage: Passage
    start: int
    end: int
    score: float
    own: float


class SentenceReader:
    """Score sentences by the rare words they share with the question, their section and their passage.

    Args:
        desk: the records, for the weight of words and for building evidence.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # One question is read among the rules in force, then among all, then for the nearest: often the same hits.
        self._scored = lru_cache(maxsize=_SCORED_LATELY)(self._score)

    @cached_property
    def _paragraphs(self) -> tuple[int, Counter[str]]:
        """Number of paragraphs looked at, and in how many each term stands."""
        counts: Counter[str] = Counter()
        total = 0
        ids = list(self._desk.knowledge.metas)
        step = max(1, len(ids) // _SAMPLE)
        for document_id in ids[::step]:
            for line in (self._desk.text_of(document_id) or "").split("\n"):
                if len(line) > 4:
                    total += 1
                    counts.update(set(self.terms(line)))
        return max(total, 1), counts

    def terms(self, text: str) -> list[str]:
        """Return the character bigrams, numbers and Latin words of `text`."""
        return [t for t in self._desk.tokenizer.bigrams(text) if len(t) > 1 or t.isdigit()]

    def weight(self, term: str) -> float:
        """Return the inverse paragraph frequency of a term; a term never seen weighs most."""
        total, counts = self._paragraphs
        return math.log(1 + (total + 0.5) / (counts[term] + 0.5))

    def concepts(self, question: str) -> list[_Concept]:
        """Return what the question speaks of: each content word with the lexicon's other ways to say it."""
        desk = self._desk
        plain = default_phrases().asking.sub(lambda m: " " * len(m[0]), question)
        found: list[_Concept] = []
        taken = [False] * len(plain)
        for match in desk.index.find(plain):
            said = plain[match.start : match.end]
            if (
                match.kind in _CONCEPT_KINDS
                and said not in default_phrases().idle
                and not any(taken[match.start : match.end])
            ):
                taken[match.start : match.end] = [True] * len(said)
                found.append(self._concept(said, self._desk.forms.get(match.canonical, ())))
        rest = "".join(" " if t else c for c, t in zip(plain, taken, strict=True))
        for spell in _SPAN_OF_TIME.finditer(rest):
            word = bare(spell[0])
            found.append(_Concept(word=word, others=(), grams=frozenset(), weight=_TIME_WEIGHT))
        for word, _, _ in desk.tokenizer.words(_SPAN_OF_TIME.sub(" ", rest)):
            if word not in default_phrases().idle and (len(word) > 1 or word.isdigit()):
                found.append(self._concept(word, ()))
        return found

    def _concept(self, word: str, others: tuple[str, ...]) -> _Concept:
        grams = frozenset(self.terms(word))
        # A word that has a common synonym says as little as the synonym does (工厂, 企业).
        ways = [self._rarity(way) for way in {word, *others}]
        return _Concept(word=word.lower(), others=tuple(o.lower() for o in others), grams=grams, weight=min(ways))

    def _rarity(self, word: str) -> float:
        return max((self.weight(g) for g in self.terms(word)), default=0.0)

    def read(self, question: str, hits: Sequence[Hit], *, as_of: date) -> list[Evidence]:
        """Return the evidence that answers `question`, best first; empty when no sentence does.

        Args:
            question: standalone question.
            hits: passages to read.
            as_of: law no longer in force on this day steps back.
        """
        scored = self._as_expected(question, self._scored(question, tuple(hits), as_of))
        if not scored or scored[0].score < _REFUSE_BELOW:
            return []
        if WHAT_IS.search(question) and not _says_what(question, scored[0], self._desk):
            return []
        found = {(e.start, e.end): e for e in map(self._evidence, self._with_neighbours(question, scored))}
        return list(found.values())

    def nearest(self, question: str, hits: Sequence[Hit], *, as_of: date) -> Evidence | None:
        """Return the sentence closest to `question`, whether or not it answers it."""
        scored = self._scored(question, tuple(hits), as_of)
        near = [s for s in scored if s.own > 0.25 and s.end - s.start >= 12 and not self._titular(s)]
        return self._evidence(near[0]) if near else None

    def _score(self, question: str, hits: tuple[Hit, ...], as_of: date) -> list[_Scored]:
        wanted = self.concepts(question)
        if all(c.word.isdigit() for c in wanted):
            return []
        whole = sum(c.weight for c in wanted)
        if not whole:
            return []
        found: list[_Scored] = []
        for hit in hits:
            passage = hit.passage
            meta = self._desk.meta(passage.document_id)
            heading, title = bare("".join(passage.section_path)), bare(meta.title)
            in_heading, in_title = [c.held(heading) for c in wanted], [c.held(title) for c in wanted]
            around: list[float] | None = None
            # Words of the title stand for the whole document and tell its sentences little apart.
            weights = [c.weight * (_OF_TITLE if t >= 0.9 else 1.0) for c, t in zip(wanted, in_title, strict=True)]
            whole = sum(weights)
            # A passage that search holds likely to answer may say it in other words than the question.
            likely = hit.probability is not None and hit.probability >= _LIKELY
            bonus = _PRIMARY if passage.document_id in self._desk.primary else 0.0
            bonus += _OF_LIKELY * (hit.probability or 0.0) if likely else 0.0
            bonus -= _REPEALED if legal_status(meta, as_of) is LegalStatus.REPEALED else 0.0
            penalty = _TABLE_NOTE if passage.kind is PassageKind.TABLE and not _NOTE.search(question) else 0.0
            for start, end, sentence in _pieces(passage, meta.title):
                inside = [c.held(sentence) for c in wanted]
                own = sum(w * s for w, s in zip(weights, inside, strict=True))
                if own == 0:
                    continue
                if around is None:
                    text = bare(passage.text)
                    around = [c.held(text) for c in wanted]
                parts = list(zip(weights, inside, in_heading, around, in_title, strict=True))
                absent = sum(w for w, s, h, a, _ in parts if not (s or h or a))
                if absent > (_ABSENT_LIKELY if likely else _ABSENT) * whole:
                    continue
                held = sum(w * max(s, 0.7 * h, 0.4 * a, 0.3 * t) for w, s, h, a, t in parts)
                found.append(
                    _Scored(
                        passage=passage,
                        start=passage.start + start,
                        end=passage.start + end,
                        score=held / whole - penalty + bonus + (_DEFINED if _defines(question, sentence) else 0.0),
                        own=own / whole,
                    )
                )
        return sorted(found, key=lambda s: (-s.score - 0.3 * s.own, s.end - s.start))

    def _with_neighbours(self, question: str, scored: Sequence[_Scored]) -> list[_Scored]:
        best = scored[0]
        chosen = [best]
        chars = best.end - best.start
        for item in scored[1:] if _BROAD.search(question) else ():
            same = item.passage.id == best.passage.id
            if (
                same
                and len(chosen) < _SENTENCES
                and item.own >= _NEAR * best.own
                and chars + item.end - item.start <= _MAX_CHARS
            ):
                chosen.append(item)
                chars += item.end - item.start
        return sorted(chosen, key=lambda s: s.start)

    def _as_expected(self, question: str, scored: Sequence[_Scored]) -> list[_Scored]:
        """Return the candidates that hold what the question asks for, each reaching on to the sentence that does."""
        wanted = [held for asked, held in _EXPECTED if asked.search(question)]
        counted = _HOW_MANY.search(question)
        if counted:
            wanted.append(re.compile(rf"(?:\d|[一二三四五六七八九十两百])(?:余|多)?{counted[1]}"))
        if not wanted:
            return list(scored)
        found: list[_Scored] = []
        for item in scored:
            text = self._desk.text_of(item.passage.document_id) or ""
            reach = item.end + _REACH_CHARS
            stop = text.find("\n", item.end, reach)
            after = text[item.start : stop if stop >= 0 else reach]
            ends = [item.end - item.start, *(e for _, e in sentences(after) if e > item.end - item.start)]
            for end in ends:
                if all(held.search(after[:end]) for held in wanted):
                    found.append(replace(item, end=item.start + end))
                    break
        return found

    def _titular(self, item: _Scored) -> bool:
        text = (self._desk.text_of(item.passage.document_id) or "")[item.start : item.end]
        return covered(text, self._desk.meta(item.passage.document_id).title) > 0.6

    def _evidence(self, item: _Scored) -> Evidence:
        start, end = self._whole(item)
        return of_passage(self._desk, item.passage, start, end, probability=max(0.0, min(1.0, item.score)))

    def _whole(self, item: _Scored) -> tuple[int, int]:
        """Widen a part of a sentence to the sentence (with its list of items), where that stays short."""
        text = self._desk.text_of(item.passage.document_id) or ""
        left = max(text.rfind(mark, item.passage.start, item.start) for mark in "。！？\n")
        start = max(left + 1, item.passage.start)
        stops = [i for i in (text.find(mark, item.end - 1) for mark in "。！？\n") if i >= 0]
        end = min(stops, default=len(text) - 1)
        end = end + 1 if text[end : end + 1] != "\n" else end
        while start < item.start and text[start].isspace():
            start += 1
        start, _ = _unnumbered(text, start, end)
        return (start, end) if end - start <= _MAX_CHARS else (item.start, item.end)
