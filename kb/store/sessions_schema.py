"""Tables and records of conversations, feedback and unanswered questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA = MetaData()

CONVERSATIONS = Table(
    "conversations",
    SCHEMA,
    Column("id", String(64), primary_key=True),
    Column("visitor", String(64), index=True),
    Column("title", Text, nullable=False),
    Column("turns", Integer, nullable=False, default=0),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False, index=True),
)
EXCHANGES = Table(
    "exchanges",
    SCHEMA,
    Column("answer_id", String(64), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("asked", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("turn", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
FEEDBACK = Table(
    "feedback",
    SCHEMA,
    Column("answer_id", String(64), primary_key=True),
    Column("rating", String(16), nullable=False),
    Column("note", Text),
    Column("asked", Text, nullable=False),
    Column("answer", Text, nullable=False),  # the whole answer: it outlives the conversation
    Column("created_at", DateTime(timezone=True), nullable=False),
)
UNANSWERED = Table(
    "unanswered",
    SCHEMA,
    Column("question", String(512), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False, index=True),
)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One question and its answer; `answer` and `turn` are the JSON objects that were stored."""

    answer_id: str
    asked: str
    answer: dict[str, Any]
    turn: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation; `exchanges` is empty in lists."""

    id: str
    title: str
    turns: int
    created_at: datetime
    updated_at: datetime
    exchanges: tuple[Exchange, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What a reader said of an answer, with the whole answer."""

    answer_id: str
    rating: str
    note: str | None
    asked: str
    answer: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class UnansweredQuestion:
    """A question that the corpus does not answer, and how often it was asked."""

    question: str
    times: int
    answer: str
    first_at: datetime
    last_at: datetime
