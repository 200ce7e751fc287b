"""What a question asks of days that the documents name: the weekday, the time between two, a period from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.clauses import bounds, words_asked, words_share
from bot.computed import computed
from bot.desk import Desk, ToolContext
from bot.evidence import of_deadline
from bot.matching import bigrams
from bot.named_days import NamedDay, day_named, day_phrases, days_of
from bot.occurrences import span_of
from bot.reference import year_of
from bot.types import Evidence, Fact, ToolCall, ToolResult
from kb.types import Deadline, DeadlineKind, LegalStatus
from kb.validity import legal_status
from kb.zh.dates import TimeExpression, TimeKind, find_times
from kb.zh.numerals import parse_integer
from kb.zh.time_rules import Unit, due_from, parse_rule, shift
from kb.zh.workdays import HolidaysUnpublished, is_workday, workdays_between

_LONG_DAYS = 60
_FEW_CHARS = 2
_LESS = 0.3  # a rule that speaks of so much less of a question than another is not meant
_UNITS: dict[str, Unit] = {"年": "Y", "月": "M", "周": "K", "星期": "K", "天": "D", "日": "D"}


@dataclass(frozen=True, kw_only=True)
class Weekday:
    """The weekday of a day."""

    of: NamedDay


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What documents have on a day."""

    of: tuple[NamedDay, ...]


@dataclass(frozen=True, kw_only=True)
class Between:
    """The days between two days, the earlier first; the working days among them where those are asked for."""

    first: NamedDay
    last: NamedDay
    workdays: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shifted:
    """The day some time after a day on file, in the words of the question (一年)."""

    first: NamedDay
    last: date
    words: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A day counted from another by a rule on file; `dated` says whether the question gave the year."""

    first: date
    last: date
    rule: Deadline
    dated: bool


Finding = Weekday | Meaning | Between | Shifted | Counted


def count_days(context: ToolContext, *, question: str, document_ids: Sequence[str] = ()) -> ToolResult:
    """Return what is asked of the days in `question`, as a recorded computation; `missing` where it is not.

    Args:
        context: the desk.
        question: a standalone question.
        document_ids: documents whose days are meant; empty for the newest notice.
    """
    call = ToolCall(name="count_days", arguments={"question": question, "document_ids": list(document_ids)})
    found = days_asked(context, question, document_ids)
    if found is None:
        return ToolResult(call=call, missing=(question,))
    finding, sources = found
    return ToolResult(
        call=call,
        evidence=(*sources, _recorded(finding, sources)),
        result=_as_json(finding),
        finding=finding,
    )


def days_asked(
    context: ToolContext, question: str, document_ids: Sequence[str] = ()
) -> tuple[Finding, list[Evidence]] | None:
    """Return what `question` asks of days, with the places that name them; None where it asks nothing of the kind."""
    phrases = day_phrases()
    if phrases.weekday.search(question) or phrases.weekday_supposed.search(question):
        rest = phrases.weekday_supposed.sub(" ", phrases.weekday.sub(" ", question))
        named = day_named(context, rest, document_ids)
        return (Weekday(of=named), [named.source]) if named is not None and named.source is not None else None
    if phrases.what_day.search(question) and (told := _told_on(context, question, document_ids)):
        return Meaning(of=told), [n.source for n in told if n.source is not None]
    if (after := phrases.elapsed.search(question)) is not None:
        first = day_named(context, question[: after.start()] + question[after.end() :], document_ids)
        half = after["count"] == "半" and after["unit"] == "年"
        count, unit = (6, "月") if half else (parse_integer(after["count"]), after["unit"])
        if first is not None and first.source is not None and count:
            last = shift(first.day, count, _UNITS[unit])
            words = f"{count}{'个月' if unit == '月' else unit}"
            return Shifted(first=first, last=last, words=words), [first.source]
    if phrases.between.search(question) and (found := _between(context, question, document_ids)) is not None:
        return found
    return _counted(context, question, document_ids) if phrases.when.search(question) else None


def _told_on(context: ToolContext, question: str, document_ids: Sequence[str]) -> tuple[NamedDay, ...]:
    """Return what the documents meant have on the day that a question names."""
    ids = tuple(document_ids) or context.desk.primary[:1]
    named = day_named(context, question, ids)
    if named is None or named.source is None or not find_times(question, year=named.day.year):
        return ()
    return tuple(k for i in ids for k in days_of(context, context.desk.meta(i)) if k.day == named.day)


def _between(context: ToolContext, question: str, document_ids: Sequence[str]) -> tuple[Finding, list[Evidence]] | None:
    phrases = day_phrases()
    pieces = [p for p in phrases.joint.split(phrases.between.sub(" ", question)) if p.strip()]
    named: dict[date, NamedDay] = {}
    for piece in pieces:
        found = day_named(context, piece, document_ids)
        if found is not None and (found.day not in named or named[found.day].source is None):
            named[found.day] = found
    now = phrases.now.search(question) is not None
    if len(named) == 1 and (now or phrases.from_now.search(question)):
        (only,) = named.values()
        if only.event == "day_due":
            return None  # how long past is a question of the deadline
        named[context.as_of] = NamedDay(day=context.as_of, event="day_today" if now else "")
    days = sorted(named.values(), key=lambda n: n.day)
    sources = [n.source for n in days if n.source is not None]
    if len(days) != 2 or not sources:
        return None
    count = None
    if phrases.workday.search(question):
        try:
            count = workdays_between(days[0].day, days[1].day)
        except HolidaysUnpublished:
            count = None
    return Between(first=days[0], last=days[1], workdays=count), sources


def _counted(context: ToolContext, question: str, document_ids: Sequence[str]) -> tuple[Finding, list[Evidence]] | None:
    """Return the day on which a period that a rule on file counts from an event ends, where the event's day is told."""
    times = find_times(question, year=context.as_of.year)
    starts = [t for t in times if t.kind is TimeKind.DAY and t.first is not None and not t.by]
    start = starts[0] if len(starts) == 1 else None
    if start is None or start.first is None:
        return None
    rest = question[: start.start] + question[start.end :]
    on_file = day_named(context, start.text, document_ids) != NamedDay(day=_day_of(context, start, document_ids))
    if on_file and day_phrases().happened.search(rest) is None:
        return None  # a day on file, of which something else is asked
    # What is asked stands apart from what took place on that day, or after the words that it took place.
    told = question.rfind("，", 0, start.start) + 1, question.find("，", start.end)
    apart = question[: told[0]] + (question[told[1] :] if told[1] >= 0 else "")
    asked = apart.strip("， ") or day_phrases().started.sub(" ", rest)
    periods = [t for t in times if t.rule is not None and t.rule.kind == "after"]
    rule = _rule_meant(context, rest, asked, periods, document_ids)
    if rule is None or rule.rule is None:
        return None
    first, dated = start.first, start.year_given
    year = year_of(context.desk.meta(rule.document_id)) if rule.document_id in context.desk.primary else None
    if not dated and year is not None and year != first.year:  # of the year that its notice is for
        own = (t.first for t in find_times(start.text, year=year) if t.first is not None)
        first, dated = next(own, first), True
    try:
        last = due_from(parse_rule(rule.rule), first)
    except HolidaysUnpublished:
        return None
    return Counted(first=first, last=last, rule=rule, dated=dated), [of_deadline(context.desk, rule)]


