import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.corpus import sync_corpus
from ingest.library import Library, Result, _placed
from kb.base import KnowledgeBase
from kb.errors import DataFolderBusy, FixDocument, NotFound, RebuildIndex
from kb.index.manifest import write_manifest
from kb.lexicon import Lexicon, load_lexicon
from kb.settings import ROOT
from kb.store import Origin
from kb.types import ParsedDocument
from tests.samples import HashEmbedder, LinePipeline

Open = Callable[..., Library]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(ROOT / "corpus" / "lexicon")


@pytest.fixture
def opener(tmp_path: Path, lexicon: Lexicon) -> Iterator[Open]:
    """Opens the library of one data folder; what a test leaves open is closed."""
    opened: list[Library] = []

    def open_library(pipeline: str = "1") -> Library:
        library = Library(
            tmp_path / "data", lexicon=lexicon, command="测试", embedder=HashEmbedder(), pipeline=LinePipeline(pipeline)
        )
        opened.append(library)
        return library

    yield open_library
    for library in opened:
        library.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "钢铁.txt").write_text("钢铁行业实施超低排放改造。\n名单于四月底前公布。", encoding="utf-8")
    (folder / "水.txt").write_text("排污许可证由生态环境主管部门核发。", encoding="utf-8")
    return folder


def results(library: Library, *paths: Path) -> list[Result]:
    return [outcome.result for outcome in library.add(paths)]


def first(library: Library, query: str) -> str:
    return library.base.searcher.search(query, k=1)[0].passage.text


def test_files_come_in_change_and_go(opener: Open, files: Path) -> None:
    library = opener()
    assert results(library, files / "钢铁.txt", files / "水.txt") == [Result.ADDED, Result.ADDED]
    assert first(library, "名单何时公布") == "名单于四月底前公布。"
    assert results(library, files / "钢铁.txt") == [Result.UNCHANGED]
    generation = library.base.store.generation()
    (files / "钢铁.txt").write_text("名单于五月底前公布。", encoding="utf-8")
    assert results(library, files / "钢铁.txt") == [Result.REPLACED]
    assert library.base.store.generation() > generation
    assert first(library, "名单何时公布") == "名单于五月底前公布。"
    assert library.check() == []
    library.remove("钢铁")
    assert [meta.id for meta in library.base.store.documents()] == ["水"]
    assert library.check() == []
    with pytest.raises(NotFound, match="没有编号为 钢铁"):
        library.remove("钢铁")


def test_a_bad_file_does_not_keep_the_others_out(opener: Open, files: Path) -> None:
    (files / "空.txt").write_text("", encoding="utf-8")
    outcomes = opener().add([files / "空.txt", files / "水.txt", files / "没有.txt"])
    assert [o.result for o in outcomes] == [Result.FAILED, Result.ADDED, Result.FAILED]
    assert outcomes[0].message == "空.txt：没有内容"
    assert "没有.txt：读不到文件" in outcomes[2].message


def test_two_files_with_one_id_in_a_run(opener: Open, files: Path) -> None:
    (files / "另一份").mkdir()
    (files / "另一份" / "水.txt").write_text("别的内容。", encoding="utf-8")
    outcomes = opener().add([files / "水.txt", files / "另一份" / "水.txt"])
    assert [o.result for o in outcomes] == [Result.ADDED, Result.FAILED]
    assert "编号“水”与本次导入的 水.txt 相同" in outcomes[1].message


def test_an_upload(opener: Open) -> None:
    library = opener()
    outcome = library.add_bytes("通知.txt", "请于月底前报送。".encode())
    assert (outcome.result, outcome.document_id) == (Result.ADDED, "通知")
    assert library.add_bytes("通知.txt", "请于月底前报送。".encode()).result is Result.UNCHANGED
    with pytest.raises(FixDocument, match=r"^通知.txt：没有内容$"):
        library.add_bytes("通知.txt", b"")


@pytest.mark.parametrize(
    ("message", "place", "words"),
    [
        ("坏.md（第3行）：文件头不是有效的 YAML。", "第3行", "文件头不是有效的 YAML。"),
        ("坏.md：文件是空的。", None, "文件是空的。"),
        ("磁盘已满。", None, "磁盘已满。"),
    ],
)
def test_a_fault_names_its_file_once(message: str, place: str | None, words: str) -> None:
    assert _placed(message, "坏.md") == (place, words)


