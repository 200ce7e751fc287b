"""Tables for a terminal that paste as Markdown, and the line that says on which machine they were measured."""

from __future__ import annotations

import os
import platform
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kb.settings import SHANGHAI


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns also line up in a terminal."""
    lines = [list(columns), *(list(row) for row in rows)]
    widths = [max(_width(line[n]) for line in lines if len(line) > n) for n in range(len(columns))]

    def joined(line: Sequence[str]) -> str:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        return f"| {' | '.join(cells)} |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([joined(columns), rule, *(joined(row) for row in rows)])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def machine() -> str:
    """Return processor, cores, memory, Python, load and date in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [
        _processor(),
        f"{cores} 核",
        _memory(),
        f"Python {platform.python_version()}",
        f"开始时一分钟负载 {os.getloadavg()[0]:.1f}",
        f"{datetime.now(SHANGHAI):%Y-%m-%d %H:%M}",
    ]
    return "机器：" + "，".join(part for part in parts if part)


def _processor() -> str:
    return _after("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    total = _after("/proc/meminfo", "MemTotal")
    return f"内存 {int(total.split()[0]) / 1024**2:.0f} GB" if total else ""


def _after(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
