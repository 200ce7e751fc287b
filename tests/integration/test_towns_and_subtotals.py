"""A notice with kinds that are rows of one table and columns of another, printed subtotals, and contacts by office."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

_NOTICE = """# 石狮市消防救援大队

狮消〔2026〕12号

# 石狮市消防救援大队关于开展2026年消防安全专项检查的通知

各镇（街道）：

为防范火灾事故，决定开展2026年消防安全专项检查。

## 一、检查安排

每家单位一年最多申请2次免费检测，费用合计不超过3万元。

（一）高层建筑单位。重点检查疏散通道。

联系方式：

市消防大队防火科（高层建筑、大型商场）：施国梁，0595-88701234；

市消防大队法制科（处罚听证）：洪美玲，0595-88705678；

检查系统技术支持：柯明，0595-88709012。

## 附件1

## 各镇（街道）检查任务表

| 片区 | 镇（街道） | 高层建筑（家） | 大型商场（家） | 合计（家） | 责任人 | 联系电话 |
|---|---|---|---|---|---|---|
| 沿海 | 蚶江镇 | 12 | 3 | 15 | 蔡育民 | 0595-88680011 |
| 沿海 | 祥芝镇 | 9 | 0 | 9 | 邱凤 | 0595-88680022 |
|  | 沿海片区小计 | 21 | 3 | 24 |  |  |
| 城区 | 湖滨街道 | 30 | 8 | 38 | 董瑞 | 0595-88680033 |
| 城区 | 凤里街道 | 26 | 5 | 31 | 卢静 | 0595-88680044 |
|  | 城区片区小计 | 56 | 13 | 69 |  |  |
|  | 合计 | 77 | 16 | 93 |  |  |

## 附件2

## 2025年检查情况

| 类别 | 检查单位数（家） | 发现隐患（处） | 整改隐患（处） |
|---|---|---|---|
| 高层建筑 | 70 | 412 | 309 |
| 大型商场 | 15 | 96 | 84 |
| 合计 | 85 | 508 | 393 |

石狮市消防救援大队

2026年3月2日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("towns"), _NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("蚶江镇高层建筑要查几家", "12家", "70"),
        ("湖滨街道高层建筑单位检查数", "30家", "疏散"),
        ("石狮高层建筑检查数前两名的镇街", "湖滨街道（30家）、凤里街道（26家）", ""),
        ("2025年高层建筑发现隐患多少处", "412处", ""),
        ("沿海片区高层建筑小计多少家", "21家", "77"),
        ("城区片区大型商场多少家", "13家", "16"),
        ("凤里街道责任人是谁", "卢静", "董瑞"),
        ("祥芝镇责任人是蔡育民吧", "邱凤", ""),
        ("石狮大型商场检查找谁咨询", "施国梁", "洪美玲"),
        ("石狮检查系统技术支持电话", "0595-88709012", "消防大队"),
        ("2025年高层建筑隐患整改率", "75%", ""),
        ("石狮消防检查通知文号", "狮消〔2026〕12号", ""),
        ("石狮一家单位一年最多申请几次免费检测", "2次", "湖滨"),
    ],
)
def test_answers(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)
