"""What is to be done with the numbers, read from a question whose names are masked.

Names are masked one mark per character, so that positions stay and no operation is read out of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from bot.figures.grammar import (
    COUNTER,
    GROUP,
    LEAST,
    LESS,
    METRIC,
    MORE,
    MOST,
    NAME,
    NOUN,
    PERCENT,
    QUANTITY,
    ROW,
    TIME,
    WHICH,
    YES_NO,
)
from bot.figures.query import Operation, Relation
from bot.figures.surface import CHINESE_NUMBER, NUMBER, number
from bot.figures.thresholds import Threshold, amount_of, find_thresholds


@dataclass(kw_only=True)
class Intent:
    """What the words ask to be done; `spans` are the stretches that say so."""

    operation: Operation | None = None
    relation: Relation | None = None
    function: str | None = None
    n: int | None = None
    position: int | None = None
    first: int | None = None  # 第5到第8名: 5
    descending: bool = True
    counting: bool = False
    yes_no: bool = False
    which: bool = False
    direction: str | None = None  # of a comparison claimed: > or <
    asserted: Threshold | None = None
    thresholds: list[Threshold] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    listing: bool = False
    quantifier: str | None = None

    def note(self, match: re.Match[str] | None) -> bool:
        """Remember where a pattern matched; say whether it did."""
        if match is None:
            return False
        self.spans.append(match.span())
        return True


def read_intent(text: str) -> Intent:
    """Read what is to be done from a masked question."""
    intent = Intent()
    intent.yes_no = intent.note(YES_NO.search(text))
    intent.which = intent.note(re.search(WHICH, text))
    intent.thresholds = find_thresholds(text)
    intent.spans += [(t.start, t.end) for t in intent.thresholds]
    counting = re.search(
        rf"(?<!哪)(?:多少|几)(?:个|家|座)?(?:{NOUN})|(?:有|共有?|共计|是)?(?:多少个|(?<!哪)几个|多少座|(?<!哪)几座)(?!百分)|{NOUN}(?:有|共有)?(?:多少|几)(?:个|家|座)|个数是?多少|(?:城市|地市|市|区|县)数",
        text,
    )
    if (
        _claimed_change(text, intent)
        or _growth(text, intent)
        or _share(text, intent)
        or _times(text, intent)
        or _rank(text, intent)
    ):
        return intent
    if _top(text, intent):
        return intent
    if _difference(text, intent) or _compare(text, intent):
        return intent
    if intent.thresholds and not (re.search(f"[{ROW}{GROUP}].*(?:有没有|是否)", text) and "哪" not in text):
        only = re.search(f"的(?:只有|仅有|就是|只)[{ROW}]", text)
        listing = only or re.search(
            rf"哪|有谁|{NOUN}(?:有|名单|都)|列(?:出|举)|名单|分别是|的[{GROUP}]*{NOUN}?呢?$|所有|全部|都|有没有|是否有|存在",
            text,
        )
        if listing or counting:
            intent.operation = Operation.FILTER
            intent.counting = intent.note(counting) and not re.search("哪", text)
            intent.note(listing)
            if intent.yes_no or not re.search("哪|多少|几个|列", text):
                _quantifier(text, intent)
            return intent

    if _aggregate(text, intent):
        return intent
    if counting and not re.search(METRIC, text[counting.start() : counting.end()]):
        intent.counting = True
        intent.spans.append(counting.span())
    return intent


def _quantifier(text: str, intent: Intent) -> None:
    if re.search(f"(?:只有|仅有|就是|只)[{ROW}]", text):
        intent.quantifier = "only"
    elif re.search("都|全部|所有|每个|各市都|一律", text):
        intent.quantifier = "all"
    elif re.search("有没有|是否有|有无|存在|有(?!哪)", text):
        intent.quantifier = "any"


def _count(text: str | None) -> int | None:
    value = number(text) if text else None
    return int(value) if value is not None and value == int(value) and value > 0 else None


def _share(text: str, intent: Intent) -> bool:
    pattern = (
        r"占(?!用|地|有率)[^,。;]*?(?:比重|比例|份额|几成|多少|百分之几|比|几分之几|百分比)|占比|比重|份额"
        rf"|占(?=[{TIME}]*{NAME})|(?:多大|多少|什么)比例|百分之几|几成"
    )
    if intent.note(re.search(pattern, text)):
        intent.operation = Operation.SHARE
        first = re.search(rf"(前|后)(\d+|{CHINESE_NUMBER}+)(?!季度|年|个?月){COUNTER}", text)
        if first and intent.note(first):
            intent.n, intent.descending = _count(first[2]), first[1] == "前"
            return True
        if intent.note(match := re.search(f"{MOST}|{LEAST}", text)) and match is not None:
            intent.operation, intent.n = Operation.TOP, 1
            intent.relation = Relation.RATIO
            intent.descending = not re.search(LEAST, text)
        return True
    return False


def _growth(text: str, intent: Intent) -> bool:
    pattern = (
        r"增长率|增长幅度|增幅|增速|降幅|涨幅|跌幅|下降率|变化率|变动率|变化幅度|同比|环比"
        r"|(?:增长|下降|减少|增加|提高|降低|上升|下滑|多|少|高|低)了?(?:百分之几|多少个百分比|多少%|百分之多少|几成)"
        r"|(?:降|升|涨|跌|减|增|下降|上升|提高|降低)了?(?:百分之(?:几|多少)|多少个?百分(?:点|比))"
    )
    if not intent.note(re.search(pattern, text)):
        return False
    intent.relation = Relation.GROWTH
    if intent.note(re.search(f"{MOST}|{LEAST}", text)):
        intent.operation, intent.n = Operation.TOP, 1
        intent.descending = not re.search(LEAST, text)
        if re.search("降幅|跌幅|下降率", text):
            intent.descending = not intent.descending
    elif intent.thresholds and intent.which:
        intent.operation = Operation.FILTER
    else:
        intent.operation = Operation.COMPARE
    return True


def _times(text: str, intent: Intent) -> bool:
    if intent.note(re.search(r"(?:多少|几)倍|倍数|之比|比值|的比例是", text)):
        intent.operation, intent.relation = Operation.COMPARE, Relation.RATIO
        return True
    match = re.search(rf"({NUMBER})倍", text)
    if match and intent.yes_no:
        intent.note(match)
        intent.operation, intent.relation = Operation.COMPARE, Relation.RATIO
        value = number(match[1])
        near = re.search("(超过|大于|多于|高于)|(不到|不足|低于|少于)|(不少于|至少|达到)", text)
        comparator = "=" if near is None else ">" if near[1] else "<" if near[2] else ">="
        intent.asserted = Threshold(comparator=comparator, start=match.start(), end=match.end(), value=value)
        return True
    return False


def _rank(text: str, intent: Intent) -> bool:
    pattern = (
        r"第几[名位]?|排(?:名|行|位|序|在|到)*(?:多少|几|第几|如何|怎么样|怎样|情况|老几|什么位置)[名位]?"
        r"|名次|位次|第多少"
    )
    if intent.note(re.search(pattern, text)):
        intent.operation = Operation.RANK
        intent.descending = not re.search("从(?:低|小|少)到(?:高|大|多)|倒数第几|升序", text)
        return True
    if re.search(ROW, text) and intent.note(re.search(r"排名|排行", text)) and not re.search("前|后|哪|第", text):
        intent.operation = Operation.RANK
        return True
    return False


def _top(text: str, intent: Intent) -> bool:
    """Read first n, last n, the n-th, most and least."""
    digit = rf"(\d+|{CHINESE_NUMBER}+)"
    claimed = intent.yes_no and re.search(ROW, text) is not None
    match = re.search(
        rf"倒数第?{digit}(?!季度|年|月)(?:的?{COUNTER})?|最后{digit}{COUNTER}|[排]?[名在]?末{digit}{COUNTER}", text
    )
    if match and intent.note(match):
        count = _count(match[1] or match[2] or match[3])
        intent.descending = False
        single = re.match("倒数第", match[0]) is not None
        return _topped(intent, count, single=single, claimed=claimed)
    match = re.search(rf"第?{digit}(?:名|位)?(?:到|至|-|~|—)第?{digit}(?:名|位)", text)
    if match and intent.note(match):
        intent.first = _count(match[1])
        return _topped(intent, _count(match[2]), single=False, claimed=claimed)
    match = re.search(
        rf"第{digit}(?:名|位|多|高|大|少|低|小|(?=[吗的是吧?]|$))(?!季度|年|月|批|条|款|部分|产业|类)", text
    )
    if match and intent.note(match):
        intent.descending = not re.search("[少低小]", match[0]) and not re.search("从(?:低|小|少)到", text)
        return _topped(intent, _count(match[1]), single=True, claimed=claimed)
    match = re.search(rf"前{digit}(?!季度|年|个?月|天|期|款|条)(?:的?{COUNTER})?|top(\d+)|前几{COUNTER}?", text)
    if match and intent.note(match):
        count = _count(match[1] or match[2]) if match[1] or match[2] else 5
        intent.descending = not re.search(rf"{LEAST}|从(?:低|小|少)到", text)
        intent.note(re.search(f"{MOST}|{LEAST}", text))
        return _topped(intent, count, single=False, claimed=claimed)
    match = re.search(rf"后{digit}(?!季度|年|个?月|天|期|款|条)(?:的?{COUNTER})|后几{COUNTER}", text)
    if match and intent.note(match):
        intent.descending = False
        return _topped(intent, _count(match[1]) if match[1] else 5, single=False, claimed=claimed)
    match = re.search(f"({LEAST})|({MOST})", text)
    if match and intent.note(match):
        intent.descending = match[1] is None
        both = re.search(f"(?:{MOST}).*(?:{LEAST})|(?:{LEAST}).*(?:{MOST})", text)
        many = re.search(
            rf"(?:{MOST}|{LEAST})的?前?{digit}{COUNTER}|(?<!第){digit}{COUNTER}{NOUN}?[^,]*(?:{MOST}|{LEAST})|哪{digit}{COUNTER}",
            text,
        )
        if many:
            intent.note(many)
            return _topped(intent, _count(many[1] or many[2] or many[3]), single=False, claimed=claimed)
        if both and re.search("相差|差距|差多少|差几|之差|差额|差值", text):
            return False
        if both:
            intent.function = "both"
        return _topped(intent, 1, single=False, claimed=claimed)
    if intent.note(re.search(r"排名|排行|排序|从[高大多]到[低小少]|从[低小少]到[高大多]|降序|升序|排列", text)):
        intent.descending = not re.search("从[低小少]到|升序", text)
        intent.operation, intent.n, intent.listing = Operation.TOP, None, True
        return True
    return False


def _topped(intent: Intent, count: int | None, *, single: bool, claimed: bool) -> bool:
    if count is None:
        return False
    intent.operation = Operation.TOP
    if claimed:
        intent.operation = Operation.RANK
        comparator = "=" if single or count == 1 else "<="
        intent.asserted = Threshold(comparator=comparator, start=0, end=0, value=Decimal(count))
    elif single:
        intent.position = count
    else:
        intent.n = count
    return True


def _difference(text: str, intent: Intent) -> bool:
    pattern = (
        r"相差(?:了)?(?:多少|几)?|差(?:了)?(?:多少|几)|差值|差额|差距|落差|极差|缺口"
        r"|(?:多|少|高|低|大|小|增加|减少|增长|下降|提高|降低|上升|回落|超出|超额|多出|高出|低出|短|缺)(?:出|了|完成|验收)*(?:多少|几)(?!个?城市|个?地市)"
        r"|减去|之差|变化(?:了)?(?:多少|情况)?|增减|差别|还差|增量|减量"
    )
    if intent.note(re.search(pattern, text)):
        intent.operation, intent.relation = Operation.COMPARE, Relation.DIFFERENCE
        if re.search(r"极差|最[高大多].*最[低小少].*差", text):
            intent.operation, intent.function = Operation.AGGREGATE, "range"
        return True
    return False


def read_positions(text: str) -> list[tuple[int, bool]]:
    """Read two places set against each other (第一名比最后一名多多少): (place, counted from the top) of each."""
    if not re.search("差|多多少|多几|高多少|高几|比|之间|几倍|多少倍", text):
        return []
    digit = rf"(\d+|{CHINESE_NUMBER}+)"
    place = rf"倒数第?{digit}名?|(最后一名|末位|垫底的?|最末)|第{digit}(?:名|位|多|高)?|(榜首|冠军|头名)"
    if re.search("几倍|多少倍", text):
        place += f"|({MOST})|({LEAST})"
    found = []
    for match in re.finditer(place, text):
        count = _count(match[1] or match[3]) or 1
        low = match[1] or match[2] or (match.re.groups > 4 and match[6])
        found.append((count, not low))
    return found if len(found) == 2 else []


def _claimed_change(text: str, intent: Intent) -> bool:
    """Read a difference that the asker puts forward (东莞比佛山多30家吗, 增长了18%吗)."""
    change = "多|高|大|增加|增长|提高|上升|少|低|小|减少|下降|降低|相差|差"
    pattern = rf"({change})(?:了|出|完成|验收)*{QUANTITY}(?!以上|以下|以内)"
    match = re.search(pattern, text)
    if match is None or not re.search("比|较|相差|差|增长|下降|增加|减少", text) or not intent.yes_no:
        return False
    value = amount_of(match, 2)
    if value is None:
        return False
    intent.note(match)
    percent = match[4] in PERCENT
    falls = match[1] in {"少", "低", "小", "减少", "下降", "降低"}
    intent.operation = Operation.COMPARE
    intent.relation = Relation.GROWTH if percent else Relation.DIFFERENCE
    intent.asserted = Threshold(
        comparator="=",
        start=match.start(),
        end=match.end(),
        value=(-value if falls else value) / (100 if percent else 1),
        percent=percent,
        unit="abs" if "差" in match[1] else match[4],
    )
    intent.thresholds = []
    return True


def _compare(text: str, intent: Intent) -> bool:
    same = re.search("相同|一样多?|相等|持平|等同", text)
    if same and re.search(f"[{ROW}{GROUP}{METRIC}]", text):
        intent.note(same)
        if re.search("(?:与|和|跟|同)[^,。]*(?:相同|一样多?|相等|持平)的|(?:哪|有没有|有几个).*(?:与|和|跟|同)", text):
            start = re.search("与|和|跟|同", text)
            at = start.start() if start else 0
            intent.thresholds.append(Threshold(comparator="=", start=at, end=at + 1))
            intent.operation = Operation.FILTER
            return True
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        intent.direction = "="
        return True
    if intent.note(
        re.search(rf"(?:和|与|跟|同)?{NAME}+(?:平均值?|均值)?(?:相比|比较|对比|比)(?:一下)?(?:呢|如何|怎么样)?$", text)
    ):
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        return True
    if intent.note(re.search(rf"^(?:那|那么)?(?:{WHICH})({MORE}|{LESS})(?:些|一些)?呢?$", text)):
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        intent.descending = re.search("[少低小弱慢差]", text) is None
        return True
    which = re.search(
        rf"(?:{WHICH})[^,。]{{0,8}}?({MORE}|{LESS})(?!少)|({MORE})还是({LESS})|({LESS})还是({MORE})", text
    )
    joined = re.search(
        rf"[{ROW}{GROUP}][^,。]*(?:比|和|与|跟|同|、|还是|vs|,)[^,。]*[{ROW}{GROUP}]", text
    ) or re.search(rf"[{METRIC}][^,。]*(?:和|与|跟|同|、|还是|vs)[^,。]*[{METRIC}]", text)
    versus = re.search(rf"(?:比|较|相对于?|对比|相比)(?=[^,。]*[{ROW}{GROUP}{TIME}{METRIC}])", text)
    claim = re.search(rf"(?:比|较)[^,。]*?({MORE}|{LESS})(?!少|多)", text)
    amount = re.search("[多少高低大小]了?(?:多少|几)|多少家|几家", text)
    if claim and not amount and re.search(f"[{ROW}{GROUP}{METRIC}{TIME}]", text[claim.start() :]):
        if (
            re.search(rf"(?:哪|多少|几个|有没有|的{NOUN}?$).*", text)
            and not re.search(rf"[{ROW}{GROUP}].*比.*[{ROW}{GROUP}]", text)
            and not re.search("多还是少|高还是低", text)
        ):
            return _filter_by_name(text, claim, intent)
        intent.note(claim)
        intent.note(which)
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        if not re.search("还是", text):
            intent.direction = "<" if re.search("[少低小弱慢差]", claim[1]) else ">"
        return True
    if which and (joined or versus or which[2] or which[4]):
        intent.note(which)
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        intent.descending = not (which[1] and re.search("[少低小弱慢差]", which[1]))
        return True
    if joined and intent.note(re.search(r"比较|对比|相比|比一比|vs|孰", text)):
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        return True
    return False


def _filter_by_name(text: str, claim: re.Match[str], intent: Intent) -> bool:
    """Read 比广州高的城市: a filter whose threshold is a name or a metric."""
    comparator = "<" if re.search("[少低小弱慢差]", claim[1]) else ">"
    intent.thresholds.append(Threshold(comparator=comparator, start=claim.start(), end=claim.start() + 1))
    intent.note(claim)
    intent.operation = Operation.FILTER
    intent.counting = re.search("多少个|几个", text) is not None and "哪" not in text
    if re.search("有没有|是否有", text):
        intent.quantifier = "any"
    return True


def read_trend(text: str) -> str | None:
    """Read 不降反升的城市, 下降的城市: return > or < for now against before, or None."""
    match = re.search(
        rf"(不降反升|反升|上升|增加|增长|提高)了?的?(?:{NOUN}|有)|(不升反降|下降|减少|降低|回落|下滑)了?的?(?:{NOUN}|有)"
        r"|(?:哪|有几个|多少个)[^,。]*(?:(上升|增加|增长|提高)|(下降|减少|降低|回落|下滑))了?[??]?$",
        text,
    )
    if match is None or re.search("多少家|几家|最", text):
        return None
    return ">" if match[1] or match[3] else "<"


def _aggregate(text: str, intent: Intent) -> bool:
    for function, words in (
        ("median", "中位数|中位值"),
        ("mean", "平均|均值|人均|平均数"),
        ("max", "最大值|最高值|峰值"),
        ("min", "最小值|最低值"),
        (
            "sum",
            "合计|总共|一共|总计|加起来|加一起|加总|之和|总和|总数|总量|累计|共计|相加|合共|汇总|总的|总(?=[目任指])|共(?=[有计完验通多几\ue004])|共多少",
        ),
    ):
        if intent.note(re.search(words, text)):
            intent.operation, intent.function = Operation.AGGREGATE, function
            return True
    return False
