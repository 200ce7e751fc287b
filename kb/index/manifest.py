"""What an index was made with, kept beside it, so that opening it cannot guess."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from kb.errors import RebuildIndex

_FILE = "manifest.json"
REBUILD = "python -m ingest rebuild"


def check_manifest(folder: Path, expected: Mapping[str, str | int], *, index: str) -> None:
    """Compare the manifest in `folder` with what the running code uses.

    Args:
        folder: the index folder.
        expected: name -> value of everything the index depends on (tokenizer, lexicon, model, schema).
        index: what to call the index in the message.

    Raises:
        RebuildIndex: missing, unreadable or different; the message names the difference and the command.
    """
    try:
        found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise RebuildIndex(f"{index}缺少版本说明，无法确认能否使用。请运行 {REBUILD} 重建。") from fault
    differing = [name for name in {**found, **expected} if found.get(name) != expected.get(name)]
    if differing:
        pairs = "，".join(f"{name}：索引 {found.get(name)}，程序 {expected.get(name)}" for name in differing)
        raise RebuildIndex(f"{index}与当前程序不一致（{pairs}）。请运行 {REBUILD} 重建。")


def write_manifest(folder: Path, values: Mapping[str, str | int]) -> None:
    """Write the manifest of a fresh index."""
    (folder / _FILE).write_text(json.dumps(dict(values), ensure_ascii=False, indent=1), encoding="utf-8")


def has_manifest(folder: Path) -> bool:
    """Say whether an index was made in `folder`."""
    return (folder / _FILE).exists()


def discard(folder: Path) -> None:
    """Remove an index that is not open; without its manifest the next opening makes a new one."""
    (folder / _FILE).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
