"""Which rows a named group is made of (粤北有哪些市), and how many of the first ones it has (前十名里有几个粤北的)."""

from __future__ import annotations

import re

from bot.figures.grammar import GROUP, NOUN
from bot.figures.query import Measure
from bot.figures.question import Question
from bot.figures.reading import Picked
from bot.figures.which import standing_for_tables

_MEMBERS = re.compile(
    rf"(?:那|请问|我们省的?)?[{GROUP}]+(?:地区|片区|区域|这一?块|那边)?(?:里面?|都|一共|总共|具体|到底|分别|究竟)*"
    rf"(?:有|包括|包含|含|是|指|涵盖|由)+(?:的是|了|的)?(?:哪些?|几|多少|谁|什么)(?:[一二三四五六七八九十\d]*|几)[个座]?(?:{NOUN})?"
    r"(?:组成|构成)?[呢啊呀吗]?[,，]?(?:都是谁|分别是谁|是哪些|有哪些|列一下)?[?？]?"
)


def members_asked(q: Question) -> list[Picked]:
    """Return a measure whose rows tell what a group is made of; nothing where no more than that is not asked."""
    groups = q.names.of("group")
    if len(groups) != 1 or q.frame is not None or _MEMBERS.fullmatch(q.masked) is None:
        return []
    rows = q.catalogue.groups[groups[0].name]
    standing = standing_for_tables(q, rows)
    q.intent.operation, q.intent.counting, q.intent.which = None, True, False
    return [Picked(start=0, end=0, measure=Measure(column=standing[0].id), score=0.5)] if standing else []
