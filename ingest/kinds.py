"""What kind of document a title announces."""

from __future__ import annotations

import re

_NOTICE = "通知|函|公告|通告|通报|批复|决定|报告|请示|纪要|意见|公报|复函|命令|令|名单|答复"
_SUFFIXES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notice", re.compile(rf"(?:{_NOTICE})$")),
    ("plan", re.compile(r"(?:方案|规划|计划|行动|要点|纲要|路线图)$")),
    ("regulation", re.compile(r"条例$|法实施条例$")),
    ("rule", re.compile(r"(?:办法|规定|细则|规则|规范|制度|指南|标准|导则|目录|准则|措施|指引|规程)$")),
    ("law", re.compile(r"(?:法|法典)$")),
)


def kind_of_title(title: str) -> str:
    """Return notice, plan, regulation, rule, law, or other, from the word that ends the title (文种)."""
    bare = re.sub(r"(?:（[^（）]*）|\([^()]*\)|》)\s*$", "", title.strip())
    bare = re.sub(r"(?:（[^（）]*）|\([^()]*\)|》|（?试行）?)\s*$", "", bare)
    for kind, pattern in _SUFFIXES:
        if pattern.search(bare):
            return kind
    return "other"
