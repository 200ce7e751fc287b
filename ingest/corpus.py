"""Bring the documents that ship with the project up to date in a data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.commit import Progress, no_progress
from ingest.files import files_under
from ingest.library import FileOutcome, Library, Result
from ingest.load import LOADERS
from kb.store import Origin

POLICIES = "policies"


@dataclass(frozen=True, kw_only=True)
class SyncReport:
    """What a synchronisation did; all empty when nothing had changed."""

    outcomes: tuple[FileOutcome, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[FileOutcome, ...]:
        """Files that could not be ingested; their former versions still stand."""
        return tuple(o for o in self.outcomes if o.result is Result.FAILED)


def sync_corpus(library: Library, corpus_dir: Path, *, progress: Progress = no_progress) -> SyncReport:
    """Ingest new and changed files of `corpus_dir`/policies, and remove documents whose file has gone.

    Documents that people added are never touched, not even when a corpus file has the same id.  A file that cannot
    be read leaves its former version standing.  When nothing changed, only the files' hashes are compared.

    Raises:
        TryLater: disk full or database locked.
        RebuildIndex: the indexes do not belong to this code or model.
    """
    library.recover()
    files, _ = files_under([corpus_dir / POLICIES], LOADERS) if (corpus_dir / POLICIES).is_dir() else ([], [])
    versions = {path: library.pipeline.version(path.read_bytes()) for path in files}
    store = library.base.store
    held = store.versions()
    new = [path for path, version in versions.items() if version not in set(held.values())]
    theirs = frozenset(i for i, origin in store.origins().items() if origin is Origin.USER)
    outcomes = library.add(new, origin=Origin.CORPUS, progress=progress, keep=theirs) if new else []
    failed = {o.path.name for o in outcomes if o.result is Result.FAILED}
    removed = []
    origins = store.origins()
    for meta in store.documents() if held or new else []:
        gone = origins[meta.id] is Origin.CORPUS and meta.version not in versions.values()
        if gone and meta.path not in failed:
            library.remove(meta.id)
            removed.append(meta.id)
    return SyncReport(outcomes=tuple(outcomes), removed=tuple(removed))
