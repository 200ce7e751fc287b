"""Which row of a table of ranges an amount falls in (我厂年耗2万吨能拿多少: 二档，1万吨（含）至5万吨)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.figures.surface import bigrams, clean
from bot.records.ask import RecordQuery, Wanted
from bot.records.bands import Amount, Band, amounts, apart, band_of, holding
from bot.records.likely import Asked, asked_columns, of_place, of_year, read, unexplained
from bot.records.phrases import record_phrases
from bot.records.table import RecordTable

_COUNTED = re.compile("(?:多少|几)(?:家|户|个企业)")
_MOST_ROWS, _AROUND_CHARS = 4, 4


@dataclass(frozen=True, kw_only=True)
class TierTable:
    """A table with a column of ranges: `bands` by row."""

    table: RecordTable
    column: int
    bands: dict[int, Band]

    @classmethod
    def of(cls, table: RecordTable) -> TierTable | None:
        """Return a table with its first column of ranges; None where it has none."""
        for column in table.columns:
            if column.ordinal or column.numeric:
                continue
            told = [row for row in table.rows if not table.blank(row, column.index)]
            bands = {row: band for row in told if (band := band_of(table.text(row, column.index), column.unit))}
            groups: dict[tuple[int, str] | None, list[int]] = {}
            for row in told:
                groups.setdefault(_group(table, row, column.index), []).append(row)
            scales = [rows for rows in groups.values() if _is_scale([bands.get(row) for row in rows])]
            if scales and (None not in groups or groups[None] in scales):  # some of the kinds may be set out otherwise
                return cls(table=table, column=column.index, bands={r: bands[r] for rows in scales for r in rows})
        return None


def _is_scale(bands: Sequence[Band | None]) -> bool:
    """Say whether all of these are ranges of one kind, apart from one another."""
    held = [band for band in bands if band is not None]
    return len(held) == len(bands) and len({band.kind for band in held}) == 1 and apart(held)


def _group(table: RecordTable, row: int, column: int) -> tuple[int, str] | None:
    """Return the cell before a range that several rows share (冷库 over three sizes), with its column; else None."""
    for other in table.columns[:column]:
        texts = [table.text(r, other.index) for r in table.rows]
        if not other.ordinal and len(set(texts)) < len(texts):
            return other.index, table.text(row, other.index)
    return None


def tier_asked(question: str, tables: Sequence[TierTable], desk: Desk) -> tuple[RecordQuery, ...]:
    """Return what a question asks of the row whose range holds an amount that it names; nothing where none is asked."""
    said = amounts(clean(question)) if tables else []
    if not said or record_phrases().asks_tier.search(question) is None:
        return ()
    asked = read(question, desk)
    found = [query for tier in tables if (query := _ask_one(asked, tier, said, desk)) is not None]
    best = max(found, key=lambda q: q.score, default=None)
    return (best,) if best is not None else ()


def _ask_one(asked: Asked, tier: TierTable, said: Sequence[Amount], desk: Desk) -> RecordQuery | None:
    kinds = {band.kind for band in tier.bands.values()}
    own = [a for a in said if (a.kind in kinds or _plain(asked, a, tier)) and not asked.shut[a.start]]
    table, phrases = tier.table, record_phrases()
    if not own or not of_place(asked, table, desk) or not of_year(asked, table):
        return None
    bands = _of_group(asked, tier, own[0].kind if own[0].kind in kinds else next(iter(kinds)))
    if not bands:
        return None
    ranged = phrases.bounded.search(asked.text[own[0].end :]) or phrases.between.search(asked.text[: own[0].start])
    rows = _named(asked, bands, own) if ranged else holding(bands, own[0].value)
    if ranged and not rows:
        return None  # 补贴不到5万的有哪些 names a limit, and no range of the table
    told = tuple(rows or bands)
    columns = tuple(c for c in asked_columns(asked, table, told) if c != tier.column)
    if not columns and _COUNTED.search(asked.text) is not None:
        return None  # 一万吨以上的有几家: how many there are, and not what they are granted
    columns = columns or _granted(table, told[0])
    held = {c: _kinds(table, told[0], c) for c in columns}
    supposed = [a for a in said if a not in (own if ranged else own[:1]) and any(a.kind in k for k in held.values())]
    columns = tuple(c for c in columns if not supposed or supposed[0].kind in held[c])
    if len(rows) > _MOST_ROWS or not (columns or phrases.which_tier.search(asked.text)):
        return None
    plain = replace(asked, words=tuple(w for w in asked.words if not any(a.start <= w[1] < a.end for a in said)))
    issuers = "，".join(table.meta.issuers) if table.meta is not None else ""
    left = unexplained(plain, table, told, (*columns, tier.column), desk, known=issuers)
    told_of = desk.text_of(table.table.document_id) or ""  # 公益, which its text says of what is granted
    if not all(_measures(word, table, tier.column) or word in told_of for word in left):
        return None
    query = RecordQuery(
        table=table,
        wanted=Wanted.VALUE if ranged else Wanted.TIER,
        rows=tuple(rows),
        columns=columns,
        noun=tier.column,
        score=float(sum(pair in table.words | table.topic for pair in bigrams(asked.text))),
    )
    if ranged:
        return query
    group = _group(table, told[0], tier.column)
    of_group = ((group[0], group[1]),) if group is not None else ()
    typed, claim = (next((asked.text[a.start : a.end] for a in found), "") for found in (own, supposed))
    return replace(query, asked=typed, outside=() if rows else told, conditions=((tier.column, claim), *of_group))


def _plain(asked: Asked, amount: Amount, tier: TierTable) -> bool:
    """Say whether an amount without a unit stands right behind what the ranges are of (服务人口6万)."""
    label = tier.table.columns[tier.column].plain
    unitless = asked.text[amount.end - 1 : amount.end] in ("万", "亿")
    return (
        unitless and len({b.kind for b in tier.bands.values()}) == 1 and asked.text[: amount.start].endswith(label[-2:])
    )


def _named(asked: Asked, bands: Mapping[int, Band], own: Sequence[Amount]) -> list[int]:
    """Return the rows whose whole range a question names (5000吨以上的冷库补多少)."""
    meant = band_of(asked.text[max(0, own[0].start - _AROUND_CHARS) : own[-1].end + _AROUND_CHARS], "")
    return [row for row, band in bands.items() if band == meant]


def _measures(word: str, table: RecordTable, column: int) -> bool:
    """Say whether a word says no more than what is measured (年用, of 年综合能源消费量)."""
    return set(word) <= set(table.columns[column].plain) | set(record_phrases().words["used"])


def _granted(table: RecordTable, row: int) -> tuple[int, ...]:
    """Return the columns that say what is given or taken in money or by rate; else the one column of numbers."""
    held = [c.index for c in table.columns if c.numeric and not c.ordinal and c.index != table.entity]
    money = [c for c in held if _kinds(table, row, c) & {"元", "%"}]
    return tuple(money or held[: len(held) == 1])


def _kinds(table: RecordTable, row: int, column: int) -> set[str]:
    """Return the units of a cell."""
    return {a.kind for a in amounts(table.text(row, column), table.columns[column].unit)}


def _of_group(asked: Asked, tier: TierTable, kind: str) -> dict[int, Band]:
    """Return the ranges of a unit, of the group that the question names where several have ranges of their own.

    Empty where it names a group that has no such ranges.
    """
    groups = {row: _group(tier.table, row, tier.column) for row in tier.table.rows}
    said = set(bigrams(asked.text))
    shares = {row: len(said & set(bigrams(clean(group[1])))) if group else 0 for row, group in groups.items()}
    most = max(shares.values(), default=0)
    return {row: band for row, band in tier.bands.items() if band.kind == kind and shares[row] == most}
