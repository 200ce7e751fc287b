"""How numbers, names and measures are written; the templates of `prompts/figures.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from bot.figures.amounts import Amount
from bot.figures.catalogue import Catalogue
from bot.figures.families import family
from bot.figures.labels import YEAR
from bot.figures.query import RATES, Measure, Relation, Subject, SubjectKind
from bot.figures.roles import Role
from bot.figures.surface import bigrams, clean
from bot.figures.views import Column
from kb.errors import FixConfiguration

HIGH_OR_LOW = re.compile("均|价|薪|工资|标准|单位|成本")
PLACE_NAME = re.compile(r"(?:省|市|县|区|镇|乡|街道|州|旗)$")
PROMPT = Path(__file__).resolve().parents[2] / "prompts" / "figures.yaml"


@dataclass(frozen=True)
class Phrases:
    """Named templates and words; a template that lacks a value is an error, not a gap in a sentence."""

    templates: dict[str, str]
    words: dict[str, Any]

    def say(self, name: str, /, **values: str) -> str:
        """Fill a template.

        Raises:
            FixConfiguration: no such template, or a value that it needs is missing.
        """
        if name not in self.templates:
            raise FixConfiguration(f"prompts/figures.yaml 里没有模板 {name}")
        missing = {f for _, f, _, _ in Formatter().parse(self.templates[name]) if f} - values.keys()
        if missing:
            raise FixConfiguration(f"模板 {name} 缺少变量：{'、'.join(sorted(missing))}")
        return self.templates[name].format_map(values)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Return the templates that ship.

    Raises:
        FixConfiguration: the file is missing or does not parse.
    """
    try:
        data = yaml.safe_load(PROMPT.read_text(encoding="utf-8"))
        return Phrases(templates=data["templates"], words=data["words"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as fault:
        raise FixConfiguration(f"模板文件 prompts/figures.yaml 读不出来：{fault}") from fault


@dataclass(frozen=True, kw_only=True)
class Said:
    """A number as written: its digits (as a fact holds them), its unit, the words, and whether it was rounded."""

    digits: str
    unit: str | None
    words: str
    rounded: bool


def write(amount: Amount, *, places: int | None = None) -> Said:
    """Write an amount: as printed where exact, else rounded half up to one decimal (two below one)."""
    value, unit = amount.value, amount.unit
    if amount.percent:
        value, unit = value * 100, "%"
    if amount.formula is None and not amount.percent:
        return said(f"{value:f}", unit, rounded=False)
    exact = value.normalize()
    decimals = -int(exact.as_tuple().exponent)
    keep = places if places is not None else (1 if abs(value) >= 1 or value == 0 else 2)
    if amount.formula is None or decimals <= max(keep, _printed(amount)):
        return said(f"{exact:f}", unit, rounded=False)
    shown = value.quantize(Decimal(1).scaleb(-keep), rounding=ROUND_HALF_UP)
    return said(f"{shown:f}", unit, rounded=True)


def said(digits: str, unit: str | None, *, rounded: bool) -> Said:
    """Put digits and unit together."""
    about = phrases().words["about"] if rounded else ""
    return Said(digits=digits, unit=unit, words=f"{about}{digits}{unit or ''}", rounded=rounded)


def _printed(amount: Amount) -> int:
    """Return how many decimals the cells themselves have (sums and differences keep them)."""
    if amount.percent or any(mark in (amount.formula or "") for mark in "/"):
        return 0
    return max((-int(f.value.as_tuple().exponent) for f in amount.figures), default=0)


def times(amount: Amount) -> Said:
    """Write a ratio as a multiple (1.1倍)."""
    shown = amount.value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if abs(amount.value) < 1:
        shown = amount.value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    exact = shown == amount.value
    return said(f"{shown.normalize():f}", "倍", rounded=not exact)


_DUE = re.compile("应(?!急)|须|拟|需要?")  # 应检查企业数 is what is to be done as it stands


class Namer:
    """Names measures and subjects the way answers say them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def column(self, column_id: str) -> Column:
        """Return a column."""
        return self._catalogue.columns[column_id]

    def metric(self, measure: Measure, *, year: bool = True) -> str:
        """Return year and name of a measure's first column (2024年清洁生产审核预期目标)."""
        column = self._catalogue.columns[measure.column]
        if YEAR.fullmatch(column.label):
            return f"{column.year}年" if column.year else column.label
        name = self.called(column)
        dated = column.year is not None and str(column.year) not in name  # 截至2025年底已完成
        return f"{column.year}年{name}" if year and dated else name

    def called(self, column: Column) -> str:
        """Return a column's name; one that only the title says is a plan is said to be one (节水型企业任务数)."""
        roles = self._catalogue.roles
        if roles.of(column.id) is not Role.GOAL or roles.asked(column.name) is not None or _DUE.match(column.name):
            return column.name
        words, view = phrases().words["planned"], self._catalogue.views[column.table_id]
        title = view.topic
        if len({c.unit for c in view.columns}) > 1:  # of several quantities the title speaks of those it names
            pairs = bigrams(clean(column.name))
            if sum(pair in title for pair in pairs) * 2 < len(pairs):
                return column.name
        word = next((word for word in words if word in title), None)
        if word is None:
            return column.name
        if column.name.endswith("数"):  # 小区数计划数 says 数 twice
            return f"{word}{column.name}"
        return f"{column.name}{words[word]}"

    def whole_metric(self, measure: Measure) -> str:
        """Return the name of a measure with its relation (…占…的比例)."""
        own = self.metric(measure)
        if measure.base is None:
            return own
        column, base = self._catalogue.columns[measure.column], self._catalogue.columns[measure.base]
        same = column.year == base.year
        other = self.metric(Measure(column=measure.base), year=not same)
        if measure.relation is Relation.RATIO and self.reached(measure):
            plain = self.metric(Measure(column=measure.column), year=False)
            year = f"{column.year}年" if column.year is not None else ""
            return str(phrases().words["reached"]).format(
                year=year, done=plain, goal=self.metric(Measure(column=base.id), year=False)
            )
        if measure.relation is Relation.RATIO:
            link = "占" if column.table_id == base.table_id else "与"
            return f"{own}{link}{other}的比例" if link == "占" else f"{own}{link}{other}之比"
        if measure.relation is Relation.PER:
            plain = self.metric(Measure(column=column.id), year=False)
            dated = own.removesuffix(plain)
            return str(phrases().words["for_each"]).format(year=dated, unit=base.unit or "", metric=plain)
        if measure.relation is Relation.GAP:
            return f"{own}与{other}相差的数量"
        tails: dict[Relation | None, str] = {Relation.GROWTH: "的增幅", Relation.DECLINE: "的降幅"}
        tail = tails.get(measure.relation, "多出的数量")
        return f"{own}比{other}{tail}"

    def is_role(self, label: str) -> bool:
        """Say whether a label says no more than that something is planned or done (2025年任务)."""
        return not self._catalogue.roles.bare(YEAR.sub("", label))

    def reached(self, measure: Measure) -> bool:
        """Say whether a measure puts what was done over what was aimed at, in one year."""
        return self._pair_of_roles(measure) == (Role.RESULT, Role.GOAL)

    def to_goal(self, measure: Measure) -> bool:
        """Say whether a measure is what was done and what was aimed at, in either order, in one year."""
        return set(self._pair_of_roles(measure)) == {Role.RESULT, Role.GOAL}

    def _pair_of_roles(self, measure: Measure) -> tuple[Role | None, Role | None]:
        column, base = self._catalogue.columns[measure.column], self._catalogue.columns[measure.base or ""]
        if column.year != base.year and None not in (column.year, base.year):
            return None, None
        return self._catalogue.roles.of(column.id), self._catalogue.roles.of(base.id)

    def base(self, measure: Measure) -> str:
        """Return the name of a measure's second column, with its year where it differs."""
        assert measure.base is not None
        column, base = self._catalogue.columns[measure.column], self._catalogue.columns[measure.base]
        return self.metric(Measure(column=measure.base), year=column.year != base.year)

    def who(self, subject: Subject, measure: Measure) -> str:
        """Return a subject's name as it stands before a metric; nothing for a whole without a name."""
        view = self._catalogue.view_of(measure.column)
        if subject.kind is SubjectKind.TOTAL and not subject.exclude:
            return view.whole if view.whole != "合计" else ""
        return subject.name

    def led(self, subject: Subject, measure: Measure) -> str:
        """Return subject and metric: 佛山市2024年…目标; 2022年一季度取水量 where rows are no regions."""
        who, metric = self.who(subject, measure), self.metric(measure)
        column = self._catalogue.columns[measure.column]
        if YEAR.fullmatch(column.label):
            return f"{metric}{strip_unit(who)}"
        place = PLACE_NAME.search(who) is not None
        region = subject.kind is not SubjectKind.ROW or place or subject.rows[0] in self._regions()
        if not region and column.year is not None:
            return f"{column.year}年{who}{self.metric(measure, year=False)}"
        return f"{who}{metric}"

    def _regions(self) -> frozenset[str]:
        return self._catalogue.region_names

    def more(self, measure: Measure, *, percent: bool = False) -> tuple[str, str]:
        """Return the words for more and less that suit a measure's unit."""
        words = phrases().words
        unit = self._catalogue.columns[measure.column].unit
        valued = HIGH_OR_LOW.search(self._catalogue.columns[measure.column].label) is not None  # 平均工资 is high
        countable = unit in words["count_units"] and measure.relation not in RATES and not valued
        pair = words["more"] if countable and not percent else words["high"]
        return pair[0], pair[1]

    def same_family(self, first: Measure, second: Measure) -> bool:
        """Say whether two measures are one metric at two times."""
        one, other = self._catalogue.columns[first.column], self._catalogue.columns[second.column]
        if one.year is None or other.year is None or one.year <= other.year:
            return False
        roles = self._catalogue.roles
        if one.table_id == other.table_id and roles.bare(one.label) == roles.bare(other.label):
            return True
        role = roles.of(one.id)
        if role is not None and any(c.id == other.id for c in family(self._catalogue, one.id)):
            return True
        by_year = YEAR.fullmatch(one.label) is not None and YEAR.fullmatch(other.label) is not None
        return by_year or one.name == other.name

    def noun(self, measure: Measure) -> str:
        """Return what a row is called (地市)."""
        return self._catalogue.view_of(measure.column).row_noun or phrases().words["item"]


def strip_unit(name: str) -> str:
    """Drop a bracketed unit from a row's name."""
    for mark in "（(":
        if mark in name:
            name = name[: name.index(mark)]
    return name


def join(names: Sequence[str]) -> str:
    """Join names: 甲、乙和丙."""
    if len(names) < 2:
        return "".join(names)
    return "、".join(names[:-1]) + "和" + names[-1]
