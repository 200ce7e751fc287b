"""What the turns before showed, in its order: who stood at a place is meant by that place (刚才第五名那个市)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.amounts import Entry
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.grammar import LEAST, MOST
from bot.figures.intent import count_of
from bot.figures.query import FigureQuery, Operation
from bot.figures.surface import CHINESE_NUMBER

_PLACE = "(?:市州|州市|城市|地级市|地市|地区|地方|市|县区|区县|县|区|家)"
_POINTED = re.compile(
    r"^(?:那|那么|好|嗯|行|对了|哦|[，, ])*"
    r"(?P<lead>(?:刚才|刚刚|前面|上面|之前|先前|前头)(?:你|您|我)?(?:说|提到?|讲|问|列|排|给|那|这|个|的|在|出)*)?"
    rf"(?:排名?(?:在)?)?(?:(?P<last>倒数)?第(?P<n>\d+|{CHINESE_NUMBER}+)(?:名|位|个)?(?!季度|批|条|款|项|次)"
    rf"|(?P<most>{MOST})|(?P<least>{LEAST}))"
    rf"的?(?P<that>[这那]一?(?:个|座|家)?{_PLACE}?|{_PLACE})?的?(?P<rest>[^，。]*(?:多少|几|率|目标|验收|占|[高低]|\d{{4}}).*|呢[?？]?)$"
)
_OF_SAME = re.compile("^(?:是|叫|有)?(?:哪|谁|多少|几)|^[和与跟比、到至]|差")


def pointed_at(text: str, frames: Sequence[FigureQuery], catalogue: Catalogue) -> str:
    """Return `text` with the name of who stood at the place it points at; as it is where it points at none.

    Args:
        text: a question in one spelling.
        frames: the queries of the turns before, latest first.
        catalogue: what is on file.
    """
    said = _POINTED.match(text)
    if said is None or not (said["lead"] or said["that"]) or _OF_SAME.match(said["rest"]):
        return text
    engine = Engine(catalogue)
    number = count_of(said["n"]) if said["n"] else 1
    from_below = said["least"] is not None or said["last"] is not None
    whole = said["most"] is not None or said["least"] is not None
    for frame in frames:
        held = _standing(frame, engine, number or 1, descending=not from_below, ends=whole)
        if held is not None:
            return f"{held}{said['rest']}"
    return text


def pointing(text: str) -> bool:
    """Say whether `text` may point at a place of what was shown before."""
    return _POINTED.match(text) is not None


def _standing(frame: FigureQuery, engine: Engine, number: int, *, descending: bool, ends: bool) -> str | None:
    """Return who a turn showed at a place; None where it showed none there.

    Args:
        frame: the query of the turn.
        engine: runs it.
        number: the place.
        descending: whether it is counted from the highest.
        ends: whether it is said to be the highest or lowest, of those shown.
    """
    if frame.over_groups:
        return None
    if frame.operation is Operation.TOP and frame.position is not None:
        return _only(engine.run(frame).entries) if frame.position == number else None
    if frame.operation is Operation.TOP and frame.n == 1:
        same = number == 1 and (frame.descending == descending or not ends)
        return _only(engine.run(frame).entries) if same else None
    if frame.operation not in {Operation.TOP, Operation.FILTER, Operation.VALUE} or len(frame.measures) != 1:
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
