"""The library of `ingest` as the running server uses it: one writer at a time, results as JSON."""

from __future__ import annotations

import threading
from typing import Any

from ingest.library import Library, Result


class OnlineLibrary:
    """`api.services.Library` over the data folder that this process owns."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._writing = threading.Lock()

    def add(self, *, name: str, content: bytes) -> dict[str, Any]:
        """Ingest one file.

        Raises:
            FixDocument: the file cannot be read; the message says where.
            TryLater: disk full or database locked; nothing was changed.
        """
        with self._writing:
            outcome = self._library.add_bytes(name, content)
        return {
            "document_id": outcome.document_id,
            "changed": outcome.result is not Result.UNCHANGED,
            "warnings": [words for words in outcome.message.split("；") if words],
        }

    def remove(self, document_id: str) -> None:
        """Remove a document.

        Raises:
            NotFound: there is none with this id.
        """
        with self._writing:
            self._library.remove(document_id)

    def rebuild(self) -> dict[str, Any]:
        """Make the indexes anew from the records; return what was read again."""
        with self._writing:
            outcomes = self._library.rebuild()
        return {"read_again": [o.document_id for o in outcomes], "faults": self.faults()}

    def faults(self) -> list[str]:
        """Return how records and indexes differ, in words; empty when all agree."""
        with self._writing:
            return self._library.check()

    def status(self) -> dict[str, Any]:
        """Return the state of the stores."""
        return {"faults": self.faults()}
