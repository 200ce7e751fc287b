"""Which columns the words of a stretch most likely name: links in order, and what puts one before another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.figures.catalogue import Catalogue
from bot.figures.metrics import Found, Link
from bot.figures.role_links import links_by_role
from bot.figures.roles import unlike
from bot.figures.surface import bigrams, clean, periods

CHANGE = re.compile("增速|增幅|降幅|涨幅|同比|环比|增长|变化|下降|上升|增减|变动|快|慢")
_TWO_THINGS = re.compile("以及|[和与及、]")
INSIDE = 0.35
BARELY = 0.1  # the score of a column by a word that titles and labels share
_NEARLY, _TRIED, _PHRASE = 0.3, 8, 4


def _standing(
    catalogue: Catalogue, links: Sequence[Link], found: Sequence[Found], within: frozenset[str] | None
) -> list[Link]:
    """Return the columns that stand for a role, of the document that a word for it alone names (今年计划)."""
    if not links or links[0].own > 0 or links[0].score >= BARELY:
        return []
    tied = {catalogue.columns[x.column].document_id for x in links if x.score >= links[0].score - 1e-9}
    inside = (c.id for c in catalogue.columns.values() if c.document_id in tied)
    return links_by_role(catalogue, found, frozenset(c for c in inside if within is None or c in within))


def best_links(catalogue: Catalogue, found: Sequence[Found], within: frozenset[str] | None) -> tuple[float, list[Link]]:
    """Return the best score and every link, preferring tables that have the rows."""
    links = catalogue.metrics.links(found) or links_by_role(catalogue, found, within)
    links = [*_standing(catalogue, links, found, within), *links]
    if within is not None:
        inside = [link for link in links if link.column in within]
        strong = [link for link in links if link.column not in within and _named_whole(catalogue, link, found)]
        if inside and (inside[0].score >= INSIDE * links[0].score or not strong):
            links = inside
        elif not inside:  # 完成率 of a city is no 建成率 of another province's, but its 目标 may be called 计划
            links = strong or links_by_role(catalogue, found, within)
    if links and links[0].own <= 0:  # 床位 stands in the title too: it is 床位数 before 机构数
        said = {f.feature for f in found}
        links = _of_halves_said(catalogue, links, said)
        alike = [link for link in links if link.score >= links[0].score - 1e-6]
        whole = any(catalogue.columns[x.column].is_total or not catalogue.metrics.label_of(x.column) for x in alike)
        if not whole and not _speaks_of(catalogue, links[0], said):
            # 奖补 stands in the title: it is the columns under 奖补资金 before 认定数
            alike = [link for link in links if link.own <= 0 and _speaks_of(catalogue, link, said)] or alike
        if alike[0] is not links[0]:
            most = max(link.score for link in alike)
            best = [replace(link, score=links[0].score + 1e-5) for link in alike if link.score >= most - 1e-6]
            links = [*best, *(link for link in links if link.column not in {b.column for b in best})]
            alike = best
        meant = [link for link in alike if _label_said(catalogue, link.column, said)]
        if len(meant) == 1 and len(alike) > 1:
            links = [replace(meant[0], score=links[0].score + 1e-5), *(x for x in links if x is not meant[0])]
    return (links[0].score if links else 0.0), links


def _of_halves_said(catalogue: Catalogue, links: list[Link], said: set[str]) -> list[Link]:
    """Put the column of the half of a title that is named before the one that stands for its table, in every table."""
    seen: set[str] = set()
    for link in tuple(links):
        table = catalogue.columns[link.column].table_id
        other = _of_other_half(catalogue, link, said) if table not in seen else None
        seen.add(table)
        if other is not None:
            links = [x for x in links if x.column != other.column]
            links.insert(links.index(link), other)
    return links


def _of_other_half(catalogue: Catalogue, first: Link, said: set[str]) -> Link | None:
    """Return the column that words of a title name, where the title speaks of two things and `first` is of the other.

    绿色工厂 of 清洁生产审核和绿色工厂培育目标 is 省级绿色工厂培育数, not the 审核企业数 that stands for the table.
    """
    view, column = catalogue.view_of(first.column), catalogue.columns[first.column]
    parts = _TWO_THINGS.split(view.topic)
    own, other = _halves([catalogue.roles.bare(part) for part in parts], catalogue.roles.bare(column.label))
    if not own:  # 名额合计 of 推荐名额和诊断任务: nothing but words for a role
        own, other = _halves(parts, column.label)
    if not own or not said & other or said & own:
        return None
    shared = [(len(said & other & set(bigrams(c.label))), c) for c in view.columns if c.id != column.id]
    most = max((n for n, _ in shared), default=0)
    named = [c for n, c in shared if n and n == most]
    return replace(first, column=named[0].id, score=first.score + 1e-5) if len(named) == 1 else None


def _halves(parts: Sequence[str], label: str) -> tuple[set[str], set[str]]:
    """Return the character pairs of the parts of a title that share one with a label, and those of the others."""
    halves, said = [set(bigrams(part)) for part in parts], set(bigrams(label))
    own = set().union(*(half for half in halves if half & said))
    return own, set().union(*(half for half in halves if not half & said))


def _speaks_of(catalogue: Catalogue, link: Link, said: set[str]) -> bool:
    """Say whether a column's own label has any of the words said."""
    return any(pair in said for pair in bigrams(catalogue.columns[link.column].label))


