"""Deadlines, contacts, duties, conditions and particulars of two made-up notices of other provinces and matters."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

TODAY = date(2026, 11, 22)

MACHINES = """# 河南省农业农村厅 河南省财政厅关于做好2026年农机报废更新补贴工作的通知

豫农机〔2026〕14号

各省辖市农业农村局、财政局：

根据《农业机械安全监督管理条例》，现就有关事项通知如下。

## 一、补贴对象

（一）补贴对象为从事农业生产的个人和农业生产经营组织。农机经销企业不得申请补贴。

（二）已享受报废补贴的机具，不得重复享受更新补贴。

（三）申请人取得拖拉机驾驶证满1年，且从事农业生产6个月以上。

## 二、办理程序

县级农业农村部门自受理之日起10个工作日内完成审核并公示。公示无异议的，县级财政部门在15个工作日内将补贴资金拨付到机主账户。

每台补贴不超过2万元，其中省级补助1.2万元，县级补助0.8万元。检测费用由省级承担，每台300元，机主不付费。

## 三、工作要求

（一）省财政厅负责资金筹措和下达；县级农业农村部门负责受理。

（二）9月底进度不足60%的，由省农业农村厅发函提醒。提供虚假材料的，3年内不得申请补贴。

（三）全省秋季集中报废期为9月15日至11月15日，计划报废2000台。

（四）回收证明有效期3年。取得证明满1年的可以转让。

## 四、进度安排

| 阶段 | 时间要求 | 工作内容 | 责任单位 |
|---|---|---|---|
| 动员部署 | 4月15日前 | 公布回收企业 | 市农业农村局 |
| 集中报废 | 10月31日前 | 回收拆解 | 回收企业 |
| 总结评价 | 12月20日前 | 报送总结 | 市农业农村局 |

本通知自2026年3月1日起施行，有效期至2028年12月31日。《河南省农机报废补贴实施办法》（豫农机〔2023〕9号）同时废止。

联系方式：政策咨询事项，省农业农村厅农机处 宋建国，0371-65918872；资金下达，省财政厅农业处 牛丽娟，0371-65808216。

河南省农业农村厅　河南省财政厅

2026年2月10日

（信息公开方式：主动公开）
"""

TRAINEES = """# 福建省人力资源和社会保障厅关于实施2026年青年见习计划的通知

闽人社文〔2026〕57号

各设区市人力资源和社会保障局：

根据《福建省促进就业若干措施》，现就青年见习有关事项通知如下。

一、在校学生不纳入见习对象。已参加过政府补贴见习的，不得再次参加。

二、见习单位弄虚作假的，从见习单位名录中移出。

三、见习验收由县级人力资源社会保障部门会同团委初验，设区市复验。

联系人：省人力资源和社会保障厅就业处 陈晓燕，0591-87661203（见习岗位）；省就业中心 林小宇，0591-87559617（投诉举报）；\
省档案馆 黄建平，0591-87097355。见习系统故障请致电0591-87383662。

福建省人力资源和社会保障厅

2026年4月22日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("unseen")
    paths = []
    for name, text in (("machines", MACHINES), ("trainees", TRAINEES)):
        paths.append(folder / f"{name}.md")
        paths[-1].write_text(text, encoding="utf-8")
    return corpus_assistant(folder / "data", today=TODAY, notices=paths)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("农机报废的文 哪俩单位发的 啥时候发的", "河南省财政厅", "清洁生产"),
        ("农机报废的文 哪俩单位发的 啥时候发的", "2026年2月10日", "清洁生产"),
        ("豫农机14号文啥时候发的", "2026年2月10日", "2024年3月15日"),
        ("豫农机14号文有效期到啥时候", "2028年12月31日", "没有"),
        ("见习那个文件是照着上头什么文件来的", "福建省促进就业若干措施", "清洁生产"),
        ("农机报废补贴实施办法（豫农机〔2023〕9号）还有效吗？", "同时废止", "没有"),
        ("报废农机那个旧办法还管用不", "豫农机〔2023〕9号", "信息依法披露"),
    ],
)
def test_particulars(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_matter_that_no_notice_is_on_is_no_other_notice(assistant: RuleAssistant) -> None:
    assert_said(assistant, "适老化那份文多少号 几家印的", outcome=Outcome.NO_ANSWER, must="没有", must_not="粤工信")


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("见习投诉举报打什么电话？", "0591-87559617", "0591-87097355"),
        ("见习系统故障打什么电话？", "0591-87383662", "87559617"),
        ("农机报废资金下达问谁", "0371-65808216", "65918872"),
    ],
)
def test_contacts_by_matter(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("农机报废补贴由谁审核、谁拨付？", "县级财政部门", "没有"),
        ("农机报废补贴是县财政局审核的吧？", "县级农业农村部门", "是的"),
        ("见习验收是团委搞的吧？", "会同团委初验", "是的"),
        ("青年见习由谁初验", "会同团委初验", "没有"),
        ("省财政厅在农机报废更新补贴中负责什么？", "资金筹措和下达", "拨付到"),
        ("9月底农机报废进度不足60%的如何处理？", "发函提醒", "已过期"),
        ("见习单位作假有啥下场", "移出", "没有"),
        ("哪些企业不得申请农机报废补贴？", "农机经销企业不得申请", "虚假"),
        ("同一台农机报废补贴和更新补贴能同时享受吗", "不得重复享受", "对象为"),
        ("以前见习过一次，还能再来一次不", "不得再次参加", "名录"),
    ],
)
def test_duties_and_conditions(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("我驾驶证才拿八个月，能申请农机报废补贴吗", "不符合这一条"),
        ("农机报废一台省里补2万是吧？", "不是"),
        ("农机报废一台省里补1.2万是吧？", "是的"),
        ("农机报废检测要自付300元，对吗", "不是"),
        ("农机回收证明管五年，对不对", "不是，回收证明有效期3年"),
    ],
)
def test_what_is_supposed(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("请列出农机报废进度安排各阶段及其时限。", "集中报废的时间要求是10月31日前"),
        ("农机报废各阶段由谁负责？", "集中报废的责任单位是回收企业"),
        ("农机报废分几个阶段？", "动员部署、集中报废、总结评价"),
    ],
)
def test_stages(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "农机报废春季集中报废期从哪天开始？",
        "农机报废 余坪区计划多少台",
        "农机报废补贴省里一共拿多少个亿",
    ],
)
def test_what_no_sentence_tells(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must="没有")
