"""Is it alive, can it answer, and what has it done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api.deps import ServicesDep

ROUTER = APIRouter(tags=["运行状况"])


class Health(BaseModel):
    """The process is alive."""

    status: str


class Readiness(BaseModel):
    """The service can answer."""

    status: str
    documents: int
    generation: int


@ROUTER.get("/healthz", response_model=Health, summary="存活")
async def healthz() -> dict[str, Any]:
    """进程存活即返回 200。"""
    return {"status": "ok"}


@ROUTER.get(
    "/readyz",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "尚未就绪"}},
    summary="就绪",
)
def readyz(request: Request, services: ServicesDep) -> Any:
    """资料库可读且有文件时返回 200，否则 503。"""
    documents = len(services.records.documents())
    body = {"status": "ready", "documents": documents, "generation": services.records.generation()}
    if documents and not request.app.state.stopping:
        return body
    return JSONResponse({**body, "status": "stopping" if request.app.state.stopping else "empty"}, status_code=503)


@ROUTER.get(
    "/metrics",
    response_class=Response,
    summary="Prometheus 指标",
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus 文本格式"}},
)
def metrics(services: ServicesDep) -> Response:
    """返回问题数、结果、用时分布、索引大小等指标。"""
    gauges = services.metrics
    gauges.documents.set(len(services.records.documents()))
    gauges.passages.set(len(services.records.passages()))
    gauges.index_bytes.set(_size_bytes(services.settings.data_dir))
    gauges.sessions.set(services.sessions.count())
    return Response(gauges.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _size_bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # an index segment that was just merged away
            continue
    return total
