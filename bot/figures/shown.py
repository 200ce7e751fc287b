"""What the turns before showed, in its order: who stood at a place is meant by that place (刚才第五名那个市)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.amounts import Entry
from bot.figures.anaphora import FEW, last_named, named_instead
from bot.figures.assemble import members_of
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.grammar import LEAST, MOST, PLACE
from bot.figures.intent import count_of
from bot.figures.query import FigureQuery, Operation, Subject
from bot.figures.surface import CHINESE_NUMBER

_PLACE = f"(?:{PLACE}|家|边|方|片)"
_POINTED = re.compile(
    r"^(?:那|那么|好|嗯|行|对了|哦|[，, ])*"
    r"(?P<lead>(?:刚才|刚刚|前面|上面|之前|先前|前头)(?:你|您|我)?(?:说|提到?|讲|问|列|排|给|那|这|个|的|在|出)*)?"
    rf"(?:排名?(?:在)?)?(?:(?P<last>倒数)?第(?P<n>\d+|{CHINESE_NUMBER}+)(?:名|位|个|(?P<way>[高低多少大小]))?(?!季度|批|条|款|项|次)"
    rf"|(?P<most>{MOST}|[高多大](?=的那))|(?P<least>{LEAST}|[低少小](?=的那)))"
    rf"的?(?P<that>[这那]一?(?:个|座|家)?{_PLACE}?|{_PLACE})?的?(?P<rest>[^，。]*(?:多少|几|率|目标|验收|占|[高低]|\d{{4}}).*|(?:里面?|里头|当中|中)?的?(?:谁|哪|最)[^，。]*最[^，。]*|(?:里面?|里头|当中|中)的?(?:谁|哪|最)[^，。]*|呢[?？]?)$"
)
_SET = re.compile(
    rf"(?:它们|他们|上述|以上|前面|刚才|这|那)(?:的|说的|那|这)?(?:(?P<n>\d{{1,2}}|{CHINESE_NUMBER}{{1,3}})(?:个|家|座)?{_PLACE}?|(?P<few>俩|仨))(?!场|级)"
)
_NUMBERED = re.compile(
    rf"第(?P<n>\d{{1,2}}|{CHINESE_NUMBER}{{1,2}})个{_PLACE}?(?=的|$|[是呢比和与占多少高低\d，,?？]|目标|验收|平台|完成)(?!的?(?:问题|文件|附件))"
)
_AMONG = re.compile("(?:那|那么)?(?:其中|(?:这|那)?(?:里面|里头|当中))(?:的)?(?=.{3})")
_AGAINST_IT = re.compile("(?:是|比|和|跟|与|占)(?:它|他|这个)|是[^，。]{2,8}的?(?:几|多少)倍")  # 第一名是它的几倍
_SHOWING = frozenset({Operation.TOP, Operation.FILTER, Operation.VALUE, Operation.COMPARE})
_THEM = re.compile(
    rf"^(?:那|那么)?(?:它们|他们|上述|这些|那些|[这那](?:(?:几|[两三四五六七八九十]|\d{{1,2}})个|[两三四五六七八九](?=市|县|区)))(?:{_PLACE})?的?"
    r"(?=[^，。]*(?:多少|几[^，。]|合计|一共|平均|最[高低多少]|占|分别|排))(?!里|中|当中)"
)
_OF_SAME = re.compile("^(?:是|叫|有)?(?:哪|谁|多少|几)|^[和与跟比、到至]|差")


def pointed_at(text: str, shown: Sequence[FigureQuery | tuple[str, ...]], catalogue: Catalogue) -> str:
    """Return `text` with the name of who stood at the place it points at; as it is where it points at none.

    Args:
        text: a question in one spelling.
        shown: the queries of the turns before, or the names that they listed, latest first.
        catalogue: what is on file.
    """
    text = _by_number(text, shown, catalogue)
    said = _POINTED.match(text)
    if said is None or not (said["lead"] or said["that"] or _AGAINST_IT.match(said["rest"])):
        return text
    if (
        _OF_SAME.match(said["rest"]) and "最" not in said["rest"] and "倍" not in said["rest"]
    ):  # 多的那边谁最多: among those of a group
        return text
    engine = Engine(catalogue)
    number = count_of(said["n"]) if said["n"] else 1
    from_below = said["least"] is not None or said["last"] is not None or (said["way"] or "") in tuple("低少小")
    whole = said["most"] is not None or said["least"] is not None
    for frame in (s for s in shown if isinstance(s, FigureQuery)):
        held = _standing(frame, engine, number or 1, descending=not from_below, ends=whole)
        if held is not None:
            return f"{held}{said['rest']}"
    return text


def _by_number(text: str, shown: Sequence[FigureQuery | tuple[str, ...]], catalogue: Catalogue) -> str:
    """Put the name of the n-th that a turn before listed for its number (第三个是多少, 它比第二个少多少)."""
    if _NUMBERED.search(text) is None or not shown:
        return text
    engine = Engine(catalogue)
    for one in shown:
        if isinstance(one, tuple):
            names = list(one)
        else:
            entries = engine.run(one).entries if one.operation in {Operation.TOP, Operation.FILTER} else ()
            names = [entry.subject.name for entry in entries if not one.over_groups]
        if len(names) > 1:
            return _NUMBERED.sub(lambda m, names=names: _nth(m, names), text)  # type: ignore[misc]
    return text


def _nth(said: re.Match[str], names: Sequence[str]) -> str:
    number = count_of(said["n"]) or 0
    return names[number - 1] if 0 < number <= len(names) else said[0]


def them_meant(text: str, shown: Sequence[FigureQuery | tuple[str, ...]]) -> str:
    """Return `text` with the names just listed, or named in the text just quoted, for 它们 where figures are asked."""
    said = _THEM.match(text)
    if said is None or not shown or not isinstance(shown[0], tuple):
        return text
    return f"{'、'.join(shown[0])}{text[said.end() :]}"


def set_meant(text: str, frames: Sequence[FigureQuery], catalogue: Catalogue) -> str:
    """Return `text` with the names of so many rows as a turn before the last showed (它们三个占全省多少).

    It comes back as it is where it means none, or those that the last turn was about.
    """
    text = _inside(text, frames, catalogue)
    said = _SET.search(text)
    number = (count_of(said["n"]) if said["n"] else FEW.get(said["few"])) if said is not None else None
    if said is None or number is None or number < 2 or len(frames) < 2:
        return text
    engine = Engine(catalogue)
    last = _rows(frames[0], engine)
    if len(last) >= number or len(last_named(frames[0], engine)) == number:
        return text
    for frame in frames[1:]:
        rows = _rows(frame, engine)
        if len(rows) == number:
            return named_instead(text, said, rows)
    return text


def _inside(text: str, frames: Sequence[FigureQuery], catalogue: Catalogue) -> str:
    """Put the names of those listed for 其中 after it was asked whether one is among them (有惠州吗)."""
    said = _AMONG.match(text)
    if said is None or len(frames) < 2 or frames[0].claim is None or len(frames[0].subjects) != 1:
        return text
    listed = frames[1].operation in {Operation.FILTER, Operation.TOP} and not frames[1].over_groups
    rows = members_of(frames[1], Engine(catalogue)) if listed else []
    return f"{'、'.join(s.name for s in rows)}中{text[said.end() :]}" if len(rows) > 1 else text


def _rows(frame: FigureQuery, engine: Engine) -> list[Subject]:
    """Return the rows that a turn told of, one by one or together."""
    told = [*members_of(frame, engine), *([frame.scope] if frame.scope is not None else [])]
    return list(dict.fromkeys(row for s in told for row in engine.rows_of(s)))


def pointing(text: str) -> bool:
    """Say whether `text` may point at a place of what was shown before."""
    return (
        any(p.search(text) is not None for p in (_NUMBERED, _AMONG))
        or _POINTED.match(text) is not None
        or _THEM.match(text) is not None
        or _SET.search(text) is not None
    )


def _standing(frame: FigureQuery, engine: Engine, number: int, *, descending: bool, ends: bool) -> str | None:
    """Return who a turn showed at a place; None where it showed none there.

    Args:
        frame: the query of the turn.
        engine: runs it.
        number: the place.
        descending: whether it is counted from the highest.
        ends: whether it is said to be the highest or lowest, of those shown.
    """
    if frame.operation is Operation.TOP and frame.position is not None:
        return _only(engine.run(frame).entries) if frame.position == number else None
    if frame.operation is Operation.TOP and frame.n == 1:
        same = number == 1 and (frame.descending == descending or not ends)
        return _only(engine.run(frame).entries) if same else None
    if frame.operation not in _SHOWING or len(frame.measures) != 1:
        return None
    entries = engine.run(frame).entries
    if len(entries) < 2 or number > len(entries):
        return None
    if frame.operation is not Operation.TOP or frame.descending != descending:
        entries = tuple(sorted(entries, key=lambda e: e.amount.value, reverse=descending))
    value = entries[number - 1].amount.value
    alone = sum(e.amount.value == value for e in entries) == 1
    return entries[number - 1].subject.name if alone else None


def _only(entries: Sequence[Entry]) -> str | None:
    return entries[0].subject.name if len(entries) == 1 else None
