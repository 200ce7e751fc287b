"""Read comparisons: differences, growth, multiples, who has more, what rose or fell."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.figures.grammar import (
    FALLS,
    GAP,
    GROUP,
    LEAST,
    LESS,
    METRIC,
    MORE,
    MOST,
    NAME,
    NOUN,
    ONLY,
    PERCENT,
    QUANTITY,
    RISES,
    ROW,
    STAYS,
    TIME,
    WHICH,
    WHOLE,
)
from bot.figures.intent import Intent
from bot.figures.intent_ranks import read_top
from bot.figures.query import Operation, Relation
from bot.figures.surface import NUMBER, number
from bot.figures.thresholds import Threshold, amount_of

_IN_PERCENT = "(?:百分之(?:几|多少)|[几多]成|百分(?:比|数)|(?:多少|几)%|几分之几)"
_BY_RATE = re.compile(
    "[(,，]?按(?:照)?(?:比例|百分比|百分率|比率|幅度|降幅|增幅)(?:来)?(?:算|计|看|说|论|排|讲)?[),，]?"
)  # 按比例砍得最狠
_BY_PART = re.compile(
    rf"(?:{FALLS}|{RISES})(?:了|幅度?)*(?:(?:超过|超|过|达到?|不到|不足)(?:了)?)?(?=(?:一?半|{NUMBER}分之|{NUMBER}(?:%|个百分点|成)))"
)
_SO_MANY_OF = f"(?:有|[抵顶当](?:得?上)?|等于|相当于)(?:几|多少)个(?=[{ROW}])"  # 东莞有几个潮州那么多


def read_growth(text: str, intent: Intent) -> bool:
    """Read a rate of change (同比增长多少, 降幅最大)."""
    pattern = (
        r"增长率|增长幅度|增幅|增速|降幅|减幅|涨幅|跌幅|下降率|变化率|变动率|变化幅度|同比|环比|(?:变动|变化|增减|升降)(?:的)?(?:比例|百分比|幅度|率)"
        r"|(?:增长|下降|减少|增加|提高|降低|上升|下滑|变化|变动|[多少高低减降增升涨跌缩])[了出掉]?(?:百分之几|多少个百分比|多少%|百分之多少|几成)"
        r"|升(?:高)?了?还是(?:下)?降|增(?:加|长)?了?还是减|涨了?还是跌|上升还是下降|提高还是降低|降(?:低)?了?还是升|是(?:上)?升还?是(?:下)?降|是增(?:加|长)?还?是减(?:少)?|是涨还?是跌|是多还?是少|减(?:少)?了?还是增|跌了?还是涨|下降还是上升"
        r"|(?:降|升|涨|跌|减|增|变化|变动|相?差|下降|上升|提高|降低)了?(?:百分之(?:几|多少)|(?:几|多少)个?百分(?:点|比))"
        r"|(?:增长|增加|减少|下降|降低|上升|缩减)了?的?(?:比例|百分比|幅度)"
    )
    by_rate = _BY_RATE.search(text) if re.search(f"{RISES}|{FALLS}", text) else None
    by_part = _BY_PART.search(text) if re.search(f"{WHICH}|的{NOUN}$|{NOUN}有", text) else None  # 减少过半的市
    if not (intent.note(by_rate) or intent.note(by_part) or intent.note(re.search(pattern, text))):
        return False
    intent.relation = Relation.GROWTH
    intent.note(re.search("百分之(?:几|多少)|几个(?:百分)?点|几成|(?<=[幅率速])(?:有|是)?多大", text))
    if re.search(f"{MOST}|{LEAST}|[前后第]{NUMBER}(?!季度|年|个?月)", text) and read_top(text, intent):
        if re.search(FALLS, text) and not re.search(RISES, text):
            intent.descending = not intent.descending
    elif intent.thresholds and (intent.which or re.search(f"的{NOUN}$", text)):
        intent.operation = Operation.FILTER
    else:
        intent.operation = Operation.COMPARE
    return True


def read_enough(text: str, intent: Intent) -> bool:
    """Read whether one amounts to a part of another (够不够乙的一半, 有没有乙的三分之一)."""
    match = re.search(
        rf"(?:够不够|够得上|顶不顶得上|顶得上|抵得上|赶得上|及得上|达到|有没有(?:达到)?|到不到|(?<![不能])够)(?:了)?"
        rf"(?:{NAME}|[{TIME}{METRIC}的])*{NAME}[{TIME}{METRIC}的]*(?:(?P<half>一半|半数)|(?P<whole>{NUMBER})分之(?P<part>{NUMBER}))",
        text,
    )
    if match is None or re.search(f"[{ROW}{GROUP}]", text[: match.start()]) is None or "占" in text:
        return False
    if not (intent.yes_no or re.search("够不够|到不到|顶不顶", match[0])):
        return False
    whole, part = number(match["whole"] or "2"), number(match["part"] or "1")
    if not whole or part is None:
        return False
    intent.note(match)
    intent.yes_no = True
    intent.operation, intent.relation = Operation.COMPARE, Relation.RATIO
    intent.asserted = Threshold(comparator=">=", start=match.start(), end=match.end(), value=part / whole)
    intent.thresholds = []
    return True


def read_part_of_other(text: str, intent: Intent) -> bool:
    """Read one as a part of another that it belongs not to (梅州是惠州的百分之几), in percent."""
    counted = "(?:企业|公司)?(?:数量?|家数|总数)?"
    one = rf"[{ROW}]+市?(?:的?[{TIME}{METRIC}的]+{counted})?"
    other = rf"(?:是|为|相当于|等于|抵|顶|占|达到?|只有|才有?)(?:了|到|得上)*[{TIME}的]*{one}的?"
    groups = rf"[{GROUP}][^,。]*(?:是|为|相当于|等于|抵|占)[{TIME}的]*[{GROUP}]+(?:的?[{TIME}{METRIC}的]+)?的?"
    match = re.search(
        rf"(?:(?<=[{ROW}{GROUP}{METRIC}{TIME}市的数量业家,]){other}|{groups}){_IN_PERCENT}",
        text,
    )
    if match is None or re.search(f"[{ROW}{GROUP}]", text[: match.start() + 1]) is None:
        return False
    intent.note(match)
    intent.operation, intent.relation, intent.function = Operation.COMPARE, Relation.RATIO, "percent"
    return True


def read_times(text: str, intent: Intent) -> bool:
    """Read a multiple (是几倍, 超过两倍吗)."""
    if intent.note(
        re.search(
            rf"(?:多少|几)倍|倍数|之比|比值|的比例是|{_SO_MANY_OF}",
            text,
        )
    ):
        intent.spans += [match.span() for match in re.finditer(f"之差|差距|差额|差值|{MOST}|{LEAST}", text)]
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


def read_difference(text: str, intent: Intent) -> bool:
    """Read a difference asked for (相差多少, 多几家)."""
    pattern = (
        r"差距(?:有)?多大|相差(?:了)?(?:多少|几)?|差(?:了)?(?:多少|几)|差值|差额|差距|落差|极差|缺口"
        r"|(?:多|少|高|低|大|小|增加|减少|增长|下降|提高|降低|上升|回落|超出|超额|多出|高出|低出|短|缺|降|跌|减|涨)(?:出|了|完成|验收|[招收用建补发投拨花排产种运修完做办交])*[生产业]?(?:多少|几)(?!个?城市|个?地市)"
        rf"|(?:多|少)[{METRIC}]{{1,4}}(?:多少|几)"
        rf"|(?<=[{ROW}{GROUP}市])减掉?(?=[{TIME}{ROW}{GROUP}])"
        r"|^差(?:呢)?$|减去|之差|(?<=的)差(?=$|[?是有])|变化(?:了)?(?:多少|情况)?|增减|差别|还差|增量|减量"
    )
    if intent.note(re.search(pattern, text)):
        intent.operation, intent.relation = Operation.COMPARE, Relation.DIFFERENCE
        intent.spans += [
            match.span() for match in re.finditer("之差|差距|差额|差值|相差|[大小多少高低](?:多少|几)", text)
        ]
        if re.search(rf"极差|最[高大多].*最[低小少].*(?:差|{GAP})", text):
            intent.operation, intent.function = Operation.AGGREGATE, "range"
            intent.spans += [end.span() for end in re.finditer(f"{MOST}|{LEAST}", text)]
        return True
    return False


_GAP_LIMIT = re.compile("(?:相差|差距|差额|差值|之差|(?<=[的数])差)(?:都|在|为|是)*$")


def read_gap_limit(text: str, intent: Intent) -> bool:
    """Read the rows of which two columns differ by less or more than so much (牵头数相差不到5家的市)."""
    limit = next((t for t in intent.thresholds if t.value is not None and not t.percent), None)
    said = _GAP_LIMIT.search(text[: limit.start]) if limit is not None else None
    asked = intent.which or re.search(f"的{NOUN}?(?:有|是|呢|[?]|$)|几个", text) is not None
    if said is None or not asked or re.search(f"[{ROW}]", text):
        return False
    intent.note(said)
    intent.operation, intent.relation = Operation.FILTER, Relation.GAP
    intent.counting = re.search("多少个|几个", text) is not None and "哪" not in text
    return True


_CHANGE_LIMIT = re.compile(
    r"(?:(?P<up>增加|增长|提高|上升|涨|多|高)|(?P<down>减少|下降|降低|降|少|低))(?:了|出|幅度?)*(?P<limit>超过|大于|超|过|达到?|不到|不足|没到)?(?:了)?"
    rf"(?:(?P<half>一半|半数|(?<=[超过到足])半)|(?P<whole>{NUMBER})分之(?P<part>{NUMBER})|{QUANTITY})(?P<more>以上|多|还多)?"
)


def _fraction(match: re.Match[str]) -> Decimal | None:
    """Return the part that a change is supposed to be, a half or so many of so many; None for a number."""
    if match["half"]:
        return Decimal("0.5")
    whole, part = number(match["whole"] or ""), number(match["part"] or "")
    return part / whole if whole and part is not None else None


def _limited_change(text: str, intent: Intent) -> bool | None:
    """Read a change supposed to be more or less than so much, or a half (减少超过一半了吗); None where none is said."""
    match = _CHANGE_LIMIT.search(text)
    limited = match is not None and (match["limit"] or match["half"] or match["whole"] or match["more"] == "以上")
    if match is None or not limited or not intent.yes_no or re.search("哪|谁|几个|有没有", text):
        return None
    first = _CHANGE_LIMIT.groupindex["part"] + 1
    value = _fraction(match) or amount_of(match, first)
    if value is None or re.search("比|较|增长|下降|增加|减少", text) is None:
        return None
    of_part = _fraction(match) is not None
    percent = of_part or match[first + 2] in PERCENT
    if not of_part and percent:
        value = value * (10 if match[first + 2] == "成" else 1) / 100
    below = match["limit"] in ("不到", "不足", "没到")
    comparator = "<" if below else ">" if match["limit"] in ("超过", "大于", "超", "过") else ">="
    if match["down"]:
        value, comparator = -value, {"<": ">", ">": "<", ">=": "<="}[comparator]
    intent.note(match)
    intent.operation = Operation.COMPARE
    intent.relation = Relation.GROWTH if percent else Relation.DIFFERENCE
    intent.asserted = Threshold(
        comparator=comparator,
        start=match.start(),
        end=match.end(),
        value=value,
        percent=percent,
        unit=None if of_part else match[first + 2],
    )
    intent.thresholds = []
    return True


def read_claimed_change(text: str, intent: Intent) -> bool:
    """Read a difference that the asker puts forward (东莞比佛山多30家吗, 增长了18%吗)."""
    change = "多|高|大|增加|增长|提高|上升|少|低|小|减少|下降|降低|相差|差"
    pattern = rf"({change})(?:了|出|完成|验收)*{QUANTITY}(?!以上|以下|以内)"
    match = re.search(pattern, text)
    if (limited := _limited_change(text, intent)) is not None:
        return limited
    if match is None or not re.search("比|较|相差|差|增长|下降|增加|减少", text) or not intent.yes_no:
        return False
    value = amount_of(match, 2)
    if value is None:
        return False
    intent.note(match)
    percent = match[4] in PERCENT
    value = value * 10 if match[4] == "成" else value
    over = re.match("多|余", text[match.end() :]) is not None  # 三成多
    falls = match[1] in {"少", "低", "小", "减少", "下降", "降低"}
    intent.operation = Operation.COMPARE
    intent.relation = Relation.GROWTH if percent else Relation.DIFFERENCE
    intent.asserted = Threshold(
        comparator=("<=" if falls else ">=") if over else "=",
        start=match.start(),
        end=match.end(),
        value=(-value if falls else value) / (100 if percent else 1),
        percent=percent,
        unit="abs" if "差" in match[1] else match[4],
    )
    intent.thresholds = []
    return True


def read_compare(text: str, intent: Intent) -> bool:
    """Read who has more, or whether two are level."""
    same = re.search("(?<!不)(?:相同|一样多?|相等|持平|等同)", text)
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
        re.search(
            rf"(?:和|与|跟|同)?{NAME}+(?:平均值?|均值)?(?:相比|比较|对比|比)(?:一下|起来)?,?(?:呢|如何|怎么样|(?:谁|哪个|哪边|哪里)(?:更)?[多少高低大小])?$",
            text,
        )
    ):
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        return True
    if intent.note(re.search(rf"^(?:那|那么)?(?:{WHICH})({MORE}|{LESS})(?:些|一些)?呢?$", text)):
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        intent.descending = re.search("[少低小弱慢差]", text) is None
        return True
    which = re.search(
        rf"(?:{WHICH})[^,。]{{0,8}}?({MORE}|{LESS})(?!少)|({MORE})了?还是({LESS})|({LESS})了?还是({MORE})", text
    )
    each = re.search(rf"[{ROW}{GROUP}][市县区]?的?({MORE}|{LESS})些?,?还是[{ROW}{GROUP}]+[市县区]?的?\1", text)
    if intent.note(each) and each is not None:  # 佛山高还是珠海高
        intent.operation, intent.relation = Operation.COMPARE, Relation.WHICH
        intent.descending = re.search("[少低小弱慢差]", each[1]) is None
        return True
    joined = re.search(
        rf"[{ROW}{GROUP}][^,。]*(?:比|和|与|跟|同|、|还是|vs|,)[^,。]*[{ROW}{GROUP}]", text
    ) or re.search(rf"[{METRIC}][^,。]*(?:和|与|跟|同|、|还是|vs)[^,。]*[{METRIC}]", text)
    joined = joined or re.search(f"[{ROW}{GROUP}]{{4,}}", text)  # 广州深圳谁多
    versus = re.search(rf"(?:比|较|相对于?|对比|相比)(?=[^,。]*[{ROW}{GROUP}{TIME}{METRIC}])", text)
    claim = re.search(rf"(?:比|较)[^,。]*?({MORE}|{LESS})(?!少|多)", text)
    amount = re.search(
        rf"[多少高低大小](?:了|出)?[招收用建补发投拨花排产种运修完做办交{METRIC}]*(?:多少|几)|多少家|几家", text
    )
    if claim and not amount and re.search(f"[{ROW}{GROUP}{WHOLE}{METRIC}{TIME}]", text[claim.start() :]):
        if (
            re.search(
                rf"(?:^谁(?:的?[{METRIC}{TIME}]*的?)比|哪|多少|几个|有没有|还有吗|还有别的|还有其他|的{NOUN}?呢?$|的{NOUN}?(?:都|分别|各)?(?:有|是)?谁|的{NOUN}(?:名单|都有|有吗|列)).*",
                text,
            )
            and not re.search(rf"[{ROW}{GROUP}].*比.*[{ROW}{GROUP}]", text)
            and not re.search("多了?还是少|高了?还是低", text)
        ):
            return _filter_by_name(text, claim, intent)
        if intent.yes_no and re.search("都[^,。]*[比较]", text) and not re.search(f"[{ROW}]", text):
            intent.quantifier = "all"  # 所有市的目标都比上年少吗
            return _filter_by_name(text, claim, intent)
        if intent.yes_no and re.search(ONLY, text[: claim.start()]) and not re.search(f"[{ROW}]", claim[0]):
            intent.quantifier = "only"  # 只有佛山的目标比上年高吗
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
    """Read 不降反升的城市, 下降的城市, 哪个市没变: return >, < or = for now against before, or None."""
    ways = f"(?P<up>{RISES})|(?P<down>{FALLS})|(?P<level>{STAYS})"
    of_rows = rf"(?:{ways})了?的?(?:{NOUN}|有|是(?=哪|谁))"
    asked = rf"(?:哪|谁|有?几个|多少个|有没有)[^,。]*?(?:{ways})(?:了|过|的)*[??]?$"
    only = re.search(rf"(?:{ONLY})[^,。]*?(?:{ways})(?:了|过|的)*(?:{NOUN})?(?:吗|么|吧|嘛|对吗|是吗)*[??]?$", text)
    match = re.search(of_rows, text) or re.search(asked, text) or only
    if match is None or re.search("多少家|几家|最|更", text):
        return None
    return ">" if match["up"] else "<" if match["down"] else "="
