"""What is asked next of a text that was quoted, read first where the turn before was answered from."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.clauses import clause_phrases
from bot.concepts import OTHER_WAY, Concept
from bot.desk import Desk
from bot.evidence import span
from bot.matching import bare, covered
from bot.metadata import MetaField
from bot.question import Question, default_phrases
from bot.reading_rules import default_reading_rules
from bot.support import held_share
from bot.types import Evidence, Outcome, Turn
from bot.wording import load_yaml
from kb.lexicon_index import REGION
from kb.zh.sentences import sentences

_SHORT_CHARS = 14
_WHOLE_CHARS = 6000  # a digest is read whole, of a longer text the section
_SHORTEST = 8
_TOLD = 0.15  # what the sentence that was told has before others
_CLOSE = 1e-6
_IN_VAIN = 2
_ENOUGH = 0.6  # so much of what the question names stands in the sentence
_ASKS_MORE = re.compile("要(?:什么|啥)$")  # 还要什么: no purpose
_MONEY = re.compile("补|奖|资助|罚|钱|元")
_FRAGMENT = re.compile("[^，。？?]{2,8}呢[？?]?")
_OTHER_MATTERS = ("contact", "article", "smalltalk", "status")
_QUOTED = frozenset({"policy", "obligation", "deadline", "duty", "list", "note"})
_EARLY = frozenset({"policy", "obligation", "deadline", "list"})
_OF_ANY_TEXT = frozenset({"deadline", "obligation", "list"})  # the text last quoted goes before other texts
_OF_WORDS = frozenset({"duty", "membership"})  # 重金属的呢, of a text that names it


@dataclass(frozen=True, kw_only=True)
class _Forms:
    asking: re.Pattern[str]
    acts: re.Pattern[str]
    own_side: re.Pattern[str]
    bodies_duty: re.Pattern[str]
    of_body: re.Pattern[str]
    doerless: re.Pattern[str]
    member: re.Pattern[str]
    document: re.Pattern[str]
    alike: tuple[tuple[str, ...], ...]
    forms: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]


@cache
def _forms() -> _Forms:
    data = load_yaml("beside.yaml")
    return _Forms(
        asking=re.compile(data["asking"]),
        acts=re.compile(data["acts"]),
        own_side=re.compile(data["own_side"]),
        bodies_duty=re.compile(data["bodies_duty"]),
        of_body=re.compile(data["of_body"]),
        doerless=re.compile(data["doerless"]),
        member=re.compile(data["member"]),
        document=re.compile(data["document"]),
        alike=tuple(map(tuple, data["alike"])),
        forms=tuple((re.compile(form["asked"]), tuple(map(re.compile, form["held"]))) for form in data["forms"]),
    )


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The sentence beside the one quoted before that answers, and the kinds of question that it goes before."""

    evidence: Evidence
    before: frozenset[str] = frozenset()


def read_beside(
    desk: Desk,
    question: Question,
    turns: Sequence[Turn],
    concepts: Callable[[str], Sequence[Concept]],
    named: Collection[str] = (),
) -> Beside | None:
    """Return the sentence that answers a short follow-up, from where the turn before was answered; None for others.

    Args:
        desk: the records.
        question: the follow-up as asked, which names no matter of its own.
        turns: the turns before, oldest first.
        concepts: returns what a text speaks of.
        named: ids of the documents that it names.
    """
    said = [t for t in turns if t.frame.get("intent") != "smalltalk"]
    while said and len(turns) - len(said) < _IN_VAIN and said[-1].outcome is Outcome.NO_ANSWER:
        said.pop()  # what found nothing is no change of topic
    last = said[-1] if said else None
    told = last.frame.get("told") if last is not None and last.outcome is Outcome.ANSWERED else None
    if last is None or not told or last.frame.get("intent") not in _QUOTED:
        return None
    if names_another(question, listed=bool(last.frame.get("list_topic") or last.frame.get("near_list"))):
        return None
    if last.frame.get("beside") and question.text == last.question:  # asked again, for its source or in other words
        return Beside(evidence=span(desk, *told), before=_OF_ANY_TEXT | _OF_WORDS)
    document_id = told[0]
    if named and document_id not in named:
        return None  # 法典里还有这一条吗, after another law
    found = _sentence(desk, question.text, last, turns, concepts)
    if found is None:
        return None
    before: frozenset[str] = frozenset()
    summed_up = {MetaField.SUMMARY} >= set(question.fields) and _forms().document.search(question.text) is None
    before |= {"metadata"} if question.fields and summed_up else frozenset()  # 看什么内容, of what was just quoted
    if last.frame.get("intent") in _EARLY and (not question.fields or summed_up):
        before |= _OF_ANY_TEXT if document_id not in desk.primary or len(desk.primary) > 1 else frozenset()
        before |= _OF_ANY_TEXT if default_phrases().inside.match(question.text) else frozenset()  # 里面提到哪些企业
        before |= {"figure"} if _MONEY.search(question.text) else frozenset()  # 最多补多少, of what was just quoted
        before -= {"obligation"} if question.roles or question.industries else frozenset()  # 企业不得做什么
        listed = last.frame.get("intent") in ("list", "membership")  # 水泥呢: whether it is one of them
        before |= _OF_WORDS if _FRAGMENT.fullmatch(question.text) and not listed else frozenset()
    return Beside(evidence=span(desk, document_id, *found), before=before)


