"""Names of documents: when two titles mean the same document, and what an article is an article of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# （2012年修正）、（2021年）、（2017年11月4日第二次修订）; a span of years, （2023—2025年）, is part of the name.
_EDITION = re.compile(r"\(\d{4}年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第.{1,2}次)?(?:修正|修订|修改)?(?:版|本|文本)?\)$")
_STATE = "中华人民共和国"
_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’]")


_ARTICLE_TITLE = re.compile(r"第\s*[0-9〇零一二两三四五六七八九十百千]+\s*条(?:之[一二三四五六七八九十]+)?$")


@lru_cache(maxsize=1 << 16)
def law_of_article(title: str) -> str | None:
    """Return the name of the law where a title is that of one of its articles (民法典 of 民法典第十条), else None."""
    match = _ARTICLE_TITLE.search(title)
    return title[: match.start()] if match else None


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
