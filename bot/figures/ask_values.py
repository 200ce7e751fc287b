"""Ask for values, sums and statistics."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.asked_units import dimension_asked, in_unit
from bot.figures.builder import Builder
from bot.figures.compute import Engine
from bot.figures.families import column_year, money_of_several, total_beside
from bot.figures.grammar import GROUP, NOUN, SUM
from bot.figures.labels import COUNTED, YEAR
from bot.figures.query import Claim, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.surface import bigrams
from bot.figures.thresholds import Threshold
from bot.figures.views import Column, summable

_GRANTED = re.compile("[补奖价费税租罚]")
_MOSTLY = 0.5  # so much of a name that is said names it
_TOTAL_LISTED = re.compile("(?:^|[、,，和及与])(?:合计|总计|总数|总量)数?(?=[、,，和及与]|各|分别|是|多少|几|$)")


def ask_value(b: Builder) -> FigureQuery:
    """Return a query for values, or for a comparison that the asker supposes."""
    intent, slots = b.intent, b.slots
    grouped = b.grouping() if not b.named and not intent.thresholds else []
    if grouped:
        return replace(b.over(grouped, n=None), function="list")
    if slots.each and not b.named and not intent.thresholds:
        scope = b.whole() if slots.excluded else None
        return FigureQuery(operation=Operation.TOP, measures=b.measures[:1], scope=scope, function="list")
    who = b.who()
    claim = None
    threshold = next(iter(intent.thresholds), None)
    each_one = per_one(b) if threshold is None and "每" in slots.text else None
    if each_one is not None:
        return FigureQuery(operation=Operation.VALUE, measures=(each_one,), subjects=who)
    if threshold is not None and threshold.percent and len(b.measures) > 1 and b.counts(b.measures[0]):
        first, second = b.measures[:2]
        if (whole := total_beside(b.catalogue, second.column)) is not None and whole.id == first.column:
            first, second = second, first  # 验收1647家，其中工信878家，过半对吗
        ratio = Measure(column=first.column, base=second.column, relation=Relation.RATIO)
        part = Claim(comparator=threshold.comparator, value=threshold.value)  # 目标不到上年验收数的一半吗
        return FigureQuery(operation=Operation.VALUE, measures=(ratio,), subjects=who, claim=part)
    total = total_beside(b.catalogue, b.measures[0].column) if b.measures[0].base is None else None
    of_own = total is not None and not (b.named and b.named_whole is not None)
    if threshold is not None and threshold.percent and total is not None and of_own and b.counts(b.measures[0]):
        ratio = Measure(column=b.measures[0].column, base=total.id, relation=Relation.RATIO)
        part = Claim(comparator=threshold.comparator, value=threshold.value)  # 生态环境牵头的过半了吗: of its own total
        return FigureQuery(operation=Operation.VALUE, measures=(ratio,), subjects=who, claim=part)
    if threshold is not None and threshold.percent and b.counts(b.measures[0]):
        parts = tuple(s for s in who if s.kind is not SubjectKind.TOTAL or s.exclude)  # 全省1390家，珠三角过半了吗
        if len(parts) > 1 and re.search(SUM, slots.text) is not None:
            parts = (b.resolver.together(list(parts)),)  # 广深佛莞目标合计超过全省一半了吧
        return FigureQuery(
            operation=Operation.SHARE,
            measures=b.measures[:1],
            subjects=parts or who,
            scope=b.resolver.total(),
            claim=Claim(comparator=threshold.comparator, value=threshold.value),
        )
    if threshold is not None and threshold.value is not None:
        claim = Claim(comparator=threshold.comparator, value=b.scaled(threshold))
    elif threshold is not None:
        query = against_name(b, threshold, who)
        if query is not None:
            return query
    elif slots.asserted is not None:
        claim = Claim(comparator=slots.asserted.comparator, value=b.scaled(slots.asserted))
    groups = [s for s in who if s.kind in {SubjectKind.GROUP, SubjectKind.ROWS} or s.exclude]
    plain = len(b.measures) == 1 and b.measures[0].base is None
    if len(who) == 1 and groups and plain and not summable(b.catalogue.columns[b.measures[0].column]):
        return FigureQuery(operation=Operation.TOP, measures=b.measures, scope=who[0], function="list")
    if len(who) == 1 and groups:
        summed = FigureQuery(
            operation=Operation.AGGREGATE, function="sum", measures=b.measures, subjects=who, claim=claim
        )
        return _of_each_table(b, summed)
    return FigureQuery(operation=Operation.VALUE, measures=b.measures, subjects=who, claim=claim)


def against_name(b: Builder, threshold: Threshold, who: tuple[Subject, ...]) -> FigureQuery | None:
    """佛山超过广州吗, 广州目标高于平均吗, 目标高于上年验收数吗: a comparison that the asker supposes."""
    claim = Claim(comparator=threshold.comparator) if b.intent.yes_no else None
    if threshold.statistic is not None:
        kind = SubjectKind.MEAN if threshold.statistic == "mean" else SubjectKind.MEDIAN
        name = "平均值" if threshold.statistic == "mean" else "中位数"
        return b.pair((who[0], Subject(kind=kind, name=name)), b.measures[:1], claim)
    if len(b.named) >= 2:
        return b.pair((b.named[0], b.named[1]), b.measures[:2], claim)
    if len(b.measures) >= 2:
        return b.pair(who[:1], b.measures[:2], claim)
    return None


def ask_aggregate(b: Builder) -> FigureQuery:
    """Return a query for sums or statistics."""
    intent, slots = b.intent, b.slots
    function = intent.function or "sum"
    claim = None
    threshold = next((t for t in intent.thresholds if t.value is not None), None) or slots.asserted
    if threshold is not None and (intent.yes_no or slots.asserted is not None):
        claim = Claim(comparator=threshold.comparator, value=b.scaled(threshold))
    each = per_one(b) if function == "mean" else None
    if each is not None:
        return FigureQuery(operation=Operation.VALUE, measures=(each,), subjects=b.who())
    rows, groups = b.rows(), [s for s in b.named if s.kind in {SubjectKind.GROUP, SubjectKind.ROWS}]
    summed = replace(ask_value(b), function="sum") if function == "sum" and adds_up(b) else None
    if len(rows) == 1 and not groups:
        return summed or replace(ask_value(b), measures=_with_total(b))
    limit = next((t for t in intent.thresholds if t.statistic is not None), None)
    mean = mean_of_group(b) if limit is not None else None
    if limit is not None and mean is not None:  # 茂名低于粤西平均吗
        return b.pair((rows[0], mean), b.measures[:1], Claim(comparator=limit.comparator) if intent.yes_no else None)
    selected = selected_rows(b)
    if selected is not None:
        return FigureQuery(
            operation=Operation.AGGREGATE, function=function, measures=b.measures[:1], subjects=(selected,)
        )
    if claim is not None and threshold is not None and threshold.percent and b.counts(b.measures[0]):
        part = b.resolver.together([*rows, *groups]) if rows or groups else b.whole()
        return FigureQuery(
            operation=Operation.SHARE,
            measures=b.measures[:1],
            subjects=(part,),
            scope=b.resolver.total(),
            claim=Claim(comparator=threshold.comparator, value=threshold.value),
        )
    who: list[Subject]
    if rows and groups:
        who = [b.resolver.together([*rows, *groups])]
    elif len(rows) > 1:
        who = [b.resolver.together(rows)]
    elif groups:
        who = [b.less(g) for g in groups]
    else:
        who = [b.whole()]
        if b.named_whole is None and not slots.excluded:
            slots.assumed.append("subject")
    if summed is not None and not rows and not groups and summed.operation is Operation.VALUE:
        return summed
    if function == "sum" and len(who) == 1 and who[0].kind is SubjectKind.TOTAL and not who[0].exclude:
        return FigureQuery(operation=Operation.VALUE, measures=b.measures, subjects=tuple(who), claim=claim)
    together = FigureQuery(
        operation=Operation.AGGREGATE,
        function=function,
        measures=b.measures if function == "sum" else b.measures[:1],
        subjects=tuple(who),
        claim=claim,
    )
    return _of_each_table(b, together)


def _of_each_table(b: Builder, query: FigureQuery) -> FigureQuery:
    """Return a sum of columns of as many tables as one for each (粤东2023年验收和2024年目标各合计多少)."""
    tables = [b.catalogue.columns[m.column].table_id for m in query.measures if m.base is None]
    apart = len(query.measures) > 1 and len(set(tables)) == len(query.measures)
    if not apart or query.function != "sum" or query.claim is not None:
        return query
    each = [replace(query, measures=(measure,)) for measure in query.measures]
    return replace(each[0], also=tuple(each[1:]))


def mean_of_group(b: Builder) -> Subject | None:
    """Return the mean or median of the one group that the one row is set against (茂名比粤西平均低多少), or None."""
    rows, groups = b.rows(), b.groups()
    said = re.search(f"[{GROUP}]+[市县区]*的?(平均|均值|中位)", b.slots.masked)
    if said is None or len(rows) != 1 or len(groups) != 1:
        return None
    kind, word = (SubjectKind.MEDIAN, "中位数") if said[1] == "中位" else (SubjectKind.MEAN, "平均值")
    return Subject(kind=kind, name=f"{groups[0].name}{word}", rows=groups[0].rows)


def per_one(b: Builder) -> Measure | None:
    """Read 平均每个项目补助多少 where a column counts what each is asked for (项目数); None where the rows do."""
    view = b.catalogue.view_of(b.measures[0].column)
    bases = [
        c
        for c in view.columns
        if (c.unit in COUNTED or said_for_each(c.unit or "", b.slots.text))
        and not _told_each(b, c)
        and _counts_each(c, view.row_noun, b.slots.text)
    ]
    said = [c.header for c in bases if _tail_said(b, c)]
    together = {c.header for c in bases if c.subtotal and said.count(c.header) > 1}  # 水泥陶瓷平均每条: of both
    bases = [c for c in bases if c.subtotal or c.header not in together]
    dimension = dimension_asked(b.slots.text)
    counted = b.measures[0].column in {c.id for c in bases}  # 改造平均每条线投资多少: of 计划投资
    granted = _GRANTED.search(b.slots.text)  # 滴灌每亩补多少钱 asks for no 投资
    shared = [
        c
        for c in view.columns
        if all(c.unit != base.unit for base in bases)
        and summable(c)
        and (dimension is None or in_unit(b.catalogue, c, dimension))
        and (_said_of(b, c) >= _MOSTLY or (granted is None or granted[0] in c.label))
        and (
            _said_of(b, c) >= _MOSTLY
            or c.id == b.measures[0].column
            or (dimension is not None and c.unit is not None)
            or (counted and c.label[-2:] in b.slots.text)
        )
    ]
    if not bases or not shared:
        return None
    column = max(
        reversed(shared), key=lambda c: (_said_of(b, c) >= _MOSTLY, c.id == b.measures[0].column, not c.within)
    )
    base = max(bases, key=lambda c: _counted_beside(b, c, column))
    whole = base.subtotal or base.is_total
    if base.header and not whole and sum(c.header == base.header for c in bases) > 1 and base.tail not in b.slots.text:
        return None  # 亩均投资, of 新建 and 改造提升 under one header
    if money_of_several(b.catalogue, base, column):
        return None
    return Measure(column=column.id, base=base.id, relation=Relation.PER)


def _tail_said(b: Builder, column: Column) -> bool:
    """Say whether the part of a merged header that a column is was named."""
    return not column.subtotal and column.tail in b.slots.text


def _said_of(b: Builder, column: Column) -> float:
    """Return how much of a column's name a question says."""
    return sum(pair in b.slots.text for pair in bigrams(column.label)) / max(len(column.label) - 1, 1)


