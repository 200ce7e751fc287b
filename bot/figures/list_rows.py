"""A list of the text as the rows of a question (五个试点市2024年目标合计): its members by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.figures.catalogue import Catalogue
from bot.figures.question import Question
from bot.figures.surface import CHINESE_NUMBER, clean
from bot.figures.understand import understand
from bot.matching import bigrams, covered
from bot.planning.phrases import plan_phrases
from kb.types import NamedList

_NOUN = re.compile(  # 创新试点那五个市
    rf"(?:的?(?:那|这)?(?:(?:\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})个|些))?(?:城市|地市|市)(?!场|级|民|政|区|直)"
)
_LEAST, _MOST = 2, 16
_SAID, _SURE = 0.75, 0.7
_COUNT = re.compile(
    rf"(?:通知|文件)?(?:里|中)?(?:点名|提到|列出|说)?的?(?:这|那)?(?:(?:\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})个)?$"
)
_SET_APART = re.compile("(?:非|不?是|除了?|[不没]?在|属于|算|作为)$")  # 珠海在不在试点市里 asks of the list
_HELD = re.compile("(?:正?在)?(?:承担|入选|参加|参与|列入|作为|开展|进行|属于|搞|做|干|拿到?)(?:了|着)?$")
_AND_THEIR = re.compile(
    "^(?:，|,)?(?:和|及|以及|还有|连同)?(?:它们?|他们)(?:各自|分别)?的?"
)  # 五个试点市和它们各自的目标
_HOW_MANY = re.compile(
    "(?:[一总统拢合]共|都|共)*(?:是|有|点名)?了?(?:多少|几)[个座](?:城市|地市|市)?[?？。]?$"
)  # asks of the list
_SHARED, _EACH = re.compile("占"), re.compile("分别|各")


def named_out(text: str, lists: Iterable[NamedList], catalogue: Catalogue, *, as_of: date) -> str:
    """Return a question for figures of the cities of a list by their names; unchanged where it asks for none."""
    if plan_phrases().numbers.search(text) is None:
        return text
    said = clean(text)
    for listed in lists:
        if listed.category != "region" or not all(item in catalogue.row_forms for item in listed.items):
            continue
        for noun in _NOUN.finditer(said):
            start = _topic_start(said, noun.start(), listed.topic)
            if start is None:
                continue
            count = _COUNT.search(said[:start])
            head = said[: count.start()] if count is not None else said[:start]
            if _SET_APART.search(head) or _HOW_MANY.match(said[noun.end() :]):
                continue
            head, tail = _HELD.sub("", head), _AND_THEIR.sub("各自", said[noun.end() :])
            joint = "合计" if _SHARED.search(tail) and not _EACH.search(tail) else ""
            asked = f"{head}{'、'.join(listed.items)}{joint}{tail}"
            understood = understand(asked, catalogue, as_of=as_of)
            sure = bool(Question(asked, catalogue, as_of, None).reading.picked) or understood.score >= _SURE
            if sure and understood.query is not None:
                return asked
    return text


def _topic_start(text: str, end: int, topic: str) -> int | None:
    """Return where the longest words that a list is called by (国家清洁生产审核创新试点) and `end` there begin."""
    for size in range(min(_MOST, end), _LEAST - 1, -1):
        words = text[end - size : end].removesuffix("的")
        if covered(words, topic) >= _SAID and words[:2] in bigrams(topic) and words[-2:] in bigrams(topic):
            return end - size
    return None