def _day_of(context: ToolContext, time: TimeExpression, document_ids: Sequence[str]) -> date:
    """Return the day of an expression as `day_named` completes its year."""
    ids = tuple(document_ids) or context.desk.primary[:1]
    anchor = year_of(context.desk.meta(ids[0])) if ids else None
    found = find_times(time.text, year=anchor or context.as_of.year)
    return next((t.first for t in found if t.first is not None), context.as_of)


def _rule_meant(
    context: ToolContext, rest: str, asked: str, periods: Sequence[TimeExpression], document_ids: Sequence[str]
) -> Deadline | None:
    """Return the period on file that a question means: what is to be done, what it is counted from, and its length.

    Args:
        context: the desk.
        rest: the question without the day told.
        asked: what of it says what is to be done.
        periods: lengths that the question names.
        document_ids: documents whose days are meant.
    """
    desk = context.desk
    said = _in_other_words(desk, asked)
    lengths = {(t.rule.count, t.rule.unit) for t in periods if t.rule is not None}
    named = desk.knowledge.named_in(rest)
    words = words_asked(desk, rest)
    found: list[tuple[float, tuple[int, int, int], Deadline]] = []
    for deadline in desk.knowledge.deadlines:
        if deadline.kind is not DeadlineKind.RELATIVE or deadline.rule is None:
            continue
        rule = parse_rule(deadline.rule)
        if rule.kind != "after" or (lengths and (rule.count, rule.unit) not in lengths):
            continue
        if named and deadline.document_id not in named:
            continue
        if legal_status(desk.meta(deadline.document_id), context.as_of) is LegalStatus.REPEALED:
            continue
        text = desk.text_of(deadline.document_id) or ""
        # 名单内的企业在两个月内: counted from what made them so; 登记内容有重大变化的，在15个工作日内: from that
        event = bigrams(rule.event or f"{deadline.who or ''} {text[deadline.start : deadline.words_start]}")
        what = len(said & bigrams(deadline.what))
        alike = len(set(asked) & set(deadline.what))  # 审完: 完成审核
        # 接到申请，应在5日内上门, 结业后30日内报送: said in words of their own, or by the event alone
        plain = deadline.document_id in document_ids and (event <= bigrams(rest) if rule.event else what > 0)
        if not plain and (not bigrams(rest) & event or not (what or alike >= _FEW_CHARS)):
            continue
        score = (int(bool(rule.event)), what, alike)  # a rule that says what it counts from goes before a city's notice
        line = text[slice(*bounds(text, deadline.start, "\n"))]
        about = words_share(words, (line + desk.meta(deadline.document_id).title, 1.0))
        found.append((about, score, deadline))
    most = max((about for about, _, _ in found), default=0.0)
    found = [f for f in found if f[0] >= most - _LESS]  # 危险废物登记内容变了: no rule on the change of a permit
    return max(found, key=lambda f: f[1])[2] if found else None


