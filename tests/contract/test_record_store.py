"""What every RecordStore does; add an implementation by adding an opener."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kb.errors import FixDocument
from kb.store import SqlRecordStore, open_store
from tests.samples import full_document, plain_document

KINDS = (
    "sections", "passages", "tables", "figures", "deadlines", "contacts", "obligations", "cited", "lists", "repeals",
    "warnings",
)  # fmt: skip


@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlRecordStore]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def test_every_record_comes_back_as_it_went_in(store: SqlRecordStore) -> None:
    parsed = full_document()
    store.commit(parsed)
    assert store.document("gd-x") == parsed.document
    assert store.documents() == [parsed.document.meta]
    assert store.original("gd-x") == parsed.original
    for kind in KINDS:
        assert tuple(getattr(store, kind)()) == getattr(parsed, kind), kind
        assert tuple(getattr(store, kind)("gd-x")) == getattr(parsed, kind), kind
        assert getattr(store, kind)("absent") == [], kind
    assert store.figures()[0].value == Decimal("1.50")
    assert str(store.figures()[0].value) == "1.50"


def test_absent_documents_are_none(store: SqlRecordStore) -> None:
    assert store.document("absent") is None
    assert store.original("absent") is None
    assert store.documents() == []


def test_a_new_version_replaces_everything_of_the_old(store: SqlRecordStore) -> None:
    store.commit(full_document())
    fresh = plain_document("gd-x", ["新的一段。"], version="v2")
    store.commit(fresh)
    assert [meta.version for meta in store.documents()] == ["v2"]
    assert [p.text for p in store.passages()] == ["新的一段。"]
    for kind in set(KINDS) - {"passages"}:
        assert getattr(store, kind)() == [], kind


def test_generation_grows_with_each_change(store: SqlRecordStore) -> None:
    seen = [store.generation()]
    store.commit(plain_document("a", ["甲"]))
    seen.append(store.generation())
    store.commit(plain_document("a", ["乙"], version="v2"))
    seen.append(store.generation())
    assert store.remove("a") is True
    seen.append(store.generation())
    assert seen == sorted(set(seen))
    assert store.remove("a") is False
    assert store.generation() == seen[-1]


def test_documents_are_ordered_by_id_and_records_by_document(store: SqlRecordStore) -> None:
    store.commit(plain_document("b", ["乙一", "乙二"]))
    store.commit(plain_document("a", ["甲一"]))
    assert [meta.id for meta in store.documents()] == ["a", "b"]
    assert [p.text for p in store.passages()] == ["甲一", "乙一", "乙二"]


def test_passages_by_id_returns_those_that_exist(store: SqlRecordStore) -> None:
    store.commit(plain_document("a", [f"第{n}段" for n in range(1200)]))
    wanted = [f"a#p{n}" for n in range(1200)] + ["a#p9999"]
    found = store.passages_by_id(wanted)
    assert len(found) == 1200
    assert found["a#p1199"].text == "第1199段"


def test_a_failing_commit_leaves_the_old_version_whole(store: SqlRecordStore) -> None:
    parsed = full_document()
    store.commit(parsed)
    before = store.generation()
    broken = replace(plain_document("gd-x", ["新"], version="v2"), contacts=parsed.contacts * 2)  # the same id twice
    with pytest.raises(FixDocument, match="gd-x：记录编号重复"):
        store.commit(broken)
    assert store.document("gd-x") == parsed.document
    assert tuple(store.figures()) == parsed.figures
    assert store.generation() == before
