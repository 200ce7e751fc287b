"""Units in labels: 完成数（家） is 完成数, counted in 家."""

from __future__ import annotations

import re

from ingest.numbers import UNIT

_BRACKET = re.compile(r"\s*[（(]\s*(?:单位[:：]\s*)?([^（）()]{1,14})\s*[）)]\s*$|\s*[，,/／]\s*([^，,/／]{1,6})$")
_UNIT_LIKE = re.compile(
    r"^(?:%|‰|.{0,6}/.{1,8}|(?:k|K|M|G|T|m)?(?:Wh|W|tce|t|g|gce|m|m2|m3|m²|m³|㎡|㎥|㎏|㎞|㎝|㎜|L|J|Pa|hm2|km|km2|ppm|mg|μg|℃|dB)"
    r"|.{0,8}(?:吨标准煤|吨标煤|千瓦时|立方米|平方米|公里|万元|亿元|人次|家次|场次|百分点|公斤|千克|小时|工作日))$"
)


def split_unit(label: str) -> tuple[str, str | None]:
    """Return (label without its unit, unit); brackets that hold no unit (预计) stay part of the label."""
    found = _BRACKET.search(label)
    if found:
        unit = (found.group(1) or found.group(2)).strip()
        if UNIT.match(unit) or _UNIT_LIKE.match(unit):
            return label[: found.start()].strip(), unit
    return label, None
