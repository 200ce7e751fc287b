"""Dense index: Chroma's persistent client over vectors of our own embedder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.embedding.context import in_context
from kb.errors import RebuildIndex, TryLater
from kb.index.manifest import REBUILD, check_manifest, has_manifest, write_manifest
from kb.index.scan import VectorScan
from kb.protocols import Embedder
from kb.types import DocumentMeta, IndexHit, Passage

_SCHEMA_VERSION = 2
_COLLECTION = "passages"
# Up to so many vectors (5 MB at 256 dimensions) a look at every one takes 0.1–0.4 ms and finds the very best;
# Chroma takes 1.5–5 ms, most of it around its graph.  Restricted to a few documents of 1,350 it takes 50 ms each
# time; taking out their vectors takes as long once.
_SCANNED = 5_000
_SCANS = 32  # sets of documents kept; the notices on file are one such set, and asked for again and again
_FEW_DOCUMENTS = 50
_BATCH = 4096  # Chroma refuses batches above 5,461
_NAME = "向量索引"
_SEPARATOR = "\x1f"
# Inner product of unit vectors is their cosine.
_HNSW = {"space": "ip", "ef_construction": 100, "ef_search": 128, "max_neighbors": 16}


def embedded_text(document: DocumentMeta, passage: Passage) -> str:
    """Return what stands for a passage in vector space: title, section path and its own words."""
    return "\n".join((document.title, *passage.section_path, passage.text))


class DenseIndex:
    """`kb.protocols.PassageIndex` over a Chroma folder.

    Chroma's persistent client belongs to one process.  The owner of the data folder works on the folder itself; a
    reader (`read_only`) works on a private copy, taken when it opens, so that it can never disturb the owner.
    """

    def __init__(self, folder: Path, *, embedder: Embedder, read_only: bool = False) -> None:
        """Open the index, making it first when there is none and this process may write.

        Raises:
            TryLater: the disk is full.
            RebuildIndex: made with another model or schema, damaged, or absent while `read_only`.
            TryLater: the owner kept changing the folder while it was copied.
        """
        manifest: Mapping[str, str | int] = {
            "schema": _SCHEMA_VERSION,
            "model": embedder.version,
            "dimensions": embedder.dimensions,
        }
        fresh = not read_only and not has_manifest(folder)
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        else:
            check_manifest(folder, manifest, index=_NAME)
        import chromadb  # takes a second: only what searches by meaning pays for it
        from chromadb.config import Settings

        self._copy = tempfile.TemporaryDirectory(prefix="qingce-") if read_only else None
        place = folder if self._copy is None else _copied(folder, Path(self._copy.name) / "dense")
        self._embedder = embedder
        try:
            # Chroma's annotations lag behind what it accepts, hence Any.
            self._client: Any = chromadb.PersistentClient(str(place), settings=Settings(anonymized_telemetry=False))
            self._collection = self._open_collection()
            # Counting takes Chroma several milliseconds, and only this process changes what it has open.
            self._size = int(self._collection.count())
        except Exception as fault:  # Chroma raises what its engine raises
            _forget(place)
            if _is_full(fault):
                raise TryLater(f"{_NAME}无法打开（{fault}）。请检查磁盘空间后重试。") from fault
            raise RebuildIndex(f"{_NAME}无法打开（{fault}）。请运行 {REBUILD} 重建。") from fault
        self._staged: list[tuple[DocumentMeta, Sequence[Passage]]] = []
        self._removed: list[dict[str, Any]] = []
        self._in_memory: dict[frozenset[str] | None, VectorScan] = {}
        if fresh:
            write_manifest(folder, manifest)

    def _open_collection(self) -> Any:
        return self._client.get_or_create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": dict(_HNSW)}
        )

    def close(self) -> None:
        """Release the folder."""
        self._client.close()
        if self._copy is not None:
            self._copy.cleanup()

    def clear(self) -> None:
        """Remove everything, at once."""
        self._staged, self._removed = [], []
        self._client.delete_collection(_COLLECTION)
        self._collection = self._open_collection()
        self._size = 0
        self._in_memory = {}

    def add(self, document: DocumentMeta, passages: Sequence[Passage]) -> None:
        """Stage the passages of one document version.

        Adding the same version again replaces it: a version is a hash of the content, so its passages have the same
        keys.
        """
        self._staged.append((document, passages))

    def remove(self, document_id: str, *, keep_version: str | None = None) -> None:
        """Stage the removal of a document, or of all its versions but one."""
        own: dict[str, Any] = {"document_id": document_id}
        self._removed.append(own if keep_version is None else {"$and": [own, {"version": {"$ne": keep_version}}]})
        self._staged = [
            (meta, passages)
            for meta, passages in self._staged
            if meta.id != document_id or meta.version == keep_version
        ]

    def commit(self) -> None:
        """Make everything staged durable and visible to searches.

        Raises:
            TryLater: the disk is full; what was staged is dropped, `ingest.commit` repairs what got through.
        """
        removed, staged = self._removed, self._staged
        self._removed, self._staged = [], []
        try:
            if self._size:
                for where in removed:
                    self._collection.delete(where=where)
            self._upsert([(meta, passage) for meta, passages in staged for passage in passages])
        except Exception as fault:
            if _is_full(fault):
                raise TryLater(f"{_NAME}写入失败（{fault}）。请检查磁盘空间后重试。") from fault
            raise
        finally:
            self._size = int(self._collection.count())
            self._in_memory = {}

    def _upsert(self, entries: Sequence[tuple[DocumentMeta, Passage]]) -> None:
        if not entries:
            return
        own = self._embedder.embed_passages([embedded_text(meta, passage) for meta, passage in entries])
        vectors = in_context(own, entries)
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            self._collection.upsert(
                ids=[_SEPARATOR.join((meta.version, meta.id, passage.id)) for meta, passage in batch],
                embeddings=vectors[start : start + _BATCH],
                metadatas=[{"document_id": meta.id, "version": meta.version} for meta, _ in batch],
            )

    def counts(self) -> dict[str, dict[str, int]]:
        """Return document id -> version -> number of passages present."""
        found: dict[str, dict[str, int]] = {}
        for key in self._collection.get(include=[])["ids"]:
            version, document_id, _ = key.split(_SEPARATOR)
            of_document = found.setdefault(document_id, {})
            of_document[version] = of_document.get(version, 0) + 1
        return found

    def search(self, query: str, *, k: int, document_ids: Sequence[str] | None = None) -> list[IndexHit]:
        """Return the best passages, best first; `score` is the cosine.

        An empty `document_ids` finds nothing, None searches all.
        """
        if k <= 0 or not self._size or (document_ids is not None and not document_ids):
            return []
        vector = self._embedder.embed_query(query)
        if not vector.any():  # no word of the query is known to the model
            return []
        if self._size <= _SCANNED:
            return self._scan(None).search(vector, k=k, document_ids=document_ids)
        if document_ids is not None and len(document_ids) <= _FEW_DOCUMENTS:
            return self._scan(frozenset(document_ids)).search(vector, k=k)
        found = self._collection.query(
            query_embeddings=[vector],
            n_results=min(k, self._size),
            where=None if document_ids is None else {"document_id": {"$in": list(document_ids)}},
            include=["distances"],
        )
        hits = []
        for key, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True):
            version, document_id, passage_id = key.split(_SEPARATOR)
            hits.append(IndexHit(passage_id=passage_id, document_id=document_id, version=version, score=1.0 - distance))
        return hits

    def _scan(self, document_ids: frozenset[str] | None) -> VectorScan:
        """Return the vectors of some documents, or all, in memory; read from Chroma once after each change."""
        scans = self._in_memory
        scan = scans.get(document_ids)
        if scan is None:
            where = None if document_ids is None else {"document_id": {"$in": sorted(document_ids)}}
            held = self._collection.get(where=where, include=["embeddings"])
            scan = VectorScan([tuple(key.split(_SEPARATOR)) for key in held["ids"]], held["embeddings"])
            while len(scans) >= _SCANS:
                scans.pop(next(iter(scans)), None)
            scans[document_ids] = scan
        return scan


def _is_full(fault: Exception) -> bool:
    return any(word in str(fault) for word in ("is full", "No space"))


def _forget(folder: Path) -> None:
    """Let go of a client that did not come up: Chroma would hand out the same one for this folder ever after."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(folder), None)
    SharedSystemClient._identifier_to_refcount.pop(str(folder), None)


def _copied(folder: Path, target: Path, attempts: int = 5) -> Path:
    """Copy a Chroma folder that its owner may be writing; a copy during which a file changed is taken again."""
    for _ in range(attempts):
        shutil.rmtree(target, ignore_errors=True)
        try:
            before = _fingerprint(folder)
            shutil.copytree(folder, target)
            if _fingerprint(folder) == before:
                return target
        except (OSError, shutil.Error):  # a file went away under the copy
            continue
    raise TryLater(f"{_NAME}正在更新，暂时无法读取，请稍后重试。")


def _fingerprint(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            state = path.stat()
            found.append((str(path.relative_to(folder)), state.st_size, state.st_mtime_ns))
    return found
