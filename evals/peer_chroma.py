"""Chroma with its default model, and LangChain's EnsembleRetriever of BM25 and that Chroma.

Both search pieces that LangChain's own splitter cuts, short enough for the model's 256 tokens; a document stands where
its best piece stands.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from evals.engines import RANKED, Engine, Records, TooSlow, bytes_under
from evals.minilm import MiniLM
from kb.zh.tokenizer import WordTokenizer

PIECE_CHARS = 250
OVERLAP_CHARS = 30
SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]
_PIECES_PER_RANK = 2
_FUSED = 10
_BATCH_PIECES = 1024
_PROBE_PIECES = 96  # spread over the collection; after them it is known how long the rest takes


def pieces(records: Records) -> tuple[list[str], list[str]]:
    """Return the pieces of all records, title first, and the id of the document of each."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    cutter = RecursiveCharacterTextSplitter(
        separators=SEPARATORS, chunk_size=PIECE_CHARS, chunk_overlap=OVERLAP_CHARS, keep_separator="end"
    )
    texts: list[str] = []
    owners: list[str] = []
    for record in records:
        for piece in cutter.split_text(f"{record.get('title') or ''}\n{record['text']}"):
            texts.append(piece)
            owners.append(str(record["id"]))
    return texts, owners


def build(records: Records, folder: Path, limit_s: float) -> Iterator[Engine]:
    """Build Chroma, then the ensemble on top of it.

    Raises:
        TooSlow: the model would need longer than `limit_s` for this collection.
    """
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    model = MiniLM()
    texts, owners = pieces(records)
    _refuse_if_slow(model, texts, limit_s)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("bench", embedding_function=None)
    for numbers in _batches(range(len(texts))):
        collection.add(
            ids=[str(n) for n in numbers],
            documents=[texts[n] for n in numbers],
            metadatas=[{"id": owners[n]} for n in numbers],
            embeddings=model.vectors([texts[n] for n in numbers]),
        )
    wanted = min(RANKED * _PIECES_PER_RANK, len(texts))

    def nearest(query: str) -> list[str]:
        found = collection.query(query_embeddings=model.vectors([query]), n_results=wanted, include=["metadatas"])
        return _documents(metadata["id"] for metadata in (found["metadatas"] or [[]])[0])

    yield Engine(name="Chroma + MiniLM", search=nearest, disk_bytes=bytes_under(folder))

    words = BM25Retriever.from_texts(
        texts, metadatas=[{"id": owner} for owner in owners], preprocess_func=WordTokenizer().tokens, k=wanted
    )
    store = Chroma(client=client, collection_name="bench", embedding_function=model)
    both = EnsembleRetriever(
        retrievers=[words, store.as_retriever(search_kwargs={"k": wanted})],
        weights=[0.5, 0.5],
    )

    def fused(query: str) -> list[str]:
        # Ranks are fused over the first ten, as people use it: over deep lists what both find far down comes first.
        # What stands further down is ranked behind them, for the recall.
        lists = [retriever.invoke(query) for retriever in both.retrievers]
        first = both.weighted_reciprocal_rank([found[:_FUSED] for found in lists])
        return _documents(piece.metadata["id"] for piece in [*first, *both.weighted_reciprocal_rank(lists)])

    yield Engine(name="LangChain 混合", search=fused, disk_bytes=bytes_under(folder))


def _documents(owners: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(owner) for owner in owners))[:RANKED]


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while batch := list(islice(waiting, _BATCH_PIECES)):
        yield batch


def _refuse_if_slow(model: MiniLM, texts: list[str], limit_s: float) -> None:
    if len(texts) < _PROBE_PIECES * 20:  # soon done
        return
    sample = texts[:: len(texts) // _PROBE_PIECES]
    model.vectors(sample[:8])  # the first call loads what waits for it
    started = time.perf_counter()
    model.vectors(sample)
    expected_s = (time.perf_counter() - started) / len(sample) * len(texts)
    if expected_s > limit_s:
        raise TooSlow(
            f"{len(texts):,} 段用 MiniLM 编码预计 {expected_s / 60:.0f} 分钟，超过上限 {limit_s / 60:.0f} 分钟"
        )
