"""Read and write the line-by-line JSON of question sets, gzipped or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.errors import FixInput


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a .jsonl or .jsonl.gz file.

    Raises:
        FixInput: the file is missing or a line is no JSON object; the message names it.
    """
    if not path.is_file():
        raise FixInput(f"找不到文件 {path}。")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as fault:
                raise FixInput(f"{path} 第 {number} 行不是有效的 JSON。") from fault
            if not isinstance(record, dict):
                raise FixInput(f"{path} 第 {number} 行不是 JSON 对象。")
            yield record


def write_jsonl(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write one object per line, as they come."""
    with path.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
