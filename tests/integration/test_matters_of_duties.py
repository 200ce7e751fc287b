"""What has to be done in a matter that one duty names, and words that stand only inside the names of bodies."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 宁江市关于开展社区食堂提升工作的通知

各区民政和信息化主管部门：

（一）示范社区要在6月底前完成后厨改造，并公开每日菜价。

（二）各区要组织食品安全培训，培训不少于8学时。

宁江市民政和信息化局
2026年3月2日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("meals"), NOTICE, today=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("审核创新试点城市要做什么", "加快推进国家清洁生产审核创新试点项目实施进度"),
        ("试点市的任务是什么", "总结创新性强"),
        ("宁江的示范社区要做什么", "后厨改造"),
    ],
)
def test_the_duty_that_names_the_matter_is_given(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)
