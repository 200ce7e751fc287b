"""Read places: which place, the first n, the n-th, most and least, one place against another."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.figures.grammar import COUNTER, GAP, GROUP, LEAST, MEAN, METRIC, MOST, NOUN, QUANTITY, ROW, TIME, WHOLE
from bot.figures.intent import Intent, count_of
from bot.figures.query import Operation
from bot.figures.surface import CHINESE_NUMBER
from bot.figures.thresholds import Threshold, amount_of

_DIGIT = rf"(\d+|{CHINESE_NUMBER}+)"
# 目标7家是最少的吗: no seven of them
_NO_AMOUNT = rf"(?<![{METRIC}])(?<![{METRIC}][是为有才])(?<!只有)"
_ALIKE = "相同|一样多?|相等|并列|打平|同样多|重复|重样|雷同|撞(?:数|车|上|了)"
_AGAINST = re.compile(
    rf"(?:比|和|与|跟|同|离|距离?)[{WHOLE}{GROUP}{TIME}{METRIC}的]*(?:排名?(?:在|的)?)?"
    rf"(?:倒数第?{_DIGIT}名?|第{_DIGIT}(?:名|位|的(?={NOUN}))|(?P<last>最后一名|末位|垫底的?|{LEAST})|(?:榜首|冠军|头名|{MOST}))"
    rf"的?(?:{NOUN})?[的,]*(?:要|还|是)?(?:相?比|相差|差(?!距)|落后|[多少高低]|的?差距)"
)


def read_rank(text: str, intent: Intent) -> bool:
    """Read the place of someone named (排第几)."""
    pattern = (
        r"(?:排在?)?(?:倒数)?第几(?![条款章节编部号批次])[名位]?|(?<![安减编外直超])排(?:名|行|位|序|在|到)*(?:多少|几|第几|如何|怎么样|怎样|情况|老几|什么位置)[名位]?"
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


def read_top(text: str, intent: Intent) -> bool:
    """Read first n, last n, the n-th, most and least."""
    digit = rf"(\d+|{CHINESE_NUMBER}+)"
    claimed = intent.yes_no and re.search(ROW, text) is not None
    intent.note(_AGAINST.search(text))
    intent.note(re.search("(?:按|按照)?[从由](?:[高大多]到[低小少]|[低小少]到[高大多])(?:来)?排?", text))
    match = re.search(
        rf"倒数第?{digit}(?!季度|年|月)(?:的?{COUNTER})?|最后{digit}{COUNTER}|[排]?[名在]?末位?{digit}(?:{COUNTER}|[市县区])",
        text,
    )
    if match and intent.note(match):
        count = count_of(match[1] or match[2] or match[3])
        intent.descending = False
        single = re.match("倒数第", match[0]) is not None
        return _topped(intent, count, single=single, claimed=claimed)
    match = re.search(
        rf"第?{digit}(?:名|位)?(?:到|至|-|~|—)第?{digit}(?:名|位)|第{digit}(?:到|至|-|~|—)第?{digit}(?=的?(?:{NOUN}|[呢,，]|是谁|是哪|有谁|(?:都|分别)[是有]|有?哪|[??]?$))",
        text,
    )
    if match and intent.note(match):
        intent.first = count_of(match[1] or match[3])
        return _topped(intent, count_of(match[2] or match[4]), single=False, claimed=claimed)
    match = re.search(
        rf"第{digit}(?:名|位|多|高|大|少|低|小|(?=[吗的是吧呢嘛么没对,，。?]|$))(?!季度|年|月|批|条|款|部分|产业|类)",
        text,
    )
    if match and intent.note(match):
        intent.descending = not re.search("[少低小]", match[0]) and not re.search("从(?:低|小|少)到", text)
        return _topped(intent, count_of(match[1]), single=True, claimed=claimed)
    match = re.search(rf"前{digit}(?!季度|年|个?月|天|期|款|条)(?:的?{COUNTER})?|top(\d+)|前几{COUNTER}?", text)
    if match and intent.note(match):
        count = count_of(match[1] or match[2]) if match[1] or match[2] else 5
        intent.descending = not re.search(rf"{LEAST}|从(?:低|小|少)到", text)
        intent.note(re.search(f"{MOST}|{LEAST}", text))
        return _topped(intent, count, single=False, claimed=claimed)
    match = re.search(rf"后{digit}(?!季度|年|个?月|天|期|款|条)(?:的?{COUNTER}|(?=呢?[??]?$))|后几{COUNTER}", text)
    if match and intent.note(match):
        intent.descending = False
        return _topped(intent, count_of(match[1]) if match[1] else 5, single=False, claimed=claimed)
    match = re.search(f"({LEAST})|({MOST})", text)
    if match and intent.note(match):
        intent.descending = match[1] is None
        both = re.search(f"(?:{MOST}).*(?:{LEAST})|(?:{LEAST}).*(?:{MOST})", text)
        many = re.search(
            rf"(?:{MOST}|{LEAST})的?前?{digit}{COUNTER}|(?<!第){_NO_AMOUNT}{digit}{COUNTER}(?>{NOUN}?)(?!里|中|当中|之中)[^,]*(?:{MOST}|{LEAST})|哪{digit}{COUNTER}",
            text,
        )
        if many:
            intent.note(many)
            return _topped(intent, count_of(many[1] or many[2] or many[3]), single=False, claimed=claimed)
        if both and re.search(GAP, text):
            return False
        if both:
            intent.function = "both"
            intent.spans += [end.span() for end in re.finditer(f"{MOST}|{LEAST}", text)]
        return _topped(intent, 1, single=False, claimed=claimed)
    if intent.note(
        re.search(
            r"排名|排行|排个?一?下?序|排个名|[从由][高大多]到[低小少]|[从由][低小少]到[高大多]|降序|升序|排列", text
        )
    ):
        intent.descending = not re.search("[从由][低小少]到|升序", text)
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


_FIRST = (
    rf"(?:(?:前|后|倒数第?|最后)(?:{_DIGIT})(?!季度|年|个?月|天|期)(?:的?{COUNTER})?"
    rf"|(?:{MOST}|{LEAST})的?前?(?:{_DIGIT}){COUNTER})"
)
_HOW_MANY = "(?:一共|总共|共|能|就|才|各)*(?:有|占据?|拿下?|包揽|进)?(?:了|到)?(?:几|多少)[个席座家位名]?"
_OF_GROUP = rf"[{GROUP}]+(?:地区|片区)?的?(?:{NOUN})?(?:里面?|中|当中)?"
_AMONG_FIRST = rf"{_FIRST}的?(?:{NOUN})?(?:里面?|里头|中间?|之中|当中|以?内|之内)?的?[,有]?"
_GETS_IN = (
    rf"(?:{NOUN})?[{TIME}{METRIC}的]*(?:能|都)?(?:排|进|挤|跻身|位列|列|入围|入|在|上)+(?:了|到|入|进)*"
    rf"[{WHOLE}{TIME}{METRIC}的]*{_FIRST}"
)
_WITHIN = re.compile(
    rf"{_AMONG_FIRST}(?:{_HOW_MANY}(?:{NOUN})?(?:是|属于?|来自|在|为)*{_OF_GROUP}|{_OF_GROUP}{_HOW_MANY}"
    rf"|(?P<all>(?:都|全部?|清一色)是){_OF_GROUP}|(?P<any>有没有|有无|是否有){_OF_GROUP})"
    rf"|{_OF_GROUP}(?:{_HOW_MANY}|(?P<some>有没有|有无|是否有)(?:哪个|哪些|一个)?){_GETS_IN}"
)


def read_within(text: str, intent: Intent) -> bool:
    """Read how many of the first n are of a group (前十名里粤东占几个, 粤北有几个市进了前十)."""
    match = _WITHIN.search(text)
    if match is None or re.search(ROW, text) or not read_top(text, intent) or not intent.n or intent.n < 2:
        return False
    intent.note(match)
    intent.operation, intent.function = Operation.TOP, "within"
    intent.quantifier = "all" if match["all"] else "any" if match["any"] or match["some"] else None
    return True


def read_tied(text: str, intent: Intent) -> bool:
    """Read who shares its amount with another (目标一样的城市, 哪些市验收数相同)."""
    if re.search(f"[{ROW}]|(?:与|和|跟|同)[^,。]*(?:相同|一样|相等|持平)", text):
        return False
    level = f"(?<!不)(?:{_ALIKE})"
    asked = rf"{level}的(?:{NOUN}|有|是?哪)|有(?:数目|数字|数|家数)?{level}的?(?:吗|么|没)"
    asked += rf"|(?:哪|有没有|有几个|是否有).*{level}(?:的|吗|$|[?])"
    if not intent.note(re.search(asked, text)):
        return False
    intent.note(re.search(_ALIKE, text))
    intent.operation, intent.function = Operation.FILTER, "tied"
    return True


_BESIDE = re.compile(
    rf"排(?:名|位|列)?(?:在|于)?[{ROW}]+市?的?(?P<way>前|后|上|下)(?:面|头|边|一[位名])?的?(?:{NOUN})?(?:有|是|都|还|分别)*"
    "(?:谁|哪|(?P<count>几个|多少个)|[??]?$)"
)


def read_beside(text: str, intent: Intent) -> bool:
    """Read who comes before or after another in a ranking (目标排在惠州前面的有谁): who has more, or less."""
    said = _BESIDE.search(text)
    if not intent.note(said) or said is None:
        return False
    comparator = ">" if said["way"] in "前上" else "<"
    intent.thresholds = [Threshold(comparator=comparator, start=said.start(), end=said.start() + 1)]
    intent.operation, intent.counting = Operation.FILTER, said["count"] is not None
    return True


def read_nearest(text: str, intent: Intent) -> bool:
    """Read who comes nearest to a mean, a number or another (最接近平均值的城市, 跟佛山最接近的市)."""
    near = r"最(?:为)?(?:接近|靠近|相近|贴近)(?:于)?"
    if re.search(near, text) is None:
        return False
    mean = re.search(rf"{MEAN}.{{0,6}}?{near}|{near}.{{0,6}}?{MEAN}", text)
    amount = re.search(rf"{near}{QUANTITY}|(?:和|与|跟|离|距){QUANTITY}.{{0,4}}?{near}", text)
    name = re.search(rf"(?:和|与|跟|同|离|距)[{ROW}].*?{near}|{near}[{ROW}]", text)
    if mean is not None:
        median = "中位" in mean[0]
        said = Threshold(comparator="=", start=0, end=0, statistic="median" if median else "mean")
    elif amount is not None:
        first = 1 if amount[1] else 4
        said = Threshold(comparator="=", start=0, end=0, value=amount_of(amount, first))
    elif name is not None:
        said = Threshold(comparator="=", start=0, end=0)
    else:
        return False
    intent.note(mean or amount or name)
    intent.operation, intent.function, intent.n = Operation.TOP, "nearest", 1
    intent.thresholds = [said]
    return True


def read_positions(text: str) -> list[tuple[int, bool]]:
    """Read two places set against each other (第一名比最后一名多多少): (place, counted from the top) of each."""
    if not re.search("差|多多少|多几|高多少|高几|比|之间|几倍|多少倍", text):
        return []
    first = re.search(rf"(?P<end>前|后|最后|末)(?:两|二|2)[名位](?:的?{NOUN})?(?:之?间)?的?(?:相?差|差距)", text)
    if first is not None:  # 前两名差多少
        return [(1, first["end"] == "前"), (2, first["end"] == "前")]
    digit = rf"(\d+|{CHINESE_NUMBER}+)"
    place = rf"倒数第?{digit}名?|(最后一名|末位|垫底的?|最末)|第{digit}(?:名|位|多|高)?|(榜首|冠军|头一?名|老大)"
    if re.search("几倍|多少倍", text):
        place += f"|({MOST})|({LEAST})"
    found = []
    for match in re.finditer(place, text):
        count = count_of(match[1] or match[3]) or 1
        low = match[1] or match[2] or (match.re.groups > 4 and match[6])
        found.append((count, not low))
    return found if len(found) == 2 else []


def read_place_against(text: str) -> tuple[int, bool] | None:
    """Read one place that someone is set against (比第一名少多少): the place and whether it counts from the top."""
    match = _AGAINST.search(text)
    if match is None:
        return None
    return count_of(match[1] or match[2]) or 1, not (match[1] or match["last"])
