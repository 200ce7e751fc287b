"""Parts under merged headers and their subtotals; values of one table that are columns of another; acts uncounted."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assistant_beside

NOTICE = """# 江源省工业和信息化厅关于下达2026年水泥和玻璃行业改造任务的通知

各设区市工业和信息化局：

现下达2026年水泥和玻璃行业改造任务，见附件1；补助标准见附件2。

附件1：2026年各设区市及临江新区水泥和玻璃行业改造任务表

<table>
<tr><th rowspan="2">序号</th><th rowspan="2">设区市</th><th colspan="3">截至2025年底已完成（条）</th>
<th colspan="3">2026年改造任务（条）</th><th rowspan="2">省级示范园区（个）</th></tr>
<tr><th>水泥</th><th>玻璃</th><th>小计</th><th>水泥</th><th>玻璃</th><th>小计</th></tr>
<tr><td>1</td><td>云岭市</td><td>3</td><td>1</td><td>4</td><td>2</td><td>6</td><td>8</td><td>2</td></tr>
<tr><td>2</td><td>青浦市</td><td>0</td><td>5</td><td>5</td><td>0</td><td>9</td><td>9</td><td>1</td></tr>
<tr><td>3</td><td>南屏市</td><td>4</td><td>2</td><td>6</td><td>7</td><td>3</td><td>10</td><td>3</td></tr>
<tr><td colspan="2">合计</td><td>7</td><td>8</td><td>15</td><td>9</td><td>18</td><td>27</td><td>6</td></tr>
</table>

附件2：改造补助标准

| 行业 | 改造方式 | 补助比例 | 最高补助（万元） |
|---|---|---|---|
| 水泥 | 深度治理 | 20% | 300 |
| 水泥 | 余热利用 | 15% | 100 |
| 玻璃 | 全氧燃烧 | 25% | 200 |
| 玻璃 | 脱硝改造 | 10% | 80 |

江源省工业和信息化厅
2026年2月6日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("云岭市2026年玻璃行业改造任务是多少条", "6条", "8条"),
        ("南屏市2026年水泥要改造多少条", "7条", "10条"),
        ("云岭市2026年一共要改造多少条", "8条", "16条"),
        ("青浦市水泥和玻璃合起来2026年要改造多少条", "9条", "18条"),
        ("南屏市截至2025年底已完成改造多少条", "截至2025年底已完成", "截至底"),
        ("全省2026年省级示范园区多少个", "6个", "3个"),
        ("云岭市和南屏市2026年玻璃改造任务一共多少条", "9条", "18条"),
    ],
)
def test_parts_and_subtotals(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert must in answer.answer
    assert must_not not in answer.answer


@pytest.mark.parametrize("question", ["佛山2024年罚了多少家企业", "佛山2023年约谈了几家"])
def test_an_act_that_no_table_counts_is_not_told_by_another_number(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_words_that_are_right_are_not_put_otherwise(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("云岭市改造任务合计多少条")
    assert "合计" in answer.question
