"""A notice of one province answers nothing that is asked about another, whether or not its head names the province."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 关于支持家政企业稳岗的通知

昆明市和曲靖市的家政企业为员工投保意外险的，云南按保费的40%给予补贴。

昆明市的补贴由所在区的商务部门受理，曲靖市的补贴由市商务局受理。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("homes"), NOTICE, today=date(2026, 11, 22))


def test_the_province_is_the_one_that_the_text_keeps_naming(assistant: RuleAssistant) -> None:
    desk = assistant.toolbox(date(2026, 11, 22)).context.desk
    (notice,) = [m.id for m in desk.knowledge.metas.values() if "家政" in m.title]
    assert desk.home_of(notice) == {"云南省"}
    assert desk.home_of("gd-2024-14") == {"广东省"}
    nationwide = [m.id for m in desk.knowledge.metas.values() if "中华人民共和国" in "".join(m.issuers) + m.title]
    assert nationwide
    assert all(desk.home_of(document_id) == frozenset() for document_id in nationwide)


@pytest.mark.parametrize("question", ["家政企业投保意外险怎么补贴", "云南家政企业投保意外险怎么补贴"])
def test_its_own_place_and_no_place_are_answered(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must="40%")


@pytest.mark.parametrize("question", ["贵州家政企业投保意外险怎么补贴", "广东的家政企业投保意外险怎么补贴"])
def test_another_place_is_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
