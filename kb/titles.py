"""Names of documents: when two titles mean the same document, and what an article is an article of."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

# （2012年修正）、（2021年）、（2017年11月4日第二次修订）; a span of years, （2023—2025年）, is part of the name.
_EDITION = re.compile(r"\(\d{4}年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第.{1,2}次)?(?:修正|修订|修改)?(?:版|本|文本)?\)$")
_STATE = "中华人民共和国"
_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’]")


class Norm(StrEnum):
    """What kind of rule a title announces, in the order of legal force (立法法, chapter 5)."""

    CODE = "code"
    LAW = "law"
    INTERPRETATION = "interpretation"  # of the supreme court or procuratorate: has the force of what it explains
    REGULATION = "regulation"  # of the State Council or of a province
    RULE = "rule"  # of a ministry or a local government
    OTHER = "other"


_NORMS = (
    (Norm.INTERPRETATION, re.compile(r"^最高人民(?:法院|检察院)|解释(?:\([^()]*\))?$")),
    (Norm.CODE, re.compile(r"法典$")),
    (Norm.LAW, re.compile(r"(?:(?<!办)法|宪法修正案)$|^全国人(?:大|民代表大会)")),
    (Norm.REGULATION, re.compile(r"条例(?:\([^()]*\))?$|^国务院")),
    (Norm.RULE, re.compile(r"(?:办法|规定|规则|细则|规范|标准)(?:\([^()]*\))?$")),
)
_ARTICLE_TITLE = re.compile(r"第\s*[0-9〇零一二两三四五六七八九十百千]+\s*条(?:之[一二三四五六七八九十]+)?$")


@lru_cache(maxsize=1 << 16)
def law_of_article(title: str) -> str | None:
    """Return the name of the law where a title is that of one of its articles (民法典 of 民法典第十条), else None."""
    match = _ARTICLE_TITLE.search(title)
    return title[: match.start()] if match else None


@lru_cache(maxsize=1 << 14)
def norm_of(title: str) -> Norm:
    """Return what kind of rule a title announces, `OTHER` where it announces none (通知, 目录)."""
    key = title_key(title)
    return next((norm for norm, pattern in _NORMS if pattern.search(key)), Norm.OTHER)


def title_key(title: str) -> str:
    """Return the form in which titles are compared.

    Width, spaces and quotation marks do not count, nor does the name of the state in front of a law or the
    edition behind it: 《中华人民共和国清洁生产促进法（2012年修正）》 is 清洁生产促进法.
    """
    key = _MARKS.sub("", unicodedata.normalize("NFKC", title))
    key = _EDITION.sub("", key)
    if key.startswith(_STATE) and len(key) > len(_STATE):
        key = key.removeprefix(_STATE)
    return key
