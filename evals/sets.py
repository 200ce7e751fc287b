"""The question sets of `make eval`: how each is run through the public commands, and how its output is scored."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from evals import metrics
from evals.jsonl import read_jsonl, write_jsonl
from evals.metrics_tables import exact_match
from kb.errors import FixInput

Scores = dict[str, float]
STARD_FOLDS = 5  # fold 0 never trains a model, and figures on stard are on fold 0


@dataclass(frozen=True, kw_only=True)
class EvalSet:
    """A question set: the files that it needs under the shared folder, and what runs and scores it."""

    needs: tuple[str, ...]
    run: Callable[[Path, Path], Scores]  # shared folder, scratch folder


def _command(name: str, *arguments: object) -> None:
    """Run a subcommand as `python -m evals` does."""
    code = import_module(f"evals.{name}").main([str(a) for a in arguments])
    if code:
        raise FixInput(f"python -m evals {name} 以退出码 {code} 结束。")


def in_fold(query_id: str, fold: int) -> bool:
    """Say whether a STARD question is in a fold (`int(sha1(qid)) % 5`)."""
    return int(hashlib.sha1(query_id.encode()).hexdigest(), 16) % STARD_FOLDS == fold


def _relevant(qrels: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for judgment in read_jsonl(qrels):
        found.setdefault(judgment["qid"], set()).add(judgment["did"])
    return found


def score_rankings(rankings: Iterable[tuple[str, list[str]]], relevant: dict[str, Collection[str]]) -> Scores:
    """Return the mean measures over all judged queries; one without a ranking counts as nothing found."""
    found = dict(rankings)
    sums = {"success@1": 0.0, "MRR@10": 0.0, "nDCG@10": 0.0, "recall@100": 0.0}
    for query_id, right in relevant.items():
        ranked = found.get(query_id, [])
        sums["success@1"] += metrics.success_at(ranked, right, 1)
        sums["MRR@10"] += metrics.reciprocal_rank(ranked, right, 10)
        sums["nDCG@10"] += metrics.ndcg_at(ranked, right, 10)
        sums["recall@100"] += metrics.recall_at(ranked, right, 100)
    return {name: value / len(relevant) if relevant else 0.0 for name, value in sums.items()}


def _retrieve(corpus: str, folder: str, *, fold: int | None = None, every: int = 1) -> Callable[[Path, Path], Scores]:
    """Return a runner of `evals retrieve`; `every` keeps each n-th query of a large set."""

    def run(shared: Path, scratch: Path) -> Scores:
        bench = shared / "bench"
        relevant = _relevant(bench / folder / "qrels.jsonl")
        queries = [q for q in read_jsonl(bench / folder / "queries.jsonl") if q["id"] in relevant]
        queries = [q for q in queries if fold is None or in_fold(q["id"], fold)][::every]
        asked, out = scratch / "queries.jsonl", scratch / "rankings.jsonl"
        write_jsonl(asked, ({"id": q["id"], "text": q["text"]} for q in queries))
        _command("retrieve", "--corpus", bench / corpus / "corpus.jsonl.gz", "--queries", asked, "--out", out)
        wanted: dict[str, Collection[str]] = {q["id"]: relevant[q["id"]] for q in queries}
        return score_rankings(((r["qid"], r["dids"]) for r in read_jsonl(out)), wanted)

    return run


def _grade(*command: object) -> str:
    """Run a scorer of the shared folder and return what it prints."""
    done = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise FixInput(f"{command[0]} 失败：{done.stderr.strip()[-300:]}")
    return done.stdout


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    if found is None:
        raise FixInput(f"评分程序的输出里没有 {pattern}。")
    return float(found[1])


@contextmanager
def _data_dir(folder: Path) -> Iterator[None]:
    """Point QINGCE_DATA_DIR at a scratch folder: an evaluation never touches the user's own."""
    former = os.environ.get("QINGCE_DATA_DIR")
    os.environ["QINGCE_DATA_DIR"] = str(folder)
    try:
        yield
    finally:
        if former is None:
            del os.environ["QINGCE_DATA_DIR"]
        else:
            os.environ["QINGCE_DATA_DIR"] = former


