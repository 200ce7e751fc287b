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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("联系人：张三，电话：0755-12345678", [("张三", "0755-12345678")]),
        ("（联系人：张三；联系电话：010-66556655）", [("张三", "010-66556655")]),
        ("联系人：李 明（科技处），电话：（0755）12345678，传真：0755-87654321", [("李明", "0755-12345678")]),
        ("联系人：张先生，手机：138-0013-8000", [("张先生", "138-0013-8000")]),
        ("咨询电话：12345", [(None, "12345")]),
        ("市工信局：张三，0755-88102222；市生态环境局：李四，0755-23911111。",
         [("张三", "0755-88102222"), ("李四", "0755-23911111")]),
        ("联 系 人：吴 军\n电    话：0757-83001234\n地 址：佛山市禅城区同济西路3号", [("吴军", "0757-83001234")]),
        ("1.省发展改革委：周杰，028-86705555\n2.省财政厅：孙莉，028-86723333",
         [("周杰", "028-86705555"), ("孙莉", "028-86723333")]),
    ],
)  # fmt: skip
def test_contact_lines(read: Reader, line: str, expected: list[tuple[str | None, str]]) -> None:
    parsed = read(f"关于开展检查工作的通知\n\n各市：\n\n请认真做好工作。\n\n{line}\n\n某市生态环境局\n2024年3月15日\n")
    assert [(c.name, c.phone) for c in parsed.contacts] == expected
    assert_spans(parsed)


@pytest.mark.parametrize(
    ("sentence", "due", "words"),
    [
        ("请于4月15日（星期一）前反馈书面意见。", date(2024, 4, 15), "4月15日（星期一）前"),
        ("申报截止时间为2024年5月20日17:00。", date(2024, 5, 20), "2024年5月20日17:00"),
        ("报名时间：2024年5月1日至5月31日。", date(2024, 5, 31), "2024年5月1日至5月31日"),
        ("到2025年底，全省审核覆盖率达到90%以上。", date(2025, 12, 31), "2025年底"),
        ("网上申报时间为2024年6月10日9:00至7月10日17:00。", date(2024, 7, 10), "2024年6月10日9:00至7月10日17:00"),
        ("9月1日至10月31日，各地应当组织开展联合检查。", date(2024, 10, 31), "9月1日至10月31日"),
        ("省级抽查时间为11月上旬。", date(2024, 11, 10), "11月上旬"),
        ("1.县级申报（2024年10月15日—11月15日）。请各县组织。", date(2024, 11, 15), "2024年10月15日—11月15日"),
        ("企业应于2024年9月30日之前登录平台填报数据。", date(2024, 9, 30), "2024年9月30日之前"),
    ],
)
def test_due_dates(read: Reader, sentence: str, due: date, words: str) -> None:
    parsed = read(f"关于开展检查工作的通知\n\n各市：\n\n{sentence}\n\n某市生态环境局\n2024年3月15日\n")
    assert [(d.due, d.words) for d in parsed.deadlines] == [(due, words)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2012年，全省1001家企业启动审核，当时要求在2012年7月30日前完成。",
        "第十一批180家企业于2019年9月17日公示。",
        "截至2023年12月31日，全省共完成1200家。",
        "近三年内未发生重大环境事故的企业可以申报。",
        "弄虚作假的企业三年内不得再次申报。",
        "一经查实，取消三年内申报资格。",
        "由十个省级部门联合印发，落款日期为2024年3月15日。",
        "本系统更新时间为2024年6月1日。",
        "根据《全省清洁生产实施方案（2023—2025年）》，开展检查。",
        "本办法自2024年5月1日起施行。",
        "每年6月5日为环境日。",
    ],
)
def test_dates_that_are_no_deadlines(read: Reader, sentence: str) -> None:
    parsed = read(f"关于开展检查工作的通知\n\n各市：\n\n{sentence}\n\n某市生态环境局\n2024年3月15日\n")
    assert parsed.deadlines == ()


