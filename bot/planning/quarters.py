"""The day by which a duty of every quarter is due for one quarter that is named (三季度进展几号前报)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.deadlines import list_deadlines
from bot.planning.asked import Asked, call
from bot.planning.deadlines import topic_of_deadline
from bot.question import default_phrases
from bot.reference import year_of
from bot.types import ToolCall
from kb.types import Deadline
from kb.zh.numerals import parse_integer
from kb.zh.time_rules import month_end, next_due, parse_rule
from kb.zh.workdays import HolidaysUnpublished

_QUARTER = re.compile(r"(?:(?P<year>20\d{2})年?)?第?(?P<number>[一二三四1-4])季度?")
_PLAIN = "季度"
_OF_QUARTERS = "every:Q"
_OF_ONE_BEFORE = re.compile(r"上一?个?季度?|季度?(?:结束|终了)|季后")
_MONTHS = 3


def plan_quarter(asked: Asked) -> list[ToolCall] | None:
    """Return the call for a duty of every quarter, of the quarter named; None where no such duty is meant."""
    said = _QUARTER.search(asked.text)
    if said is None or default_phrases().when.search(asked.text) is None:
        return None
    topic = topic_of_deadline(asked, asked.text[: said.start()] + _PLAIN + asked.text[said.end() :])
    ids = asked.ids() or asked.desk.primary
    found = list_deadlines(asked.context, topic=topic, recurring=True, document_ids=ids).evidence if topic else ()
    held = [e.record for e in found if e.kind == "deadline" and (e.record.rule or "").startswith(_OF_QUARTERS)]
    number = parse_integer(said["number"])
    if len({d.document_id for d in held}) != 1 or number is None:
        return None
    year = int(said["year"]) if said["year"] else year_of(asked.desk.meta(held[0].document_id))
    due = _due(asked, held[0], year or asked.context.as_of.year, number)
    if due is None:
        return None
    days = {"due_from": due.isoformat(), "due_until": due.isoformat()}
    return [call("list_deadlines", topic=topic, recurring=True, document_ids=[held[0].document_id], **days)]


def _due(asked: Asked, deadline: Deadline, year: int, number: int) -> date | None:
    """Return the day on which a quarter's duty is due: after its end where what is told is of the quarter before."""
    sentence = (asked.desk.text_of(deadline.document_id) or "")[deadline.start : deadline.end]
    ended = month_end(year, _MONTHS * number) + timedelta(days=1)
    start = ended if _OF_ONE_BEFORE.search(sentence) else date(year, _MONTHS * (number - 1) + 1, 1)
    try:
        return next_due(parse_rule(deadline.rule or ""), start)
    except HolidaysUnpublished:
        return None
