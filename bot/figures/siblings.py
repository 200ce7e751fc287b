"""The column beside that of the turn before, under its header, which a few words name (竣工呢, after 计划新开工)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.figures.evidence import quoted
from bot.figures.families import label_parts
from bot.figures.query import Measure
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.views import Column

_LEAD = re.compile("^(?:那|那么|其中|里面|里头|当中|还有|换成|它|的|另外)+")
_TAIL = re.compile(
    "(?:上|里|的|那边|那块|这块|这边|方面|要|得|数|数量|任务|占|有|是|又|分别|各)*(?:(?:多少|几)[家户个项台座人名元]?)?(?:呢)?[?？]?$"
)
_WHOSE = re.compile("^(?:企业|单位|各市|各县|实际|已经?)+(?=[一-龥]{2})")
_DONE = re.compile("^(?:走完|办完|做完|跑完|完成|通过|走|过)了?(?=[一-龥]{2})")
_MONEY_ASKED = re.compile("(?:给|补|安排|下达|分|拨)?(?:多少)?(?:钱|资金|经费)")
_MONEY = re.compile("元$")
_CHARS = range(2, 11)


def sibling(q: Question) -> list[Picked]:
    """Return the column of the table of the turn before that a bare follow-up names by the end of its label.

    Of several it is the one under the header of the turn before (竣工 of the plan, after 新开工 of the plan), or, where
    the words name a header, the one that is called there as that of the turn before.  A row of another table that the
    words would name too (其他失能高龄家庭) is given up for it.  Empty where one alone is not named.
    """
    frame = q.frame
    if frame is None or frame.measures[0].base is not None or len(frame.measures) > 1 or q.names.years:
        return []
    own = q.catalogue.columns[frame.measures[0].column]
    if own.table_id not in q.catalogue.views:
        return []
    core = _core(q, own)
    if len(core) not in _CHARS and not _MONEY_ASKED.fullmatch(core):
        return []
    column = _named(core, own, q.catalogue.views[own.table_id].columns)
    if column is None or column.id == own.id:
        return []
    kept = tuple(m for m in q.names.mentions if m.kind != "row" or _held(m.rows, own))
    q.names = replace(q.names, mentions=kept)
    q.reading.covered.append((0, len(q.text)))
    q.reading.choices = []
    return [Picked(start=0, end=len(q.text), measure=Measure(column=column.id), score=1.0, own=1.0)]


def quoted_apart(q: Question) -> list[Picked]:
    """Return the column that a term in quotation marks names, said apart from what a total was read of; else nothing.

    平台那个，走完验收的有多少 asks of “平台”完成验收…, and not of all that passed.
    """
    one = q.reading.picked[0] if len(q.reading.picked) == 1 else None
    if one is None or one.measure.base is not None or one.own > 0:
        return []
    column = q.catalogue.columns[one.measure.column]
    alike = (c for c in q.catalogue.view_of(column.id).columns if (c.unit, c.year) == (column.unit, column.year))
    said = {c.id: terms for c in alike if (terms := [term for term in quoted(c.name) if term in q.text])}
    rest = q.rest() if said else ""
    named = [column_id for column_id, terms in said.items() if any(term in rest for term in terms)]
    if len(named) != 1 or named[0] == column.id:
        return []
    q.reading.covered += [m.span() for term in said[named[0]] for m in re.finditer(re.escape(term), q.text)]
    return [replace(one, measure=Measure(column=named[0]))]


def _core(q: Question, own: Column) -> str:
    """Return what a follow-up names beside rows of the table of the turn before."""
    rest = q.text
    for mention in sorted(q.names.mentions, key=lambda m: -m.start):
        if mention.kind == "row" and _held(mention.rows, own):
            rest = rest[: mention.start] + rest[mention.end :]
    return _DONE.sub("", _WHOSE.sub("", _TAIL.sub("", _LEAD.sub("", rest)).removesuffix("了")))


def _held(rows: Sequence[str], column: Column) -> bool:
    return bool(rows) and all(key in column.cells for key in rows)


def _named(core: str, own: Column, columns: Sequence[Column]) -> Column | None:
    """Return the one column that `core` names by its end, or by its header with the end of `own`; None else."""
    header, end = label_parts(own)
    ends = [c for c in columns if label_parts(c)[1].removeprefix("已") == core] or [
        c for c in columns if label_parts(c)[1].startswith(core)
    ]
    ends = ends if len(ends) < 2 else [c for c in ends if label_parts(c)[0] == header and c.year == own.year]
    if len(ends) == 1:
        return ends[0]
    headed = [c for c in columns if label_parts(c)[0].startswith(core) and label_parts(c)[1] == end]
    if len(headed) == 1 and header:
        return headed[0]
    money = [c for c in columns if _MONEY.search(c.unit or "")] if _MONEY_ASKED.fullmatch(core) else []
    return money[0] if len(money) == 1 else None
