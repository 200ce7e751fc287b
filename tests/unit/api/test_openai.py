import json

import pytest
from fastapi.testclient import TestClient


def complete(client: TestClient, *contents: object, **more: object) -> dict:
    messages = [{"role": "user" if i % 2 == 0 else "assistant", "content": c} for i, c in enumerate(contents)]
    reply = client.post("/v1/chat/completions", json={"model": "qingce", "messages": messages, **more})
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_a_completion_has_sources_and_the_answer(client: TestClient) -> None:
    made = complete(client, "甲市目标")
    content = made["choices"][0]["message"]["content"]
    assert content.startswith("甲市的目标是12家[1]。")
    assert "[1] 《关于开展𠮷样年度工作的通知》（某函〔2024〕1号），附件（现行）" in content
    assert made["qingce"]["citations"][0]["quote"] == "12"
    assert made["usage"]["total_tokens"] == made["usage"]["prompt_tokens"] + made["usage"]["completion_tokens"]


def test_content_may_come_in_parts(client: TestClient) -> None:
    made = complete(client, [{"type": "text", "text": "甲市"}, {"type": "text", "text": "目标"}], as_of="2024-02-03")
    assert (made["qingce"]["question"], made["qingce"]["as_of"]) == ("甲市目标", "2024-02-03")


def test_history_is_understood_once(client: TestClient) -> None:
    complete(client, "甲市目标")
    complete(client, "甲市目标", "12家", "乙市呢")
    complete(client, "甲市目标", "12家", "乙市呢", "30家", "合计呢")
    assert client.app.state.services.assistant.histories == [[], ["甲市目标"], ["甲市目标", "乙市呢"]]


def test_unseen_history_is_rebuilt(client: TestClient) -> None:
    complete(client, "甲市目标", "12家", "乙市呢")
    assert client.app.state.services.assistant.histories == [[], ["甲市目标"]]


def test_stream_ends_with_the_answer_and_done(client: TestClient) -> None:
    body = {
        "model": "qingce",
        "messages": [{"role": "user", "content": "甲市目标"}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    lines = client.post("/v1/chat/completions", json=body).text.strip().split("\n\n")
    assert lines[-1] == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
    said = "".join(c["choices"][0]["delta"].get("content", "") for c in chunks if c["choices"])
    assert said.startswith("甲市的目标是12家[1]。")
    last = [c for c in chunks if c["choices"]][-1]
    assert last["choices"][0]["finish_reason"] == "stop"
    assert last["qingce"]["outcome"] == "answered"
    assert chunks[-1]["usage"]["completion_tokens"] == len(said)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"model": "gpt-x", "messages": [{"role": "user", "content": "q"}]}, 404),
        ({"model": "qingce", "messages": []}, 422),
        ({"model": "qingce", "messages": [{"role": "user", "content": ""}]}, 422),
        ({"model": "qingce", "messages": [{"role": "assistant", "content": "q"}]}, 422),
        ({"model": "qingce", "messages": [{"role": "boss", "content": "q"}]}, 422),
        ({"model": "qingce", "messages": "q"}, 422),
    ],
)
def test_bad_requests_are_refused_in_chinese(client: TestClient, body: dict, status: int) -> None:
    reply = client.post("/v1/chat/completions", json=body)
    assert reply.status_code == status
    assert any("\u4e00" <= c <= "\u9fff" for c in reply.json()["error"]["message"])


def test_models(client: TestClient) -> None:
    assert [m["id"] for m in client.get("/v1/models").json()["data"]] == ["qingce"]
    assert client.get("/v1/models/qingce").json()["object"] == "model"
    assert client.get("/v1/models/other").status_code == 404
