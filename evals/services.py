"""Our service and the plain one, under the same load and graded on the same questions in one run."""

from __future__ import annotations

import asyncio
import json
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.jsonl import read_jsonl, write_jsonl
from evals.load import LoadReport, run_load
from evals.servers import ServerKind, running
from evals.sets import dev_share
from kb.errors import TryLater

_ANSWER_S = 60.0


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """What one service did under load, and the share of the dev questions that it answers right."""

    name: str
    load: LoadReport | None = None
    right: float | None = None
    reason: str = ""


def compare(kinds: Sequence[ServerKind], shared: Path, *, people: int, seconds: float) -> Iterator[ServiceRow]:
    """Start one service after the other, grade it, then let `people` ask at once for `seconds`."""
    questions = list(read_jsonl(shared / "evals" / "dev.jsonl"))
    dialogues = [list(question["turns"]) for question in questions]
    for kind in kinds:
        missing = [package for package in kind.needs if find_spec(package) is None]
        if missing:
            yield ServiceRow(name=kind.name, reason=f"未安装 {'、'.join(missing)}（pip install -e .[bench]）")
            continue
        try:
            with running(kind) as url, tempfile.TemporaryDirectory(prefix="qingce-bench-") as folder:
                answers = Path(folder) / "answers.jsonl"
                write_jsonl(answers, ({**_last(url, q["turns"], q.get("as_of")), "id": q["id"]} for q in questions))
                right = dev_share(shared, answers)
                load = asyncio.run(run_load(url, dialogues, people=people, seconds=seconds))
            yield ServiceRow(name=kind.name, load=load, right=right)
        except TryLater as fault:
            yield ServiceRow(name=kind.name, reason=fault.message[:200])


def _last(url: str, turns: Sequence[str], as_of: str | None) -> dict[str, Any]:
    """Ask the turns of a dialogue one after the other and return the last answer."""
    answer: dict[str, Any] = {}
    for turn in turns:
        body = {"question": turn}
        if as_of:
            body["as_of"] = as_of
        if answer:
            body["session_id"] = answer["session_id"]
        request = urllib.request.Request(
            f"{url}/api/ask", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=_ANSWER_S) as reply:
            answer = json.load(reply)
    return answer
