"""A question that nothing was found for, asked again in the words of the texts and tables for what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk import Desk
from bot.figures.anaphora import points_at_more
from bot.figures.catalogue import Catalogue
from bot.figures.grammar import POINTING
from bot.figures.surface import clean
from bot.matching import bare
from bot.meaning import BEYOND, FOLLOWS, default_meaning, masked
from bot.meant_slots import Meaning, Slots, meaning_phrases
from bot.own_notice import names_matter, notice_of
from bot.question import default_phrases, read_question
from bot.reading_rules import default_reading_rules
from bot.reference import resolve
from bot.replies import Reply
from bot.room import Room
from bot.support import held_share
from bot.things import unheard_of
from bot.types import Outcome, Turn
from kb.lexicon_index import ORGANISATION

_LEAST = 0.5  # a chance of what it means below which nothing is asked
_SURE = 0.9  # and above which the answer need not have the form that the words ask for
_INSTEAD = 0.8  # and above which it is asked though some sentence is likely to answer
_NEXT = 0.15  # the least chance of a meaning tried because the one before asks for names that the question has not
_BY_WORDS = 0.85  # the chance from which words that no table has are taken for turns of speech (派了多少活儿)
_METRIC_MISSING = "metric_missing"
_TRIED = 3
_EACH = "各自"  # 五个市和它们各自的目标: two things, of which one wording asks but one
_SAID_BEFORE = 6  # so many characters before 他们 may have said who they are (验收组来了，他们能收费吗)
_LONGEST_CHARS = 120  # sayings are a third as long
_DESPITE = {"turns": 0.6, "particulars": 0.75, "demands": 0.75, "law": 0.75}  # a word that nobody knows is no matter
_FIGURES, _PARTICULARS, _TURNS = "figures", "particulars", "turns"
_ON_MATTER = 0.3  # the share of what is asked for that an answer has to say
_BY_TABLES = frozenset({"figure", "table", "note", "columns"})
_SAY_WHAT_IS_MISSING = frozenset({"contact", "metadata", "status", "deadline"})
_OWN_BODIES = re.compile(
    "工业和信息化|生态环境|发展改革|发展和改革"
)  # at every level: 区环保局 asks as the text's 主管部门
_RATES = ("率", "比例", "占比")


@dataclass(frozen=True, kw_only=True)
class Meant:
    """A question as it is taken, to be asked instead; `refuses` where an answer that it is on no file is one too."""

    question: str
    group: str
    chance: float
    refuses: bool


def as_meant(
    room: Room,
    part: str,
    turns: Sequence[Turn],
    reply: Reply,
    *,
    day: date,
    ask: Callable[[str], Reply | None],
    frequency: Callable[[str], int],
) -> Reply:
    """Return the answer to what a question means by its likeness to sayings, else `reply`.

    Args:
        room: the records and what reads them.
        part: the question as asked.
        turns: the turns before, oldest first.
        reply: what it came to by its words; it is kept unless it found nothing, and said of nothing that it is missing,
            or found a sentence by its likeness alone.
        day: the day of the answer.
        ask: answers a question after the same turns.
        frequency: returns in how many passages a pair of characters stands.
    """
    likely = any(r.call.name == "search_policy" and r.result.get("likely") for r in reply.results)
    found = reply.draft.outcome is not Outcome.NO_ANSWER and not likely
    if found or reply.frame["intent"] in _SAY_WHAT_IS_MISSING:
        return reply
    if points_at_more(part):
        return reply
    named_lacks = bool(reply.draft.statements[0].evidence) and not likely  # the notice named says nothing of it
    if named_lacks or resolve(room.desk, read_question(room.desk, part), day).missing:
        return reply
    if any(
        word.endswith(_RATES)
        for r in reply.results
        if r.missing and r.call.name == "query_figures"
        for word in r.result.get("missing", ())
    ):
        return reply  # 完成率 that cannot be worked out is no other share
    faults = (r.result.get("fault", "other") for r in reply.results if r.call.name == "query_figures" and r.missing)
    taken = meant(
        room.desk,
        room.figures.catalogue,
        part,
        follows=bool(turns),
        as_of=day,
        frequency=frequency,
        lacking=next(faults, ""),
    )
    if taken is None or (likely and taken.chance < _INSTEAD):
        return reply
    if unheard_of(part, room.desk.index, frequency) is not None:
        return reply
    pointed = notice_of(room.desk, part) if taken.group == _PARTICULARS else None
    own = taken.question if pointed is None else f"《{room.desk.meta(pointed).title}》{taken.question}"
    if pointed is None and taken.group == _PARTICULARS and names_matter(room.desk, part):
        return reply  # 适老化那份文, and none on file is of that
    again = ask(own)
    return again if again is not None and _stands(room, part, taken, again) else reply


def _stands(room: Room, part: str, taken: Meant, again: Reply) -> bool:
    """Say whether the answer to what a question is taken for answers the question."""
    outcome, by_tables = again.draft.outcome, again.frame["intent"] in _BY_TABLES
    if outcome is Outcome.NO_ANSWER:
        return taken.refuses and again.frame["intent"] != "policy"
    if taken.group == _FIGURES:
        return by_tables and (outcome is Outcome.ANSWERED or taken.chance >= _SURE)
    if taken.group == _TURNS:
        return True
    said = "".join(s.text for s in again.draft.statements if s.evidence)
    wanted = default_reading_rules().required(part) if taken.chance < _SURE else ()
    if outcome is not Outcome.ANSWERED or not all(held.search(said) for held in wanted):
        return False
    if len(room.desk.primary) > 1 and taken.group != _PARTICULARS:
        named = [c for c in room.reader.concepts(taken.question) if not c.light]
        if named and held_share(named, bare(said)) < _ON_MATTER:
            return False  # what another notice says, of another matter
        if _of_other_notice(room, part, again.frame.get("documents", ())):
            return False
    desk = room.desk
    bodies = [m for m in desk.index.find(part, kinds={ORGANISATION}) if not _OWN_BODIES.search(m.canonical)]
    texts = "".join(desk.text_of(i) or "" for i in again.frame.get("documents", ())) if bodies else ""
    return all(m.canonical in texts or part[m.start : m.end] in texts for m in bodies)


def _of_other_notice(room: Room, part: str, told_of: Sequence[str]) -> bool:
    """Say whether a question has a word of the title of a notice that none of the documents told of speaks of."""
    desk = room.desk
    titles = [desk.meta(i).title for i in desk.primary if i not in told_of]
    words = [c.word for c in room.reader.concepts(part) if not (c.light or c.place) and len(c.word) > 1]
    own = [w for w in words if any(w in title for title in titles)]
    return any(all(w not in (desk.text_of(i) or "") for i in told_of) for w in own)


def meant(
    desk: Desk,
    catalogue: Catalogue,
    text: str,
    *,
    follows: bool,
    as_of: date,
    frequency: Callable[[str], int],
    lacking: str = "",
) -> Meant | None:
    """Return the question that one means by its likeness to known sayings; None where that is not sure enough.

    Args:
        desk: the records.
        catalogue: the tables on file.
        text: a question that found nothing.
        follows: whether turns came before it.
        as_of: the day of the answer.
        frequency: returns in how many passages a pair of characters stands.
        lacking: what it asks of a table that the table was found not to have: a place, a year, a quantity (whose words
            may be no more than turns of speech); empty where nothing was found to be missing.
    """
    pointing = POINTING.search(text)
    leads_on = default_phrases().follow_lead.match(text) or (
        pointing and (pointing.start() < _SAID_BEFORE or _EACH in text)
    )
    if len(text) > _LONGEST_CHARS or (not follows and leads_on):
        return None  # a story, or it goes on from what was not said
    read: Slots | None = None
    for name, chance in _ranked(masked(text, desk.index), follows=follows)[:_TRIED]:
        meaning = meaning_phrases().meanings.get(name)
        if name == BEYOND or chance < (_LEAST if read is None else _NEXT):
            return None
        if meaning is None:
            return None
        read = read or Slots(desk, catalogue, clean(text), as_of)
        if meaning.unless and re.search(meaning.unless, text):
            if not meaning.otherwise:
                return None
            meaning = meaning_phrases().meanings[meaning.otherwise]
        elif not re.search(meaning.only, text):
            return None
        on_file = frequency if meaning.group == _FIGURES else None  # what tables are about may stand in texts alone
        if chance < _DESPITE.get(meaning.group, 1.0) and read.strange(on_file):
            return None
        spoken = lacking == _METRIC_MISSING and chance >= _BY_WORDS and not read.strange(None)
        for wording in _directed(meaning, text, follows=follows):
            if lacking and not spoken and ("{core" in wording or "{measures" in wording):
                continue  # what the table has not is no part of the wording
            asked = read.filled(wording)
            if asked is not None and read.kept(asked, meaning):
                return Meant(question=asked, group=meaning.group, chance=chance, refuses=meaning.refuses)
    return None


def _ranked(text: str, *, follows: bool) -> list[tuple[str, float]]:
    """Return the meanings with their chances, best first; what only turns after others ask so counts with its like.

    Where no turn came before, none is meant that only a turn after others can have.
    """
    chances = dict(default_meaning().ranked(text))
    for name, meaning in meaning_phrases().meanings.items():
        if meaning.like:
            chances[meaning.like] += chances.pop(name)
    if not follows:
        chances = {name: chance for name, chance in chances.items() if not name.startswith(FOLLOWS)}
    total = sum(chances.values())
    return sorted(((name, chance / total) for name, chance in chances.items()), key=lambda found: -found[1])


def _directed(meaning: Meaning, text: str, *, follows: bool) -> tuple[str, ...]:
    """Return the wordings of a meaning, those of its direction where it has two; none where that cannot be told.

    After other turns those come last that go on from them.
    """
    if not meaning.low:
        known = meaning_phrases().meanings.values() if follows else ()
        after = (m for m in known if m.like == meaning.name and re.search(m.only, text))
        return (*meaning.ask, *(wording for m in after for wording in m.ask))
    low, high = meaning_phrases().low.search(text), meaning_phrases().high.search(text)
    if bool(low) == bool(high):
        return ()
    return meaning.low if low else meaning.ask
