"""A short question that found nothing, or strayed to another text, asked again: of the topic or the text spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.beside import forms_asked, names_another
from bot.concepts import Concept
from bot.contextualise import with_topic
from bot.desk import Desk
from bot.matching import bare
from bot.parallel import asked_alike
from bot.question import default_phrases, read_question
from bot.reading_rules import default_reading_rules
from bot.reference import resolve
from bot.replies import Reply
from bot.support import held_share
from bot.types import Outcome, ToolResult, Turn
from bot.wording import default_wording
from kb.lexicon_index import REGION

_FEW_CHARS = 6  # so few say what of the matter of the turn before is asked (谁监督)
_NEAR_TURNS = 3
_ALL = 0.99
_ENOUGH = 0.6  # so much of what is named stands in what a notice says
_OF_TEXTS = frozenset({"policy", "obligation", "deadline", "list", "note", "metadata", "membership"})
_TOLD_FROM = frozenset({"policy", "obligation", "deadline", "list", "note", "duty", "status", "article", "metadata"})
_PENAL = re.compile("罚|处分|责令|追究")
_ASKS_PENAL = re.compile("罚|处理|处分|后果|怎么?样|怎么着|怎么办|责任|追究|抓")


def second_try(
    desk: Desk,
    part: str,
    turns: Sequence[Turn],
    reply: Reply,
    *,
    day: date,
    ask: Callable[[str], Reply | None],
    nothing: Callable[[str, Sequence[ToolResult]], Reply],
    concepts: Callable[[str], Sequence[Concept]],
) -> Reply:
    """Return the answer to a question as it is meant after the turns before, else `reply`.

    Args:
        desk: the records.
        part: the question as asked.
        turns: the turns before, oldest first.
        reply: what it came to.
        day: the day of the answer.
        ask: answers a question that stands alone.
        nothing: says that a question found no answer, after these results.
        concepts: returns what a question speaks of.
    """
    if (alike := asked_alike(desk, part, turns, reply, ask=ask, concepts=concepts)) is not None:
        return alike
    searched = reply.frame["intent"] == "policy" and not reply.frame.get("beside") and reply.question == part
    few = len(part) <= _FEW_CHARS and bool(turns) and turns[-1].frame.get("told") is not None
    again = searched and (reply.draft.outcome is Outcome.NO_ANSWER or few)
    fuller = with_topic(desk, part, turns) if again else None
    second = ask(fuller) if fuller is not None else None
    second = second if second is not None and second.draft.outcome is Outcome.ANSWERED else None
    meant = text_spoken_of(desk, turns, day)
    near = second is not None and (meant is None or meant in second.frame.get("documents", ()))
    named = [c for c in concepts(default_phrases().follow_lead.sub("", part)) if not c.light]
    if second is not None and near and _tells(second, named):
        return second
    if named and near and reply.draft.outcome is Outcome.ANSWERED and _tells(reply, named):
        return reply  # 谁优先, after 低保户呢: what it names stands in another sentence
    held = _of_text(desk, part, reply, meant, ask, nothing, concepts) if meant is not None else None
    if second is not None and near and (held is None or not _tells(held, named)):
        return second
    return held or second or reply


def _tells(reply: Reply, named: Sequence[Concept]) -> bool:
    """Say whether what a question names stands in what an answer tells."""
    said = "".join(s.text for s in reply.draft.statements if s.evidence)
    return not named or held_share(named, bare(said)) >= _ENOUGH


def _of_text(
    desk: Desk,
    part: str,
    reply: Reply,
    meant: str,
    ask: Callable[[str], Reply | None],
    nothing: Callable[[str, Sequence[ToolResult]], Reply],
    concepts: Callable[[str], Sequence[Concept]],
) -> Reply | None:
    """Return what the law or rules that the turns were about say to a short question which strayed from them."""
    question = read_question(desk, part)
    if reply.frame["intent"] not in _OF_TEXTS or names_another(question, listed=False):
        return None
    found = reply.draft.outcome is not Outcome.NO_ANSWER
    if found and meant in reply.frame.get("documents", ()):
        return None
    core = default_phrases().follow_lead.sub("", part)
    alone = not default_phrases().bare.sub("", bare(core))  # says nothing but what is asked of what was told
    named = [] if alone else [c for c in concepts(core) if not c.light]
    title = re.sub(r"[（(][^（）()]*[）)]$", "", desk.meta(meant).title)
    second = ask(default_wording().say("follow_of_text", title=title, asked=core))
    if second is None:
        return None
    answered = second.draft.outcome is Outcome.ANSWERED and list(second.frame.get("documents", ())) == [meant]
    said = "".join(s.text for s in second.draft.statements if s.evidence)
    if named and found:  # it says what it is about, and another text told of that: only one that has all of it stands
        return second if answered and held_share(named, bare(said)) >= _ALL and _fits(core, said) else None
    spoken = held_share(named, bare(said)) >= _ENOUGH if meant in desk.primary else _speaks_of(named, said)
    left = default_phrases().bare.sub("", bare(core))  # 改, of 什么时候改的
    spoken = spoken if named else not left or any(character in said for character in left)
    if answered and spoken and _fits(core, said):
        return second
    return nothing(part, second.results) if found and alone else None


def text_spoken_of(desk: Desk, turns: Sequence[Turn], day: date) -> str | None:
    """Return the law, rules or digest that the last turn was about; None for the one notice on file.

    It is none either where the part of it was of one of many places.  A turn that found nothing is no change of topic,
    unless it names another document itself.
    """
    for turn in list(reversed([t for t in turns if t.frame.get("intent") != "smalltalk"]))[:_NEAR_TURNS]:
        named = resolve(desk, read_question(desk, turn.question), day).named
        answered = turn.outcome is Outcome.ANSWERED
        documents = turn.frame.get("documents", ()) if answered else ()
        if len(named) == 1 and (not answered or named[0] in documents):
            documents = named
        if not documents and not answered:
            continue
        alone = len(desk.primary) == 1  # the one notice on file is meant where nothing is said
        if not documents or turn.frame.get("intent") not in _TOLD_FROM or (alone and documents[0] in desk.primary):
            return None
        told = turn.frame.get("told")
        section = desk.section_at(told[0], told[1]) if told else None
        of_place = section is not None and bool(desk.index.find("".join(section.path), kinds={REGION}))
        return None if of_place else str(documents[0])
    return None


def _speaks_of(named: Sequence[Concept], said: str) -> bool:
    """Say whether a text has a character of a word that is named (换证: 许可证); enough where a law is short."""
    return any(set(c.word) & set(bare(said)) for c in named)


def _fits(asked: str, said: str) -> bool:
    """Say whether words of a text have the form that is asked for."""
    if _PENAL.search(said) and not _ASKS_PENAL.search(asked):
        return False
    if any(not held.search(said) for held in default_reading_rules().required(asked)):
        return False
    forms = forms_asked(asked)
    if any(not any(held.search(said) for held in form) for form in forms):
        return False
    return bool(forms or default_reading_rules().required(asked)) or default_reading_rules().shaped(asked, said)
