"""Rows of made-up tables, read by the real pipeline: enterprises, projects, tasks, grades; verified sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.claims import ClaimReader
from bot.figures.region_names import RegionNames
from bot.records.answer import RecordSpeaker
from bot.records.ask import ask
from bot.records.follow import follow
from bot.records.table import RecordTable
from bot.verify import Verifier
from ingest.pipeline import read_document
from kb.lexicon import Lexicon, load_lexicon
from kb.types import ParsedDocument

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(ROOT / "corpus" / "lexicon")


@pytest.fixture(scope="module")
def documents(lexicon: Lexicon) -> list[ParsedDocument]:
    shipped = ROOT / "corpus" / "policies" / "粤工信节能函〔2024〕14号.md"
    paths = (shipped, *sorted((ROOT / "tests/data/notices").iterdir()))
    return [read_document(path, lexicon=lexicon) for path in paths]


@pytest.fixture(scope="module")
def tables(documents: list[ParsedDocument], lexicon: Lexicon) -> list[RecordTable]:
    regions = RegionNames(lexicon)
    made = [RecordTable.of(table, p.document.meta, regions) for p in documents for table in p.tables]
    return [table for table in made if table is not None]


def test_tables_of_nothing_but_numbers_by_place_are_left_to_the_figure_engine(tables: list[RecordTable]) -> None:
    assert sorted(table.table.title for table in tables) == [
        "2023年度各设区市能耗双控考核结果",
        "2024年度绿色工厂名单",
        "2025年省级技术改造资金拟支持项目表",
        "节水型社会建设重点任务分工表",
    ]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("节水宣传教育基地由谁牵头", "“建设节水宣传教育基地”的牵头单位是市教育局。"),
        ("第3项任务由谁负责", "“实施老旧供水管网改造”的牵头单位是市住建局。"),
        ("老旧供水管网改造什么时候完成", "“实施老旧供水管网改造”的完成时限是2025年12月底前。"),
        (
            "市水务局牵头哪些任务",
            "《节水型社会建设重点任务分工表》中，牵头单位为市水务局的任务有1项：编制用水定额管理办法。",
        ),
        (
            "市水务局配合哪几项工作",
            "《节水型社会建设重点任务分工表》中，配合单位为市水务局的任务有2项："
            "推进工业企业水效对标、建设节水宣传教育基地。",
        ),
        ("佛山新源铝业在哪个行业", "佛山新源铝业有限公司的行业是有色金属。"),
        ("电炉短流程改造项目是哪家企业的", "“电炉短流程改造项目”的企业名称是广州粤钢制造有限公司。"),
        (
            "列出佛山的企业",
            "《2025年省级技术改造资金拟支持项目表》中，所在地市为佛山市的企业有3家："
            "佛山市宏陶陶瓷有限公司、佛山新源铝业有限公司、佛山市南星纸业有限公司。",
        ),
        (
            "南江市有几家绿色工厂",
            "《2024年度绿色工厂名单》中，所属市为南江市的企业有2家：江源三友电子有限公司、南江市永兴食品有限公司。",
        ),
        ("云山市考核等级是什么", "云山市2023年的考核等级是不合格。"),
        ("九安化工是国家级吗", "是的，九安化工股份有限公司的级别是国家级。"),
        ("赣北水泥是国家级吗", "不是，赣北水泥有限公司的级别是省级。"),
        ("光华纸业在绿色工厂名单里吗", "在，彭水市光华纸业有限公司列在《2024年度绿色工厂名单》中。"),
    ],
)
def test_rows_answer(
    documents: list[ParsedDocument], tables: list[RecordTable], lexicon: Lexicon, question: str, wanted: str
) -> None:
    texts = {p.document.id: p.document.text for p in documents}
    (query,) = ask(question, tables)
    found = RecordSpeaker(query, texts).answer()
    assert "".join(s.text for s in found.draft.statements) == wanted
    verifier = Verifier(ClaimReader(lexicon), texts.get)
    records = {e.id: e for e in found.evidence}
    assert not verifier.check(found.draft, records, question=question, as_of=AS_OF).faults


def test_every_table_that_fits_as_well_answers(tables: list[RecordTable]) -> None:
    found = ask("有多少家企业属于造纸行业", tables)
    assert [(q.table.table.title, len(q.rows)) for q in found] == [
        ("2025年省级技术改造资金拟支持项目表", 2),
        ("2024年度绿色工厂名单", 1),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "佛山有多少家",  # of what?
        "佛山2025年完成了多少家",
        "造纸行业要做哪些清洁生产改造",
        "2023年造纸企业有哪些",  # no list is for that year
        "恒达纸业补助多少",  # a number
        "恒达纸业的法人代表是谁",  # no such column
        "哪些企业必须做强制性审核",
        "市水务局的电话",
    ],
)
def test_what_no_table_accounts_for_is_left_alone(tables: list[RecordTable], question: str) -> None:
    assert ask(question, tables) == ()


@pytest.mark.parametrize(
    ("question", "before", "names", "alone"),
    [
        ("省级的呢", "国家级绿色工厂有哪些", [], "省级绿色工厂有哪些"),
        ("彭水市呢", "云山市考核等级是什么", [], "彭水市考核等级是什么"),
        ("什么时候完成", "节水宣传教育基地由谁牵头", [], "建设节水宣传教育基地什么时候完成"),
        ("在哪个市", "恒达纸业补助多少", ["广东恒达纸业有限公司"], "广东恒达纸业有限公司在哪个市"),
        ("补助合计多少", "列出东莞的企业", [], "东莞市的补助合计多少"),
        ("佛山2024年目标多少", "列出东莞的企业", [], None),
    ],
)
def test_a_follow_up_stands_alone(
    tables: list[RecordTable], question: str, before: str, names: list[str], alone: str | None
) -> None:
    assert follow(question, before, names, tables) == alone
