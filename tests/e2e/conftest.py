"""A real server as people start it (`python server.py`), and a real Chromium."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ADMIN_KEY = "e2e-admin-key-0123456789"
ORIGIN_ENV = {"QINGCE_AS_OF": "2024-06-01", "QINGCE_ADMIN_KEY": ADMIN_KEY}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Server:
    """A server process; `base` is its address, ending in a slash."""

    process: subprocess.Popen[str]
    base: str
    output: list[str] = field(default_factory=list)

    def stop(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=30)


def start_server(data_dir: Path, *, env: dict[str, str] | None = None, timeout_s: float = 240) -> Server:
    """Start `python server.py` on a free port and wait until it says where it is."""
    given = {k: v for k, v in os.environ.items() if not k.startswith("QINGCE_")}
    given |= {"QINGCE_DATA_DIR": str(data_dir), "QINGCE_PORT": "0", "PYTHONUNBUFFERED": "1"} | ORIGIN_ENV | (env or {})
    process = subprocess.Popen(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    output: list[str] = []
    ready = threading.Event()
    address: list[str] = []

    def read() -> None:
        for line in process.stdout or ():
            output.append(line)
            found = re.search(r"清策已就绪：(http://\S+/)", line)
            if found:
                address.append(found.group(1))
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    assert ready.wait(timeout_s), "".join(output[-50:])
    assert address, "".join(output[-50:])
    return Server(process, address[0], output)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the shipped corpus has been ingested by a first start."""
    data = tmp_path_factory.mktemp("seeded") / "data"
    server = start_server(data)
    assert server.stop() == 0, "".join(server.output[-50:])
    return data


@pytest.fixture(scope="session")
def server(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that all tests of a run share."""
    data = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(seeded, data)
    running = start_server(data)
    yield running
    running.stop()


def chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        reason = "没有找到 Chromium：apt-get install chromium fonts-noto-cjk"
        if os.environ.get("QINGCE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield opened
        opened.close()
