"""Conversations, feedback and unanswered questions over HTTP."""

from pathlib import Path

from fastapi.testclient import TestClient

from tests.unit.api.conftest import ADMIN_KEY, make_client


def test_a_browser_lists_its_own_conversations_only(client: TestClient) -> None:
    session = client.post("/api/ask", json={"question": "甲市目标"}).json()["session_id"]
    (mine,) = client.get("/api/sessions").json()["sessions"]
    assert (mine["id"], mine["title"], mine["turns"]) == (session, "甲市目标", 1)
    client.cookies.clear()
    assert client.get("/api/sessions").json()["sessions"] == []
    assert client.get(f"/api/sessions/{session}").json()["exchanges"][0]["asked"] == "甲市目标"


def test_the_first_request_of_a_browser_may_be_a_stream(client: TestClient) -> None:
    client.post("/api/ask/stream", json={"question": "甲市目标"})
    (mine,) = client.get("/api/sessions").json()["sessions"]
    assert mine["title"] == "甲市目标"


def test_a_deleted_conversation_is_gone(client: TestClient) -> None:
    session = client.post("/api/ask", json={"question": "甲市目标"}).json()["session_id"]
    assert client.delete(f"/api/sessions/{session}").json() == {"ok": True}
    for reply in (
        client.get(f"/api/sessions/{session}"),
        client.delete(f"/api/sessions/{session}"),
        client.post("/api/ask", json={"question": "q", "session_id": session}),
        client.post("/api/ask/stream", json={"question": "q", "session_id": session}),
    ):
        assert reply.status_code == 404
        assert reply.json()["error"]["message"] == "会话不存在或已过期，请新建会话。"


def test_feedback_keeps_the_whole_answer(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "甲市目标"}).json()
    for rating, note in (("up", None), ("down", "数字不对")):
        body = {"answer_id": answer["answer_id"], "rating": rating, "note": note}
        assert client.post("/api/feedback", json=body).status_code == 200
    client.delete(f"/api/sessions/{answer['session_id']}")
    (kept,) = client.get("/api/feedback").json()["feedback"]
    assert (kept["rating"], kept["note"], kept["asked"]) == ("down", "数字不对", "甲市目标")
    assert kept["answer"] == answer


def test_feedback_on_nothing_is_refused(client: TestClient) -> None:
    assert client.post("/api/feedback", json={"answer_id": "x", "rating": "up"}).status_code == 404
    wrong = client.post("/api/feedback", json={"answer_id": "x", "rating": "meh"})
    assert wrong.status_code == 422
    assert wrong.json()["error"]["message"] == "参数有误：rating 只能是 up 或 down。"


def test_unanswered_questions_are_counted(client: TestClient) -> None:
    for _ in range(2):
        client.post("/api/ask", json={"question": "没有"})
    client.post("/api/ask", json={"question": "甲市目标"})
    (row,) = client.get("/api/unanswered").json()["unanswered"]
    assert (row["question"], row["times"]) == ("没有", 2)


def test_the_keepers_lists_are_closed_to_others(tmp_path: Path) -> None:
    with make_client(tmp_path / "a", host="192.0.2.7") as far:
        assert far.get("/api/unanswered").status_code == 403
        assert far.get("/api/feedback").status_code == 403
    with make_client(tmp_path / "b", admin_key=ADMIN_KEY) as near:
        assert near.get("/api/unanswered").status_code == 403
        assert near.get("/api/unanswered", headers={"X-Qingce-Admin-Key": ADMIN_KEY}).status_code == 200
