"""The same figures again in another way: one by one, how many, together, confirmed, or set against the others."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.beyond import beyond
from bot.figures.followup import with_earlier
from bot.figures.likewise import like_this, stands_alike
from bot.figures.pairs import added_to, chain_of
from bot.figures.parts import against_total, both_parts, share_again, shares_together
from bot.figures.places import next_to
from bot.figures.query import Claim, FigureQuery, Measure, Operation, SubjectKind
from bot.figures.question import Question
from bot.figures.trends import changed, changed_of

_WHO_ALL = re.compile("(?:那|具体|都|分别|各)*(?:有|是|包括)?(?:谁|哪些|哪几个|哪几家)(?:市|城市|地市|地方)?呢?[??]?")
_HOW_MANY = re.compile(
    "(?:那|那么)?(?:一共|总共|合计|合起来|加起来|共|都)*(?:有|是)?(?:几|多少)个(?:市|城市|地市|地方|县|区)?呢?[??]?"
)
_HOW_MUCH_EACH = re.compile(
    "(?:那|那么|它们|他们|这些|都)*(?:(?:分别|各自?|具体)(?:都)?(?:是|有|为)?(?:多少|几)[家个名项户台]?|(?:具体)?(?:数字|数值|数)(?:是多少)?)呢?[??]?"
)
SUM_ASKED = "加起来多少"
_SUM_SUPPOSED = re.compile(
    r"(?:那|那么|两个|两项|两者)*(?:一共|总共|合计|加起来|合起来|加在一起|相加|总数)(?:就|正好|刚好|是不是|是否)?(?:是|有|等于|为)?(\d+(?:\.\d+)?)[家个户项名台]?(?:对吗|对吧|对不对|是吗|是吧|没错吧|吗|吧)?[??]?"
)
_LARGEST = re.compile(
    "(?:那|那么|其中|里面|里头|当中|这里面?|这几[个项]|的)*(?:哪一?个|哪一?项)(?:数字?|指标|数据|项目?)?(?:是)?最(?P<end>[大多高小少低])的?呢?[??]?"
)
_TIED = re.compile(
    "(?:那|那么|还|是不是|是否|存在)*(?:最[高低多少大小]的?|第一名?)?(?:有没有|有|没有)?(?:人|谁|哪个|别的|其他|其它|市|城市|地方)*(?:跟|和|与)?(?:它|他|这个)?"
    "(?:并列|打平|(?:一样|同样|相同)[多少高低]?|同名次|并排)(?:第[一二三四五六七八九十\\d]+|最[多少高低])?的?(?:市|城市|地市|县|区|地方)?(?:吗|么|没有|呢)?[??]?"
)
_WHICH_PLACE = re.compile(
    "(?:那|那么|它|到底|究竟|具体|在?全省|在?全市)*(?:排|列|是|位居|居)?(?:在)?第几(?:名|位|个)?呢?[??]?"
)
_SUPPOSED = re.compile(
    r"(?:那|所以|也就是|就是|应该是|不是|是)*(\d+(?:\.\d+)?)[家个项名人台座户]?(?:对吗|对吧|对不对|是吗|是吧|没错吧|吗|吧)[??]?"
)


def again_from(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the rows of the turn before listed (都有谁), or those that stand like its one (其他市有这样的吗)."""
    if q.names.of("row") or q.names.of("group"):
        more = added_to(q, frame) or changed_of(q, frame) or stands_alike(q, frame) or next_to(q, frame)
        return with_earlier(q, more, frame) if more is not None else None
    query = largest_told(q, frame) or listed_again(q, frame) or like_this(q, frame) or against_total(q, frame)
    if frame.operation is Operation.RANK and frame.claim is not None and _WHICH_PLACE.fullmatch(q.text):
        query = query or replace(frame, claim=None)  # 排第几, after 是最多的吗
    query = query or both_parts(q, frame) or next_to(q, frame) or share_again(q, frame)
    query = (
        query or shares_together(q, frame, chain_of(q)) or changed(q, frame) or supposed(q, frame) or beyond(q, frame)
    )
    return with_earlier(q, query, frame) if query is not None else None


def sum_supposed(text: str) -> Decimal | None:
    """Return what those just told are supposed to come to together (合起来28对吧); None for other words."""
    said = _SUM_SUPPOSED.fullmatch(text)
    return Decimal(said[1]) if said is not None else None


def largest_told(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the greatest or least of the figures just told of one row (里面哪个数最大); None for other questions."""
    said = _LARGEST.fullmatch(q.text)
    subjects = {s for query in (frame, *frame.also) for s in query.subjects}
    told = list(dict.fromkeys(m for query in (frame, *frame.also) for m in query.measures))
    if said is None or frame.operation is not Operation.VALUE or len(subjects) != 1 or len(told) < 2:
        return None
    only = next(iter(subjects))
    held = [(m, amount) for m in told if (amount := q.engine.amount(m, only)) is not None]
    if len({amount.unit for _, amount in held}) != 1:
        return None
    choose = max if said["end"] in "大多高" else min
    measure, _ = choose(held, key=lambda pair: pair[1].value)
    return FigureQuery(operation=Operation.VALUE, measures=(measure,), subjects=(only,))


def supposed(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the figure of the turn before with the number that is now supposed of it (1640对吗)."""
    number = _SUPPOSED.fullmatch(q.text)
    single = frame.operation is Operation.VALUE and len(frame.subjects) == 1 and len(frame.measures) == 1
    if number is None or not single:
        return None
    value, column = Decimal(number[1]), q.catalogue.columns[frame.measures[0].column]
    claimed = replace(frame, claim=Claim(comparator="=", value=value))
    rows = frame.subjects[0].rows
    if len(rows) != 1 or (cell := column.cells.get(rows[0])) is None:
        return claimed
    if cell.value == value:
        return claimed
    beside = [  # 292 is what was done the year before: said with the denial
        c
        for c in q.catalogue.columns.values()
        if c.unit == column.unit and (held := c.cells.get(rows[0])) is not None and held.value == value
    ]
    also = tuple(replace(frame, measures=(Measure(column=c.id),), claim=None, earlier=()) for c in beside)
    return replace(claimed, also=also) if len(also) == 1 else claimed


def listed_again(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the rows that were counted or summed up, one by one (都有谁 after 有几个)."""
    chosen = frame.operation in {Operation.FILTER, Operation.TOP} and not frame.over_groups
    unit = q.catalogue.columns[frame.measures[0].column].unit
    if frame.operation is Operation.FILTER and unit != "个" and _HOW_MANY.fullmatch(q.text):
        return replace(frame, counting=True, claim=None)
    if chosen and _HOW_MUCH_EACH.fullmatch(q.text):
        return replace(frame, counting=False, claim=None)
    if frame.operation is Operation.TOP and _TIED.fullmatch(q.text):
        return frame  # those that share the place are told with it
    if _WHO_ALL.fullmatch(q.text) is None and _HOW_MUCH_EACH.fullmatch(q.text) is None:
        return None
    if frame.operation is Operation.FILTER:
        return replace(frame, counting=False, claim=None)
    only = frame.subjects[0] if len(frame.subjects) == 1 else None
    summed = frame.operation is Operation.AGGREGATE or (only is not None and only.kind is SubjectKind.GROUP)
    if summed and only is not None and len(only.rows) > 1:
        return FigureQuery(operation=Operation.TOP, measures=frame.measures[:1], scope=only, function="list")
    return None
