"""Keeping the corpus while the server runs: upload, remove, rebuild.  Off until QINGCE_ADMIN_KEY is set."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Path, UploadFile
from pydantic import BaseModel, Field

from api.deps import ADMIN, ServicesDep
from api.models import Done, errors
from kb.errors import InputTooLong

MAX_UPLOAD_BYTES = 32_000_000
ROUTER = APIRouter(prefix="/api/admin", tags=["管理"], dependencies=[ADMIN])


class Uploaded(BaseModel):
    """What became of one uploaded file."""

    document_id: str = Field(description="文件编号")
    changed: bool = Field(description="内容与库中相同则为 false")
    warnings: list[str] = Field(description="入库时发现的问题")


class CorpusStatus(BaseModel):
    """What is on file."""

    documents: int
    generation: int
    details: dict[str, Any]


@ROUTER.get("/status", response_model=CorpusStatus, responses=errors(403), summary="语料状况")
def status(services: ServicesDep) -> dict[str, Any]:
    """返回文件数、版本号与各索引的状况。"""
    records = services.records
    return {
        "documents": len(records.documents()),
        "generation": records.generation(),
        "details": services.library.status(),
    }


@ROUTER.post(
    "/documents",
    response_model=Uploaded,
    responses=errors(403, 409, 413, 422, 503),
    summary="上传文件",
)
def upload(services: ServicesDep, file: Annotated[UploadFile, File(description="md、txt 或 html 文件")]) -> Any:
    """上传一份文件；编号相同则替换旧版本，读者立即看到新版本。"""
    content = file.file.read(MAX_UPLOAD_BYTES + 1)
    if len(content) > MAX_UPLOAD_BYTES:
        raise InputTooLong("文件过大，请拆分后上传。")
    return services.library.add(
        name=(file.filename or "未命名.txt").replace("\\", "/").rpartition("/")[2], content=content
    )


@ROUTER.delete(
    "/documents/{document_id}", response_model=Done, responses=errors(403, 404, 409, 503), summary="移除文件"
)
def remove(document_id: Annotated[str, Path(max_length=200)], services: ServicesDep) -> dict[str, Any]:
    """移除一份文件及其全部记录。"""
    services.library.remove(document_id)
    return {"ok": True}


@ROUTER.post("/rebuild", response_model=CorpusStatus, responses=errors(403, 409, 503), summary="重建索引")
def rebuild(services: ServicesDep) -> dict[str, Any]:
    """由记录重建检索索引。"""
    details = services.library.rebuild()
    return {
        "documents": len(services.records.documents()),
        "generation": services.records.generation(),
        "details": details,
    }
