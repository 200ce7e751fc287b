"""Number the sources of an answer in order of first use and set the marks into its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.desk import Desk
from bot.types import Citation, Evidence, Statement
from kb.validity import legal_status

_INPUTS_SHOWN = 4
_END = "。！？；：!?;"


def cite(
    desk: Desk, statements: Sequence[Statement], evidence: Mapping[str, Evidence], *, as_of: date
) -> tuple[str, tuple[Citation, ...]]:
    """Return the text of an answer with its marks [n], and its citations."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    lines: list[str] = []
    for statement in statements:
        marks: list[int] = []
        for record in _sources(statement, evidence):
            key = (record.document_id, record.start, record.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(_citation(desk, record, numbers[key], as_of))
            if numbers[key] not in marks:
                marks.append(numbers[key])
        lines.append(_marked(statement.text, marks))
    return _layout(lines), tuple(citations)


def _sources(statement: Statement, evidence: Mapping[str, Evidence]) -> list[Evidence]:
    """Return the records a statement cites; a computation stands for its inputs where they are few."""
    found: list[Evidence] = []
    for key in statement.evidence:
        record = evidence[key]
        inputs = [evidence[i] for i in record.inputs if i in evidence]
        found += inputs if record.kind == "computed" and 0 < len(inputs) <= _INPUTS_SHOWN else [record]
    return found


def _citation(desk: Desk, record: Evidence, n: int, as_of: date) -> Citation:
    meta = desk.meta(record.document_id)
    return Citation(
        n=n,
        document_id=record.document_id,
        title=meta.title,
        doc_number=meta.doc_number,
        section=record.section,
        quote=record.quote,
        start=record.start,
        end=record.end,
        status=legal_status(meta, as_of).value,
        verification=meta.verification.value,
        page=desk.page_of(record.document_id, record.start),
    )


def _marked(text: str, marks: Sequence[int]) -> str:
    """Set marks before the punctuation that ends the sentence."""
    if not marks:
        return text
    mark = "".join(f"[{n}]" for n in marks)
    body = text.rstrip(_END)
    return f"{body}{mark}{text[len(body) :]}"


def _layout(lines: Sequence[str]) -> str:
    """Join sentences; items of a list, which end without punctuation, stand on lines of their own."""
    text = ""
    after_item = False
    for line in lines:
        item = not re.sub(r"(\[\d+\])+$", "", line).endswith(tuple(_END))
        text += ("\n" if (item or after_item) and text else "") + line
        after_item = item
    return text
