"""Deadlines in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.contacts import same_organisation
from bot.deadlines import DueState, Schedule, about
from bot.occurrences import begins, occurrence, span_of
from bot.planning.deadlines import topic_asked
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases
from bot.types import Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, day_words, draft, joined
from bot.words.text import attributed, whole_sentence
from kb.types import Deadline
from kb.zh.time_rules import month_end

_EVERY = re.compile(r"每[^，。；]{0,3}?(?:年|季|月|周|日|天)")
_YEAR_BEFORE = re.compile(r"(20\d{2})年$")
_DAYS = re.compile("[日号旬初底末]|\\d[./-]\\d+[./-]\\d")  # 2024.3.1
_SHOWN = 6
_SHORT_DAYS = 60  # up to here days alone say it best
_ONLY = re.compile("只(?:要|需要?|用|报|向|给|有|是)?|仅|光|就(?:行|可以|够|好)")


def word_deadlines(context: WordContext, result: ToolResult) -> Draft:
    """Word deadlines: the day first where a day is asked for, the duty first where that is asked for."""
    sources = [e for e in result.evidence if e.kind == "deadline"]
    if not sources:
        return draft(Outcome.NO_ANSWER, [])
    phrases, text = default_phrases(), context.question.text
    if plan_phrases().filed_where.search(text):  # whom to file with: those that say so
        sources = [e for e in sources if e.record.file_with] or sources
    plan = result.finding if isinstance(result.finding, Schedule) else Schedule()
    asks_overdue = phrases.overdue.search(text) is not None and plan.state is None
    asks_overdue = asks_overdue and not plan_phrases().festival.search(text)  # which day 清明前 is, nobody said
    asks_when = phrases.when.search(text) is not None or phrases.confirms.search(text) is not None
    statements: list[Statement] = []
    if plan.outside:
        statements.append(_none(context, plan, _days_of(result, sources[0])))
    timed = bool(plan.due_from or plan.due_until or plan.state)
    if timed and len(sources) > 1:
        statements += _by_day(context, result, sources)
    else:
        statements += _one_by_one(context, result, sources, asks_overdue=asks_overdue, asks_when=asks_when)
    if phrases.calendar.search(text):
        statements.append(Statement(text=context.wording.say("deadline_calendar")))
    blocks: list[dict[str, object]] = []
    if len(sources) > 1:
        blocks.append(table(sources, context))
    matter = result.call.arguments.get("topic")
    of_no_year = plan.outside and matter and context.question.years  # 2027年度…何时申报: that year's is not on file
    return draft(Outcome.NO_ANSWER if of_no_year else Outcome.ANSWERED, statements, blocks)


def _one_by_one(
    context: WordContext, result: ToolResult, sources: list[Evidence], *, asks_overdue: bool, asks_when: bool
) -> list[Statement]:
    """Word each deadline with its own day, duty and days left."""
    plan = result.finding if isinstance(result.finding, Schedule) else Schedule()
    statements: list[Statement] = []
    said: set[tuple[str, int]] = set()
    days_said: set[date] = set()
    for source in sources[:_SHOWN]:
        days = _days_of(result, source)
        day = _dates(context, days)[0] if days else None
        place = whole_sentence(context, source)
        duty = [] if place in said else _duty(context, source)
        said.add(place)
        filed = _filed(context, source)
        if filed is not None:
            asked_day = asks_overdue or default_phrases().when.search(context.question.text)
            statements += [filed, *([_day(context, source, days)] if days and asked_day else []), *duty]
            continue
        if day in days_said:
            statements += duty  # its day has just been said
            continue
        if day is not None:
            days_said.add(day)
        if default_phrases().frequency.search(context.question.text) and len(_EVERY.findall(source.quote)) > 1:
            statements += duty  # 多久巡查一次: the sentence says how often, whatever day another of its duties has
            continue
        if days is None:
            unknown = occurrence(source.record, context.as_of).note
            statements += [*duty, *([_unknown(context, source, unknown)] if unknown else [])]
        elif asks_overdue:
            statements += [_overdue(context, source, days), *duty]
        elif asks_when or plan.outside or plan.state is not None:
            over = _often(source.record) and _dates(context, days)[1] < 0  # 去年每季度…: each was due in its turn
            one = plan.due_from is not None and plan.due_from == plan.due_until and source.record.due is None
            told = _that_time(context, source, days) if one else _day(context, source, days)
            statements += [told, *duty, *([] if over else [_left(context, days)])]
        else:
            statements += [*duty, _left(context, days)]
    return statements


def _by_day(context: WordContext, result: ToolResult, sources: list[Evidence]) -> list[Statement]:
    """Word deadlines under the days on which they fall, in order."""
    statements: list[Statement] = []
    said: set[tuple[str, int]] = set()
    before: date | None = None
    for source in sources[:_SHOWN]:
        days = _days_of(result, source)
        place = whole_sentence(context, source)
        if days is None or place in said:
            continue
        said.add(place)
        day, left, values = _dates(context, days)
        if day != before:
            name = "deadline_day_left" if left > 0 else "deadline_day_today" if left == 0 else "deadline_day_over"
            statements.append(Statement(text=context.wording.say(name, **values), evidence=(days.id,)))
        before = day
        statements += _duty(context, source)
    return statements


def _duty(context: WordContext, source: Evidence) -> list[Statement]:
    """Quote what is to be done; the cells of a table's row stand apart."""
    statements = attributed(context, [source])
    return [replace(s, text=re.sub(r"\s*\t\s*", "　", s.text)) for s in statements]


