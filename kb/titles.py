"""Names of documents: when two titles mean the same document."""

from __future__ import annotations

import re
import unicodedata

# （2012年修正）、（2021年）、（2017年11月4日第二次修订）; a span of years, （2023—2025年）, is part of the name.
_EDITION = re.compile(r"\(\d{4}年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第.{1,2}次)?(?:修正|修订|修改)?(?:版|本|文本)?\)$")
_STATE = "中华人民共和国"
_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’]")


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
