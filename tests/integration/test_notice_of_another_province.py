"""A notice of another province beside the first: both asked in one question, mostly without the name of either."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 湖北省经济和信息化厅 湖北省生态环境厅关于做好2026年清洁生产审核工作的通知

鄂经信节能〔2026〕19号

各市（州）经信局、生态环境局：

各市（州）于2026年5月20日前公布审核企业名单。重点支持磷化工、汽车、酿造、铸造等四个行业开展自愿性审核。

年产值5000万元以上的企业，应于2026年9月30日前完成能源审计。年产值2000万元以上不足5000万元的企业，每三年审计一次。

湖北省经济和信息化厅　湖北省生态环境厅

2026年3月10日

（联系人：省经信厅 邹海波，027-87235566；省生态环境厅 殷素芬，027-87167110）

附件1 2026年各市清洁生产审核任务表

| 市 | 强制性审核（家） | 自愿性审核（家） | 小计（家） | 绿色工厂（家） | 备注 |
|---|---|---|---|---|---|
| 武汉 | 70 | 105 | 175 | 16 | 整体审核试点 |
| 宜昌 | 44 | 52 | 96 | 9 | |
| 襄阳 | 31 | 40 | 71 | 7 | |
| 荆州 | 20 | 27 | 47 | 4 | 整体审核试点 |
| 合计 | 165 | 224 | 389 | 36 | |

附件2 2025年各市清洁生产审核情况表

| 市 | 计划审核（家） | 实际完成（家） | 未完成原因 |
|---|---|---|---|
| 武汉 | 160 | 166 | / |
| 宜昌 | 90 | 84 | 企业停产 |
| 襄阳 | 70 | 66 | 资金不足 |
| 荆州 | 45 | 45 | / |
| 合计 | 365 | 361 | |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("东莞和武汉的任务哪个多，差几家", "东莞市比武汉市多75家", "没有"),
        ("广州和宜昌两市审核任务合计", "合计246家（150+96）", "没有"),
        ("广东和湖北的审核目标哪个高", "多1001家", "没有"),
        ("武汉、佛山审核任务各多少", "佛山市2024年清洁生产审核预期目标为228家", "没有"),
        ("湖北2026年和广东2024年的审核目标差多少", "湖北省比广东省少1001家", "没有"),
        ("经信厅电话", "027-87235566", "020-83133243"),
        ("工信厅电话", "020-83133243", "027-87235566"),
        ("两份通知的联系电话", "027-87167110", "没有"),
        ("两份通知的联系电话", "020-87534028", "没有"),
        ("两份通知里名单公布的截止日期", "2026年5月20日前公布审核企业名单", "没有"),
        ("两份通知里名单公布的截止日期", "4月底前", "没有"),
        ("两份通知的重点行业分别是哪些", "磷化工、汽车、酿造、铸造", "没有查到"),
        ("湖北和广东通知的重点行业各有哪些", "磷化工、汽车、酿造、铸造", "没有"),
        ("2026年的通知要求什么时候公布名单", "5月20日", "列出"),
        ("平均每个市多少家任务", "97.3家", "2025年"),
        ("宜昌是整体审核试点吗", "“备注”一栏没有写“整体审核试点”", "备注是"),
        ("荆州是整体审核试点吗", "是的，", "没有"),
        ("宜昌2025年为什么没完成", "未完成原因是企业停产", "没有说明"),
        ("襄阳没完成的原因", "资金不足", "是的"),
        ("年产值3000万元的企业要审计吗", "每三年审计一次", "不是，"),
        ("年产值6000万元的企业要做能源审计吗", "9月30日前完成能源审计", "不是，"),
    ],
)
def test_both_notices(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("广州和武汉的绿色工厂哪个多", "", "150家"),
        ("深圳和宜昌2023年任务合计", "2023年", "合计为"),
        ("湖北2024年完成审核几家", "2024年", "1390家"),
    ],
)
def test_what_one_of_them_lacks_is_not_compared(
    assistant: RuleAssistant, question: str, must: str, must_not: str
) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must, must_not=must_not)
