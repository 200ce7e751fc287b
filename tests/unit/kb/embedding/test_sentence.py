"""Any sentence-transformers model: backend, prompt, length and size as its family asks, over a stand-in for torch."""

from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb.errors import FixConfiguration

pytestmark = pytest.mark.slow  # importing sentence_transformers takes seconds


class Model:
    """Stands in for SentenceTransformer: remembers how it was opened and what it was asked to encode."""

    opened: list[dict[str, Any]]
    width = 512

    def __init__(self, name: str, **options: Any) -> None:
        self.opened.append({"name": name, **options})
        self.max_seq_length = 100_000
        self.prompts: dict[str, str] = {}
        self.encoded: list[tuple[list[str], str | None]] = []

    def get_embedding_dimension(self) -> int:
        return self.width

    def encode(self, texts: list[str], *, prompt: str | None = None, **_options: Any) -> np.ndarray:
        self.encoded.append((texts, prompt))
        return np.ones((len(texts), self.width), np.float32)


@pytest.fixture
def sentence(monkeypatch: pytest.MonkeyPatch) -> Any:
    from kb.embedding import sentence as module

    Model.opened = []
    monkeypatch.setattr(module, "SentenceTransformer", Model)
    return module


def model_folder(parent: Path, name: str, *files: str) -> Path:
    folder = parent / name
    for file in ("modules.json", *files):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("[]", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "optimum", "backend", "device"),
    [
        (("onnx/model.onnx",), True, "onnx", "cpu"),
        (("model.onnx",), True, "onnx", "cpu"),
        (("onnx/model.onnx",), False, "torch", None),
        ((), True, "torch", None),
    ],
)
def test_onnx_where_the_folder_holds_it_and_optimum_is_installed(
    sentence: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    files: tuple[str, ...],
    optimum: bool,
    backend: str,
    device: str | None,
) -> None:
    monkeypatch.setattr(sentence, "find_spec", lambda name: ModuleSpec(name, None) if optimum else None)
    folder = model_folder(tmp_path, "bge-small-zh-v1.5", *files)
    sentence.SentenceEmbedder(str(folder))
    opened = Model.opened[0]
    assert (opened["name"], opened["backend"], opened["device"]) == (str(folder), backend, device)
    assert opened["local_files_only"] is True


def test_queries_carry_the_prefix_of_the_family_and_input_is_cut_at_its_length(sentence: Any, tmp_path: Path) -> None:
    embedder = sentence.SentenceEmbedder(str(model_folder(tmp_path, "bge-small-zh-v1.5")))
    embedder.embed_query("佛山目标")
    embedder.embed_passages(["甲", "乙"])
    assert embedder._model.encoded[-2:] == [
        (["佛山目标"], "为这个句子生成表示以用于检索相关文章："),
        (["甲", "乙"], None),
    ]
    assert embedder._model.max_seq_length == 512
    assert embedder.dimensions == 512


def test_a_model_of_another_size_than_its_family_is_refused(sentence: Any, tmp_path: Path) -> None:
    with pytest.raises(FixConfiguration, match="维数是 512，应为 768"):
        sentence.SentenceEmbedder(str(model_folder(tmp_path, "bge-base-zh-v1.5")))


def test_the_version_follows_the_files(sentence: Any, tmp_path: Path) -> None:
    folder = model_folder(tmp_path, "bge-small-zh-v1.5")
    first = sentence.SentenceEmbedder(str(folder)).version
    assert sentence.SentenceEmbedder(str(folder)).version == first
    (folder / "model.safetensors").write_bytes(b"other weights")
    assert sentence.SentenceEmbedder(str(folder)).version != first
