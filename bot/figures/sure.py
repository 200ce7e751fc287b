"""How sure it is that what was read is what a question asks, and that it asks for a number on file at all."""

from __future__ import annotations

import re

from bot.figures.asked_units import asks_money, dimension_asked, dimensions, in_unit
from bot.figures.builder import Slots
from bot.figures.grammar import METRIC, SUM
from bot.figures.query import FigureQuery, Operation, Relation, SubjectKind
from bot.figures.question import ASKS_QUANTITY, Question
from bot.premises import Quantity, premise_phrases, quantities

_MATTER_CHARS = 4
_LACKED = re.compile("加上?[^,。]{0,8}(?:缺|欠|差|少|没[做完干审]|未完成|没完成|落下)(?:了|下|完|成)*的")
_TAKEN_OFF = re.compile("(?:扣|减|刨|剔|除|去|拿)[掉除去].*(?:剩|还有|净)|(?:扣|刨)[掉除去]")
_SHORT_BY = re.compile("[缺欠差未]")
_LIMIT = re.compile(
    r"(?<![哪谁])最[多少高低大小长短][只才还就]?(?:能|可|允许|不[能得])[^，。？?哪谁]{0,10}(?:多少|几)(?![个座]?[市县区])"
)
_PLACES = ("市", "县", "区", "镇", "乡", "地方")
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
    top = query.operation is Operation.TOP and q.intent.operation is Operation.TOP
    which = query.relation is Relation.WHICH and q.intent.relation is Relation.WHICH
    if (top or which) and not q.unexplained():
        return False  # 那谁最低, 谁更靠前: told in passing before
    if q.names.of("row") and not q.unexplained():
        return False  # the same asked again, by name
    says_more = q.intent.operation is not None or q.unexplained() or bool(q.intent.thresholds) or denies
    return same and says_more and query.claim is None and not q.names.years and not q.reading.picked


def one_side(q: Question, query: FigureQuery) -> bool:
    """Say whether a change was asked for and one value alone was found: it is no answer (比上年下降多少)."""
    asked = q.intent.operation is Operation.COMPARE and q.intent.relation in (Relation.DIFFERENCE, Relation.GROWTH)
    alone = query.operation is Operation.VALUE and len(query.measures) == 1 and len(query.subjects) < 2
    return asked and alone and query.claim is None


def unlike_units(q: Question, slots: Slots, query: FigureQuery) -> bool:
    """Say whether amounts of different kinds would be set against each other (万元 and 台)."""
    claimed = query.operation is Operation.VALUE and query.claim is not None
    if (claimed or query.operation is Operation.FILTER) and not any(m.base for m in query.measures):
        held = q.catalogue.columns[query.measures[0].column].unit
        said = (*q.intent.thresholds, *((slots.asserted,) if slots.asserted is not None else ()))
        limits = {t.unit for t in said if t.unit and not t.percent}
        kinds = [d for d in dimensions() if any(d.asked.fullmatch(f"多少{unit}") for unit in limits)]
        if held and kinds and not any(d.unit.search(held) for d in kinds):
            return True  # 不足1000人的, of a column in 个; 能领6万元吗, of one in 家
    units = {q.catalogue.columns[m.column].unit for m in query.measures}
    differing = len(units - {None}) > 1
    return query.operation is Operation.COMPARE and query.relation is not Relation.RATIO and differing


def of_no_figure(q: Question, slots: Slots, query: FigureQuery) -> bool:
    """Say whether a question that can be read as one for figures asks for something else."""
    aside = for_each_other(q, query) or unlike_units(q, slots, query) or of_amount(q, query) or of_limit(q, query)
    aside = aside or takes_out_alone(q, query) or left_out_of_sum(q, query)
    aside = aside or adds_what_lacks(q, query) or takes_off_unread(q, query)
    return aside or (q.frame is None and one_side(q, query)) or rate_of_amounts(q, slots, query)


def of_limit(q: Question, query: FigureQuery) -> bool:
    """Say whether a limit that text sets is asked for (一家机构最多能接多少家), not who has the most."""
    return query.operation is Operation.TOP and query.function is None and _LIMIT.search(q.text) is not None


def takes_out_alone(q: Question, query: FigureQuery) -> bool:
    """Say whether one row was read where a question takes rows out and names none besides (除昭通文山外其他地方)."""
    out = any(m.excluded for m in q.names.mentions)
    named = any(not m.excluded for m in q.names.mentions if m.kind in {"row", "group"})
    return out and not named and q.frame is None and any(s.kind is SubjectKind.ROW for s in query.subjects)


def left_out_of_sum(q: Question, query: FigureQuery) -> bool:
    """Say whether of columns listed to be added up one was not found (公共桩、专用桩、小区桩加起来)."""
    added = re.search(SUM, q.masked) if query.function == "sum" and len(query.measures) > 1 else None
    items = re.split("[、,]", q.masked[: added.start()]) if added is not None else []
    read = [METRIC in item for item in items]
    return any(read) and any(
        not found and re.fullmatch("[一-龥]{2,8}", item) for found, item in zip(read, items, strict=True)
    )


def takes_off_unread(q: Question, query: FigureQuery) -> bool:
    """Say whether something is to be taken off a value (把园区那部分扣掉还剩多少) and the query takes off nothing."""
    plain = query.operation is Operation.VALUE and query.claim is None and query.given is None
    whole = plain and all(m.base is None for m in query.measures) and not any(s.exclude for s in query.subjects)
    return whole and q.frame is None and _TAKEN_OFF.search(q.text) is not None


