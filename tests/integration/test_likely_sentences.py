"""Sentences found by their likeness to an answer: the question shares hardly a word with them."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assistant_beside

NOTICE = """# 云湖市水利局关于做好2026年农村水厂提质改造工作的通知

各县（市、区）水利局：

现就做好2026年农村水厂提质改造工作通知如下。

一、工作安排

（一）报送计划。各县（市、区）水利局于2026年5月20日前将改造计划报市水利局备案。

（二）组织验收。改造完成后由县级水利局会同卫生健康部门组织验收，验收不合格的限30日内整改；逾期未整改的，收回已拨付的补助资金。

二、资金安排

市级财政对每座水厂补助40万元，单个县补助总额不超过300万元。日供水能力低于200吨的水厂不纳入本次改造范围。

三、运行管理

（一）水厂运营单位应当公开水质检测结果，检测记录保存不少于3年。

（二）停水检修应当提前24小时告知用水户。

抽查发现水质不达标的，责令10日内整改；
逾期未整改到位的，由县级水利局约谈运营单位。

云湖市水利局
2026年3月2日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("云湖停水前多久要跟住户打招呼", "提前24小时"),
        ("云湖检修断水提前多久通知人家", "提前24小时"),
        ("云湖市里给一座水厂多少钱", "40万元"),
    ],
)
def test_far_wordings_are_answered_by_the_sentence(assistant: RuleAssistant, question: str, must: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert must in answer.answer
    assert any(must in citation.quote for citation in answer.citations)


@pytest.mark.parametrize("question", ["云湖水利局局长叫什么名字", "云湖水厂的厂长一个月挣多少", "云湖的小学几点放学"])
def test_what_no_sentence_answers_stays_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_headings_are_not_quoted_alone(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("云湖水厂改造弄好了谁来看合不合格")
    assert "组织验收" in answer.answer
    assert "卫生健康部门" in answer.answer


def test_a_clause_that_goes_on_behind_a_line_end_is_read(assistant: RuleAssistant) -> None:
    """It once held the answer up for ever."""
    answer, _ = assistant.ask("云湖抽查水质不达标怎么处理")
    assert "整改" in answer.answer
