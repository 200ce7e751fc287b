"""What a short question says of a change: up, down or level, how much, in per cent, who, and who most."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.figures.intent import count_of

_COUNT = "[一二两三四五六七八九十\\d]+"
_PATTERNS = {  # in this order: 最多 before 多, 多少 before 多, 一样多 before 多
    "many": rf"前(?P<n>{_COUNT})[个名家位]?",
    "most": "最(?P<end>多|大|高|厉害|明显|显著|快|猛|狠|凶|少|小|低|不明显)|[第头]一(?:名|位)?|居首"
    "|(?<=[降减增升涨跌]得)(?:更|比较)?(?:多|厉害|狠|快|猛|凶)(?![吗么不])",
    "rate": "(?:按|用|以|论|换成)?(?:(?:多少|几)个(?:百分)?点|百分比|百分率|百分之(?:几|多少)|百分点|比例|几成"
    "|[增降涨跌减]幅(?:是|有)?(?:多大|多高)?|增速|(?:增长|下降|变化)率)(?:来)?(?:算|看|计|讲|说|排|比)?",
    "level": "持平|打平|一样多?|相同|相等|[不没]变|没有变化|一致|正好一样",
    "amount": "有?(?:多少|几[家个名项户台])|(?:多|大)不(?:多|大)"
    "|(?<=[降减增升涨跌少多高低得])(?:多|大|厉害|明显)[吗么]",
    "apart": "相差|差距|差额|差",
    "rise": "增加|增长|上升|提高|上涨|上调|增多|增|升|涨|提",
    "fall": "减少|下降|降低|回落|下滑|下跌|下调|缩减|缩|减|降|跌|掉",
    "more": "高出|多出|超出|超过|高于|多于|变多|多|高|超",
    "less": "低于|少于|变少|少|低",
    "who": "哪几[个家]|哪些|哪个|哪一个|哪|谁|有没有|几个|多少个",
}
_IDLE = re.compile(
    "那么|那|又|还|反而|反倒|反过来|却|倒|其中|里面|当中|具体|分别|各自|各|都|也|是|有|的|得|了|出|来|呢|吗|么|吧|啊|它们|它|他们"
    "|该市|该县|该区|这个市|这些|上述|前面|刚好|刚才|正好|恰好|其他|其余|别的|城市|地市|市|区|县|地方|地区|单位|项目|[个家]|幅度|厉害|没有|比较|完成|实际|[,，?？]"
)


@dataclass(frozen=True, kw_only=True)
class ChangeWords:
    """What a question that says nothing else says of a change.

    Attributes:
        rising: whether over time it went up (增加) or down (下降); None where no such word stands.
        more: whether the first is above the second (高) or below (少), as the turn before put them.
        level: whether neither.
        apart: how far apart, whichever is above.
        most: whether who did so most is asked; `least` whether who did least.
        n: how many of those.
        amount: by how much.
        rate: in per cent.
        who: which rows.
        counting: how many rows did.
    """

    rising: bool | None = None
    more: bool | None = None
    level: bool = False
    apart: bool = False
    most: bool = False
    least: bool = False
    n: int | None = None
    amount: bool = False
    rate: bool = False
    who: bool = False
    counting: bool = False

    @property
    def up(self) -> bool | None:
        """Whether it went or stands above, however said; None where only level, apart or nothing is."""
        return self.rising if self.rising is not None else self.more


def change_words(text: str) -> ChangeWords | None:
    """Return what `text` says of a change; None where it says anything else, or nothing of one."""
    counting = (
        re.search("(?:几|多少)个(?!百分)", text) is not None and re.search("[多少高低增减升降差]了?几个", text) is None
    )
    rest, found = text, {}
    for name, pattern in _PATTERNS.items():
        if name == "amount" and counting:
            continue
        match = re.search(pattern, rest)
        if match is not None:
            found[name] = match
            rest = re.sub(pattern, ",", rest)
    said = found.keys() & {"rate", "level", "apart", "rise", "fall", "more", "less"}
    if not said or _IDLE.sub("", rest):
        return None
    falls = "rate" in found and re.search("[降跌减]幅|下降率", found["rate"][0]) is not None
    rises = "rate" in found and re.search("[增涨]幅|增长率|增速", found["rate"][0]) is not None
    return ChangeWords(
        rising=True if "rise" in found or rises else False if "fall" in found or falls else None,
        more=True if "more" in found else False if "less" in found else None,
        level="level" in found,
        apart="apart" in found,
        most="most" in found,
        least="most" in found and (found["most"]["end"] or "") in ("少", "小", "低", "不明显"),
        n=count_of(found["many"]["n"]) if "many" in found else None,
        amount="amount" in found,
        rate="rate" in found,
        who="who" in found,
        counting=counting,
    )
