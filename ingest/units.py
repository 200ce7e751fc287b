"""Units in labels: 完成数（家） is 完成数, counted in 家."""

from __future__ import annotations

import re

from ingest.numbers import UNIT

_BRACKET = re.compile(r"\s*[（(]\s*(?:单位[:：]\s*)?([^（）()]{1,14})\s*[）)]\s*$|\s*[，,/／]\s*([^，,/／]{1,6})$")
_UNIT_LIKE = re.compile(
    r"^(?:%|‰|年|个月|[部口眼盏根块片枚]|.{0,6}/.{1,8}|(?:k|K|M|G|T|m)?(?:Wh|W|tce|t|g|gce|m|m2|m3|m²|m³|㎡|㎥|㎏|㎞|㎝|㎜|L|J|Pa|hm2|km|km2|ppm|mg|μg|℃|dB)"
    r"|.{0,8}(?:吨标准煤|吨标煤|千瓦时|立方米|平方米|公里|万元|亿元|人次|家次|场次|百分点|公斤|千克|小时|工作日))$"
)


def split_unit(label: str) -> tuple[str, str | None]:
    """Return (label without its unit, unit); brackets that hold no unit (预计) stay part of the label."""
    found = _BRACKET.search(label)
    if found:
        unit = (found.group(1) or found.group(2)).strip()
        if UNIT.match(unit) or _UNIT_LIKE.match(unit):
            return label[: found.start()].strip(), unit
        alike = re.split("[、/]", unit)
        if len(alike) > 1 and all(len(one) == 1 and UNIT.match(one) for one in alike):  # 台、套
            return label[: found.start()].strip(), alike[0]
    return label, None


_RATE = re.compile("率|占比|比重|比例|增速|增幅|降幅|百分比|同比|环比")
_NO_UNIT = re.compile("得分|评分|分数|分值|指数|系数|排名|名次|等级|等次")
_KINDS = (  # what a label speaks of, and the units that such things are counted in
    (re.compile("额|资金|投资|产值|收入|支出|利润|税|费|预算|补助|奖|价|经费|预拨|拨付|下达"), re.compile("元")),
    (re.compile("桥|井|站|泵"), re.compile("^[座处个眼]$")),
    (re.compile("面积|农田|耕地|土地|造林"), re.compile("亩|公顷|平方|㎡")),
    (re.compile("人数|人员|职工|人口|学生|劳动力"), re.compile("^[万亿]?(?:人|人次|名)$")),
    (re.compile("户"), re.compile("户")),
    (re.compile("容量|装机|功率|负荷"), re.compile("瓦|W")),
    (re.compile("电量|用电|发电"), re.compile("千瓦时|度|Wh")),
    (re.compile("水量|用水|取水|库容"), re.compile("立方|吨|m3|m³")),
    (re.compile("里程|长度|管网|公路|道路"), re.compile("公里|千米|米|km")),
    (re.compile("企业|单位|机构|公司|家数|工厂|学校|医院"), re.compile("^[家个户所]$")),
    (re.compile("项目|个数|数量|处数"), re.compile("^[个项处]$")),
)


_IN_LABEL = re.compile(r"(?:(?P<whole>人次|人天)|(?P<unit>[户人家台件次亩套天辆张座]|万[户人])数)$")


def unit_in_label(label: str) -> str | None:
    """Return the unit that a label itself ends in (惠及人次, 受益户数), or None."""
    found = _IN_LABEL.search(label.strip())
    return (found["whole"] or found["unit"]) if found is not None else None


def units_stated(stated: str) -> tuple[str, ...]:
    """Return the units that a line above a table states for all of it: 家、% states two."""
    return tuple(part.strip() for part in re.split("[、，,；;和]", stated) if part.strip())


def unit_among(label: str, units: tuple[str, ...]) -> str | None:
    """Return which of the units stated for a whole table a column is counted in; None where that cannot be told."""
    if len(units) < 2:
        return units[0] if units else None
    rates = [unit for unit in units if unit in ("%", "‰", "百分比")]
    if _RATE.search(label):
        return rates[0] if len(rates) == 1 else None
    if _NO_UNIT.search(label):
        return None
    plain = [unit for unit in units if unit not in rates]
    if len(plain) == 1:
        return plain[0]
    fitting = next(([u for u in plain if unit.search(u)] for words, unit in _KINDS if words.search(label)), [])
    if not fitting and len(plain) == 2:  # 人次、万元: what is not money is counted in the other
        fitting = [unit for unit in plain if "元" not in unit]
    return fitting[0] if len(fitting) == 1 else None
