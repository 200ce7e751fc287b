"""Read shares, sums and statistics."""

from __future__ import annotations

import re

from bot.figures.grammar import ADDED, COUNTER, LEAST, METRIC, MOST, NAME, NOUN, SUM, TIME
from bot.figures.intent import Intent, count_of
from bot.figures.query import Operation, Relation
from bot.figures.surface import CHINESE_NUMBER


def read_share(text: str, intent: Intent) -> bool:
    """Read a share of a whole (占比, 占全省多少)."""
    pattern = (
        r"占(?!用|地|有率)[^,。;]*?(?:比重|比例|份额|几成|多少|百分之几|比|几分之几|百分比)|占比|比重|份额"
        rf"|占(?=[{TIME}]*{NAME})|(?:多大|多少|什么)比例|(?:比例|百分比)(?:是|为|有)?(?:多少|多大|呢|$)|百分之(?:几|多少)|几成"
    )
    if re.search("(?:占比|比重|份额|比例)[^,。]{0,6}第几", text):
        return False  # whoever has the largest share has most
    if intent.note(re.search(pattern, text)):
        intent.operation = Operation.SHARE
        digit = rf"(\d+|{CHINESE_NUMBER}+)"
        first = re.search(
            rf"(?P<end>前|后){digit}(?!季度|年|个?月)(?:{COUNTER}|(?=的?{NOUN}|一?[总]?共?占|加起来占|合计占))|(?P<most>{MOST}|{LEAST})的?前?{digit}{COUNTER}",
            text,
        )
        if first and intent.note(first):
            intent.n = count_of(first[2] or first[4])
            intent.descending = first["end"] != "后" and not re.search(LEAST, first["most"] or "")
            return True
        if intent.note(match := re.search(f"{MOST}|{LEAST}", text)) and match is not None:
            intent.operation, intent.n = Operation.TOP, 1
            intent.relation = Relation.RATIO
            intent.descending = not re.search(LEAST, text)
        return True
    return False


def read_aggregate(text: str, intent: Intent) -> bool:
    """Read a sum or a statistic (合计, 平均, 中位数)."""
    for function, words in (
        ("median", "中位数|中位值|(?:排|位|处)?(?:在|于)?(?:正|最)?(?:中间|居中)(?:的|位置|那个|$)"),
        ("mean", "平均|均值|人均|平均数"),
        ("max", "最大值|最高值|峰值"),
        ("min", "最小值|最低值"),
        (
            "sum",
            f"{SUM}|(?<={METRIC})的?再?加上?(?=[{TIME}{METRIC}])|总(?=[目任指])|共(?=[有计完验通多几\ue004])|共多少|一(?:起|块)(?:儿)?(?=[有是共多几算])|{ADDED.pattern}",
        ),
    ):
        if intent.note(re.search(words, text)):
            intent.operation, intent.function = Operation.AGGREGATE, function
            return True
    return False
