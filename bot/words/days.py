"""Days in words: the weekday of one, the time between two, the end of a period."""

from __future__ import annotations

from datetime import date

from bot.days import Between, Counted, Meaning, Shifted, Weekday, works_on
from bot.named_days import NamedDay, day_phrases
from bot.types import Draft, Outcome, Statement, ToolResult
from bot.words.deadlines import span_words
from bot.words.frame import WordContext, day_words, draft, joined
from bot.words.text import attributed

_LONG_DAYS = 60  # up to here days alone say it best


def word_days(context: WordContext, result: ToolResult) -> Draft:
    """Word what was asked of days; nothing where no day was found."""
    *sources, worked_out = result.evidence or (None,)
    if worked_out is None:
        return draft(Outcome.NO_ANSWER, [])
    text, say = context.question.text, context.wording.say
    cites = tuple(e.id for e in result.evidence)
    finding = result.finding
    if isinstance(finding, Weekday):
        return draft(Outcome.ANSWERED, [Statement(text=_weekday(context, finding.of), evidence=cites)])
    if isinstance(finding, Meaning):
        events = [say(named.event) for named in finding.of]
        said = say("day_is", date=day_words(finding.of[0].day), events=joined(list(dict.fromkeys(events))))
        told = [e for e in sources if e is not None and e.kind in ("deadline", "note")]
        return draft(Outcome.ANSWERED, [Statement(text=said, evidence=cites), *attributed(context, told)])
    if isinstance(finding, Between):
        first, last = finding.first, finding.last
        days = (last.day - first.day).days
        names = {"first": day_words(first.day), "event": _event(context, first), "days": str(days)}
        names |= {"last": day_words(last.day), "event2": _event(context, last)}
        if finding.workdays is not None:
            said = say("day_workdays", **names, workdays=str(finding.workdays))
        else:
            about = say("deadline_about", span=span_words(context, first.day, last.day)) if days > _LONG_DAYS else ""
            if day_phrases().weeks.search(text):
                weeks, rest = divmod(days, 7)
                about = say("day_weeks" if rest else "day_whole_weeks", weeks=str(weeks), rest=str(rest))
            said = say("day_between", **names, about=about)
        return draft(Outcome.ANSWERED, [Statement(text=said, evidence=cites)])
    if isinstance(finding, Shifted):
        start = finding.first
        names = {"first": day_words(start.day), "event": _event(context, start), "words": finding.words}
        said = say("day_shifted", **names, last=day_words(finding.last))
        return draft(Outcome.ANSWERED, [Statement(text=said, evidence=cites)])
    assert isinstance(finding, Counted), text
    said = say(
        "day_counted",
        first=_dated(context, finding.first, finding),
        words=finding.rule.words,
        last=_dated(context, finding.last, finding),
    )
    rule = [e for e in sources if e is not None]
    return draft(Outcome.ANSWERED, [Statement(text=said, evidence=cites), *attributed(context, rule)])


def _weekday(context: WordContext, named: NamedDay) -> str:
    phrases, text, say = day_phrases(), context.question.text, context.wording.say
    weekday = phrases.weekdays[named.day.weekday()]
    supposed = phrases.weekday_supposed.search(text)
    lead = ""
    if supposed is not None:
        lead = say("deadline_yes" if supposed["day"].replace("天", "日") == weekday else "deadline_no")
    works = works_on(named.day) if phrases.day_off.search(text) or phrases.workday.search(text) else None
    name = "day_weekday" if works is None else "day_work" if works else "day_off"
    return lead + say(name, date=day_words(named.day), event=_event(context, named), weekday=weekday)


def _event(context: WordContext, named: NamedDay) -> str:
    if not named.event:
        return ""
    return context.wording.say("day_event", what=context.wording.say(named.event))


def _dated(context: WordContext, day: date, finding: Counted) -> str:
    """Return a day with its year only where the question gave one."""
    if finding.dated:
        return day_words(day)
    name = "day_next_year" if day.year > finding.first.year else "day_month"
    return context.wording.say(name, month=str(day.month), day=str(day.day))