def test_one_owner_at_a_time(opener: Open, tmp_path: Path, lexicon: Lexicon) -> None:
    library = opener()
    library.add_bytes("a.txt", "甲".encode())
    with pytest.raises(DataFolderBusy, match="测试（进程号"):
        opener()
    reader = KnowledgeBase(tmp_path / "data", lexicon=lexicon, embedder=HashEmbedder())
    assert [meta.id for meta in reader.store.documents()] == ["a"]
    assert reader.searcher.search("甲", k=1)[0].passage.text == "甲"
    reader.close()


def test_the_corpus_follows_its_folder_and_leaves_what_people_added(opener: Open, files: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(files, corpus / "policies")
    library = opener()
    library.add_bytes("我的.txt", "用户自己的文件。".encode())
    library.add_bytes("水.txt", "用户改过的水文件。".encode())
    report = sync_corpus(library, corpus)
    assert {o.path.name: o.result for o in report.outcomes} == {"钢铁.txt": Result.ADDED, "水.txt": Result.KEPT}
    assert library.base.store.origins() == {"我的": Origin.USER, "水": Origin.USER, "钢铁": Origin.CORPUS}
    (corpus / "policies" / "钢铁.txt").write_text("", encoding="utf-8")
    assert [o.message for o in sync_corpus(library, corpus).failures] == ["钢铁.txt：没有内容"]
    assert "钢铁" in library.base.store.versions()
    (corpus / "policies" / "钢铁.txt").unlink()
    assert sync_corpus(library, corpus).removed == ("钢铁",)
    assert sorted(library.base.store.versions()) == ["我的", "水"]
    assert library.check() == []


def test_an_unchanged_corpus_opens_no_index(opener: Open, files: Path, tmp_path: Path) -> None:
    shutil.copytree(files, tmp_path / "corpus" / "policies")
    first_time = opener()
    sync_corpus(first_time, tmp_path / "corpus")
    first_time.close()
    library = opener()
    report = sync_corpus(library, tmp_path / "corpus")
    assert (report.outcomes, report.removed) == ((), ())
    assert library._committer is None


def test_rebuild_reads_again_what_older_code_read(opener: Open, files: Path) -> None:
    library = opener()
    library.add([files / "钢铁.txt", files / "水.txt"])
    assert library.rebuild() == []
    assert library.check() == []
    library.close()
    newer = opener(pipeline="2")
    assert {o.document_id: o.result for o in newer.rebuild()} == {"钢铁": Result.REPLACED, "水": Result.REPLACED}
    assert newer.check() == []
    assert first(newer, "名单何时公布") == "名单于四月底前公布。"
    assert newer.rebuild() == []


@pytest.mark.parametrize("index", ["lexical", "dense"])
def test_an_index_of_another_making_names_the_command_and_rebuild_mends_it(
    opener: Open, files: Path, tmp_path: Path, index: str
) -> None:
    library = opener()
    library.add([files / "水.txt"])
    library.close()
    manifest = json.loads((tmp_path / "data" / index / "manifest.json").read_text(encoding="utf-8"))
    write_manifest(tmp_path / "data" / index, {**manifest, "schema": 0})
    again = opener()
    with pytest.raises(RebuildIndex, match="python -m ingest rebuild"):
        again.add([files / "钢铁.txt"])
    again.rebuild()
    assert again.check() == []
    assert results(again, files / "钢铁.txt") == [Result.ADDED]


def test_check_names_what_is_wrong_and_reconciling_mends_it(opener: Open, files: Path) -> None:
    library = opener()
    library.add([files / "钢铁.txt", files / "水.txt"])
    lexical = library.base.lexical()
    lexical.remove("水")
    lexical.commit()
    orphan: ParsedDocument = LinePipeline("1").read(Path("孤.txt"), "孤儿段落。".encode())
    dense = library.base.indexes()["向量索引"]
    dense.add(orphan.document.meta, orphan.passages)
    dense.commit()
    faults = library.check()
    assert faults == ["词语索引里的内容不完整：水（水）", "向量索引里留有已不在库的内容：孤"]
    assert library.committer().reconcile() == 2
    assert library.check() == []
    assert all(hit.passage.document_id != "孤" for hit in library.base.searcher.search("孤儿段落", k=9))
