"""Exact search over vectors held in memory, for collections small enough that looking at every one is quickest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kb.protocols import Vectors
from kb.types import IndexHit


class VectorScan:
    """Vectors with the passages they stand for.

    Args:
        passages: (version, document id, passage id) of each row.
        vectors: unit vectors, shape (passages, dimensions).
    """

    def __init__(self, passages: Sequence[tuple[str, str, str]], vectors: Vectors) -> None:
        self._passages = list(passages)
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        rows: dict[str, list[int]] = {}
        for row, (_, document_id, _) in enumerate(self._passages):
            rows.setdefault(document_id, []).append(row)
        self._rows = {document_id: np.array(found, np.intp) for document_id, found in rows.items()}

    def search(self, vector: Vectors, *, k: int, document_ids: Sequence[str] | None = None) -> list[IndexHit]:
        """Return the best passages, best first; `score` is the cosine.  `document_ids`: only these, None for all."""
        rows: NDArray[np.intp] | None = None
        if document_ids is not None:
            found = [self._rows[i] for i in dict.fromkeys(document_ids) if i in self._rows]
            if not found:
                return []
            rows = np.concatenate(found)
        scores = (self._vectors if rows is None else self._vectors[rows]) @ vector
        best = np.argsort(-scores, kind="stable")[:k]
        hits = []
        for at, score in zip(best.tolist(), scores[best].tolist(), strict=True):
            version, document_id, passage_id = self._passages[at if rows is None else int(rows[at])]
            hits.append(IndexHit(passage_id=passage_id, document_id=document_id, version=version, score=score))
        return hits
