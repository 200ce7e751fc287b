"""Open the record store of a data folder."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from kb.errors import FixConfiguration, NotFound
from kb.store.migrations import MIGRATIONS, check_known, migrate, schema_version
from kb.store.records import SqlRecordStore, passing_faults

DATABASE_NAME = "qingce.sqlite3"
_BUSY_TIMEOUT_S = 10.0
_SHORT_JSON_CHARS = 200


def _from_json(text: str) -> Any:
    """Read a JSON column; short ones (section paths, empty lists) stand in many rows and are read once.

    Only `kb.store.codec` sees what this returns, and copies it into tuples.
    """
    return _remembered(text) if len(text) <= _SHORT_JSON_CHARS else json.loads(text)


_remembered = lru_cache(maxsize=8192)(json.loads)


def _sqlite_pragmas(engine: Engine, *, read_only: bool) -> None:
    """Set what every new SQLite connection needs.

    Write-ahead logging lets readers of other processes go on while one process writes.  synchronous=FULL makes a
    commit outlive a power cut: a person who was told that an upload is stored must find it again.
    """

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        cursor = connection.cursor()
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.close()


def open_store(data_dir: Path, *, read_only: bool = False, database_url: str | None = None) -> SqlRecordStore:
    """Open the record store, making or migrating it first when this process may write.

    Args:
        data_dir: the data folder; holds `qingce.sqlite3` unless `database_url` points elsewhere.
        read_only: open beside a writing process; refuses to create or change anything.
        database_url: SQLAlchemy URL of another engine.

    Raises:
        NotFound: `read_only` and there is nothing to read yet.
        FixConfiguration: not a database, or one of another schema version.
        TryLater: disk full or database locked.
    """
    path = data_dir / DATABASE_NAME
    if database_url is None and read_only and not path.exists():
        raise NotFound(f"资料库 {path} 还没有建立。请先运行 python -m ingest add 文件 或 make run。")
    if database_url is None and not read_only:
        data_dir.mkdir(parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{path}"
    engine = create_engine(
        url,
        connect_args={"timeout": _BUSY_TIMEOUT_S} if url.startswith("sqlite") else {},
        json_deserializer=_from_json,
    )
    if engine.dialect.name == "sqlite":
        _sqlite_pragmas(engine, read_only=read_only)
    try:
        with passing_faults():
            if read_only:
                with engine.connect() as connection:
                    version = schema_version(connection)
                check_known(version)
                if version == 0:
                    raise NotFound(f"资料库 {path} 还没有建立。请先运行 python -m ingest add 文件 或 make run。")
                if version < MIGRATIONS[-1].version:
                    raise FixConfiguration("资料库是旧版本建立的，请先运行一次 python -m ingest status 完成升级。")
            else:
                with engine.begin() as connection:
                    migrate(connection)
    except DatabaseError as fault:
        engine.dispose()
        raise FixConfiguration(f"{path} 不是有效的资料库文件（{fault.orig}）。") from fault
    return SqlRecordStore(engine)
