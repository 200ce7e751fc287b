"""Parts and wholes by what the turns told: the total that a question says, what is left beside a part just told."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.families import total_beside
from bot.figures.likewise import turned_round
from bot.figures.parts import left_over, other_part, share_of_part
from bot.figures.query import FigureQuery, Measure, Operation, Relation
from bot.figures.question import Question
from bot.figures.rates import never_less

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.年月日号])")
_OF_NAMED = re.compile(
    "(?:那|那么|它|他)*占(?:了|到)?(?P<whole>(?!全|比)[一-龥]{2,8}?)(?:总数|数量?)?(?:的|里面?|中)*(?:多少|几成|百分之几|多大比例|比例)(?:是多少)?呢?[??]?"
)
_NOT_SO = re.compile(  # 没采纳的有几项, after 已采纳 and what it is a part of
    "(?:那|那么|还|剩下|其中)*(?:没有?|未|尚未|还没)(?P<act>[一-龥]{2,4}?)了?的?(?:部分|那些|企业)?(?:还|又|是|有|剩|占|共)*(?P<share>占?(?:比例|比重|比|几成|百分之几|多大比例|多大)?)"
    "(?:是|有|占)*(?:多少|几[家个户项台条])?呢?[??]?"
)


def of_told(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return what is left beside a part that the turns told, or its share, or who stands the other way round."""
    left = share_of_named(q, frame) or left_over(q, frame) or left_of_told(q, frame) or other_part(q, frame)
    return left or turned_round(q, frame) or share_of_part(q, frame)


def share_of_named(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the share of what was just told in another column that few words name (占诊断的几成); None for others."""
    said = _OF_NAMED.fullmatch(q.text)
    lone = frame.operation is Operation.VALUE and len(frame.subjects) == len(frame.measures) == 1
    if said is None or not lone or frame.measures[0].base is not None or q.names.mentions or q.reading.picked:
        return None
    whole = Question(f"{frame.subjects[0].name}{said['whole']}多少", q.catalogue, q.as_of, None).reading.picked
    part = q.catalogue.columns[frame.measures[0].column]
    columns = [q.catalogue.columns[p.measure.column] for p in whole if p.measure.base is None]
    held = [c for c in columns if c.table_id == part.table_id and c.unit == part.unit and c.id != part.id]
    if len(columns) != 1 or not held or not never_less(held[0], part):
        return None
    ratio = Measure(column=part.id, base=held[0].id, relation=Relation.RATIO)
    return replace(frame, measures=(ratio,), claim=None)


def with_total_said(q: Question, query: FigureQuery) -> FigureQuery:
    """Return the query of a part with its total remembered where the question says how much that is (那292家里…)."""
    lone = query.operation is Operation.VALUE and len(query.subjects) == len(query.measures) == 1
    total = total_beside(q.catalogue, query.measures[0].column) if lone and query.measures[0].base is None else None
    amount = q.engine.amount(Measure(column=total.id), query.subjects[0]) if total is not None else None
    if total is None or amount is None or query.claim is not None:
        return query
    if not any(Decimal(said) == amount.value for said in _NUMBER.findall(q.text)):
        return query
    return replace(query, earlier=((query.subjects[0], Measure(column=total.id)), *query.earlier))


def left_of_told(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return what the turns told before beyond the part of it just told (没采纳的有几项); None for others."""
    said = _NOT_SO.fullmatch(q.text)
    lone = frame.operation is Operation.VALUE and len(frame.subjects) == len(frame.measures) == 1
    if said is None or said["share"] or not lone or frame.measures[0].base is not None or q.names.of("row"):
        return None
    part = q.catalogue.columns[frame.measures[0].column]
    told = [m for s, m in frame.earlier if s == frame.subjects[0] and m.base is None and m.column != part.id]
    wholes = [c for m in told if (c := q.catalogue.columns[m.column]).table_id == part.table_id and c.unit == part.unit]
    if said["act"] not in part.label or not wholes or not never_less(wholes[0], part):
        return None
    left = Measure(column=wholes[0].id, base=part.id, relation=Relation.DIFFERENCE)
    return FigureQuery(operation=Operation.VALUE, measures=(left,), subjects=frame.subjects)
