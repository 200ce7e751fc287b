"""Phone numbers and e-mail addresses as documents write them."""

from __future__ import annotations

import re

PHONE = re.compile(
    r"(?<![\d.〔-])(?:[（(]0\d{2,3}[）)]\s?\d{7,8}|0\d{2,3}\s?[-—–－]\s?\d{7,8}(?:[-—转]\d{1,6})?|0\d{9,11}|1[3-9]\d{9}"
    r"|1[3-9]\d[- ]\d{4}[- ]\d{4}|400-?\d{3}-?\d{4}|[2-8]\d{6,7})(?![\d%号])"
)
_AREA = r"(?:0\d{2,3}\s?[-—–－]\s?)?"  # 0731-12333: a short number of another city
HOTLINE = re.compile(
    r"(?:(?:电话|热线|号码)\s*[:：为是]?|(?:咨询|举报|投诉|监督|服务|支持)\s*[:：]"
    rf"|[\u4e00-\u9fff）)]\s*[:：](?=\s*{_AREA}(?:12[13]\d{{2}}|9[56]\d{{3,4}})(?![\d.年元万])))"
    rf"\s*({_AREA}(?:1\d{{4}}|\d{{5,6}}))(?!\d)"
)
EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def plain_phone(text: str) -> str:
    """Return a number with one hyphen after its area code, without brackets."""
    bracketed = re.match(r"[（(](0\d{2,3})[）)]\s?(\d+)$", text)
    if bracketed:
        return f"{bracketed.group(1)}-{bracketed.group(2)}"
    return re.sub(r"\s?[-—–－]\s?", "-", text, count=1)
