"""How many cells answer: the best one, more of them when the question names several things, or a whole list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.tableqa.grid import Cell, Layout
from bot.tableqa.match import Cover, QuestionMatcher

JOIN_GAIN = 1.0  # explained characters that a further cell must add
SAID_WHOLE = 0.6  # a cell the question says this much of is no answer to it
TOTALS = ("合计", "总计", "小计", "总额", "共计")
_SEPARATOR = re.compile("和|与|及|跟|、|;|\\?|。|又|还|或")
_AGAIN = re.compile("(什么|哪个|哪|几).*\\1")
_EVERY = re.compile("各(?!占|是|有|为|自|多|属|达|需)|不同|所有|全部|每一?[个项种家位]")
_TOTAL = re.compile("总|合计|共计|一共")
_COMMA = re.compile("[,，]")
_EACH = re.compile("分别|各|都|以及")
_ASKING = re.compile("时候|何时|哪天|哪年|在哪|哪里|哪儿|何地|谁|为什么|为啥|哪位|多少钱|怎么联系")
_LIST = re.compile(
    "哪些|哪几|有几|几种|几个|几款|几位|哪[两二三四五六七八九十]|各|所有|全部|都有|多少种|多少个不同|分别|列出|[两二三四五六七八九十]个"
)


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A candidate cell: what its labels explain, by side and together, and its score."""

    at: Cell
    row: Cover
    column: Cover
    other: Cover  # by values of the same record
    cover: Cover
    covers: dict[Cell, Cover]  # by label
    score: float
    primary: tuple[str, ...]  # texts of the labels nearest to it
    primary_at: tuple[Cell, ...]  # where they stand
    said: float  # share of its own text that the question says
    label: bool


def choose(matcher: QuestionMatcher, layout: Layout, scored: Sequence[Scored], clause: tuple[int, int]) -> list[Scored]:
    """Return the cells that answer, best first; empty when nothing is explained."""
    able = [s for s in scored if s.cover.any()]
    if not able:
        return []
    best = max(able, key=lambda s: s.score)
    others = [
        s
        for s in able
        if s is not best and s.said < SAID_WHOLE and (best.label or not s.label) and not layout.cells.blank(*s.at)
    ]
    if _EVERY.search(matcher.text) and (every := _every(best, others, layout, matcher.text)):
        return every
    chosen = _joined(best, others, matcher, clause)
    if len(chosen) > 1:
        return _completed(chosen, others)
    twins = _same_labels(best, others, layout)
    if twins:
        return [best, *twins]
    if _LIST.search(matcher.text):
        return [best, *_listed(best, others, layout)]
    return [best]


def carried(found: list[Scored], before: Sequence[Scored], scored: Sequence[Scored]) -> list[Scored]:
    """Answer a later question for all the things an earlier one named (甲和乙的收入是多少？成本呢？)."""
    if len(found) != 1 or len(before) < 2:
        return found
    r, c = found[0].at
    rows, columns = {s.at[0] for s in before}, {s.at[1] for s in before}
    if len(columns) == 1 and r in rows:
        return [s for s in scored if s.at[1] == c and s.at[0] in rows]
    if len(rows) == 1 and c in columns and r not in rows:
        return [s for s in scored if s.at[0] == r and s.at[1] in columns]
    return found


def _joined(best: Scored, others: Sequence[Scored], matcher: QuestionMatcher, clause: tuple[int, int]) -> list[Scored]:
    """Add cells whose own labels explain words set apart from those of the chosen (甲和乙, 期末余额和比例)."""
    chosen = [best]
    while True:
        options: list[tuple[float, Scored]] = []
        for option in others:
            if option in chosen or option.score <= 0:
                continue
            gains = [_gain(c, option, matcher.joints, clause) for c in chosen]
            if min(gains) >= JOIN_GAIN:
                near = any(option.at[0] == c.at[0] or option.at[1] == c.at[1] for c in chosen)
                options.append((option.score + min(gains) + (1.0 if near else 0.0), option))
        if not options:
            return chosen
        chosen.append(max(options, key=lambda o: o[0])[1])


def _gain(chosen: Scored, option: Scored, text: str, clause: tuple[int, int]) -> float:
    """What the labels that only `option` has explain beyond those only `chosen` has; 0 unless said apart."""
    inside = np.zeros(len(text))
    inside[clause[0] : clause[1]] = 1.0
    mine = _own(chosen, option)
    theirs = _own(option, chosen) * inside
    gain = max(float(np.maximum(0.0, theirs - mine).sum()), 0.5 * float(((theirs > 0.1) & (mine == 0)).sum()))
    return gain if gain >= JOIN_GAIN and _apart(text, mine, theirs) else 0.0


