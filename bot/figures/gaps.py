"""Two gaps set against each other: 甲和乙之差比丙和丁之差大多少."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.query import Subject, SubjectKind
from bot.figures.wording import phrases

GAP = re.compile(r"(?:之间)?(?:之差|差距|差额|差值|相差|的差(?!多少|几|异))")
_PAIR = 2


def paired_gaps(text: str, located: Sequence[tuple[int, Subject]]) -> tuple[Subject, Subject] | None:
    """Return the two pairs of rows whose gaps a question compares; None where it names no two pairs."""
    first = GAP.search(text)
    if first is None:
        return None
    left = [s for at, s in located if at < first.start() and s.kind is SubjectKind.ROW]
    right = [s for at, s in located if at > first.end() and s.kind is SubjectKind.ROW]
    if len(left) != _PAIR or len(right) != _PAIR:
        return None
    return _gap(left), _gap(right)


def _gap(pair: Sequence[Subject]) -> Subject:
    name = str(phrases().words["gap_of"]).format(first=pair[0].name, second=pair[1].name)
    return Subject(kind=SubjectKind.GAP, name=name, rows=tuple(row for s in pair for row in s.rows))
