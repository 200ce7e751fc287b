"""Conversations on SQL: what is told is kept, in order, whole, and for as long as the setting says."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kb.errors import NotFound
from kb.store.sessions import SessionStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    opened = SessionStore.open(tmp_path)
    yield opened
    opened.close()


def say(store: SessionStore, conversation: str, asked: str, *, create: bool = False, visitor: str = "v") -> str:
    answer = {"answer_id": f"{conversation}/{asked}", "answer": f"答{asked}", "outcome": "answered"}
    turn = {"asked": asked, "question": asked, "outcome": "answered", "frame": {"n": 1}}
    store.append(conversation, asked=asked, answer=answer, turn=turn, visitor=visitor, create=create)
    return str(answer["answer_id"])


def test_turns_come_back_in_order_and_bounded(store: SessionStore) -> None:
    say(store, "c", "q0", create=True)
    for n in range(1, 15):
        say(store, "c", f"q{n}")
    assert [t["asked"] for t in store.history("c")] == [f"q{n}" for n in range(3, 15)]
    assert [t["asked"] for t in store.history("c", turns=2)] == ["q13", "q14"]
    kept = store.conversation("c")
    assert (kept.title, kept.turns, len(kept.exchanges)) == ("q0", 15, 15)
    assert kept.exchanges[0].answer["answer"] == "答q0"
    assert kept.exchanges[0].turn["frame"] == {"n": 1}


def test_what_is_not_there_is_said_to_be_missing(store: SessionStore) -> None:
    for call in (store.history, store.conversation, store.delete):
        with pytest.raises(NotFound, match="会话不存在"):
            call("nobody")
    with pytest.raises(NotFound, match="会话不存在"):
        say(store, "nobody", "q")
    with pytest.raises(NotFound, match="没有找到这条回答"):
        store.rate("nothing", rating="up", note=None)


def test_a_failed_append_leaves_nothing(store: SessionStore) -> None:
    taken = say(store, "c", "q", create=True)
    with pytest.raises(IntegrityError):
        store.append("d", asked="x", answer={"answer_id": taken}, turn={"asked": "x"}, create=True)
    with pytest.raises(NotFound):
        store.conversation("d")
    assert store.conversation("c").turns == 1


def test_expiry_takes_only_what_is_old(store: SessionStore) -> None:
    say(store, "old", "q", create=True)
    say(store, "new", "q", create=True)
    with store._engine.begin() as connection:
        connection.execute(text("update conversations set updated_at = '2020-01-01 00:00:00.000000' where id = 'old'"))
    assert store.expire(90) == 1
    assert [c.id for c in store.conversations(visitor=None)] == ["new"]
    with store._engine.connect() as connection:
        assert connection.execute(text("select count(*) from exchanges")).scalar_one() == 1


def test_feedback_outlives_the_conversation(store: SessionStore) -> None:
    answer_id = say(store, "c", "q", create=True)
    store.rate(answer_id, rating="up", note=None)
    store.rate(answer_id, rating="down", note="错")
    store.delete("c")
    (kept,) = store.feedback()
    assert (kept.rating, kept.note, kept.answer["answer"]) == ("down", "错", "答q")


def test_many_writers_lose_nothing(store: SessionStore) -> None:
    say(store, "shared", "first", create=True)

    def person(n: int) -> None:
        say(store, f"own{n}", "q", create=True, visitor=str(n))
        for m in range(5):
            say(store, "shared", f"{n}-{m}")
        store.note_unanswered("同一个问题", "没有")

    threads = [threading.Thread(target=person, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shared = store.conversation("shared")
    assert shared.turns == len(shared.exchanges) == 101
    assert len({e.answer_id for e in shared.exchanges}) == 101
    assert store.count() == 21
    assert [c.id for c in store.conversations(visitor="7")] == ["own7"]
    assert store.unanswered()[0].times == 20
