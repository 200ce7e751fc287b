"""Conversations that go on from figures, persons and texts just told, and half a sentence with nothing before."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, assert_dialogue, assistant_beside, corpus_assistant

TODAY = date(2026, 11, 22)
NOTICE = """# 某省工业和信息化厅关于做好2026年度中小企业上云诊断和智能工厂培育工作的通知

某工信企〔2026〕7号

各市工业和信息化局：

### 一、任务

（一）各市应于2026年5月20日前将诊断企业清单报省工业和信息化厅备案。

（二）专题培训面向诊断机构技术人员、企业负责人和评审专家，每市至少组织2场。

附件：1. 2025年上云诊断情况
2. 2026年上云诊断和智能工厂培育目标

某省工业和信息化厅

2026年3月1日

（联系人：省工业和信息化厅 田雨，0719-7110021；省通信管理局 方舟，0719-7110022）

## 附件1

## 2025年上云诊断情况

| 序号 | 市 | 提出建议（项） | 已采纳（项） |
| --- | --- | --- | --- |
| 1 | 南塘市 | 120 | 81 |
| 2 | 望江市 | 70 | 49 |
| 3 | 古桥市 | 50 | 20 |
| 合计 | | 240 | 150 |

## 附件2

## 2026年上云诊断和智能工厂培育目标

| 序号 | 市 | 完成诊断企业数（家） | 其中：重点企业（家） | 新培育省级智能工厂（家） |
| --- | --- | --- | --- | --- |
| 1 | 南塘市 | 45 | 12 | 9 |
| 2 | 望江市 | 31 | 8 | 6 |
| 3 | 古桥市 | 28 | 5 | 4 |
| 合计 | | 104 | 25 | 19 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=TODAY)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("beside"), NOTICE, today=TODAY)


