"""Cities that a text lists, as the rows of a question for figures; and what asks of the list itself."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("listed")
    return corpus_assistant(folder, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("五个国家清洁生产审核创新试点市2024年目标加起来多少", "603家"),
        ("试点城市里2023年验收最多的是哪个", "东莞市最多"),
        ("这五个试点市2024年目标占全省多少", "43.4%"),
        ("试点城市2023年平台完成数平均多少家", "101.6家"),
        ("试点城市有哪些", "深圳、佛山、梅州、东莞、江门"),
    ],
)
def test_listed_cities_are_rows(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("我们公司在清远，清远2024年一共要审多少家企业", "30家"),
        ("我是珠海市生态环境局的，省里给我市2024年定了几家", "86家"),
        ("汇报材料里要写：全省2024年审核目标一共多少家？", "1390家"),
        ("完成验收144家的城市2024年目标多少", "136家"),
    ],
)
def test_who_asks_and_what_for_are_no_part_of_it(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_whose_figure_is_asked_back(assistant: RuleAssistant) -> None:
    assert_said(assistant, "我们平台走完了多少", outcome=Outcome.CLARIFY, must="哪个市")
    assert_said(assistant, "江门2024年要审的30家企业名单", outcome=Outcome.NO_ANSWER, must="30家")
