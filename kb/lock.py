"""One process owns a data folder: the lock, and a message that says who holds it."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import DataFolderBusy
from kb.settings import SHANGHAI

_LOCK = "owner.lock"
_HOLDER = "owner.json"
_PATIENCE_S = 0.3  # outlasts `is_owned`, which holds the lock for an instant


class FolderLock:
    """Ownership of a data folder, held until `release` or the end of the process.

    The lock is the operating system's lock on `owner.lock`, which ends with its process however that ends: what a
    dead process left behind never blocks.  `owner.json` only says who holds it.
    """

    def __init__(self, data_dir: Path, *, command: str) -> None:
        """Take the lock.

        Args:
            data_dir: the data folder; made when missing.
            command: what this process is, in words a person can recognise (python -m ingest add …).

        Raises:
            DataFolderBusy: another process holds it; the message names it.
        """
        data_dir.mkdir(parents=True, exist_ok=True)
        self._holder = data_dir / _HOLDER
        self._lock = FileLock(data_dir / _LOCK, thread_local=False)
        try:
            self._lock.acquire(timeout=_PATIENCE_S, poll_interval=0.02)
        except Timeout as fault:
            raise DataFolderBusy(_busy_message(data_dir, holder(data_dir))) from fault
        since = datetime.now(SHANGHAI).isoformat(sep=" ", timespec="seconds")
        record = {"pid": os.getpid(), "command": command, "since": since}
        self._holder.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Give the folder up."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release()


def holder(data_dir: Path) -> dict[str, object] | None:
    """Return pid, command and since of the process recorded as owner, or None when none is readable."""
    try:
        record = json.loads((data_dir / _HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # no owner, or one that is just being written
        return None
    return record if isinstance(record, dict) else None


def is_owned(data_dir: Path) -> bool:
    """Say whether a living process owns the folder."""
    if not (data_dir / _LOCK).exists():
        return False
    probe = FileLock(data_dir / _LOCK, thread_local=False)
    try:
        probe.acquire(timeout=0)
    except Timeout:
        return True
    probe.release()
    return False


def _busy_message(data_dir: Path, record: dict[str, object] | None) -> str:
    if record is None:
        return f"数据目录 {data_dir} 正被另一个程序占用，请等它结束后再试。"
    return (
        f"数据目录 {data_dir} 正被占用：{record.get('command')}（进程号 {record.get('pid')}，"
        f"自 {record.get('since')} 起）。请等它结束或停止它之后再试；"
        "如果它是正在运行的服务，也可以在网页的“文件”栏上传。"
    )
