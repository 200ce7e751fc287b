"""Passages that searches keep coming back to, held in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from kb.protocols import RecordStore
from kb.types import Passage

_LIMIT = 20_000  # about 30 MB


class PassageCache:
    """Reads passages from a record store, each once until the store changes; safe to share between threads."""

    def __init__(self, store: RecordStore, *, limit: int = _LIMIT) -> None:
        """Hold the store; `limit` is the most passages kept."""
        self._store = store
        self._limit = limit
        self._lock = threading.Lock()
        self._generation = -1
        self._held: dict[str, Passage] = {}

    def passages(self, ids: Iterable[str], *, generation: int) -> dict[str, Passage]:
        """Return the passages that exist among `ids`, in that order.

        Args:
            ids: passage ids.
            generation: generation of the store that the caller is looking at; another one empties the cache.
        """
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            if generation != self._generation:
                self._generation, self._held = generation, {}
            held = {i: self._held[i] for i in wanted if i in self._held}
        fresh = self._store.passages_by_id([i for i in wanted if i not in held])
        if fresh:
            with self._lock:
                if generation == self._generation:
                    if len(self._held) + len(fresh) > self._limit:
                        self._held.clear()
                    self._held.update(fresh)
        both = held | fresh
        return {i: both[i] for i in wanted if i in both}
