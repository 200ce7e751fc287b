"""`python -m evals read`: answer each question with the span of a document that answers it, or refuse."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.desk import Desk
from bot.reading import open_reader
from bot.types import Outcome
from evals.collection import temporary_base
from evals.jsonl import read_jsonl, write_jsonl
from kb.base import KnowledgeBase
from kb.lexicon_index import LexiconIndex
from kb.settings import Settings, load_settings

_HITS = 30


def answers(base: KnowledgeBase, queries: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{id, answer, outcome, dids}` for each question."""
    desk = Desk(
        knowledge=base.knowledge(),
        store=base.store,
        searcher=base.searcher,
        lexicon=base.lexicon,
        index=LexiconIndex(base.lexicon),
        tokenizer=base.tokenizer,
    )
    reader = open_reader(desk, base)
    today = Settings().today()
    for query in queries:
        question = str(query["text"])
        hits = base.searcher.search(question, k=_HITS)
        found = reader.reply(question, hits, as_of=today)
        yield {
            "id": query["id"],
            "answer": "\n".join(evidence.quote for evidence in found),
            "outcome": (Outcome.ANSWERED if found else Outcome.NO_ANSWER).value,
            "dids": list(dict.fromkeys(hit.passage.document_id for hit in hits)),
        }


def main(argv: list[str]) -> int:
    """Build a temporary index over the corpus and write an answer per question."""
    parser = argparse.ArgumentParser(prog="python -m evals read", description="阅读评测")
    parser.add_argument("--corpus", type=Path, required=True, help="{id, title, text}，每行一条")
    parser.add_argument("--queries", type=Path, required=True, help="{id, text}，每行一条")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args(argv)
    queries = list(read_jsonl(arguments.queries))
    with temporary_base(read_jsonl(arguments.corpus), load_settings()) as base:
        bar = tqdm(queries, desc="阅读", unit="问", disable=None, file=sys.stderr)
        write_jsonl(arguments.out, answers(base, list(bar)))
    return 0
