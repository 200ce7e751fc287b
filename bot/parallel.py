"""A follow-up that names something else (红色呢, 完成呢) as the question before with that in the place of its like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.concepts import Concept
from bot.desk import Desk
from bot.followups import subject_words
from bot.matching import bare
from bot.question import default_phrases
from bot.replies import Reply
from bot.support import held_share
from bot.talk_phrases import talk_phrases
from bot.types import Outcome, Turn
from bot.wording import default_wording

_CHARS = range(2, 15)
_LIKE_CHARS = 6  # longer words are no single thing in the place of another
_NEAR_TURNS, _TOLD_TURNS = 2, 3
_TRIED = 4
_ENOUGH = 0.6  # so much of what a follow-up names stands in what answers it
_OF_CASE = 0.3  # and so much of a case, beside what follows from it
_HALF = 0.5
_OTHERS = ("figure", "contact", "smalltalk", None)
_WRITTEN = re.compile("[一-龥0-9]+")
_ASKED_OF_TEXTS = frozenset({"policy", "obligation", "deadline", "list", "note", "membership", "table"})
_REFUSING = "拒不改正"
_QUANTITY = re.compile("[0-9一二两三四五六七八九十%]|月底|年底")
_EXTREME = re.compile("(?:最|至)[多少高低大小长短早晚迟快慢]")


@dataclass(frozen=True, kw_only=True)
class Alike:
    """A question to be asked instead, and the characters by which it differs from the one before.

    A `case` is one that is supposed (没完成的呢): what follows from it is asked.
    """

    question: str
    own: str = ""
    case: bool = False


def asked_alike(
    desk: Desk,
    part: str,
    turns: Sequence[Turn],
    reply: Reply,
    *,
    ask: Callable[[str], Reply | None],
    concepts: Callable[[str], Sequence[Concept]],
) -> Reply | None:
    """Return the answer to the question before, asked of what a follow-up names in place of its like; None where none.

    It is taken from the text that the turn before was answered from, and says what the follow-up names.

    Args:
        desk: the records.
        part: the question as asked.
        turns: the turns before, oldest first.
        reply: what the follow-up came to by itself.
        ask: answers a question that stands alone.
        concepts: returns what a question speaks of.
    """
    core = _core(part)
    if core is None:
        return None
    if talk_phrases().still_refused.fullmatch(core) and (told := _refused(desk, turns)) is not None:
        return ask(told.question)
    supposed = talk_phrases().supposed_case.search(core) is not None
    if not supposed and (reply.frame["intent"] not in _ASKED_OF_TEXTS or _settled(reply, core)):
        return None
    named = [c for c in concepts(core) if not c.light]
    of_case = [c for c in named if _QUANTITY.search(c.word) is None]
    found = reply.draft.outcome is Outcome.ANSWERED
    for at, turn in list(enumerate(turns))[: -_NEAR_TURNS - 1 : -1]:
        told = turn.frame.get("documents", ())
        if turn.outcome is Outcome.CLARIFY or turn.frame.get("intent") in _OTHERS:
            continue
        strayed = not found or not set(told) & set(reply.frame.get("documents", ())) or not _says(reply, named)
        topic = subject_words(desk, turns[: at + 1])
        for alike in list(_alike(desk, core, turn.question, topic, tails=strayed, supposed=supposed))[:_TRIED]:
            second = ask(alike.question)
            if second is None or second.draft.outcome is not Outcome.ANSWERED:
                continue
            of_text = not told or list(second.frame.get("documents", ()))[:1] == list(told)[:1]
            if not of_text or _said(second) == _said(reply):
                continue
            if alike.case:
                fits = _says(second, of_case, _OF_CASE) and talk_phrases().consequence.search(_said(second)) is not None
            else:
                fits = _holds(second, alike.own) if alike.own else _says(second, named)
            if fits:
                return second
    return None


def _refused(desk: Desk, turns: Sequence[Turn]) -> Turn | None:
    """Return the turn, of those just before, that quoted what follows from refusing to put right (拒不改正的)."""
    for turn in list(reversed(turns))[:_TOLD_TURNS]:
        if told := turn.frame.get("told"):
            document_id, start, end = told
            if _REFUSING in (desk.text_of(document_id) or "")[start:end]:
                return turn
    return None


def _core(part: str) -> str | None:
    """Return what a follow-up names, without what leads to it; None where it asks something of its own."""
    plain = default_phrases().follow_lead.sub("", part.strip())
    core = talk_phrases().named_alone.sub("", plain)
    worded = core != plain or plain != part.strip()
    asks = default_phrases().question_marks.search(core) is not None
    return core if worded and len(core) in _CHARS and not asks and _WRITTEN.match(core) else None


def _settled(reply: Reply, core: str) -> bool:
    """Say whether a follow-up was understood by itself: as more than the words it consists of."""
    if reply.draft.outcome is not Outcome.ANSWERED:
        return False
    joined = reply.question.endswith(core) and default_phrases().question_marks.search(reply.question) is None
    return bare(reply.question) != bare(core) and not joined


def _alike(desk: Desk, core: str, before: str, topic: str, *, tails: bool, supposed: bool) -> Iterator[Alike]:
    """Yield the question before with what is named in the place of its like, then with its asking words alone."""
    before = default_phrases().follow_lead.sub("", before).rstrip("？?。")
    for start, end in _likes(desk, core, before):
        own = "".join(c for c in core if c not in before[start:end])
        own = "" if _EXTREME.fullmatch(core) else own
        swapped = before[:start] + core + before[end:]
        yield Alike(question=swapped, own=own)
        if topic and topic not in before:
            yield Alike(question=f"{topic}{swapped}", own=own)
    act = talk_phrases().asked_of_act.search(before)
    if act is not None and len(core) == len(act["act"]):
        yield Alike(question=before[: act.start("act")] + core + before[act.end("act") :], own=core)
    if supposed:
        yield Alike(question=default_wording().say("follow_what_then", case=core), case=True)
    if not tails:
        return
    asking = talk_phrases().asking_tail.search(before)
    if asking is not None and asking.start():
        yield Alike(question=f"{core}{asking[0]}")


def _likes(desk: Desk, core: str, before: str) -> list[tuple[int, int]]:
    """Return where whole words like those named stand in a question, best first: of one length, half of it shared."""
    size = len(core)
    if size > _LIKE_CHARS:
        return []
    words = desk.tokenizer.words(before)
    starts, ends_at = {start for _, start, _ in words}, {end for _, _, end in words}
    found: list[tuple[float, int, int]] = []
    for start in range(len(before) - size + 1):
        old = before[start : start + size]
        whole = start in starts and start + size in ends_at
        if old == core or not whole or _WRITTEN.fullmatch(old) is None:
            continue
        ends = _shared(core[::-1], old[::-1])
        heads = min(_shared(core, old), size - 1 - ends) if ends < size else 0
        share = (ends + heads) / size
        if share >= _HALF and ends + heads < size:
            found.append((share + ends / 100, start, start + size))
    return [(start, end) for _, start, end in sorted(found, key=lambda f: (-f[0], f[1]))[:2]]


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


def _said(reply: Reply) -> str:
    return bare("".join(s.text for s in reply.draft.statements if s.evidence))


def _holds(reply: Reply, own: str) -> bool:
    """Say whether an answer has every character by which the question differs from the one before."""
    said = _said(reply)
    return all(c in said for c in own)


def _says(reply: Reply, named: Sequence[Concept], enough: float = _ENOUGH) -> bool:
    return not named or held_share(named, _said(reply)) >= enough