def adds_what_lacks(q: Question, query: FigureQuery) -> bool:
    """Say whether what a row was short of is to be added (加上去年缺的) and the query has no such column."""
    labels = [q.catalogue.columns[m.column].label for m in query.measures if m.base is None]
    plain = query.operation is Operation.VALUE and len(labels) == len(query.measures)
    return plain and _LACKED.search(q.text) is not None and not any(_SHORT_BY.search(label) for label in labels)


def of_amount(q: Question, query: FigureQuery) -> bool:
    """Say whether money is asked for so much of something (修45公里县道能拿多少补助), which no figure of a row is."""
    plain = query.operation is Operation.VALUE and query.claim is None and query.given is None
    if not plain or not asks_money(q.text):
        return False
    each = {(q.catalogue.columns[m.column].unit or "").partition("/")[2] for m in query.measures} - {""}
    kinds = {premise_phrases().kinds.get(unit, unit) for unit in each} | {"元", "%", "年", "天"}  # 30人, of 元/人
    return any(a.unit not in kinds and not _counts_rows(q, a) for a in quantities(q.text))


def _counts_rows(q: Question, amount: Quantity) -> bool:
    """Say whether an amount says how many of those named there are (这三个区), or is part of a name."""
    named = any(start <= amount.start < end for start, end in (*q.names.spans, *q.reading.covered))
    return named or (q.text[amount.end - 1] == "个" and q.text[amount.end :].startswith(_PLACES))


def rate_of_amounts(q: Question, slots: Slots, query: FigureQuery) -> bool:
    """Say whether a rate is supposed of a column of amounts (按投资额的10%补助, of 补贴标准 in 万元)."""
    if slots.asserted is None or not slots.asserted.percent or query.operation is not Operation.VALUE:
        return False
    units = {q.catalogue.columns[m.column].unit for m in query.measures if m.relation is None}
    return bool(units) and None not in units and not any(unit in ("%", "‰") for unit in units)


def for_each_other(q: Question, query: FigureQuery) -> bool:
    """Say whether so much for each of something is asked for (每平方米补助) that the query does not divide by."""
    said = EACH.search(q.text)
    if said is None or any(m.relation is Relation.PER for m in query.measures):
        return False
    if any(said[0][:2] in q.catalogue.columns[m.column].label for m in query.measures):
        return False  # 单台补助上限
    units = [(q.catalogue.columns[m.column].unit or "").partition("/")[2] for m in query.measures]
    if all(unit and said["what"].startswith(unit) for unit in units):
        return False  # 万元/公里
    nouns = {q.catalogue.view_of(m.column).row_noun for m in query.measures}
    return not any(noun and said["what"][0] == noun[0] for noun in nouns)


def asks_number(q: Question, slots: Slots, own_metric: bool) -> bool:
    """Say whether a number is asked for at all."""
    intent = q.intent
    if q.reading.goal is not None:
        return True
    if _of_other_matter(q, slots):
        return False
    if intent.operation is not None or intent.thresholds or intent.counting:
        return bool(ASKS_QUANTITY.search(q.text) or intent.spans)
    if ASKS_QUANTITY.search(q.text) or slots.asserted is not None:
        return True
    strong = any(p.own > 0 or p.score >= 1.0 for p in slots.picked) or sum(q.explained()) >= 0.9 * len(q.text)
    whole = all(s.kind is SubjectKind.TOTAL for s in slots.subjects)
    if whole and own_metric and not q.names.years and q.unexplained():
        return False  # 申报这笔资金有哪些基本条件: of the whole, and no number
    named = bool(slots.subjects or slots.each)
    dated = bool(q.names.years)
    if not own_metric:
        return named
    return (named and strong) or (dated and strong) or (strong and q.text.endswith(("呢", "目标", "指标")))


def _of_other_matter(q: Question, slots: Slots) -> bool:
    """Say whether of the whole, and by weak words alone, more is asked for than what was read (评审打分各多少分)."""
    whole = slots.subjects and all(s.kind is SubjectKind.TOTAL for s in slots.subjects) and not q.names.years
    plain = q.intent.operation is None and not q.intent.thresholds and q.frame is None
    if not (whole and plain) or q.catalogue.words is None or any(p.own > 0 for p in slots.picked):
        return False
    dimension = dimension_asked(q.text)
    read = [q.catalogue.columns[p.measure.column] for p in slots.picked]
    if dimension is not None and read and not any(in_unit(q.catalogue, column, dimension) for column in read):
        return True  # 各多少分, of amounts of money
    known = q.explained()
    columns = [p.measure.column for p in slots.picked]
    beside = [
        word
        for word, start, end in q.catalogue.words(q.text)
        if end - start > 1
        and not word.isdigit()
        and not any(known[start:end])
        and not q.catalogue.in_tables(word)
        and not any(q.catalogue.titled(column, word) for column in columns)
    ]
    return sum(map(len, beside)) >= _MATTER_CHARS


def score_of(q: Question, slots: Slots, own_metric: bool) -> float:
    """Return how sure it is that numbers on file are asked for."""
    known = q.explained()
    score = sum(known) / max(len(known), 1)
    if len(q.text) > 40 and own_metric and (slots.subjects or q.names.years):
        score = max(score, 0.6)  # a story around a question
    if not own_metric and q.frame is None:
        score *= 0.7
    score -= 0.25 * sum(f.feature.startswith("!") for f in q.found)
    if own_metric and (slots.subjects or q.names.years) and ASKS_QUANTITY.search(q.text):
        score += 0.15
    return max(0.0, min(1.0, score))
