"""Tables with places across the top, and sentences that set limits for several things at once."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 沙湾县应急管理局关于下达2026年森林防火物资储备任务的通知

沙应急〔2026〕3号

各乡镇人民政府：

专职队伍每队不少于20人，半专职队伍每队不少于12人。先进单位一次性奖补6万元，达标单位3万元。

沙湾县应急管理局

2026年2月1日

附件1 2026年森林防火物资储备任务表

| 物资 | 单位 | 金沟镇 | 柳毛湾镇 | 博尔通镇 | 合计 |
|---|---|---|---|---|---|
| 风力灭火机 | 台 | 45 | 60 | 32 | 137 |
| 消防水车 | 辆 | 3 | 5 | - | 8 |
| 防火服 | 套 | 120 | 180 | 90 | 390 |

附件2 2026年护林站建设名单

| 护林站名称 | 所在地 | 面积（公顷） | 等次 |
|---|---|---|---|
| 红柳护林站 | 金沟镇 | 820 | 一级 |
| 胡杨护林站 | 柳毛湾镇 | 1450 | 二级 |
| 白杨护林站 | 金沟镇 | 560 | 一级 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("柳毛湾镇要储备几辆消防水车", "5辆", "没有"),
        ("金沟镇和博尔通镇防火服一共多少套", "210套", ""),
        ("哪个镇风力灭火机最多", "柳毛湾镇", "台套"),
        ("全县防火服多少套", "390套", ""),
        ("金沟镇风力灭火机占全县几成", "约32.8%", ""),
        ("防火服比100套少的镇", "博尔通镇（90套）", "金沟镇"),
        ("金沟镇有哪些护林站", "红柳护林站、白杨护林站", "胡杨"),
        ("胡杨护林站在哪个镇", "柳毛湾镇", "1450"),
        ("面积800公顷以上的护林站有几个", "有2个", "是的"),
        ("半专职队伍每队不少于20人对吗", "不是，", "是的"),
        ("达标单位奖补6万元，对吗", "不是，", "是的"),
    ],
)
def test_what_is_said(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("博尔通镇消防水车多少辆", "表中这一格是“-”"),
        ("金沟镇储备了多少对讲电话", "对讲电话"),
        ("石河子市消防水车多少", "石河子市"),
    ],
)
def test_what_is_not(assistant: RuleAssistant, question: str, missing: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=missing)
