"""Which time expressions of a sentence are limits, and which of them share one task."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from kb.zh.dates import TimeExpression, TimeKind, find_times
from kb.zh.time_rules import TimeRule

_MAYBE = re.compile(
    r"[\d一二三四五六七八九十两〇]\s*(?:年|月|日|天|周|小时|个月|个工作日|工作日|季度|半年)|每[年季月]|年底|年末|月底"
)
ACT = (
    r"完成|报送|报|送|提交|上报|公布|公开|公示|发布|建成|实现|达到|组织|开展|启动|申报|申请|填报|报名|印发|制定|编制|备案|缴纳"
    r"|履行|改正|通过|召开|反馈|办理|审核|验收|上传|登录|推荐|淘汰|改造|披露"
)
_LIMIT_CUE = re.compile(
    r"(?:最迟|最晚|不得?[晚迟]于|不应[晚迟]于)(?:不得?[晚迟]于)?(?:在|于|至|到)?\s*$"
    r"|(?:截止|截至)(?:时间|日期|日)?(?:为|是|到|至|于|[:：])?\s*$"
    r"|(?:报送|申报|提交|报名|受理|办理|完成|填报|公示|征求意见|实施|反馈|缴费|报到|征集|登记|领取|投票|评审|评选|认定|考试|面试)(?:时间|日期|期限|时限|期)(?:为|是|[:：])?\s*(?:自|从)?$"
    r"|[\u4e00-\u9fff]{2,8}(?<!统计)(?<!数据)(?<!印发)(?<!发布)(?<!成立)(?<!建成)(?<!投产)(?<!施行)(?<!生效)(?<!发文)(?<!成文)(?<!更新)"
    r"(?<!落款)(?<!颁布)(?<!签署)(?<!签发)(?<!通过)(?<!公布)(?<!修订)(?<!批准)(?<!制定)(?<!采集)(?<!起算)(?<!出台)"
    r"(?:时间|期限|时限)(?:安排)?(?:为|是|[:：])\s*(?:自|从)?$"
)
_DUE_CUE = re.compile(rf"^[，、]?(?:期间)?(?:应|要|须|需|全面|基本|组织|集中)?(?:{ACT})")
# 9月1日至10月31日，各地应当组织检查
_DUE_AFTER = re.compile(
    rf"^，[^，。；]{{0,40}}(?:应当?|要|须|需|请|组织|集中|开展)[^，。；]{{0,12}}(?:{ACT}|检查|整治|排查|核查|评审|宣传|活动)"
)
_DONE_IN = re.compile(
    rf"^[，、]?(?:应当?|要|须|必须)?(?:向|将|把|依法|予以|作出|书面|如实|及时|{ACT}|答复|处理|移送|整改|办结|送达|批复|出具|签订|通知|返还|提出|缴清|变更|登记|告知|核实)"
)
_BOUND_IN = re.compile(r"(?:应当?|必?须|务必)(?:在|于)\s*$")  # 应当在5个工作日内上门收集
_PAST = re.compile(r"(?:近|最近|过去|连续|前|上|以往|此前|曾|不超过|超过|少于|至少|满)\s*$")
_NOT_A_DEADLINE = re.compile(
    r"^(?:未|无|没有|曾|发生|累计|不得|不予|不能|不再|禁止|已|受到|连续|任职|的(?!.{0,12}(?:前|内))|有效|至少|两次|再次|完成验收的|完成的"
    r"|(?!(?:提出|提交|报送|递交|上报|完成|受理|填报|向)[^，。；]{0,8}申请)[^，。；]{0,8}(?:资格|申请|处分|记录))"
)
_STARTS = re.compile(r"^(?:起|之日起)?(?:正式)?(?:施行|实施|生效|执行|印发|发布|公布|通过)(?:$|[，。；）])|^起")
_STATISTIC = re.compile(r"(?:统计)?(?:截至|截止)到?\s*$")
# 小学报名：7月6日至7月10日；
_LABEL = re.compile(
    r"(?:^|[；。，]|\d[.．、])\s*[\u4e00-\u9fff“”（）]{2,14}(?<![日时]期)(?<!时间)(?<!期限)(?<!年度)[:：]\s*$"
)
_ITEM = "事项："  # stands for the heading that leads over
# What may stand between a date and its 前: 4月15日（星期一）前, 5月20日17:00前
_BETWEEN = re.compile(
    r"^(?:（[^（）]{1,10}）|\s*(?:上午|下午|中午)?\s*\d{1,2}\s*[:：时点]\s*(?:\d{1,2}分?|整)?)+(?P<by>之?前|以前|止|截止)?"
)
_WELL_BEFORE = timedelta(days=15)
_JOINER = re.compile(r"^[、和及与]+(?:以及)?$")


# What a text tells of the past is no limit: 当时要求在2012年7月30日前启动
_TOLD = re.compile(r"当时|曾经?|此前|原定|原计划|历史上|已于|早在|当年")

# What a text says of its own words is none either: 本规定所称“年度”指每年的1月1日至12月31日
_DEFINES = re.compile(r"所(?:称|指)[^。；]{0,20}?(?:是指|指|不?包括|含)")

_OF_ONE_YEAR = re.compile(r"首[次年批]|[今本明去]年|第[一二三]年|\d{4}年")
_DAY_OF_ANY_YEAR = re.compile(r"(?:当年|次年|同年|下一?年|翌年)?度?的?\d{1,2}月")


def find_limits(
    text: str, *, year: int | None, since: date | None = None, labelled: bool = False
) -> list[tuple[TimeExpression, ...]]:
    """Return the limits of a sentence in order; those joined to one (7月10日和次年1月10日前) form a group.

    Args:
        text: the sentence.
        year: the year that completes 4月底.
        labelled: a heading with a colon leads over to the sentence (报名时间：…), and is no part of it.
        since: the day the document was issued; None where it is not known.  What it dates up to that day is history.
    """
    if not _MAYBE.search(text) or _DEFINES.search(text):
        return []
    found = (_to_come(t, since) for t in find_times(text, year=year))
    times = _yearly(text, [_extended(text, t) for t in found if not _is_history(text, t, since)])
    groups: list[list[TimeExpression]] = []
    for at in range(len(times) - 1, -1, -1):
        time = times[at]
        after = times[at + 1] if at + 1 < len(times) else None
        joined = after is not None and bool(_JOINER.match(text[time.end : after.start]))
        if (
            joined
            and after is not None
            and groups
            and groups[0][0] is after
            and after.by
            and time.kind is not TimeKind.RELATIVE
        ):
            times[at] = time = replace(time, by=True)
            groups[0].insert(0, time)
        elif _is_limit(f"{_ITEM}{text}" if labelled else text, _moved(time, len(_ITEM)) if labelled else time):
            groups.insert(0, [time])
    return [tuple(group) for group in groups]


def _yearly(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """Return times with days of no year behind one of every year (每年5月31日前申请，6月20日前审完), of every year."""
    first = next(
        (at for at, t in enumerate(times) if t.rule is not None and t.rule.cycle == "Y" and t.rule.month), None
    )
    if first is None:
        return times
    return times[: first + 1] + [_every_year(text, t) for t in times[first + 1 :]]


def _every_year(text: str, time: TimeExpression) -> TimeExpression:
    clause = re.split("[，；。]", text[: time.start])[-1]
    if time.kind in (TimeKind.RELATIVE, TimeKind.PERIODIC) or time.last is None:
        return time
    if _OF_ONE_YEAR.search(clause + time.text) or not _DAY_OF_ANY_YEAR.match(time.text):
        return time
    day = 0 if re.search("[底末]", time.text) else time.last.day
    rule = TimeRule(kind="every", cycle="Y", month=time.last.month, day=day)
    return replace(time, kind=TimeKind.PERIODIC, first=None, last=None, rule=rule)


def _moved(time: TimeExpression, chars: int) -> TimeExpression:
    return replace(time, start=time.start + chars, end=time.end + chars)


def _to_come(time: TimeExpression, since: date | None) -> TimeExpression:
    """Return a day whose year is not written in the year after, where it would lie well before the document.

    于3月10日前报送, in a notice of November, is due in the March that follows.
    """
    if since is None or time.year_given or time.last is None or since - time.last < _WELL_BEFORE:
        return time
    first, last = _year_on(time.first), _year_on(time.last)
    return replace(time, first=first, last=last) if last is not None and since <= last else time


def _year_on(day: date | None) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _is_history(text: str, time: TimeExpression, since: date | None) -> bool:
    if time.last is None or not time.year_given:
        return False
    if since is not None:
        return time.last <= since
    return not time.by or _TOLD.search(text[: time.start]) is not None


def _extended(text: str, time: TimeExpression) -> TimeExpression:
    """Return a day with the weekday or hour behind it, and with the 前 that follows those."""
    if time.by or not re.search(r"[日号]$", time.text) or time.kind in (TimeKind.RELATIVE, TimeKind.PERIODIC):
        return time
    found = _BETWEEN.match(text[time.end :])
    if not found or (not found["by"] and text[time.end] == "（"):
        return time
    end = time.end + found.end()
    return replace(time, end=end, text=text[time.start : end], by=bool(found["by"]))


def _is_limit(text: str, time: TimeExpression) -> bool:
    before, after = text[: time.start], text[time.end :]
    if _STARTS.match(after) or re.search(r"有效期(?:限)?[^，。；]{0,6}$|施行之日", before + time.text):
        return False
    if time.kind is TimeKind.PERIODIC:
        return time.by or not re.match(r"^[为是]", after)
    if time.kind is TimeKind.RELATIVE:
        if _PAST.search(before) or _NOT_A_DEADLINE.match(after):
            return False
        # A period without an event is a limit only where something is to be done in it.
        if _BOUND_IN.search(before):
            return True
        return bool(time.rule is not None and time.rule.event) or bool(_DONE_IN.match(after))
    if time.by:
        if _NOT_A_DEADLINE.match(after) and not re.match(r"^的", after):
            return False
        return not re.match(r"^(?:的|已|，已|建成|竣工|投产)[^，。；]{0,12}(?:项目|企业|设施|机组)", after)
    if _STATISTIC.search(before) and not re.search(
        r"(?:时间|日期)[为是：:]?\s*$|(?:期限|受理|报名|申报|申请|征集|提交|报送|填报|推荐)截[至止]到?\s*$", before
    ):
        return False
    if _LIMIT_CUE.search(before):
        return True
    if _LABEL.search(before) and re.match(r"(?:[；。，]|$)", after) and re.search(r"月.*[日号]$", time.text):
        return True
    if time.kind is TimeKind.SPAN and _is_range(time):
        return bool(_DUE_CUE.match(after) or _DUE_AFTER.match(after) or _alone_in_brackets(before, time, after))
    if re.search(r"[底末]$", time.text):
        return bool(re.search(r"(?:到|于|在|至)\s*$", before) or _DUE_CUE.match(after))
    return bool(re.search(r"于\s*$", before) and _DUE_CUE.match(after) and time.kind is not TimeKind.SPAN)


def _alone_in_brackets(before: str, time: TimeExpression, after: str) -> bool:
    """Whether a stretch of days is all that a bracket behind a heading holds: 县级申报（10月15日—11月15日）."""
    days = "月" in time.text  # years alone belong to a title: 方案（2023—2025年）
    return days and bool(re.search(r"[\u4e00-\u9fff]（\s*$", before)) and after.lstrip().startswith("）")


def _is_range(time: TimeExpression) -> bool:
    return bool(re.search(r"[至到—－~～-]", time.text)) and time.first != time.last
