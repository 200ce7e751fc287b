"""Deadlines asked for by day, by what they are for, or by the document that sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.clauses import acts_timed, clause_phrases, words_share
from bot.deadlines import DueState, list_deadlines
from bot.desk import Desk
from bot.matching import bigrams, covered, longest_shared
from bot.occurrences import begins
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.planning.yearly import of_every_year, other_matter
from bot.question import default_phrases, read_question, topic_of
from bot.types import Evidence, ToolCall
from kb.lexicon_index import ORGANISATION, REGION
from kb.types import Deadline, DeadlineKind
from kb.zh.time_rules import month_end
from kb.zh.windows import Window, find_window

_ABOUT = 0.5
_EACH_PLACE = re.compile("各(?:设区市|区[市县]|县区|[省市县区镇])")
_OF_PERIOD = re.compile(
    "度?的?(?:工作|运行|完成)?(?:进展|情况|总结|报告|数据|小结)|度?的?(?:那|这)?份?(?:通知|公告|文件)"
)
_YEAR_BEFORE = re.compile(r"上一?年")
_ALL = re.compile("(?:哪些|哪几[个项]|几个|什么|啥)[^，。？?]{0,4}(?:期限|时限|节点|截止)")  # of a document
_LENGTH = re.compile("多久|多长|工作日|天|小时")  # 几月几号 asks for a day
_SENT_TO = re.compile("[报送交寄给向到](?:给|到|送)?$")
_CELL = re.compile(r"[\t|\n]+")
_LEVELS = re.compile(
    "(?:各|设区)?(?:市州|市县|县区|区县|市|州|县|区)(?![一-龥])|(?<![一-龥])(?:各|设区)?(?:市州|市县|县区|区县|省|市|州|县|区)"
)
_ENDS = ("结束", "收尾")
_STAGE_CHARS = 10  # the name of a stage is a short cell
_LEAST_CHARS = 2
_YEARLY = re.compile(r"每年|上一年|上年度")


def plan_dated(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what is due by a day that the question names (4月底前要做什么, 名单是5月底公布吧)."""
    dated = plan_phrases().day.search(asked.text)
    if dated is None and (filed := _filed(asked)):
        return filed
    if default_phrases().missed.search(asked.text):
        return None  # what follows from a deadline missed, not the deadline
    if dated is None or asked.question.shows("contact") or asked.question.fields:
        return None
    ids = asked.ids()
    named = find_window(asked.text, asked.context.as_of) is not None  # with its year: a window of days
    if not named:
        fitting = [
            e
            for e in list_deadlines(asked.context, document_ids=ids or asked.desk.primary).evidence
            if e.kind == "deadline" and _meant(e.record, int(dated[1]), dated[2])
        ]
        if fitting and (other := other_matter(asked, _topic(asked), fitting)) is not None:
            return other
        if fitting:
            due, own = fitting[0].record.due.isoformat(), fitting[0].document_id
            return [call("list_deadlines", due_from=due, due_until=due, document_ids=[own])]
    topic = _topic(asked)
    supposed = default_phrases().confirms.search(asked.text) and topic
    if supposed and list_deadlines(asked.context, topic=topic, document_ids=ids).evidence:
        return [call("list_deadlines", topic=topic, document_ids=list(ids))]
    return None


