"""The process itself: ports, second starts, busy folders, sudden ends, many people at once, no network."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import ADMIN_KEY, ROOT, Server, start_server

pytestmark = pytest.mark.e2e


def run(command: list[str], data_dir: Path, **env: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "QINGCE_DATA_DIR": str(data_dir), **env}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=given, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(["server.py"], tmp_path / "data", QINGCE_PORT=str(port))
    assert done.returncode == 2
    assert f"端口 {port} 已被占用" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_second_start_ingests_nothing_again(seeded: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(seeded, data)
    generations = []
    for _ in range(2):
        server = start_server(data)
        generations.append(httpx.get(f"{server.base}readyz").json()["generation"])
        assert server.stop() == 0
        assert "清策已停止。" in "".join(server.output)
    assert generations[0] == generations[1]
    logged = [json.loads(line) for line in server.output if line.startswith("{")]
    (synced,) = [line for line in logged if line["message"] == "corpus up to date"]
    assert (synced["changed"], synced["removed"]) == (0, 0)


def test_a_second_owner_is_told_who_holds_the_folder(server: Server, tmp_path: Path) -> None:
    (tmp_path / "新通知.md").write_text("# 关于测试的通知\n\n各市应于5月底前报送材料。\n", encoding="utf-8")
    data = Path(server_data(server))
    for command in (["-m", "ingest", "add", str(tmp_path / "新通知.md")], ["server.py"]):
        done = run(command, data, QINGCE_PORT="0")
        assert done.returncode != 0
        assert "清策服务" in done.stderr
        assert "Traceback" not in done.stderr


def server_data(server: Server) -> str:
    """Return the data folder of a running server, from its own environment."""
    entries = Path(f"/proc/{server.process.pid}/environ").read_bytes().split(b"\0")
    return next(e for e in entries if e.startswith(b"QINGCE_DATA_DIR=")).partition(b"=")[2].decode()


def test_an_upload_is_answered_from_at_once(server: Server) -> None:
    headers = {"X-Qingce-Admin-Key": ADMIN_KEY}
    body = (
        "---\nid: e2e-upload\ntitle: 某市科技局关于开展创新券工作的通知\n---\n# 某市科技局关于开展创新券工作的通知\n\n"
        "各县区应于2024年9月15日前将推荐名单报送市科技局。\n\n（联系人：李测试，0759-3331234）\n"
    )
    added = httpx.post(
        f"{server.base}api/admin/documents", headers=headers, files={"file": ("创新券.md", body.encode())}
    )
    assert added.json()["document_id"] == "e2e-upload"
    try:
        answer = httpx.post(f"{server.base}api/ask", json={"question": "创新券推荐名单什么时候报送？"}).json()
        assert "9月15日" in answer["answer"]
        assert answer["citations"][0]["document_id"] == "e2e-upload"
    finally:
        removed = httpx.delete(f"{server.base}api/admin/documents/e2e-upload", headers=headers)
    assert removed.status_code == 200
    after = httpx.post(f"{server.base}api/ask", json={"question": "创新券推荐名单什么时候报送？"}).json()
    assert "9月15日" not in after["answer"]
    assert httpx.get(f"{server.base}api/admin/status", headers=headers).json()["details"]["faults"] == []


def test_kill_during_a_stream_loses_no_conversation(seeded: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(seeded, data)
    server = start_server(data)
    told: dict[str, str] = {}
    seen = threading.Event()

    def stream(question: str) -> None:
        try:
            body = {"question": question}
            with httpx.stream("POST", f"{server.base}api/ask/stream", json=body, timeout=30) as reply:
                for line in reply.iter_lines():
                    if line.startswith("data: ") and '"answer_id"' in line:
                        answer = json.loads(line[6:])
                        told[answer["session_id"]] = answer["answer"]
                        seen.set()
        except httpx.HTTPError:
            return

    cities = ["广州", "深圳", "珠海", "汕头", "佛山", "韶关", "河源", "梅州", "惠州", "汕尾"] * 6
    threads = [threading.Thread(target=stream, args=(f"{c}2024年目标是多少？",)) for c in cities]
    for thread in threads:
        thread.start()
    assert seen.wait(60)
    server.stop(signal.SIGKILL)
    for thread in threads:
        thread.join(30)
    again = start_server(data)
    try:
        assert told
        for session, answer in told.items():
            kept = httpx.get(f"{again.base}api/sessions/{session}").json()
            assert kept["exchanges"][-1]["answer"]["answer"] == answer
        follow = httpx.post(f"{again.base}api/ask", json={"question": "那东莞呢", "session_id": next(iter(told))})
        assert "250" in follow.json()["answer"]
    finally:
        assert again.stop() == 0


@pytest.mark.parametrize("question", ["1" * 4000, "一" * 4000, "佛山" * 2000, "31415926535" * 363, "市" * 4000])
def test_endless_words_do_not_hold_the_service(server: Server, question: str) -> None:
    reply = httpx.post(f"{server.base}api/ask", json={"question": question}, timeout=30)
    assert reply.status_code == 200
    assert reply.json()["outcome"] in ("no_answer", "clarify", "answered")
    assert httpx.post(f"{server.base}api/ask", json={"question": "长" * 100_000}, timeout=30).status_code == 413


def test_a_hundred_sessions_at_once(server: Server) -> None:
    """Each of a hundred people asks, follows up, and gets the answer to their own question."""
    expected = {"广州": "150", "深圳": "80", "珠海": "86", "汕头": "70", "佛山": "228"}
    wrong: list[str] = []

    def person(number: int) -> None:
        first, second = (list(expected)[(number + shift) % 5] for shift in (0, 1))
        with httpx.Client(base_url=server.base, timeout=60) as client:
            answer = client.post("api/ask", json={"question": f"{first}2024年目标是多少？"}).json()
            if expected[first] not in answer.get("answer", ""):
                wrong.append(f"{first}: {answer}")
                return
            follow = client.post(
                "api/ask", json={"question": f"那{second}呢", "session_id": answer["session_id"]}
            ).json()
            if expected[second] not in follow.get("answer", ""):
                wrong.append(f"{second}: {follow}")

    people = [threading.Thread(target=person, args=(n,)) for n in range(100)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join(120)
    assert wrong == []


OFFLINE = """
import socket, sys
real = socket.socket.connect
def connect(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
        raise AssertionError(f"network: {address}")
    return real(self, address)
socket.socket.connect = connect
def connect_ex(self, address):
    connect(self, address)
    return 0
socket.socket.connect_ex = connect_ex
def no_names(host, *more, **options):
    if host not in (None, "127.0.0.1", "::1", "localhost", b"127.0.0.1"):
        raise AssertionError(f"name lookup: {host}")
    return looked_up(host, *more, **options)
looked_up = socket.getaddrinfo
socket.getaddrinfo = no_names
"""


def test_nothing_leaves_the_machine(tmp_path: Path) -> None:
    """Ingest, ask and serve with every socket that is not loopback blocked inside the process."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    env = {"PYTHONPATH": str(site)}
    check = run(["-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)"], tmp_path, **env)
    assert "AssertionError" in check.stderr
    server = start_server(tmp_path / "data", env=env)
    try:
        answer = httpx.post(f"{server.base}api/ask", json={"question": "清洁生产审核如何提质增效？"}).json()
        assert answer["outcome"] == "answered"
        assert httpx.get(server.base).status_code == 200
    finally:
        assert server.stop() == 0
    assert "AssertionError" not in "".join(server.output)
    asked = run(["-m", "bot", "ask", "佛山2024年目标是多少？"], tmp_path / "data", **env)
    assert asked.returncode == 0, asked.stderr
    assert "228" in asked.stdout


def test_a_stop_lets_what_has_begun_come_to_its_end(seeded: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(seeded, data)
    server = start_server(data)
    body = {"question": "清洁生产审核如何提质增效？"}
    with httpx.stream("POST", f"{server.base}api/ask/stream", json=body, timeout=60) as reply:
        lines = reply.iter_lines()
        assert next(lines).startswith(":")
        server.process.send_signal(signal.SIGTERM)
        rest = list(lines)
    assert "event: answer" in rest
    assert server.stop() == 0
