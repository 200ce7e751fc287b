"""Deadlines of every year, and days that a question supposes for what is due on others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.deadlines import list_deadlines, words_of
from bot.desk import Desk
from bot.matching import covered
from bot.planning.asked import Asked, call
from bot.question import default_phrases
from bot.types import Evidence, ToolCall
from kb.lexicon_index import ORGANISATION
from kb.types import Deadline, DeadlineKind

_ABOUT, _MOSTLY = 0.5, 0.6
_OF_EVERY_YEAR = re.compile("年报|年度[^，。？?]{0,8}(?:报告|披露|报表|总结|自查)|每年|一年一度")
_REPORT = re.compile("年度报告|年报|报告")


def other_matter(asked: Asked, topic: str, fitting: Sequence[Evidence]) -> list[ToolCall] | None:
    """Return the call for what a question supposes to be due on a day on which only other things are (披露是4月30日吧).

    Args:
        asked: the question.
        topic: what it asks a deadline of.
        fitting: the deadlines on file of that day.
    """
    if default_phrases().confirms.search(asked.text) is None:
        return None
    ids = list(asked.ids())
    yearly = of_every_year(asked, topic, ids)
    found = list_deadlines(asked.context, topic=topic, document_ids=ids).evidence if topic else ()
    dues = [e.record for e in found if e.kind == "deadline"]
    if any(_says(asked.desk, e.record, topic, least=_MOSTLY) for e in fitting):
        return None
    if yearly is None and not any(_says(asked.desk, due, topic) for due in dues):
        return None
    if yearly is None and any(d.kind is DeadlineKind.PERIODIC for d in dues):
        yearly = {"topic": topic, "recurring": True}  # supposed to be on a day: not so long after an event
    return [call("list_deadlines", **(yearly or {"topic": topic}), document_ids=ids)]


def _says(desk: Desk, deadline: Deadline, topic: str, *, least: float = _ABOUT) -> bool:
    """Say whether a deadline speaks of most of a topic; the names of bodies (生态环境厅) speak of none."""
    words = words_of(desk.text_of(deadline.document_id) or "", deadline)
    for match in reversed(desk.index.find(words, kinds={ORGANISATION})):
        words = f"{words[: match.start]} {words[match.end :]}"
    return covered(topic, words) >= least


def of_every_year(asked: Asked, topic: str, document_ids: Sequence[str]) -> dict[str, Any] | None:
    """Return which deadlines are meant where one of every year is asked for (年报哪天交); None where none is on file.

    What is due once after an event (临时报告) is then no answer.
    """
    if _OF_EVERY_YEAR.search(asked.text) is None:
        return None
    for said in dict.fromkeys((topic, _REPORT.sub("", topic))):
        found = list_deadlines(asked.context, topic=said, document_ids=document_ids).evidence if said else ()
        kinds = {e.record.kind for e in found if e.kind == "deadline"}
        if not found:
            continue
        if DeadlineKind.ABSOLUTE in kinds and DeadlineKind.PERIODIC not in kinds:
            return None  # 年度总结 of one year, beside a progress report of every quarter
        if list_deadlines(asked.context, topic=said, recurring=True, document_ids=document_ids).evidence:
            return {"topic": said, "recurring": True}
    return None
