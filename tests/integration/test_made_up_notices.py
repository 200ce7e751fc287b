"""Made-up notices of several domains, read by the real pipeline beside the shipped one, asked for figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.claims import ClaimReader
from bot.figures.answer import FigureAnswer, answer, answer_fault
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


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "珠海2024年完成目标了吗",
            "是的，珠海市2024年完成审核数为86家，计划数为86家，完成率100%。",
        ),
        ("深圳2024年超额完成了多少", "深圳市2024年超额完成16家：完成审核数为96家，计划数为80家。"),
        ("东莞离目标还差多少", "东莞市2024年还差37家：完成审核数为213家，计划数为250家。"),
        (
            "哪些市没有完成能耗强度下降目标",
            "2023年能耗强度实际下降低于能耗强度下降目标的有2个：云山市（1.9%，3.0%）、九安市（3.1%，3.2%）。",
        ),
        (
            "南江市能耗强度下降比目标高多少",
            "南江市高0.6个百分点：2023年能耗强度实际下降为3.6%，2023年能耗强度下降目标为3.0%。",
        ),
    ],
)
def test_goals_reached_passed_and_missed(catalogue: Catalogue, question: str, wanted: str) -> None:
    assert said(catalogue, question) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "2024年目标最大最小和平均各是多少",
            "东莞市最多，2024年清洁生产审核预期目标为250家。汕尾市最少，2024年清洁生产审核预期目标为5家。"
            "全省2024年清洁生产审核预期目标平均约为66.2家（1390÷21，四舍五入）。",
        ),
        (
            "2024年目标前3和后3",
            "2024年清洁生产审核预期目标前3名是东莞市（250家）、佛山市（228家）、广州市（150家）。"
            "2024年清洁生产审核预期目标后3名是汕尾市（5家）、揭阳市（7家）、梅州市（15家）。",
        ),
        (
            "2024年目标第2到第4名是哪些",
            "2024年清洁生产审核预期目标从高到低第2到第4名是佛山市（第2，228家）、广州市（第3，150家）、惠州市（第4，136家）。",
        ),
        (
            "广深佛莞四市2024年目标合计多少",
            "广州市、深圳市、佛山市和东莞市2024年清洁生产审核预期目标合计为708家"
            "（广州市150家、深圳市80家、佛山市228家、东莞市250家）。",
        ),
        (
            "广州2023年验收和2024年完成加起来多少",
            "广州市合计329家（187+142）。广州市2023年通过清洁生产审核验收企业数为187家。广州市2024年完成审核数为142家。",
        ),
        ("节水型企业和节水型小区合计各多少", "全市2025年：节水型企业任务数33个，节水型小区任务数43个。"),
        (
            "2025年用水总量比2024年实际减少多少",
            "全市减少206万立方米：2025年用水总量控制目标为7330万立方米，2024年用水总量控制实际为7536万立方米。",
        ),
        (
            "补助占总投资的比例最高的是哪个",
            "佛山市南星纸业有限公司最高，2025年补助金额占总投资的比例约为7.6%。江门华纺印染有限公司没有数据，未计入。",
        ),
        (
            "哪个行业补助最多",
            "钢铁最高，2025年补助金额为1500万元。江门华纺印染有限公司没有数据，未计入。",
        ),
        (
            "补助金额在200到500万元之间的项目",
            "2025年补助金额在200万元到500万元之间的有3个：佛山市宏陶陶瓷有限公司（480.6万元）、"
            "佛山新源铝业有限公司（300万元）、东莞联成电镀科技有限公司（205.4万元）。江门华纺印染有限公司没有数据，未计入。",
        ),
        (
            "九安市能耗强度目标和实际分别是多少",
            "九安市2023年：能耗强度下降目标3.2%，能耗强度实际下降3.1%。",
        ),
        ("2024年完成率最低的是哪个市 > 它的目标是多少", "东莞市2024年清洁生产审核预期目标为250家。"),
        ("青穿区2025年用水目标", "青川区2025年用水总量控制目标为1200万立方米。"),
        ("南将市2023年得分", "南江市2023年考核得分为96.5。"),
        ("nanjiang2023得分", "南江市2023年考核得分为96.5。"),
        ("节能改造平均每个项目补助资金多少", "全省2024年补助资金平均每个项目75万元（3000÷40）。"),
        ("恒达纸业总投资多少", "2025年广东恒达纸业有限公司总投资为12800万元。"),
        ("赣北水泥有限公司建筑面积多大", "赣北水泥有限公司2024年绿色工厂建筑面积没有数字，表中这一格是“—”。"),
        (
            "东莞2024年的从业人员有多少",
            "现有表格没有“从业人员”这项数据。现有的数据是：东莞市2024年清洁生产审核预期目标为250家。",
        ),
    ],
)
def test_composed_questions(catalogue: Catalogue, question: str, wanted: str) -> None:
    assert said(catalogue, question) == wanted
