"""Any sentence-transformers model, by name or folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

from kb.embedding.families import ModelFamily, family_of
from kb.errors import FixConfiguration
from kb.protocols import Vectors

_BATCH = 32
_HASHED_BYTES = 1 << 20  # of each end of a large file; weights of gigabytes are not read twice at start-up


class SentenceEmbedder:
    """`kb.protocols.Embedder` over sentence-transformers, with the prompts the model's family asks for."""

    def __init__(self, model: str) -> None:
        """Load the model; only from this machine unless HF_HUB_OFFLINE is 0.

        Raises:
            FixConfiguration: no such model here, or one that cannot be loaded.
        """
        self._family = family_of(model)
        offline = os.environ.get("HF_HUB_OFFLINE", "1") != "0"
        try:
            self._model = _load(model, self._family, offline=offline)
        except (OSError, ValueError, RuntimeError, ImportError) as fault:
            hint = "联网下载须设置环境变量 HF_HUB_OFFLINE=0" if offline else "请检查名称和网络"
            raise FixConfiguration(
                f"无法载入向量模型 {model}：本机没有该模型或文件不完整（请给出模型文件夹；{hint}）。"
            ) from fault
        if self._family is not None:
            known = self._model.max_seq_length
            self._model.max_seq_length = min(known or self._family.max_tokens, self._family.max_tokens)
        # A model that carries its own prompts is asked with them; the table serves the others.
        own = dict(self._model.prompts or {})
        family = self._family
        self._query_prompt = own.get("query") or (family.query_prefix if family else "")
        self._passage_prompt = own.get("document") or own.get("passage") or (family.passage_prefix if family else "")
        self.dimensions = int(self._model.get_embedding_dimension() or len(self._encode(["维"], "")[0]))
        expected = family.size(model.lower()) if family else None
        if expected is not None and expected != self.dimensions:
            raise FixConfiguration(f"向量模型 {model} 的维数是 {self.dimensions}，应为 {expected}，请检查模型文件夹。")
        prompts = f"{self._query_prompt}\0{self._passage_prompt}\0{self._model.max_seq_length}"
        self.version = f"{Path(model).name}/{_fingerprint(model, prompts, self._model)}"

    def embed_query(self, text: str) -> Vectors:
        """Return one unit vector."""
        vector: Vectors = self._encode([text], self._query_prompt)[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order."""
        return self._encode(list(texts), self._passage_prompt)

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = self._model.encode(
            texts, prompt=prompt or None, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _load(model: str, family: ModelFamily | None, *, offline: bool) -> Any:
    folder = Path(model).expanduser()
    if folder.is_dir() and not (folder / "modules.json").exists():
        # A bare transformer folder does not say how to pool; its family does.
        transformer = Transformer(str(folder))
        width = transformer.get_embedding_dimension()
        pooling = Pooling(width, pooling_mode=family.pooling if family else "mean")
        return SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu")
    # ONNX is the faster backend on a CPU, where the folder holds such weights and optimum is installed.
    with_onnx = (
        folder.is_dir()
        and any((*folder.glob("onnx/*.onnx"), *folder.glob("*.onnx")))
        and find_spec("optimum") is not None
    )
    return SentenceTransformer(
        str(folder) if folder.is_dir() else model,
        local_files_only=offline,
        backend="onnx" if with_onnx else "torch",
        device="cpu" if with_onnx else None,
    )


def _fingerprint(model: str, prompts: str, loaded: Any) -> str:
    """Return a hash of what the vectors depend on: files and prompts, or one sample vector for a cached name."""
    digest = hashlib.sha256(prompts.encode())
    folder = Path(model).expanduser()
    if folder.is_dir():
        for file in sorted(
            f for f in folder.rglob("*") if f.suffix in {".json", ".safetensors", ".bin", ".txt", ".onnx"}
        ):
            digest.update(str(file.relative_to(folder)).encode())
            digest.update(str(file.stat().st_size).encode())
            with file.open("rb") as stream:
                digest.update(stream.read(_HASHED_BYTES))
                stream.seek(max(0, file.stat().st_size - _HASHED_BYTES))
                digest.update(stream.read(_HASHED_BYTES))
    else:
        sample = loaded.encode(["政策问答"], normalize_embeddings=True, show_progress_bar=False)
        digest.update(np.round(np.asarray(sample, np.float64), 3).tobytes())
    return digest.hexdigest()[:16]