def _own(one: Scored, other: Scored) -> Cover:
    covers = [cover for at, cover in one.covers.items() if at not in other.covers]
    return np.max(covers, axis=0) if covers else np.zeros_like(one.cover)


def _apart(text: str, one: Cover, two: Cover) -> bool:
    """Whether the words only one explains and the words only the other explains are set apart in the question."""
    mine, theirs = np.flatnonzero(one - two > 0.3), np.flatnonzero(two - one > 0.3)
    if not len(mine) or not len(theirs):
        return False
    if all(_ASKING.search("".join(text[i] for i in side)) for side in (mine, theirs)):
        return True  # 何时何地: two question words ask two things
    if theirs[0] > mine[-1]:
        between = text[mine[-1] + 1 : theirs[0]]
    elif mine[0] > theirs[-1]:
        between = text[theirs[-1] + 1 : mine[0]]
    else:
        low, high = max(mine[0], theirs[0]), min(mine[-1], theirs[-1])
        between = text[low : high + 1]
    if _SEPARATOR.search(between) or (_COMMA.search(between) and _EACH.search(text)):
        return True
    return bool(_AGAIN.search(text)) and ("什么" in between or "哪" in between or "几" in between)


def _completed(chosen: Sequence[Scored], others: Sequence[Scored]) -> list[Scored]:
    """Complete a product: 甲和乙的期初和期末 asks for four cells."""
    known = {label for s in chosen for label in s.primary}
    least = 0.9 * min(float(s.other.sum()) for s in chosen)
    levels = {len(s.primary) for s in chosen}
    out = list(chosen)
    for option in others:
        if option in out or not option.primary or len(option.primary) not in levels:
            continue
        near = any(option.at[0] == c.at[0] or option.at[1] == c.at[1] for c in chosen)
        if near and float(option.other.sum()) >= least and all(label in known for label in option.primary):
            out.append(option)
    return out


def _same_labels(best: Scored, others: Sequence[Scored], layout: Layout) -> list[Scored]:
    """Cells under the very same labels as the best: one label merged over several values."""
    value = layout.text[best.at[0]][best.at[1]]
    return [
        s
        for s in others
        if s.primary_at
        and (s.primary_at == best.primary_at or (s.at[0] == best.at[0] and s.primary == best.primary))
        and np.allclose(s.cover, best.cover)
        and (s.at[0] == best.at[0] or s.at[1] == best.at[1])
        and s.score > best.score - 0.5
        and layout.text[s.at[0]][s.at[1]] != value
    ]


def _listed(best: Scored, others: Sequence[Scored], layout: Layout) -> list[Scored]:
    """All cells beside the best that the question explains just as well, totals left out."""
    r, c = best.at
    row_said, column_said = best.row.sum() + best.other.sum() > 0.5, best.column.sum() > 0.5
    down = column_said and (not row_said or not layout.transposed)
    picked = [s for s in others if s.at[1 if down else 0] == (c if down else r) and np.allclose(s.cover, best.cover)]
    return [s for s in picked if not set(s.primary) & set(TOTALS)]


def _every(best: Scored, others: Sequence[Scored], layout: Layout, text: str) -> list[Scored]:
    """All values of a column (or of a row, where records run down columns): 各项的期末余额."""
    r, c = best.at
    cells = [best, *others]
    totals = bool(_TOTAL.search(text))
    down = [s for s in cells if s.at[1] == c and s.column.sum() > 0.5 and np.allclose(s.column, best.column)]
    along = [s for s in cells if s.at[0] == r and s.row.sum() > 0.5 and np.allclose(s.row, best.row)]
    sharp_row, sharp_column = _whole(best, "row", layout), _whole(best, "column", layout)
    if sharp_row and sharp_column:
        return []
    picked = down if (sharp_column or not sharp_row) and len(down) > 1 else along
    return [s for s in picked if totals or not set(s.primary) & set(TOTALS)] if len(picked) > 1 else []


def _whole(best: Scored, side: str, layout: Layout) -> bool:
    """Whether the nearest label on a side is said almost whole."""
    for at in best.primary_at:
        if (at[1] < best.at[1]) == (side == "row") and at in best.covers:
            length = len(layout.text[at[0]][at[1]])
            if float((best.covers[at] > 0.1).sum()) >= 0.75 * length:
                return True
    return False
