"""The day that a question is asked from, where it says so itself (今天是2024年4月25日, 截至4月20日还剩几天)."""

from __future__ import annotations

from datetime import date

from bot.question import default_phrases
from kb.zh.dates import TimeKind, find_times


def day_stated(text: str, as_of: date) -> tuple[date, str] | None:
    """Return the day that `text` is to be answered for, and `text` without it; None where it states none.

    A day counts where it is said to be today, or where the question asks for the days left or past as seen from it.

    Args:
        text: a question in one spelling.
        as_of: completes a day without its year.
    """
    phrases = default_phrases()
    days = [t for t in find_times(text, year=as_of.year) if t.kind is TimeKind.DAY]
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
    return None
