"""Contacts asked for with words around them that name no matter, by what a body is in charge of, and of others."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("whom"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("文末署名的两位联系人姓名、号码麻烦报一下", "陈小康", "没有"),
        ("省里分管生态那块的同志电话发来", "020-87534028", "张诚"),
        ("负责工业的那个人姓什么", "张诚", "陈小康"),
        ("陈小康是省工信厅的吧", "不是，陈小康是省生态环境厅的联系人", ""),
        ("星期六打省生态环境厅电话有人接吗", "没有写办公时间", "张诚"),
        ("表里数据有误要找哪个厅的谁核实", "020-83133243", "没有"),
    ],
)
def test_words_around_the_contact(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("评审专家的联系电话有吗", "没有评审专家的联系方式"),
        ("陈小康的分机", "没有写分机号"),
        ("锅炉房的电话", "没有锅炉房的联系方式"),
    ],
)
def test_what_no_contact_holds(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must)
