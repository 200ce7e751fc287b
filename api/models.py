"""What goes over HTTP: typed bodies with Chinese descriptions, for the OpenAPI page and for validation."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

QUESTION_EXAMPLE = "佛山2024年目标是多少？"


def _plain_text(value: str) -> str:
    """Refuse text that no encoding can carry (half of a surrogate pair); stores and logs would choke on it."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise ValueError("含有无法编码的字符") from fault
    return value


def _iso_date(value: object) -> object:
    """Take dates only as YYYY-MM-DD: a bare number would be read as seconds since 1970."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("日期须写成 YYYY-MM-DD")
    return value


PlainText = Annotated[str, AfterValidator(_plain_text)]
IsoDate = Annotated[date, BeforeValidator(_iso_date)]


class Problem(BaseModel):
    """What went wrong, in one Chinese line."""

    code: str = Field(description="稳定的错误代码", examples=["invalid_input"])
    message: str = Field(description="给人看的中文说明", examples=["问题不能为空。"])
    request_id: str = Field(description="请求编号，报障时请附上")


class ErrorBody(BaseModel):
    """Every error has this shape."""

    error: Problem


class AskBody(BaseModel):
    """A question."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": QUESTION_EXAMPLE}, {"question": "那深圳呢", "session_id": "…"}]}
    )

    question: PlainText = Field(
        pattern=r"\S", description="问题，中文为主；追问时请带上 session_id", examples=[QUESTION_EXAMPLE]
    )
    session_id: PlainText | None = Field(
        default=None, max_length=64, description="上一条回答里的会话编号；省略则新建会话"
    )
    as_of: IsoDate | None = Field(
        default=None, description="按哪一天回答（时效、今年、剩余天数），省略为今天", examples=["2024-06-01"]
    )


class ChoiceModel(BaseModel):
    """A way to go on."""

    label: str = Field(description="选项文字")
    question: str = Field(description="选中后应提的完整问题")


class CitationModel(BaseModel):
    """A numbered source."""

    n: int = Field(description="正文中的引用编号 [n]")
    document_id: str = Field(description="文件编号")
    title: str = Field(description="文件标题")
    doc_number: str | None = Field(description="发文字号")
    section: str = Field(description="所在章节")
    quote: str = Field(description="原文")
    start: int = Field(description="起点：在 /api/documents/{id}/text 中的码点位置")
    end: int = Field(description="终点（不含）")
    status: str = Field(description="按 as_of 计算的效力：未施行、现行、已修改、已废止、未核实")
    verification: str = Field(description="文本核对程度：原文、摘编·全文核对、摘编·二手")
    page: int | None = Field(default=None, description="页码，有分页时才有")


class AnswerModel(BaseModel):
    """An answer; the same JSON in the command line, over HTTP and in batch runs."""

    id: str | None = Field(default=None, description="批量提问时原样返回的编号")
    answer_id: str = Field(description="回答编号，反馈时使用")
    session_id: str | None = Field(default=None, description="会话编号，追问时带上")
    answer: str = Field(description="回答正文，[1] 等为引用编号")
    outcome: Literal["answered", "clarify", "no_answer"] = Field(
        description="answered 已回答；clarify 需要澄清；no_answer 资料中没有"
    )
    question: str = Field(description="系统理解的完整问题")
    as_of: str = Field(description="回答所依据的日期")
    blocks: list[dict[str, Any]] = Field(
        description="结构化内容：text{text}、list{items}、table{columns,rows}、chart{kind,unit,labels,values}"
    )
    choices: list[ChoiceModel] = Field(description="澄清选项")
    citations: list[CitationModel] = Field(description="出处")
    tool_calls: list[dict[str, Any]] = Field(description="查过什么：name、arguments、result")
    suggestions: list[str] = Field(description="可以接着问的问题")
    engine: str = Field(description="rules、llm 或 rules-fallback:原因")
    elapsed_ms: float = Field(description="用时（毫秒）")


class ExchangeModel(BaseModel):
    """One question and its answer."""

    asked: str = Field(description="用户原话")
    answer: AnswerModel
    created_at: str = Field(description="时间（ISO 8601）")


class SessionSummary(BaseModel):
    """A conversation in a list."""

    id: str
    title: str = Field(description="第一个问题")
    turns: int = Field(description="问答轮数")
    created_at: str
    updated_at: str


class SessionModel(SessionSummary):
    """A conversation with everything said in it."""

    exchanges: list[ExchangeModel]


class SessionList(BaseModel):
    """Conversations, newest first."""

    sessions: list[SessionSummary]


class FeedbackBody(BaseModel):
    """What a reader thinks of an answer."""

    answer_id: PlainText = Field(max_length=64, description="回答编号")
    rating: Literal["up", "down"] = Field(description="up 有帮助；down 有问题")
    note: PlainText | None = Field(default=None, max_length=2000, description="补充说明")


class Done(BaseModel):
    """It is done."""

    ok: Literal[True] = True


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of the error answers of a route."""
    words = {
        400: "请求无法解析",
        403: "没有权限或功能未开启",
        404: "没有这项内容",
        409: "数据目录被占用",
        413: "内容过长",
        422: "参数有误",
        503: "暂时不可用",
    }
    # By reference and not as `model`: errors are JSON also where a route's own answer is a file or a stream.
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
    return {status: {"content": content, "description": words[status]} for status in statuses}
