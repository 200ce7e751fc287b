"""All the stages of a table (分几个阶段, 各阶段的时限是什么): which there are, or what stands in a column for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.surface import bigrams
from bot.records.ask import RecordQuery, Wanted
from bot.records.table import RecordTable

_STAGE = re.compile("阶段|环节|步骤")
_EACH = re.compile("(?:各个?|每一?个?|所有|全部)的?(?:工作)?(?:阶段|环节|步骤|节点)")
_COUNTED = re.compile("(?:分(?:为|成)?|有|共)?(?:几|多少|哪几|哪些)个?(?:阶段|环节|步骤)")
_COLUMNS = (
    (re.compile("时间|时限|期限|截止|什么时候|啥时候|何时|哪天|几号"), re.compile("时间|时限|期限|截止|日期|进度")),
    (re.compile("任务|内容|做什么|做些什么|干什么|干啥|事项|要求"), re.compile("任务|内容|事项|措施|要求")),
    (re.compile("谁|负责|责任|单位|部门"), re.compile("责任|牵头|负责|单位|部门|机构")),
)
_MOST = 12


def stages(text: str, tables: Sequence[RecordTable]) -> RecordQuery | None:
    """Return the query for each stage of the one table of stages that a question is on; None where it asks none."""
    each, counted = _EACH.search(text), _COUNTED.search(text)
    if each is None and counted is None:
        return None
    held = [t for t in tables if _STAGE.search(t.columns[t.entity].plain) and 1 < len(t.rows) <= _MOST]
    scored = sorted(((_speaks_of(t, text), i) for i, t in enumerate(held)), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    table = held[scored[0][1]]
    columns = tuple(
        c.index
        for said, header in _COLUMNS
        for c in table.columns
        if said.search(text) and header.search(c.plain) and c.index != table.entity and not c.ordinal
    )
    rows = tuple(table.rows)
    if each is not None and columns:
        return RecordQuery(
            table=table, wanted=Wanted.VALUE, rows=rows, columns=tuple(dict.fromkeys(columns)), called=table.entity
        )
    return RecordQuery(table=table, wanted=Wanted.LIST, rows=rows, noun=table.entity, counting=counted is not None)


def _speaks_of(table: RecordTable, text: str) -> int:
    """Return how many pairs of characters a question shares with what a table and its document are called."""
    title = table.meta.title if table.meta is not None else ""
    return len(set(bigrams(text)) & (table.topic | set(bigrams(title))))
