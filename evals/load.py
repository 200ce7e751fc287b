"""`python -m evals load`: many people at once, from a second process, bounded in number and time.

Starts `python server.py` on a fresh data folder unless `--url` names a running service.  Each person asks question
after question of the set, follow-ups in one session, with no pause; what is printed is what they waited.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from evals.servers import OURS, running
from kb.errors import FixInput

MAX_PEOPLE = 500
MAX_SECONDS = 600.0


@dataclass(frozen=True, kw_only=True)
class LoadReport:
    """What a load run saw; times in milliseconds, as the askers waited them."""

    answers: int
    errors: tuple[str, ...]
    seconds: float
    p50_ms: float
    p95_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Return how many answers came each second."""
        return self.answers / self.seconds

    def line(self) -> str:
        """Return the report in one line."""
        return (
            f"{self.answers} 个回答，{self.seconds:.0f} 秒，每秒 {self.per_second:.1f} 个；"
            f"p50 {self.p50_ms:.0f} ms，p95 {self.p95_ms:.0f} ms，p99 {self.p99_ms:.0f} ms；错误 {len(self.errors)}"
        )


async def _talk(
    dialogue: Sequence[str],
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    host: str,
    waited: list[float],
) -> None:
    """Ask the questions of one dialogue in one session.

    HTTP is spoken by hand: a client library takes as much time as the service, and would be measured with it.

    Raises:
        ValueError: an answer other than 200.
        EOFError: the connection ended.
    """
    session: str | None = None
    for question in dialogue:
        body = json.dumps({"question": question} | ({"session_id": session} if session else {})).encode()
        started = time.perf_counter()
        writer.write(
            f"POST /api/ask HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        reply = await reader.readexactly(int(length[1]) if length else 0)
        if not head.startswith("http/1.1 200"):
            raise ValueError(f"{head.partition(chr(13))[0]} {reply[:200].decode('utf-8', 'replace')}")
        waited.append((time.perf_counter() - started) * 1000)
        session = json.loads(reply)["session_id"]


async def run_load(url: str, dialogues: Sequence[Sequence[str]], *, people: int, seconds: float) -> LoadReport:
    """Let `people` ask at once for `seconds`.

    Args:
        url: address of the service.
        dialogues: questions that belong together, each list one session.
        people: how many ask at the same time.
        seconds: after this long nobody begins another dialogue.
    """
    host, port = urlsplit(url).hostname or "127.0.0.1", urlsplit(url).port or 80
    waited: list[float] = []
    errors: list[str] = []
    end = time.monotonic() + seconds

    async def person(number: int) -> None:
        rng = random.Random(number)
        while time.monotonic() < end:
            try:
                reader, writer = await asyncio.open_connection(host, port)
                try:
                    while time.monotonic() < end:
                        await _talk(rng.choice(dialogues), reader, writer, host=f"{host}:{port}", waited=waited)
                finally:
                    writer.close()
            except (OSError, EOFError, ValueError, KeyError) as fault:
                errors.append(repr(fault))

    began = time.monotonic()
    await asyncio.gather(*(person(n) for n in range(people)))
    waited.sort()
    at = [waited[min(len(waited) - 1, int(len(waited) * q))] if waited else 0.0 for q in (0.5, 0.95, 0.99)]
    return LoadReport(
        answers=len(waited),
        errors=tuple(errors),
        seconds=time.monotonic() - began,
        p50_ms=at[0],
        p95_ms=at[1],
        p99_ms=at[2],
    )


def read_dialogues(path: Path) -> list[list[str]]:
    """Return the turns of every question of a set.

    Raises:
        FixInput: the file is missing or holds no questions.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise FixInput(f"读不到问题集 {path}。") from fault
    dialogues = [list(json.loads(line)["turns"]) for line in lines if line.strip()]
    if not dialogues:
        raise FixInput(f"问题集 {path} 是空的。")
    return dialogues


def main(argv: list[str]) -> int:
    """Run the load and print one line; 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="python -m evals load", description="并发提问")
    parser.add_argument("--questions", type=Path, required=True, help="问题集，每行 {id, turns[]}")
    parser.add_argument("--people", type=int, default=100, help="同时提问的人数")
    parser.add_argument("--seconds", type=float, default=60.0, help="持续多久")
    parser.add_argument("--url", help="已在运行的服务地址；省略则另起一个")
    given = parser.parse_args(argv)
    if not 1 <= given.people <= MAX_PEOPLE or not 0 < given.seconds <= MAX_SECONDS:
        raise FixInput(f"人数须在 1 至 {MAX_PEOPLE} 之间，时间不超过 {MAX_SECONDS:.0f} 秒。")
    dialogues = read_dialogues(given.questions)
    if given.url:
        report = asyncio.run(run_load(given.url, dialogues, people=given.people, seconds=given.seconds))
    else:
        with running(OURS) as url:
            report = asyncio.run(run_load(url, dialogues, people=given.people, seconds=given.seconds))
    print(f"{given.people} 人同时提问：{report.line()}")
    for fault in sorted(set(report.errors))[:5]:
        print(f"  {fault}", file=sys.stderr)
    return 1 if report.errors else 0
