"""Numbers as tables print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kb.zh.footnotes import without_footnote_mark

MISSING = frozenset({"", "-", "—", "——", "－", "–", "/", "／", "…", "无", "暂无", "N/A", "n/a", "*", "不适用"})
_PLAIN = re.compile(r"^([-−－+]?)(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?\s*(%|‰)?$")
_BASE_UNITS = (
    "吨标准煤", "吨标煤", "千瓦时", "千瓦", "兆瓦", "立方米", "平方公里", "平方千米", "平方米", "公里", "千米",
    "米", "元", "吨", "千克", "公斤", "斤", "标准箱", "标箱", "升", "人次", "人", "场次", "场", "次", "车次",
    "班次", "件", "辆", "艘", "架", "列", "台套", "台", "套", "座", "处", "批", "篇", "份", "天", "小时", "学时",
    "课时", "亩", "公顷", "条", "种", "名", "位", "期", "宗", "起", "所", "间", "例", "家", "户", "个", "项", "张",
    "床", "头", "只", "羽", "株", "棵", "册", "本", "幅", "桩",
)  # fmt: skip
# Longest first, so that 万 is read as the unit only where nothing follows it.
_UNITS = "|".join(
    sorted(
        [*(scale + unit for scale in ("", "万", "亿") for unit in _BASE_UNITS), "分", "倍", "万", "亿", "个百分点"],
        key=lambda unit: -len(unit),
    )
)
UNIT = re.compile(rf"^(?:{_UNITS})$")
_WITH_UNIT = re.compile(rf"^([-−－+]?)(\d{{1,3}}(?:[,，]\d{{3}})+|\d+)(\.\d+)?\s*({_UNITS})$")
YEAR_CELL = re.compile(r"^(?:19|20)\d\d(?:年度?)?$")


@dataclass(frozen=True, kw_only=True)
class Number:
    """A value and the unit printed with it, if any."""

    value: Decimal
    unit: str | None = None


def parse_number(text: str) -> Number | None:
    """Return the number a cell states, or None when it states none or more than a plain number (≥95, 约30).

    A bound is not a value: storing 95 for ≥95 would make a wrong figure.  The mark of a footnote (60*, 60①, 60[1]) is
    no part of it.
    """
    cell = without_footnote_mark(text.strip())
    found = _PLAIN.match(cell) or _WITH_UNIT.match(cell)
    if not found:
        return None
    sign, whole, fraction, unit = found.groups()
    value = Decimal(re.sub(r"[,，]", "", whole) + (fraction or ""))
    return Number(value=-value if sign in ("-", "−", "－") else value, unit=unit)


def is_missing(text: str) -> bool:
    """Say whether a cell is left blank on purpose."""
    return text.strip() in MISSING


def is_year(text: str) -> bool:
    """Say whether a cell is a year (2024, 2024年, 2024年度)."""
    return bool(YEAR_CELL.match(text.strip()))
