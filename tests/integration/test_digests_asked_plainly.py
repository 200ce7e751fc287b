"""Plain questions on what the digests of laws and the notice say, each in one turn."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("plain"), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the number of a document that a text only names, never that of the notice
        ("深圳清洁生产审核实施细则的文号", "深工信规〔2019〕9号", "〔2025〕5号"),
        ("东莞全面推行清洁生产若干措施的文号", "东发改函〔2023〕355号", "粤工信节能函"),
        ("推荐第二批试点的通知文号是什么", "环办科财函〔2023〕79号", "粤工信节能函"),
        ("清洁生产审核办法的文号", "令第38号", "〔2019〕9号"),
    ],
)
def test_the_text_is_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)
