"""Figures: every numeric cell of every table, as JSON, CSV and XLSX, each with the cell it comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.answers import jsonable
from api.deps import KnowledgeDep
from api.documents import attachment
from api.models import PlainText, errors
from kb.types import Figure

ROUTER = APIRouter(prefix="/api", tags=["数据"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "document_id": "文件编号", "title": "文件标题", "table": "表", "row": "行", "column": "列", "row_label": "行名",
    "region": "地区", "metric": "指标", "year": "年份", "value": "数值", "unit": "单位", "is_total": "合计行",
    "raw": "原文", "start": "起点", "end": "终点",
}  # fmt: skip


class FigureModel(BaseModel):
    """One numeric cell with everything that binds it."""

    document_id: str
    title: str = Field(description="文件标题")
    table_id: str
    table: str = Field(description="表名")
    row: int = Field(description="表中行号，从 0 起，不含表头")
    column: int = Field(description="表中列号，从 0 起")
    row_label: str
    region: str | None
    metric: str
    column_label: str = Field(description="列名")
    year: int | None
    value: float
    unit: str | None
    is_total: bool
    raw: str = Field(description="单元格原文")
    start: int
    end: int


class FigureList(BaseModel):
    """Figures that match."""

    count: int
    figures: list[FigureModel]


Format = Annotated[Literal["json", "csv", "xlsx"], Query(description="输出格式")]
Text = Annotated[PlainText | None, Query(max_length=200)]


@ROUTER.get(
    "/figures",
    response_model=FigureList,
    responses={200: {"content": {"text/csv": {}, XLSX: {}}, "description": "数据"}, **errors(422)},
    summary="表格数据",
)
def list_figures(
    knowledge: KnowledgeDep,
    document: Annotated[Text, Query(description="文件编号")] = None,
    region: Annotated[Text, Query(description="地区，带不带“市”均可")] = None,
    metric: Annotated[Text, Query(description="指标名包含")] = None,
    year: Annotated[int | None, Query(ge=1900, le=2200, description="年份")] = None,
    format: Format = "json",
) -> Any:
    """返回表格中的每个数字及其所在单元格；CSV 带 BOM，可直接用 Excel 或 WPS 打开。"""
    rows: list[dict[str, Any]] = []
    for figure in knowledge.figures if document is None else knowledge.of(document).figures:
        if not _matches(figure, region=region, metric=metric, year=year):
            continue
        title, table = knowledge.metas[figure.document_id].title, knowledge.tables_by_id[figure.table_id].title
        rows.append({**jsonable(figure), "title": title, "table": table})
    if format == "csv":
        return Response(_csv(rows), media_type="text/csv; charset=utf-8", headers=attachment("清策数据.csv"))
    if format == "xlsx":
        return Response(_xlsx(rows), media_type=XLSX, headers=attachment("清策数据.xlsx"))
    return {"count": len(rows), "figures": rows}


def _matches(figure: Figure, *, region: str | None, metric: str | None, year: int | None) -> bool:
    if region and region.removesuffix("市") not in ((figure.region or "").removesuffix("市"), figure.row_label):
        return False
    if metric and metric not in figure.metric and metric not in figure.column_label:
        return False
    return year is None or figure.year == year


def _cell(value: Any) -> Any:
    """Keep text from documents text: a spreadsheet runs what starts with one of these as a formula."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def _csv(rows: Sequence[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.values())
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[dict[str, Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.append(list(COLUMNS.values()))
    for row in rows:
        sheet.append([_cell(row[name]) for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
