"""Kinds that a matter is divided into have rules of their own; limits are no ranks, and money is no count."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

ANSWERED = Outcome.ANSWERED
NOTICE = """# 临江省生态环境厅关于做好2026年工业节水工作的通知

各设区市生态环境局：

## 一、补助

对通过验收的自愿性评价企业，每家给予不超过6万元的补助。强制性评价企业不享受评价补助，但可以申请改造补助。

## 二、机构

同一服务机构同一年度承担的评价企业不得超过20家。

附件：2026年各市评价任务表

| 城市 | 评价任务（家） | 其中：强制性（家） |
| --- | --- | --- |
| 云山市 | 40 | 12 |
| 河口市 | 60 | 25 |
| 合计 | 100 | 37 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("kinds"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("强制性评价的企业通过验收也能领6万元补助是吧", "不享受", "是的"),
        ("强制性评价企业可以领6万元补助吗", "不享受", "37家"),
        ("自愿性评价企业每家能领6万元补助是吧", "不超过6万元", "不享受"),
        ("服务机构一年最多能承担多少家企业", "不得超过20家", "河口市最多"),
        ("哪个市评价任务最多", "河口市最高", "不得超过"),
    ],
)
def test_the_kind_and_the_limit_asked_for(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=ANSWERED, must=must, must_not=must_not)