def _days_of(result: ToolResult, source: Evidence) -> Evidence | None:
    return next((e for e in result.evidence if e.kind == "computed" and source.id in e.inputs), None)


def table(sources: list[Evidence], context: WordContext) -> dict[str, object]:
    """Return the deadlines as a table block."""
    rows = []
    for source in sources:
        deadline: Deadline = source.record
        words = day_words(deadline.due) if deadline.due else deadline.words
        rows.append([deadline.what, deadline.who or "", words, state_words(context, deadline)])
    return {"type": "table", "columns": ["事项", "主体", "期限", "状态"], "rows": rows}


def state_words(context: WordContext, deadline: Deadline) -> str:
    """Return how many days are left or past, in a few words; nothing for a deadline without a day."""
    found = occurrence(deadline, context.as_of)
    if found.day is None:
        return found.note or ""
    days, say = (found.day - context.as_of).days, context.wording.say
    if deadline.due is None:
        return say("state_next", date=day_words(found.day), days=str(days))
    if days == 0:
        return say("state_today")
    return say("state_left" if days > 0 else "state_over", days=str(abs(days)))


def _none(context: WordContext, plan: Schedule, days: Evidence | None) -> Statement:
    """Say that nothing falls due in the window or state asked for, and lead over to the nearest deadline."""
    say, as_of = context.wording.say, day_words(context.as_of)
    if plan.state is DueState.PAST:
        text = say("deadline_none_past", as_of=as_of)
    elif plan.state is not None:
        text = say("deadline_none_coming", as_of=as_of)
    else:
        text = say("deadline_none_window", window=_window_words(plan.due_from, plan.due_until, context.as_of))
    return Statement(text=text, evidence=(days.id,) if days else ())


def _window_words(first: date | None, last: date | None, as_of: date) -> str:
    end = last or as_of
    if first is None or first == end:
        return day_words(end)
    if first.day == 1 and end == month_end(first.year, first.month):
        return day_words(first).partition("月")[0] + "月"
    if (first.month, first.day, end.month, end.day) == (1, 1, 12, 31) and first.year == end.year:
        return f"{first.year}年"
    return f"{day_words(first)}至{day_words(end)}"


def _day(context: WordContext, source: Evidence, days: Evidence) -> Statement:
    deadline: Deadline = source.record
    who = deadline.who if deadline.who and deadline.who in source.quote else ""  # else it was taken from elsewhere
    ids = [source.id]
    if deadline.due is None:
        day, left, _ = _dates(context, days)
        name = "deadline_next" if left >= 0 else "deadline_first" if _often(deadline) else "deadline_due"
        ids = [source.id, days.id]
    else:
        day = deadline.due
        exact = str(day.year) in deadline.words and "日" in deadline.words
        name = "deadline_range" if begins(deadline) else "deadline_due_exact" if exact else "deadline_due"
    if not who and name != "deadline_rule":
        name = f"{name}_plain"
    first = begins(deadline)
    text = context.wording.say(
        name,
        who=who,
        words=deadline.words,
        date=_as_told(deadline, day) if day and first else day_words(day) if day else "",
        first=_as_told(deadline, first) if first else "",
    )
    return Statement(text=supposed(context, deadline) + text, evidence=tuple(ids))


def _as_told(deadline: Deadline, day: date) -> str:
    """Return a day that bounds a stretch, or only its month where the text names no days (2023年8月至2024年8月)."""
    return day_words(day) if _DAYS.search(deadline.words) else day_words(day).partition("月")[0] + "月"


