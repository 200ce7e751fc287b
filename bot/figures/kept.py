"""Whom a question that names nobody goes on with: the rows of the turn before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.figures.query import Operation, Subject, SubjectKind
from bot.figures.question import Question

_MOST = 4
_PAIR = 2


def rows_kept(q: Question, columns: Sequence[str], *, asking: bool = False) -> tuple[Subject, ...]:
    """Return the rows of the turn before for a question on other figures that names nobody else; else nothing.

    2023年在平台上完成验收流程的企业有多少, after 茂名的目标, is asked of 茂名 unless the whole is said.

    Args:
        q: the question; its turn before is its frame.
        columns: ids of the columns asked for; all must have the rows.
        asking: whether words of asking (为什么) may be left over.
    """
    frame = q.frame
    if frame is None or not frame.subjects or len(frame.subjects) > _MOST:
        return ()
    if frame.operation is Operation.TOP or any(s.kind is not SubjectKind.ROW for s in frame.subjects):
        return ()
    asks_others = q.intent.which or q.intent.counting or q.intent.thresholds
    other = q.intent.operation is not None and q.intent.function != "sum"
    if frame.claim is not None and q.intent.operation is Operation.COMPARE and len(columns) == _PAIR:
        other = False  # 目标比验收数多几家, after 佛山是唯一涨的吗
    if q.names.mentions or asks_others or other or (q.unexplained() and not asking):
        return ()
    keys = [key for subject in frame.subjects for key in subject.rows]
    held = all(key in q.catalogue.columns[column].cells for column in columns for key in keys)
    return frame.subjects if held else ()
