"""Which rows a named group is made of (粤北有哪些市), and how many of the first ones it has (前十名里有几个粤北的)."""

from __future__ import annotations

import re

from bot.figures.asked_tables import tables_labelled
from bot.figures.grammar import GROUP, NOUN
from bot.figures.query import Measure
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.which import standing_for_tables

_MEMBERS = re.compile(
    rf"(?:[^,，。?？]{{2,24}}[表件文]格?\d?(?:里面?|中|上)的?)?(?:那|请问|我们省的?)?[{GROUP}]+(?:地区|片区|区域|这一?块|那边)?(?:里面?|都|一共|总共|具体|到底|分别|究竟)*"
    rf"(?:有|包括|包含|含|是|指|涵盖|由)+(?:的是|了|的)?(?:哪些?|几|多少|谁|什么)(?:[一二三四五六七八九十\d]*|几)[个座]?(?:{NOUN})?"
    r"(?:组成|构成)?[呢啊呀吗]?[,，]?(?:都是谁|分别是谁|是哪些|有哪些|列一下)?[?？]?"
)

_ROWS_LISTED = re.compile(  # 附件表格一共列了多少个市
    r"^(?:(?:通知|文件|这份|这个|[两二2](?:个|份|张)?|所附)的?)*(?:附件[一二三\d]?|附表|(?:[两二2]?张)?表格?|名单)(?:表格?|名单)?(?:里面?|中|上)?(?:面|头)?"
    r"(?:都|总共|一共|共)*(?:列|有|包括|包含|涉及|涵盖|统计|覆盖|写)?(?:了|出)*(?:的)?(?:一共|总共|共)?(?:有|是)?(?:多少|几)[个座]?"
    r"(?:地级)?(?:以上)?(?:城市|地市|市)[?？]?$"
)


def members_asked(q: Question) -> list[Picked]:
    """Return a measure whose rows tell what a group is made of; nothing where no more than that is not asked."""
    if _ROWS_LISTED.search(q.text) and not q.names.of("row") and not q.names.of("group") and q.frame is None:
        return _rows_listed(q)
    groups = q.names.of("group")
    if len(groups) != 1 or q.frame is not None or _MEMBERS.fullmatch(q.masked) is None:
        return []
    rows = q.catalogue.groups[groups[0].name]
    standing = standing_for_tables(q, rows) or [
        c for c in q.catalogue.columns.values() if all(row in c.cells for row in rows)
    ]
    q.intent.operation, q.intent.counting, q.intent.which = None, True, False
    return [Picked(start=0, end=0, measure=Measure(column=standing[0].id), score=0.5)] if standing else []


def _rows_listed(q: Question) -> list[Picked]:
    """Return a measure whose rows are to be counted: of the table named by its number, else of the newest."""
    labelled = tables_labelled(q.catalogue, q.names.table) if q.names.table is not None else []
    columns = [c for view in labelled for c in view.columns if c.leads] or standing_for_tables(q, ())
    q.intent.operation, q.intent.function, q.intent.counting = None, None, True
    q.intent.spans.append((0, len(q.text)))
    return [Picked(start=0, end=0, measure=Measure(column=columns[0].id), score=0.5)] if columns else []
