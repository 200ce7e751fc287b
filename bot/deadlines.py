"""Who must do what by when, and how many days are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.calendar import Entry, calendar_text
from bot.desk import Desk, ToolContext
from bot.evidence import days_until, of_deadline
from bot.matching import bigrams, covered
from bot.obligations import is_addressed
from bot.occurrences import Occurrence, next_date, occurrence
from bot.question import default_phrases
from bot.types import Evidence, ToolCall, ToolResult
from bot.wording import default_wording
from kb.types import Deadline, DeadlineKind, DocumentMeta, LegalStatus
from kb.validity import legal_status
from kb.zh.numerals import BATCH

# Kinds of words that people say otherwise than the text does.
_SAID_OTHERWISE = frozenset({"action", "role", "legal", "general"})
_ALMOST_ALL = 0.75
_TOPIC_SHARE = 0.34  # share of the topic's bigrams that a deadline must hold
_MOSTLY = 0.5  # where a topic has less than this, its last word must be there
_BODY = re.compile(r"[省市县区部][厅局委办]")  # a body, named by its level and kind
_WORD_CHARS = 3  # longer words may stand in other words
_IN_EVENT = 0.4  # what those are worth where the topic is only the event that the deadline counts from
_OVER_CHARS = 20  # （三）市级日常监察: the item that says by when it is to be done
_EVERY = re.compile(r"每(?=个?(?:年|季|月|周|半年))|每(?![一个家项次])")
_ATTRIBUTED = "的度年期"  # what stands before an act that says which (年度披露名单, 的披露情况)
_RELATIVE = re.compile(r"[之以]?后(?!勤)|起$")


class DueState(StrEnum):
    """Which deadlines are asked for, seen from the day asked for."""

    PAST = "past"
    COMING = "coming"
    NEXT = "next"  # the first still to come


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What the tool found beyond the records: the window asked for, and whether what is shown lies outside it."""

    due_from: date | None = None
    due_until: date | None = None
    state: DueState | None = None
    outside: bool = False


def list_deadlines(
    context: ToolContext,
    *,
    topic: str | None = None,
    addressee: str | None = None,
    due_from: date | None = None,
    due_until: date | None = None,
    state: DueState | None = None,
    recurring: bool = False,
    calendar: bool = False,
    document_ids: Sequence[str] = (),
) -> ToolResult:
    """Return deadlines, the nearest to `topic` first, each with the days left or overdue at the day asked for.

    A duty that recurs counts with its next day.  Where nothing falls due in the window or state asked for, the
    nearest deadline is returned and the finding says that it lies outside.

    Args:
        context: the desk.
        topic: what the deadline is for, in words.
        addressee: who has to meet it.
        due_from: only those due on or after this day.
        due_until: only those due on or before this day.
        state: only those past, still to come, or the next one.
        recurring: only duties that recur.
        calendar: also return them as iCalendar text, in `result["ics"]`.
        document_ids: documents to look at.
    """
    desk, as_of = context.desk, context.as_of
    wanted = context.wanted(document_ids)
    timed = bool(due_from or due_until or state)
    held = [d for d in desk.knowledge.deadlines if d.document_id in wanted]
    if not document_ids:
        held = [d for d in held if legal_status(desk.meta(d.document_id), as_of) is not LegalStatus.REPEALED]
        held = [d for d in held if d.document_id not in desk.knowledge.superseded_digests]
    if recurring:
        held = [d for d in held if d.kind is DeadlineKind.PERIODIC]
    if addressee:
        held = [d for d in held if d.who == addressee] or [d for d in held if covered(addressee, d.who or "")] or held
    missing: list[str] = []
    if topic:
        held = about(desk, held, topic)
        if not held:
            missing.append(topic)
    elif not document_ids and not timed:
        held = preferred(desk, held)
    found = [d for d in held if _in_window(desk.meta(d.document_id), d, due_from, due_until, as_of)]
    if state is not None:
        found = _in_state(found, state, as_of)
    outside = timed and not found and bool(held)
    if outside:
        found = _nearest(held, as_of)
    seen_from = as_of if outside else due_from or as_of
    seen = {d.id: _since(desk.meta(d.document_id), d, seen_from) if due_from else seen_from for d in found}
    if timed:
        found.sort(key=lambda d: (occurrence(d, seen[d.id]).day or date.max, d.document_id not in desk.primary))
    evidence: list[Evidence] = []
    for deadline in found:
        source = of_deadline(desk, deadline)
        evidence.append(source)
        day = occurrence(deadline, seen[deadline.id]).day
        if day is not None:
            evidence.append(days_until(source, day, as_of, window=(due_from, due_until) if outside else ()))
    arguments = {
        "topic": topic,
        "addressee": addressee,
        "due_from": due_from.isoformat() if due_from else None,
        "due_until": due_until.isoformat() if due_until else None,
        "state": state.value if state else None,
        "recurring": recurring,
        "calendar": calendar,
        "document_ids": list(document_ids),
    }
    result: dict[str, object] = {
        "deadlines": [as_json(d, as_of) for d in ([] if outside else found)],
        "as_of": as_of.isoformat(),
    }
    if outside:
        result["nearest"] = [as_json(d, as_of) for d in found]
    if calendar:
        entries = [e for d in found if (e := entry_of(desk, d, as_of)) is not None]
        result["ics"] = calendar_text(entries, default_wording()).decode("utf-8")
    return ToolResult(
        call=ToolCall(name="list_deadlines", arguments={k: v for k, v in arguments.items() if v}),
        evidence=tuple(evidence),
        result=result,
        missing=tuple(missing),
        finding=Schedule(due_from=due_from, due_until=due_until, state=state, outside=outside),
    )