def test_indicators_in_rows_and_regions_in_columns(read: Reader) -> None:
    head = "关于下达2025年任务的通知\n\n各市：\n\n现下达任务。\n\n"
    rows = read(
        head + "| 指标 | 单位 | 2024年 | 2025年目标 |\n|---|---|---|---|\n| 审核企业数 | 家 | 1390 | 1500 |\n"
        "| 能耗下降率 | % | 3.3 | 3.5 |\n"
    )
    assert [(f.metric, f.year, f.value, f.unit) for f in rows.figures] == [
        ("审核企业数", 2024, Decimal(1390), "家"),
        ("审核企业数目标", 2025, Decimal(1500), "家"),
        ("能耗下降率", 2024, Decimal("3.3"), "%"),
        ("能耗下降率目标", 2025, Decimal("3.5"), "%"),
    ]
    columns = read(head + "项目\t广州\t深圳\n审核企业数（家）\t150\t80\n节能量（万吨标准煤）\t3.2\t1.5\n")
    assert [(f.region, f.metric, f.value, f.unit) for f in columns.figures][:3] == [
        ("广州市", "审核企业数", Decimal(150), "家"),
        ("深圳市", "审核企业数", Decimal(80), "家"),
        ("广州市", "节能量", Decimal("3.2"), "万吨标准煤"),
    ]


def test_header_broken_at_line_ends_and_deadline_column(read: Reader) -> None:
    head = "关于下达2025年任务的通知\n\n各市：\n\n现下达任务。\n\n"
    broken = read(
        head + "序号\t地市\t工业和信息\n化牵头数量(家)\t生态环境牵头\n数量(家)\n1\t广州\t10\t20\n2\t深圳\t30\t40\n"
    )
    assert [c.text for c in broken.tables[0].header][2:] == ["工业和信息化牵头数量（家）", "生态环境牵头数量（家）"]
    tasks = read(
        head + "序号\t任务\t责任单位\t完成时限\n1\t制定方案\t各市工信局\t4月底前\n2\t开展培训\t省工信厅\t长期坚持\n"
    )
    (deadline,) = tasks.deadlines
    assert (deadline.who, deadline.what, deadline.due) == ("各市工信局", "制定方案", date(2025, 4, 30))


def test_bounds_are_no_figures(read: Reader) -> None:
    parsed = read(
        "关于下达2025年任务的通知\n\n各市：\n\n任务如下。\n\n地市\t覆盖率\n广州\t≥95%\n深圳\t约30家\n珠海\t12家\n"
    )
    assert [(f.row_label, f.raw) for f in parsed.figures] == [("珠海", "12家")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("申报单位可以自行编制方案，不得委托无资质机构。", [("申报单位", "可以"), ("申报单位", "不得")]),
        ("企业应当如实填报数据并不得虚报。", [("企业", "应当"), ("企业", "不得")]),
        (
            "各单位要落实责任，可以采取多种形式，但不得增加企业负担。",
            [("各单位", "要"), ("各单位", "可以"), ("各单位", "不得")],
        ),
        ("企业有下列情形之一的，不得申报补助资金。", [("企业", "不得")]),
        ("参加验收的企业，应当在现场准备材料。", [("参加验收的企业", "应当")]),
    ],
)
def test_a_sentence_may_hold_several_duties(read: Reader, sentence: str, found: list[tuple[str, str]]) -> None:
    parsed = read(f"关于开展检查工作的通知\n\n各市：\n\n{sentence}\n\n某市生态环境局\n2024年3月15日\n")
    assert [(o.subject, o.modal) for o in parsed.obligations] == found
    assert_spans(parsed)


def test_what_a_page_puts_under_the_signature_does_not_hide_it(read: Reader) -> None:
    meta = read(
        "湖北省卫生健康委员会 湖北省生态环境厅关于开展专项整治的通知\n\n各市：\n\n请认真做好工作。\n\n"
        "湖北省卫生健康委员会 湖北省生态环境厅\n\n2025年4月18日\n\n（信息公开形式：依申请公开）\n\n版权所有\n"
    ).document.meta
    assert meta.issuers == ("湖北省卫生健康委员会", "湖北省生态环境厅")
    assert (meta.published, meta.disclosure) == (date(2025, 4, 18), "依申请公开")


def test_materials_are_no_body_to_file_with(read: Reader) -> None:
    parsed = read(
        "# 江苏省住房和城乡建设厅关于开展示范工作的通知\n\n各市住房城乡建设局：\n\n"
        "各市应当于2025年6月30日前组织申报，并将申报材料一式三份报送我厅绿色建筑处。\n\n"
        "江苏省住房和城乡建设厅\n\n2025年4月8日\n"
    )
    assert parsed.deadlines[0].file_with == ("江苏省住房和城乡建设厅绿色建筑处",)
