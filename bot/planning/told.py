"""Figures that running text tells: of the whole, in the words of the question, and as the least or most of a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.outcome import Reason
from bot.figures.query import Operation, SubjectKind
from bot.matching import bare, covered
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.premises import quantities, supposed_of
from bot.question import default_phrases
from bot.reading_rules import default_reading_rules
from bot.types import ToolCall

_WHOLE_TOLD = 0.75  # so much of what a question says stands in the clause that tells it
_WHOLE_CHARS, _WORDS = 4, 2
DURATION = re.compile("(?:日|天|月|年|周|小时|分钟)$")
_UNIT_ASKED = re.compile("(?:多少|几)(?:万|个(?=人))?([家人名户台项场期吨亩元])")
_ALIKE, _TWO_WORDS = {"人": "名", "名": "人"}, 4


def told_of_whole(asked: Asked) -> tuple[str, str] | None:
    """Return the clause that states the figure of the whole in the very words of the question; None where none does.

    The sum of the rows that a table lists need not be what a notice says of everything (全市计划招生21600人).
    """
    understood = asked.figures
    if understood is None:
        return None
    query, fault = understood.query, understood.fault
    if query is not None:
        plain = query.operation is Operation.VALUE and len(query.measures) == 1 and query.claim is None
        plain = plain and query.measures[0].base is None  # not what is left of two columns
        if not plain or "各" in asked.text or any(s.kind is not SubjectKind.TOTAL for s in query.subjects):
            return None
        return told_at(asked, unless=totals_of(asked, query.measures[0].column))
    if fault is None or fault.reason not in (Reason.ROLE_MISSING, Reason.AMBIGUOUS, Reason.METRIC_MISSING):
        return None
    return told_at(asked) if not asked.question.regions else None


def supposes_limit(asked: Asked) -> bool:
    """Whether what is supposed of a whole is the least or most that running text sets."""
    query = asked.figures.query if asked.figures is not None else None
    if query is None or query.claim is None or any(s.kind is SubjectKind.ROW for s in query.subjects):
        return False
    return _told_as_limit(asked)


def limit_told(asked: Asked) -> tuple[str, str] | None:
    """Return the clause that sets the least or most asked for (抽查比例最低多少), where no row is asked for."""
    query, said = asked.figures.query if asked.figures is not None else None, plan_phrases().extreme.search(asked.text)
    if query is None or query.operation is not Operation.TOP or said is None or plan_phrases().picks.search(asked.text):
        return None
    rest = plan_phrases().no_content.sub(" ", f"{asked.text[: said.start()]} {asked.text[said.end() :]}")
    words = [w for w, _, _ in asked.desk.tokenizer.words(rest) if len(w) > 1 and w not in default_phrases().idle]
    bound, unit = ">=" if said["least"] else "<=", _UNIT_ASKED.search(asked.text)
    for document_id in asked.ids() or asked.desk.primary:
        for clause, _ in asked.desk.clauses_of(document_id):
            bounds = {
                q.bound for q in quantities(clause) if unit is None or q.unit in (unit[1], *_ALIKE.get(unit[1], ""))
            }
            if words and bound in bounds and all(part in clause for w in words for part in _halves(w)):
                return document_id, clause
    return None


def _halves(word: str) -> tuple[str, ...]:
    """Return a word, one of two words in its halves (检查人员)."""
    return (word[:2], word[2:]) if len(word) == _TWO_WORDS else (word,)


def quoted(asked: Asked, document_id: str, clause: str) -> list[ToolCall] | None:
    """Return the call that quotes a clause in its own words; None, so that the text is searched, where it is broken."""
    text, words = asked.desk.text_of(document_id) or "", clause.strip()
    start = text.find(words)
    if start < 0:
        return None
    end = start + len(words)
    number = default_reading_rules().numbering.match(words)
    start += number.end() if number is not None else 0
    end += text[end : end + 1] in "。；;"
    return [call("search_policy", query=asked.text, document_ids=[document_id], start=start, end=end)]


def totals_of(asked: Asked, column: str) -> tuple[str, ...]:
    """Return the totals that a table prints for a column, as written."""
    table_id, _, index = column.rpartition("#")
    figures = asked.desk.knowledge.figures
    return tuple(f.raw for f in figures if f.table_id == table_id and str(f.column) == index and f.is_total)


def told_in_text(asked: Asked, *, unless: Sequence[str] = ()) -> bool:
    """Whether a sentence of running text holds the words of a question, the years that it names and an amount.

    A sentence that repeats what a table prints anyway (`unless`) does not count.
    """
    return told_at(asked, unless=unless) is not None


def told_at(asked: Asked, *, unless: Sequence[str] = ()) -> tuple[str, str] | None:
    """Return the document and the clause that `told_in_text` speaks of; None where there is none.

    Words that the title of the document says too need not stand in the clause.
    """
    words = plan_phrases().years.sub("", plan_phrases().no_content.sub("", asked.text))
    if len(bare(words)) < _WHOLE_CHARS:
        return None  # 今年目标多少: too little to be known by its words
    cut = [w for w, _, _ in asked.desk.tokenizer.words(words) if len(w) > 1 and w not in default_phrases().idle]
    unit = _UNIT_ASKED.search(asked.text)
    for document_id in asked.ids() or asked.desk.primary:
        title = asked.desk.meta(document_id).title
        for clause, line in asked.desk.clauses_of(document_id):
            dated = all(str(year) in f"{line}{title}" for year in asked.question.years)
            amounts = [n for n in quantities(clause) if DURATION.search(n.unit) is None]  # no day, no 附件1
            amounts = [n for n in amounts if unit is None or n.unit.removeprefix("万").startswith(unit[1])]
            if not dated or not amounts or any(number in clause for number in unless):
                continue
            if covered(words, clause) >= _WHOLE_TOLD or _told_by_words(cut, clause, title):
                return document_id, clause
    return None


def _told_by_words(words: Sequence[str], clause: str, title: str) -> bool:
    """Whether a clause on the whole (全省, 全年) holds every word that the title of its document does not."""
    held = [w for w in words if w in clause]
    told = all(w in title for w in words if w not in held) and bool(held) and len(words) >= _WORDS
    return told and plan_phrases().of_whole.search(clause) is not None


def _told_as_limit(asked: Asked) -> bool:
    """Whether running text sets the least or most that a question supposes (全年招聘会至少100场是吗)."""
    supposed = quantities(asked.text)
    if len(supposed) != 1 or supposed[0].bound not in (">=", "<="):
        return False
    words = supposed_of(asked.text)
    return any(
        covered(words, clause) >= _WHOLE_TOLD
        and any(q.bound and q.unit == supposed[0].unit for q in quantities(clause))
        for document_id in asked.desk.primary
        for clause, _ in asked.desk.clauses_of(document_id)
    )
