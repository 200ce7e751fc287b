"""Embedding models: the small one that ships, read with numpy alone, and any sentence-transformers model by setting."""

from __future__ import annotations

from pathlib import Path

from kb.embedding.static import StaticEmbedder, is_static
from kb.protocols import Embedder

__all__ = ["SHIPPED", "load_embedder"]

SHIPPED = Path(__file__).resolve().parent.parent / "models" / "qingce-static"


def load_embedder(setting: str | None = None) -> Embedder:
    """Return the embedding model that `QINGCE_EMBEDDING` names.

    Args:
        setting: None or empty for the model that ships; else a folder, or the name of a model that is already in the
            local cache.  Nothing is fetched over the network unless HF_HUB_OFFLINE is 0.

    Raises:
        FixConfiguration: no such model on this machine, or one that cannot be read; the message says what to do.
    """
    if not setting:
        return StaticEmbedder(SHIPPED)
    folder = Path(setting).expanduser()
    if is_static(folder):
        return StaticEmbedder(folder)
    from kb.embedding.sentence import SentenceEmbedder  # torch takes seconds to import

    return SentenceEmbedder(setting)