def _counted_beside(b: Builder, base: Column, column: Column) -> tuple[float, ...]:
    """Return how likely a column counts what another is shared among: named, what the table is about, of its year."""
    roles, topic = b.catalogue.roles, b.catalogue.view_of(base.id).topic
    label = YEAR.sub("", base.label)
    same_role = roles.of(base.id) is roles.of(column.id) or roles.of(column.id) is None
    same_year = column_year(b.catalogue, base) == column_year(b.catalogue, column)
    told = sum(pair in topic for pair in bigrams(label))
    named = sum(pair in b.slots.text for pair in bigrams(label))
    return named, not base.within, base.is_total or base.subtotal, told, same_role, same_year


def _told_each(b: Builder, base: Column) -> bool:
    """Say whether running text states something for each of a unit (每亩补助15元), which no division may replace.

    What it states nothing of may be shared out (每亩产值).
    """
    units = set((base.unit or "").split("/")) - {"个", "项"}
    shared = [c for c in b.catalogue.view_of(base.id).columns if c.unit != base.unit and summable(c)]
    named = {pair for c in shared for pair in bigrams(c.label) if pair in b.slots.text and pair not in base.label}
    return any(
        f"每{unit}" in b.slots.text
        and b.catalogue.in_prose(f"每{unit}")
        and not (named and not any(b.catalogue.stated_with(f"每{unit}", pair) for pair in named))
        for unit in units
    )