def _of_those_bound(desk: Desk, held: Sequence[Deadline], topic: str) -> Sequence[Deadline]:
    """Leave out deadlines of others where the topic opens with whose are asked for (企业每年披露)."""
    first = next(iter(desk.index.find(topic)), None)
    if first is None or first.start or first.kind != "role":  # 企业名单 is nobody's
        return held
    forms = (first.canonical, *desk.forms.get(first.canonical, ()))
    asked = bigrams(topic)
    kept = [d for d in held if not d.who or is_addressed(d.who, forms)]
    return kept if any(d.who and _share(desk, asked, d) >= _TOPIC_SHARE for d in kept) else held


def about(desk: Desk, held: Sequence[Deadline], topic: str) -> list[Deadline]:
    """Return the deadlines that `topic` speaks of, those of the notices on file in full before others."""
    held = _of_those_bound(desk, held, topic)
    asked, units = bigrams(topic), said_ways(desk, topic)
    scored = [(_share(desk, asked, d), d) for d in held]
    if not any(s >= _TOPIC_SHARE for s, _ in scored):  # in other words (报到省厅: 报送省工业和信息化厅)
        scored = [(s if s >= _ALMOST_ALL else 0.0, d) for d in held for s in [_said(desk, units, d)]]
    scored = [(s * _IN_EVENT if _only_event(desk, topic, d) else s, d) for s, d in scored]
    if _RELATIVE.search(topic):
        counted = [(s, d) for s, d in scored if d.kind is DeadlineKind.RELATIVE and s >= _TOPIC_SHARE]
        best = max((s for s, _ in scored), default=0.0)
        scored = counted if any(s >= best for s, _ in counted) else scored
    if _EVERY.search(topic):  # 每年什么时候披露: not what is due once
        often = [(s, d) for s, d in scored if d.kind is DeadlineKind.PERIODIC and s >= _TOPIC_SHARE]
        scored = often or scored
    top = max((s for s, _ in scored), default=0.0)
    if any(d.document_id in desk.primary and s >= top * 0.8 for s, d in scored):
        newest = preferred(desk, [d for s, d in scored if s >= max(_TOPIC_SHARE, top * 0.6)])
        scored = [(s, d) for s, d in scored if d in newest]
        top = max((s for s, _ in scored), default=0.0)
    head = topic.replace(" ", "")[-2:]
    near = _of_numbered(topic, [d for s, d in scored if s >= max(_TOPIC_SHARE, top * 0.8)])
    near = [
        d
        for d in near
        if all(_heard(desk, ways, d.document_id) for ways in units if not default_phrases().idle & {*ways})
    ]
    near = [d for d in near if _beyond_title(desk, units, d)]
    near = [d for d in near if top >= _MOSTLY or head in words_of(desk.text_of(d.document_id) or "", d)]
    near = [d for d in near if head in d.what or not any(head in o.what for o in near if _sentence(o) == _sentence(d))]
    near = [d for d in near if not _of_what_is_done(head, d)] or near
    return [d for d in near if _own(topic, d) == max(_own(topic, o) for o in near if _sentence(o) == _sentence(d))]


