"""A later part of a message that does not say where to look (中午有人吗) is of the notice of the part before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.concepts import Concept
from bot.desk import Desk
from bot.matching import bare
from bot.question import read_question
from bot.replies import Reply
from bot.support import held_share
from bot.types import Outcome
from bot.wording import default_wording

_READ = frozenset({"policy", "obligation", "note", "deadline", "list"})  # what is found by what a text says
_ENOUGH = 0.6  # so much of what a part names stands in what the notice says
_SHORT_CHARS = 9  # a part so short names no matter of its own


def kept_to_notice(
    desk: Desk,
    part: str,
    before: Reply,
    reply: Reply,
    *,
    ask: Callable[[str], Reply | None],
    nothing: Callable[[str], Reply],
    concepts: Callable[[str], Sequence[Concept]],
) -> Reply:
    """Return the answer to a later part of a message, of the one notice that the part before it was of.

    Args:
        desk: the records.
        part: the later part.
        before: the reply to the part before it.
        reply: the reply to the part; it is kept unless another text was read for it.
        ask: answers a question that stands alone.
        nothing: says that a question found no answer.
        concepts: returns what a question speaks of.
    """
    notice = _notice(desk, before)
    if notice is None or not _strays(desk, part, notice, reply):
        return reply
    named = [c for c in concepts(part) if not c.light]
    titled = default_wording().say("follow_of_text", title=desk.meta(notice).title, asked=part)
    again = ask(titled) if named else None
    if again is None or list(again.frame.get("documents", ())) != [notice]:
        return nothing(part)
    told = again.draft.outcome is Outcome.ANSWERED and again.frame["intent"] in _READ
    said = "".join(s.text for s in again.draft.statements if s.evidence)
    return again if told and held_share(named, bare(said)) >= _ENOUGH else nothing(part)


def _strays(desk: Desk, part: str, notice: str, reply: Reply) -> bool:
    """Say whether a part was answered from other texts: any that a short one was read from, or another province's."""
    documents = reply.frame.get("documents", ())
    if reply.draft.outcome is not Outcome.ANSWERED or reply.frame["intent"] not in _READ:
        return False
    question = read_question(desk, part)
    named = question.regions or question.titles or question.doc_numbers or question.years or question.persons
    if not documents or notice in documents or named:
        return False
    here, there = desk.provinces_of(desk.meta(notice)), [desk.provinces_of(desk.meta(i)) for i in documents]
    short = reply.frame["intent"] == "policy" and len(part.rstrip("？?。 ")) <= _SHORT_CHARS
    return short or (bool(here) and all(t and not t & here for t in there))


def _notice(desk: Desk, reply: Reply) -> str | None:
    """Return the one notice that a reply stands on, or that alone was looked into; None else."""
    looked = [i for r in reply.results for i in r.call.arguments.get("document_ids", ())]
    found = dict.fromkeys(reply.frame.get("documents", ()) or looked)
    only = next(iter(found)) if len(found) == 1 else None
    return only if only in desk.primary else None
