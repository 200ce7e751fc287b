"""`python -m evals tables`: answer questions over tables; one line {id, table_id, answers[]} per question.

Reads only id, title, header and rows of a table, and id, question and (with --given-table) table_id of a question.
With --score the answers of the question file are compared and a summary is printed; they are never used to answer.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.tableqa.answer import TableReader
from bot.tableqa.terms import load_table_terms
from bot.tableqa.types import Grid
from evals.metrics_tables import exact_match
from kb.errors import FixInput
from kb.settings import load_settings


def main(argv: list[str]) -> int:
    """Answer every question of a set and write the answers."""
    parser = argparse.ArgumentParser(prog="python -m evals tables", description="回答表格问题")
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--given-table", action="store_true", help="表已给定，用问题中的 table_id")
    parser.add_argument("--score", action="store_true", help="写完后与题目中的 answers 比较，打印得分")
    options = parser.parse_args(argv)
    terms = load_table_terms(load_settings().corpus_dir / "lexicon" / "table_terms.yaml")
    reader = TableReader([_grid(record) for record in read_lines(options.tables)], terms)
    questions = list(read_lines(options.questions))
    right = found = 0
    with options.out.open("w", encoding="utf-8") as out:
        for question in questions:
            line = answer_line(reader, question, given_table=options.given_table)
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            if options.score:
                right += exact_match(line["answers"], question["answers"])
                found += line["table_id"] in question.get("table_ids", [question["table_id"]])
    if options.score and questions:
        print(f"题数 {len(questions)}  答案全对 {right / len(questions):.4f}  找对表 {found / len(questions):.4f}")
    return 0


def answer_line(reader: TableReader, question: dict[str, Any], *, given_table: bool) -> dict[str, Any]:
    """Answer one question record.

    Raises:
        FixInput: the table is said to be given but the question names none that is on file.
    """
    table_id = question.get("table_id") if given_table else None
    try:
        if given_table and table_id is None:
            raise FixInput(f"问题 {question['id']} 没有 table_id，不能使用 --given-table。")
        answer = reader.answer(question["question"], table_id=table_id)
    except KeyError as fault:
        raise FixInput(f"问题 {question['id']} 指定的表 {table_id} 不在表格文件中。") from fault
    return {"id": question["id"], "table_id": answer.table_id, "answers": list(answer.values)}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a .jsonl or .jsonl.gz file.

    Raises:
        FixInput: the file is missing or a line is no JSON object.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)
    except (OSError, json.JSONDecodeError) as fault:
        raise FixInput(f"读不了 {path.name}：{fault}") from fault


def _grid(record: dict[str, Any]) -> Grid:
    return Grid(
        id=str(record["id"]),
        title=str(record.get("title") or ""),
        header=tuple(str(cell) for cell in record.get("header") or ()),
        rows=tuple(tuple(str(cell) for cell in row) for row in record["rows"]),
    )