def _counts_each(base: Column, row_noun: str, text: str) -> bool:
    """Say whether a column counts what `text` asks for each of; a merged header over it may be left out."""
    units = "|".join(map(re.escape, (base.unit or "个").split("/")))
    if units == "人次" or re.search(f"(?:{units})均", text):
        return said_for_each(base.unit or "", text)
    if units != "个" and re.search(rf"每(?:一)?(?:{units})", text):
        return row_noun == "" or re.search(rf"每(?:一)?(?:{units}){re.escape(row_noun)}", text) is None
    for label in (base.label, base.tail):
        noun = label.removesuffix("数量").removesuffix("数")
        if len(noun) > 1 and noun != row_noun and re.search(rf"每(?:一)?[个家项户座台件]?{re.escape(noun)}", text):
            return True
    short = re.search(r"每(?:一)?[个家项户座台件](?P<noun>[一-龥]{2})", text)  # 每个项目, of 改造项目
    return short is not None and base.label.endswith(short["noun"]) and short["noun"] != row_noun


def said_for_each(unit: str, text: str) -> bool:
    """Say whether so much for each of a unit is asked for (每户, 户均; 人均 of a column in 人次 too)."""
    units = [unit, "人"] if unit == "人次" else [unit]
    return any(u and (f"每{u}" in text or f"每一{u}" in text or f"{u}均" in text) for u in units)