def forms_asked(asked: str) -> list[tuple[re.Pattern[str], ...]]:
    """Return of each form of question that words have what an answer may hold: one of these."""
    return [held for cue, held in _forms().forms if cue.search(asked) is not None]


def names_another(question: Question, *, listed: bool) -> bool:
    """Say whether a question is long, or names a place, body, document, person or matter that other tools know.

    Whether there is something (有优惠吗) asks for no member, unless a list was `listed` before.
    """
    named = (
        question.regions
        or question.groups
        or question.organisations
        or question.years
        or question.titles
        or question.doc_numbers
        or question.persons
    )
    others = any(question.shows(name) for name in _OTHER_MATTERS) or "附" in question.text
    member = listed or _forms().member.search(question.text) is not None
    others = others or (member and question.shows("membership") and not question.shows("obligation"))
    return len(question.text) > _SHORT_CHARS or bool(named) or others


def _sentence(
    desk: Desk, asked: str, last: Turn, turns: Sequence[Turn], concepts: Callable[[str], Sequence[Concept]]
) -> tuple[int, int] | None:
    """Return the sentence around the place told that holds what a question names, in the form that it asks for."""
    document_id, start, end = last.frame["told"]
    text, rules = desk.text_of(document_id) or "", default_reading_rules()
    if rules.thing_asked(asked):
        return None
    if _of_another_text(desk, asked, document_id, text, concepts):
        return None
    named, required = _named(asked, text, concepts), rules.required(_ASKS_MORE.sub("要哪些", asked))
    shaped = [(match, held) for cue, held in _forms().forms if (match := cue.search(asked)) is not None]
    if not named and ((not required and not shaped) or _of_another_case(asked)):
        return None
    ranked: list[tuple[tuple[float, ...], tuple[int, int]]] = []
    of_own = _forms().own_side.search("".join(t.asked for t in turns)) and not _forms().of_body.search(asked)
    acted = bool(named) and all(len(c.word) == 1 for c in named)
    around = list(_around(desk, (document_id, start), text))
    for a, b in around:
        said = text[a:b]
        share = held_share(named, bare(desk.tokenizer.prepared(said))) if named else 1.0
        share = 1.0 if acted and share >= OTHER_WAY - _CLOSE else share  # 报送 is as good as 报
        tiers = [_tier(match, held, said) for match, held in shaped]
        if share < _ENOUGH or None in tiers or not all(held.search(said) for held in required):
            continue
        alike = covered(asked, said) + covered(last.question, said) / 2
        alike += _TOLD if a < end and start < b else 0.0
        side = 0.0 if of_own and _forms().bodies_duty.search(said) else 1.0
        rank = (round(share, 2), side, -sum(tier or 0 for tier in tiers), round(alike, 2), -abs(a - start))
        ranked.append((rank, (a, b)))
    return _with_doer(asked, max(ranked)[1], around, text) if ranked else None


