"""The load command, small: it measures a real server that it starts and stops itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.e2e


def test_people_ask_at_once_and_none_fails(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    dialogues = [["佛山2024年目标是多少？", "那深圳呢"], ["名单最迟什么时候公布？"], ["联系人是谁", "电话呢"]]
    lines = (json.dumps({"id": str(n), "turns": d}, ensure_ascii=False) for n, d in enumerate(dialogues))
    questions.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "evals", "load", "--people", "20", "--seconds", "3", "--questions", str(questions)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert "20 人同时提问" in done.stdout
    assert done.stdout.rstrip().endswith("错误 0")