def _in_other_words(desk: Desk, text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text and of the other ways to say its acts."""
    acts = desk.index.find(text, kinds={"action"})
    return bigrams(text).union(*(bigrams(form) for m in acts for form in desk.forms.get(m.canonical, ())))


def _recorded(finding: Finding, sources: Sequence[Evidence]) -> Evidence:
    """Return the computation as evidence, shown where the first of the days is named."""
    phrases = day_phrases()
    match finding:
        case Weekday(of=named):
            name = phrases.weekdays[named.day.weekday()]
            facts = [
                Fact(subject="日期", metric="日期", value=named.day.isoformat()),
                Fact(subject="日期", metric="星期", value=name),
            ]
            formula = f"{named.day.isoformat()} = 星期{name}"
        case Meaning(of=told):
            facts = [Fact(subject="日期", metric="日期", value=told[0].day.isoformat())]
            formula = told[0].day.isoformat()
        case Between(first=first, last=last, workdays=workdays):
            days = (last.day - first.day).days
            facts = [
                Fact(subject="期间", metric="天数", value=str(days), unit="天"),
                Fact(subject="期间", metric="起", value=first.day.isoformat()),
                Fact(subject="期间", metric="止", value=last.day.isoformat()),
            ]
            if workdays is not None:
                facts.append(Fact(subject="期间", metric="工作日", value=str(workdays), unit="天"))
            weeks, rest = divmod(days, 7)
            facts.append(Fact(subject="期间", metric="周数", value=str(weeks), unit="周"))
            facts.append(Fact(subject="期间", metric="余下", value=str(rest), unit="天"))
            if days > _LONG_DAYS:
                years, months = span_of(first.day, last.day)
                parts = ((years, "年"), (months, "个月"))
                facts += [Fact(subject="期间", metric="约", value=str(n), unit=unit) for n, unit in parts if n]
            formula = f"{last.day.isoformat()} − {first.day.isoformat()} = {days}天"
        case Shifted(first=first, last=end, words=words):
            facts = [
                Fact(subject="期间", metric="起", value=first.day.isoformat()),
                Fact(subject="期间", metric="止", value=end.isoformat()),
                Fact(subject="期间", metric="时长", value=words),
            ]
            formula = f"{first.day.isoformat()} + {words} = {end.isoformat()}"
        case Counted(first=start, last=end, rule=rule):
            facts = [
                Fact(subject="期限", metric="起算日", value=start.isoformat()),
                Fact(subject="期限", metric="截止日期", value=end.isoformat()),
                Fact(subject="期限", metric="期限", value=rule.words),
            ]
            formula = f"{start.isoformat()} + {rule.words} = {end.isoformat()}"
    key = f"computed:{sources[0].id}:{formula}"
    return computed(key, sources[0], facts=facts, formula=formula, inputs=tuple(s.id for s in sources))


def _as_json(finding: Finding) -> dict[str, object]:
    match finding:
        case Weekday(of=named):
            return {"day": named.day.isoformat(), "weekday": named.day.isoweekday()}
        case Meaning(of=told):
            return {"day": told[0].day.isoformat(), "events": [n.event for n in told]}
        case Between(first=first, last=last, workdays=workdays):
            days = (last.day - first.day).days
            return {"from": first.day.isoformat(), "to": last.day.isoformat(), "days": days, "workdays": workdays}
        case Shifted(first=first, last=end, words=words):
            return {"from": first.day.isoformat(), "to": end.isoformat(), "words": words}
        case Counted(first=start, last=end, rule=rule):
            return {"from": start.isoformat(), "to": end.isoformat(), "words": rule.words}


def works_on(day: date) -> bool | None:
    """Say whether a day is a working day; None where its year's holidays are not on file."""
    try:
        return is_workday(day)
    except HolidaysUnpublished:
        return None
