import sqlite3
from pathlib import Path

import pytest

from kb.errors import FixConfiguration, NotFound, TryLater
from kb.store import DATABASE_NAME, open_store
from kb.store.migrations import MIGRATIONS
from tests.samples import full_document, plain_document


def test_a_reader_beside_the_writer_sees_commits_at_once(tmp_path: Path) -> None:
    writer = open_store(tmp_path)
    reader = open_store(tmp_path, read_only=True)
    assert reader.documents() == []
    writer.commit(full_document())
    assert [meta.id for meta in reader.documents()] == ["gd-x"]
    with pytest.raises(Exception, match="readonly"):
        reader.remove("gd-x")


def test_a_reader_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="python -m ingest add"):
        open_store(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_reopening_keeps_what_was_committed(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.commit(full_document())
    store.close()
    again = open_store(tmp_path)
    assert again.document("gd-x") == full_document().document
    assert again.problems() == []


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE_NAME) as raw:
        raw.execute("INSERT INTO schema_version VALUES (?, 'later')", (MIGRATIONS[-1].version + 1,))
    for read_only in (False, True):
        with pytest.raises(FixConfiguration, match="升级"):
            open_store(tmp_path, read_only=read_only)


def test_something_else_in_place_of_the_database_is_named(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"not a database at all" * 100)
    with pytest.raises(FixConfiguration, match="不是有效的资料库文件"):
        open_store(tmp_path)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.commit(plain_document("a", ["甲"]))
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(TryLater, match="磁盘空间不足"):
        store.commit(plain_document("b", ["乙" * 200_000]))
    assert [meta.id for meta in store.documents()] == ["a"]
    assert store.problems() == []
