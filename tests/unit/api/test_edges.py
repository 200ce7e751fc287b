"""What surrounds every request: hosts, origins, headers, unknown paths, health, metrics, logs."""

import json
import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.logs import REQUEST_ID, JsonLines, masked
from api.middleware import host_name, listed
from tests.unit.api.conftest import ADMIN_KEY, make_client


def test_foreign_hosts_are_refused_unless_allowed(tmp_path: Path) -> None:
    with make_client(tmp_path, allowed_hosts="policy.example.cn, other.example.cn") as client:
        assert client.get("/healthz", headers={"Host": "policy.example.cn:8080"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "[::1]:8000"}).status_code == 200
        refused = client.get("/healthz", headers={"Host": "evil.example.net"})
        assert refused.status_code == 421
        assert "QINGCE_ALLOWED_HOSTS" in refused.json()["error"]["message"]


def test_foreign_origins_change_nothing_unless_allowed(tmp_path: Path) -> None:
    with make_client(tmp_path, allowed_origins="https://www.example.cn") as client:

        def ask(origin: str) -> int:
            return client.post("/api/ask", json={"question": "q"}, headers={"Origin": origin}).status_code

        assert ask("https://www.example.cn") == 200
        assert ask("http://127.0.0.1:8000") == 200
        assert ask("https://evil.example.net") == 403
        assert ask("null") == 403
        preflight = client.options(
            "/api/ask", headers={"Origin": "https://www.example.cn", "Access-Control-Request-Method": "POST"}
        )
        assert preflight.headers["access-control-allow-origin"] == "https://www.example.cn"
        page = client.get("/")
        assert "frame-ancestors 'self' https://www.example.cn" in page.headers["content-security-policy"]


def test_pages_are_safe_by_their_headers(client: TestClient) -> None:
    for path, kind in (("/", "text/html"), ("/embed.js", "text/javascript"), ("/docs", "text/html")):
        reply = client.get(path)
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith(kind)
        assert reply.headers["cache-control"] == "no-cache"
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nothing", 404, "没有这个地址"),
        ("GET", "/static/nothing.js", 404, "没有这个地址"),
        ("GET", "/static/../server.py", 404, "没有这个地址"),
        ("GET", "/api/ask", 405, "不支持"),
        ("PUT", "/api/sessions", 405, "不支持"),
        ("POST", "/", 405, "不支持"),
    ],
)
def test_unknown_paths_and_methods(client: TestClient, method: str, path: str, status: int, words: str) -> None:
    reply = client.request(method, path)
    assert reply.status_code == status
    assert words in reply.json()["error"]["message"]


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "documents": 1, "generation": 1}
    client.app.state.stopping = True
    assert client.get("/readyz").status_code == 503


def test_metrics_count_questions_and_requests(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "甲市目标"})
    client.post("/api/ask", json={"question": "没有"})
    client.get("/api/documents/notice-1")
    text = client.get("/metrics").text
    assert 'qingce_questions_total{engine="rules",outcome="answered"} 1.0' in text
    assert 'qingce_questions_total{engine="rules",outcome="no_answer"} 1.0' in text
    assert 'qingce_http_requests_total{method="POST",route="/api/ask",status="200"} 2.0' in text
    assert 'route="/api/documents/{document_id}"' in text
    assert "qingce_answer_seconds_bucket" in text
    assert "qingce_documents 1.0" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的电话13812345678请回", "我的电话***78请回"),
        ("+86 138-1234-5678", "***78"),
        ("座机020-83133243。", "座机***43。"),
        ("身份证44010119900101123X", "身份证***3X"),
        ("440101 19900101 1234", "***34"),
        ("１３８１２３４５６７８", "***７８"),
        ("佛山2024年228家，粤工信节能函〔2024〕14号", "佛山2024年228家，粤工信节能函〔2024〕14号"),
        ("订单1381234567890", "订单1381234567890"),
    ],
)
def test_private_numbers_are_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_a_log_line_is_json_with_the_request_id() -> None:
    record = logging.LogRecord("qingce", logging.INFO, "", 0, "电话 %s", ("13812345678",), None)
    record.fields = {"question": "我是13812345678", "elapsed_ms": 13812345678}
    token = REQUEST_ID.set("r-1")
    line = json.loads(JsonLines().format(record))
    REQUEST_ID.reset(token)
    assert line["request_id"] == "r-1"
    assert line["message"] == "电话 ***78"
    assert line["question"] == "我是***78"
    assert line["elapsed_ms"] == 13812345678


def test_questions_are_logged_masked(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="qingce"):
        client.post("/api/ask", json={"question": "我是13812345678，甲市目标"})
    lines = [json.loads(JsonLines().format(r)) for r in caplog.records]
    (asked,) = [line for line in lines if line["message"] == "answered"]
    assert asked["question"] == "我是***78，甲市目标"
    (request,) = [line for line in lines if line["message"] == "request"]
    assert (request["path"], request["status"]) == ("/api/ask", 200)
    assert "13812345678" not in json.dumps(lines)


@pytest.mark.parametrize(
    ("host", "name"), [("a.cn:80", "a.cn"), ("a.cn", "a.cn"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("", "")]
)
def test_host_name(host: str, name: str) -> None:
    assert host_name(host) == name


def test_listed() -> None:
    assert listed(" a, b，c,,") == ["a", "b", "c"]


def test_admin_is_off_until_a_key_is_set(client: TestClient) -> None:
    for reply in (client.get("/api/admin/status"), client.post("/api/admin/rebuild")):
        assert reply.status_code == 403
        assert "QINGCE_ADMIN_KEY" in reply.json()["error"]["message"]


def test_admin_uploads_removes_and_rebuilds(tmp_path: Path) -> None:
    with make_client(tmp_path, admin_key=ADMIN_KEY) as client:
        assert client.get("/api/admin/status", headers={"X-Qingce-Admin-Key": "wrong"}).status_code == 403
        client.headers["X-Qingce-Admin-Key"] = ADMIN_KEY
        assert client.get("/api/admin/status").json()["details"] == {"lexical": "ok"}
        added = client.post("/api/admin/documents", files={"file": ("../../甲.md", "正文".encode())})
        assert added.json() == {"document_id": "甲", "changed": True, "warnings": []}
        empty = client.post("/api/admin/documents", files={"file": ("空.md", b"")})
        assert (empty.status_code, empty.json()["error"]["code"]) == (422, "bad_document")
        assert client.delete("/api/admin/documents/甲").json() == {"ok": True}
        assert client.delete("/api/admin/documents/甲").status_code == 404
        assert client.post("/api/admin/rebuild").json()["details"] == {"rebuilt": True}
