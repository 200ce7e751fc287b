"""Deadlines as an iCalendar file (RFC 5545): what Outlook, Apple and WPS calendars read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.wording import Wording

_WARNED_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One day to remember: what is due, who has to act, the words of the text and where they stand."""

    id: str
    day: date
    what: str
    who: str | None
    quote: str
    source: str


def calendar_text(entries: Iterable[Entry], wording: Wording) -> bytes:
    """Return the calendar that holds `entries`, each a whole day with a reminder a week before."""
    from icalendar import Alarm, Calendar, Event  # takes a while to import, and few ask for a calendar

    say = wording.say
    calendar = Calendar()
    calendar.add("prodid", "-//qingce//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("calendar_name"))
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.id}-{entry.day.isoformat()}@qingce")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", say("calendar_summary", what=entry.what))
        lines = [
            say("calendar_who", who=entry.who) if entry.who else "",
            say("calendar_quote", quote=entry.quote),
            say("calendar_source", source=entry.source),
        ]
        event.add("description", "\n".join(line for line in lines if line))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", say("calendar_alarm", days=str(_WARNED_DAYS), what=entry.what))
        alarm.add("trigger", timedelta(days=-_WARNED_DAYS))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
