"""Columns named in short: by a stretch of one label alone (平台), by first characters (超充), by 合计 beside others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year
from bot.figures.labels import TOTAL_LABEL
from bot.figures.mentions import Names, YearMention, year_of
from bot.figures.metrics import COMMON, TOTAL_TAIL
from bot.figures.reading import Reading, Segment
from bot.figures.surface import bigrams
from bot.figures.views import Column

_AROUND = re.compile(
    r"的|了|是|有|和|与|及|各|分别|都|又|(?:多少|几)[家个名项台套人户张]?|占?(?:比例|比重|占比)|占$|^比|多大|更|一样多?|相同|相等|谁|哪[个家些]?|高|低|还[多少]|[多少](?=的?(?:$|[,，?？]))|呢|吗|(?<!总)数量?|情况|一共|总共|(?:加|合)(?:起来|在一起|一起)|相加|之和|[^\u4e00-\u9fff]"
)
_DOES = re.compile("完成|通过|做完|验收|实施|开展")
_LEAST, _MOST_CHARS = 2, 6


def in_short(
    catalogue: Catalogue, said: str, within: Iterable[str], year: int | None, *, dated: bool
) -> tuple[Column, str] | None:
    """Return the one column of `within` that `said` names in short and the words that do; None for none.

    It is that of the year asked for, else of the latest.

    Args:
        catalogue: what is on file.
        said: a stretch of the question without names and years.
        within: the columns of the tables that have the rows named.
        year: the year named for it, if any.
        dated: whether that year stands in the stretch itself.
    """
    core = _AROUND.sub("", said)
    if not _LEAST <= len(core) <= _MOST_CHARS or set(bigrams(core)) <= COMMON:  # 企业 names none
        return None
    columns = [catalogue.columns[cid] for cid in within]
    if year is not None:
        columns = [c for c in columns if column_year(catalogue, c) == year]
    if TOTAL_LABEL.fullmatch(core) and not dated:
        return None  # 两者合计: a sum, not the column beside others
    if TOTAL_LABEL.fullmatch(core):
        named = [c for c in columns if c.is_total]
    elif TOTAL_TAIL.search(core):  # 评估总数: 评估合计
        stem = TOTAL_TAIL.sub("", core)
        named = [c for c in columns if TOTAL_TAIL.search(c.label) and TOTAL_TAIL.sub("", c.label) == stem]
    else:
        named = [c for c in columns if core in c.label] or [c for c in columns if _initials(catalogue, core, c.label)]
    latest = max((column_year(catalogue, c) or 0 for c in named), default=0)
    named = [c for c in named if (column_year(catalogue, c) or 0) == latest]
    return (named[0], core) if len(named) == 1 else None


def _initials(catalogue: Catalogue, core: str, label: str) -> bool:
    """Say whether the characters of `core` open words of a label, the first one the label itself (超级充电桩)."""
    if catalogue.words is None or not label.startswith(core[0]):
        return False
    opens = [label[start] for start in sorted({start for _, start, _ in catalogue.words(label)})]
    at = 0
    for char in core:
        if char not in opens[at:]:
            return False
        at = opens.index(char, at) + 1
    return True


def short_of(
    catalogue: Catalogue,
    text: str,
    part: Segment,
    names: Names,
    within: frozenset[str] | None,
    as_of: date,
    current: Sequence[YearMention],
) -> tuple[Column, str] | None:
    """Return the column that a stretch names in short, in the tables of the rows named, and the words that do."""
    if within is None:
        return None
    bare = "".join(
        " " if any(start <= i < end for start, end in names.spans) else text[i] for i in range(part.start, part.end)
    )
    years = part.years or current
    year = year_of(years[-1], as_of, None) if years else None
    return in_short(catalogue, bare, within, year, dated=bool(part.years))


def short_beside(
    reading: Reading,
    catalogue: Catalogue,
    text: str,
    part: Segment,
    names: Names,
    within: frozenset[str] | None,
    as_of: date,
    current: Sequence[YearMention],
) -> tuple[Column, str] | None:
    """Return the part that a stretch names in short beside the last one read, and not the total of the two.

    自愿和强制各完成多少家: 完成 alone would be the total.
    """
    last = catalogue.columns[reading.picked[-1].measure.column] if reading.picked else None
    if last is None or last.is_total:
        return None
    bare = _DOES.sub(lambda m: "," * len(m[0]), text)
    found = short_of(catalogue, bare, part, names, within, as_of, current)
    return found if found is not None and found[0].table_id == last.table_id and found[0].id != last.id else None
