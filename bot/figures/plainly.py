"""A follow-up on figures in the words that the rules for follow-ups know (我看到的是17: 是17吗)."""

from __future__ import annotations

import re

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, total_beside
from bot.figures.query import FigureQuery, Operation, SubjectKind
from bot.figures.roles import Role

# Who says a number, and that it is said: 我这边看到的是, 表里不是写的
_SAYS = (
    "(?:可是|可|但是|但|不过|怎么|咦|啊|那|我们?|这边|这儿|这里|你们?|他们?|她|别人|人家|网上|同事|领导|老板|表格?|附件|通知|文件|原文|里|上|中|"
    "看到|看|查到|查|听到|听说|听|记得|记着|记|印象|以为|算出来|算下来|算|得出|得到|得|写|显示|标|印|登|说|不应该|应该|难道|明明|好像|"
    "不是|是|怎么|数字?|的|着|了|到|有)"
)
_SAID_NUMBER = re.compile(
    rf"{_SAYS}{{2,}}(?P<number>(?!(?:19|20)\d{{2}}(?:年|$|[?呢啊吗吧]))\d+(?:\.\d+)?)(?P<unit>[家个户项名人台座]?)"
    "(?:企业)?(?:对|啊|呀|呢|吗|吧|么|嘛|哦|才对|才是)*[??]?$"
)
_HOW_DONE = re.compile(
    "(?:那|那么|它|现在|目前|实际|最后|最终|到底|已经?|的|这个?|目标|任务|指标|今年|当年|都)*"
    "(?:(?:完成|做|干|落实|推进|达成)得?(?:情况|得?怎么?样|得?如何|到?(?:了)?多少(?:[家个户项])?了?|到?哪(?:一步)?了)|(?:进展|进度|完成情况)(?:怎么?样|如何|呢)?)"
    "(?:怎么?样|如何|是?多少)?呢?[??]?"
)
_RATE_OF_GOAL = re.compile(
    "(?:那|那么|它|目标|任务|实际|最后|最终)*的?(?:完成|达成)(?:率|度|比例|比率)(?:怎么样|如何|是?多少|是?多大|有?多高|呢)*[??]?"
)
_HOW_COME = re.compile(
    "^(?:那|那么)?怎么(?:会|就|能)*(?=差|这么|这样|那么|这点|那点|才|就|只|超过|超出|高于|大于|多于|低于|不到|比)"
)
_ODD = re.compile("(?:那|那么)?(?:多|超)出?来?的?.{0,5}?(?:怎么回事|是?什么情况|哪来的|为什么|为啥)(?:啊|呢)?[??]?")
_SAME_AS_BEFORE = re.compile(
    "(?:那|那么)?(?:和|跟|与|同)(?:去年|上年|上一年)(?:的|验收|完成|实际|数|比)*(?:是不是|一不一样|一样不|一样|相同|持平)(?:多|的)?(?:吗|么|不)?[??]?"
)
_MORE_OR_LESS = re.compile(  # 是多了还是少了，差几家: how far apart the two are says it
    "(?:那|那么|这|到底|究竟|算|又|就)*是?(?:[多少增减升降涨跌高低]|增加|减少|增长|上升|下降)了?(?:还是|或|或者)(?:[多少增减升降涨跌高低]|增加|减少|增长|上升|下降)了?"
    "[,，]?(?P<by>(?:差|多|少|相差|差了|变)了?(?:多少|几[家个户项]?))[??]?"
)
_BESIDE_OTHER = re.compile(  # 和2023年验收的比呢, after the goal
    "(?P<than>(?:那|那么)?(?:和|跟|与|同)[^,，。?？]{2,20}?)(?:相)?比(?:较|一比|一下|起来)?(?:呢|怎么样|如何)?[??]?"
)
_IN_PER_CENT = re.compile("(?:换算|折算|折合|换|折|算)(?:成|为|作)?(?=百分(?:比|数|率))")  # 折成百分比呢
_IN_OR_NOT = re.compile("(?P<who>[一-龥]{2,6}?)(?:算不算|在不在|够不够)(?:在|其中|里面|内|里头)*[??]?")  # 韶关算不算
_REALLY_ONLY = re.compile("(?:真的?|难道|竟然?|居然|果真)(?:也)?(?:就|只有?|才|是|有)*(?=\\d)")  # 生态那边真就1家
_OWN_OTHER = re.compile(  # 跟它2023年验收的比，多了还是少了
    "^(?P<with>(?:那|那么)?(?:跟|和|与|同|比|较))(?P<who>[一-龥]{1,8}?)的?(?=\\d{4}年|去年|上年|上一年|前一年|前年|今年)"
)
_WITH_BEFORE = re.compile("(?<=[跟和与同])(?P<what>[^，,。]{4,16}?)的(?=比(?:较|起来)?[,，是多少差])")
_ALSO_THIS = re.compile(  # 湛江是不是也这样，给数
    "(?P<who>[一-龥]{2,8}?)(?:呢[,，])?(?:是不是|是否|会不会|有没有)?也(?:是|会|属于)?(?:不是)?(?:这样|这种情况|如此|一样|这么回事|这个情况|同样)(?:的|子)?"
    "(?:吗|么|嘛|不|呢)?(?:[,，?？](?:给|报|说|把|具体)*(?:个|一下|具体)?(?:数字?|数据)?)?[??]?"
)
_A_SLICE = re.compile("(?<=占)(?:了|到|得|比)?多大(?:的)?(?:一)?(?:块|份|头|部分|截)")
_OTHERS = re.compile("哪|谁|还有|别|其他|其它|其余")
_TWO_YEARS = re.compile(
    "(?:那|那么)?(?:这|前后|头尾)?两年(?:的|之间|间)*(?:数字?|数量|目标|差距)?(?:比|对比|相比)?(?=(?:相差|差|多|少|变|增|减))"
)
_SINGLED_OUT = re.compile(  # 把里头工信那边带的拎出来
    "(?:那|那么|再|请|麻烦|帮我)*把(?:里头|里面|其中|当中)?的?(?P<what>[^，,。？?]{2,12}?)(?:的)?(?:那?(?:部分|一?块|几家|些))?"
    "(?:单独|单|给我|都|全)*(?:拎|挑|列|摘|抽|分|拆|报|择|算|剔)(?:出来|一下|开|出)(?:看看|看|说说|报一下)?(?:吧|呗)?[??]?"
)
_ALSO_SO = re.compile(  # 潮州呢，是不是也全是
    "(?P<who>[一-龥]{2,8}?)呢[,，](?:是不是|是否)?(?:也|还)(?:是|一样|这样|如此|都|全|这么)*(?:吗|么)?[??]?"
)
_THAN_BEFORE = re.compile(
    "(?:那|那么)?(?:(?P<more>超过|高于|多于|大于)|低于|少于|不如|不到|小于)(?:去年|上年|上一年)(?:验收)?的?(?:有.{0,6}|呢|市)*[??]?"
)
_AHEAD = re.compile(
    "(?:那|那么|到底|是)*(?:谁|哪个市?|哪一个)的?(?:排名?|名次|位次)?(?:更|比较|要)?(?:靠前|在前|领先|排前面|在前面)(?:一些|一点)?呢?[??]?"
)
_EACH_PLACE = re.compile("(?:分别|各自?|都)(?=(?:在?全省|在?全市)?(?:排|第几|名次))")
_EXTENT = re.compile("(?:那|那么)?(?:变化|变动|增减|升降)?的?幅度(?:是|有)?(?:多大|多少|多高|怎么样)?呢?[??]?")
_SHARE_OF_SUM = re.compile("(?:那|那么)?占(?!.*(?:各|分别))")
_BOTH_ENDS = re.compile("最[高多大].*最[低少小]|最[低少小].*最[高多大]")
_EACH = re.compile("(?:分别|各自?)(?=是|为|有)")
_SHARE_ALONE = re.compile(
    "(?P<who>[^占,，。]{2,10})占(?:比|了|到|其中|里面|的)*(?P<asked>(?:多少|几成|百分之几|多大|比例)[^占]{0,4})"
)