def _of_what_is_done(act: str, deadline: Deadline) -> bool:
    """Say whether a deadline names an act only of what something else is done to (确定年度披露企业名单, of 披露)."""
    before = [what[-1:] for what in deadline.what.split(act)[:-1]]
    return bool(before) and all(character and character in _ATTRIBUTED for character in before)


def _of_numbered(topic: str, near: list[Deadline]) -> list[Deadline]:
    """Leave out what is due for another batch than the one named (第一批, not 第二批); all where none is named."""
    asked = set(BATCH.findall(topic))

    def other(deadline: Deadline) -> bool:
        named = set(BATCH.findall(f"{deadline.who or ''}{deadline.what}"))
        return bool(named) and not named & asked

    kept = [d for d in near if not other(d)]
    return kept if asked and kept else near


def _beyond_title(desk: Desk, units: Sequence[tuple[str, ...]], deadline: Deadline) -> bool:
    """Say whether a deadline says one of the words of a topic its title does not (审核的评估: 评估); or none is."""
    title, said = desk.meta(deadline.document_id).title, _grams(desk, deadline)
    own = [ways for ways in units if ways[0] not in title and not default_phrases().idle & {*ways}]
    return not own or any(bigrams(way) & said for ways in own for way in ways)


def _heard(desk: Desk, ways: Sequence[str], document_id: str) -> bool:
    """Say whether a document says a word of a topic, or a part of it, anywhere: 高中 is no matter of one on 初中."""
    text = desk.text_of(document_id) or ""
    body = re.escape(ways[0][0]) + r"[^，。；、\n]{1,8}" + re.escape(ways[0][-1])  # 省厅: 省工业和信息化厅
    return (
        len(ways[0]) > _WORD_CHARS
        or any(way in text for way in ways)
        or (_BODY.fullmatch(ways[0]) is not None and re.search(body, text) is not None)
    )


def _only_event(desk: Desk, topic: str, deadline: Deadline) -> bool:
    """Say whether what is asked for (名单公布) is only the event that a deadline counts from (公布后两月内启动)."""
    done = topic.replace(" ", "")[-2:]
    sentence = (desk.text_of(deadline.document_id) or "")[deadline.start : deadline.end]
    if _RELATIVE.search(topic) or done not in sentence:
        return False
    as_event = re.search(rf"(?<!一经){re.escape(done)}(?![之以]?后|之日|之次日|起)", sentence) is None
    return as_event or (deadline.kind is DeadlineKind.RELATIVE and done not in deadline.what)


def _share(desk: Desk, asked: frozenset[str], deadline: Deadline) -> float:
    """Return the share of a topic that a deadline says; of a law's, what only the title says counts half."""
    if not asked:
        return 0.0
    own = _grams(desk, deadline)
    title = bigrams(desk.meta(deadline.document_id).title) if deadline.document_id not in desk.primary else own
    return (len(asked & own) + len(asked & title - own) / 2) / len(asked)


def said_ways(desk: Desk, topic: str) -> list[tuple[str, ...]]:
    """Return the words of a topic, each with the other ways to say it, the word itself first."""
    found: list[tuple[str, ...]] = []
    rest = topic
    for match in desk.index.find(topic, kinds=_SAID_OTHERWISE):
        said = topic[match.start : match.end]
        if len(said) > 1 and said in rest:
            found.append((said, *desk.forms.get(match.canonical, ())))
            rest = rest.replace(said, " ", 1)
    return [*found, *((word,) for word, _, _ in desk.tokenizer.words(rest) if len(word) > 1)]


def _said(desk: Desk, units: Sequence[tuple[str, ...]], deadline: Deadline) -> float:
    """Return the share of the words of a topic, by length, that a deadline says in one way or another."""
    words = words_of(desk.text_of(deadline.document_id) or "", deadline)
    held = sum(len(ways[0]) for ways in units if any(way in words for way in ways))
    return held / sum(len(ways[0]) for ways in units) if units else 0.0


