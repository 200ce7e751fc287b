"""Indexes made anew for another model: killed on the way it goes on where it stopped, and models never mix."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from ingest.library import Library
from kb.errors import RebuildIndex
from kb.index.dense import DenseIndex
from kb.lexicon import Lexicon, load_lexicon
from kb.settings import ROOT
from tests.samples import LinePipeline

DOCUMENTS = 12
CHILD = """
import os
import sys
from pathlib import Path
import ingest.commit
from ingest.library import Library
from kb.index.dense import DenseIndex
from kb.lexicon import load_lexicon
from kb.settings import ROOT
from tests.samples import LinePipeline

def announced(index):
    committed(index)
    os.write(1, b"step\\n")
    sys.stdin.readline()  # wait for leave to go on

committed, DenseIndex.commit = DenseIndex.commit, announced
ingest.commit._REPAIR_PASSAGES = 1
lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
library = Library(Path(sys.argv[1]), lexicon=lexicon, command="测试", embedding=sys.argv[2], pipeline=LinePipeline())
library.rebuild()
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(ROOT / "corpus" / "lexicon")


def make_model(folder: Path, *, dimensions: int, seed: int) -> Path:
    """Write a StaticEmbedding of some characters, each on a random axis."""
    folder.mkdir()
    characters = "清洁生产审核水污染防治名单公布企业钢铁排放"
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, **{c: i for i, c in enumerate(characters, 1)}}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), behavior="isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = np.random.default_rng(seed).standard_normal((len(characters) + 1, dimensions)).astype(np.float32)
    save_file({"embedding.weight": rows}, folder / "model.safetensors")
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path, lexicon: Lexicon) -> Path:
    """A data folder of twelve documents, indexed with the model `one`."""
    make_model(tmp_path / "one", dimensions=8, seed=1)
    make_model(tmp_path / "other", dimensions=6, seed=2)
    files = tmp_path / "files"
    files.mkdir()
    for number in range(DOCUMENTS):
        (files / f"文件{number:02d}.txt").write_text(
            f"清洁生产审核名单{number}。\n水污染防治{number}。", encoding="utf-8"
        )
    with open_library(tmp_path / "data", lexicon, tmp_path / "one") as library:
        library.add(sorted(files.iterdir()))
    return tmp_path / "data"


def open_library(data: Path, lexicon: Lexicon, model: Path) -> Library:
    return Library(data, lexicon=lexicon, command="测试", embedding=str(model), pipeline=LinePipeline())


def dense_dimensions(library: Library) -> set[int]:
    dense = library.base.dense()
    assert isinstance(dense, DenseIndex)
    return {len(vector) for vector in dense._collection.get(include=["embeddings"])["embeddings"]}


def killed_rebuild(data: Path, model: Path, *, after: int) -> None:
    """Begin a rebuild in a process of its own and kill it when the dense index was committed `after` times."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(data), str(model)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    for step in range(after):
        assert child.stdout.readline() == "step\n"
        if step < after - 1:
            child.stdin.write("\n")
            child.stdin.flush()
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_another_model_needs_a_rebuild_which_goes_on_where_it_was_killed(
    data: Path, tmp_path: Path, lexicon: Lexicon
) -> None:
    with (
        open_library(data, lexicon, tmp_path / "other") as library,
        pytest.raises(RebuildIndex, match=r"model：索引 one/.*，程序 other/.*python -m ingest rebuild"),
    ):
        library.base.dense()
    killed_rebuild(data, tmp_path / "other", after=6)  # one commit clears, five documents are in
    shown: list[tuple[int, int]] = []
    with open_library(data, lexicon, tmp_path / "other") as library:
        library.rebuild(lambda done, total: shown.append((done, total)))
        assert library.check() == []
        assert dense_dimensions(library) == {6}
        assert library.base.searcher.search("水污染防治7", k=1)[0].passage.text == "水污染防治7。"
    assert shown == [(done, DOCUMENTS - 5) for done in range(1, DOCUMENTS - 4)]  # no word index, no document, twice


@pytest.mark.slow
def test_a_killed_rebuild_starts_over_when_the_model_changes_again(
    data: Path, tmp_path: Path, lexicon: Lexicon
) -> None:
    killed_rebuild(data, tmp_path / "other", after=4)
    shown: list[tuple[int, int]] = []
    with open_library(data, lexicon, tmp_path / "one") as library:
        library.rebuild(lambda done, total: shown.append((done, total)))
        assert library.check() == []
        assert dense_dimensions(library) == {8}
    assert shown == 2 * [(done, DOCUMENTS) for done in range(1, DOCUMENTS + 1)]  # both indexes, from the start
    with open_library(data, lexicon, tmp_path / "other") as library, pytest.raises(RebuildIndex):
        library.base.dense()
