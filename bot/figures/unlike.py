"""Quantities that share words with a column and are another: a narrower notion, another kind, another compound."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.figures.grammar import METRIC
from bot.figures.question import ASKS_QUANTITY, Question
from bot.figures.wording import phrases

# 没通过验收的有几家: who did not is in no column where no total stands beside what was done
_DENIED = re.compile(f"(?:还|尚|仍)?(?:(?<!有)没有?|未)(?:能|被)?[{METRIC}]+(?![{METRIC}]*(?:数|是|为))")
_STRANGE_CHARS = 3  # one short word (包括) may be a way of asking
_OTHER_ACT = re.compile(phrases().words["other_acts"])
LIGHT = re.compile(phrases().words["light"])


def qualifier_of(q: Question) -> str | None:
    """Return a known notion that narrows the quantity asked for (强制性审核企业) and that no column is about."""
    covered = q.reading.covered
    for start, end in q.catalogue.metrics.notions(q.text):
        touches = any((start < b and a < end) or b == start or a == end for a, b in covered)
        inside = all(any(a <= i < b for a, b in covered) for i in range(start, end))
        if touches and not inside and ASKS_QUANTITY.search(q.text):
            return q.text[start:end]
    return None


def other_quantity(q: Question) -> str | None:
    """Return a word that shares its end with the column found and is another quantity (客运量 beside 货运量), or None.

    The head of the word, which nothing accounts for, stands neither in the column nor in what its table is about.
    """
    if q.catalogue.words is None:
        return None
    known = q.explained()
    for picked in q.reading.picked:
        column = q.catalogue.columns[picked.measure.column]
        view = q.catalogue.views[column.table_id]
        about = f"{column.label},{column.group},{view.topic},{view.table.note or ''}"
        spans = q.catalogue.metrics.covers(column.id, q.found)
        for word, start, end in q.catalogue.words(q.text):
            at = next((a for a, b in spans if start < a < end <= b or start < a < b == end), None)
            head = q.text[start:at] if at is not None else ""
            other = head and not any(known[start:at]) and word not in about and not any(c in about for c in head)
            if other and not q.catalogue.titled(column.id, word):
                return word
    return None


def other_thing(q: Question) -> str | None:
    """Return what a noun right before the column found makes another quantity of a row (油料 before 产量), or None.

    Words that no table speaks of, and that only say how the figure came about (发放, 下达), change nothing.
    """
    if q.catalogue.words is None or not q.names.of("row"):
        return None
    known = q.explained()
    for picked in q.reading.picked:
        spans = _runs(q.catalogue.metrics.covers(picked.measure.column, q.found))
        for word, start, end in q.catalogue.words(q.text):
            new = end - start > 1 and not any(known[start:end]) and end in spans
            row = new and any(word in name for name in q.catalogue.names.values())  # 三个街道
            titled = q.catalogue.titled(picked.measure.column, word)
            if new and not row and not titled and not q.catalogue.in_tables(word) and not LIGHT.search(word):
                return word + q.text[end : spans[end]]
    return None


_HOW_MANY = re.compile("(?:哪|有|分|共|为|成)*几(?:个|种|类|项|条|步|大|方面)*")


def settle_by_title(q: Question) -> None:
    """Among columns that tie, read the one that words name which the title of its document does not hold.

    专项资金 in 专项资金名额 says of which notice, 名额 says what.
    """
    beyond = {}
    for column in q.reading.choices:
        spans = q.catalogue.metrics.covers(column, q.found)
        beyond[column] = sum(not q.catalogue.titled(column, q.text[start:end]) for start, end in spans)
    best = [column for column in beyond if beyond[column] == max(beyond.values())]
    if len(best) == 1 and len(beyond) > 1:
        q.reading.picked = [p for p in q.reading.picked if p.measure.column not in beyond or p.measure.column in best]
        q.reading.choices = []


def counts_other(q: Question) -> bool:
    """Say whether it is asked how many there are of what no table counts or lists (分哪几个阶段)."""
    if q.catalogue.words is None or q.intent.operation is not None or q.intent.thresholds:
        return False
    known = q.explained()
    ends = {m.end() for m in _HOW_MANY.finditer(q.text)}
    return any(
        start in ends and end - start > 1 and not any(known[start:end]) and not q.catalogue.in_tables(word)
        for word, start, end in q.catalogue.words(q.text)
    )


def of_stranger(q: Question) -> bool:
    """Say whether a figure of the whole is asked about what no document with tables speaks of (个人买电动车).

    Only where the column is known by weak words.
    """
    weak = not q.names.of("row") and q.frame is None and q.intent.operation is None and not q.intent.thresholds
    if (
        q.catalogue.words is None
        or not weak
        or q.intent.which
        or any(p.own > 0 for p in q.reading.picked)
        or q.names.of("group")
    ):
        return False
    known = q.explained()
    strange = [
        w for w, a, b in q.catalogue.words(q.text) if b - a > 1 and not any(known[a:b]) and not q.catalogue.speaks_of(w)
    ]
    return sum(len(word) for word in strange if not LIGHT.search(word)) >= _STRANGE_CHARS


def _runs(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return where stretches start -> where the run of stretches that overlap or touch ends."""
    ends: dict[int, int] = {}
    for start, end in sorted(spans, reverse=True):
        ends[start] = max(end, *(ends[at] for at in range(start + 1, end + 1) if at in ends), ends.get(start, end))
    return ends


def denied(q: Question) -> str | None:
    """Return what is asked for where those that did not (没通过验收的) are counted nowhere, or None."""
    said = _DENIED.search(q.masked)
    plain = len(q.reading.picked) == 1 and q.reading.picked[0].measure.base is None and q.reading.goal is None
    if said is None or not plain or q.intent.thresholds or q.intent.yes_no:
        return None
    return q.text[said.start() : said.end()]


def other_act(q: Question) -> str | None:
    """Return the act whose number is asked for (罚了多少家) where no table speaks of it, or None."""
    said = _OTHER_ACT.search(q.text)
    if said is None or q.catalogue.in_tables(said["act"]):
        return None
    read = any(start < said.start() + 2 and said.start() < end for start, end in q.reading.covered)
    return None if read else said["act"]


def other_kind_of(q: Question) -> str | None:
    """Return what is asked for where several columns are kinds of one thing and another kind is named (有害垃圾)."""
    if q.catalogue.words is None or not q.reading.choices:
        return None
    known = q.explained()
    starts = _runs(span for cid in q.reading.choices for span in q.catalogue.metrics.covers(cid, q.found))
    for word, start, end in q.catalogue.words(q.text):
        new = not all(known[start:end]) and not q.catalogue.in_tables(word)
        if any(q.catalogue.titled(cid, word) for cid in q.reading.choices):
            continue
        if new and end in starts and end - start > 1:
            return word + q.text[end : starts[end]]
    return None
