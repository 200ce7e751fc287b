"""The two that the turns told last, meant by their order (后面这个占前面的百分之几, 前者比后者多几家), put by name."""

from __future__ import annotations

import re

from bot.figures.catalogue import Catalogue
from bot.figures.query import FigureQuery, Measure, Operation, Subject, SubjectKind
from bot.figures.restate import measure_name

_ONE = "(?:说?的)?(?:这|那)?(?:一?个|项|家)?(?:数字?)?"
_FORMER = f"(?:前者|(?:前面|前头|头里|先前){_ONE}|前一?[个项家](?:数字?)?|头一?个(?:数字?)?)"
_LATTER = f"(?:后者|(?:后面|后头|后来){_ONE}|后一?[个项家](?:数字?)?)"
_TWO = re.compile(
    f"(?:那|那么)?(?:(?P<former>{_FORMER})|(?P<latter>{_LATTER}))的?(?P<link>占(?:了|到|比)?|相当于|是|比|减去?|跟|和|与)"
    f"(?(former){_LATTER}|{_FORMER})的?(?P<rest>[^，。]*)"
)
_LINKS = {"减": "比", "减去": "比"}
_LESS = re.compile("^(?:等于|得|是|剩)?(?:多少|几)[家个户项]?$")
_TOLD = frozenset({Operation.VALUE, Operation.AGGREGATE})


def former_and_latter(text: str, frame: FigureQuery, catalogue: Catalogue) -> str:
    """Return a question on the former and the latter with their names; `text` where no two were told.

    Args:
        text: cleaned question.
        frame: the query of the turn before.
        catalogue: what is on file.
    """
    said = _TWO.fullmatch(text)
    two = _two_told(frame) if said is not None else None
    if said is None or two is None:
        return text
    (one, first), (other, second) = two if said["former"] else (two[1], two[0])
    names = [measure_name(catalogue, m) for m in (first, second)]
    link, rest = said["link"], said["rest"]
    if link in _LINKS:
        link, rest = _LINKS[link], "多多少" if _LESS.match(rest) else rest
    if one == other:
        return f"{one.name}{names[0]}{link}{names[1]}{'的' if '占' in link else ''}{rest}"
    if first != second:
        return text
    link = "是" if "占" in link else link
    joint = "的" if link in ("是", "相当于") else ""
    return f"{one.name}{names[0]}{link}{other.name}{joint}{rest}"


def _two_told(frame: FigureQuery) -> tuple[tuple[Subject, Measure], tuple[Subject, Measure]] | None:
    """Return whom and what the turns told last, the earlier first; None where they told no two single figures."""
    summed = frame.operation is Operation.AGGREGATE and frame.function != "sum"
    if frame.operation not in _TOLD or summed or any(m.base is not None for m in frame.measures):
        return None
    told = [(s, m) for s in frame.subjects for m in frame.measures]
    if len(told) == 1:
        told = [*frame.earlier[:1], *told]
    plain = all(s.kind in (SubjectKind.ROW, SubjectKind.GROUP, SubjectKind.TOTAL) and m.base is None for s, m in told)
    return (told[0], told[1]) if len(told) == 2 and plain else None
