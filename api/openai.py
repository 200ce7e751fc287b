"""The protocol of OpenAI's chat completions, so that Open WebUI, LobeChat, Dify or Chatbox can point at us.

Citations stand in the text as [1], [2] with a list of sources below it, and whole in the extra member `qingce`
(the Answer of POST /api/ask) of the completion, or of the last chunk when streaming.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.answers import Answering
from api.ask import pieces
from api.kept import Kept
from api.models import IsoDate, PlainText, errors
from bot.types import Turn
from kb.errors import FixInput, NotFound

ROUTER = APIRouter(prefix="/v1", tags=["OpenAI 兼容"])
MODEL = "qingce"
CREATED = 1_704_067_200
HISTORY_QUESTIONS = 6
KEPT_HISTORIES = 512


class TextPart(BaseModel):
    """A part of a message's content; only text is read."""

    model_config = ConfigDict(extra="allow")
    type: str
    text: PlainText = ""


class Message(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="allow")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: PlainText | list[TextPart] | None = None

    def plain(self) -> str:
        """Return the text of the message."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What to add to a stream."""

    include_usage: StrictBool = False


class CompletionBody(BaseModel):
    """A request as OpenAI's clients send it; sampling parameters are accepted and have no meaning here."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "佛山2024年目标是多少？"}]}]
        },
    )

    model: PlainText = Field(default=MODEL, max_length=200, description="须为 qingce")
    messages: Annotated[list[Message], Field(min_length=1, max_length=400, description="对话，最后一条须为 user")]
    stream: StrictBool = False
    stream_options: StreamOptions | None = None
    as_of: IsoDate | None = Field(default=None, description="扩展：按哪一天回答")


class ReplyMessage(BaseModel):
    """The reply."""

    role: Literal["assistant"] = "assistant"
    content: str


class CompletionChoice(BaseModel):
    """The one choice."""

    index: int = 0
    message: ReplyMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Sizes in characters: no model's tokens are spent."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """The completion, with our Answer in `qingce`."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[CompletionChoice]
    usage: Usage
    qingce: dict[str, Any] = Field(description="扩展：完整的 Answer（出处、效力、计算过程），与 POST /api/ask 相同")


class ModelCard(BaseModel):
    """A model on offer."""

    id: str
    object: Literal["model"] = "model"
    created: int = CREATED
    owned_by: str = "qingce"


class ModelList(BaseModel):
    """The models on offer."""

    object: Literal["list"] = "list"
    data: list[ModelCard]


# Turns of conversations that clients carry themselves, so that they need not be understood again each time.
Histories = Kept[tuple[str, ...], tuple[Turn, ...]]


def new_histories() -> Histories:
    """Return an empty store of histories."""
    return Kept(KEPT_HISTORIES)


@ROUTER.get("/models", response_model=ModelList, summary="模型列表")
async def list_models() -> dict[str, Any]:
    """列出可用的模型，只有 qingce 一个。"""
    return {"data": [{"id": MODEL}]}


@ROUTER.get("/models/{model}", response_model=ModelCard, responses=errors(404, 422), summary="模型")
async def read_model(model: str) -> dict[str, Any]:
    """返回一个模型的说明。"""
    if model != MODEL:
        raise NotFound(f"没有名为“{model[:100]}”的模型，请使用 {MODEL}。")
    return {"id": MODEL}


@ROUTER.post(
    "/chat/completions",
    response_model=Completion,
    response_model_exclude_unset=False,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "object"}}}}, **errors(400, 404, 413, 422)},
    summary="对话补全",
)
async def complete(body: CompletionBody, request: Request) -> Any:
    """按 OpenAI 的对话补全协议回答最后一个问题，之前的提问作为上文。

    正文含引用编号和来源列表；完整的 Answer 在扩展字段 qingce 中，流式时在最后一块。用量按字数计。
    """
    if body.model != MODEL:
        raise NotFound(f"没有名为“{body.model[:100]}”的模型，请使用 {MODEL}。")
    answering: Answering = request.app.state.answering
    histories: Histories = request.app.state.histories
    asked = tuple(m.plain() for m in body.messages if m.role == "user")
    if not asked or body.messages[-1].role != "user":
        raise FixInput("最后一条消息须是用户的提问（role 为 user）。")
    day = (body.as_of.isoformat() if body.as_of else "",)
    before = tuple(q for q in asked[:-1] if q.strip())[-HISTORY_QUESTIONS:]
    turns = histories.get(day + before) if before else ()
    if turns is None:
        turns = ()
        for question in before:
            _, turn = await answering.over_history(question, turns, as_of=body.as_of)
            turns = (*turns, turn)
    answer, turn = await answering.over_history(asked[-1], turns, as_of=body.as_of)
    kept = (*before, asked[-1])[-HISTORY_QUESTIONS:]
    histories.keep(day + kept, (*turns, turn)[-HISTORY_QUESTIONS:])
    completion = _completion(answer, prompt_chars=sum(len(m.plain()) for m in body.messages))
    if not body.stream:
        return completion
    usage = body.stream_options is not None and body.stream_options.include_usage
    return StreamingResponse(
        _chunks(completion, with_usage=usage), media_type="text/event-stream", headers={"Cache-Control": "no-cache"}
    )


def with_sources(answer: dict[str, Any]) -> str:
    """Return the answer's text with choices and the list of sources below it, for clients that show only text."""
    parts = [answer["answer"]]
    parts += [f"- {choice['label']}：{choice['question']}" for choice in answer["choices"]]
    if answer["citations"]:
        parts.append("\n来源：")
    for c in answer["citations"]:
        number = f"（{c['doc_number']}）" if c["doc_number"] else ""
        section = f"，{c['section']}" if c["section"] else ""
        parts.append(f"[{c['n']}] 《{c['title']}》{number}{section}（{c['status']}）")
    return "\n".join(parts)


def _completion(answer: dict[str, Any], *, prompt_chars: int) -> dict[str, Any]:
    content = with_sources(answer)
    return {
        "id": f"chatcmpl-{answer['answer_id']}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content},
                "finish_reason": "stop",
                "logprobs": None,
            }
        ],
        "usage": {
            "prompt_tokens": prompt_chars,
            "completion_tokens": len(content),
            "total_tokens": prompt_chars + len(content),
        },
        "qingce": answer,
    }


def _chunks(completion: dict[str, Any], *, with_usage: bool) -> Iterator[str]:
    base = {
        "id": completion["id"],
        "object": "chat.completion.chunk",
        "created": completion["created"],
        "model": MODEL,
    }

    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}]}

    yield _data(chunk({"role": "assistant", "content": ""}))
    for piece in pieces(completion["choices"][0]["message"]["content"]):
        yield _data(chunk({"content": piece}))
    yield _data({**chunk({}, "stop"), "qingce": completion["qingce"]})
    if with_usage:
        yield _data({**base, "choices": [], "usage": completion["usage"]})
    yield "data: [DONE]\n\n"


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
