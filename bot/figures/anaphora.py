"""Several subjects that a follow-up points back to by their number (三个里最少的, 两个加起来), spelled out by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.assemble import members_of
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.families import column_year, total_beside
from bot.figures.former_latter import former_and_latter
from bot.figures.in_few_words import in_full
from bot.figures.intent import count_of
from bot.figures.plainly import plainly
from bot.figures.query import FigureQuery, Operation, Subject, SubjectKind
from bot.figures.question import AGAINST
from bot.figures.remainder import OF_THEM
from bot.figures.restate import measure_name
from bot.figures.surface import CHINESE_NUMBER

_MOST, _FEW_NAMED = 21, 8
_NOUN = "(?:市|城市|地市|县|区|地方|地区|区域|片区|片|单位|项目|行业)"
_AFTER = (
    r"里面?|在|中(?!位)|当中|之中|加|合|一共|总共|总和|平均|都|各|分别|占|今年|去年|前年|\d{4}年|谁|哪|差|相差|相比|比|之间"
    r"|的?(?:总和|合计|差|平均|目标|数)|的(?=\d{2}年?|去年|今年)|的(?=[^,。]*(?:加|合计|总|平均|一共|差|比))|$"
)
COUNTED = re.compile(
    rf"(?<![前后第哪近每头几末名])(?<!最[高低多少大小]的)(?<!最[高低多少大小])(?:这|那|上述|以上|上面|前面|刚才|刚才这|刚才那|一共|它们|他们)?(?:的)?"
    rf"(?:(?P<count>\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})[个座家]{_NOUN}?|(?P<pair>[两二三四五])(?:者|市|地|县|区|片)|(?P<few>俩|仨))"
    rf"(?={_AFTER})"
)
POINTED = re.compile(  # what follows these needs no look: 这两个市平台都完成了没有
    rf"(?:这|那|上述|以上|前面|刚才这|刚才那|它们|他们)(?:的)?"
    rf"(?:(?P<count>\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})[个座](?:市|城市|地市|县|区|地方|地区)(?![场级])|(?P<pair>[两二三四五])(?:市|地)|(?P<few>俩|仨))"
)
BOTH = re.compile(rf"(?<![一-龥])(?P<few>俩|仨){_NOUN}")  # 俩市谁多
REACHED = re.compile(
    "(?:那|它|都|实际|这个?|该|今年|当年|现在|最后|最终|到底|已经?|的|目标|任务|指标|有没有|是否|是不是)*(?:完成|达标|达到|做到|实现|超过|超额完成)(?:目标|任务)?了?(?:没有?|吗|么|了没)[??]?"
)
ALSO = re.compile(  # 深圳也是吗
    "(?<![些个谁的])(?:也|同样)都?(?:是|一样|这样|如此|这种情况|[这那]么[高低多少大小])*(?:吗|么|嘛)[??]?$"
)
LIKE_OTHERS = re.compile("哪|谁|别的|其他|其它|其余")
THEM = re.compile(
    "(?:它们|他们|(?:这|那)些(?:个)?(?:市|城市|地市|县|区|地方)|上述(?:各|几个)?(?:市|城市|地市|县|区|地方))(?!里|中|之中|当中|之间)"
)
SHARED = re.compile(
    "(?P<joint>一共|总共|共|合计|合起来|加起来|加在?一[起块]|总和|总的)?(?=占)"
)  # 三个占珠三角的百分之几: the three together
EACH = re.compile("各|分别")
THAN_WHOLE = re.compile(
    "(高于|低于|超过|多于|少于|大于|小于|不到)(?:全省|全市|全国|这个(?:数|值|水平)?|它)(?:的?平均(?:值|数)?)?"
)
_THAN_THIS = re.compile(
    "比(?:这个|那个|这|那)(?:数字?|数量|数据)?(?=[多少高低大小降涨增减缩]|要|还|[上下]升|下降|下滑)"
)
_THAN_TOTAL = re.compile("(?<=比)(?:合计|总数|总计)数?(?=还|要|更|[多少高低大小])")
_THAN_IT = re.compile(
    "(?P<than>高于|低于|超过|多于|少于|大于|小于|不到|不如)(?:这个|这)(?:数|值|水平|比例|比率)?(?=的|[?？]?$)"
)
_OWN_LEADS = re.compile(
    "(?:那|那么|怎么|为什么|为啥|为何)*(?P<own>[一-龥]{2,6}?)(?:上|里)?的?(?:数量?|家数)?(?=(?:怎么|为什么|为啥|为何|会|还|反而|反倒)*比(?!例|重|率))"
)
_OF_MORE = re.compile("(?<=比.{4})的(?=[还要更]?[多少高低][?？]?$)|(?<=比.{6})的(?=[还要更]?[多少高低][?？]?$)")
THE_REST = re.compile(  # 剩下的市合计多少
    rf"^(?P<lead>(?:那|那么)?)(?:剩下|剩余|余下|其余|其他|其它|别的)(?:的|那)*(?:(?:\d+|{CHINESE_NUMBER}+)[个座])?(?:(?:地级市|城市|地市|市|县区|区县|县|区|地方)(?![场政民])|(?<=的)(?=平均|合计|一共|总共|加起来|呢))"
    "(?:们|的)?(?=.*(?:合计|合起来|总|一共|加起来|平均|占|各|分别|最|多少|几)|呢?[??]?$)"
)
_CHANGE = re.compile(
    r"(?:那|那么|所以|也?就是说?|等于|岂不是|是不是|是|[,，])*(?P<change>(?:增加|增长|上升|减少|下降|降低|[多少增减降涨])了?(?:超过|不到|大约|约|差不多|将近)?"
    rf"(?:\d+(?:\.\d+)?[家个户项%]?|一半|近?半数?|{CHINESE_NUMBER}成|百分之{CHINESE_NUMBER}+)(?:以上|多|左右)?)(?:了|吧|吗|咯|喽|对吗|对吧|是吧|是吗)*[?？]?"
)
_THAN_WHICH = re.compile(
    rf"(?:那|那么|它)?(?:都)?比(?P<which>哪些|哪几个|几个|多少个|谁)(?P<noun>{_NOUN}?)(?:都|还|要|更)?(?P<end>[高低多少大小])呢?[??]?"
)
_ITS_OWN = re.compile(rf"^(?:那|那么)?(?:它|他|[这该]个?{_NOUN})(?=比(?!例|重|率))")  # 它比佛山少多少
_WHOSE = re.compile(
    "(?:那|那么)?(?P<before>[^谁哪最比,。]{0,10}?)(?:谁|哪个|哪一个)(?P<place>市|城市|县|区)?的?(?P<measure>[^多少最比更,。]{0,10}?)"
    "(?:更|要|比较)?(?P<end>[高多大低少小])(?:一?些|一点)?呢?[??]?"
)
_OF_SO_MANY = re.compile(  # 占四市的几成: of the group that the turns were about
    rf"(?<=占)(?:了|这|那|全部)*(?P<n>\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})个?(?:市|城市|地市|县|区|地方)(?:的|总和|合计|总数|里)*(?=多少|几|百分|比|[?？]|$)"
)
_TIMES = re.compile(
    "(?:那|那么)?(?:(?P<who>[一-龥]{2,6}?)(?:是|相当于)(?:它|他|她|这个|后者|前者)的?|(?:它们|两个|两者|二者)?(?:相差|差|是|差了)了?)(?:多少|几)倍[??]?"
)
_OF_MORE_ROWS = re.compile(
    rf"(?:那|那么)?(?:这|那)(?:\d{{1,2}}|{CHINESE_NUMBER}{{1,2}})个{_NOUN}?(?:里面?|里头|中|当中|之中)?的?(?:谁|哪一?个|最[多少高低大小])"
)
_BARE = re.compile("呢?[??]?")
_WITHIN = re.compile("(?:里面?|里头|中|当中|之中)$")
FEW = {"俩": 2, "仨": 3}


def points_at_more(text: str) -> bool:
    """Say whether a follow-up still points at so many rows (这三个谁最少), of which the turns told fewer."""
    return _OF_MORE_ROWS.match(text) is not None


def spelled_out(text: str, frame: FigureQuery | None, catalogue: Catalogue) -> str:
    """Return a follow-up with 三个 or 两者 replaced by the names they stand for; unchanged where none fit."""
    if frame is None:
        return text
    text = in_full(plainly(text, frame, catalogue), frame, catalogue)
    text = former_and_latter(text, frame, catalogue)
    text = _whose_is_more(_of_others(text, frame, catalogue), frame, catalogue)
    text = _ITS_OWN.sub("", _times(text, frame, catalogue))
    text = _than_which(_supposed_change(text, frame, catalogue))
    reached = REACHED.fullmatch(text) is not None and len(frame.subjects) == 1 and frame.operation is Operation.VALUE
    part = total_beside(catalogue, frame.measures[0].column) is not None and re.search("目标|任务", text) is None
    if reached and not part:  # of a part, whether it comes to its total
        year = column_year(catalogue, catalogue.columns[frame.measures[0].column])
        return f"{frame.subjects[0].name}{year or ''}{'年' if year else ''}完成目标了吗"
    two = frame.operation is Operation.COMPARE and len(frame.measures) == 2
    text = text if two or LIKE_OTHERS.search(text) else ALSO.sub("呢", text)
    text = _OF_MORE.sub("", _without_own(text, frame, catalogue))
    total = total_beside(catalogue, frame.measures[0].column) if _THAN_TOTAL.search(text) else None
    text = _THAN_TOTAL.sub(total.name, text) if total is not None else text
    text = _THAN_THIS.sub(f"比{_measure_of(frame, catalogue)}", text) if len(frame.measures) == 1 else text
    if frame.function == "mean":
        text = THAN_WHOLE.sub(r"\1平均", text)
    elif frame.operation is Operation.VALUE and len(frame.subjects) == 1:
        text = _THAN_IT.sub(rf"\g<than>{frame.subjects[0].name}", text)
    text = _of_so_many(text, frame)
    if frame.operation is Operation.TOP and frame.scope is not None and OF_THEM.fullmatch(text):
        return text  # 占这五个市的几成, after which of the five has most
    match = COUNTED.search(text) or POINTED.search(text) or BOTH.match(text)
    if match is None:
        them = THEM.search(text)
        members = members_of(frame, Engine(catalogue)) if them is not None else []
        plain = 2 <= len(members) <= _FEW_NAMED and all(s.kind is SubjectKind.ROW for s in members)
        return named_instead(text, them, members) if them is not None and plain else text
    count = FEW[match["few"]] if match["few"] else count_of(match["count"] or match["pair"])
    engine = Engine(catalogue)
    own = {key for subject in frame.subjects for key in subject.rows}
    summed = frame.function == "sum" and count == len(own) and re.match("里|中|当中|谁|哪", text[match.end() :]) is None
    if summed and AGAINST.match(text[: match.start()]):
        return text[: match.start()] + text[match.end() :]  # 比这两市2023年验收数少几家, after the sum of the two
    whole = _scope_of(frame, engine)
    named = whole if count == len(whole) else last_named(frame, engine)
    if count is None or not 2 <= count <= min(len(named), _MOST):
        return text
    listed = members_of(frame, engine) if frame.operation is Operation.TOP else []
    meant = listed[:count] if len(listed) >= count else named[-count:]  # of a list the first, of turns the last
    return named_instead(text, match, meant)


def _of_others(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return a follow-up on the rest (剩下的市合计多少) with those it leaves out by name, and the group they are of."""
    rest = THE_REST.match(text)
    if rest is None:
        return text
    engine = Engine(catalogue)
    who = members_of(frame, engine)
    told = [key for s in who for key in s.exclude or s.rows or engine.rows(frame.measures[0], s)]
    bare = _BARE.fullmatch(text[rest.end() :]) is not None
    if len(told) < 2 and not bare:
        told = [key for s in last_named(frame, engine) if s.kind is SubjectKind.ROW for key in s.rows]
    within = next((s for s in _groups_of(frame) if set(told) < set(s.rows)), None)
    if not told or len(told) > _MOST // 2 or (bare and len(told) < 2):
        return text
    names = "、".join(catalogue.names.get(key, key) for key in told)
    asked = text[rest.end() :]
    if bare:  # 剩下16个市呢, after what the first five hold of the whole, or have
        asked = "占多少" if frame.operation is Operation.SHARE else "合计多少"
    return f"{within.name if within is not None else ''}除{names}外，{asked}"


