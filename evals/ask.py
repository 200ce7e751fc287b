"""`python -m evals ask --questions Q.jsonl --out A.jsonl`: answer a question set over everything on file.

Each line holds `id`, `turns` (the last one is answered, the others are the turns before it) and perhaps `as_of`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.assistant import open_assistant
from bot.jsonable import to_json
from bot.types import Assistant, Turn
from evals.jsonl import read_jsonl, write_jsonl
from ingest.corpus import sync_corpus
from ingest.library import Library
from kb.errors import FixInput
from kb.lexicon import load_lexicon
from kb.settings import Settings, load_settings


def bring_up_to_date(settings: Settings) -> None:
    """Ingest what is new or changed in the corpus folder; a file that fails is named and left out."""
    with Library(
        settings.data_dir,
        lexicon=load_lexicon(settings.corpus_dir / "lexicon"),
        command="python -m evals ask",
        embedding=settings.embedding,
        database_url=settings.database_url,
    ) as library:
        for failure in sync_corpus(library, settings.corpus_dir).failures:
            print(f"失败  {failure.message}", file=sys.stderr)


def answer_line(assistant: Assistant, line: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to the last turn of a line, as JSON values.

    Raises:
        FixInput: a line without id or turns.
    """
    if not line.get("turns") or "id" not in line:
        raise FixInput(f"题目缺少 id 或 turns：{line}")
    as_of = date.fromisoformat(line["as_of"]) if line.get("as_of") else None
    history: list[Turn] = []
    answers = []
    for question in line["turns"]:
        answer, turn = assistant.ask(question, history=history, as_of=as_of)
        answers.append(answer)
        history.append(turn)
    return to_json(replace(answers[-1], id=line["id"]))


def main(argv: list[str]) -> int:
    """Answer every line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals ask", description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args(argv)
    settings = load_settings()
    bring_up_to_date(settings)
    assistant = open_assistant(settings)
    write_jsonl(arguments.out, (answer_line(assistant, line) for line in read_jsonl(arguments.questions)))
    return 0