def _filed(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what is to be filed with whom: asked (名单报给谁), or supposed (名单报给省发改委对吗)."""
    phrases, text = plan_phrases(), asked.text
    asks = phrases.filed_where.search(text)
    supposes = asked.question.organisations and default_phrases().confirms.search(text) and phrases.filed.search(text)
    if not asks and not supposes:
        return None
    for match in reversed(asked.desk.index.find(text, kinds={ORGANISATION})):
        text = text[: match.start] + " " + text[match.end :]
    text = phrases.after.sub(" ", phrases.filed.sub(" ", phrases.filed_where.sub(" ", text)))
    topic = _topic(replace(asked, question=read_question(asked.desk, text)))
    spoken_of = tuple(i for i in asked.recent[:1] if i in asked.desk.primary)
    # The document last spoken of, then the notices before digests of laws.
    for ids in dict.fromkeys((asked.ids() or spoken_of, asked.ids() or asked.desk.primary, asked.ids())):
        found = list_deadlines(asked.context, topic=topic, document_ids=ids).evidence if topic else ()
        if any(e.kind == "deadline" and e.record.file_with for e in found):
            return [call("list_deadlines", topic=topic, document_ids=list(ids))]
    return None


def _meant(deadline: Deadline, month: int, part: str) -> bool:
    due = deadline.due
    if due is None or due.month != month:
        return False
    if part in ("底", "末"):
        return due == month_end(due.year, due.month)
    return part == "份" or part.rstrip("日号") == str(due.day)


def deadline_in(asked: Asked, found: Evidence) -> list[ToolCall]:
    """Return the call for the deadline in a sentence found that fits the question best, where there is one."""
    if _asks_length(asked.text) or default_phrases().frequency.search(asked.text):
        return []  # how long, how often is in the sentence itself
    edge = plan_phrases().edge.search(asked.text)
    if edge is not None and edge[1] not in found.quote:
        return []
    held = [
        d
        for d in asked.desk.knowledge.of(found.document_id).deadlines
        if d.start < found.end and found.start < d.end and d.due is not None
    ]
    topic = bigrams(_topic(asked))
    meant = max(held, key=lambda d: len(topic & bigrams(d.what)), default=None)
    if meant is None or meant.due is None:
        return []
    day = meant.due.isoformat()
    others = [d for d in asked.desk.knowledge.of(found.document_id).deadlines if d.due == meant.due]
    what = meant.what if len(others) > 1 else None  # due on the same day as something else
    return [call("list_deadlines", topic=what, due_from=day, due_until=day, document_ids=[found.document_id])]


def _asks_length(text: str) -> bool:
    """Say whether a question asks how long something takes, not how long is left."""
    phrases = clause_phrases()
    said = phrases.length.search(text)
    left = phrases.not_length.search(text) or default_phrases().overdue.search(text)
    return said is not None and not left and _LENGTH.search(said[0]) is not None


def plan_deadline(asked: Asked) -> list[ToolCall] | None:
    """Return the call for a deadline by its topic, or for those of a stretch of days; None where none on file fits."""
    if not asked.question.shows("deadline"):
        return None
    desk, ids = asked.desk, asked.ids()
    topic = _finished(asked, _topic(asked))
    if default_phrases().frequency.search(asked.text):
        topic = topic_of_deadline(asked, default_phrases().frequency_words.sub(" ", asked.text))
        found = list_deadlines(asked.context, topic=topic, recurring=True, document_ids=ids).evidence
        return [call("list_deadlines", topic=topic, recurring=True, document_ids=list(ids))] if found else None
    timing = _timing(asked)
    about = [
        i for i in (ids or desk.primary) if i in desk.primary and topic and covered(topic, desk.meta(i).title) >= _ABOUT
    ]
    if about and any(desk.knowledge.of(i).deadlines for i in about):
        title = bigrams(desk.meta(about[0]).title)
        words = [w for w, _, _ in desk.tokenizer.words(topic) if not bigrams(w) <= title]
        own = _own_act(asked, topic, about[0]) if not words else ""
        told = not words and list_deadlines(asked.context, topic=topic, document_ids=about[:1]).evidence
        topic, ids = "".join(words) or own or (topic if told else ""), tuple(about[:1])
        if topic and not list_deadlines(asked.context, topic=topic, document_ids=ids).evidence:
            if words and not timing:
                return None  # of a matter that no deadline on file is of: the text is read
            topic = ""
    elif topic and not list_deadlines(asked.context, topic=topic, document_ids=ids).evidence:
        topic, ids = _of_body(asked, topic) or _bare_topic(asked, topic)
        if not topic and not (asked.reference.named and _ALL.search(asked.text)):
            return None
        ids = ids or asked.ids()
    if topic and not _of_action(asked, topic, ids):
        return None
    edge = plan_phrases().edge.search(asked.text)
    if edge is not None:  # 从哪天开始: a day by which something is due is no beginning
        fitting = list_deadlines(asked.context, topic=topic, document_ids=ids).evidence
        ends = edge[1] in _ENDS
        if not any(
            begins(e.record) or edge[1] in e.quote or (ends and _is_stage(desk, e.record, topic))
            for e in fitting
            if e.kind == "deadline"
        ):
            return None
    asks_what = plan_phrases().wide.search(asked.text) and not default_phrases().when.search(asked.text)
    if asks_what and topic and not ids and desk.primary:  # 试点市接下来要做什么: a duty of the notice, no day of a law
        told = list_deadlines(asked.context, topic=topic, **timing).evidence
        if all(e.document_id not in desk.primary for e in told):
            return None
    if topic and _asks_length(asked.text) and not _counts_for(asked, topic, ids):
        return None
    if topic and plan_phrases().until.search(asked.text):  # 要披露到哪年: a day of every year is not when it ends
        fitting = list_deadlines(asked.context, topic=topic, document_ids=ids).evidence
        if all(e.record.kind is DeadlineKind.PERIODIC for e in fitting if e.kind == "deadline"):
            return None
    if topic and not timing and (yearly := of_every_year(asked, topic, ids)) is not None:
        topic, timing = yearly["topic"], {"recurring": True}
    if topic and _told_the_year_after(asked, topic, ids):
        timing |= {edge: f"{int(day[:4]) + 1}{day[4:]}" for edge, day in timing.items() if edge.startswith("due_")}
    return [call("list_deadlines", topic=topic, document_ids=list(ids), **timing)]


def _finished(asked: Asked, topic: str) -> str:
    """Return a topic with 做完 as notices say it (审核完成), where a deadline of theirs on it does; else as it is."""
    phrases = plan_phrases()
    if phrases.finishes.search(asked.text) is None:
        return topic
    other = topic_of_deadline(asked, phrases.finishes.sub(phrases.finished, asked.text))
    matter = bigrams(other.replace(phrases.finished, " ").replace("之前", " "))
    found = list_deadlines(asked.context, topic=other, document_ids=asked.ids() or asked.desk.primary).evidence
    return other if matter and any(phrases.finished in e.quote and matter & bigrams(e.quote) for e in found) else topic


def _counts_for(asked: Asked, topic: str, document_ids: Sequence[str]) -> bool:
    """Say whether a period on file is for what a question asks the length of (多久才批): no day when another is due."""
    done = acts_timed(asked.desk, asked.text)
    found = list_deadlines(asked.context, topic=topic, document_ids=document_ids).evidence
    periods = [e.record for e in found if e.kind == "deadline" and e.record.kind is DeadlineKind.RELATIVE]
    return any(not done or words_share(done, (period.what, 1.0)) >= _ABOUT for period in periods)


def _told_the_year_after(asked: Asked, topic: str, document_ids: Sequence[str]) -> bool:
    """Say whether the year asked about is the one told of, by a rule on the year before (上一年的环境信息).

    The information of 2025 (2025年度的环境信息, 去年的环境信息) is due in 2026.
    """
    window = _window(asked.text, asked.context.as_of)
    if window is None or window.first is None or (window.first.month, window.last.month) != (1, 12):
        return False
    words = asked.text[window.start : window.end]
    if not (words.removesuffix("的").endswith("度") or (words.endswith("的") and window.last < asked.context.as_of)):
        return False
    found = list_deadlines(asked.context, topic=topic, document_ids=document_ids).evidence
    told = [e.quote for e in found if e.kind == "deadline"]
    return bool(told) and all(_YEAR_BEFORE.search(quote) for quote in told)


def _is_stage(desk: Desk, deadline: Deadline, topic: str) -> bool:
    """Say whether a deadline is the row of a schedule whose stage a topic names: by then it ends (评审什么时候结束)."""
    tables = desk.knowledge.of(deadline.document_id).tables
    if not any(t.start <= deadline.start < t.end for t in tables):
        return False
    row = (desk.text_of(deadline.document_id) or "")[deadline.start : deadline.end]
    cells = [cell.strip() for cell in _CELL.split(row)]
    return any(topic in cell and len(cell) <= _STAGE_CHARS for cell in cells if cell)


def _of_body(asked: Asked, topic: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a topic without the body that is to do it, and the one document whose deadlines bind that body to it."""
    rest, bodies = topic, []
    for match in reversed(asked.desk.index.find(topic, kinds={ORGANISATION})):
        rest = rest[: match.start] + " " + rest[match.end :]
        bodies.append(match.canonical)
    rest = "".join(_LEVELS.sub(" ", rest).split())
    if not bodies or len(rest) < _LEAST_CHARS:
        return None
    found = list_deadlines(asked.context, topic=rest, document_ids=asked.ids() or asked.desk.primary).evidence
    bound = [e for e in found if e.kind == "deadline" and any(b[:_LEAST_CHARS] in (e.record.who or "") for b in bodies)]
    return (rest, (bound[0].document_id,)) if bound else None


def _bare_topic(asked: Asked, topic: str) -> tuple[str, tuple[str, ...]]:
    """Return a topic without places and words of the title of a notice that sets a deadline for the rest of it.

    Where nothing is left of the topic that a deadline is for, a stretch of the question itself may say it.
    """
    desk, phrases = asked.desk, default_phrases()
    plain = phrases.overdue.sub(" ", phrases.when.sub(" ", asked.text))
    for said in dict.fromkeys((topic, plain)):
        for match in reversed(desk.index.find(said, kinds={REGION})):
            said = said[: match.start] + " " + said[match.end :]
        said = _EACH_PLACE.sub(" ", said)
        for document_id in asked.ids() or desk.primary:
            rest, title = said, desk.meta(document_id).title
            while len(run := longest_shared(rest, title)) > 1:
                rest = rest.replace(run, " ")
            pieces = sorted(re.findall(r"[一-龥A-Za-z]{3,}", rest), key=len, reverse=True)
            for bare in dict.fromkeys(("".join(pieces) if said == topic else "", *pieces)):
                found = list_deadlines(asked.context, topic=bare, document_ids=(document_id,)).evidence if bare else ()
                if any(bare in e.quote or said == topic for e in found):
                    return bare, (document_id,)
    return "", ()


def _own_act(asked: Asked, topic: str, document_id: str) -> str:
    """Return the way in which a deadline of a document says the topic that its title says too (申报: 填报)."""
    desk = asked.desk
    names = [m.canonical for m in desk.index.find(topic, kinds={"action"})]
    ways = [way for name in names for way in (name, *desk.forms.get(name, ()))]
    duties = [d.what for d in desk.knowledge.of(document_id).deadlines]
    return next((way for what in duties for way in ways if way in what), "")


def _acts(level: re.Pattern[str], text: str) -> bool:
    """Say whether a level of authority is spoken of, and not as whom something is sent to (报省厅)."""
    return any(_SENT_TO.search(text, 0, found.start()) is None for found in level.finditer(text))


def plan_level(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the deadlines of one level of authority (县里什么时候审完) that a notice sets."""
    if not asked.question.shows("deadline") or not default_phrases().when.search(asked.text):
        return None
    level = next(((a, who) for a, who in plan_phrases().levels if _acts(a, asked.text)), None)
    if level is None:
        return None
    meant = asked.told_ids() or asked.desk.primary
    held = [d for i in meant for d in asked.desk.knowledge.of(i).deadlines if d.who and level[1].search(d.who)]
    if len({d.document_id for d in held}) != 1:
        return None
    topic = _topic(replace(asked, question=read_question(asked.desk, level[0].sub(" ", asked.text))))
    ids = [held[0].document_id]
    fitting = list_deadlines(asked.context, topic=topic, document_ids=ids).evidence if topic else ()
    if any(e.kind == "deadline" for e in fitting):
        return None  # the matter says which, whoever it binds
    text = asked.desk.text_of(held[0].document_id) or ""
    if topic and all(covered(topic, text[d.start : d.end]) < _ABOUT for d in held):
        elsewhere = list_deadlines(asked.context, topic=topic, document_ids=asked.ids()).evidence
        if any(e.kind == "deadline" and e.document_id != held[0].document_id for e in elsewhere):
            return None  # a matter of other documents: 市里的环境信息披露名单什么时候定
    return [call("list_deadlines", addressee=held[0].who, document_ids=ids)]


def _of_action(asked: Asked, topic: str, document_ids: Sequence[str]) -> bool:
    """Say whether some deadline of a topic speaks of what is to be done, not only of the body that is to do it."""
    rest = topic
    for match in reversed(asked.desk.index.find(topic, kinds={ORGANISATION, REGION})):
        rest = rest[: match.start] + " " + rest[match.end :]
    rest = plan_phrases().body.sub(" ", rest).strip()
    pairs = bigrams(rest)
    if len(rest) < 2 or rest == topic:
        return True
    told = list_deadlines(asked.context, topic=topic, document_ids=document_ids).evidence
    return any(pairs & bigrams(e.quote) for e in told)


def _timing(asked: Asked) -> dict[str, Any]:
    """Return which deadlines are asked for by time: within a stretch of days, past, to come, or the next one."""
    phrases, text = default_phrases(), asked.text
    timing: dict[str, Any] = {"calendar": bool(phrases.calendar.search(text))} if phrases.calendar.search(text) else {}
    window = _window(asked.text, asked.context.as_of)
    if window is not None and not phrases.next.search(text):
        first = window.first
        if phrases.coming.search(text):  # 今年还有哪些没到期
            first = max(asked.context.as_of, first or asked.context.as_of)
        timing["due_from"] = first.isoformat() if first else None
        timing["due_until"] = window.last.isoformat()
    elif phrases.next.search(text):
        timing["state"] = DueState.NEXT.value
    elif phrases.coming.search(text):
        timing["state"] = DueState.COMING.value
    elif phrases.past.search(text):
        timing["state"] = DueState.PAST.value
    return timing


def _window(text: str, as_of: date) -> Window | None:
    """Return the stretch of days that is asked about; days wholly past, where it is asked when, are none.

    每年什么时候报上一年的情况 asks of the information of last year, not of what was due then.
    """
    window = find_window(default_phrases().until_now.sub(lambda m: " " * len(m[0]), text), as_of)
    if window is not None and _OF_PERIOD.match(text, window.end):
        return None  # 上半年进展几号前报: of what, not when
    past = window is not None and window.last < as_of
    return None if past and default_phrases().when.search(text) and _YEARLY.search(text) else window


def topic_of_deadline(asked: Asked, text: str) -> str:
    """Return what `text` asks a deadline of, as `plan_deadline` reads it."""
    return _topic(replace(asked, question=read_question(asked.desk, text)))


def _topic(asked: Asked) -> str:
    return topic_asked(asked.desk, asked.text, asked.context.as_of)


def topic_asked(desk: Desk, text: str, as_of: date) -> str:
    """Return what the deadline is asked for, without words of time and of asking."""
    phrases = default_phrases()
    window = _window(text, as_of)
    if window is not None:
        text = text[: window.start] + " " + text[window.end :]
    for pattern in (
        plan_phrases().by_when,
        plan_phrases().towards,
        plan_phrases().begins,
        plan_phrases().festival,
        plan_phrases().would_do,
        plan_phrases().same_day,
        plan_phrases().everything,
        phrases.past,
        phrases.coming,
        phrases.next,
        phrases.calendar,
        phrases.overdue,
        plan_phrases().day,
    ):
        text = pattern.sub(" ", text)
    topic = topic_of(desk, read_question(desk, text))
    topic = phrases.when.sub(" ", phrases.overdue.sub(" ", topic))
    topic = "".join(words for words in topic.split() if not plan_phrases().due_words.fullmatch(words))
    rest = plan_phrases().to_upper.sub("", topic)
    return rest if len(rest) > 1 else topic
