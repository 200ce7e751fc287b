"""Who is named by another measure (验收数最多的市2024年目标是多少, 验收187家的市): who, then what is asked of them."""

from __future__ import annotations

import re
from datetime import date

from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.grammar import LEAST, MOST, NOUN
from bot.figures.query import FigureQuery, Operation
from bot.figures.surface import CHINESE_NUMBER, clean
from bot.figures.understand import understand

_MOST_NAMES = 10
_COUNT = rf"(?:\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})"
_CLAUSE = re.compile(
    rf"(?P<head>.{{2,40}}?(?:{MOST}|{LEAST}|(?:排名?|位列|位居)?(?:倒数)?第{_COUNT}(?:名|位)?|[前后]{_COUNT}名?"
    r"|[一-龥]\d+(?:\.\d+)?[^的\d]{0,2}(?:以[上下内])?))"
    rf"的?(?:那|这)?(?P<count>{_COUNT})?(?:个|座|家)?(?P<noun>{NOUN})[的,，]?(?P<tail>.{{2,}})"
)
# 是哪个, 有几家, 比最低的多多少, 占全省多少: of the same measure
_OWN = re.compile(r"(?:分别)?(?:是|叫|有)(?:哪|谁|什么|多少|几)|比|占|[和与跟、]|合计|一共|总共|平均|分别(?:是|有)?$")

_THAN_MEAN = re.compile("比[^,。]{0,6}(?:平均|均值|中位)")
_SUPERLATIVE = re.compile(rf"(?:{MOST}|{LEAST}|(?:排名?)?(?:倒数)?第{_COUNT}(?:名|位)?)$")


def nested(question: str, catalogue: Catalogue, *, as_of: date) -> tuple[str, ...] | None:
    """Return the question of who is meant, and what is asked of them by name; None for any other question.

    Where nobody is, the first question alone.
    """
    match = _CLAUSE.fullmatch(clean(question))
    if match is not None and _THAN_MEAN.match(match["tail"]):
        return _against_mean(match, catalogue, as_of=as_of)
    if match is None or _OWN.match(match["tail"]):
        return None
    head = f"{match['head']}的{match['count'] or ''}{'个' if match['count'] else ''}{match['noun']}是哪些"
    first = understand(head, catalogue, as_of=as_of).query
    if first is None or first.operation not in {Operation.TOP, Operation.FILTER} or first.over_groups:
        return None
    names = [entry.subject.name for entry in Engine(catalogue).run(first).entries]
    if len(names) > _MOST_NAMES:
        return None
    asked = ("、".join(names) or catalogue.view_of(first.measures[0].column).whole) + match["tail"]
    then = understand(asked, catalogue, as_of=as_of).query
    if then is None or not _columns(then) - _columns(first):
        return None
    return (head, asked) if names else (head,)


def _against_mean(match: re.Match[str], catalogue: Catalogue, *, as_of: date) -> tuple[str, ...] | None:
    """Return how who comes first stands to the mean of the same measure (验收最多的市比全省平均多多少)."""
    first = understand(f"{match['head']}的{match['noun']}是哪个", catalogue, as_of=as_of).query
    if first is None or first.operation is not Operation.TOP or first.over_groups:
        return None
    names = [entry.subject.name for entry in Engine(catalogue).run(first).entries]
    measure = _SUPERLATIVE.sub("", match["head"])
    return (f"{names[0]}{measure}{match['tail']}",) if len(names) == 1 else None


def _columns(query: FigureQuery) -> set[str]:
    return {column for m in query.measures for column in (m.column, m.base) if column is not None}
