"""The owner of a data folder: documents come, go and are made anew through it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ingest.commit import Committer, Progress, no_progress
from ingest.pipeline import parse_document
from ingest.version import document_version
from kb.base import KnowledgeBase
from kb.errors import FixDocument, NotFound, RebuildIndex
from kb.lexicon import Lexicon
from kb.lexicon_index import LexiconIndex
from kb.lock import FolderLock
from kb.protocols import Embedder
from kb.store import Origin
from kb.types import ParsedDocument


class Pipeline(Protocol):
    """Turns the content of a file into records."""

    def version(self, data: bytes) -> str:
        """Return the version that a document of this content gets."""
        ...

    def read(self, path: Path, data: bytes) -> ParsedDocument:
        """Read the content of a file.

        Raises:
            FixDocument: it cannot be read; the message names file and place.
        """
        ...


class LexiconPipeline:
    """The project's own pipeline, with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._index = LexiconIndex(lexicon)

    def version(self, data: bytes) -> str:
        """Return the version that a document of this content gets."""
        return document_version(data, self._lexicon.version)

    def read(self, path: Path, data: bytes) -> ParsedDocument:
        """Read the content of a file.

        Raises:
            FixDocument: it cannot be read; the message names file and place.
        """
        return parse_document(path, data, lexicon=self._lexicon, index=self._index)


# Each commit leaves a segment in the word index, and each segment costs a search a quarter of a millisecond.
_BATCH_PASSAGES = 12_000
_BATCH_DOCUMENTS = 4_000


class Result(StrEnum):
    """What became of a file."""

    ADDED = "新增"
    REPLACED = "更新"
    UNCHANGED = "未变"
    KEPT = "保留"  # the version on file stays, because a person brought it
    FAILED = "失败"


@dataclass(frozen=True, kw_only=True)
class FileOutcome:
    """What became of one file; `message` says why it failed or what readers should know."""

    path: Path
    result: Result
    document_id: str | None = None
    message: str = ""


@dataclass
class _Run:
    """The state of one `add`: what waits to be committed, and which file brought which id."""

    origin: Origin
    keep: frozenset[str] = frozenset()
    waiting: list[tuple[int, Path, ParsedDocument]] = field(default_factory=list)
    waiting_passages: int = 0
    known: dict[str, str] = field(default_factory=dict)  # version -> id of what is on file or about to be
    seen: dict[str, Path] = field(default_factory=dict)
    outcomes: dict[int, FileOutcome] = field(default_factory=dict)


