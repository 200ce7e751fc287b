"""Days that a question names: by date, by what a document has on them, by what is due on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.deadlines import list_deadlines
from bot.desk import ToolContext
from bot.evidence import of_deadline, span
from bot.metadata import MetaField, field_evidence, status_evidence
from bot.reference import year_of
from bot.types import Evidence
from bot.wording import load_yaml, patterns_of
from kb.types import DocumentMeta
from kb.zh.dates import TimeKind, find_times

_ENACTED = frozenset({"law", "regulation", "rule"})
_EVENTS = {
    "published": ("day_published", "day_enacted"),
    "valid_from": ("day_valid_from",),
    "repealed": ("day_repealed",),
}


@dataclass(frozen=True, kw_only=True)
class DayPhrases:
    """Ways of asking about days, as data from `prompts/days.yaml`."""

    weekday: re.Pattern[str]
    weekday_supposed: re.Pattern[str]
    day_off: re.Pattern[str]
    workday: re.Pattern[str]
    between: re.Pattern[str]
    joint: re.Pattern[str]
    weeks: re.Pattern[str]
    now: re.Pattern[str]
    from_now: re.Pattern[str]
    counted: re.Pattern[str]
    due: re.Pattern[str]
    elapsed: re.Pattern[str]
    when: re.Pattern[str]
    what_day: re.Pattern[str]
    started: re.Pattern[str]
    happened: re.Pattern[str]
    events: tuple[tuple[str, re.Pattern[str]], ...]
    weekdays: tuple[str, ...]


@lru_cache(maxsize=1)
def day_phrases() -> DayPhrases:
    """Return the phrases that ship."""
    data = load_yaml("days.yaml")
    return DayPhrases(
        **patterns_of(DayPhrases, data),
        events=tuple((e["field"], re.compile(e["ask"])) for e in data["events"]),
        weekdays=tuple(data["weekdays"]),
    )


@dataclass(frozen=True, kw_only=True)
class NamedDay:
    """A day that a question names, what a document has on it (`event`, a template's name), and where it says so."""

    day: date
    event: str = ""
    source: Evidence | None = None


def day_named(context: ToolContext, words: str, document_ids: Sequence[str] = ()) -> NamedDay | None:
    """Return the day that `words` name: by its date, by what a document has on it, by what is due on it."""
    desk, phrases = context.desk, day_phrases()
    own = desk.knowledge.named_in(words)
    ids = tuple(own) or tuple(document_ids) or desk.primary[:1]
    known = [day for i in ids for day in days_of(context, desk.meta(i))]
    anchor = year_of(desk.meta(ids[0])) if ids else None
    for time in find_times(words, year=anchor or context.as_of.year):
        if time.first is None or time.first != time.last:
            continue
        same = [k for k in known if k.day == time.first or (not time.year_given and _same_date(k.day, time.first))]
        return same[0] if same else NamedDay(day=time.first)
    for field, asked in phrases.events:
        if asked.search(words):
            return next((k for k in known if k.event in _EVENTS[field]), None)
    if phrases.now.search(words):
        return NamedDay(day=context.as_of, event="day_today")
    if phrases.counted.search(words):
        return next((k for k in known if k.event == "day_counted_until"), None)
    if not phrases.due.search(words):
        return None
    due = [k for k in known if k.event == "day_due"]
    if len(due) < 2:
        return due[0] if due else None
    about = list_deadlines(context, topic=phrases.due.sub(" ", words).strip() or words, document_ids=ids).evidence
    days = {e.record.due for e in about if e.kind == "deadline"}
    meant = [k for k in due if k.day in days]
    return meant[0] if len({k.day for k in meant}) == 1 else None


def _same_date(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def days_of(context: ToolContext, meta: DocumentMeta) -> list[NamedDay]:
    """Return the days that a document names: those of its life, those on which something is due, those of its notes."""
    desk = context.desk
    found: list[NamedDay] = []
    if meta.published is not None:
        for source in field_evidence(context, meta, MetaField.PUBLISHED)[:1]:
            event = "day_enacted" if meta.kind in _ENACTED else "day_published"
            found.append(NamedDay(day=meta.published, event=event, source=source))
    for deadline in desk.knowledge.of(meta.id).deadlines:
        if deadline.due is not None:
            found.append(NamedDay(day=deadline.due, event="day_due", source=of_deadline(desk, deadline)))
    for table in desk.knowledge.tables:
        if table.document_id == meta.id and table.note and table.note_start is not None and table.note_end is not None:
            note = span(desk, meta.id, table.note_start, table.note_end, kind="note")
            dated = (t for t in find_times(table.note) if t.kind is TimeKind.DAY and t.year_given and t.last)
            found += [NamedDay(day=t.last, event="day_counted_until", source=note) for t in dated if t.last]
    status = status_evidence(context, meta)
    if meta.valid_from is not None and meta.valid_from != meta.published:
        found.append(NamedDay(day=meta.valid_from, event="day_valid_from", source=status))
    if meta.valid_until is not None:
        ended = meta.valid_until.fromordinal(meta.valid_until.toordinal() + 1)
        found.append(NamedDay(day=ended, event="day_repealed", source=status))
    return found
