"""What the words of a question say is measured: segments, measures read, what could not be found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.figures.mentions import Names, YearMention
from bot.figures.metrics import Found
from bot.figures.query import Measure
from bot.figures.roles import Role

JOINTS = re.compile(
    r"比(?!重|例|率|值|较|一比)|和|与|及|以及|、|,|;|占(?!比)|较(?!多|少|高|低|大|小)|相对|对比|减去|减|除以|跟|同(?!比|期)|还是|vs|(?<=[\u4e00-\u9fff]{2})加上?(?=[\u4e00-\u9fff]{2})(?!起来|一起|在一|总|快|强|大|装|工|油|氢|速|入|班|固|密|重|深|盟|权|急|热|计|减)"
    r"|高于|低于|超过|多于|少于|大于|小于|不[到足](?=(?:19|20)\d\d年|[去上前今]年|[\u4e00-\u9fff]{2,10}?的?(?:一半|半数|[一二两三四五六七八九]成|百分之|\d+%))|不如|等于|超出|多过|高过|少过|低过|\?|。|(?:是|相当于)(?=[^,。]{2,20}(?:(?:几|多少|\d)倍|百分之(?:几|多少)|几成))|到(?=(?:19|20)\d{2}年)"
)


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of the question between joints, with its features and years."""

    start: int
    end: int
    found: tuple[Found, ...]
    years: tuple[YearMention, ...]


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A measure read at [start, end)."""

    start: int
    end: int
    measure: Measure
    score: float
    own: float = 0.0
    total_word: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherRole:
    """A plan asked for where only the result is on file for that year, or the other way round."""

    year: int | None
    asked: Role
    column: str


@dataclass(kw_only=True)
class Reading:
    """What the words say is measured, and what could not be found."""

    picked: list[Picked] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    missing_years: list[tuple[int, str]] = field(default_factory=list)  # (year, nearest column)
    other_role: OtherRole | None = None
    missing_rate: str | None = None
    missing_period: tuple[str, str] | None = None  # (下半年, column) where only another part of the year is on file
    requested_year: int | None = None
    stood_in_year: int | None = None
    assumed: list[str] = field(default_factory=list)
    goal: str | None = None  # comparator of done over target, where reaching it is asked about
    goal_by_value: bool = False  # both columns are read, to be compared as they are (rates, ceilings)
    goal_rows: bool = False  # the rows that missed, met or passed it are asked for
    goal_gap: bool = False  # the rows are asked for with by how much they missed or passed it
    choices: list[str] = field(default_factory=list)  # columns that tie
    stretch: str = ""  # the words from a quantity up to the next: 诊断一档比四档多补多少
    bare_years: list[int] = field(default_factory=list)  # years named without a metric
    in_full: bool = False  # every quantity is written out as its header has it


def segments(text: str, names: Names, found: Sequence[Found]) -> list[Segment]:
    """Cut a question at its joints, never inside a feature or a name."""
    inside = [False] * (len(text) + 1)
    pairs = {f.start for f in found if f.end - f.start == 2 and f.feature[0] not in "=!@"}
    wholes = [(f.start, f.end) for f in found if f.end - f.start > 2 or f.feature[0] in "=!"]
    for start, end in [*wholes, *names.spans]:
        for i in range(start + 1, end):
            inside[i] = True
    for start in pairs:  # 企业和 of 工业和信息化 is cut, unless what follows the joint belongs to it too
        joint = JOINTS.match(text, start + 1)
        if joint is None or len(joint[0]) > 1 or start + 1 in pairs:
            inside[start + 1] = True
    cuts = [0]
    for match in JOINTS.finditer(text):
        if not inside[match.start()] and not (
            inside[match.start() + 1] and len(match[0]) == 1 and _joined(match, found)
        ):
            cuts.append(match.start())
    cuts.append(len(text))
    return [
        Segment(
            start=start,
            end=end,
            found=tuple(f for f in found if start <= f.start and f.end <= end),
            years=tuple(y for y in names.years if start <= y.start and y.end <= end),
        )
        for start, end in pairwise(cuts)
        if end > start
    ]


def _joined(match: re.Match[str], found: Sequence[Found]) -> bool:
    return any(f.start == match.start() and f.end > match.end() and f.feature.startswith("=") for f in found)
