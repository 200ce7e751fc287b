"""Sentences of Chinese running text, with exact offsets."""

from __future__ import annotations

import re

# A sentence ends at 。；！？ (closing quotes and brackets belong to it), at a line end, or at a space between two
# Chinese words, which is where text taken from a web page or a PDF once had a line end.
_SENTENCE = re.compile(r"[^。；！？;!?\n]*(?:[。；！？;!?]+[”’』」）)]*|\n|$)")
_GAP = re.compile(r"(?<=[^\sA-Za-z0-9,.:：，、]) +(?=[^\sA-Za-z0-9])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of each sentence, surrounding white space left out; together they cover all other text."""
    found: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        at = match.start()
        for part in _GAP.split(match.group()):
            start = text.index(part, at) if part else at
            at = start + len(part)
            inner = part.strip()
            if inner:
                offset = start + part.index(inner)
                found.append((offset, offset + len(inner)))
    return found


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return [start, end) of the line, or lines, that a stretch of `text` stands in, without the line end."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text)
