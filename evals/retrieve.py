"""`python -m evals retrieve`: rank the documents of a collection for each query."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from evals.collection import temporary_base
from evals.jsonl import read_jsonl, write_jsonl
from kb.protocols import Searcher
from kb.settings import load_settings

_PASSAGES_PER_DOCUMENT = 2  # how many passages are asked for to rank k documents


def rank_documents(searcher: Searcher, query: str, *, k: int) -> list[tuple[str, float]]:
    """Return (document id, score of its best passage), best first."""
    best: dict[str, float] = {}
    for hit in searcher.search(query, k=k * _PASSAGES_PER_DOCUMENT):
        best.setdefault(hit.passage.document_id, hit.score)
    return list(best.items())[:k]


def rankings(searcher: Searcher, queries: Sequence[dict[str, Any]], *, k: int) -> Iterator[dict[str, Any]]:
    """Yield `{qid, dids, scores}` for each query."""
    for query in queries:
        ranked = rank_documents(searcher, str(query["text"]), k=k)
        yield {
            "qid": query["id"],
            "dids": [document_id for document_id, _ in ranked],
            "scores": [round(score, 6) for _, score in ranked],
        }


def main(argv: list[str]) -> int:
    """Build a temporary index over the corpus and write a ranking per query."""
    parser = argparse.ArgumentParser(prog="python -m evals retrieve", description="检索评测")
    parser.add_argument("--corpus", type=Path, required=True, help="{id, title, text}，每行一条")
    parser.add_argument("--queries", type=Path, required=True, help="{id, text}，每行一条")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--k", type=int, default=100)
    arguments = parser.parse_args(argv)
    queries = list(read_jsonl(arguments.queries))
    started = time.perf_counter()
    with temporary_base(read_jsonl(arguments.corpus), load_settings()) as base:
        built = time.perf_counter()
        bar = tqdm(queries, desc="检索", unit="问", disable=None, file=sys.stderr)
        write_jsonl(arguments.out, rankings(base.searcher, list(bar), k=arguments.k))
        took = time.perf_counter() - built
    each = 1000 * took / len(queries) if queries else 0.0
    print(f"建索引 {built - started:.1f} 秒，{len(queries)} 问，平均每问 {each:.1f} 毫秒", file=sys.stderr)
    return 0
