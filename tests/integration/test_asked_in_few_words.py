"""Half sentences, trades within trades, whether something still has to be done, and other words for a time."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("words"), today=date(2026, 11, 23))


@pytest.mark.parametrize(("question", "label"), [("怎么罚", "不做强制性审核"), ("都有哪些规定？", "对企业")])
def test_half_a_sentence_is_asked_back(assistant: RuleAssistant, question: str, label: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.CLARIFY
    assert answer.choices[0].label == label
    for choice in answer.choices:
        said, _ = assistant.ask(choice.question)
        assert said.outcome is Outcome.ANSWERED, choice.question


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("玻璃厂算不算重点行业", "玻璃厂属于建材", "其中没有"),
        ("水泥行业在不在点名的行业里", "没有单列水泥", "其中没有"),
        ("石化企业属于文件列的重点行业吗", "是，石化在内", ""),
        ("客户是搞家具的，想问重点行业里有没有他们这行", "其中没有家具", ""),
    ],
)
def test_a_trade_within_a_listed_one(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("环境信息披露的企业名单市里通常什么时候定", "3月底前"),
        ("名单报省厅备案有时限要求吗", "4月底前"),
        ("专题培训要在什么时间内组织", "本年度"),
        ("逾期未披露环境信息罚多少", "5万元以下"),
        ("电话尾号3243的是谁", "张诚"),
        ("对附件2的数字有异议找谁", "020-83133243"),
        ("发通知作为依据的国家方案叫什么", "全国清洁生产推行方案"),
        ("排污许可管理条例是国务院第几号令", "736"),
        ("通知下发于2023年5月？", "2024年3月15日"),
        ("清洁生产促进法目前还有效吧", "废止"),
        ("引用这份文件，文号怎么标", "粤工信节能函〔2024〕14号"),
        ("年度环境信息披露报告要包含哪些板块", "八类"),
        ("企业自己组织强制审核要什么条件", "检测器具"),
    ],
)
def test_other_words_for_what_the_text_says(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "去年全国多少家企业因为没做强制审核被罚",
        "评估验收专家都有哪几位",
        "联系人张诚多大岁数",
    ],
)
def test_what_is_not_on_file_is_not_answered_by_what_is_near(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert "1647" not in answer.answer
    assert "50万元" not in answer.answer
    assert "有三类" not in answer.answer
    if answer.outcome is Outcome.ANSWERED:
        assert question == "联系人张诚多大岁数"  # shows who he is


def test_words_that_end_in_a_dialect_word_stay(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("试点做完以后呢，重点做什么")
    assert "怎么做" not in answer.answer
