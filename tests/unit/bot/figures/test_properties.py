"""Random tables: what the engine understands and computes against plain Python over the same numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.figures.answer import FigureAnswer, answer
from bot.figures.catalogue import Catalogue
from bot.figures.query import FigureQuery
from bot.figures.surface import number
from bot.figures.understand import understand
from kb.lexicon import Lexicon, load_lexicon
from tests.tables import Records, add_table

ROOT = Path(__file__).resolve().parents[4]
AS_OF = date(2026, 11, 22)
METRICS = (
    "用电量（万千瓦时）",
    "取水量（吨）",
    "在建项目数（个）",
    "财政补助（万元）",
    "培训人数（人）",
    "废气排放量（吨）",
)
PLACES = ("甲川镇", "乙溪镇", "丙山镇", "丁河镇", "戊岭镇", "己湾镇", "庚坪镇", "辛浦镇", "壬沙镇", "癸田镇")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return load_lexicon(ROOT / "corpus" / "lexicon")


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[str], list[str], dict[str, dict[str, int]]]:
    places = draw(st.lists(st.sampled_from(PLACES), min_size=3, max_size=10, unique=True))
    metrics = draw(st.lists(st.sampled_from(METRICS), min_size=2, max_size=4, unique=True))
    values = {m: {p: draw(st.integers(min_value=1, max_value=60)) for p in places} for m in metrics}
    return places, metrics, values


def catalogue(places: list[str], metrics: list[str], values: dict[str, dict[str, int]]) -> Catalogue:
    records = Records([], [], [], {})
    rows = [["乡镇", *metrics], *([p, *(str(values[m][p]) for m in metrics)] for p in places)]
    rows.append(["合计", *(str(sum(values[m].values())) for m in metrics)])
    add_table(records, "t", {"document": "d", "title": "表1 2022年各乡镇生产情况", "year": "2022"}, rows)
    return Catalogue.build(records.tables, records.figures, records.metas, lexicon(), texts=records.texts)


def ask(found: Catalogue, question: str, frame: FigureQuery | None = None) -> FigureAnswer:
    understood = understand(question, found, as_of=AS_OF, frame=frame)
    assert understood.query is not None, (question, understood.fault)
    assert FigureQuery.from_json(understood.query.to_json()) == understood.query
    return answer(understood.query, found)


def names(found: FigureAnswer) -> set[str]:
    assert found.result is not None
    return {entry.subject.name for entry in found.result.entries}


def value(found: FigureAnswer) -> Decimal:
    assert found.result is not None
    if found.result.outcome is not None:
        return found.result.outcome.value
    (entry,) = found.result.entries
    return entry.amount.value


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids(), st.data())
def test_engine_agrees_with_plain_python(
    grid: tuple[list[str], list[str], dict[str, dict[str, int]]], data: st.DataObject
) -> None:
    places, metrics, values = grid
    found = catalogue(places, metrics, values)
    label = data.draw(st.sampled_from(metrics))
    metric, cells = label.split("（")[0], values[label]
    one, two = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    limit = data.draw(st.integers(min_value=1, max_value=60))
    top = data.draw(st.integers(min_value=2, max_value=len(places) - 1))
    total = sum(cells.values())
    ordered = sorted(cells.values(), reverse=True)

    assert value(ask(found, f"{one}2022年{metric}是多少")) == cells[one]
    assert value(ask(found, f"2022年{metric}合计多少")) == total
    assert value(ask(found, f"{one}和{two}{metric}合计多少")) == cells[one] + cells[two]
    assert value(ask(found, f"{one}比{two}{metric}多多少")) == cells[one] - cells[two]
    assert value(ask(found, f"除{one}外{metric}合计")) == total - cells[one]
    assert value(ask(found, f"{metric}平均值是多少")) == Decimal(total) / len(cells)
    assert value(ask(found, f"{metric}的中位数")) == Decimal(str(median(cells.values())))
    assert value(ask(found, f"{metric}最高和最低相差多少")) == max(ordered) - min(ordered)
    assert value(ask(found, f"{one}{metric}占全部的比重")) == Decimal(cells[one]) / Decimal(total)
    assert names(ask(found, f"{metric}最高的乡镇是哪个")) == {p for p in places if cells[p] == max(ordered)}
    assert names(ask(found, f"{metric}最少的是哪个镇")) == {p for p in places if cells[p] == min(ordered)}
    assert names(ask(found, f"{metric}前{top}名")) == {p for p in places if cells[p] >= ordered[top - 1]}
    assert names(ask(found, f"{metric}超过{limit}的有哪些")) == {p for p in places if cells[p] > limit}
    assert names(ask(found, f"哪些乡镇{metric}不足{limit}")) == {p for p in places if cells[p] < limit}
    assert names(ask(found, f"{metric}至少{limit}的乡镇")) == {p for p in places if cells[p] >= limit}
    assert names(ask(found, f"{metric}高于平均的乡镇")) == {p for p in places if cells[p] * len(cells) > total}
    assert names(ask(found, f"{metric}比{one}高的乡镇有哪些")) == {p for p in places if cells[p] > cells[one]}
    rank = ask(found, f"{one}{metric}排第几")
    assert rank.result is not None
    assert rank.result.entries[0].place == 1 + sum(v > cells[one] for v in cells.values())
    claim = ask(found, f"{one}{metric}是{limit}吗")
    assert claim.result is not None
    assert claim.result.holds is (cells[one] == limit)
    more = ask(found, f"{one}{metric}比{two}多吗")
    assert more.result is not None
    assert more.result.holds is (cells[one] > cells[two])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids(), st.data())
def test_two_columns_and_follow_ups(
    grid: tuple[list[str], list[str], dict[str, dict[str, int]]], data: st.DataObject
) -> None:
    places, metrics, values = grid
    found = catalogue(places, metrics, values)
    first, second = data.draw(st.lists(st.sampled_from(metrics), min_size=2, max_size=2, unique=True))
    one, two = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    left, right = first.split("（")[0], second.split("（")[0]

    both = ask(found, f"{one}{left}和{right}分别是多少")
    assert both.result is not None
    assert [e.amount.value for e in both.result.entries] == [values[first][one], values[second][one]]
    ratio = ask(found, f"{one}{left}占{right}的比例")
    assert value(ratio) == Decimal(values[first][one]) / Decimal(values[second][one])
    above = {p for p in places if values[first][p] > values[second][p]}
    assert names(ask(found, f"哪些乡镇{left}高于{right}")) == above

    query = understand(f"{one}{left}是多少", found, as_of=AS_OF).query
    assert value(ask(found, f"那{two}呢", query)) == values[first][two]
    assert value(ask(found, f"{right}呢", query)) == values[second][one]
    assert value(ask(found, "占比呢", query)) == Decimal(values[first][one]) / sum(values[first].values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("一百", 100), ("一百五", 150), ("一百零五", 105), ("两千三", 2300), ("十二", 12), ("二十", 20), ("三", 3)],
)
def test_chinese_numbers(text: str, expected: int) -> None:
    assert number(text) == expected


def test_decimal_chinese_numbers() -> None:
    assert number("一点五") == Decimal("1.5")
    assert number("百家") is None
