import gzip
import json
from pathlib import Path

import pytest

from evals.tables import main
from kb.errors import FixInput

TABLE = {
    "id": "t",
    "title": "云州2030年目标表",
    "header": ["地市", "目标（家）"],
    "rows": [["甲州", "15"], ["乙州", "8"]],
}


def write(folder: Path, questions: list[dict[str, str]]) -> list[str]:
    with gzip.open(folder / "t.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(TABLE, ensure_ascii=False) + "\n")
    text = "\n".join(json.dumps(q, ensure_ascii=False) for q in questions)
    (folder / "q.jsonl").write_text(text, encoding="utf-8")
    return [
        *("--tables", str(folder / "t.jsonl.gz")),
        *("--questions", str(folder / "q.jsonl")),
        *("--out", str(folder / "a.jsonl")),
    ]


def test_one_line_per_question(tmp_path: Path) -> None:
    arguments = write(
        tmp_path, [{"id": "q1", "question": "2030年乙州的目标是多少"}, {"id": "q2", "question": "甲州比乙州多多少"}]
    )
    assert main(arguments) == 0
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == [
        {"id": "q1", "table_id": "t", "answers": ["8"]},
        {"id": "q2", "table_id": "t", "answers": ["7"]},
    ]


def test_a_table_that_is_not_on_file_is_named(tmp_path: Path) -> None:
    arguments = write(tmp_path, [{"id": "q1", "question": "甲州的目标", "table_id": "other"}])
    with pytest.raises(FixInput, match="other"):
        main([*arguments, "--given-table"])
