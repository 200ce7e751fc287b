"""Days counted from what took place on a day, and the day of one quarter of a duty of every quarter."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 临江省工业和信息化厅关于做好2025年节水诊断工作的通知

各设区市工业和信息化局：

## 一、名单

各设区市应于2025年4月30日前公布诊断企业名单。列入名单的企业，应自名单公布之日起两个月内启动诊断，12个月内完成诊断。

## 二、补助

企业应自通过验收之日起60日内提出补助申请，逾期不予受理。

## 三、调度

各设区市工业和信息化局于每季度首月8日前向省工业和信息化厅报送上季度进展情况。省工业和信息化厅于2025年5月底前组织一次培训。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("days"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the day of what took place is on file too, as a deadline
        ("临江省的名单要是2025年4月30日挂出来的，企业最迟哪天前要启动诊断", "2025年6月30日", ""),
        # the year is that of the notice
        ("临江省的企业6月3日通过验收，最晚哪天申请补助", "2025年8月2日", "2026年8月2日"),
        # no rule on another change
        ("危险废物登记内容2026年9月1日变了，最晚哪天变更", "2026年9月21日", "10月1日"),
        ("排污许可证2026年9月1日改了名称，最晚哪天办变更", "2026年10月1日", "9月21日"),
        # told after the quarter, to whom and not by whom
        ("临江省三季度进展几号之前要报省厅", "2025年10月8日", "5月31日"),
        ("临江省2025年第四季度的进展什么时候报", "2026年1月8日", "2025年10月8日"),
    ],
)
def test_day(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)
