"""`python -m evals read`: answer each question with the span of a document that answers it, or refuse."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.reading_rules import default_reading_rules
from bot.spans import Region, SpanSelector
from bot.types import Outcome
from evals.collection import temporary_base
from evals.jsonl import read_jsonl, write_jsonl
from kb.base import KnowledgeBase
from kb.protocols import RecordStore
from kb.settings import load_settings
from kb.types import Hit

_DOCUMENTS = 3  # how many documents are read closely
_WHOLE_CHARS = 6000  # a document up to this long is read whole, a longer one around its hits
_AROUND_CHARS = 1500
_REFUSE_BELOW = 0.3  # calibrated probability of the best hit; chosen on ncp_policy


def regions(store: RecordStore, hits: Sequence[Hit]) -> list[Region]:
    """Return where to look: the best documents, whole where short, around their best passage where long."""
    found: list[Region] = []
    seen: set[str] = set()
    for hit in hits:
        passage = hit.passage
        if passage.document_id in seen or len(seen) == _DOCUMENTS:
            continue
        seen.add(passage.document_id)
        document = store.document(passage.document_id)
        if document is None:
            continue
        start, end = 0, len(document.text)
        if end > _WHOLE_CHARS:
            start, end = max(0, passage.start - _AROUND_CHARS), min(end, passage.end + _AROUND_CHARS)
        found.append(
            Region(
                document_id=passage.document_id,
                title=document.meta.title,
                text=document.text[start:end],
                start=start,
                score=hit.score,
            )
        )
    return found


def answers(base: KnowledgeBase, queries: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{id, answer, outcome, dids}` for each question."""
    lexical = base.lexical()
    selector = SpanSelector(
        rules=default_reading_rules(),
        terms=base.tokenizer.bigrams,
        frequency=lexical.pair_frequency,
        passages=lexical.passage_count,
        embed_query=base.embedder().embed_query,
        embed_passages=base.embedder().embed_passages,
    )
    for query in queries:
        question = str(query["text"])
        hits = base.searcher.search(question, k=30)
        spans = selector.best_pair(selector.ranked(question, regions(base.store, hits)))
        likely = max((hit.probability or 0.0 for hit in hits), default=0.0)
        answered = bool(spans) and likely >= _REFUSE_BELOW
        outcome = Outcome.ANSWERED if answered else Outcome.NO_ANSWER
        dids = list(dict.fromkeys(hit.passage.document_id for hit in hits))
        yield {
            "id": query["id"],
            "answer": "\n".join(span.text for span in spans) if answered else "",
            "outcome": outcome.value,
            "dids": dids,
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
