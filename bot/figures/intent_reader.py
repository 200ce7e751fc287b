"""Read what is to be done from a masked question.

Names are masked one mark per character, so that positions stay and no operation is read out of a name.
"""

from __future__ import annotations

import re

from bot.figures.grammar import GROUP, METRIC, NOUN, ONLY, ONLY_WORD, ROW, WHICH, YES_NO
from bot.figures.intent import Intent
from bot.figures.intent_comparisons import (
    read_claimed_change,
    read_compare,
    read_difference,
    read_enough,
    read_gap_limit,
    read_growth,
    read_part_of_other,
    read_times,
)
from bot.figures.intent_ranks import read_beside, read_nearest, read_rank, read_tied, read_top, read_within
from bot.figures.intent_sums import read_aggregate, read_share
from bot.figures.quantified import read_quantified
from bot.figures.query import Operation
from bot.figures.thresholds import find_thresholds


def read_intent(text: str) -> Intent:
    """Read what is to be done from a masked question."""
    intent = Intent()
    intent.yes_no = intent.note(YES_NO.search(text))
    intent.note(re.search(ONLY_WORD, text))
    intent.which = intent.note(re.search(WHICH, text))
    intent.thresholds = find_thresholds(text)
    intent.spans += [(t.start, t.end) for t in intent.thresholds]
    counting = re.search(
        rf"(?<!哪)(?:多少|几)(?:个|家|座)?(?:{NOUN})|(?:有|共有?|共计|是)?(?:多少个|(?<!哪)几个|多少座|(?<!哪)几座)(?!百分)|{NOUN}(?:有|共有)?(?:多少|几)(?:个|家|座)|个数是?多少|(?:城市|地市|市|区|县)数",
        text,
    )
    if (
        read_quantified(text, intent)
        or read_nearest(text, intent)
        or read_beside(text, intent)
        or read_tied(text, intent)
        or read_enough(text, intent)
        or read_gap_limit(text, intent)
        or read_claimed_change(text, intent)
        or read_part_of_other(text, intent)
        or read_within(text, intent)
        or read_growth(text, intent)
        or read_share(text, intent)
        or read_times(text, intent)
        or read_rank(text, intent)
    ):
        return intent
    if read_top(text, intent):
        return intent
    kept = any(t.value is None and t.statistic is None for t in intent.thresholds)
    each = kept and re.search(rf"(?:的{NOUN}|哪些?).*(?:各|分别)[多少高低差超]", text)  # 哪些超过了, 各多多少
    if not each and (read_difference(text, intent) or read_compare(text, intent)):
        return intent
    if intent.thresholds and counting is None:  # 80分以上的有几家
        counting = re.search("的(?:共|一共|总共)?(?:有|是)?(?:几|多少)[家个户所名座台处]?$", text)
    if intent.thresholds and not (re.search(f"[{ROW}{GROUP}].*(?:有没有|是否)", text) and "哪" not in text):
        only = re.search(f"的(?:只有|仅有|就是|只)[{ROW}]", text) or re.search(ONLY, text)
        listing = only or re.search(
            rf"哪|谁|{NOUN}(?:有|名单|都)|列(?:出|举)|名单|分别是|的[{GROUP}{METRIC}]*{NOUN}?呢?$|所有|全部|都|有没有(?!(?:[过够到]|超过)?(?:一半|半))|是否有|存在",
            text,
        )
        if listing or counting:
            intent.operation = Operation.FILTER
            intent.counting = intent.note(counting) and not re.search("哪", text)
            intent.note(listing)
            if intent.yes_no or not re.search("哪|谁|多少|几个|列", text):
                _quantifier(text, intent)
            return intent

    if read_aggregate(text, intent):
        return intent
    if counting and not re.search(METRIC, text[counting.start() : counting.end()]):
        intent.counting = True
        intent.spans.append(counting.span())
    return intent


def _quantifier(text: str, intent: Intent) -> None:
    for limit in intent.thresholds:  # 一家…都没有 is no 都 of the rows
        kept = "都" if text.startswith("都是", limit.start) else " "  # 甲和乙都是0吗
        text = text[: limit.start] + kept + " " * (limit.end - limit.start - 1) + text[limit.end :]
    if re.search(ONLY, text):
        intent.quantifier = "only"
    elif re.search("都|全部|所有|每个|各市都|一律", text):
        intent.quantifier = "all"
    elif re.search("有没有|是否有|有无|存在|有(?!哪)", text):
        intent.quantifier = "any"
