"""Items of a part by some of their words, who stands in a list, days told of, and questions at the end of a story."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("items"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("工作要求里组织领导那一项写了什么", "抓紧研究制定2024年度", "共4项"),
        ("“信息化平台使用”这一条讲了些什么", "填报审核计划", "共4项"),
        ("重点任务分几点，分别叫什么名字", "重点任务共4项", "标题是"),
        ("汕尾参加了审核创新试点，对不对", "其中没有汕尾", ""),
        ("试点的那几个市接下来要做什么", "打造清洁生产整体审核", "有5个"),
        ("2024年4月30日是什么日子", "2024年4月30日是截止日期", ""),
        ("附件2的数字用什么单位", "以“家”为单位", ""),
        ("附件2是哪一年度的数据", "2024年的数据", "注："),
        ("通知的成文日期和名单报送的时限", "印发日期（落款）是2024年3月15日", ""),
        ("领导要汇报材料，手头只有别的市的数，肇庆2023年通过验收几家", "48家", ""),
        ("佛山2023年验收的企业中没在平台办完的有多少家", "多10家", ""),
    ],
)
def test_what_is_asked_is_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_fine_without_its_case_is_asked_back(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("违规了最多会被罚多少")
    assert answer.outcome is Outcome.CLARIFY
    assert answer.choices
