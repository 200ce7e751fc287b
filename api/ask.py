"""POST /api/ask and its streaming twin."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.answers import Answering
from api.deps import Visitor
from api.models import AnswerModel, AskBody, errors

ROUTER = APIRouter(tags=["问答"])
HEARTBEAT_S = 10.0
EVENT_SCHEMA = {
    "type": "object",
    "properties": {
        "event": {"enum": ["plan", "evidence", "text", "answer", "error"]},
        "data": {"type": "string", "description": "JSON"},
    },
    "required": ["event", "data"],
}
_PIECES = re.compile(r"[^。！？；\n，]+[。！？；\n，]*|[。！？；\n，]+")


@ROUTER.post(
    "/api/ask",
    response_model=AnswerModel,
    responses=errors(400, 404, 413, 422),
    summary="提问",
)
async def ask(body: AskBody, request: Request, response: Response, visitor: Visitor) -> Response:
    """提一个问题，返回核对过的回答。带上 session_id 即为追问；不带则新建会话。"""
    answering: Answering = request.app.state.answering
    answer = await answering.in_session(body.question, session_id=body.session_id, as_of=body.as_of, visitor=visitor)
    # Written straight out: it is our own contract already, and validating it again costs more than storing it.
    return Response(json.dumps(answer, ensure_ascii=False), media_type="application/json", headers=_cookies(response))


@ROUTER.post(
    "/api/ask/stream",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": EVENT_SCHEMA}}, "description": "事件流"},
        **errors(400, 404, 413, 422),
    },
    summary="提问（流式）",
)
async def ask_stream(body: AskBody, request: Request, response: Response, visitor: Visitor) -> StreamingResponse:
    """同 /api/ask，以服务器推送事件返回。

    事件依次为 plan（查什么）、evidence（出处）、text（正文片段，拼起来就是正文）、answer（完整回答）；
    出错时为 error。
    正文只在核对通过之后才发出，所以已发出的文字不会收回。
    """
    answering: Answering = request.app.state.answering
    if body.session_id is not None:  # an unknown session is a plain 404, not an event
        await asyncio.to_thread(request.app.state.services.sessions.history, body.session_id, turns=1)

    async def events() -> AsyncIterator[str]:
        work = asyncio.ensure_future(
            answering.in_session(body.question, session_id=body.session_id, as_of=body.as_of, visitor=visitor)
        )
        yield ": 已收到\n\n"
        while not (await asyncio.wait({work}, timeout=HEARTBEAT_S))[0]:
            yield ": 处理中\n\n"
        if (fault := work.exception()) is not None:
            _, problem = request.app.state.problem(fault)
            yield event("error", problem)
            return
        answer = work.result()
        calls = [{"name": call["name"], "arguments": call["arguments"]} for call in answer["tool_calls"]]
        yield event("plan", {"question": answer["question"], "tool_calls": calls})
        yield event("evidence", {"citations": answer["citations"]})
        for piece in pieces(answer["answer"]):
            yield event("text", {"text": piece})
        yield event("answer", answer)

    return StreamingResponse(
        events(),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no", **_cookies(response)},
    )


def _cookies(response: Response) -> dict[str, str]:
    """Return the cookie that a dependency set, for a response that is made by hand."""
    cookie = response.headers.get("set-cookie")
    return {"Set-Cookie": cookie} if cookie else {}


def pieces(text: str) -> list[str]:
    """Cut `text` at its punctuation; the pieces join to `text`."""
    return _PIECES.findall(text)


def event(name: str, data: Any) -> str:
    """Return one server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
