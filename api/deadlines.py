"""Deadlines as a list with days left, and as a calendar."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.deps import AsOf, KnowledgeDep, ServicesDep
from api.documents import attachment
from api.models import PlainText, errors
from bot.calendar import Entry, calendar_text
from bot.occurrences import next_date
from bot.wording import default_wording
from kb.errors import NotFound
from kb.knowledge import Knowledge
from kb.protocols import RecordStore
from kb.types import Deadline, DocumentMeta

ROUTER = APIRouter(prefix="/api", tags=["期限"])
DocumentFilter = Annotated[PlainText | None, Query(max_length=200, description="文件编号")]


class DeadlineModel(BaseModel):
    """Who must do what by when."""

    id: str
    document_id: str
    title: str = Field(description="文件标题")
    kind: str = Field(description="absolute 定日；relative 自某事起算；periodic 周期")
    who: str | None
    what: str
    file_with: list[str] = Field(description="向谁报送")
    due: str | None = Field(description="到期日（含当日）")
    rule: str | None
    words: str = Field(description="原文的时间表述")
    days_left: int | None = Field(description="距 as_of 的天数，负数为已逾期，无定日时为空")
    next_date: str | None = Field(description="下一次到期日：未过的定日，或周期性义务的下一次；没有时为空")
    next_note: str | None = Field(description="下一次日期算不出来的原因（如节假日安排未公布）")
    quote: str
    section: str
    start: int
    end: int


class DeadlineList(BaseModel):
    """Deadlines, the dated ones first and in order."""

    as_of: str
    deadlines: list[DeadlineModel]


@ROUTER.get("/deadlines", response_model=DeadlineList, responses=errors(422), summary="期限")
def list_deadlines(
    services: ServicesDep, knowledge: KnowledgeDep, as_of: AsOf, document: DocumentFilter = None
) -> dict[str, Any]:
    """列出各项期限；days_left 按 as_of 计算。"""
    return {"as_of": as_of.isoformat(), "deadlines": _rows(services.records, knowledge, as_of, document)}


@ROUTER.get(
    "/deadlines.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "日历文件"}, **errors(404, 422)},
    summary="期限日历",
)
def deadlines_calendar(
    services: ServicesDep,
    knowledge: KnowledgeDep,
    as_of: AsOf,
    document: DocumentFilter = None,
    id: Annotated[PlainText | None, Query(max_length=200, description="只要这一项期限")] = None,
) -> Response:
    """下载有确定日期的期限与周期性义务的下一次日期（iCalendar，RFC 5545），可导入 Outlook、苹果日历与 WPS 日历。"""
    rows = _rows(services.records, knowledge, as_of, document)
    entries = [_entry(row) for row in rows if (row["due"] or row["next_date"]) and id in (None, row["id"])]
    if id is not None and not entries:
        known = any(row["id"] == id for row in rows)
        raise NotFound("这项期限没有可以放进日历的日期。" if known else f"没有编号为“{id}”的期限。")
    text = calendar_text(entries, default_wording())
    return Response(text, media_type="text/calendar; charset=utf-8", headers=attachment("清策期限.ics"))


def _rows(records: RecordStore, knowledge: Knowledge, as_of: date, document: str | None) -> list[dict[str, Any]]:
    texts: dict[str, str] = {}
    rows = []
    for deadline in knowledge.deadlines if document is None else knowledge.of(document).deadlines:
        if deadline.document_id not in texts:
            found = records.document(deadline.document_id)
            texts[deadline.document_id] = found.text if found else ""
        rows.append(_row(deadline, knowledge.metas[deadline.document_id], texts[deadline.document_id], as_of))
    return sorted(rows, key=lambda r: (r["due"] is None, r["due"] or "", r["document_id"], r["start"]))


def _row(deadline: Deadline, meta: DocumentMeta, text: str, as_of: date) -> dict[str, Any]:
    due, coming = deadline.due, next_date(deadline, as_of)
    return {
        "id": deadline.id,
        "document_id": deadline.document_id,
        "title": meta.title,
        "kind": deadline.kind.value,
        "who": deadline.who,
        "what": deadline.what,
        "file_with": list(deadline.file_with),
        "due": due.isoformat() if due else None,
        "rule": deadline.rule,
        "words": deadline.words,
        "days_left": (due - as_of).days if due else None,
        "next_date": coming.day.isoformat() if coming.day else None,
        "next_note": coming.note,
        "quote": text[deadline.start : deadline.end],
        "section": " ".join(deadline.section_path),
        "start": deadline.start,
        "end": deadline.end,
    }


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        day=date.fromisoformat(row["due"] or row["next_date"]),
        what=row["what"],
        who=row["who"],
        quote=row["quote"],
        source=" ".join((row["title"], row["section"])),
    )