class Library:
    """A data folder that this process owns.  Opening the indexes waits until something changes."""

    def __init__(
        self,
        data_dir: Path,
        *,
        lexicon: Lexicon,
        command: str,
        embedding: str | None = None,
        database_url: str | None = None,
        embedder: Embedder | None = None,
        pipeline: Pipeline | None = None,
    ) -> None:
        """Take the folder's lock and open its records.

        Args:
            data_dir: the data folder; made when missing.
            lexicon: the lexicon that documents are read and cut with.
            command: what this process is, for the message that others get.
            embedding: embedding model by name or folder; None for the one that ships.
            database_url: SQLAlchemy URL, when the records are not in the data folder.
            embedder: an embedder already loaded, in place of `embedding`.
            pipeline: reads files into records; None for the project's own.

        Raises:
            DataFolderBusy: another process owns the folder.
            FixConfiguration: not a database, or one of another schema version.
        """
        self._lock = FolderLock(data_dir, command=command)
        try:
            self.base = KnowledgeBase(
                data_dir,
                lexicon=lexicon,
                embedding=embedding,
                database_url=database_url,
                embedder=embedder,
                read_only=False,
            )
        except BaseException:
            self._lock.release()
            raise
        self.pipeline = pipeline or LexiconPipeline(lexicon)
        self._committer: Committer | None = None

    def close(self) -> None:
        """Release the indexes, the records and the lock."""
        self.base.close()
        self._lock.release()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def committer(self) -> Committer:
        """Return the committer, opening the indexes and repairing what a killed process left.

        Raises:
            RebuildIndex: the indexes do not belong to this code or model.
        """
        if self._committer is None:
            self._committer = Committer(self.base.data_dir, store=self.base.store, indexes=self.base.indexes())
        return self._committer

    def recover(self) -> None:
        """Repair what a killed process left, if it left anything; costs nothing otherwise."""
        if Committer.was_interrupted(self.base.data_dir):
            self.committer()

    def add(
        self,
        paths: Sequence[Path],
        *,
        origin: Origin = Origin.USER,
        progress: Progress = no_progress,
        keep: frozenset[str] = frozenset(),
    ) -> list[FileOutcome]:
        """Ingest files; one that cannot be read does not keep the others out.

        Args:
            paths: files, in the order of the outcomes.
            origin: who brings them.
            progress: called with (files done, files in all).
            keep: ids of documents on file that are not to be replaced.

        Raises:
            TryLater: disk full or database locked; documents not yet committed are as before.
            RebuildIndex: the indexes do not belong to this code or model.
        """
        run = self._begin(origin, keep)
        for number, path in enumerate(paths):
            self._take(run, number, path)
            if len(run.waiting) >= _BATCH_DOCUMENTS or run.waiting_passages >= _BATCH_PASSAGES:
                self._flush(run)
            progress(number + 1, len(paths))
        self._flush(run)
        return [run.outcomes[number] for number in range(len(paths))]

    def add_bytes(self, name: str, content: bytes) -> FileOutcome:
        """Ingest one file that came over the network.

        Raises:
            FixDocument: it cannot be read; the message says where.
            TryLater: disk full or database locked; nothing was changed.
        """
        path = Path(Path(name).name)
        run = self._begin(Origin.USER, frozenset())
        self._take(run, 0, path, content)
        self._flush(run)
        outcome = run.outcomes[0]
        if outcome.result is Result.FAILED:
            place, words = _placed(outcome.message, path.name)
            raise FixDocument(words, path=path.name, place=place)
        return outcome

    def remove(self, document_id: str) -> None:
        """Remove a document.

        Raises:
            NotFound: there is none with this id.
            TryLater: disk full or database locked; nothing was removed.
        """
        if document_id not in self.base.store.versions():
            raise NotFound(f"库中没有编号为 {document_id} 的文件。用 python -m ingest status 查看全部编号。")
        self.committer().remove(document_id)

    def rebuild(self, progress: Progress = no_progress) -> list[FileOutcome]:
        """Make both indexes anew, and read again the originals that older code or another lexicon read.

        A rebuild that was killed goes on where it stopped, as long as model, tokenizer and lexicon are still those
        that it was begun with; what those were stands beside each index.

        Returns:
            Outcomes of the documents that were read again.

        Raises:
            TryLater: disk full or database locked; running it again goes on.
        """
        self._committer = None
        if not self._begun_rebuild():
            Committer.mark_interrupted(self.base.data_dir, rebuild=True)
            self.base.reset_indexes()
        committer = Committer(self.base.data_dir, store=self.base.store, indexes=self.base.indexes(), repair=False)
        outcomes = self._read_again()
        committer.reconcile(progress)
        self._committer = committer
        return outcomes

    def _begun_rebuild(self) -> bool:
        """Say whether a killed rebuild left indexes of this very code and model to go on with."""
        if not Committer.was_rebuilding(self.base.data_dir):
            return False
        try:
            self.base.indexes()
        except RebuildIndex:
            return False
        return True

    def check(self) -> list[str]:
        """Compare records and indexes with each other; return the faults in words, empty when all agree."""
        return self.committer().faults()

    def _read_again(self) -> list[FileOutcome]:
        store = self.base.store
        origins = store.origins()
        outcomes = []
        for meta in store.documents():
            original = store.original(meta.id) or b""
            if meta.version == self.pipeline.version(original):
                continue
            path = Path(meta.path or f"{meta.id}.md")
            try:
                store.commit_all([self.pipeline.read(path, original)], origin=origins[meta.id])
                outcomes.append(FileOutcome(path=path, result=Result.REPLACED, document_id=meta.id))
            except FixDocument as fault:
                outcomes.append(
                    FileOutcome(path=path, result=Result.FAILED, document_id=meta.id, message=fault.message)
                )
        return outcomes

    def _begin(self, origin: Origin, keep: frozenset[str]) -> _Run:
        self.recover()
        known = {version: document_id for document_id, version in self.base.store.versions().items()}
        return _Run(origin=origin, keep=keep, known=known)

    def _take(self, run: _Run, number: int, path: Path, content: bytes | None = None) -> None:
        """Read one file into the run, or note why not."""
        try:
            data = _bytes(path) if content is None else content
            version = self.pipeline.version(data)
            if version in run.known:
                run.outcomes[number] = FileOutcome(path=path, result=Result.UNCHANGED, document_id=run.known[version])
                return
            parsed = self.pipeline.read(path, data)
            document_id = parsed.document.id
            if document_id in run.seen:
                raise FixDocument(
                    f"编号“{document_id}”与本次导入的 {run.seen[document_id].name} 相同，只导入了前者。"
                    "请在文件头用 id 加以区分。",
                    path=path.name,
                )
            run.seen[document_id] = path
            if document_id in run.keep:
                run.outcomes[number] = FileOutcome(path=path, result=Result.KEPT, document_id=document_id)
                return
            run.known[version] = document_id
            run.waiting.append((number, path, parsed))
            run.waiting_passages += len(parsed.passages)
        except FixDocument as fault:
            run.outcomes[number] = FileOutcome(path=path, result=Result.FAILED, message=fault.message)

    def _flush(self, run: _Run) -> None:
        """Commit what waits; when the whole cannot be, each document by itself."""
        if not run.waiting:
            return
        former = self.base.store.versions()
        failed: dict[int, str] = {}
        try:
            self.committer().commit([parsed for _, _, parsed in run.waiting], origin=run.origin)
        except FixDocument:
            for number, _, parsed in run.waiting:
                try:
                    self.committer().commit([parsed], origin=run.origin)
                except FixDocument as fault:
                    failed[number] = fault.message
        for number, path, parsed in run.waiting:
            run.outcomes[number] = _outcome(path, parsed, former, failed.get(number))
        run.waiting.clear()
        run.waiting_passages = 0


def _outcome(path: Path, parsed: ParsedDocument, former: dict[str, str], fault: str | None) -> FileOutcome:
    document_id = parsed.document.id
    if fault is not None:
        return FileOutcome(path=path, result=Result.FAILED, document_id=document_id, message=fault)
    result = Result.REPLACED if document_id in former else Result.ADDED
    notes = "；".join(warning.message for warning in parsed.warnings)
    return FileOutcome(path=path, result=result, document_id=document_id, message=notes)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FixDocument(f"读不到文件（{fault.strerror}）。", path=path.name) from fault


def _placed(message: str, name: str) -> tuple[str | None, str]:
    """Return the place and the words of a fault that names its file, as `FixDocument` puts it."""
    found = re.fullmatch(rf"{re.escape(name)}(?:（([^）]*)）)?：(.*)", message, re.DOTALL)
    return (found[1], found[2]) if found else (None, message)
