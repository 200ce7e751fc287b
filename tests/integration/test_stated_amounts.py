"""Amounts that running text or a note states, in a notice whose tables count something else."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

_NOTICE = """# 长春市体育局

长体发〔2026〕12号

## 长春市体育局关于做好2026年公共体育场馆免费低收费开放工作的通知

各县（市、区）体育主管部门，各体育场馆：

现就做好2026年公共体育场馆免费低收费开放工作通知如下。

### 一、开放要求

室内场馆每周开放时间不少于35小时，游泳馆每周不少于28小时。学生凭证件享受门票价格的60%优惠。

### 二、补助办法

按场馆座席数给予开放补助。市体育局按不低于40%的比例抽查开放记录。

### 三、人员培训

场馆救生员每年参加复训不少于2次，复训费用每人不超过350元。2025年全市培训救生员1260人，其中考核合格1187人。

附件：2026年各县（市、区）开放场馆计划表

长春市体育局

2026年3月5日

## 附件

## 2026年各县（市、区）开放场馆计划表

| 县（市、区） | 开放场馆数（座） | 开放补助（万元） |
|---|---|---|
| 南关区 | 9 | 320 |
| 宽城区 | 6 | 180 |
| 朝阳区 | 11 | 410 |
| 合计 | 26 | 910 |

注：1.改造期间停止开放的场馆，补助按月扣减；2.评为五星场馆的，补助上浮15%，四星场馆上浮8%。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("stated"), _NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("长春四星场馆开放补助上浮多少", "四星场馆上浮8%", "26座"),
        ("长春市级抽查开放记录的比例", "不低于40%", "910"),
        ("长春救生员复训费用最高多少钱", "350元", "910"),
        ("长春去年培训救生员多少人", "1260人", "28小时"),
        ("长春学生门票优惠的比例是多少", "60%", "320"),
    ],
)
def test_the_clause_goes_before_a_table_of_something_else(
    assistant: RuleAssistant, question: str, must: str, must_not: str
) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_what_a_table_counts_is_still_told_by_it(assistant: RuleAssistant) -> None:
    assert_said(assistant, "长春全市开放场馆多少座", outcome=Outcome.ANSWERED, must="26座")
    assert_said(assistant, "朝阳区开放补助多少", outcome=Outcome.ANSWERED, must="410万元")


def test_a_number_leads_no_quotation(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("长春五星场馆补助上浮多少")
    assert answer.answer.startswith("评为五星场馆的")
