"""Documents: list, structure, cleaned text, the file as it came."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, Field

from api.answers import jsonable
from api.deps import AsOf, KnowledgeDep, ServicesDep
from api.models import errors
from kb.errors import NotFound
from kb.types import DocumentMeta, Table
from kb.validity import legal_status, target_year_over

ROUTER = APIRouter(prefix="/api/documents", tags=["文件"])
DocumentId = Annotated[str, Path(max_length=200, description="文件编号")]


class DocumentSummary(BaseModel):
    """What is known of a document as a whole."""

    id: str
    title: str
    kind: str
    issuers: list[str]
    doc_number: str | None
    published: str | None
    valid_from: str | None
    valid_until: str | None
    target_year: int | None
    repealed_by: str | None
    source: str | None
    recipients: str | None
    disclosure: str | None
    status_note: str | None
    full_text: bool
    status: str = Field(description="按 as_of 计算的效力")
    target_year_over: bool = Field(description="目标年度是否已过")
    verification: str
    badges: list[str] = Field(description="标签：现行、已废止、目标年度已过、摘编等")
    file_name: str | None


class DocumentList(BaseModel):
    """Documents on file."""

    as_of: str
    documents: list[DocumentSummary]


class SectionModel(BaseModel):
    """A heading and the span of what stands under it."""

    label: str
    title: str
    level: int
    path: list[str]
    start: int
    end: int


class CellModel(BaseModel):
    """A table cell and its place in the text."""

    text: str
    start: int
    end: int


class TableModel(BaseModel):
    """A table as read."""

    id: str
    title: str
    section: str
    year: int | None
    unit: str | None
    header: list[CellModel]
    rows: list[list[CellModel]]
    total_row: int | None
    label_column: int | None
    note: str | None
    start: int
    end: int


class WarningModel(BaseModel):
    """Something a reader should know, for example a printed total that the rows do not add up to."""

    code: str
    message: str
    start: int | None
    end: int | None


class DocumentDetail(DocumentSummary):
    """A document with its sections and tables."""

    sections: list[SectionModel]
    tables: list[TableModel]
    warnings: list[WarningModel]
    length: int = Field(description="清洗后文本的码点数")


class DocumentText(BaseModel):
    """The cleaned text; citations count code points into it."""

    document_id: str
    text: str


@ROUTER.get("", response_model=DocumentList, responses=errors(422), summary="文件列表")
def list_documents(knowledge: KnowledgeDep, as_of: AsOf) -> dict[str, Any]:
    """列出全部文件及其在 as_of 当日的效力。"""
    return {"as_of": as_of.isoformat(), "documents": [summary(m, as_of) for m in knowledge.metas.values()]}


@ROUTER.get("/{document_id}", response_model=DocumentDetail, responses=errors(404, 422), summary="文件结构")
def read_document(
    document_id: DocumentId, services: ServicesDep, knowledge: KnowledgeDep, as_of: AsOf
) -> dict[str, Any]:
    """返回一份文件的章节、表格与入库时发现的问题。"""
    document = services.records.document(document_id)
    if document is None or document_id not in knowledge.metas:
        raise _no_document(document_id)
    records = knowledge.of(document_id)
    return {
        **summary(knowledge.metas[document_id], as_of),
        "sections": [jsonable(s) for s in records.sections],
        "tables": [_table(t) for t in records.tables],
        "warnings": [jsonable(w) for w in records.warnings],
        "length": len(document.text),
    }


@ROUTER.get(
    "/{document_id}/text",
    response_class=PlainTextResponse,
    responses={
        200: {"content": {"text/plain": {}, "application/json": {"schema": DocumentText.model_json_schema()}}},
        **errors(404, 422),
    },
    summary="清洗后的文本",
)
def read_text(document_id: DocumentId, request: Request, services: ServicesDep) -> Any:
    """返回引用位置（start、end，按 Unicode 码点）所指的文本。

    默认 text/plain（UTF-8）；请求头 Accept 为 application/json 时返回 {document_id, text}。
    """
    document = services.records.document(document_id)
    if document is None:
        raise _no_document(document_id)
    if "application/json" in request.headers.get("accept", ""):
        body = DocumentText(document_id=document_id, text=document.text).model_dump_json()
        return Response(body, media_type="application/json")
    return PlainTextResponse(document.text)


@ROUTER.get(
    "/{document_id}/original",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "原件"}, **errors(404, 422)},
    summary="下载原件",
)
def download_original(document_id: DocumentId, services: ServicesDep) -> Response:
    """下载入库时的文件，一字未改。"""
    content = services.records.original(document_id)
    document = services.records.document(document_id)
    if content is None or document is None:
        raise _no_document(document_id)
    name = document.meta.path or f"{document_id}.txt"
    return Response(content, media_type="application/octet-stream", headers=attachment(name))


def attachment(name: str) -> dict[str, str]:
    """Return the headers that make a browser save a download under `name` (RFC 6266)."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def summary(meta: DocumentMeta, as_of: date) -> dict[str, Any]:
    """Return a document's metadata with its status on a day."""
    status, over = legal_status(meta, as_of), target_year_over(meta, as_of)
    badges = [status.value]
    if over:
        badges.append("目标年度已过")
    if meta.verification.value.startswith("摘编"):
        badges.append("摘编")
    return {
        **jsonable(meta),
        "status": status.value,
        "target_year_over": over,
        "verification": meta.verification.value,
        "badges": badges,
        "file_name": meta.path,
    }


def _table(table: Table) -> dict[str, Any]:
    return {**jsonable(table), "section": " ".join(table.section_path)}


def _no_document(document_id: str) -> NotFound:
    return NotFound(f"没有编号为“{document_id}”的文件。")
