"""Tables of ranges: the row that an amount falls in, what is granted there, and names of places like others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, assert_said, assistant_beside

_NOTICE = """# 澜州市民政局关于发放2026年养老机构运营补贴的通知

澜民发〔2026〕5号

各区民政局：

现将2026年养老机构运营补贴发放事项通知如下。

## 一、补贴标准

表1 运营补贴标准

| 机构类别 | 床位规模 | 补贴金额（万元） | 巡查次数（次） |
|---|---|---|---|
| 城市养老院 | 50张以上不足200张 | 15 | 2 |
| 城市养老院 | 200张以上 | 40 | 4 |
| 农村敬老院 | 30张以上不足100张 | 10 | 3 |
| 农村敬老院 | 100张以上 | 25 | 6 |

表2 等级评定

| 评定得分 | 等级 | 护理补贴（元/人） |
|---|---|---|
| 90分以上 | 五星 | 300 |
| 75～89分 | 四星 | 200 |
| 60～74分 | 三星 | 100 |

表3 各区补贴任务

| 区 | 机构数（家） | 补贴资金（万元） |
|---|---|---|
| 东屏区 | 12 | 260 |
| 西屏区 | 9 | 185 |
| 合计 | 21 | 445 |

澜州市民政局

2026年2月6日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("tiers"), _NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        (
            "我家开的城市养老院有120张床位，能拿多少补贴",
            "城市养老院床位规模120张属于“50张以上不足200张”，补贴金额是15万元",
        ),
        ("农村敬老院120张床补几万", "农村敬老院床位规模120张属于“100张以上”，补贴金额是25万元"),
        ("200张床的城市养老院补贴15万对吗", "不是，城市养老院床位规模200张属于“200张以上”，补贴金额是40万元"),
        ("200张以上的城市养老院补贴多少", "补贴金额是40万元"),
        ("评定得了81分是几星等级", "评定得分81分属于“75～89分”"),
        ("农村敬老院20张床能拿补贴吗", "农村敬老院床位规模20张不在表列的范围内"),
        ("澜州补贴资金哪个区最多", "东屏区"),  # 澜州 is on no list of places, and sounds like 兰州
    ],
)
def test_amounts_fall_in_ranges(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize("question", ["20张床位的民宿补贴多少", "床位费120元一天能报多少"])
def test_amounts_of_something_else_fall_in_none(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert "属于" not in answer.answer


def test_another_amount_follows(assistant: RuleAssistant) -> None:
    _, second = answers_in_turn(assistant, ["城市养老院60张床补贴多少", "那260张呢"])
    assert "补贴金额是40万元" in second.answer


def test_what_differs_between_two_tiers_is_computed(assistant: RuleAssistant) -> None:
    assert_said(assistant, "五星比三星每人多补多少", outcome=Outcome.ANSWERED, must="200")


_STORES = """# 澜州市农业农村局关于发放2026年仓储补助的通知

各区农业农村局：

## 补助标准

| 设施类型 | 规模 | 补助标准 | 单个主体最高补助（万元） |
|---|---|---|---|
| 通风贮藏库 | 100吨至500吨 | 150元/吨 | 7 |
| 机械冷库 | 50吨至200吨 | 600元/吨 | 10 |
| 机械冷库 | 200吨以上至1000吨 | 500元/吨 | 40 |
"""


def test_a_range_of_another_kind_tells_nothing(tmp_path: Path) -> None:
    assistant = assistant_beside(tmp_path, _STORES, today=date(2026, 11, 22))
    answer, _ = assistant.ask("通风贮藏库50吨能补吗")
    assert "机械冷库" not in answer.answer
    answer, _ = assistant.ask("机械冷库60吨补多少")
    assert "3.6万元" in answer.answer
