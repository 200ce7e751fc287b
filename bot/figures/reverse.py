"""What a number on file stands for (1318是什么数, 187家是哪个市的): the cells that hold it."""

from __future__ import annotations

import re

from bot.figures.query import FigureQuery, Measure, Operation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.surface import number

_MOST = 4
_ASKED = re.compile(
    r"(?:那|那么|这|这个|那个)*(?:表里?|附件[一二三\d]?|通知|文件)?(?:里面?|中|上)?的?(?P<n>\d+(?:\.\d+)?)(?P<unit>[家个万亿元人户]*)(?:这个)?(?:数字?|数据)?"
    r"(?:是|代表|指|表示)(?:的是|的)?(?:什么|啥|哪(?:个|里|儿|项|一?年度?)?|几几年|谁)(?:的?(?:市|城市|地市|哪一?年度?|指标|数据|数字|意思|概念|含义|东西|数)*)*[?？]?"
)


def stands_for(q: Question) -> FigureQuery | None:
    """Return a query for the cells that hold the number that a question asks the meaning of; None for others."""
    named = [m for m in q.names.mentions if m.kind in ("row", "whole")]
    rest = q.text
    for mention in sorted(named, key=lambda m: -m.start):
        rest = rest[: mention.start] + rest[mention.end :]
    said = _ASKED.fullmatch(rest.removeprefix("的"))
    value = number(said["n"]) if said is not None else None
    if value is None:
        return None
    found: list[FigureQuery] = []
    for column in q.catalogue.columns.values():
        measure = (Measure(column=column.id),)
        if column.total is not None and column.total.value == value:
            whole = Subject(kind=SubjectKind.TOTAL, name=q.catalogue.view_of(column.id).whole)
            found.insert(0, FigureQuery(operation=Operation.VALUE, measures=measure, subjects=(whole,)))
        for key, cell in column.cells.items():
            if cell.value == value:
                row = Subject(kind=SubjectKind.ROW, name=q.catalogue.names.get(key, key), rows=(key,))
                found.append(FigureQuery(operation=Operation.VALUE, measures=measure, subjects=(row,)))
    before = {key for subject in q.frame.subjects for key in subject.rows} if q.frame is not None else set()
    found = [query for query in found if before & set(query.subjects[0].rows)] or found  # of whom was just spoken
    of_rows = {key for mention in named for key in mention.rows}
    if named:  # 韶关50家是哪年的数, 全省1647是什么数
        found = [query for query in found if set(query.subjects[0].rows) <= of_rows]
    if not 0 < len(found) <= _MOST:
        return None
    first, *others = found
    return FigureQuery(operation=first.operation, measures=first.measures, subjects=first.subjects, also=tuple(others))
