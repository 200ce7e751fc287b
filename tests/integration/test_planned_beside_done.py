"""A table of what was done and what is planned, with a budget beside: which column a plan is read as."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 临江市林业局关于做好2026年古树养护工作的通知

临林发〔2026〕3号

各县（区）林业局：

现将2026年古树养护计划印发给你们，请抓好落实。

临江市林业局

2026年2月10日

附件 2026年各县（区）古树养护计划及经费预算表

| 县区 | 2025年实际养护（株） | 2026年计划养护（株） | 2026年经费预算（万元） |
|---|---|---|---|
| 青石县 | 410 | 460 | 69 |
| 白沙县 | 385 | 360 | 54 |
| 红岩区 | 220 | 300 | 45 |
| 合计 | 1015 | 1120 | 168 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("青石县2026年计划养护古树比2025年实际多多少株", "50株"),
        ("红岩区2026年计划比2025年实际养护多几株", "80株"),
        ("临江市哪个县2026年计划养护的古树比2025年实际还少", "白沙县"),
        ("红岩区2026年的经费预算", "45万元"),
    ],
)
def test_a_plan_is_the_column_that_the_question_names(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)
