"""Sentences of the running text with their place; brackets and quotations are never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.layout import Layout, Line
from ingest.parse.anatomy import Anatomy, Part
from ingest.parse.labels import label_of
from ingest.parse.sections import Place

_OPEN, _CLOSE = "（《“〈【「『", "）》”〉】」』"
_ENDS = "。！？；"
_CONTENT = re.compile(r"严禁|禁止|不得|必须|应当|^(?:鼓励|支持)[^，。]{5,}|、[^、]*等|，|[日月年天]内|[日月底年]前|\d")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence at `[start, end)`; `lead` is the offset where its words begin after numbering and run-in heading."""

    text: str
    start: int
    end: int
    lead: int
    item: int
    place: Place
    part: Part

    @property
    def words(self) -> str:
        """The sentence without numbering and run-in heading."""
        return self.text[self.lead - self.start :]


def split_spans(text: str, ends: str = _ENDS) -> list[tuple[int, int]]:
    """Return the spans of the sentences of `text`; together they cover it but for blanks between them."""
    spans: list[tuple[int, int]] = []
    depth, start, at = 0, 0, 0
    while at < len(text):
        char = text[at]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == "\n":
            depth = 0
            _put(text, start, at, spans)
            start = at + 1
        elif char in ends and depth == 0:
            while at + 1 < len(text) and text[at + 1] in _ENDS + _CLOSE:
                at += 1
            _put(text, start, at + 1, spans)
            start = at + 1
        at += 1
    _put(text, start, len(text), spans)
    return spans


def _put(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


def sentences(layout: Layout, anatomy: Anatomy, places: tuple[Place, ...]) -> Iterator[Sentence]:
    """Yield the sentences of body and attachments in order, without headings and tables."""
    for at, (item, part, place) in enumerate(zip(layout.items, anatomy.parts, places, strict=True)):
        if not isinstance(item, Line) or place.heading_only or part not in (Part.BODY, Part.ATTACHMENT):
            continue
        for order, (start, end) in enumerate(split_spans(item.text)):
            text = item.text[start:end]
            lead = start
            if order == 0:
                label = label_of(text)
                if label:
                    lead += len(text) - len(text[label.length :].lstrip())
                    lead += _run_in(text[label.length :].strip(), place)
            if lead >= end:  # the run-in heading is a sentence of its own
                continue
            yield Sentence(
                text=text,
                start=item.start + start,
                end=item.start + end,
                lead=item.start + lead,
                item=at,
                place=place,
                part=part,
            )


def _run_in(rest: str, place: Place) -> int:
    """Return the length of the heading that runs into the paragraph, its stop included; 0 where there is none."""
    if not place.path:
        return 0
    label = label_of(place.path[-1])
    title = place.path[-1][label.length :].strip() if label else ""
    if _CONTENT.search(title):
        return 0  # it says something of its own: 五、严禁弄虚作假。
    if title and rest.startswith(title) and re.match(r"[。：]", rest[len(title) :]):
        return len(title) + 1
    return 0
