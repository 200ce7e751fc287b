"""Columns under a merged header, rows told by two cells, places of list tables, and figures that the text tells."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 陕西省林业厅关于下达2026年度营造林任务的通知

陕林造〔2026〕15号

各设区市林业局：

全省2026年营造林总面积安排46.8万亩，其中人工造林不低于一半。各市任务见附件1，补助标准见附件2，先进单位见附件3。

各市每年9月1日至10月20日开展质量自查。造林补助申请最迟不晚于2026年11月30日提交。

造林合作社申请补助，自有林地不低于50亩，贷款比例不高于40%。县级验收人员不少于3人。

举报电话：12315。

联系人：省林业厅造林处 强建平，029-88652031；电子邮箱：zlc@sxly.gov.cn。

陕西省林业厅

2026年3月2日

附件1

## 2026年度各市营造林任务

单位：亩

| 市 | 营造林·乔木 | 营造林·灌木 | 营造林·封育 | 2025年完成 |
|---|---|---|---|---|
| 榆林市 | 52000 | 31000 | 40000 | 118000 |
| 延安市 | 61000 | 12000 | 35000 | 104000 |
| 商洛市 | 28000 | 6000 | 22000 | 53000 |
| 韩城示范区 | 4000 | 900 | 2500 | 7000 |

附件2

## 营造林补助标准

| 序号 | 类型 | 补助标准（元/亩） | 最低密度（株/亩） | 备注 |
|---|---|---|---|---|
| 1 | 乔木 | 800 | 74 | |
| 2 | 灌木 | 400 | 111 | 须经县级核验 |
| 3 | 封育 | 100 | 40 | |

附件4

## 苗木质量抽查安排

| 苗木类别 | 抽查项目 | 抽查批次（批、株） | 抽查频次 | 牵头单位 |
|---|---|---|---|---|
| 容器苗 | 根系完整度 | 60 | 每季度1次 | 省种苗站 |
| 裸根苗 | 含水率 | 45 | 每半年1次 | 市林业局 |

附件3

## 2025年度营造林先进单位名单

| 序号 | 单位名称 | 所在地 | 等次 | 评价得分 |
|---|---|---|---|---|
| 1 | 靖边县国有林场 | 榆林市靖边县 | 一等 | 96.3 |
| 2 | 吴起县治沙站 | 延安市吴起县 | 一等 | 95.0 |
| 3 | 神木市绿源合作社 | 榆林市神木市 | 二等 | 91.4 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("headers"), NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # what the text says of the whole is no one column of the table
        ("陕西今年安排营造林总面积多少亩", "46.8万亩", "118000"),
        # a short name of a column that another table has as a row
        ("榆林乔木、灌木任务合计", "83000亩", ""),
        ("哪个市灌木任务最少", "韩城示范区最少", "补助"),
        ("榆林灌木任务占全省的比例", "31000", "400"),
        ("韩城2025年完成多少亩", "7000亩", ""),
        ("灌木补助要谁核验批准", "须经县级核验", "400"),
        # a district names its city
        ("榆林有几家先进单位", "靖边县国有林场、神木市绿源合作社", "吴起"),
        ("神木市绿源合作社是几等，多少分", "得分是91.4", ""),
        # what stands beside a name is said of it
        ("容器苗抽查多少批", "容器苗苗木质量抽查安排为60批", "根系"),
        ("裸根苗多久抽查一次", "每半年1次", ""),
        ("省种苗站牵头哪些苗木", "容器苗", "裸根苗"),
        ("神木绿源合作社是一等吗", "不是，神木市绿源合作社的等次是二等", "是的"),
        ("吴起治沙站是不是一等", "是的，吴起县治沙站", ""),
        # a limit is compared with, and is no row of a table
        ("自有林地60亩可以申请补助吗", "符合这一条：", "不符合"),
        ("贷款比例55%可以申请吗", "不符合这一条：", "是的"),
        ("县级验收人员最少几个人", "不少于3人", "最少，"),
        ("举报打什么电话", "举报电话是12315", ""),
        ("每年质量自查到什么时候", "10月20日", ""),
    ],
)
def test_said(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_year_that_the_text_does_not_tell(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("2028年营造林总面积安排多少亩")
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
