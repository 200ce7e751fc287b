"""Whether the words found tell of something else than what is asked: another year, another season, all places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk
from bot.planning.phrases import plan_phrases
from bot.types import Evidence

_YEAR_NAMED = re.compile(r"(?<!\d)(20\d{2})年度?(?!\d{1,2}月)")
# 余杭区几户任务; 开发区, 各县区 name no place
_DISTRICT = re.compile(
    r"(?:^|[^一-龥]|(?<=[市州省的在]))(?P<stem>(?![全各本该哪几每省市州县])[一-龥]{2,3}?)(?:区|县|旗)(?![域级块里内])"
)
_SEASON = re.compile("[春夏秋冬]季|[上下]半年")
_COUNTED = re.compile(r"(?:多少|几)(?:家|户|台|条|个|座|人|名|亩|套|辆|项)")
_PAID = re.compile("[补奖贴领]|元|钱")
_COMMON = 2000  # a word that jieba knows so well is no place (工业区)


def tells_of_other(desk: Desk, query: str, evidence: Sequence[Evidence]) -> bool:
    """Say whether a question names a year, a season or a place of which the words found tell nothing.

    An amount of a year, and how many a place has, that no lexicon lists, have to be told of these.
    """
    return (
        _of_another_year(query, evidence[0])
        or _of_another_season(query, evidence)
        or _of_all_places(desk, query, evidence)
    )


def _of_another_year(query: str, found: Evidence) -> bool:
    """Say whether an amount is asked for a year, and the words found tell that of another year alone."""
    years, told = set(_YEAR_NAMED.findall(query)), set(_YEAR_NAMED.findall(found.quote))
    return bool(years and told) and not years & told and plan_phrases().amounts.search(query) is not None


def _of_another_season(query: str, evidence: Sequence[Evidence]) -> bool:
    """Say whether a question names a season or half of a year, and the words found only others (春季: 秋季…)."""
    asked, told = set(_SEASON.findall(query)), set(_SEASON.findall("".join(e.quote for e in evidence)))
    return bool(asked and told) and not asked & told


def _of_all_places(desk: Desk, query: str, evidence: Sequence[Evidence]) -> bool:
    """Say whether it is asked how many a place has that no lexicon lists (余杭区几户任务), of which nothing is told."""
    counted = _COUNTED.search(query)
    if counted is None or _PAID.search(query):
        return False
    told = "".join(e.quote for e in evidence)
    places = (m["stem"] for m in _DISTRICT.finditer(query[: counted.end()]))
    return any(stem not in told for stem in places if desk.tokenizer.frequency(stem) < _COMMON)
