"""What a question speaks of: its content words, other ways to say them, and how much each weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.desk import Desk
from bot.matching import bare
from bot.question import default_phrases
from bot.reading_rules import ReadingRules
from bot.things import things_made
from kb.lexicon_index import GROUP, INDUSTRY, ORGANISATION, REGION, Match

_KINDS = frozenset(
    {"metric", "action", "manner", "legal", "general", "role", "document", REGION, GROUP, ORGANISATION, INDUSTRY}
)
_TIME_WEIGHT = 5.0
_WHICH = tuple("些几种样类项份个")
_SINGLE_WEIGHT = 3.0  # a word of one character, where nothing else is said
OTHER_WAY = 0.9  # what saying a word in another way is worth beside the word itself


@lru_cache(maxsize=4096)
def _written_out(word: str, most: int) -> re.Pattern[str]:
    """Return the pattern of a word written out: up to `most` characters between its last and those before it."""
    return re.compile(f"{re.escape(word[:-1])}.{{1,{most}}}{re.escape(word[-1])}")


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A content word of a question, other ways to say it, and how much it weighs."""

    word: str
    others: tuple[str, ...]
    grams: frozenset[str]
    weight: float
    at: int = 0  # where the question says it
    light: bool = False  # says too little to find an answer by (企业, 材料)
    place: bool = False  # a place, which says where and not what
    unseen: bool = False  # no text of the library says it, in any way
    inside: tuple[str, ...] = ()  # names that hold the word and do not speak of it: 信息 in 工业和信息化厅

    def held(self, text: str) -> float:
        """Return how far `text` holds the concept: 1 in the same word, 0.9 in another, less in parts of the word."""
        for name in self.inside:
            text = text.replace(name, " ")
        if self.word in text:
            return 1.0
        if any(other in text for other in self.others):
            return OTHER_WAY
        if len(self.word) == 2 and _written_out(self.word, 2).search(text):
            return 0.6  # shortened: 财税 for 财政税收
        if len(self.word) in (3, 4) and _written_out(self.word, 3).search(text):
            return 0.8  # 排水证 for 排水许可证
        parts = sum(g in text for g in self.grams) / len(self.grams) if self.grams else 0.0
        return 0.7 * parts if parts >= 0.5 else 0.0


def in_clause(text: str, wanted: Sequence[re.Pattern[str]], named: Concept) -> bool:
    """Say whether one clause holds both what is asked for and what the question names last."""
    clauses = re.split(r"[，。；]", text)
    return any(named.held(bare(c)) >= OTHER_WAY and all(w.search(c) for w in wanted) for c in clauses)


