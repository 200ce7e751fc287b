"""One family of engines over one collection, in a process of its own and within a time limit."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import numpy as np

from evals.engines import FAMILIES, Engine, TooSlow
from evals.pool import Pool
from evals.sets import Scores, score_rankings

_GRACE_S = 60.0  # to put a large index away
_OVERDUE = "超过上限"


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is measured: a collection, the questions put to it, and the right documents where they are known."""

    pool: Pool
    questions: Sequence[tuple[str, str]]  # (id, text)
    relevant: Mapping[str, Collection[str]] = field(default_factory=dict)
    limit_s: float = 900.0


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one engine took and gave; sizes in MB, times as named."""

    engine: str
    records: int
    build_s: float
    mb_per_s: float
    peak_mb: float
    rss_mb: float
    disk_mb: float | None
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class NotRun:
    """An engine without figures, and why."""

    engine: str
    reason: str


Outcome = Measured | NotRun


def measure(family: str, job: Job, *, say: Callable[[Outcome], None]) -> None:
    """Build the engines of a family one after the other, ask each everything, and say what was seen."""
    read_bytes, built = 0, 0.0

    def counted() -> Iterator[Mapping[str, Any]]:
        nonlocal read_bytes
        for record in job.pool:
            read_bytes += len(str(record["text"]).encode())
            yield record

    with tempfile.TemporaryDirectory(prefix="qingce-bench-") as folder:
        started = time.perf_counter()
        for engine in FAMILIES[family].build(counted(), Path(folder), job.limit_s):
            built += time.perf_counter() - started
            say(_asked(engine, job, build_s=built, megabytes=read_bytes / 1e6))
            started = time.perf_counter()


def _asked(engine: Engine, job: Job, *, build_s: float, megabytes: float) -> Measured:
    engine.search(job.questions[0][1])  # the first question loads what waits for it
    found: list[tuple[str, list[str]]] = []
    took = []
    worked = time.process_time()
    for question_id, text in job.questions:
        asked = time.perf_counter()
        found.append((question_id, engine.search(text)))
        took.append(1000 * (time.perf_counter() - asked))
    cpu_ms = 1000 * (time.process_time() - worked) / len(took)
    p50, p99 = np.percentile(took, [50, 99])
    return Measured(
        engine=engine.name,
        records=len(job.pool),
        build_s=build_s,
        mb_per_s=megabytes / build_s,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        rss_mb=_resident_mb(),
        disk_mb=None if engine.disk_bytes is None else engine.disk_bytes / 1e6,
        p50_ms=float(p50),
        p99_ms=float(p99),
        cpu_ms=cpu_ms,
        scores=score_rankings(found, dict(job.relevant)) if job.relevant else {},
    )


def _resident_mb() -> float:
    """Return what the process holds in memory now, as /proc tells; the peak where there is no /proc."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _child(family: str, job: Job, answers: Connection, scratch: str) -> None:
    os.setsid()  # so that what it starts can be ended with it
    tempfile.tempdir = scratch  # the parent clears it, also when this process is killed
    try:
        measure(family, job, say=answers.send)
    except TooSlow as fault:
        answers.send(str(fault))
    except MemoryError:
        answers.send("内存不足")
    except Exception as fault:  # the parent prints it in the table, the other engines go on
        traceback.print_exc()
        answers.send(f"出错：{fault!r}"[:200])
    finally:
        answers.close()


def _heard(child: Connection, *, until: float) -> tuple[list[Outcome], str]:
    """Return what the child said until it ended or gave a reason to stop, and that reason."""
    found: list[Outcome] = []
    while child.poll(max(0.0, until - time.monotonic())):
        try:
            said = child.recv()
        except EOFError:
            return found, ""
        if isinstance(said, str):
            return found, said
        found.append(said)
    return found, _OVERDUE


def _end(process: BaseProcess) -> None:
    """End a child and whatever it started."""
    if process.is_alive():
        with suppress(ProcessLookupError, PermissionError):  # gone meanwhile, or not yet a group of its own
            if process.pid:
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.join()


def run(family: str, job: Job) -> list[Outcome]:
    """Measure a family in a child process; every engine of it has its outcome, also one that never was ready."""
    missing = [package for package in FAMILIES[family].needs if find_spec(package) is None]
    if missing:
        reason = f"未安装 {'、'.join(missing)}（pip install -e .[bench]）"
        return [NotRun(engine=name, reason=reason) for name in FAMILIES[family].engines]
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory(prefix="qingce-bench-") as scratch:
        process = context.Process(target=_child, args=(family, job, theirs, scratch))
        process.start()
        theirs.close()
        try:
            found, reason = _heard(ours, until=time.monotonic() + job.limit_s)
            if not reason:
                process.join(_GRACE_S)
        finally:
            _end(process)
    if not reason:
        reason = f"进程中断（退出码 {process.exitcode}）"
    if reason == _OVERDUE:
        reason = f"{_OVERDUE} {job.limit_s / 60:g} 分钟，已中止"
    waiting = FAMILIES[family].engines[len(found) :]
    if waiting:
        print(f"{'、'.join(waiting)}：{reason}", file=sys.stderr)
    return [*found, *(NotRun(engine=name, reason=reason) for name in waiting)]
