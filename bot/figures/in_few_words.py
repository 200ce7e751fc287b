"""A few words on the figures just told, spelt out with the names and quantities that they leave to the turns before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.assemble import members_of
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.intent import count_of
from bot.figures.query import FigureQuery, Operation, Subject, SubjectKind
from bot.figures.restate import measure_name

_MORE = "(?P<end>[多少高低大小])"
_WHICH_MORE = re.compile(
    "(?:那|那么|这|它们?|两个|两者|两项|两家|两边|俩)*(?:是)?(?:哪一?(?:个|家|边|方|头|项)|谁)(?:部门|单位|牵头|口)?的?(?:数量?)?"
    f"(?:更|要|比较)?{_MORE}(?:一些|一点|些|点)?呢?[??]?"
)
_STILL_MORE = re.compile(
    f"(?:那|那么)?(?:还是|仍然?是?|也是|依然是?|依旧是?|照样是?)(?P<who>[一-龥]{{2,6}}?)(?:更|要|比较)?{_MORE}(?:一些|一点|些|点)?(?:吗|么|吧)?[??]?"
)
_JOINT_SHARE = re.compile(
    "(?:那|那么|它们|他们|两个|两者|三个|这几个|这两个|俩)*(?:合起来|加起来|合在一起|加在一起|加一块|合计|一共|总共|一起)(?=占)"
)
_MEAN_SUPPOSED = re.compile(
    "^(?P<than>(?:那|那么|会|还|是不是)*比(?:全省|全市|全国|全县|总体|整体)的?平均(?:数|值|水平)?)(?:要|还|更)?(?P<end>[高低多少大小])(?:吗|么|不|没有)?[??]?$"
)
_HIGHER_OF_THEM = re.compile(
    "^(?P<among>(?:那|那么)?(?:其中|里面|里头|当中))(?:更|较|比较|要)?(?P<end>[多少高低大小])(?=的(?:是|为)?(?:哪|谁))"
)
_WHERE_FROM = re.compile(
    "(?:那|那么)?(?:主要|大头|多数|多半|都|具体|重点)*(?:是)?(?:差|缺口?|少|多|差距|差额|缺额)(?:了|得)?(?:主要|都)*(?:是)?在(?:哪里|哪儿|哪些?|哪几个|谁)(?:个?(?P<noun>市|城市|地市|县|区|地方))?(?:身上|那里|那儿)?呢?[??]?"
)
_ABOVE = re.compile(  # 压在它头上的是谁, 它前面有哪几个市
    "(?:那|那么)?(?:(?:排|站|位)在?)?(?:它|他|[一-龥]{2,8}?)?的?"
    "(?:(?P<above>前面|前头|上面|上头)|后面|后头|下面)的?(?:市|城市|地方)?(?:都|还|分别|各)?(?:(?:是|有)?(?:哪几个|哪些|几个|谁和谁|哪[两二三四五])|(?<=都)(?:是|有)谁)"
    "(?:市|城市|地市|地方|县|区|镇)?呢?[??]?"
)
_OVER_ITS_HEAD = re.compile(
    "(?:那|那么)?(?:压|排|骑|站|踩|盖)?在?(?:它|他|[一-龥]{2,8}?)的?(?:头上|头顶上?|上头)的?(?:都|还)?(?:是|有)?"
    "(?:谁|哪个|哪些|哪几个|哪几家|几个)(?:市|城市|地市|地方|县|区|镇)?呢?[??]?"
)
_WHO_CHANGED = re.compile(  # 这三个市里谁少得最多, after what each of them fell by
    "(?:那|那么)?(?:这|那|它们|他们)?(?:(?P<n>[两二三四五六七八九十]|\\d{1,2})个?)?(?:市|城市|地市|县|区|地方)?(?:里面?|里头|中|当中|之中)?"
    "(?P<asked>(?:谁|哪个)[多少增减升降涨跌][加少]?(?:了|得|的)?(?:最|更|比较)?[多少大小][?？]?)"
)
_AHEAD = "(?:前面|前头|前边|上头|上面|头里)"
_WHO_IS_AHEAD = re.compile(  # 前面还有谁, after the place of one; 前面是谁 asks of the next alone
    f"(?:那|那么)?(?:排在?)?(?:它|他)?的?{_AHEAD}的?(?:(?:都|还|一共)+[有是]?(?:哪几个|哪些|哪个|谁)|有(?:哪几个|哪些|谁)|是?(?:哪几个|哪些))(?:市|城市|地市|县|区|地方)?呢?[??]?"
    f"|(?:那|那么)?(?:还有(?:哪个|谁)|(?:还有)?(?:哪几个|哪些))(?:市|城市|地市|县|区|地方)?排?(?:(?:在|比)[^,，。?？]{{0,6}}?)?的?{_AHEAD}呢?[??]?"
    f"|(?:那|那么)?[压排站骑走]在[^,，。?？在]{{0,6}}(?:头上|{_AHEAD})的(?:都|还)?[是有]?(?:哪几个|哪些|哪个|谁)(?:市|城市|地市|县|区)?呢?[??]?"
)
_FEW, _SECOND = 8, 2


def in_full(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return a few words (哪个多, 还是阳江多吗, 主要差在哪几个市) as a question of names and quantities; else `text`.

    Args:
        text: cleaned question.
        frame: the query of the turn before.
        catalogue: what is on file.
    """
    if (pair := _WHICH_MORE.fullmatch(text)) is not None:
        return _of_two_measures(pair["end"], frame, catalogue) or text
    if (changed := _most_changed_of(text, frame, catalogue)) is not None:
        return changed
    if frame.operation is Operation.RANK and _WHO_IS_AHEAD.fullmatch(text):
        return _ahead(frame, catalogue) or text
    if (beyond := _above_it(text, frame)) is not None:
        return beyond
    text = _HIGHER_OF_THEM.sub(r"\g<among>最\g<end>", text)
    if (still := _STILL_MORE.fullmatch(text)) is not None:
        return _than_other(still["who"], still["end"], frame) or text
    if (joint := _JOINT_SHARE.match(text)) is not None and len(named := _rows_told(frame, catalogue)) > 1:
        return f"{'、'.join(s.name for s in named)}合计{text[joint.end() :]}"
    mean = _MEAN_SUPPOSED.fullmatch(text)
    if mean is not None and frame.function == "mean" and frame.subjects:
        return f"{mean['than']}{mean['end']}多少"
    two = len(frame.measures) == 2 and frame.operation is Operation.COMPARE
    if two and frame.subjects[:1] and frame.subjects[0].kind is SubjectKind.TOTAL and _WHERE_FROM.fullmatch(text):
        return "差得最多的前三名"
    return text