class ConceptReader:
    """Find the concepts of a question.

    Args:
        desk: lexicon and tokenizer.
        rules: what expressions of time look like.
        frequency: number of passages of the collection that hold a term.
        passages: number of passages of the collection.
    """

    def __init__(
        self, desk: Desk, *, rules: ReadingRules, frequency: Callable[[str], int], passages: Callable[[], int]
    ) -> None:
        self._desk = desk
        self._rules = rules
        self._frequency = frequency
        self._passages = passages
        named = {form for body in desk.lexicon.organisations for form in (body.name, *body.forms)}
        self._bodies = sorted(named, key=lambda name: (-len(name), name))
        self._named = {b.name: (b.name, *b.forms) for b in desk.lexicon.organisations}

    def weight(self, term: str) -> float:
        """Return the inverse passage frequency of a term; a term never seen weighs most."""
        return math.log(1 + (self._passages() + 0.5) / (self._frequency(term) + 0.5))

    def read(self, question: str) -> list[Concept]:
        """Return what the question speaks of: each content word with the lexicon's other ways to say it."""
        desk, phrases, spell = self._desk, default_phrases(), self._rules.span_of_time
        plain = phrases.asking.sub(lambda m: " " * len(m[0]), question)
        confirms, guessed = phrases.confirms.search(question), (self._rules.quantity, self._rules.guessed_time)
        found: list[Concept] = []
        taken = [False] * len(plain)
        # What people say of an act may hold a word of asking (要不要钱, 谁出); what only asks (罚多少) stays out.
        acts = desk.index.find(question, kinds={"action", "manner"})
        acts = [m for m in acts if not any(a.search(question[m.start : m.end]) for a, _ in self._rules.expected)]
        matches = (*acts, *desk.index.find(plain))
        for match in matches:
            said = question[match.start : match.end]
            free = not any(taken[match.start : match.end])
            if match.kind in _KINDS and said not in phrases.idle and free:
                taken[match.start : match.end] = [True] * len(said)
                ways: list[str] = []
                for other in matches:  # every meaning of the same words
                    if (other.start, other.end) == (match.start, match.end) and other.kind in _KINDS:
                        ways += self._ways(other)
                concept = self._concept(said, tuple(dict.fromkeys(ways)), match.start)
                found.append(replace(concept, place=match.kind in (REGION, GROUP)))
        for match, last in things_made(plain, desk.index):  # 审核费: not any part of 审核
            found.append(self._concept(plain[match.end - 2 : match.end] + last, (), match.end))
        rest = "".join(" " if t else c for c, t in zip(plain, taken, strict=True))
        for time in spell.finditer(rest):
            found.append(
                Concept(word=bare(time[0]), others=(), grams=frozenset(), weight=_TIME_WEIGHT, at=time.start())
            )
        for word, start, _ in desk.tokenizer.words(spell.sub(lambda m: " " * len(m[0]), rest)):
            if confirms and any(said.fullmatch(word) for said in guessed):
                continue  # a number that is supposed (要办两场吧): the text may say another
            if len(word) == 2 and phrases.particles.search(word) and not self._frequency(word):
                continue  # 能装, 几层: an auxiliary and a verb that no text has, cut as if they were a word
            if len(word) > 2 and (one := phrases.one_of.match(word)):
                word, start = word[one.end() :], start + one.end()  # 一个班, cut as one word
            idle = word in phrases.idle or phrases.idle_shape.fullmatch(word)
            if not idle and (len(word) > 1 or word.isdigit()):
                per = phrases.per_unit.fullmatch(word)
                found.append(self._concept(word, (f"每{per['unit']}", f"不足1{per['unit']}") if per else (), start))
        # 装电梯要交哪些材料: 交哪 is no matter beside another
        asking = [c for c in found if c.word[-1] == "哪" and question[c.at + len(c.word) :].startswith(_WHICH)]
        found = [c for c in found if c not in asking] or found
        if found:
            return [replace(concept, inside=self._inside(concept.word, question)) for concept in found]
        single = [(m[0], m.start()) for m in phrases.single.finditer(rest)]
        if single:  # 每班几人: 班 is all that is said
            return [replace(self._concept(word, (), start), weight=_SINGLE_WEIGHT) for word, start in single]
        light = [(word, start) for word, start, _ in desk.tokenizer.words(rest) if word in phrases.light]
        return [replace(self._concept(word, desk.forms.get(word, ()), start), light=True) for word, start in light]

    def _inside(self, word: str, question: str) -> tuple[str, ...]:
        """Return the names of bodies that hold a word, longest first; none where the question names such a body."""
        names = tuple(name for name in self._bodies if word in name)
        across = tuple(sorted(name for name in default_phrases().across if word in name))
        return across if any(name in question for name in names) else (*names, *across)

    def _ways(self, match: Match) -> tuple[str, ...]:
        """Return every way to say what a term means; of an industry all its names (造纸, 造纸业, 造纸厂)."""
        if match.kind == ORGANISATION:
            return self._named.get(match.canonical, ())
        if match.kind != INDUSTRY:
            return self._desk.forms.get(match.canonical, ())
        forms = self._desk.lexicon.industry_forms
        return (match.canonical, *(form for form, industry in forms.items() if industry == match.canonical))

    def _concept(self, word: str, others: tuple[str, ...], at: int) -> Concept:
        # A word that has a common synonym says as little as the synonym does (工厂, 企业).
        ways = [self._rarity(way) for way in {word, *others}]
        return Concept(
            word=word.lower(),
            others=tuple(o.lower() for o in others),
            grams=frozenset(self._terms(word)),
            weight=min(ways),
            at=at,
            unseen=min(ways) >= self._unseen(),
        )

    def _unseen(self) -> float:
        return math.log(1 + (self._passages() + 0.5) / 0.5)

    def _rarity(self, word: str) -> float:
        return max((self.weight(g) for g in self._terms(word)), default=0.0)

    def _terms(self, text: str) -> list[str]:
        return [t for t in self._desk.tokenizer.bigrams(text) if len(t) > 1 or t.isdigit()]