def _of_another_case(asked: str) -> bool:
    """Say whether it is asked what follows from something that no word of any text says (收了会怎样)."""
    said = clause_phrases().consequence.search(asked)
    if said is None or clause_phrases().negated.search(asked[: said.start()]) is not None:
        return False
    return bool(re.search("[一-龥]", default_phrases().stop.sub("", asked[: said.start()])))


def _with_doer(asked: str, found: tuple[int, int], around: Sequence[tuple[int, int]], text: str) -> tuple[int, int]:
    """Return a sentence, with the one before where who does it is asked and it names no doer itself (要及时督促…)."""
    if not _forms().of_body.search(asked) or not _forms().doerless.search(text[found[0] : found[1]]):
        return found
    before = next((s for s in around if s[1] <= found[0] and not text[s[1] : found[0]].strip()), None)
    doer = before is not None and not _forms().doerless.search(text[before[0] : before[1]])
    return (before[0], found[1]) if before is not None and doer else found


def _of_another_text(
    desk: Desk, asked: str, document_id: str, text: str, concepts: Callable[[str], Sequence[Concept]]
) -> bool:
    """Say whether a question means a notice, or names what a notice speaks of and the text that was quoted does not."""
    others = [desk.text_of(i) or "" for i in desk.primary if i != document_id]
    if document_id not in desk.primary and default_phrases().means_notice.search(asked):
        return True
    plain = bare(text)
    named = [c for c in concepts(_forms().asking.sub(" ", asked)) if len(c.word) > 1 and c.word not in plain]
    strange = [c.word for c in named if not any(way in plain for way in _ways(c.word))]
    return any(word in other for word in strange for other in others)


def _tier(match: re.Match[str], held: Sequence[re.Pattern[str]], said: str) -> int | None:
    """Return which of the forms a sentence has, None for none; it must hold a character of the verb asked for."""
    verb = match.groupdict().get("verb") or ""
    if verb and not any(character in said for character in verb):
        return None
    return next((at for at, form in enumerate(held) if form.search(said)), None)


def _named(asked: str, text: str, concepts: Callable[[str], Sequence[Concept]]) -> list[Concept]:
    """Return what a question names; of a word that the text nowhere has, the verb in it (奖给: 奖)."""
    plain = _forms().asking.sub(lambda m: " " * len(m[0]), asked)
    found = list(concepts(plain))
    if not found and (act := _forms().acts.search(plain)) is not None:
        return [_by_act(act[0])]
    return [_as_written(concept, bare(text)) for concept in found]


def _as_written(concept: Concept, text: str) -> Concept:
    """Return a concept as the text may write it: in a word that means the same, or by the verb in it alone."""
    if ways := _ways(concept.word):  # 年报 is no act, though 报 is one
        return replace(concept, others=tuple(dict.fromkeys((*concept.others, *ways))))
    act = _forms().acts.search(concept.word) if not concept.held(text) else None
    return _by_act(act[0]) if act is not None else concept


def _ways(word: str) -> list[str]:
    return [other for group in _forms().alike if word in group for other in group]


def _by_act(verb: str) -> Concept:
    return Concept(word=verb, others=tuple(_ways(verb)), grams=frozenset(), weight=1.0)


def _whole_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences; what semicolons part is one."""
    start: int | None = None
    for first, last in sentences(text):
        start = first if start is None else start
        if text[last - 1] not in "；;" or "\n" in text[last : last + 2]:
            yield start, last
            start = None


def _around(desk: Desk, told: tuple[str, int], text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the section that was quoted from, of a digest all of them; no row of a table."""
    document_id, at = told
    section = desk.section_at(document_id, at)
    of_place = section is not None and bool(desk.index.find("".join(section.path), kinds={REGION}))
    whole = document_id not in desk.primary and len(text) <= _WHOLE_CHARS and not of_place
    start, end = (0, len(text)) if whole or section is None else (section.start, section.end)
    titles = {s.title for s in desk.knowledge.of(document_id).sections}
    tables = desk.knowledge.of(document_id).tables
    for first, last in _whole_sentences(text[start:end]):
        a, b = start + first, start + last
        tabled = any(t.start <= a < t.end and not (t.note_start is not None and t.note_start <= a) for t in tables)
        if b - a >= _SHORTEST and not tabled and text[a:b].lstrip("# ") not in titles:
            yield a, b
