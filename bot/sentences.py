"""Cut a text into sentences, keeping offsets."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？!?；;]+[”’」』）)]*|\n+")


def sentences(text: str, *, clauses: bool = False) -> list[tuple[int, int]]:
    """Return the [start, end) of each sentence of `text`, without surrounding white space.

    Args:
        text: prose.
        clauses: also cut at ；, which separates items of a list within one sentence.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _END.finditer(text):
        if not clauses and match.group().startswith(("；", ";")):
            continue
        _append(spans, text, at, match.end())
        at = match.end()
    _append(spans, text, at, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if right > left:
        spans.append((left, right))
