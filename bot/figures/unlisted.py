"""By name, or by industry, where tables only count (广州2023年验收的187家企业名字): no list of them is on file."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.families import column_year
from bot.figures.mentions import year_of
from bot.figures.missing import held_of, nearest_query
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import FigureQuery, Measure, Operation
from bot.figures.question import Question
from bot.figures.restate import restate

_THING = "企业|公司|单位|工厂|厂家|厂子?|家"
_BY_NAME = re.compile(
    rf"(?:{_THING})(?:的)?(?:具体|详细|完整|全部)?的?(?:名单|名字|名称|全称|清单|名录|花名册|明细)"
    rf"|(?:{_THING})[,，]?(?:都|分别|各|具体)*叫(?:什么|啥)"
    rf"|(?:列|举|报|念|说)(?:出|上|举)?(?:几|[两三五十]|\d+)[家户](?!城市|地市|市)"
    rf"|(?:{_THING})[,，]?(?:的)?(?:它们|各自)?的?(?:名单|名字|名称|全称|企业名)"
    rf"|(?:列|报|念)(?:一?下|出来?)?(?:这|那)\d+[家户](?:{_THING})?"
    rf"|\d+[家户](?:{_THING})?(?:里面?|当中|中)[^,，。?？]{{0,8}}哪(?:一|几)?(?:{_THING})"
    rf"|(?:{_THING})(?:都|分别|具体)*(?:是|有|包括)(?:些)?(?:哪(?:些|几|\d+)|谁|什么|啥)(?:家|个)?(?:{_THING})?(?:$|[吗呢啊呀?,。])"
    rf"|(?:(?:都|分别|具体)*(?:是|有|包括)(?:些)?)?(?:哪些|哪几家|哪几个|哪\d+家|什么)(?:{_THING})(?!家|牵头|负责|主管|局|部门)"
)
_LIST_ALONE = re.compile(
    rf"(?:那|那么|这|有没有|有|具体|详细|完整|给|能|查|看|到|几?\d*(?:{_THING})|的)*(?:名单|清单|名录|明细)(?:能)?(?:有|给我|查到|看到|在哪)?(?:吗|么|呢|没有)?[??]?"
)
_NEAR_CHARS = 14
_BY_INDUSTRY = re.compile(
    r"(?:是|属于|分布在|来自|分属|涉及|集中在)(?:些)?(?:哪些?|什么|啥|哪几个)(?:个|类)?(?:行业|产业|领域)"
    r"|(?:哪些|哪几家|几家|多少家?)是[一-龥]{2,6}(?:厂|企业|行业|公司)"
    r"|(?:行业|产业)(?:分布|构成|明细)|(?:分|按)行业|(?:各|每个)行业(?=[^,。]*(?:多少|几))"
)
_OTHER = re.compile(
    "什么时候|[啥何几]时|最[晚迟]|期限|几号|哪天|之前|公布|公示|报送|备案|谁[来定]|还是|自己定|自行|怎么|如何|在不在|是不是在|有没有我|应当|应该|必须|需要|哪个部门|强制|披露|处罚|罚"
)
_SOME_OF_THEM = re.compile("(?:列|举|报|念|说)(?:出|上|举)?\\d+[家户]")
_COUNTED = re.compile(r"(?<!\d)(\d+)[家个间户](?!城市|地市|市)")


def unlisted(q: Question) -> Understanding | None:
    """Return the fault of a question for those that a table only counts; None for any other question."""
    by_name, by_industry = _BY_NAME.search(q.text), _BY_INDUSTRY.search(q.text)
    told = _told_before(q)
    by_name = by_name or (_LIST_ALONE.fullmatch(q.text) if told is not None else None)
    places = q.names.of("row") or q.names.of("group") or told is not None
    if not (by_name or by_industry) or not places or _OTHER.search(q.text) or _named_in_tables(q):
        return None
    said = _COUNTED.search(q.text)
    if said is not None and _SOME_OF_THEM.search(q.text):
        said = None  # 列5家: so many are asked for, not said to be
    nearest = told or _counted(q, int(said[1]) if said is not None else None)
    if nearest is None:
        return None
    kind = "industry" if by_industry else "name"
    denied: tuple[str, ...] = ()
    if said is not None and not _is_so(q, nearest, int(said[1])):
        denied = (said[0],)
    fault = NotUnderstood(reason=Reason.LIST_MISSING, missing=(kind, *denied), nearest=nearest, score=0.8)
    found = q.fault(fault, 0.8)
    if told is None:
        return found
    return replace(found, question=f"{restate(told, q.catalogue).rstrip('？')}，是哪些企业？", followed=True)


def _told_before(q: Question) -> FigureQuery | None:
    """Return the figure of the turn before, where a few words ask of it and it counts enterprises; else None."""
    frame = q.frame
    lone = frame is not None and frame.operation is Operation.VALUE and len(frame.measures) == len(frame.subjects) == 1
    if frame is None or not lone or q.names.mentions or q.reading.picked or len(q.text) > _NEAR_CHARS:
        return None
    column = q.catalogue.columns[frame.measures[0].column]
    counts = column.unit in _THING.split("|") or re.search(_THING, column.label) is not None
    return replace(frame, claim=None) if counts and frame.measures[0].base is None else None


def _named_in_tables(q: Question) -> bool:
    """Say whether some table has enterprises for its rows."""
    return any(noun in _THING.split("|") for noun in q.catalogue.row_nouns)


def _counted(q: Question, count: int | None) -> FigureQuery | None:
    """Return a query for how many there are: by the measure named, else by the one of that number, else by all."""
    held = held_of(q)
    if q.reading.picked:
        return nearest_query(q, q.reading.picked[0].measure.column)
    if held is None:
        return None
    rows = [key for m in q.names.of("row") for key in m.rows]
    years = {year_of(y, q.as_of, None) for y in q.names.years}
    for column in sorted(q.catalogue.columns.values(), key=lambda c: not c.leads):
        dated = not years or column_year(q.catalogue, column) in years
        cell = column.cells.get(rows[0]) if rows and dated else None
        if cell is not None and cell.value == count:
            return replace(held, measures=(Measure(column=column.id),))
    return held


def _is_so(q: Question, query: FigureQuery, count: int) -> bool:
    """Say whether one of the amounts of a query is the number that was said."""
    result = q.engine.run(query)
    return any(entry.amount.value == count for entry in result.entries)