def _ask(shared: Path, scratch: Path) -> Scores:
    questions, out = shared / "evals" / "dev.jsonl", scratch / "answers.jsonl"
    with _data_dir(scratch / "data"):
        _command("ask", "--questions", questions, "--out", out)
    return {"overall": dev_share(shared, out)}


def dev_share(shared: Path, answers: Path) -> float:
    """Return the share of the dev questions that a file of answers gets right, by the scorer of the shared folder."""
    printed = _grade(shared / "evals" / "grade.py", shared / "evals" / "dev.jsonl", answers)
    return _number(r"overall .*= ([\d.]+)%", printed) / 100


def _read(shared: Path, scratch: Path) -> Scores:
    bench = shared / "bench" / "ncp_policy"
    out, refused = scratch / "replies.jsonl", scratch / "unanswerable.jsonl"
    corpus = bench / "corpus.jsonl.gz"
    _command("read", "--corpus", corpus, "--queries", bench / "queries.jsonl", "--out", out)
    _command("read", "--corpus", corpus, "--queries", bench / "unanswerable.jsonl", "--out", refused)
    printed = _grade(shared / "evals" / "score_read.py", bench / "answers.jsonl", out)
    replies = list(read_jsonl(refused))
    return {
        "hit": _number(r"hit .*?= ([\d.]+)%", printed) / 100,
        "refused (answerable)": _number(r"refused ([\d.]+)%", printed) / 100,
        "mean characters": _number(r"mean length (\d+)", printed),
        "refused (unanswerable)": sum(r["outcome"] == "no_answer" for r in replies) / len(replies),
    }


def _tables(folder: str, tables: str, questions: str, *, given: bool) -> Callable[[Path, Path], Scores]:
    def run(shared: Path, scratch: Path) -> Scores:
        bench, out = shared / "bench" / folder, scratch / "cells.jsonl"
        options = ["--given-table"] if given else []
        arguments = ["--tables", bench / tables, "--questions", bench / questions, "--out", out, *options]
        _command("tables", *arguments)
        answers = {r["id"]: r for r in read_jsonl(out)}
        asked = [q for q in read_jsonl(bench / questions) if given or (q["verified"] and len(q["table_ids"]) == 1)]
        right = sum(exact_match(answers[q["id"]]["answers"], q["answers"]) for q in asked)
        scores = {"exact": right / len(asked)}
        if not given:
            scores["table first"] = sum(answers[q["id"]]["table_id"] == q["table_id"] for q in asked) / len(asked)
        return scores

    return run


SETS: dict[str, EvalSet] = {
    "dev": EvalSet(needs=("evals/dev.jsonl", "evals/grade.py"), run=_ask),
    "ncp_policy": EvalSet(needs=("bench/ncp_policy/corpus.jsonl.gz",), run=_retrieve("ncp_policy", "ncp_policy")),
    "drcd": EvalSet(needs=("bench/drcd/corpus.jsonl.gz",), run=_retrieve("drcd", "drcd", every=5)),
    "stard fold 0": EvalSet(
        needs=("bench/stard/queries.jsonl", "bench/laws_pool/corpus.jsonl.gz"),
        run=_retrieve("laws_pool", "stard", fold=0),
    ),
    "ncp_policy read": EvalSet(needs=("bench/ncp_policy/answers.jsonl", "evals/score_read.py"), run=_read),
    "retqa": EvalSet(
        needs=("bench/retqa/tables.jsonl.gz",),
        run=_tables("retqa", "tables.jsonl.gz", "questions.train.jsonl.gz", given=False),
    ),
    "imtqa": EvalSet(
        needs=("bench/imtqa/tables.jsonl",), run=_tables("imtqa", "tables.jsonl", "questions.jsonl", given=True)
    ),
}
"""Name -> question set; drcd asks every fifth question, so that the whole table takes minutes."""
