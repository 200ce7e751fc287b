"""A notice that nobody tuned for, read by the real pipeline, asked by the figure engine, checked by the verifier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.claims import ClaimReader
from bot.figures.answer import answer
from bot.figures.catalogue import Catalogue
from bot.figures.query import FigureQuery
from bot.figures.understand import understand
from bot.verify import Verifier
from ingest.pipeline import read_document
from kb.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    parsed = read_document(ROOT / "tests" / "data" / "节水任务.md", lexicon=lexicon)
    return Catalogue.build(
        parsed.tables,
        parsed.figures,
        [parsed.document.meta],
        lexicon,
        warnings=parsed.warnings,
        texts={parsed.document.id: parsed.document.text},
    )


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (["东湖区2025年新建节水型企业多少家"], "东湖区2025年新建节水型企业任务数为12家。"),
        (["高新区年节水量目标是多少"], "高新区2025年年节水量目标为75.5万立方米。"),
        (["南林县2024年完成了多少家"], "南林县2024年完成数为14家。"),
        (["2024年完成率最低的县区"], "北原市最低，2024年完成率为66.7%。"),
        (["全市2025年新建节水型企业合计多少"], "全市2025年新建节水型企业任务数为61家。"),
        (["高新区占全市新建任务的比重"], "高新区2025年新建节水型企业任务数占全市的约32.8%（20÷61，四舍五入）。"),
        (["西山县2025年新建比2024年完成数多几家"], "西山县多1家：2025年新建节水型企业任务数为8家，2024年完成数为7家。"),
        (
            ["哪些县区2024年没有完成计划"],
            "2024年完成率（完成数÷计划数）不足100%的有2个：北原市（约66.7%）、西山县（87.5%）。",
        ),
        (["二季度取水量多少"], "2024年第二季度取水量为866.1万立方米。"),
        (["东湖区2024年完成11家对吗"], "是的，东湖区2024年完成数为11家。"),
        (
            ["东湖区2025年新建多少家", "高新区呢", "差多少"],
            "高新区比东湖区多8家：2025年新建节水型企业任务数，高新区为20家，东湖区为12家。",
        ),
    ],
)
def test_second_notice(catalogue: Catalogue, turns: list[str], said: str) -> None:
    frame: FigureQuery | None = None
    for turn in turns:
        understood = understand(turn, catalogue, as_of=AS_OF, frame=frame)
        assert understood.query is not None, understood.fault
        frame = understood.query
    assert frame is not None
    found = answer(frame, catalogue)
    assert found.draft.statements[0].text == said
    verifier = Verifier(ClaimReader(catalogue.lexicon), catalogue.texts.get)
    evidence = {record.id: record for record in found.evidence}
    assert verifier.check(found.draft, evidence, question=turns[-1], as_of=AS_OF).faults == ()
