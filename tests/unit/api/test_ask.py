import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.ask import pieces


def events(body: str) -> list[tuple[str, dict]]:
    found = []
    for block in body.split("\n\n"):
        lines = block.split("\n")
        if lines[0].startswith("event: "):
            found.append((lines[0][7:], json.loads(lines[1][6:])))
    return found


def test_ask_returns_the_contract(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "甲市目标", "as_of": "2024-05-01"})
    assert reply.status_code == 200
    answer = reply.json()
    assert answer["as_of"] == "2024-05-01"
    assert set(answer) == {
        "answer_id", "session_id", "answer", "outcome", "question", "as_of", "blocks", "choices", "citations",
        "tool_calls", "suggestions", "engine", "elapsed_ms",
    }  # fmt: skip
    citation = answer["citations"][0]
    assert "page" not in citation
    text = client.get(f"/api/documents/{citation['document_id']}/text").text
    assert text[citation["start"] : citation["end"]] == citation["quote"] == "12"


def test_a_follow_up_sees_the_turns_before(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": "甲市目标"}).json()
    second = client.post("/api/ask", json={"question": "乙市呢", "session_id": first["session_id"]}).json()
    assert second["session_id"] == first["session_id"]
    assistant = client.app.state.services.assistant
    assert assistant.histories == [[], ["甲市目标"]]


def test_the_same_question_is_worked_out_once_until_something_changes(client: TestClient) -> None:
    assistant = client.app.state.services.assistant
    first, second = (client.post("/api/ask", json={"question": "甲市目标"}).json() for _ in range(2))
    assert len(assistant.histories) == 1
    assert first["answer_id"] != second["answer_id"]
    assert first["session_id"] != second["session_id"]
    same = {"answer_id": "", "session_id": "", "elapsed_ms": 0}
    assert first | same == second | same
    client.post("/api/ask", json={"question": "甲市目标", "as_of": "2024-02-02"})
    client.post("/api/ask", json={"question": "甲市目标", "session_id": first["session_id"]})
    assert assistant.histories == [[], [], ["甲市目标"]]


def test_stream_sends_plan_evidence_text_answer(client: TestClient) -> None:
    reply = client.post("/api/ask/stream", json={"question": "甲市目标"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    found = events(reply.text)
    names = [name for name, _ in found]
    assert names[:2] == ["plan", "evidence"]
    assert names[-1] == "answer"
    answer = found[-1][1]
    assert "".join(data["text"] for name, data in found if name == "text") == answer["answer"]
    assert found[0][1]["tool_calls"] == [{"name": "query_figures", "arguments": {"metric": "目标"}}]
    stored = client.get(f"/api/sessions/{answer['session_id']}").json()
    assert stored["exchanges"][0]["answer"] == answer


def test_stream_reports_a_fault_as_an_event(client: TestClient) -> None:
    found = events(client.post("/api/ask/stream", json={"question": "长" * 5000}).text)
    assert [name for name, _ in found] == ["error"]
    assert found[0][1]["error"]["message"] == "问题过长，请控制在4000字以内。"


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b'{"question": ', 400, "JSON"),
        (b"", 422, ""),
        (b"[]", 422, "JSON 对象"),
        (b'{"question": ""}', 422, "不能为空"),
        (b'{"question": " \\n\xe3\x80\x80"}', 422, "不能为空"),
        (b'{"question": 5}', 422, "question 应为文字"),
        (b'{"question": null}', 422, "question 应为文字"),
        (b"{}", 422, "缺少 question"),
        (b'{"question": "\\ud800"}', 422, "无法编码"),
        (b'{"question": "q", "as_of": "2024-13-01"}', 422, "YYYY-MM-DD"),
        (b'{"question": "q", "as_of": 5}', 422, "YYYY-MM-DD"),
        (b'{"question": "q", "session_id": "nobody"}', 404, "会话不存在"),
        (b'{"question": "q", "session_id": 7}', 422, "session_id 应为文字"),
        (json.dumps({"question": "长" * 100_000}).encode(), 413, "过长"),
        (b'{"question": "' + b"x" * 1_100_000 + b'"}', 413, "过大"),
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_bad_input_is_refused_in_chinese(
    client: TestClient, path: str, content: bytes, status: int, words: str
) -> None:
    reply = client.post(path, content=content, headers={"Content-Type": "application/json"})
    if path.endswith("stream") and reply.status_code == 200:  # the assistant's own refusal comes as an event
        (name, body), *rest = events(reply.text)
        assert (name, rest) == ("error", [])
    else:
        assert reply.status_code == status
        body = reply.json()
    assert words in body["error"]["message"]
    assert any("\u4e00" <= c <= "\u9fff" for c in body["error"]["message"])
    assert body["error"]["request_id"]


def test_an_unforeseen_fault_tells_nothing_but_its_id(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "出错"}, headers={"X-Request-ID": "abc-1"})
    assert reply.status_code == 500
    assert reply.json()["error"]["code"] == "internal"
    assert reply.json()["error"]["request_id"] == reply.headers["X-Request-ID"] == "abc-1"
    assert "身份证" not in reply.text


@pytest.mark.parametrize("text", ["", "一。二，三！", "无标点", "，，开头", "a\n\nb"])
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_conversations_survive_a_restart(tmp_path: Path) -> None:
    from tests.unit.api.conftest import make_client

    with make_client(tmp_path) as client:
        session = client.post("/api/ask", json={"question": "甲市目标"}).json()["session_id"]
    with make_client(tmp_path) as client:
        again = client.post("/api/ask", json={"question": "乙市呢", "session_id": session})
        assert again.status_code == 200
        assert client.app.state.services.assistant.histories == [["甲市目标"]]
