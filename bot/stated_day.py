"""The day that a question is asked from, where it says so itself (今天是2024年4月25日, 截至4月20日还剩几天)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.desk import Desk
from bot.question import Question, default_phrases
from bot.reference import target_year
from kb.zh.dates import TimeExpression, TimeKind, find_times

_NOW = re.compile("现在|目前|如今|当前|眼下|现行|今天")  # 2024年引用的那部法现在还有效吗
_MONTH = re.compile(r"(?:19|20)\d{2}年(\d{1,2})月")
_MIDDLE = 7  # of a year alone its middle is meant
_ASKS_WHEN = re.compile(
    "什么时候|何时|哪一?[年天]|几时|几[月号]|多久|从[^，。]{0,6}起|(?:生效|施行|实施|废止|失效|作废)的"
)


def day_of_status(desk: Desk, question: Question, documents: Sequence[str], day: date) -> date:
    """Return the day on which the status of a law is asked for (2024年3月它还有效吗), else `day`.

    A year in which that law began or ended has to come with its month.
    """
    laws = [desk.meta(i) for i in documents if i in desk.knowledge.metas and i not in desk.primary]
    asked = question.shows("status") and len(question.years) == 1 and _ASKS_WHEN.search(question.text) is None
    if not laws or not asked or question.years[0] > day.year or _NOW.search(question.text):
        return day
    month = _MONTH.search(question.text)
    at = date(question.years[0], min(12, max(1, int(month[1]))) if month is not None else _MIDDLE, 1)
    turns = {d.year for d in (laws[0].valid_from, laws[0].valid_until) if d is not None}
    return at if at < day and (month is not None or at.year not in turns) else day


_UNTIL = re.compile("(?:[拖推延]到|一?直到|等到|到了?|是在|在|于)$")


def day_stated(text: str, as_of: date, *, desk: Desk | None = None) -> tuple[date, str] | None:
    """Return the day that `text` is to be answered for, and `text` without it; None where it states none.

    A day counts where it is said to be today, where the question asks for the days left or past as seen from it,
    whether something done on that day was late (5月10日才公布，晚了吗), or whether a law held then.

    Args:
        text: a question in one spelling.
        as_of: completes a day without its year.
        desk: the records, for the year of the newest notice, which completes the day on which something was done, and
            for whether the question names a document on file.
    """
    phrases = default_phrases()
    times = find_times(text, year=as_of.year)
    days = [t for t in times if t.kind is TimeKind.DAY]
    for time in days:
        before, after = text[: time.start], text[time.end :]
        lead = phrases.today_is.search(before)
        if lead is None:
            asks = phrases.seen_asks.search(before + after) is not None
            lead = phrases.seen_from.search(before)
            alone = len(days) == 1 and time.year_given and not time.by
            if not (asks and alone and (lead or not before.strip()) and phrases.seen_after.search(after)):
                continue
        rest = before[: lead.start()] if lead else before
        rest = rest.rstrip(" ，,") + phrases.seen_rest.sub("", after, count=1)
        if time.last is not None and rest.strip(" ，,。？?！!"):
            return time.last, rest
    if phrases.done_late.search(text):
        year = target_year(desk) if desk is not None else None
        if (done := _day_done(text, year or as_of.year)) is not None:
            return done
    then = _valid_then(text, as_of, times) if desk is not None else None
    return then if then is not None and desk is not None and desk.knowledge.named_in(text) else None


def _day_done(text: str, year: int) -> tuple[date, str] | None:
    """Return the first day on which a question says that something was done, and the question without it."""
    said = [t for t in find_times(text, year=year) if t.first is not None and not t.by]
    if len(said) != 1 or said[0].first is None or said[0].last == date(said[0].first.year, 12, 31):
        return None
    if not default_phrases().done_then.search(text[said[0].end :]):
        return None
    after = default_phrases().seen_rest.sub("", text[said[0].end :], count=1)  # 4月30号当天才公布
    before = default_phrases().supposed_lead.sub("", _UNTIL.sub("", text[: said[0].start]))
    return said[0].first, before + after


def _valid_then(text: str, as_of: date, found: Sequence[TimeExpression]) -> tuple[date, str] | None:
    """Return the last day of a past time for which it is asked whether a law held (2025年时还有效吗), and the rest."""
    times = [t for t in found if t.last is not None]
    if len(times) != 1 or times[0].last is None or times[0].last >= as_of:
        return None
    held = f"{text[: times[0].start]}\0{text[times[0].end :]}"
    if default_phrases().valid_then.search(held) is None:
        return None
    return times[0].last, default_phrases().then_words.sub("", held).replace("\0", "")