def _most_changed_of(text: str, frame: FigureQuery, catalogue: Catalogue) -> str | None:
    """Return who of those whose two measures the turns compared rose or fell most; None for others."""
    said, pair = _WHO_CHANGED.fullmatch(text), frame.measures
    if said is None or frame.operation is not Operation.COMPARE or len(pair) != 2 or len(frame.subjects) != 1:
        return None
    told = [frame.subjects[0], *(s for s, m in frame.earlier if m in pair)]
    rows = list(dict.fromkeys(s.name for s in told if s.kind is SubjectKind.ROW))
    count = count_of(said["n"]) if said["n"] else len(rows)
    if count is None or not 2 <= count <= len(rows):
        return None
    names = [measure_name(catalogue, m) for m in pair]
    return f"{'、'.join(reversed(rows[:count]))}{names[0]}比{names[1]}{said['asked']}"


def _above_it(text: str, frame: FigureQuery) -> str | None:
    """Return all who stand above or below the one row just told or placed (它前面有哪几个市); None for others."""
    told = frame.operation in {Operation.VALUE, Operation.RANK} and len(frame.subjects) == len(frame.measures) == 1
    if not told or frame.subjects[0].kind is not SubjectKind.ROW or not frame.descending:
        return None
    placed, head = _ABOVE.fullmatch(text), _OVER_ITS_HEAD.fullmatch(text)
    if placed is None and head is None:
        return None
    above = placed is None or placed["above"] is not None
    return f"{'高于' if above else '低于'}{frame.subjects[0].name}的有哪些"


def _ahead(frame: FigureQuery, catalogue: Catalogue) -> str | None:
    """Return the places before that of the one row just told (第3位: 前2名); None where there are none."""
    entries = Engine(catalogue).run(frame).entries
    place = entries[0].place if len(entries) == 1 else None
    if place is None or place < _SECOND or not frame.descending:
        return None
    return f"前{place - 1}名是哪些" if place > _SECOND else "最高的是哪个"


def _of_two_measures(end: str, frame: FigureQuery, catalogue: Catalogue) -> str | None:
    """Return which is more of the two quantities just told of one row one after the other (工信和生态环境哪个多)."""
    alone = frame.operation is Operation.VALUE and len(frame.subjects) == len(frame.measures) == 1
    if not alone or frame.measures[0].base is not None or not frame.earlier:
        return None
    who, measure = frame.earlier[0]
    now, before = (catalogue.columns[m.column] for m in (frame.measures[0], measure))
    if who != frame.subjects[0] or measure.base is not None or now.id == before.id or now.unit != before.unit:
        return None
    names = [measure_name(catalogue, m) for m in (frame.measures[0], measure)]
    return f"{who.name}{names[0]}和{names[1]}哪个更{end}"


def _than_other(who: str, end: str, frame: FigureQuery) -> str | None:
    """Return whether one of two that were just compared has more (阳江比茂名多吗); None where it is none of two."""
    rows = [s for s in frame.subjects if s.kind is SubjectKind.ROW]
    if frame.operation is not Operation.COMPARE or len(rows) != 2:
        return None
    meant = [s for s in rows if s.name.startswith(who) or who.startswith(s.name)]
    other = [s for s in rows if s not in meant]
    return f"{meant[0].name}比{other[0].name}{end}吗" if len(meant) == 1 and other else None


def _rows_told(frame: FigureQuery, catalogue: Catalogue) -> Sequence[Subject]:
    """Return the few rows that the turn before told or compared."""
    if frame.operation not in {Operation.VALUE, Operation.COMPARE, Operation.SHARE}:
        return []
    told = members_of(frame, Engine(catalogue))
    rows = [s for s in told if s.kind is SubjectKind.ROW]
    return rows if len(rows) == len(told) <= _FEW else []
