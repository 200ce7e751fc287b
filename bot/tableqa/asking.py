"""What a question over a bare grid asks for: the sort of answer, and how many questions it holds."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.tableqa.text import number, squeeze


class AnswerKind(StrEnum):
    """What sort of thing a question asks for."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    YES_NO = "yes_no"
    OTHER = "other"


_KINDS = (
    (AnswerKind.DATE, re.compile("时候|哪天|哪一天|哪年|哪一年|何时|日期|几号|几月|时间|哪个月|几几年")),
    (AnswerKind.PERSON, re.compile("谁|哪位|哪几位|叫什么|姓名|名字")),
    (AnswerKind.PLACE, re.compile("哪里|哪儿|在哪|何处|地址|什么地方|哪个地方|哪个城市")),
    (AnswerKind.YES_NO, re.compile("是否|是不是|有没有|能否|可否|还是|吗$|吗[?]$|没有[?]?$|过吗")),
    (AnswerKind.NUMBER, re.compile("多少|几|多大|多高|多长|多重|多远|多久|多快")),
)
_DATE_LIKE = re.compile(r"\d{4}\s*[年./-]|\d+月|\d+日|^\d{5}$")
_YES_NO_LIKE = re.compile("[√□☑✓]|^(?:是|否|有|无|已|未|不|通过|同意|支持|需要|合格)")
_PLACE_LIKE = re.compile("省|市|区|县|路|街|镇|乡|号|国|洲|岛|海|山")


def answer_kind(question: str) -> AnswerKind:
    """Return the sort of answer that a squeezed question asks for, by its question word."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), AnswerKind.OTHER)


def fits(kind: AnswerKind, cell: str) -> bool:
    """Return whether a cell is of the sort asked for; a loose test that only settles near ties."""
    text = squeeze(cell)
    digits = sum(char.isdigit() for char in text)
    if kind is AnswerKind.NUMBER:
        return number(text) is not None or (digits > 0 and len(text) <= 16)
    if kind is AnswerKind.DATE:
        return bool(_DATE_LIKE.search(text))
    if kind is AnswerKind.PERSON:
        return bool(text) and not digits and len(text) <= 24
    if kind is AnswerKind.PLACE:
        return bool(_PLACE_LIKE.search(text)) and number(text) is None
    if kind is AnswerKind.YES_NO:
        return bool(_YES_NO_LIKE.search(text))
    return number(text) is None and bool(text)


_ASKS = re.compile("多少|几|呢|什么|谁|哪|啥|怎|如何|何时|是否|吗|有没有|为何|多大|多高|多长|多重")
_CLAUSE_END = re.compile("[?？。;；,，]")


def clauses(text: str) -> list[tuple[int, int]]:
    """Return the spans of the questions in a text, each with what leads up to it; 谁提的？何时提的？ holds two."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*_CLAUSE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        asks = bool(_ASKS.search(text[start:end]))
        rest = bool(_ASKS.search(text[end:]))
        if (asks and rest) or (match is None and end > start):
            spans.append((start, end))
            start = end
    return spans or [(0, len(text))]


ASKED_CHARS = 8


def beside_asking(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans next to the first question word of a clause, where what is asked for is usually named."""
    match = _ASKS.search(text, start, end)
    if match is None:
        return []
    return [
        (max(start, match.start() - ASKED_CHARS), match.start()),
        (match.end(), min(end, match.end() + ASKED_CHARS // 2)),
    ]
