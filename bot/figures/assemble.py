"""Put names, measures and intent together into a query."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.figures.ask_comparisons import ask_comparison
from bot.figures.ask_filters import ask_filter
from bot.figures.ask_ranks import ask_rank, ask_top
from bot.figures.ask_shares import ask_share
from bot.figures.ask_values import ask_aggregate, ask_value
from bot.figures.builder import Builder, Slots
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.grammar import NOUN
from bot.figures.listed import counts_list
from bot.figures.query import FigureQuery, Operation, Subject, SubjectKind
from bot.figures.subjects import Resolver, one_by_one

_EVERY = re.compile("(?:全[省市县区州])?[各每]")  # 全省各市
LISTED = re.compile(  # 把珠三角九市的目标列一下, 九市都是多少
    "列(?:一下|一列|出来?|举|个(?:表|单))|逐个|逐一|都(?:是|有|为)?(?:多少|几)|一一(?:列|说)"
)


def locate(slots: Slots, resolver: Resolver) -> None:
    """Resolve the names of a question in the tables at hand."""
    slots.excluded = resolver.excluded(slots.names)
    for mention in slots.names.mentions:
        if mention.excluded or mention.kind in {"foreign", "own"}:
            continue
        if mention.kind == "whole" and mention.name == "each":
            slots.each = True
            continue
        if mention.kind == "group" and _EVERY.match(mention.form) and not resolver.has(mention):
            slots.each = True  # 各市 of a table whose rows are no cities
            continue
        subjects = resolver.subjects(mention)
        if (
            mention.kind == "group"
            and _EVERY.match(mention.form)
            and all(s.kind is SubjectKind.TOTAL for s in subjects)
        ):
            slots.each = True
            continue
        for subject in subjects:
            slots.located.append((mention.start, subject))
        if mention.kind == "group" and (one_by_one(slots.text, mention) or LISTED.search(slots.text)):
            slots.each = True
    if resolver.of_standards() and any(s.kind is SubjectKind.ROW for _, s in slots.located):
        slots.located = [(at, s) for at, s in slots.located if s.kind is not SubjectKind.TOTAL]
    groups = {s for _, s in slots.located if s.kind is SubjectKind.GROUP}
    alone = len(groups) == 1 and len(slots.measures) == 1 and all(s in groups for _, s in slots.located)
    if alone and re.search("分别|各(?:是|有|为)?(?:多少|几)", slots.text):
        slots.each = True  # 粤东四市完成率分别是多少


def assemble(slots: Slots, catalogue: Catalogue, resolver: Resolver) -> FigureQuery:
    """Return the query that the slots make."""
    query = build_query(Builder(slots, catalogue, resolver))
    return replace(query, assumed=tuple(dict.fromkeys((*query.assumed, *slots.assumed))))


def members_of(query: FigureQuery, engine: Engine) -> list[Subject]:
    """Return the rows that a former answer listed."""
    if query.operation in {Operation.TOP, Operation.FILTER, Operation.RANK}:
        return [entry.subject for entry in engine.run(query).entries]
    return [s for s in query.subjects if s.kind is not SubjectKind.TOTAL or s.exclude]


def build_query(b: Builder) -> FigureQuery:
    """Return the query."""
    intent = b.intent
    handlers: dict[Operation | None, Callable[[Builder], FigureQuery]] = {
        Operation.SHARE: ask_share,
        Operation.COMPARE: ask_comparison,
        Operation.RANK: ask_rank,
        Operation.TOP: ask_top,
        Operation.FILTER: ask_filter,
        Operation.AGGREGATE: ask_aggregate,
    }
    counts = intent.operation is None and intent.counting and not b.rows() and not intent.thresholds
    if counts and len(b.measures) == 1 and not _in_its_unit(b):
        return FigureQuery(operation=Operation.COUNT, measures=b.measures[:1], scope=b.scope())
    if counts_list(b) and (intent.operation is None or intent.function == "sum") and not b.rows():
        grouped = b.grouping() if not b.named else []
        if grouped:
            return replace(b.over(grouped, n=None), function="count")
        return FigureQuery(operation=Operation.COUNT, measures=b.measures[:1], scope=b.scope())
    if intent.operation in handlers:
        return handlers[intent.operation](b)
    if intent.thresholds and not b.named and not b.named_whole and intent.thresholds[0].value is None:
        return ask_filter(b)
    return ask_value(b)


def _in_its_unit(b: Builder) -> bool:
    """Say whether a number is asked for in the measure's own unit, right after its name (发现问题多少个)."""
    column = b.catalogue.columns[b.measures[0].column]
    unit, stem = re.escape(column.unit or ""), column.label.removesuffix("数")
    if len(column.unit or "") != 1:
        return False
    named = re.search(
        rf"(?:{re.escape(column.label)}|{re.escape(stem[-2:])})(?:数量?|总数)?(?:有|是|为|共)?(?:多少|几){unit}",
        b.slots.text,
    )
    bare = re.search(rf"(?:多少|几)个(?!{NOUN}|[\u4e00-\u9fff]{{2}})", b.slots.masked)  # 小区改造多少个
    return named is not None or (column.unit == "个" and bare is not None)
