"""Commit documents into the record store and its indexes, so that every moment is a safe one to be killed in.

The record store is the one source of truth.  A batch of documents is committed in three steps:

1. *stage*: the passages go into both indexes under keys that carry the new version.  Searches drop hits of versions
   that the record store does not hold, so nobody sees them yet.
2. *flip*: one SQL transaction puts the new versions in place of the old.  From here on every reader sees the new one.
3. *sweep*: the old versions leave the indexes.

`pending` stands in the data folder from before step 1 until after step 3.  Whoever opens the folder and finds it
compares the indexes with the record store and repairs what a killed process left.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kb.memory import release_freed
from kb.protocols import PassageIndex
from kb.store import Origin, SqlRecordStore
from kb.types import DocumentMeta, ParsedDocument

_PENDING = "pending"
_REBUILD = b"rebuild"
_MANY_PASSAGES = 1000
_REPAIR_PASSAGES = 4096  # passages re-indexed between two commits of a repair
Progress = Callable[[int, int], None]


def no_progress(_done: int, _total: int) -> None:
    """Show nothing."""


class Committer:
    """Keeps a record store and the indexes derived from it in step.  One per data folder (see `kb.lock`)."""

    def __init__(
        self, data_dir: Path, *, store: SqlRecordStore, indexes: Mapping[str, PassageIndex], repair: bool = True
    ) -> None:
        """Take over a data folder, repairing first what a killed process left.

        Args:
            data_dir: the data folder.
            store: its record store, writable.
            indexes: name for people -> index.
            repair: False when the caller repairs itself, to show progress.
        """
        self._pending = data_dir / _PENDING
        self._store = store
        self._indexes = indexes
        if repair and self._pending.exists():
            self.reconcile()

    @staticmethod
    def was_interrupted(data_dir: Path) -> bool:
        """Say whether a change of this folder was begun and not finished."""
        return (data_dir / _PENDING).exists()

    @staticmethod
    def was_rebuilding(data_dir: Path) -> bool:
        """Say whether what was begun and not finished is a rebuild of the indexes."""
        try:
            return (data_dir / _PENDING).read_bytes() == _REBUILD
        except FileNotFoundError:
            return False

    @staticmethod
    def mark_interrupted(data_dir: Path, *, rebuild: bool = False) -> None:
        """Leave the mark that a change is under way, on disk before anything is changed."""
        with (data_dir / _PENDING).open("wb") as mark:
            mark.write(_REBUILD if rebuild else b"")
            mark.flush()
            os.fsync(mark.fileno())
        folder = os.open(data_dir, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def commit(self, batch: Sequence[ParsedDocument], *, origin: Origin = Origin.USER) -> None:
        """Put documents in place of their former versions: all of the batch or none.

        Raises:
            FixDocument: two records have the same id; the former versions still stand.
            TryLater: disk full or database locked; the former versions still stand.
        """
        if not batch:
            return
        self._start()
        former = self._store.versions()
        self._each(lambda index: _stage(index, batch))
        self._store.commit_all(batch, origin=origin)
        metas = [parsed.document.meta for parsed in batch]
        replaced = [meta for meta in metas if former.get(meta.id, meta.version) != meta.version]
        if replaced:
            self._each(lambda index: _sweep(index, replaced))
        self._unmark()
        if sum(len(parsed.passages) for parsed in batch) >= _MANY_PASSAGES:
            release_freed()

    def remove(self, document_id: str) -> bool:
        """Remove a document; False when there was none.

        Raises:
            TryLater: disk full or database locked; nothing was removed.
        """
        self._start()
        gone = self._store.remove(document_id)
        for index in self._indexes.values():
            index.remove(document_id)
        for index in self._indexes.values():
            index.commit()
        self._unmark()
        return gone

    def faults(self) -> list[str]:
        """Return how the stores differ from each other or within themselves, in words; empty when all agree."""
        found = self._store.problems()
        for name, _, extra, missing in self._differences():
            found += [f"{name}里留有已不在库的内容：{document_id}" for document_id in extra]
            found += [f"{name}里的内容不完整：{meta.id}（{meta.title}）" for meta in missing]
        return found + list(self._misplaced())

    def reconcile(self, progress: Progress = no_progress) -> int:
        """Make the indexes hold exactly what the record store holds; return how many documents were repaired.

        What is already right is left alone, so a killed repair goes on where it stopped.
        """
        if not self._pending.exists():  # the mark of a rebuild stays that of a rebuild
            self._mark()
        repaired: set[str] = set()
        for _, index, extra, missing in self._differences():
            active = self._store.versions()
            for document_id in extra:
                index.remove(document_id, keep_version=active.get(document_id))
            index.commit()
            repaired |= {*extra, *(meta.id for meta in missing)}
            self._reindex(index, missing, progress)
        self._unmark()
        return len(repaired)

    def _reindex(self, index: PassageIndex, metas: Sequence[DocumentMeta], progress: Progress) -> None:
        waiting = 0
        for done, meta in enumerate(metas, start=1):
            passages = self._store.passages(meta.id)
            index.add(meta, passages)
            waiting += len(passages)
            if waiting >= _REPAIR_PASSAGES or done == len(metas):
                index.commit()
                waiting = 0
            progress(done, len(metas))

    def _differences(self) -> Iterator[tuple[str, PassageIndex, list[str], list[DocumentMeta]]]:
        """Yield for each index: name, index, ids with versions that should go, documents to index anew."""
        metas = {meta.id: meta for meta in self._store.documents()}
        wanted = self._store.passage_counts()
        for name, index in self._indexes.items():
            present = index.counts()
            extra = [
                document_id
                for document_id, versions in present.items()
                if document_id not in metas or versions.keys() - {metas[document_id].version}
            ]
            missing = [
                meta
                for meta in metas.values()
                if present.get(meta.id, {}).get(meta.version, 0) != wanted.get(meta.id, 0)
            ]
            yield name, index, extra, missing

    def _misplaced(self) -> Iterator[str]:
        """Yield documents with a passage that does not stand where it says."""
        for document_id in self._store.versions():
            document = self._store.document(document_id)
            if document is not None and any(
                document.text[p.start : p.end] != p.text for p in self._store.passages(document_id)
            ):
                yield f"文件 {document_id} 有段落与原文位置不符，请重新入库"

    def _start(self) -> None:
        """Mark the beginning of a change; what a failed one left is repaired before more is added."""
        if self._pending.exists():
            self.reconcile()
        self._mark()

    def _each(self, work: Callable[[PassageIndex], None]) -> None:
        """Do the same to every index, side by side: most of it runs outside Python, on a core of its own.

        The first fault is raised once all have ended.
        """
        with ThreadPoolExecutor(max_workers=len(self._indexes)) as pool:
            for future in [pool.submit(work, index) for index in self._indexes.values()]:
                future.result()

    def _mark(self) -> None:
        self.mark_interrupted(self._pending.parent)

    def _unmark(self) -> None:
        self._pending.unlink(missing_ok=True)


def _stage(index: PassageIndex, batch: Sequence[ParsedDocument]) -> None:
    for parsed in batch:
        index.add(parsed.document.meta, parsed.passages)
    index.commit()


def _sweep(index: PassageIndex, metas: Sequence[DocumentMeta]) -> None:
    for meta in metas:
        index.remove(meta.id, keep_version=meta.version)
    index.commit()
