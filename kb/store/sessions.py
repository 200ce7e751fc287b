"""Conversations, feedback and unanswered questions on SQL, beside the records.

They live in a database of their own (`sessions.sqlite3`), so that a question never waits for an ingest that is
writing, and so that the records can be thrown away and rebuilt without losing what people said.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    String,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import OperationalError

from kb.errors import NotFound, TryLater
from kb.store.sessions_schema import (
    CONVERSATIONS,
    EXCHANGES,
    FEEDBACK,
    SCHEMA,
    UNANSWERED,
    Conversation,
    Exchange,
    Feedback,
    UnansweredQuestion,
)

TITLE_CHARS = 40
HISTORY_TURNS = 12

# What every question runs is put together once.
_CREATE = insert(CONVERSATIONS)
_CONTINUE = (
    update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == bindparam("conversation"))
    .values(turns=CONVERSATIONS.c.turns + 1, updated_at=bindparam("now"))
)
_SAY = insert(EXCHANGES).values(
    ordinal=select(CONVERSATIONS.c.turns)
    .where(CONVERSATIONS.c.id == bindparam("conversation_id", type_=String))
    .scalar_subquery(),
    **{name: bindparam(name) for name in ("answer_id", "conversation_id", "asked", "answer", "turn", "created_at")},
)
_TURNS = (
    select(EXCHANGES.c.turn)
    .where(EXCHANGES.c.conversation_id == bindparam("conversation"))
    .order_by(EXCHANGES.c.ordinal.desc())
    .limit(bindparam("turns", type_=Integer))
)
_COUNT_AGAIN = (
    update(UNANSWERED)
    .where(UNANSWERED.c.question == bindparam("key"))
    .values(times=UNANSWERED.c.times + 1, last_at=bindparam("now"), answer=bindparam("reply"))
)
_COUNT_FIRST = insert(UNANSWERED).values(
    question=bindparam("key"), times=1, answer=bindparam("reply"), first_at=bindparam("now"), last_at=bindparam("now")
)


class SessionStore:
    """Conversations on SQL; safe to use from many threads.

    Args:
        url: SQLAlchemy URL; SQLite gets WAL and foreign keys.
    """

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url, pool_size=8, max_overflow=64, pool_timeout=30)
        self._sqlite = self._engine.dialect.name == "sqlite"
        # SQLite has one writer; waiting here is fair and costs nothing, waiting inside SQLite is neither.
        self._writing = threading.Lock()
        if self._sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
        with self._write() as connection:
            SCHEMA.create_all(connection)

    @classmethod
    def open(cls, data_dir: Path, database_url: str | None = None) -> SessionStore:
        """Open the conversations of a data folder, or of the configured database."""
        if database_url:
            return cls(database_url)
        data_dir.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{(data_dir / 'sessions.sqlite3').resolve()}")

    def close(self) -> None:
        """Release every connection."""
        self._engine.dispose()

    def new_id(self) -> str:
        """Return an id that cannot be guessed: knowing it is what lets a client continue a conversation."""
        return secrets.token_urlsafe(18)

    def history(self, conversation_id: str, *, turns: int = HISTORY_TURNS) -> list[dict[str, Any]]:
        """Return the last turns, oldest first.

        Raises:
            NotFound: no such conversation, or it has expired.
        """
        with self._read() as connection:
            rows = connection.execute(_TURNS, {"conversation": conversation_id, "turns": turns}).scalars().all()
            if not rows:
                self._require(connection, conversation_id)
        return [json.loads(row) for row in reversed(rows)]

    def append(
        self,
        conversation_id: str,
        *,
        asked: str,
        answer: dict[str, Any],
        turn: dict[str, Any],
        visitor: str | None = None,
        create: bool = False,
    ) -> None:
        """Store one exchange; with `create`, the conversation is made in the same transaction.

        Raises:
            NotFound: the conversation was deleted meanwhile.
        """
        now = _now()
        exchange = {
            "answer_id": answer["answer_id"],
            "conversation_id": conversation_id,
            "asked": asked,
            "answer": _dump(answer),
            "turn": _dump(turn),
            "created_at": now,
        }
        with self._write() as connection:
            if create:
                row = {"id": conversation_id, "visitor": visitor, "title": asked[:TITLE_CHARS]}
                connection.execute(_CREATE, {**row, "turns": 1, "created_at": now, "updated_at": now})
            elif connection.execute(_CONTINUE, {"conversation": conversation_id, "now": now}).rowcount == 0:
                raise _no_conversation()
            connection.execute(_SAY, exchange)

    def conversations(self, *, visitor: str | None, limit: int = 100) -> list[Conversation]:
        """Return conversations, newest first: a visitor's own, or with None all of them."""
        query = select(CONVERSATIONS).where(CONVERSATIONS.c.turns > 0)
        if visitor is not None:
            query = query.where(CONVERSATIONS.c.visitor == visitor)
        with self._read() as connection:
            rows = connection.execute(query.order_by(CONVERSATIONS.c.updated_at.desc()).limit(limit)).mappings().all()
        return [_conversation(dict(row)) for row in rows]

    def conversation(self, conversation_id: str) -> Conversation:
        """Return a conversation with everything said in it.

        Raises:
            NotFound: no such conversation, or it has expired.
        """
        exchanges = select(EXCHANGES).where(EXCHANGES.c.conversation_id == conversation_id)
        with self._read() as connection:
            row = self._require(connection, conversation_id)
            rows = connection.execute(exchanges.order_by(EXCHANGES.c.ordinal)).mappings().all()
        said = tuple(
            Exchange(
                answer_id=r["answer_id"],
                asked=r["asked"],
                answer=json.loads(r["answer"]),
                turn=json.loads(r["turn"]),
                created_at=_aware(r["created_at"]),
            )
            for r in rows
        )
        return _conversation(row, said)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation and everything said in it.

        Raises:
            NotFound: no such conversation.
        """
        with self._write() as connection:
            gone = connection.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id))
            if gone.rowcount == 0:
                raise _no_conversation()

    def expire(self, days: int) -> int:
        """Delete conversations that nobody continued for `days` days; return how many."""
        with self._write() as connection:
            limit = _now() - timedelta(days=days)
            return connection.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.updated_at < limit)).rowcount

    def rate(self, answer_id: str, *, rating: str, note: str | None) -> None:
        """Keep what a reader said of an answer; a second rating replaces the first.

        Raises:
            NotFound: no such answer.
        """
        with self._write() as connection:
            row = connection.execute(select(EXCHANGES).where(EXCHANGES.c.answer_id == answer_id)).mappings().first()
            if row is None:
                raise NotFound("没有找到这条回答，它可能已随会话删除。")
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.answer_id == answer_id))
            connection.execute(
                insert(FEEDBACK).values(
                    answer_id=answer_id,
                    rating=rating,
                    note=note,
                    asked=row["asked"],
                    answer=row["answer"],
                    created_at=_now(),
                )
            )

    def feedback(self, *, limit: int = 200) -> list[Feedback]:
        """Return feedback, newest first."""
        query = select(FEEDBACK).order_by(FEEDBACK.c.created_at.desc()).limit(limit)
        with self._read() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Feedback(**{**row, "answer": json.loads(row["answer"]), "created_at": _aware(row["created_at"])})
            for row in rows
        ]

    def note_unanswered(self, question: str, answer: str) -> None:
        """Count a question that the corpus does not answer."""
        row = {"key": question[:512], "reply": answer, "now": _now()}
        with self._write() as connection:
            if connection.execute(_COUNT_AGAIN, row).rowcount == 0:
                connection.execute(_COUNT_FIRST, row)

    def unanswered(self, *, limit: int = 200) -> list[UnansweredQuestion]:
        """Return unanswered questions, the most frequent first."""
        query = select(UNANSWERED).order_by(UNANSWERED.c.times.desc(), UNANSWERED.c.last_at.desc()).limit(limit)
        with self._read() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            UnansweredQuestion(**{**row, "first_at": _aware(row["first_at"]), "last_at": _aware(row["last_at"])})
            for row in rows
        ]

    def count(self) -> int:
        """Return how many conversations are on file."""
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(CONVERSATIONS)).scalar_one())

    def _require(self, connection: Connection, conversation_id: str) -> dict[str, Any]:
        query = select(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id)
        row = connection.execute(query).mappings().first()
        if row is None:
            raise _no_conversation()
        return dict(row)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except OperationalError as fault:
            raise TryLater("会话数据库暂时无法读取，请稍后再试。") from fault

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._writing, self._engine.begin() as connection:
                yield connection
        except OperationalError as fault:
            raise TryLater("会话数据库暂时无法写入（磁盘已满或被占用），请稍后再试。") from fault


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _conversation(row: dict[str, Any], exchanges: tuple[Exchange, ...] = ()) -> Conversation:
    return Conversation(
        id=row["id"],
        title=row["title"],
        turns=row["turns"],
        created_at=_aware(row["created_at"]),
        updated_at=_aware(row["updated_at"]),
        exchanges=exchanges,
    )


def _no_conversation() -> NotFound:
    return NotFound("会话不存在或已过期，请新建会话。")


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _now() -> datetime:
    return datetime.now(UTC)


def _aware(moment: datetime) -> datetime:
    """SQLite forgets the time zone; everything is stored in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
