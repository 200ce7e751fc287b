"""A share is of the whole, whichever is named first; a law that a notice of an earlier year cites holds now or not."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import assistant_beside

NOTICE = """# 关于下达2025年节能改造任务的通知

各市工业和信息化局：

依据《中华人民共和国清洁生产促进法》等，现下达2025年节能改造任务，见附件。

附件：2025年节能改造任务表

| 序号 | 地市 | 改造任务（家） | 重点行业改造任务（家） |
|---|---|---|---|
| 1 | 云岭市 | 40 | 30 |
| 2 | 青浦市 | 60 | 20 |
| 3 | 南屏市 | 50 | 10 |

江源省工业和信息化厅
2025年3月5日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("2025年改造任务里头，哪个市的重点行业占比最大", "云岭市"),
        ("2025年改造任务里头，哪个市的重点行业占比最大", "75%"),
        ("青浦2025年重点行业改造任务占比多少", "33.3%"),
    ],
)
def test_a_share_is_of_the_whole(assistant: RuleAssistant, question: str, must: str) -> None:
    answer, _ = assistant.ask(question)
    assert must in answer.answer


def test_whether_a_law_cited_earlier_holds_now(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("2025年通知里引的清洁生产促进法现在还作数吗")
    assert "2026年8月15日" in answer.answer
    assert "现行有效" not in answer.answer