def _groups_of(frame: FigureQuery) -> list[Subject]:
    """Return the groups that the turns were about, the latest first."""
    told = (frame.scope, *frame.subjects, *(s for s, _ in frame.earlier))
    return [s for s in told if s is not None and s.kind is SubjectKind.GROUP]


def _of_so_many(text: str, frame: FigureQuery) -> str:
    """Return a share of so many rows (占四市的几成) as one of the group of so many that the turns were about."""
    said = _OF_SO_MANY.search(text)
    count = count_of(said["n"]) if said is not None else None
    group = next((s for s in _groups_of(frame) if len(s.rows) == count), None)
    return f"{text[: said.start()]}{group.name}{text[said.end() :]}" if said is not None and group is not None else text


def _times(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return how many times as much (汕头是它的几倍, 相差多少倍) with the names of the two that the turns told of."""
    said = _TIMES.fullmatch(text)
    if said is None:
        return text
    engine = Engine(catalogue)
    told = [s for s in last_named(frame, engine) if s.kind is SubjectKind.ROW]
    if said["who"]:
        others = [s.name for s in told if not s.name.startswith(said["who"].removesuffix("市"))]
        return f"{said['who']}是{others[-1]}的几倍" if others else text
    held = [(amount.value, s.name) for s in told[-2:] if (amount := engine.amount(frame.measures[0], s)) is not None]
    if len(held) < 2:
        return text
    (_, less), (_, more) = sorted(held)
    return f"{more}是{less}的几倍"


def _supposed_change(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return a change that is supposed (那就是少了6家) of the two figures told of one row, with both names."""
    said = _CHANGE.fullmatch(text)
    told = frame.operation in {Operation.VALUE, Operation.COMPARE} and len(frame.subjects) == 1
    if said is None or not told or any(m.base is not None for m in frame.measures):
        return text
    now, whose = frame.measures[0], frame.subjects[0]
    earlier = [m for s, m in frame.earlier if s == whose and m.base is None and m != now]
    others = [*frame.measures[1:], *earlier]
    columns = [catalogue.columns[m.column] for m in (now, *others[:1])]
    years = [column_year(catalogue, c) or 0 for c in columns]
    if len(columns) < 2 or columns[0].unit != columns[1].unit:
        return text
    later, before = (now, others[0]) if years[0] >= years[1] else (others[0], now)
    names = [measure_name(catalogue, m) for m in (later, before)]
    return f"{whose.name}{names[0]}比{names[1]}{said['change']}吗"


def _than_which(text: str) -> str:
    """Return 比哪些市高 as those below the one that the turn before told of."""
    said = _THAN_WHICH.fullmatch(text)
    if said is None:
        return text
    return f"{'低于' if said['end'] in '高多大' else '高于'}它的有{said['which']}{said['noun']}"


def _whose_is_more(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return who of those just summed up or told has more (哪个市目标高) with their names."""
    said = _WHOSE.fullmatch(text)
    if said is None or not (said["before"] or said["measure"] or said["place"]):
        return text
    if _WITHIN.search(said["before"]):  # 城郊片里谁多: of its own rows
        return f"{said['before']}谁最{said['end']}"
    engine = Engine(catalogue)
    who = [row for s in members_of(frame, engine) for row in engine.rows_of(s)]
    if frame.operation is Operation.TOP or not 2 <= len(who) <= _FEW_NAMED:
        return text
    names, measure = "、".join(s.name for s in who), said["before"] or said["measure"]
    return f"{names}{measure}哪个更{said['end']}" if len(who) == 2 else f"{names}{measure}最{said['end']}的是谁"


def named_instead(text: str, pointed: re.Match[str], meant: Sequence[Subject]) -> str:
    """Return `text` with names in place of what points at them; a share is one of all together."""
    rest = text[pointed.end() :]
    joint = SHARED.match(rest) if EACH.search(rest) is None else None
    told = rest if joint is None else f"合计{rest[joint.end() :]}"
    return text[: pointed.start()] + "、".join(s.name for s in meant) + told


def _without_own(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return a comparison without the measure of the turn before where it names it again (平台上的比验收的还多)."""
    own = _OWN_LEADS.match(text)
    if own is None or own["own"] not in catalogue.columns[frame.measures[0].column].label:
        return text
    return text[: own.start("own")] + text[own.end() :]


def _measure_of(frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return the measure of the turn before by name, that another is set against (目标比这个少多少)."""
    only = frame.measures[0]
    return measure_name(catalogue, only) if only.base is None else "这个"


def _scope_of(frame: FigureQuery, engine: Engine) -> list[Subject]:
    """Return the rows that the turn before chose one from (三个里最少的)."""
    if frame.operation is not Operation.TOP or frame.scope is None or not frame.scope.rows:
        return []
    return list(dict.fromkeys(entry.subject for entry in engine.run(frame).all_entries))


def last_named(frame: FigureQuery, engine: Engine) -> list[Subject]:
    """Return whom the turns were about, in the order asked: the members of a list, else the subjects of all turns."""
    listed = [row for s in members_of(frame, engine) for row in engine.rows_of(s)]
    kinds = {SubjectKind.ROW, SubjectKind.GROUP}
    own = listed or [s for s in frame.subjects if s.kind in kinds]
    earlier = [s for s, _ in reversed(frame.earlier) if s.kind in kinds]
    return list(dict.fromkeys([*(s for s in earlier if s not in own), *own]))