def _own(topic: str, deadline: Deadline) -> float:
    """Return how far a deadline itself, not its sentence, speaks of the topic: one sentence may set several."""
    return covered(topic, f"{deadline.what} {deadline.words}")


def _sentence(deadline: Deadline) -> tuple[str, int]:
    return deadline.document_id, deadline.start


def _in_window(
    meta: DocumentMeta, deadline: Deadline, due_from: date | None, due_until: date | None, as_of: date
) -> bool:
    if due_from is None and due_until is None:
        return True
    of_year = date(meta.target_year, 1, 1) if meta.target_year is not None else as_of
    since = meta.valid_from or meta.published or of_year  # before this nothing recurred
    first = due_from or as_of
    day = occurrence(deadline, first if deadline.due else max(first, since)).day
    return day is not None and (due_from is None or day >= due_from) and (due_until is None or day <= due_until)


def _since(meta: DocumentMeta, deadline: Deadline, first: date) -> date:
    """Return from when on a day of a deadline is looked for: a duty that recurs did not before its notice."""
    since = meta.published
    return first if deadline.due or since is None else max(first, since)


def _in_state(found: Sequence[Deadline], state: DueState, as_of: date) -> list[Deadline]:
    if state is DueState.PAST:
        return [d for d in found if d.due is not None and d.due < as_of]
    coming = [(day, d) for d in found if (day := next_date(d, as_of).day) is not None]
    first = min((day for day, _ in coming), default=None)
    return [d for day, d in coming if state is DueState.COMING or day == first]


def _nearest(held: Sequence[Deadline], as_of: date) -> list[Deadline]:
    """Return the next deadline to come, else the last one past; a deadline without a day only where none has one."""
    coming = _in_state(held, DueState.NEXT, as_of)
    if coming:
        return coming
    past = [d for d in held if d.due is not None]
    last = max((d.due for d in past if d.due), default=None)
    return [d for d in past if d.due == last]


def preferred(desk: Desk, found: list[Deadline]) -> list[Deadline]:
    """Return those of the newest of the notices on file in full that has any; all where no notice has."""
    newest = next((i for i in desk.primary if any(d.document_id == i for d in found)), None)
    return [d for d in found if d.document_id == newest] if newest else found


def _grams(desk: Desk, deadline: Deadline) -> frozenset[str]:
    """Return the bigrams of everything that says what a deadline is about; found once for each state of the records."""
    grams = desk.grams.get(deadline.id)
    if grams is None:
        words = words_of(desk.text_of(deadline.document_id) or "", deadline)
        grams = desk.grams[deadline.id] = bigrams(words)
    return grams


def words_of(text: str, deadline: Deadline) -> str:
    """Return everything that says what a deadline is about."""
    over = deadline.section_path[-1] if len(deadline.section_path) > 1 else ""
    said = f"{deadline.who or ''} {deadline.what} {deadline.words} {text[deadline.start : deadline.end]}"
    return f"{over} {said}" if len(over) <= _OVER_CHARS else said


def entry_of(desk: Desk, deadline: Deadline, as_of: date) -> Entry | None:
    """Return a deadline as an entry of a calendar: its date, or the next one; None where it has no day."""
    day = occurrence(deadline, as_of).day
    if day is None:
        return None
    return Entry(
        id=deadline.id,
        day=day,
        what=deadline.what,
        who=deadline.who,
        quote=(desk.text_of(deadline.document_id) or "")[deadline.start : deadline.end],
        source=" ".join((desk.meta(deadline.document_id).title, *deadline.section_path)),
    )


def as_json(deadline: Deadline, as_of: date) -> dict[str, object]:
    """Return a deadline as JSON values, with the days left at `as_of` (negative: overdue) and the next day it falls."""
    coming: Occurrence = next_date(deadline, as_of)
    return {
        "id": deadline.id,
        "document_id": deadline.document_id,
        "who": deadline.who,
        "what": deadline.what,
        "file_with": list(deadline.file_with),
        "due": deadline.due.isoformat() if deadline.due else None,
        "rule": deadline.rule,
        "words": deadline.words,
        "days_left": (deadline.due - as_of).days if deadline.due else None,
        "next_date": coming.day.isoformat() if coming.day else None,
        "next_note": coming.note,
    }
