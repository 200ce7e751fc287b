"""Say a query back as a standalone question."""

from __future__ import annotations

from bot.figures.catalogue import Catalogue
from bot.figures.query import FigureQuery, Measure, Operation, Relation


def measure_name(catalogue: Catalogue, measure: Measure, *, year: bool = True) -> str:
    """Return how to call a measure, with its year."""
    column = catalogue.columns[measure.column]
    own = f"{column.year}年{column.name}" if year and column.year is not None else column.name
    if measure.base is None:
        return own
    base = measure_name(catalogue, Measure(column=measure.base), year=year)
    link = {
        Relation.DIFFERENCE: "减",
        Relation.GAP: "与",
        Relation.GROWTH: "比",
        Relation.DECLINE: "比",
        Relation.PER: "除以",
    }
    word = link.get(measure.relation or Relation.RATIO, "占")
    tail = {
        Relation.DIFFERENCE: "的差额",
        Relation.GAP: "的差额",
        Relation.GROWTH: "的增长率",
        Relation.DECLINE: "的降幅",
        Relation.PER: "的平均数",
    }
    return f"{own}{word}{base}{tail.get(measure.relation or Relation.RATIO, '的比例')}"


def restate(query: FigureQuery, catalogue: Catalogue) -> str:
    """Return the standalone question that a query answers."""
    metric = "和".join(measure_name(catalogue, m) for m in query.measures)
    who = _join([s.name for s in query.subjects])
    scope = query.scope.name if query.scope is not None else ""
    order = "从高到低" if query.descending else "从低到高"
    if query.operation is Operation.VALUE:
        return f"{who}{metric}是多少？"
    if query.operation is Operation.COMPARE:
        word = {Relation.GROWTH: "的变化率是多少", Relation.RATIO: "之比是多少", Relation.DIFFERENCE: "相差多少"}
        return f"{who}{metric}{word.get(query.relation or Relation.WHICH, '比较，哪个更多')}？"
    if query.operation is Operation.SHARE:
        return f"{who}{metric}占{scope or '全部'}的比重是多少？"
    if query.operation is Operation.RANK:
        return f"{who}{metric}在{scope or '全部'}中{order}排第几？"
    if query.operation is Operation.TOP:
        noun = catalogue.view_of(query.measures[0].column).row_noun
        if query.position is not None:
            return f"{scope}{metric}{order}第{query.position}位是哪个{noun}？"
        return f"{scope}{metric}{order}前{query.n}位是哪些{noun}？" if query.n else f"{scope}{metric}{order}怎么排？"
    if query.operation is Operation.FILTER:
        return f"{scope}{metric}{_conditions(query, catalogue)}的有{'几个' if query.counting else '哪些'}？"
    if query.operation is Operation.COUNT:
        return f"{scope}{metric}涉及多少个{catalogue.view_of(query.measures[0].column).row_noun or '条目'}？"
    said = {"sum": "合计", "mean": "平均", "median": "中位数", "min": "最小值", "max": "最大值", "range": "极差"}
    return f"{who}{metric}的{said.get(query.function or 'sum', '合计')}是多少？"


def _conditions(query: FigureQuery, catalogue: Catalogue) -> str:
    words = {">": "超过", ">=": "不少于", "<": "少于", "<=": "不超过", "=": "等于", "!=": "不等于"}
    column = catalogue.columns[query.measures[0].column]
    parts = []
    for condition in query.conditions:
        if condition.value is not None:
            percent = query.measures[0].base is not None and query.measures[0].relation is not Relation.DIFFERENCE
            text = f"{(condition.value * 100).normalize():f}%" if percent else f"{condition.value}{column.unit or ''}"
        elif condition.statistic is not None:
            text = "平均值" if condition.statistic == "mean" else "中位数"
        elif condition.subject is not None:
            text = condition.subject.name
        else:
            text = measure_name(catalogue, condition.other) if condition.other is not None else ""
        parts.append(words[condition.comparator] + text)
    return "且".join(parts)


def _join(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > 6:
        return f"{'、'.join(names[:3])}等{len(names)}个"
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "和" + names[-1] if names else ""
