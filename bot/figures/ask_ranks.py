"""Ask for places and for the first, last or n-th."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.ask_values import per_one
from bot.figures.builder import FALLING, OVER_GROUPS, Builder
from bot.figures.compute import Engine
from bot.figures.grammar import FALLS, RISES, ROW, SUM
from bot.figures.listed import unnamed
from bot.figures.query import Claim, Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.subjects import together

# 在深圳、佛山、江门中
_AMONG_NAMED = re.compile(
    rf"(?<=在){ROW}[{ROW}、,和与及跟]*(?=(?:这?[两二三四五六七八九十\d]*个?市?)(?:里面?|中间?|当中|之中|之间|内))"
)


def ask_rank(b: Builder) -> FigureQuery:
    """Return a query for places."""
    intent = b.intent
    claim = None
    said = intent.asserted
    if said is not None:
        claim = Claim(comparator=said.comparator, value=said.value)
    rows, groups = b.rows(), b.groups()
    if not rows and groups:
        parts = b.resolver.partition()
        if all(group in parts for group in groups):
            return replace(
                b.over(parts, n=None),
                operation=Operation.RANK,
                subjects=(*groups, *(part for part in parts if part not in groups)),
                claim=claim,
                n=len(groups),
            )
    if not rows:
        return ask_top(b)
    scope = groups[0] if groups else None
    if scope is None and (among := _among_named(b)):
        beside = {s for at, s in b.slots.located if s.kind is SubjectKind.ROW and not among[0] <= at < among[1]}
        scope = together([s for at, s in b.slots.located if among[0] <= at < among[1]])
        rows = [s for s in rows if s in beside] or rows
    query = FigureQuery(
        operation=Operation.RANK,
        measures=b.one_measure(),
        subjects=tuple(rows),
        scope=b.less(scope) if scope is not None else (b.whole() if b.slots.excluded else None),
        descending=intent.descending,
        claim=claim,
    )
    if groups and b.named_whole is not None and len(re.findall("排|第几", b.slots.text)) > 1:
        return replace(query, scope=None, also=(query,))  # 全省排名，珠三角排名
    return query


def _among_named(b: Builder) -> tuple[int, int] | None:
    """Return where rows are named one after another that a place is asked among (在深圳、佛山、江门中排第几)."""
    said = _AMONG_NAMED.search(b.slots.masked)
    inside = [s for at, s in b.slots.located if said is not None and said.start() <= at < said.end()]
    alike = len(inside) > 1 and all(s.kind is SubjectKind.ROW for s in inside)
    return said.span() if said is not None and alike else None


def _only_some(b: Builder, measures: tuple[Measure, ...]) -> Subject | None:
    """Return the rows that alone are asked about: not zero (最低但不是0的), fell at all (降幅最小的); else None."""
    text, measure = b.slots.text, measures[0]
    changes = measure.relation in {Relation.DIFFERENCE, Relation.GROWTH} and re.search("最[小少低慢]", text)
    ways = [bool(re.search(way, text)) for way in (RISES, FALLS)]
    comparator = "!=" if re.search(r"(?:不是|不为|非|大于)(?:0|零)(?![.\d])", text) else None
    if changes and ways[0] != ways[1]:
        comparator = ">" if ways[0] else "<"
    if comparator is None:
        return None
    condition = Condition(comparator=comparator, value=Decimal(0))
    query = FigureQuery(operation=Operation.FILTER, measures=measures[:1], scope=b.scope(), conditions=(condition,))
    kept = [entry.subject for entry in Engine(b.catalogue).run(query).entries]
    noun = b.catalogue.view_of(measures[0].column).row_noun
    name = f"非零的{noun}" if comparator == "!=" else f"{'增加' if comparator == '>' else '减少'}的{noun}"
    return replace(b.resolver.together(kept), name=name) if kept else None


def ask_top(b: Builder) -> FigureQuery:
    """Return a query for the first, last or n-th."""
    intent = b.intent
    each = per_one(b) if re.search("每|[人户亩校]均", b.slots.text) else None
    measures = (each,) if each is not None else b.one_measure()
    if intent.function == "nearest":
        return FigureQuery(
            operation=Operation.TOP,
            function="nearest",
            measures=measures[:1],
            scope=b.groups()[0] if len(b.groups()) == 1 else None,
            n=1,
            conditions=b.conditions(measures[0]),
        )
    if intent.function == "within" and len(b.groups()) == 1:
        return FigureQuery(
            operation=Operation.TOP,
            function="within",
            measures=measures[:1],
            subjects=tuple(b.groups()),
            n=intent.n,
            descending=intent.descending,
            claim=Claim(quantifier=intent.quantifier) if intent.quantifier is not None else None,
        )
    descending = intent.descending
    if measures[0].base is not None and FALLING.search(b.slots.text) and intent.relation is not Relation.GROWTH:
        descending = re.search(f"(?:{FALLS})(?:得|了|幅度)*最[少小低慢]", b.slots.text) is not None
    summed = re.search(f"{SUM}|占", b.slots.masked)
    asks_who = re.search("谁|哪|名单|分别", b.slots.text) is not None and "占" not in b.slots.text
    if summed and intent.n is not None and intent.n > 1 and not asks_who:
        who = b.top_subject()
        inside = b.scope()
        if inside is not None and inside.rows:
            who = replace(who, rows=inside.rows, name=f"{inside.name}{who.name}")
        if "占" in summed[0] or re.search("占", b.slots.text):
            return FigureQuery(
                operation=Operation.SHARE,
                measures=measures,
                subjects=(who,),
                scope=inside if inside is not None and inside.rows else b.resolver.total(),
            )
        limit = next((t for t in intent.thresholds if t.percent and t.value is not None), None)
        if limit is not None and intent.yes_no:  # 前三加起来超过一半了吗
            return FigureQuery(
                operation=Operation.SHARE,
                measures=measures,
                subjects=(who,),
                scope=inside if inside is not None and inside.rows else b.resolver.total(),
                claim=Claim(comparator=limit.comparator, value=limit.value),
            )
        return FigureQuery(operation=Operation.AGGREGATE, function="sum", measures=measures, subjects=(who,))
    grouped = b.grouping() if not b.rows() else []
    if grouped:
        function = "count" if unnamed(b) else None  # 哪个市入选的最多: so many rows of the list
        return replace(b.over(grouped, n=intent.n), descending=descending, function=function)
    groups = b.groups()
    if not b.rows() and (len(groups) > 1 or (OVER_GROUPS.search(b.slots.text) and not groups)):
        parts = groups if len(groups) > 1 else b.resolver.partition()
        if parts:
            query = b.over(parts, n=intent.n)
            return replace(query, measures=measures, descending=descending)
    scope = _only_some(b, measures) or b.scope()
    if len(b.rows()) == 1 and not groups:
        scope = None
    return FigureQuery(
        operation=Operation.TOP,
        measures=measures,
        scope=scope,
        n=intent.n,
        first=intent.first,
        position=intent.position,
        descending=descending,
        function=intent.function,
    )
