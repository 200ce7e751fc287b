"""What every PassageIndex does; add an implementation by adding an opener to OPENERS."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from kb.errors import RebuildIndex, TryLater
from kb.index.dense import DenseIndex
from kb.index.lexical import LexicalIndex
from kb.protocols import PassageIndex
from kb.types import ParsedDocument
from kb.zh.tokenizer import WordTokenizer
from tests.samples import HashEmbedder, plain_document


class VersionedTokenizer(WordTokenizer):
    def __init__(self, version: str) -> None:
        super().__init__()
        self.version = version


def open_lexical(folder: Path, *, version: str = "1", read_only: bool = False) -> PassageIndex:
    return LexicalIndex(folder, tokenizer=VersionedTokenizer(version), lexicon_version="l1", read_only=read_only)


def open_dense(folder: Path, *, version: str = "1", read_only: bool = False) -> PassageIndex:
    return DenseIndex(folder, embedder=HashEmbedder(version), read_only=read_only)


OPENERS: dict[str, Callable[..., Any]] = {"lexical": open_lexical, "dense": open_dense}


@pytest.fixture(params=sorted(OPENERS))
def opener(request: pytest.FixtureRequest) -> Callable[..., Any]:
    return OPENERS[request.param]


@pytest.fixture
def index(opener: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    opened = opener(tmp_path / "index")
    yield opened
    opened.close()


def add(index: PassageIndex, *documents: ParsedDocument) -> None:
    for parsed in documents:
        index.add(parsed.document.meta, parsed.passages)
    index.commit()


STEEL = plain_document("steel", ["钢铁行业实施超低排放改造。", "名单于四月底前公布。"], title="钢铁通知")
WATER = plain_document("water", ["水污染防治条例规定排污许可。"], title="水条例")


def test_the_right_passage_comes_first_with_its_version(index: Any) -> None:
    add(index, STEEL, WATER)
    best = index.search("排污许可", k=5)[0]
    assert (best.passage_id, best.document_id, best.version) == ("water#p0", "water", "v1")
    assert index.search("名单何时公布", k=1)[0].passage_id == "steel#p1"


def test_scores_fall_and_k_limits(index: Any) -> None:
    add(index, STEEL, WATER)
    hits = index.search("钢铁行业超低排放", k=2)
    assert len(hits) <= 2
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert index.search("钢铁", k=0) == []


def test_restriction_to_documents(index: Any) -> None:
    add(index, STEEL, WATER)
    assert {h.document_id for h in index.search("钢铁行业排污许可", k=9, document_ids=["water"])} == {"water"}
    assert index.search("钢铁", k=9, document_ids=[]) == []


def test_two_versions_stand_side_by_side_until_one_goes(index: Any) -> None:
    add(index, STEEL)
    fresh = plain_document("steel", ["钢铁行业名单于五月底前公布。"], version="v2", title="钢铁通知")
    add(index, fresh)
    assert index.counts() == {"steel": {"v1": 2, "v2": 1}}
    index.remove("steel", keep_version="v2")
    index.commit()
    assert index.counts() == {"steel": {"v2": 1}}
    assert {h.version for h in index.search("钢铁行业名单公布", k=9)} == {"v2"}


def test_adding_the_same_version_again_replaces_it(index: Any) -> None:
    add(index, STEEL)
    add(index, STEEL)
    assert index.counts() == {"steel": {"v1": 2}}
    assert len({h.passage_id for h in index.search("钢铁", k=9)}) == len(index.search("钢铁", k=9))


def test_removal(index: Any) -> None:
    add(index, STEEL, WATER)
    index.remove("steel")
    index.remove("absent")
    index.commit()
    assert index.counts() == {"water": {"v1": 1}}
    assert {h.document_id for h in index.search("钢铁行业超低排放", k=9)} <= {"water"}


def test_what_is_committed_outlives_the_process(opener: Callable[..., Any], tmp_path: Path) -> None:
    first = opener(tmp_path / "index")
    add(first, STEEL)
    first.close()
    again = opener(tmp_path / "index")
    assert again.counts() == {"steel": {"v1": 2}}
    assert again.search("名单公布", k=1)[0].passage_id == "steel#p1"
    again.close()


def test_another_version_of_tokenizer_or_model_is_refused(opener: Callable[..., Any], tmp_path: Path) -> None:
    opener(tmp_path / "index").close()
    for read_only in (False, True):
        with pytest.raises(RebuildIndex, match="python -m ingest rebuild"):
            opener(tmp_path / "index", version="2", read_only=read_only)


def test_a_reader_makes_nothing(opener: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(RebuildIndex):
        opener(tmp_path / "index", read_only=True)
    assert not (tmp_path / "index").exists()


def test_nothing_to_search_for_finds_nothing(index: Any) -> None:
    assert index.counts() == {}
    assert index.search("钢铁", k=3) == []
    add(index, STEEL)
    assert index.search("", k=3) == []
    assert index.search("。！", k=3) == []


def test_clearing_removes_everything(index: Any) -> None:
    add(index, STEEL, WATER)
    index.clear()
    assert index.counts() == {}
    assert index.search("钢铁", k=3) == []
    add(index, WATER)
    assert index.counts() == {"water": {"v1": 1}}


def test_a_reader_beside_the_owner_finds_what_was_committed(opener: Callable[..., Any], tmp_path: Path) -> None:
    owner = opener(tmp_path / "index")
    add(owner, STEEL)
    reader = opener(tmp_path / "index", read_only=True)
    assert reader.search("名单公布", k=1)[0].passage_id == "steel#p1"
    reader.close()
    add(owner, WATER)
    assert owner.counts() == {"steel": {"v1": 2}, "water": {"v1": 1}}
    owner.close()


def test_a_damaged_index_names_the_command(opener: Callable[..., Any], tmp_path: Path) -> None:
    first = opener(tmp_path / "index")
    add(first, STEEL)
    first.close()
    for path in (tmp_path / "index").rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            path.write_bytes(b"damaged" * 100)
    with pytest.raises(RebuildIndex, match="python -m ingest rebuild"):
        opener(tmp_path / "index", read_only=True)


@pytest.mark.parametrize(
    ("fault", "raised"), [("database or disk is full", TryLater), ("file is not a database", RebuildIndex)]
)
def test_dense_that_did_not_open_opens_once_the_cause_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, raised: type[Exception]
) -> None:
    open_dense(tmp_path / "index").close()
    with monkeypatch.context() as broken:
        broken.setattr("chromadb.api.rust.RustBindingsAPI.start", Mock(side_effect=RuntimeError(fault)))
        with pytest.raises(raised, match=fault):
            open_dense(tmp_path / "index")
    again = open_dense(tmp_path / "index")
    add(again, STEEL)
    assert again.search("名单何时公布", k=1)[0].passage_id == "steel#p1"
    again.close()
