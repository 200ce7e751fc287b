"""Feedback on answers, and the questions that the corpus does not answer yet."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.deps import KEEPER, ServicesDep
from api.logs import masked
from api.models import AnswerModel, Done, FeedbackBody, errors

ROUTER = APIRouter(tags=["反馈"])
Limit = Annotated[int, Query(ge=1, le=1000, description="最多返回几条")]


class FeedbackItem(BaseModel):
    """Feedback with the whole answer it is about."""

    answer_id: str
    rating: str
    note: str | None
    asked: str
    answer: AnswerModel
    created_at: str


class FeedbackList(BaseModel):
    """Feedback, newest first."""

    feedback: list[FeedbackItem]


class UnansweredItem(BaseModel):
    """A question without an answer on file."""

    question: str
    times: int
    answer: str
    first_at: str
    last_at: str


class UnansweredList(BaseModel):
    """Unanswered questions, the most frequent first."""

    unanswered: list[UnansweredItem]


@ROUTER.post("/api/feedback", response_model=Done, responses=errors(400, 404, 413, 422), summary="评价一条回答")
def give_feedback(body: FeedbackBody, services: ServicesDep) -> dict[str, Any]:
    """保存对一条回答的评价；同一条回答以最后一次为准。"""
    services.sessions.rate(body.answer_id, rating=body.rating, note=body.note)
    services.metrics.feedback.labels(rating=body.rating).inc()
    return {"ok": True}


@ROUTER.get(
    "/api/feedback",
    response_model=FeedbackList,
    response_model_exclude_unset=True,
    responses=errors(403, 422),
    dependencies=[KEEPER],
    summary="评价列表（语料维护者）",
)
def list_feedback(services: ServicesDep, limit: Limit = 200) -> dict[str, Any]:
    """列出评价及完整回答，最新的在前；未设管理密钥时只对本机开放。"""
    return {
        "feedback": [
            {
                "answer_id": f.answer_id, "rating": f.rating, "note": f.note, "asked": f.asked, "answer": f.answer,
                "created_at": f.created_at.isoformat(),
            }
            for f in services.sessions.feedback(limit=limit)
        ]
    }  # fmt: skip


@ROUTER.get(
    "/api/unanswered",
    response_model=UnansweredList,
    responses=errors(403, 422),
    dependencies=[KEEPER],
    summary="未能回答的问题（语料维护者）",
)
def list_unanswered(services: ServicesDep, limit: Limit = 200) -> dict[str, Any]:
    """列出资料中没有答案的问题，问得多的在前，电话与证件号已遮盖；未设管理密钥时只对本机开放。"""
    return {
        "unanswered": [
            {
                "question": masked(u.question), "times": u.times, "answer": u.answer,
                "first_at": u.first_at.isoformat(), "last_at": u.last_at.isoformat(),
            }
            for u in services.sessions.unanswered(limit=limit)
        ]
    }  # fmt: skip
