"""Conversations: list, read, delete, download."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from api.deps import ServicesDep, Visitor
from api.models import Done, SessionList, SessionModel, errors
from kb.store.sessions_schema import Conversation

ROUTER = APIRouter(prefix="/api/sessions", tags=["会话"])
SessionId = Annotated[str, Path(max_length=64, description="会话编号")]


@ROUTER.get("", response_model=SessionList, summary="会话列表")
def list_sessions(services: ServicesDep, visitor: Visitor) -> dict[str, Any]:
    """列出本浏览器的会话（凭 Cookie 识别，不含他人会话），最近的在前。"""
    return {"sessions": [_summary(c) for c in services.sessions.conversations(visitor=visitor)]}


@ROUTER.get(
    "/{session_id}",
    response_model=SessionModel,
    response_model_exclude_unset=True,
    responses=errors(404, 422),
    summary="会话内容",
)
def read_session(session_id: SessionId, services: ServicesDep) -> dict[str, Any]:
    """返回一次会话的全部问答；会话编号不可猜测，知道编号即可继续。"""
    conversation = services.sessions.conversation(session_id)
    said = [
        {"asked": e.asked, "answer": e.answer, "created_at": e.created_at.isoformat()} for e in conversation.exchanges
    ]
    return {**_summary(conversation), "exchanges": said}


@ROUTER.delete("/{session_id}", response_model=Done, responses=errors(404, 422), summary="删除会话")
def delete_session(session_id: SessionId, services: ServicesDep) -> dict[str, Any]:
    """删除一次会话及其全部问答。"""
    services.sessions.delete(session_id)
    return {"ok": True}


def _summary(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "title": conversation.title,
        "turns": conversation.turns,
        "created_at": conversation.created_at.isoformat(),
        "updated_at": conversation.updated_at.isoformat(),
    }
