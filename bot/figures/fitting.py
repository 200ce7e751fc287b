"""Whether a query is an answer to its question: no repetition of the turn before, no one side of a change."""

from __future__ import annotations

import re

from bot.figures.query import FigureQuery, Operation, Relation
from bot.figures.question import Question

# 每平方米, 每个项目, 每月: no year and no place, which are rows or columns
EACH = re.compile(
    r"(?:每(?:一)?|单(?=[个家项户座台件名])|同一|任一)[个家项户座台件名]?(?P<what>[月周天日]|季度?|(?!年|地?市|城市|地区|地方|县|区|省|个|家)[一-龥]{2,4})"
)


def repeats(q: Question, query: FigureQuery, frame: FigureQuery) -> bool:
    """Say whether a follow-up came to what was asked before although it says more: it was not understood (差多少家)."""
    kept = ("operation", "measures", "subjects", "scope", "relation", "n", "position", "descending", "conditions")
    same = all(getattr(query, name) == getattr(frame, name) for name in kept) and query.function == frame.function
    denies = re.search("没|未|不|非|剩|余|别", q.text) is not None
    if query.function == "sum" and q.intent.function == "sum" and query.scope is None and not q.unexplained():
        return False  # 一共呢, after the sum was told with its parts
    if q.names.of("row") and not q.unexplained():
        return False  # the same asked again, by name
    says_more = q.intent.operation is not None or q.unexplained() or bool(q.intent.thresholds) or denies
    return same and says_more and query.claim is None and not q.names.years and not q.reading.picked


def one_side(q: Question, query: FigureQuery) -> bool:
    """Say whether a change was asked for and one value alone was found: it is no answer (比上年下降多少)."""
    asked = q.intent.operation is Operation.COMPARE and q.intent.relation in (Relation.DIFFERENCE, Relation.GROWTH)
    alone = query.operation is Operation.VALUE and len(query.measures) == 1 and len(query.subjects) < 2
    return asked and alone and query.claim is None


def unlike_units(q: Question, query: FigureQuery) -> bool:
    """Say whether amounts of different kinds would be set against each other (万元 and 台)."""
    units = {q.catalogue.columns[m.column].unit for m in query.measures}
    differing = len(units - {None}) > 1
    return query.operation is Operation.COMPARE and query.relation is not Relation.RATIO and differing


def for_each_other(q: Question, query: FigureQuery) -> bool:
    """Say whether so much for each of something is asked for (每平方米补助) that the query does not divide by."""
    said = EACH.search(q.text)
    if said is None or any(m.relation is Relation.PER for m in query.measures):
        return False
    if all((q.catalogue.columns[m.column].unit or "").endswith("/" + said["what"][:2]) for m in query.measures):
        return False  # 万元/公里
    nouns = {q.catalogue.view_of(m.column).row_noun for m in query.measures}
    return not any(noun and said["what"][0] == noun[0] for noun in nouns)