def _label_said(catalogue: Catalogue, column_id: str, said: set[str]) -> bool:
    """Say whether a column's label, less the word for a number, was said in full."""
    label = catalogue.columns[column_id].label
    plain = label.removesuffix("数量").removesuffix("数")
    return len(plain) > 1 and all(pair in said for pair in bigrams(plain))


def literal(catalogue: Catalogue, links: list[Link], text: str) -> list[Link]:
    """Put first a column whose label says more of the very words (年度计划并网容量 for 年度计划), among near ones."""
    alike = [catalogue.columns[link.column] for link in links if link.score >= links[0].score - 1e-6]
    if any(column.is_total or not catalogue.metrics.label_of(column.id) for column in alike):
        return links  # the total stands for what the title says
    asked = catalogue.roles.asked(text)
    near = [link for link in links if link.score >= _NEARLY * links[0].score][:_TRIED]
    near = [link for link in near if link is links[0] or not unlike(catalogue.roles.of(link.column), asked)]
    said = [_longest_said(catalogue.columns[link.column].label, text) for link in near]
    best = max(range(len(near)), key=said.__getitem__, default=0)
    if len(near) < 2 or said[best] < max(said[0] + 2, _PHRASE) or said.count(said[best]) > 1:
        return links
    chosen = replace(near[best], score=links[0].score + 1e-5)
    return [chosen, *(link for link in links if link.column != chosen.column)]


def under_header_said(catalogue: Catalogue, links: list[Link], text: str) -> list[Link]:
    """Put columns under a merged header that was said in full before others of the table (培育数: 培育 over 省级)."""
    columns = {link.column: catalogue.columns[link.column] for link in links}
    said = {h for c in columns.values() if len(h := clean(c.header)) >= _PHRASE and h in text}
    first = columns[links[0].column] if links else None
    if first is None or not said or any(h in clean(first.label) for h in said):
        return links
    beside = [x for x in links if columns[x.column].table_id == first.table_id]
    under = [x for x in beside if clean(columns[x.column].header) in said]
    if not under or under[0].score < INSIDE * links[0].score:
        return links
    lead = [replace(x, score=x.score - under[0].score + links[0].score + 1e-5) for x in under]
    return [*lead, *(x for x in links if x not in under)]


def _longest_said(label: str, text: str) -> int:
    """Return the length of the longest stretch of a label that stands in `text`."""
    return max(
        (b - a for a in range(len(label)) for b in range(a + 2, len(label) + 1) if label[a:b] in text), default=0
    )


def period_of(catalogue: Catalogue, link: Link) -> frozenset[str]:
    """Return the part of the year that a column, its table or its document is of; nothing for a whole year."""
    column = catalogue.columns[link.column]
    meta = catalogue.metas.get(column.document_id)
    told = periods(column.label) or catalogue.view_of(link.column).periods
    return told or (periods(clean(meta.title)) if meta is not None else frozenset())


def plain_before_change(catalogue: Catalogue, links: list[Link], text: str) -> list[Link]:
    """Leave out rates of change (技改投资增速) where none is asked for and the quantity itself is on file too."""
    if CHANGE.search(text):
        return links
    plain = [link for link in links if not CHANGE.search(catalogue.columns[link.column].label)]
    return plain if plain and plain[0].score >= INSIDE * links[0].score else links


def _named_whole(catalogue: Catalogue, link: Link, found: Sequence[Found]) -> bool:
    """Say whether most of a column's label, and no mere syllable of it, was said."""
    said = {f.feature for f in found if f.feature[0] not in "=!@"}
    pairs = bigrams(catalogue.columns[link.column].label)
    return sum(pair in said for pair in pairs) * 2 > len(pairs)