@pytest.mark.parametrize(
    "turns",
    [
        [("粤北2023年验收总数是多少", "183家"), ("其中平台走完的呢", "71家"), ("占比多少", "38.8%")],
        [("东莞2023那292家，工信牵头的有多少", "104家"), ("占几成", "35.6%")],
        [("全省2023年验收合计多少家", "1647"), ("平台完成的呢", "1318"), ("后面这个占前面的百分之几", "80.0%")],
        [("广州2024年目标多少", "150"), ("东莞呢", "250"), ("后者比前者多几家", "多100家")],
        [("广州2024年目标", "150"), ("排第几", "第3位"), ("压在它头上的是谁", "东莞市（250家）、佛山市（228家）")],
        [("惠州2024年目标", "136"), ("它前面有哪几个市", "有3个")],
        [("广州24年目标", "150"), ("东莞的", "250"), ("再加上佛山，三个一共", "628家")],
        [("阳江2024年目标", "35"), ("跟它2023年验收的比，多了还是少了，差几家", "少11家")],
        [("深圳的平台数怎么比合计还大", "多2家"), ("湛江是不是也这样", "是的，湛江市多3家")],
        [("佛山2023年验收几家", "193"), ("把里头工信那边带的拎出来", "91家"), ("占多大一块", "47.2%")],
        [("潮州2023年两个部门各牵头多少", "24家"), ("生态那边真就1家？", "是的"), ("工信那边再报一遍", "潮州市2023年")],
        [("广州2024年目标", "150"), ("两年差多少", "少37家")],
        [("东莞2024年目标", "250"), ("换成中山", "80"), ("换成江门再看", "30"), ("这三个谁最少", "江门市最少")],
        [("梅州2024目标比2023年少了几家", "少2家"), ("河源呢", "少12家"), ("这两个市谁少得多", "河源市减少更多")],
        [("清远2023年平台完成几家", "8家"), ("合计是几家来着", "63家"), ("那没走完的还剩几家", "55家")],
    ],
)
def test_figures_go_on_from_those_told(assistant: RuleAssistant, turns: Sequence[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)


def test_so_many_are_not_the_first_of_all(assistant: RuleAssistant) -> None:
    answers = answers_in_turn(assistant, ["东莞2024年目标", "这三个谁最少"])
    assert answers[-1].outcome is Outcome.NO_ANSWER, answers[-1].answer


@pytest.mark.parametrize(
    "turns",
    [
        [("工信这边该找谁", "张诚"), ("号码发我下", "020-83133243")],
        [("张诚的电话", "83133243"), ("生态环境厅那边有没有人可以问", "陈小康"), ("号码发我", "87534028")],
        [("张诚是哪个单位的", "省工业和信息化厅"), ("另外那个联系人呢？", "陈小康")],
        [("省生态环境厅找谁", "陈小康"), ("咋拨过去", "87534028")],
        [("清远24年目标", "30家"), ("对了，企业填报老卡壳，想问问省工信厅那边，号码甩我一个", "83133243")],
        [("张诚电话多少", "张诚"), ("陈小康呢", "陈小康"), ("话说回来，头一个人是哪个厅的", "省工业和信息化厅")],
    ],
)
def test_contacts_go_on_from_whom_was_told(assistant: RuleAssistant, turns: Sequence[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)
    asked = [question for question, _ in turns]
    if asked[-1] in ("号码发我下", "咋拨过去"):
        last = answers_in_turn(assistant, asked)[-1].answer
        assert last.count("020-") == 1, last


@pytest.mark.parametrize(
    "turns",
    [
        [("工作要求有哪几条", "共4项"), ("最后一条是说啥的，详细点", "加强信息化平台使用管理")],
        [("通知哪天印发的", "2024年3月15日"), ("名单什么时候公布", "4月30日"), ("给地市留了多长时间", "46天")],
        [("通知哪天发的", "2024年3月15日"), ("到4月30号公布名单的截止，中间有多少天", "46天")],
        [
            ("清洁生产促进法哪天废止的", "8月15日"),
            ("被啥代替了", "生态环境法典"),
            ("循环经济促进法呢，也没了？", "没有被废止"),
        ],
        [("清洁生产促进法现在还有效吗", "废止"), ("可网上说现行有效啊", "2026年8月15日废止")],
        [("培训至少几场", "1场"), ("不对，我印象里是2场，请再核对。", "不是")],
        [("这通知对培训有啥要求", "1场"), ("那我们咨询公司的人也算在里面吗", "咨询机构")],
        [("这个通知公开方式是哪种", "依申请公开"), ("意思是我得申请才看得到？", "依申请公开")],
        [("评估验收能收费吗", "不得向企业收费"), ("可别的厂都交了", "不得向企业收费")],
        [("审核花的钱能不能进成本", "第九百七十一条"), ("现在对应的是第几条", "第九百七十一条")],
        [("国家创新试点广东是哪几个市", "深圳"), ("行，那在里头的这几个要干嘛", "实施进度")],
    ],
)
def test_texts_settle_what_is_asked_of_them(assistant: RuleAssistant, turns: Sequence[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)


@pytest.mark.parametrize(
    "question",
    ["那边弄完了没有", "请核对上述两项数据的差额。", "帮我查个数", "占比多少", "咱们这儿压力大不大", "另外那个呢"],
)
def test_what_points_at_nothing_is_asked_back(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.CLARIFY, answer.answer
    assert answer.choices


@pytest.mark.parametrize(
    "turns",
    [
        [("望江2026年诊断要做多少家", "31家"), ("智能工厂呢", "6家")],
        [("望江智能工厂多少家", "6家")],
        [("望江2026年诊断几家", "31家"), ("重点企业呢", "8家"), ("占诊断的几成", "25.8%"), ("南塘呢", "26.7%")],
        [("南塘2025年提了多少建议", "120项"), ("采纳的呢", "81项"), ("占几成", "67.5%")],
        [("诊断企业清单啥时候报", "5月20日"), ("给各市留了多长时间", "80天")],
        [("古桥2025年提出建议多少项", "50项"), ("采纳了几项", "20项"), ("没采纳的有几项", "多30项")],
        [("2026年智能工厂通知哪天发的", "2026年3月1日"), ("诊断企业清单什么时候报", "5月20日"), ("留了多久", "80天")],
        [("田雨是哪个单位的", "省工业和信息化厅"), ("另外那个联系人呢", "方舟"), ("号码发我", "7110022")],
        [("南塘2026年诊断几家", "45家"), ("望江呢", "31家"), ("后面那个比前面的少几家", "少14家")],
        [("南塘2026年诊断几家", "45家"), ("望江呢", "31家"), ("再加上古桥，三个一共", "104家")],
    ],
)
def test_a_made_up_notice(beside: RuleAssistant, turns: Sequence[tuple[str, str]]) -> None:
    assert_dialogue(beside, turns)
