from collections.abc import Iterable
from pathlib import Path

from kb.passage_cache import PassageCache
from kb.store import SqlRecordStore, open_store
from kb.types import Passage
from tests.samples import plain_document


class CountingStore(SqlRecordStore):
    """Notes what is read."""

    read: list[str]

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        wanted = list(ids)
        self.read += wanted
        return super().passages_by_id(wanted)


def counting(tmp_path: Path) -> CountingStore:
    store = CountingStore(open_store(tmp_path).engine)
    store.read = []
    return store


def test_a_passage_is_read_once_until_the_store_changes(tmp_path: Path) -> None:
    store = counting(tmp_path)
    store.commit(plain_document("a", ["甲", "乙", "丙"]))
    cache = PassageCache(store)
    generation = store.generation()
    found = cache.passages(["a#p2", "a#p0", "absent"], generation=generation)
    assert [(i, p.text) for i, p in found.items()] == [("a#p2", "丙"), ("a#p0", "甲")]
    store.read.clear()
    assert list(cache.passages(["a#p0", "a#p1"], generation=generation)) == ["a#p0", "a#p1"]
    assert store.read == ["a#p1"]
    store.commit(plain_document("a", ["新"], version="v2"))
    assert cache.passages(["a#p0", "a#p1"], generation=store.generation())["a#p0"].text == "新"


def test_the_limit_holds_and_nothing_is_lost(tmp_path: Path) -> None:
    store = counting(tmp_path)
    store.commit(plain_document("a", ["甲", "乙", "丙"]))
    cache = PassageCache(store, limit=2)
    ids = ["a#p0", "a#p1", "a#p2"]
    for i in ids * 2:
        assert list(cache.passages([i], generation=1)) == [i]
    assert list(cache.passages(ids, generation=1)) == ids
    assert len(cache._held) <= 3
