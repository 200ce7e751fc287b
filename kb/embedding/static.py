"""Static embeddings: a text is the mean of its pieces' vectors, scaled to length one.  No torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from copy import copy
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from kb.errors import FixConfiguration
from kb.protocols import Vectors

_WEIGHTS = "model.safetensors"
_PIECES = "tokenizer.json"
_MODULES = "modules.json"
_BATCH = 256  # texts whose piece vectors are gathered at once; a few tens of MB


def is_static(folder: Path) -> bool:
    """Say whether `folder` is a sentence-transformers model of a StaticEmbedding, with or without Normalize."""
    try:
        modules = json.loads((folder / _MODULES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    names = [str(module["type"]).rpartition(".")[2] for module in modules]
    return names[:1] == ["StaticEmbedding"] and set(names[1:]) <= {"Normalize"}


class StaticEmbedder:
    """`kb.protocols.Embedder` over a folder that sentence-transformers can load as well.

    The weights are either `embedding.weight` (float) or, as model2vec writes them and sentence-transformers reads
    them, `embeddings` (int8) with one float scale per row in `weights`.
    """

    def __init__(self, folder: Path) -> None:
        """Read the model.

        Raises:
            FixConfiguration: a file is missing or unreadable.
        """
        files = [folder / _PIECES, folder / _WEIGHTS]
        try:
            digest = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files))
            self._tokenizer = Tokenizer.from_file(str(folder / _PIECES))
            self._rows = _table(load_file(folder / _WEIGHTS))
        except Exception as fault:  # the tokenizers library raises bare Exceptions
            raise FixConfiguration(f"无法读取向量模型 {folder.name}（{fault}）。请检查模型文件夹是否完整。") from fault
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.dimensions = int(self._rows.shape[1])
        self.version = f"{folder.name}/{digest.hexdigest()[:16]}"

    def with_rows(self, places: NDArray[np.intp], rows: Vectors) -> StaticEmbedder:
        """Return the same model with other vectors for some pieces: `rows[i]` for the piece at `places[i]`."""
        other = copy(self)
        other._rows = self._rows.copy()
        other._rows[places] = rows
        return other

    def pieces(self, text: str) -> list[int]:
        """Return the places of a text's pieces in the table of vectors."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    @property
    def rows(self) -> Vectors:
        """The table of vectors, one row per piece."""
        return self._rows

    def embed_query(self, text: str) -> Vectors:
        """Return one unit vector; zeros when no piece of `text` is known."""
        vector: Vectors = self._mean([self._tokenizer.encode(text, add_special_tokens=False).ids])[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order; zeros for a text without a known piece."""
        parts = [np.zeros((0, self.dimensions), np.float32)]
        for start in range(0, len(texts), _BATCH):
            encoded = self._tokenizer.encode_batch_fast(list(texts[start : start + _BATCH]), add_special_tokens=False)
            parts.append(self._mean([encoding.ids for encoding in encoded]))
        return np.concatenate(parts)

    def _mean(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """Return the normalised sum of rows for each list of piece ids; the length of the list cancels out."""
        lengths = np.fromiter(map(len, ids), np.intp, len(ids))
        vectors = np.zeros((len(ids), self.dimensions), np.float32)
        filled = lengths > 0
        if filled.any():
            flat = np.fromiter((i for row in ids for i in row), np.intp, int(lengths.sum()))
            starts = np.concatenate(([0], np.cumsum(lengths[filled])[:-1]))
            vectors[filled] = np.add.reduceat(self._rows[flat], starts, axis=0)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = np.divide(vectors, norms, out=vectors, where=norms > 0)
        return unit


def _table(tensors: dict[str, NDArray[np.generic]]) -> Vectors:
    """Return one float32 row per piece."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32)
    rows = tensors["embeddings"].astype(np.float32)
    if "weights" in tensors:
        rows *= tensors["weights"].astype(np.float32)[:, None]
    return rows
