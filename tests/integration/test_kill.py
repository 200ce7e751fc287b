"""An ingest killed at any moment leaves every document entirely old or entirely new, and the next start mends it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.library import Library
from kb.lexicon import load_lexicon
from kb.settings import ROOT
from kb.types import DocumentMeta
from tests.samples import HashEmbedder, LinePipeline

DOCUMENTS = 30
LINES = 40
KILLS = 20

EVENTS = 30  # steps that the child announces at least, before it ends

CHILD = """
import os
import sys
from pathlib import Path
import ingest.library
from ingest.library import Library
from kb.index.dense import DenseIndex
from kb.index.entries import EntryIndex
from kb.lexicon import load_lexicon
from kb.settings import ROOT
from kb.store import SqlRecordStore
from tests.samples import HashEmbedder, LinePipeline

def announced(step):
    def run(*arguments, **named):
        os.write(1, b"step\\n")  # one piece, whichever thread it comes from
        return step(*arguments, **named)
    return run

for kind, name in ((EntryIndex, "commit"), (DenseIndex, "commit"), (SqlRecordStore, "commit_all")):
    setattr(kind, name, announced(getattr(kind, name)))
ingest.library._BATCH_DOCUMENTS = 5
data, files = Path(sys.argv[1]), Path(sys.argv[2])
lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
library = Library(data, lexicon=lexicon, command="测试", embedder=HashEmbedder(), pipeline=LinePipeline())
library.add(sorted(files.iterdir()))
library.close()
"""


def write_files(folder: Path, generation: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        lines = [
            f"文件{number}第{line}段，第{generation}版，清洁生产审核要求。" for line in range(LINES + generation % 3)
        ]
        (folder / f"文件{number:02d}.txt").write_text("\n".join(lines), encoding="utf-8")


def ingest(data: Path, files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(data), str(files)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def assert_whole(library: Library, meta: DocumentMeta) -> int:
    """Every part of the document is of one version; return which."""
    document = library.base.store.document(meta.id)
    assert document is not None
    original = library.base.store.original(meta.id)
    assert original is not None
    expected = LinePipeline().read(Path(meta.path or ""), original)
    assert document == expected.document
    assert tuple(library.base.store.passages(meta.id)) == expected.passages
    generations = {line.split("第")[2].split("版")[0] for line in document.text.split("\n")}
    assert len(generations) == 1
    return int(generations.pop())


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_kills(tmp_path: Path) -> None:
    data, files = tmp_path / "data", tmp_path / "files"
    rng = random.Random(20240315)
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    write_files(files, 0)
    steps, _ = ingest(data, files).communicate(timeout=120)
    assert len(steps.splitlines()) >= EVENTS * 2 // 3  # a first ingest sweeps nothing
    mended = 0
    for generation in range(1, KILLS + 1):
        write_files(files, generation)
        child = ingest(data, files)
        assert child.stdout is not None
        for _ in range(rng.randint(1, EVENTS - 5)):
            assert child.stdout.readline() == "step\n"
        time.sleep(rng.uniform(0, 0.02))
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        mended += (data / "pending").exists()
        with Library(
            data, lexicon=lexicon, command="测试", embedder=HashEmbedder(), pipeline=LinePipeline()
        ) as library:
            library.recover()
            assert library.check() == []
            metas = library.base.store.documents()
            assert len(metas) == DOCUMENTS
            assert {assert_whole(library, meta) for meta in metas} <= set(range(generation + 1))
            hit = library.base.searcher.search("文件7第3段", k=1)[0]
            assert library.base.store.passages_by_id([hit.passage.id])[hit.passage.id] == hit.passage
    assert mended > 0, "no kill fell into a change"
