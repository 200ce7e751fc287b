"""`python -m evals bench`: this project's search beside plain BM25 engines, on the same questions in one run."""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from evals.collection import temporary_base
from evals.jsonl import read_jsonl
from evals.retrieve import rank_documents
from evals.sets import Scores, in_fold, score_rankings
from kb.lexicon import load_lexicon
from kb.settings import ROOT, load_settings
from kb.zh.tokenizer import WordTokenizer

Search = Callable[[str], list[str]]
Records = Sequence[Mapping[str, Any]]
_K = 100
# Set -> (corpus folder, question folder, fold of the questions or None for all).
SETS: dict[str, tuple[str, str, int | None]] = {
    "ncp_policy": ("ncp_policy", "ncp_policy", None),
    "stard": ("laws_pool", "stard", 0),
    "drcd": ("drcd", "drcd", None),
}


@contextmanager
def ours(records: Records) -> Iterator[Search]:
    """Search as the service does, over a temporary index."""
    with temporary_base(records, load_settings()) as base:
        yield lambda query: [document_id for document_id, _ in rank_documents(base.searcher, query, k=_K)]


@contextmanager
def bm25_words(records: Records) -> Iterator[Search]:
    """bm25s over jieba's search words, whole documents."""
    yield _bm25s(records, lambda tokenizer: tokenizer.tokens)


@contextmanager
def bm25_pairs(records: Records) -> Iterator[Search]:
    """bm25s over character bigrams, whole documents."""
    yield _bm25s(records, lambda tokenizer: tokenizer.bigrams)


def _bm25s(records: Records, terms: Callable[[WordTokenizer], Callable[[str], list[str]]]) -> Search:
    import bm25s

    cut = terms(WordTokenizer())
    known: dict[str, int] = {}
    ids = [[known.setdefault(t, len(known)) for t in cut(f"{r.get('title') or ''} {r['text']}")] for r in records]
    index = bm25s.BM25(k1=1.5, b=0.75)
    index.index(bm25s.tokenization.Tokenized(ids=ids, vocab=known), show_progress=False)
    documents = [str(record["id"]) for record in records]

    def search(query: str) -> list[str]:
        found = [term for term in cut(query) if term in known]
        if not found:
            return []
        scores = index.get_scores(found)
        best = np.argpartition(-scores, min(_K, len(scores) - 1))[:_K]
        return [documents[i] for i in best[np.argsort(-scores[best])]]

    return search


PEERS = {"qingce": ours, "bm25s jieba": bm25_words, "bm25s bigrams": bm25_pairs}
_NEEDS = {"bm25s jieba": "bm25s", "bm25s bigrams": "bm25s"}


def measure(peer: str, shared: Path, name: str, every: int) -> dict[str, float]:
    """Return build time, size read per second, latency, memory and scores of one engine on one set."""
    corpus, folder, fold = SETS[name]
    bench = shared / "bench"
    records = list(read_jsonl(bench / corpus / "corpus.jsonl.gz"))
    relevant: dict[str, set[str]] = {}
    for judgment in read_jsonl(bench / folder / "qrels.jsonl"):
        relevant.setdefault(judgment["qid"], set()).add(judgment["did"])
    queries = [q for q in read_jsonl(bench / folder / "queries.jsonl") if q["id"] in relevant]
    queries = [q for q in queries if fold is None or in_fold(q["id"], fold)][::every]
    megabytes = sum(len(str(record["text"]).encode()) for record in records) / 1e6
    started = time.perf_counter()
    with PEERS[peer](records) as search:
        built = time.perf_counter() - started
        search(queries[0]["text"])  # the first question loads what waits for it
        found: list[tuple[str, list[str]]] = []
        took = []
        for query in queries:
            asked = time.perf_counter()
            found.append((query["id"], search(query["text"])))
            took.append(1000 * (time.perf_counter() - asked))
    scores: Scores = score_rankings(found, {query["id"]: relevant[query["id"]] for query in queries})
    p50, p99 = np.percentile(took, [50, 99])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"build s": built, "MB/s": megabytes / built, "p50 ms": p50, "p99 ms": p99, "memory MB": memory, **scores}


def main(argv: list[str]) -> int:
    """Print one line per set and engine; each engine runs in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m evals bench", description="与其他检索引擎同场比较")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="存放评测集的目录")
    parser.add_argument("--sets", nargs="*", choices=sorted(SETS), default=["ncp_policy"], metavar="SET")
    parser.add_argument("--every", type=int, default=1, help="每几问取一问")
    options = parser.parse_args(argv)
    if not options.shared.is_dir():
        print(f"没有找到评测数据目录 {options.shared}，未做任何比较。可用 --shared 指定目录。")
        return 0
    load_lexicon(load_settings().corpus_dir / "lexicon")  # a broken lexicon is told before the long part
    for name in options.sets:
        for peer in PEERS:
            if peer in _NEEDS and find_spec(_NEEDS[peer]) is None:
                print(f"{name:12s} {peer:14s} 未安装 {_NEEDS[peer]}（pip install -e .[bench]），未测")
                continue
            print(f"正在比较 {name} · {peer} …", file=sys.stderr)
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
                values = process.submit(measure, peer, options.shared, name, options.every).result()
            print(f"{name:12s} {peer:14s} " + "  ".join(f"{k} {v:.3f}" for k, v in values.items()), flush=True)
    return 0