def _that_time(context: WordContext, source: Evidence, days: Evidence) -> Statement:
    """Word the one day asked for of a duty that recurs (三季度的)."""
    text = context.wording.say("deadline_that_time", **_dates(context, days)[2])
    return Statement(text=text, evidence=(source.id, days.id))


def _often(deadline: Deadline) -> bool:
    """Say whether a duty recurs within the year."""
    return deadline.due is None and (deadline.rule or "").startswith(("every:Q", "every:M", "every:H"))


def supposed(context: WordContext, deadline: Deadline) -> str:
    """Return 是的 or 不是 where the question supposes a day for the deadline."""
    match = plan_phrases().day.search(context.question.text)
    if match is None or deadline.due is None or not default_phrases().confirms.search(context.question.text):
        return ""
    part, due = match[2], deadline.due
    year = _YEAR_BEFORE.search(context.question.text[: match.start()])
    same = int(match[1]) == due.month and (year is None or int(year[1]) == due.year)
    if part in ("底", "末"):
        same = same and due == month_end(due.year, due.month)
    elif part.rstrip("日号").isdigit():
        same = same and int(part.rstrip("日号")) == due.day
    elif part != "份":
        same = same and part in deadline.words
    topic = topic_asked(context.desk, context.question.text, context.as_of)
    if same and topic and not about(context.desk, [deadline], topic):
        return ""  # the day is right, what is due on it is something else
    return context.wording.say("deadline_yes" if same else "deadline_no")


def _filed(context: WordContext, source: Evidence) -> Statement | None:
    """Say whom something is filed with where that is asked or supposed; None where it is not."""
    deadline: Deadline = source.record
    bodies, text, say = context.question.organisations, context.question.text, context.wording.say
    if not deadline.file_with:
        return None
    head = ""
    if not plan_phrases().filed_where.search(text):
        if not (bodies and default_phrases().confirms.search(text) and plan_phrases().filed.search(text)):
            return None
        right = all(any(same_organisation(context.desk, b, held) for held in deadline.file_with) for b in bodies)
        if _ONLY.search(text) is not None:  # 只要报工信厅吗: there must be no other
            right = right and len(bodies) == len(deadline.file_with)
        head = say("deadline_yes" if right else "deadline_no")
    return Statement(text=head + say("deadline_filed", bodies=joined(deadline.file_with)), evidence=(source.id,))


def _unknown(context: WordContext, source: Evidence, note: str) -> Statement:
    text = context.wording.say("deadline_next_unknown", words=source.record.words, note=note)
    return Statement(text=text, evidence=(source.id,))


def _dates(context: WordContext, days: Evidence) -> tuple[date, int, dict[str, str]]:
    """Return the day computed for, the days left (negative: past), and the values that templates may name."""
    day = date.fromisoformat(next(f.value for f in days.facts if f.metric == "截止日期"))
    left = (day - context.as_of).days
    about = ""
    if left < -_SHORT_DAYS:
        about = context.wording.say("deadline_about", span=span_words(context, day, context.as_of))
    values = {
        "date": day_words(day),
        "iso": day.isoformat(),
        "as_of": day_words(context.as_of),
        "days": str(abs(left)),
        "about": about,
        "words": days.record.words,
    }
    return day, left, values


def span_words(context: WordContext, start: date, end: date) -> str:
    """Return the time between two days in years and months."""
    years, months = span_of(start, end)
    say = context.wording.say
    return (say("span_years", years=str(years)) if years else "") + (
        say("span_months", months=str(months)) if months else ""
    )


def _left(context: WordContext, days: Evidence) -> Statement:
    _, left, values = _dates(context, days)
    name = "deadline_left" if left > 0 else "deadline_today" if left == 0 else "deadline_over"
    return Statement(text=context.wording.say(name, **values), evidence=(days.id,))


def _overdue(context: WordContext, source: Evidence, days: Evidence) -> Statement:
    _, left, values = _dates(context, days)
    due = source.record.due
    text = context.question.text
    if due is not None and default_phrases().on_time.search(text) and not plan_phrases().day.search(text):
        name = "deadline_on_time_yes" if left >= 0 else "deadline_on_time_no"
    elif left < 0:
        name = "deadline_over_yes"
    elif due is None:
        name = "deadline_left_next"
    elif default_phrases().in_time.search(context.question.text):
        name = "deadline_left_in_time" if left else "deadline_today_in_time"
    elif left == 0:
        name = "deadline_today_yes"
    else:
        name = "deadline_left_yes"
    return Statement(text=context.wording.say(name, **values), evidence=(days.id, source.id))
