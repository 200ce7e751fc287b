"""So much for each: which column is shared among what, stated rates, and a part of its own row's total."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

_NOTICE = """# 汶溪市教育局关于下达2026年校车更新和食堂改造计划的通知

汶教发〔2026〕3号

各县区教育局：

现将2026年校车更新和食堂改造计划下达如下。

## 一、校车更新

表1 各县区校车更新计划

| 县区 | 在用校车（辆） | 更新校车（辆） | 购车资金（万元） | 其中：市级补贴（万元） |
|---|---|---|---|---|
| 北屏县 | 120 | 20 | 600 | 240 |
| 南屏县 | 80 | 10 | 320 | 110 |
| 河口区 | 200 | 40 | 1240 | 400 |
| 合计 | 400 | 70 | 2160 | 750 |

## 二、食堂改造

表2 各县区食堂改造计划

| 县区 | 2025年完成（所） | 2026年计划（所） | 改造面积·新建（平方米） | 改造面积·扩建（平方米） | 改造经费（万元） |
|---|---|---|---|---|---|
| 北屏县 | 8 | 10 | 2000 | 1000 | 150 |
| 南屏县 | 5 | 6 | 1200 | 500 | 84 |
| 河口区 | 9 | 12 | 2600 | 1400 | 216 |
| 合计 | 22 | 28 | 5800 | 2900 | 450 |

## 三、补贴标准

表3 校车运营补贴标准

| 车型 | 平路（元/公里） | 山路（元/公里） |
|---|---|---|
| 小型校车 | 2 | 3 |
| 大型校车 | 4 | 6 |

汶溪市教育局

2026年3月1日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("each"), _NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("北屏县购车资金平均每辆多少万元", "30万元（600÷20）"),  # of what the table renews, not of all on the road
        ("南屏县车均市级补贴多少", "11万元（110÷10）"),
        ("河口区食堂改造平均每所多少经费", "18万元（216÷12）"),  # of what is planned, not of what was done before
        ("哪个县区平均每辆更新校车的购车资金最高", "南屏县最高"),
        ("河口区市级补贴占它自己购车资金的比例", "32.3%"),
        ("大型校车山路每公里补多少", "6元/公里"),
        ("大型校车山路跑30公里能补多少钱", "180元：30公里×6元"),
        ("小型校车每公里补多少", "平路2元/公里，山路3元/公里"),
    ],
)
def test_what_is_shared_among_what(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_rates_of_two_rows_are_not_set_crosswise(assistant: RuleAssistant) -> None:
    must = "平路：大型校车4元/公里，小型校车2元/公里"
    assert_said(
        assistant,
        "大型校车每公里比小型校车多补多少",
        outcome=Outcome.ANSWERED,
        must=must,
        must_not="4元/公里，小型校车2026年山路",
    )


def test_nothing_is_shared_among_one_of_two_parts(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("北屏县改造经费平均每平方米多少")
    assert "150÷" not in answer.answer


def test_what_is_granted_is_no_other_sum_shared_out(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("北屏县食堂改造每所补多少钱")
    assert "150÷" not in answer.answer