def plainly(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return a follow-up with its matter in plain words; unchanged where it is plain already.

    Args:
        text: cleaned question.
        frame: the query of the turn before.
        catalogue: what is on file.
    """
    said = _SAID_NUMBER.fullmatch(text)
    if said is not None:
        return f"是{said['number']}{said['unit']}吗"
    text = _A_SLICE.sub("多少", _IN_PER_CENT.sub("", _HOW_COME.sub("为什么", text)))
    text = _ALSO_SO.sub(r"\g<who>也是吗", text) if _ALSO_SO.fullmatch(text) else text
    text = _IN_OR_NOT.sub(r"\g<who>算吗", text) if _IN_OR_NOT.fullmatch(text) else text
    text = _WITH_BEFORE.sub(r"\g<what>", _of_own(_REALLY_ONLY.sub("只有", text), frame))
    if (also := _ALSO_THIS.fullmatch(text)) is not None and _OTHERS.search(also["who"]) is None:
        text = f"{also['who']}也是吗"
    if (single := _SINGLED_OUT.fullmatch(text)) is not None:
        text = f"其中{single['what']}的呢"
    text = _of_two_years(text, frame, catalogue)
    if _ODD.fullmatch(text):
        return "为什么还多"
    if frame.operation is Operation.VALUE and _SAME_AS_BEFORE.fullmatch(text):
        return "比去年多还是少"
    if _MORE_OR_LESS.fullmatch(text) is not None:
        return "差多少"
    beside = _BESIDE_OTHER.fullmatch(text) if frame.operation is Operation.VALUE else None
    if beside is not None and len(frame.subjects) == 1 and catalogue.roles.asked(beside["than"]) is not None:
        return f"{beside['than']}比差多少"
    than = _THAN_BEFORE.fullmatch(text)
    if than is not None and frame.operation is Operation.FILTER and any(c.other is not None for c in frame.conditions):
        return "增加的呢" if than["more"] else "减少的呢"
    summed = frame.operation is Operation.AGGREGATE and frame.function == "sum" and len(frame.subjects) > 1
    if summed and _SHARE_OF_SUM.match(text):
        return f"一共{text}"  # 占全省多少, after the sum of several
    if len(frame.subjects) > 1:
        text = "谁更多" if _AHEAD.fullmatch(text) else _EACH_PLACE.sub("", text)
    if frame.operation is Operation.COMPARE and _EXTENT.fullmatch(text):
        return "百分之几"
    if _BOTH_ENDS.search(text):
        text = _EACH.sub("", text)
    return _of_goal(text, frame, catalogue) or _share_of_group(text, frame, catalogue) or text


def _of_two_years(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return what lies between two years (两年差多少) as asked of the year before, or of the two figures just told."""
    said = _TWO_YEARS.match(text)
    lone = frame.operation is Operation.VALUE and len(frame.subjects) == len(frame.measures) == 1
    if said is None or not lone:
        return text
    rest = text[said.end() :]
    if frame.earlier[:1] and frame.earlier[0][0] == frame.subjects[0]:
        return rest
    year = column_year(catalogue, catalogue.columns[frame.measures[0].column])
    years = {column_year(catalogue, c) for c in catalogue.columns.values()}
    other = next((y for y in (year - 1, year + 1) if y in years), None) if year is not None else None
    return f"比{other}年{rest}" if other is not None else text


def _of_own(text: str, frame: FigureQuery) -> str:
    """Return a comparison with another figure of the one just told (跟它2023年验收的比…) without its name."""
    said = _OWN_OTHER.match(text)
    lone = frame.subjects[0].name if len(frame.subjects) == 1 else ""
    own = said is not None and (said["who"] in ("它", "他") or said["who"] == lone)
    return f"{said['with']}{text[said.end() :]}" if said is not None and own else text


def _of_goal(text: str, frame: FigureQuery, catalogue: Catalogue) -> str | None:
    """Return how much was done of the goal just told, of its own year (完成得怎么样); None for other questions."""
    lone = frame.operation is Operation.VALUE and len(frame.subjects) == 1 and len(frame.measures) == 1
    if not lone or (_HOW_DONE.fullmatch(text) or _RATE_OF_GOAL.fullmatch(text)) is None:
        return None
    column = catalogue.columns[frame.measures[0].column]
    if catalogue.roles.of(column.id) is not Role.GOAL or total_beside(catalogue, column.id) is not None:
        return None
    year = column_year(catalogue, column)
    asked = "完成率是多少" if _RATE_OF_GOAL.fullmatch(text) else "完成了多少"
    return f"{frame.subjects[0].name}{year}年{asked}" if year is not None else None


def _share_of_group(text: str, frame: FigureQuery, catalogue: Catalogue) -> str | None:
    """Return the share that a member has of the group just summed up (汕头占多少, after 粤东合计); None for others."""
    said = _SHARE_ALONE.fullmatch(text)
    whole = frame.subjects[0] if len(frame.subjects) == 1 else None
    whole = frame.scope if frame.operation is Operation.SHARE else whole
    if said is None or whole is None or whole.kind is not SubjectKind.GROUP:
        return None
    names = (catalogue.names.get(key, key) for key in whole.rows)
    member = any(name[:-1] in said["who"] for name in names if len(name) > 2)
    return f"{said['who']}占{whole.name}{said['asked']}" if member else None
