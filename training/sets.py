"""Read the public sets that may train a shipped model, and nothing else (see README.md for their licences)."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?$")


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def fold(key: str) -> int:
    """Return the fold of a question, 0 to 4; fold 0 never trains."""
    return int(hashlib.sha1(key.encode()).hexdigest(), 16) % 5


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article of a law; `law` is its title without the article number."""

    id: str
    title: str
    law: str
    number: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with the ids of its right records, and what else its set says of it."""

    id: str
    text: str
    right: tuple[str, ...]
    answer: str = ""
    keywords: str = ""


def laws(bench: Path) -> list[Article]:
    """Return the articles of `laws_pool`, in file order."""
    articles = []
    for record in records(bench / "laws_pool/corpus.jsonl.gz"):
        match = ARTICLE.search(record["title"])
        cut = match.start() if match else len(record["title"])
        articles.append(
            Article(
                id=record["id"],
                title=record["title"],
                law=record["title"][:cut],
                number=record["title"][cut:],
                text=record["text"],
            )
        )
    return articles


def _right(path: Path) -> dict[str, list[str]]:
    right: dict[str, list[str]] = {}
    for record in records(path):
        right.setdefault(record["qid"], []).append(record["did"])
    return right


def stard(bench: Path, folds: frozenset[int]) -> list[Question]:
    """Return the STARD questions of the given folds."""
    folder = bench / "stard"
    right = _right(folder / "qrels.jsonl")
    answers = {record["qid"]: record["answers"][0] for record in records(folder / "answers.jsonl")}
    return [
        Question(
            id=record["id"],
            text=record["text"],
            right=tuple(right[record["id"]]),
            answer=answers.get(record["id"], ""),
            keywords=record.get("keywords") or "",
        )
        for record in records(folder / "queries.jsonl")
        if fold(record["id"]) in folds and record["id"] in right
    ]


def drcd(bench: Path, folds: frozenset[int]) -> tuple[dict[str, tuple[str, str]], list[Question]]:
    """Return passages (id -> title, text) and the questions whose passage's title falls in the given folds."""
    folder = bench / "drcd"
    passages = {r["id"]: (r["title"], r["text"]) for r in records(folder / "corpus.jsonl.gz")}
    right = _right(folder / "qrels.jsonl")
    questions = [
        Question(id=r["id"], text=r["text"], right=tuple(right[r["id"]]))
        for r in records(folder / "queries.jsonl")
        if fold(passages[right[r["id"]][0]][0]) in folds
    ]
    return passages, questions


def retqa(bench: Path) -> tuple[dict[str, str], list[Question]]:
    """Return tables as text (title and header) and their questions."""
    folder = bench / "retqa"
    tables = {r["id"]: r["title"] + " " + " ".join(r["header"]) for r in records(folder / "tables.jsonl.gz")}
    questions = [
        Question(id=r["id"], text=r["question"], right=(r["table_id"],))
        for r in records(folder / "questions.train.jsonl.gz")
        if r["table_id"] in tables
    ]
    return tables, questions


def paraphrases(bench: Path) -> list[tuple[str, str]]:
    """Return the pairs of PAWS-X that mean the same."""
    pairs = []
    for name in ("dev", "test"):
        for record in records(bench / f"pairs/pawsx_zh.{name}.jsonl"):
            if record["label"] == 1:
                pairs.append((record["a"], record["b"]))
    return pairs
