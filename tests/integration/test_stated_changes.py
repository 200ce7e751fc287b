"""A column that says by how much another changed: what it is of, who fell, by more than so much, in what order."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_dialogue, assert_said, assistant_beside

_NOTICE = """# 甘棠市水利局关于下达2026年用水计划的通知

甘水〔2026〕8号

各乡镇人民政府：

现将2026年用水计划下达如下，请遵照执行。

## 一、用水计划

表1 2026年各乡镇用水计划

| 乡镇 | 灌溉用水（万立方米） | 比2025年增减（%） | 工业用水（万立方米） |
|---|---|---|---|
| 柳林镇 | 620 | 5.5 | 80 |
| 石桥镇 | 540 | -12.0 | 150 |
| 乌江乡 | 300 | 0.0 | 20 |
| 双河乡 | 410 | -3.2 | 45 |
| 合计 | 1870 | -2.1 | 295 |

甘棠市水利局

2026年1月15日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("changes"), _NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("柳林镇灌溉用水比上年增加多少", "柳林镇2026年灌溉用水比上年增减为5.5%", "620"),
        ("哪些乡镇灌溉用水比上年减少", "为负的有2个：石桥镇（-12.0%）、双河乡（-3.2%）", "柳林"),
        ("灌溉用水降幅超过10%的乡镇", "石桥镇（-12.0%）", "双河"),
        ("灌溉用水降幅最大的是哪个乡镇", "石桥镇最低", "双河"),
        ("灌溉用水增幅前两名是哪几个乡镇", "柳林镇（5.5%）、乌江乡（0.0%）", ""),
        ("石桥镇灌溉用水减少了12%对吗", "是的", ""),
        ("石桥镇灌溉用水减少了20%对吗", "不是，石桥镇2026年灌溉用水比上年增减为-12.0%", ""),
        ("双河乡灌溉用水增长了吗", "没有，双河乡", ""),
        ("全市灌溉用水同比下降百分之几", "-2.1%", ""),
        ("甘棠各乡镇灌溉用水增幅排个名", "柳林镇（5.5%）、乌江乡（0.0%）、双河乡（-3.2%）、石桥镇（-12.0%）", ""),
    ],
)
def test_changes_are_read_off_their_column(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_what_no_column_says_the_change_of_has_none(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("石桥镇工业用水比上年增长多少")
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_a_change_follows(assistant: RuleAssistant) -> None:
    assert_dialogue(assistant, [("柳林镇灌溉用水多少", "620万立方米"), ("增幅呢", "5.5%"), ("那石桥镇呢", "-12.0%")])
