"""Made-up notices of several domains, read by the real pipeline beside the shipped one, asked for figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.claims import ClaimReader
from bot.figures import Catalogue, FigureAnswer, FigureQuery, answer, answer_fault, understand
from bot.verify import Verifier
from ingest.pipeline import read_document
from kb.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    shipped = ROOT / "corpus" / "policies" / "粤工信节能函〔2024〕14号.md"
    parsed = [
        read_document(path, lexicon=lexicon) for path in (shipped, *sorted((ROOT / "tests/data/notices").iterdir()))
    ]
    return Catalogue.build(
        [t for p in parsed for t in p.tables],
        [f for p in parsed for f in p.figures],
        [p.document.meta for p in parsed],
        lexicon,
        warnings=[w for p in parsed for w in p.warnings],
        texts={p.document.id: p.document.text for p in parsed},
    )


def ask(catalogue: Catalogue, *turns: str) -> FigureAnswer:
    frame: FigureQuery | None = None
    for turn in turns:
        understood = understand(turn, catalogue, as_of=AS_OF, frame=frame)
        frame = understood.query
    if understood.query is not None:
        return answer(understood.query, catalogue)
    assert understood.fault is not None
    return answer_fault(understood.fault, catalogue)


def said(catalogue: Catalogue, question: str) -> str:
    """Return the answer to a question; every sentence of it must pass the verifier."""
    found = ask(catalogue, *question.split(" > "))
    verifier = Verifier(ClaimReader(catalogue.lexicon), catalogue.texts.get)
    records = {e.id: e for e in found.evidence}
    verdict = verifier.check(found.draft, records, question=question, as_of=AS_OF)
    assert not verdict.faults, verdict.faults
    return "".join(s.text for s in found.draft.statements)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("东莞2024年完成审核多少家", "东莞市2024年完成审核数为213家。"),
        ("2024年实际完成多少", "全省2024年完成审核数为1037家。"),
        ("东莞2024年目标多少", "东莞市2024年清洁生产审核预期目标为250家。"),
        ("深圳2024年计划数是多少", "深圳市2024年计划数为80家。"),
        ("2024年通过验收多少家", "全省2024年完成审核数为1037家。"),
        ("佛山2025年目标多少", "佛山市2025年清洁生产审核目标为235家。"),
        (
            "东莞完成数比2023年多了多少",
            "东莞市减少79家：2024年完成审核数为213家，2023年通过清洁生产审核验收企业数为292家。",
        ),
        (
            "佛山2025年完成了多少家",
            "现有文件没有2025年的完成数，只有目标数。最接近的数据：佛山市2025年清洁生产审核目标为235家。"
            "另有：佛山市2024年完成审核数为231家。",
        ),
        (
            "江门2024年完成了多少家",
            "江门市2024年完成审核数没有数字，表中这一格是“/”。注：江门市数据正在复核，暂未列入。",
        ),
    ],
)
def test_plans_and_results_are_told_apart(catalogue: Catalogue, question: str, wanted: str) -> None:
    assert said(catalogue, question) == wanted