def adds_up(b: Builder) -> bool:
    """Say whether several columns are to be added up: of one unit, none the total of another, not each by itself."""
    if len(b.measures) < 2 or any(m.base is not None for m in b.measures):
        return False
    if re.search("各|分别", b.slots.text) or re.search("超过|[高低多少]于|比(?!重|例|率|较)|够", b.slots.masked):
        return False  # 已并网和在建加起来超过计划吗: set against each other
    columns = [b.catalogue.columns[m.column] for m in b.measures]
    parts = {total.id for c in columns if (total := total_beside(b.catalogue, c.id)) is not None}
    return len({c.unit for c in columns}) == 1 and all(map(summable, columns)) and not parts & {c.id for c in columns}


def _with_total(b: Builder) -> tuple[Measure, ...]:
    """Return the columns asked for, with their total where it is asked for as one of them (牵头、合计、平台数)."""
    total = next((c for m in b.measures if (c := total_beside(b.catalogue, m.column)) is not None), None)
    held = {m.column for m in b.measures}
    if total is None or total.id in held or _TOTAL_LISTED.search(b.slots.text) is None:
        return b.measures
    order = {c.id: at for at, c in enumerate(b.catalogue.views[total.table_id].columns)}
    return tuple(sorted((*b.measures, Measure(column=total.id)), key=lambda m: order.get(m.column, len(order))))


def selected_rows(b: Builder, *, before: int | None = None) -> Subject | None:
    """Return the rows that meet a condition which narrows whom is summed up (超过100家的城市合计), or None.

    Where `before` is given, the condition must stand before that place of the question.
    """
    narrowing = re.search(f"的{NOUN}", b.slots.masked[:before])
    thresholds = [t for t in b.intent.thresholds if narrowing is not None and t.end <= narrowing.start()]
    if not thresholds or b.rows():
        return None
    measure = b.measures[0]
    conditions = b.conditions(measure)
    if not conditions:
        return None
    query = FigureQuery(operation=Operation.FILTER, measures=(measure,), scope=b.scope(), conditions=conditions)
    entries = Engine(b.catalogue).run(query).entries
    if not entries:
        return None
    return b.resolver.together([entry.subject for entry in entries])
