"""Where an answer stands: the document, and the part of it, that its first words come from (出处在哪, 哪一段写的)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from bot.desk import Desk
from bot.question import default_phrases, read_question
from bot.reference import focus, resolve
from bot.replies import Reply
from bot.talk_phrases import talk_phrases
from bot.types import Evidence, Outcome, Statement, Turn
from bot.wording import default_wording

_SHOWN = 2
_POINTS = re.compile("^(?:这|它)(?:[些段句条]话?)?(?:都)?(?=是|在|哪|出自)")  # 这是哪一段写的
_OF_TEXTS = frozenset({"policy", "obligation", "deadline", "duty", "article", "list", "note", "figure"})


def source_asked(desk: Desk, text: str, turns: Sequence[Turn]) -> str | None:
    """Return what to answer again where the source of the turn before is asked for; None for other questions.

    2024的数出自哪里 asks for the source of another year's figure, 通知原话 for what was last told of the notice.
    """
    phrases = default_phrases()
    plain = talk_phrases().aside.sub("", phrases.follow_lead.sub("", text).strip("?？。 "))
    if talk_phrases().basis.fullmatch(plain) and (last := _last(turns)) is not None:
        return last.question if last.frame.get("intent") in _OF_TEXTS else None
    shorter = _POINTS.sub("", plain)
    bare, plain = shorter != plain, shorter
    said, again = phrases.source.fullmatch(plain), phrases.verbatim.fullmatch(plain)
    if (said or again or phrases.doubted.fullmatch(plain)) is None or not any(
        t.frame.get("intent") not in (None, "smalltalk") for t in turns
    ):
        return None
    if again is not None and again["notice"]:
        of_notice = (t for t in reversed(turns) if set(t.frame.get("documents", ())) & set(desk.primary))
        return next((t.question for t in of_notice), text)
    if said is not None and said["year"]:
        return default_wording().say("follow_year", year=said["year"])
    return plain if bare or talk_phrases().aside.search(text) is not None else text


def source_claimed(desk: Desk, text: str, turns: Sequence[Turn], day: date) -> Collection[str]:
    """Return the documents that what was just told is supposed to stand in (这两个时限是通知写的吗); mostly none."""
    said, last = talk_phrases().claimed_source.match(text), _last(turns)
    if said is None or last is None or last.outcome is not Outcome.ANSWERED or not last.frame.get("documents"):
        return ()
    question = read_question(desk, said["doc"])
    reference = resolve(desk, question, day)
    return reference.named or (focus(desk, question) if reference.generic and not reference.missing else ())


def source_of(desk: Desk, reply: Reply, supposed: Collection[str] = ()) -> Statement | None:
    """Return the sentence that says where the first words of an answer stand; None where nothing was answered.

    Where they are `supposed` to stand in some documents, it says whether they do.
    """
    if reply.draft.outcome is not Outcome.ANSWERED:
        return None
    first = next((s for s in reply.draft.statements if s.evidence), None)
    if first is None:
        return None
    cited = [record for key in first.evidence for record in _records(reply.evidence[key], reply.evidence)]
    say = default_wording().say
    titles: dict[str, list[str]] = {}
    for document_id, section in list(dict.fromkeys((e.document_id, e.section) for e in cited))[:_SHOWN]:
        title = desk.meta(document_id).title
        parts = titles.setdefault(title, [])
        parts += [say("source_part", section=section.replace(" · ", ""))] if section not in ("", title) else []
    wholes = [say("source_whole", title=title, parts=say("and").join(parts)) for title, parts in titles.items()]
    text = say("source_at", places=say("and").join(wholes))
    if supposed:
        text = say("source_so" if {e.document_id for e in cited} & set(supposed) else "source_not_so", source=text)
    return Statement(text=text, evidence=tuple(dict.fromkeys(e.id for e in cited))[:_SHOWN])


def _last(turns: Sequence[Turn]) -> Turn | None:
    return next((t for t in reversed(turns) if t.frame.get("intent") not in (None, "smalltalk")), None)


def _records(record: Evidence, known: dict[str, Evidence]) -> list[Evidence]:
    """Return a record, or those that a computed one came from."""
    inputs = [known[key] for key in record.inputs if key in known]
    return inputs if record.kind == "computed" and inputs else [record]
