"""The notice that ships, with all its defects, becomes records."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.pipeline import parse_document, read_document
from kb.lexicon import Lexicon
from kb.types import DeadlineKind, ParsedDocument, Strength
from tests.unit.ingest.conftest import CORPUS, assert_spans

NOTICE = CORPUS / "policies" / "粤工信节能函〔2024〕14号.md"


@pytest.fixture(scope="module")
def notice(lexicon: Lexicon) -> ParsedDocument:
    return read_document(NOTICE, lexicon=lexicon)


def test_spans_are_exact(notice: ParsedDocument) -> None:
    assert_spans(notice)


def test_metadata(notice: ParsedDocument) -> None:
    meta = notice.document.meta
    assert meta.id == "gd-2024-14"
    assert meta.title == "关于开展2024年度工业领域清洁生产工作的通知"
    assert meta.issuers == ("广东省工业和信息化厅", "广东省生态环境厅")
    assert meta.doc_number == "粤工信节能函〔2024〕14号"
    assert meta.published == date(2024, 3, 15)
    assert meta.recipients == "各地级以上市工业和信息化、生态环境主管部门"
    assert meta.disclosure == "依申请公开"
    assert meta.target_year == 2024
    said = {name: notice.document.text[a:b] for name, (a, b) in meta.spans.items()}
    assert said["doc_number"] == "粤工信节能函〔2024〕14号"
    assert said["published"] == "2024年3月15日"
    assert said["title"] == meta.title


def test_metadata_without_front_matter(lexicon: Lexicon) -> None:
    body = NOTICE.read_text(encoding="utf-8").split("---", 2)[2]
    meta = parse_document(NOTICE, body.encode(), lexicon=lexicon).document.meta
    assert meta.title == "关于开展2024年度工业领域清洁生产工作的通知"
    assert meta.issuers == ("广东省工业和信息化厅", "广东省生态环境厅")
    assert meta.doc_number == "粤工信节能函〔2024〕14号"
    assert meta.published == date(2024, 3, 15)
    assert meta.target_year == 2024
    assert meta.kind == "notice"


def test_section_tree(notice: ParsedDocument) -> None:
    assert [s.path for s in notice.sections] == [
        ("一、总体要求",),
        ("二、重点任务",),
        ("二、重点任务", "（一）推进工业领域清洁生产审核"),
        ("二、重点任务", "（二）推动清洁生产审核提质增效"),
        ("二、重点任务", "（三）推动清洁生产审核模式创新"),
        ("二、重点任务", "（四）推动清洁生产关键技术创新"),
        ("三、工作要求",),
        ("三、工作要求", "（一）加强组织领导"),
        ("三、工作要求", "（二）强化政策激励"),
        ("三、工作要求", "（三）加强培训指导"),
        ("三、工作要求", "（四）加强信息化平台使用管理"),
        ("附件1 2023年通过清洁生产审核验收企业情况",),
        ("附件2 2024年各地市清洁生产审核预期目标",),
    ]


def test_tables_are_whole_and_clean(notice: ParsedDocument) -> None:
    first, second = notice.tables
    assert [c.text for c in first.header] == [
        "序号",
        "地市",
        "工业和信息化牵头数量（家）",
        "生态环境牵头数量（家）",
        "合计（家）",
        "“平台”完成验收流程企业数量（家）",
    ]
    assert [c.text for c in second.header] == ["序号", "地市", "完成企业清洁生产审核数（家）"]
    for table in (first, second):
        assert len(table.rows) == 22
        assert table.total_row == 21
        assert table.label_column == 1
    assert [c.text for c in first.rows[21]] == ["合计", "", "878", "769", "1647", "1318"]
    assert (first.year, second.year) == (2023, 2024)
    assert first.note == "注：“平台”统计截至2023年12月31日，统计内容为2023年在平台完成验收的数量。"
    assert second.note is not None
    assert second.note.startswith("注：表中数据为工业和信息化、生态环境主管部门")
    assert notice.warnings == ()


def test_figures(notice: ParsedDocument) -> None:
    assert len(notice.figures) == 22 * 4 + 22
    by_place = {(f.table_id, f.row_label, f.metric): f for f in notice.figures}
    foshan = by_place["gd-2024-14#t2", "佛山", "完成企业清洁生产审核数"]
    assert (foshan.value, foshan.unit, foshan.year, foshan.region) == (Decimal(228), "家", 2024, "佛山市")
    platform = by_place["gd-2024-14#t1", "深圳", "“平台”完成验收流程企业数量"]
    assert (platform.value, platform.year) == (Decimal(104), 2023)
    total = by_place["gd-2024-14#t1", "合计", "合计"]
    assert total.is_total
    assert total.value == 1647
    assert total.region is None


def test_deadline(notice: ParsedDocument) -> None:
    (deadline,) = notice.deadlines
    assert deadline.kind is DeadlineKind.ABSOLUTE
    assert deadline.due == date(2024, 4, 30)
    assert deadline.words == "4月底前"
    assert deadline.who == "各地市"
    assert deadline.what.startswith("研究制定2024年度清洁生产重点工作任务和企业名单，公布实施")
    assert deadline.file_with == ("省工业和信息化厅", "省生态环境厅")
    assert deadline.section_path == ("三、工作要求", "（一）加强组织领导")


def test_contacts(notice: ParsedDocument) -> None:
    assert [(c.name, c.organisation, c.phone) for c in notice.contacts] == [
        ("张诚", "省工业和信息化厅", "020-83133243"),
        ("陈小康", "省生态环境厅", "020-87534028"),
    ]


def test_obligations(notice: ParsedDocument) -> None:
    found = {(o.subject, o.modal, o.strength) for o in notice.obligations}
    assert ("深圳、佛山、梅州、东莞、江门等市", "要", Strength.MUST) in found
    assert ("省属国企和其他大型企业集团", "鼓励", Strength.ENCOURAGED) in found
    assert ("各地", "杜绝", Strength.MUST_NOT) in found
    assert ("有条件的地市", "应", Strength.MUST) in found
    steel = [o for o in notice.obligations if "钢铁" in o.industries]
    assert any("清洁生产技术改造" in o.text for o in steel)
    budget = next(o for o in notice.obligations if "预算保障" in o.text)
    assert budget.subject == "相关部门"


def test_cited_documents_and_lists(notice: ParsedDocument) -> None:
    assert [(c.title, c.basis) for c in notice.cited] == [
        ("“十四五”全国清洁生产推行方案", True),
        ("广东省全面推行清洁生产实施方案（2023-2025年）", True),
    ]
    cities = next(x for x in notice.lists if x.category == "region")
    assert cities.items == ("深圳", "佛山", "梅州", "东莞", "江门")
    assert cities.open_ended
    assert "创新试点" in cities.topic
    industries = next(x for x in notice.lists if x.category == "industry")
    assert industries.items == ("钢铁", "石化化工", "有色金属", "建材", "纺织印染", "造纸", "电镀")
    assert industries.open_ended
    assert industries.topic.startswith("重点行业")
