"""Ask for shares and ratios."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.ask_values import selected_rows
from bot.figures.builder import Builder
from bot.figures.families import of_own_whole, total_beside, whole_beside
from bot.figures.grammar import GROUP, METRIC, ROW, SUM, WHOLE
from bot.figures.likeliest import BARELY
from bot.figures.query import Claim, Condition, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.thresholds import Threshold

# 东莞和佛山占了几成: of both together too, unless each is asked for
_JOINED = re.compile(f"^(?!.*(?:各|分别|谁|哪)).*[{ROW}{GROUP}](?:和|与|跟|加|、)[{ROW}{GROUP}]")
_AS_MANY = re.compile("^(?!.*(?:各|分别|谁|哪)).*[两二三四五六七八九十]个?[市县区地]")  # 广佛莞三市


def ask_share(b: Builder) -> FigureQuery:
    """Return a query for a share of a whole."""
    intent, slots = b.intent, b.slots
    claim = None
    selected = selected_rows(b, before=cut_of(b))  # 超过200家的市占全省多少
    if selected is not None and b.measures[0].base is None:
        of = b.groups()[0] if b.groups() else b.resolver.total()
        return FigureQuery(operation=Operation.SHARE, measures=b.measures[:1], subjects=(selected,), scope=of)
    threshold = next((t for t in intent.thresholds if t.value is not None), None) or slots.asserted
    if threshold is not None and threshold.value is not None:
        reached = threshold.comparator == "=" and re.search("占不占|占没占|够不够|有没有|到没到", slots.text)
        claim = Claim(comparator=">=" if reached else threshold.comparator, value=threshold.value)
    cut = cut_of(b)
    if of_rates(b):  # 设备能补几成, of a column that is told in per cent
        return FigureQuery(operation=Operation.VALUE, measures=b.measures, subjects=tuple(b.rows()), claim=claim)
    if (own := of_own_total(b)) is not None:
        return FigureQuery(operation=Operation.VALUE, measures=(own,), subjects=tuple(b.rows()), claim=claim)
    after = [s for at, s in slots.located if at > cut and s.kind is not SubjectKind.ROW]
    before = [s for at, s in slots.located if at < cut]
    b.measures = _surely_named(b)
    part = b.measures[0]
    plain = part.base is None
    shares = [t for t in intent.thresholds if t.percent and t.value is not None]
    if shares and not b.rows() and plain and (intent.which or re.search("的.{0,3}$|几个|多少个", slots.masked)):
        return ask_share_filter(b, _of_two(b, cut) or part, shares)
    apart = re.search("(?:各|分别)占|占比?(?:各|分别)", slots.text) is not None
    if apart and len(b.measures) > 2:  # 验收总数里，工信牵头和生态环境牵头各占多少: the whole is no part of itself
        wholes = {total.id for m in b.measures if (total := total_beside(b.catalogue, m.column)) is not None}
        b.measures = tuple(m for m in b.measures if m.column not in wholes)
    totals = [total_beside(b.catalogue, m.column) for m in b.measures]
    if len(b.measures) >= 2 and apart and None not in totals:
        each = [
            Measure(column=m.column, base=total.id, relation=Relation.RATIO)
            for m, total in zip(b.measures, totals, strict=True)
            if total is not None
        ]
        parts = [FigureQuery(operation=Operation.VALUE, measures=(m,), subjects=b.who()) for m in each]
        return replace(parts[0], also=tuple(parts[1:]))
    whole_alone = not b.named and all(s.kind is SubjectKind.TOTAL for s in after)  # 大学生占全省任务的比例
    if len(b.measures) >= 2 and (not after or whole_alone) and plain:
        part, base_of = part_and_whole(b, cut)
        return ask_ratio(b, Measure(column=part.column, base=base_of.column, relation=Relation.RATIO), claim)
    of_table = of_whole_table(b)
    if of_table and part.base is not None:  # 茂名的平台完成数在全省占比: no share of what 茂名 itself has
        part = Measure(column=part.column)
        b.measures, plain = (part,), True
    if part.base is not None:
        return ask_ratio(b, part, claim)
    scope: Subject | None = after[-1] if after else None
    if scope is None and len(b.groups()) == 1 and b.rows() and before[:1] == b.groups():
        group = b.groups()[0]
        if all(row.rows[0] in group.rows for row in b.rows()):
            scope, before = group, list(b.rows())  # 粤东2024年目标，汕头占多少
    who = [s for s in (before if scope is not None else b.named) if s != scope]
    who = [s for s in who if s.kind is not SubjectKind.TOTAL] or who  # 全省1390家，珠三角占多少
    base = whole_beside(b.catalogue, part.column)
    of_total = re.search("占[^,。全省]{0,4}?(?:合计|总数|总计)", slots.text) is not None
    asked_part = next((p for p in slots.picked if p.measure == part and (p.own > 0 or of_total)), None)
    if base is not None and asked_part is not None and scope is None and len(b.measures) == 1 and not of_table:
        rows_only = bool(who) and re.search("占全|占总|占合计|比重", slots.text) is None
        if rows_only or of_total or not who or re.search("占(?:本市|总数|合计|全部|比)", slots.text):
            return ask_ratio(b, Measure(column=part.column, base=base.id, relation=Relation.RATIO), claim)
    if intent.n is not None and intent.operation is Operation.SHARE:
        top = b.top_subject()
        inside = b.scope()
        if inside is not None and inside.rows:
            top = replace(top, rows=inside.rows, name=f"{inside.name}{top.name}")
            scope = scope or inside
        who = [top]
    if not who and slots.excluded and not slots.each and not intent.which:  # 除了广州，其他市占全省多少
        who = [b.less(scope if scope is not None else b.resolver.total())]
        scope = None if scope is None or scope.kind is SubjectKind.TOTAL else scope
        whole = scope if scope is not None else b.resolver.total()
        return FigureQuery(
            operation=Operation.SHARE, measures=b.measures[:1], subjects=tuple(who), scope=whole, claim=claim
        )
    if not who:
        whole_first = b.named_whole is not None and not b.named
        if whole_first and base is not None:
            return ask_ratio(b, Measure(column=part.column, base=base.id, relation=Relation.RATIO), claim)
        return FigureQuery(operation=Operation.TOP, measures=b.measures[:1], scope=scope, relation=Relation.RATIO)
    joint: tuple[FigureQuery, ...] = ()
    if (
        1 < len(who) < 5
        and len({s.kind for s in who}) == 1
        and who[0].rows
        and (_JOINED.search(slots.masked) or _AS_MANY.search(slots.text))
    ):
        whole = b.less(scope) if scope is not None else b.resolver.total()
        both = (b.resolver.together(who),)
        joint = (FigureQuery(operation=Operation.SHARE, measures=b.measures[:1], subjects=both, scope=whole),)
    if len(who) > 1 and (claim is not None or re.search(f"{SUM}|共占", slots.text)):
        who, joint = [b.resolver.together(who)], ()
    return FigureQuery(
        operation=Operation.SHARE,
        measures=b.measures[:1],
        subjects=tuple(b.less(s) if s.kind is not SubjectKind.ROW else s for s in who),
        scope=b.less(scope) if scope is not None else b.resolver.total(),
        claim=claim,
        also=joint,
    )


def of_rates(b: Builder) -> bool:
    """Say whether nothing but rates of rows are read, of which no share is taken."""
    units = {b.catalogue.columns[m.column].unit for m in b.measures if m.base is None}
    rates = len(units) > 0 and units <= {"%", "‰"} and all(m.base is None for m in b.measures)
    return rates and bool(b.rows()) and "占" not in b.slots.text


def _surely_named(b: Builder) -> tuple[Measure, ...]:
    """Return the measures without those that a word many columns share brought in beside one named (占全部计划)."""
    weak = {p.measure for p in b.slots.picked if p.own <= 0 and p.score < BARELY}
    named = tuple(m for m in b.measures if m not in weak)
    return named or b.measures


def _of_two(b: Builder, cut: int) -> Measure | None:
    """Return one column over another where both are named, on either side of 占 (上平台的占完成的)."""
    sides = [{p.measure for p in b.slots.picked if (p.start < cut) is before} for before in (True, False)]
    if len(b.measures) != 2 or any(len(side) != 1 for side in sides):
        return None
    (part,), (whole,) = sides
    return Measure(column=part.column, base=whole.column, relation=Relation.RATIO)


def part_and_whole(b: Builder, cut: int) -> tuple[Measure, Measure]:
    """Return two measures, the part first: of a total beside its part, or of what was named first (A里B占几成)."""
    first, second = b.measures[:2]
    total = total_beside(b.catalogue, second.column)
    between = b.slots.text[: cut if cut < len(b.slots.text) else 0]
    places = [next(p.start for p in b.slots.picked if p.measure == m) for m in (first, second)]
    within = places[1] < cut and re.search("里面?|其?中|当中|之中|,", between[places[0] :]) is not None
    inverted = within if total is None and total_beside(b.catalogue, first.column) is None else False
    return (second, first) if inverted or (total is not None and total.id == first.column) else (first, second)


def of_whole_table(b: Builder) -> bool:
    """Say whether a row's share of the whole table is asked for, and not of the row's own total (在全省占比)."""
    if not b.named:
        return False
    who, text = f"[{ROW}{GROUP}]", b.slots.masked
    listed = re.search(rf"[{WHOLE}][^,。]*(?:[和与跟及、]|各|分别)|[和与跟及、][{WHOLE}]", text)
    whole_said = listed is None and re.search(rf"(?:在|占|到)[{WHOLE}]|[{WHOLE}]的?占|[{WHOLE}].*{who}.*占", text)
    inside = re.search(rf"[{METRIC}][^,。]*(?:里面?|其?中|当中|之中|,){who}+[市县区]?[^,。{METRIC}]*占", text)
    return bool(whole_said or inside)


def ask_share_filter(b: Builder, part: Measure, shares: list[Threshold]) -> FigureQuery:
    """占合计超过60%的城市 (a part of each total), 占全省超过10%的城市 (a share of the whole)."""
    base = total_beside(b.catalogue, part.column) if part.base is None else None
    whole = re.search(f"占(?:比)?[^,。]*[{WHOLE}{GROUP}]", b.slots.masked) is not None
    if base is not None and not whole:
        part = Measure(column=part.column, base=base.id, relation=Relation.RATIO)
    found = tuple(Condition(comparator=t.comparator, value=t.value, shared=part.base is None) for t in shares)
    scope = b.groups()[0] if len(b.groups()) == 1 else None
    return FigureQuery(
        operation=Operation.FILTER,
        measures=(part,),
        scope=scope,
        conditions=found,
        counting=b.intent.counting,
    )


def ask_ratio(b: Builder, ratio: Measure, claim: Claim | None) -> FigureQuery:
    """Return a query for a ratio of two columns."""
    if b.intent.operation is Operation.TOP or (b.slots.each and not b.named):
        n = b.intent.n if b.intent.operation is Operation.TOP else None
        return FigureQuery(
            operation=Operation.TOP,
            measures=(ratio,),
            scope=b.scope(),
            n=n,
            descending=b.intent.descending,
        )
    if b.intent.thresholds and b.intent.which:
        return FigureQuery(
            operation=Operation.FILTER,
            measures=(ratio,),
            scope=b.scope(),
            conditions=b.conditions(ratio),
            counting=b.intent.counting,
        )
    return FigureQuery(operation=Operation.VALUE, measures=(ratio,), subjects=b.who(), claim=claim)


def of_own_total(b: Builder) -> Measure | None:
    """Read 奉节县的创业培训占全县合计多少: of the row's own total, where the whole of the table is not called so."""
    total = whole_beside(b.catalogue, b.measures[0].column)
    if total is None or b.measures[0].base is not None or not of_its_own(b):
        return None
    return Measure(column=b.measures[0].column, base=total.id, relation=Relation.RATIO)


def of_its_own(b: Builder) -> bool:
    """Say whether a row's share of what it has itself is asked for (奉节县…占全县), not of the whole of the table."""
    said = re.search("占全(?P<level>[市县区州镇乡])", b.slots.text)
    view = b.catalogue.view_of(b.measures[0].column)
    return said is not None and of_own_whole(view, b.rows(), said["level"])


def cut_of(b: Builder) -> int:
    """Return where the part ends and the whole begins."""
    match = re.search("占", b.slots.text) or re.search(
        "(?:是|为|相当于|等于)(?=[^,。]*(?:百分之|几成|百分比))", b.slots.text
    )
    return match.start() if match else len(b.slots.text)
