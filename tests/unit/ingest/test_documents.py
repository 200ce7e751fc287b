"""Three notices of other provinces and layouts: wrapped text, Markdown with a table over two pages, HTML."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.pipeline import read_document
from kb.errors import FixDocument
from kb.lexicon import Lexicon
from kb.types import DeadlineKind, Figure, ParsedDocument, Strength
from tests.unit.ingest.conftest import Reader, assert_spans

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def shandong(lexicon: Lexicon) -> ParsedDocument:
    return read_document(DOCUMENTS / "山东节能监察.txt", lexicon=lexicon)


@pytest.fixture(scope="module")
def jiangsu(lexicon: Lexicon) -> ParsedDocument:
    return read_document(DOCUMENTS / "江苏绿色工厂.md", lexicon=lexicon)


@pytest.fixture(scope="module")
def sichuan(lexicon: Lexicon) -> ParsedDocument:
    return read_document(DOCUMENTS / "四川公告.html", lexicon=lexicon)


def figure(parsed: ParsedDocument, row: str, metric: str, year: int | None = None) -> Figure:
    (found,) = [
        f for f in parsed.figures if f.row_label == row and f.metric == metric and (year is None or f.year == year)
    ]
    return found


@pytest.mark.parametrize("name", ["shandong", "jiangsu", "sichuan"])
def test_spans_are_exact(name: str, request: pytest.FixtureRequest) -> None:
    assert_spans(request.getfixturevalue(name))


def test_wrapped_text_metadata(shandong: ParsedDocument) -> None:
    meta = shandong.document.meta
    assert meta.id == "山东节能监察"
    assert meta.title == "关于做好2025年度重点用能单位节能诊断服务工作的通知"
    assert meta.issuers == ("山东省发展和改革委员会", "山东省财政厅")
    assert meta.doc_number == "鲁发改环资〔2025〕88号"
    assert meta.published == date(2025, 3, 26)
    assert (meta.valid_from, meta.valid_until) == (date(2025, 4, 1), date(2027, 12, 31))
    assert meta.recipients == "各市发展改革委、财政局，省直有关部门"
    assert meta.disclosure == "主动公开"
    assert (meta.kind, meta.target_year) == ("notice", 2025)


def test_wrapped_text_is_joined(shandong: ParsedDocument) -> None:
    text = shandong.document.text
    assert "（国发〔2024〕12号）和《山东省节约能源条例》，进一步提高重点用能单位能源利用效率，现就做好2025年度" in text
    assert "企业不得提供虚假数据，诊断机构不得向企业收取任何费用。" in text
    assert "节能诊断企业1,260家" in text
    assert "— 1 —" not in text
    assert len(shandong.document.page_starts) >= 2


def test_aligned_table_over_a_page(shandong: ParsedDocument) -> None:
    (table,) = shandong.tables
    assert [c.text for c in table.header] == ["序号", "设区市", "钢铁焦化", "建材水泥", "其他行业", "合计"]
    assert [r[1].text for r in table.rows] == ["济南市", "青岛市", "淄博市", "枣庄市", "烟台市", "济宁市", ""]
    assert (table.unit, table.year, table.total_row) == ("家", 2025, 6)
    assert table.note is not None
    assert table.note.endswith("各市可结合实际适当增加。")
    found = figure(shandong, "烟台市", "建材水泥")
    assert (found.value, found.unit, found.year, found.region) == (Decimal(16), "家", 2025, "烟台市")
    assert shandong.warnings == ()


def test_deadlines_of_several_kinds(shandong: ParsedDocument) -> None:
    assert [(d.who, d.what, d.due, d.rule, d.file_with) for d in shandong.deadlines] == [
        ("各市", "组织辖区内符合条件的企业填写申报表", date(2025, 5, 10), None, ()),
        (
            "各市",
            "将汇总表（附件2）报送省发展改革委环资处，抄送省财政厅",
            date(2025, 5, 20),
            None,
            ("省发展改革委环资处", "省财政厅"),
        ),
        ("诊断机构", "完成现场诊断", None, "after:任务下达+3M", ()),
        ("诊断机构", "出具诊断报告", None, "after:任务下达+10W", ()),
        ("各市", "报送工作进展", None, "every:Q+10D", ()),
        ("各市", "报送年度总结", None, "every:Y@12-15", ()),
    ]


def test_contacts_repeal_and_prohibition(shandong: ParsedDocument) -> None:
    assert [(c.name, c.organisation, c.phone) for c in shandong.contacts] == [
        ("孙丽华", None, "0531-51785678"),
        ("王建国", "省财政厅", "13853112345"),
    ]
    (repeal,) = shandong.repeals
    assert (repeal.title, repeal.on) == ("关于开展2022年度节能诊断服务工作的通知", date(2025, 4, 1))
    assert ("弄虚作假的诊断机构", Strength.MUST_NOT, "再次承担诊断任务") in {
        (o.subject, o.strength, o.action.removeprefix("三年内")) for o in shandong.obligations
    }
    cities = next(x for x in shandong.lists if x.category == "region")
    assert (cities.items, cities.open_ended) == (("济南", "青岛", "淄博"), False)


def test_two_header_rows_and_repeated_header(jiangsu: ParsedDocument) -> None:
    table = jiangsu.tables[0]
    assert [c.text for c in table.header] == [
        "地区",
        "2024年完成数·绿色工厂（家）",
        "2024年完成数·绿色园区（个）",
        "2025年目标数·绿色工厂（家）",
        "2025年目标数·绿色园区（个）",
        "工业增加值能耗下降率（%）",
    ]
    assert len(table.rows) == 10
    done = figure(jiangsu, "苏州", "完成数·绿色工厂", 2024)
    goal = figure(jiangsu, "苏州", "目标数·绿色工厂", 2025)
    assert (done.value, goal.value, goal.unit, goal.region) == (Decimal(1102), Decimal(1215), "家", "苏州市")
    fall = figure(jiangsu, "连云港", "工业增加值能耗下降率")
    assert (fall.value, fall.unit) == (Decimal("-0.4"), "%")
    assert not [f for f in jiangsu.figures if f.row_label == "徐州" and f.metric == "目标数·绿色园区"]
    assert {f.row_label for f in jiangsu.figures if f.is_total} == {"小计", "总计"}


def test_wrong_total_is_reported(jiangsu: ParsedDocument) -> None:
    (warning,) = jiangsu.warnings
    assert warning.code == "total_mismatch"
    assert "1,400家" in warning.message
    assert "1395家" in warning.message
    assert jiangsu.document.text[warning.start : warning.end] == "1,400"


def test_letter_deadlines_and_contacts(jiangsu: ParsedDocument) -> None:
    meta = jiangsu.document.meta
    assert (meta.doc_number, meta.published) == ("苏工信节能〔2025〕106号", date(2025, 4, 18))
    assert [(d.due, d.who) for d in jiangsu.deadlines if d.kind is DeadlineKind.ABSOLUTE] == [
        (date(2025, 6, 30), "各市"),
        (date(2025, 9, 30), "各市"),
        (date(2025, 12, 10), "各市"),
        (date(2025, 6, 20), "企业"),
    ]
    assert jiangsu.deadlines[0].file_with == ("江苏省工业和信息化厅",)
    assert [d.rule for d in jiangsu.deadlines if d.kind is DeadlineKind.RELATIVE] == [
        "after:名单公布+2M",
        "after:名单公布+1Y",
    ]
    assert [(c.name, c.organisation, c.phone) for c in jiangsu.contacts] == [
        ("周敏", "江苏省工业和信息化厅", "025-69652788"),
        ("吴天", "江苏省工业和信息化厅", "025-69652788"),
        ("赵强", "南京市工业和信息化局", "025-68788899"),
        ("钱小红", "苏州市工业和信息化局", "0512-68616161"),
    ]
    assert jiangsu.contacts[0].email == "jnc@gxt.example.cn"


def test_html(sichuan: ParsedDocument) -> None:
    meta = sichuan.document.meta
    assert meta.title == "关于公布2024年度强制性清洁生产审核企业名单的公告"
    assert (meta.doc_number, meta.published) == ("2024年第15号", date(2024, 7, 8))
    first, second = sichuan.tables
    assert [c.text for c in first.header] == [
        "市（州）",
        "企业数量·“双超”企业（家）",
        "企业数量·“双有”企业（家）",
        "重点排污单位占比（%）",
        "备注",
    ]
    assert [c.text for c in first.rows[1]] == ["绵阳市", "4", "31", "65.7%", "含经开区"]
    assert first.note is not None
    assert figure(sichuan, "成都市", "重点排污单位占比").unit == "%"
    assert second.label_column == 1
    assert sichuan.warnings == ()
    assert [d.rule for d in sichuan.deadlines] == [
        "after:本公告发布+1M",
        "after:名单公布+2M",
        "after:名单公布+1Y",
        "every:Y@11-30",
    ]
    assert sichuan.deadlines[3].file_with == ("四川省生态环境厅",)


def test_broken_input_says_what_and_where(read: Reader) -> None:
    cases = {
        b"": "空的",
        b"%PDF-1.7 \x00\x01": "二进制",
        bytes(range(128, 256)) * 20: "编码",
        "---\ntitle: [甲\n---\n正文。".encode(): "文件头",
        "---\ntitle: 甲\ndate: 昨天\n---\n正文。".encode(): "文件头 date",
        "---\ntitle: 甲\n---\n".encode(): "没有正文",
        "序号\t地市\t数量（家）\t合计（家）\n1\t甲市\t3\t4\n2\t乙市\t5\t6\n3\t丙市\t7\n".encode(): "第4行",
    }
    for data, words in cases.items():
        with pytest.raises(FixDocument) as caught:
            read(data, "坏文件.md")
        assert words in caught.value.message
        assert caught.value.message.startswith("坏文件.md")
        assert "\n" not in caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(read: Reader, encoding: str) -> None:
    text = "关于开展检查工作的通知\n\n各地级以上市生态环境局：\n\n请各地于2024年5月10日前报送材料，并做好有关工作。\n"
    parsed = read(text.encode(encoding), "通知.txt")
    assert parsed.deadlines[0].due == date(2024, 5, 10)


def test_unknown_format_names_the_known(read: Reader) -> None:
    with pytest.raises(FixDocument, match=r"\.md、\.txt、\.html、\.htm"):
        read("正文", "文件.docx")
