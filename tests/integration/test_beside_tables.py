"""Quantities of running text beside tables whose columns share half of their words."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

NOTICE = """# 关于通报2025年度园区节水情况的通知

川水函〔2026〕5号

2025年全省园区万元工业增加值用水量降至31.2立方米，比上年下降5.1%。

川岭省水利厅

2026年2月3日

## 附件1 2025年度节水型园区建设情况表

| 市 | 计划数（个） | 建成数（个） | 工业用水量（亿立方米） |
|---|---|---|---|
| 甲山市 | 4 | 5 | 3.1 |
| 乙水市 | 6 | 4 | 2.7 |
| 全省 | 10 | 9 | 5.8 |

## 附件2 2026年节水型园区建设任务表

| 市 | 任务数（个） |
|---|---|
| 甲山市 | 7 |
| 乙水市 | 5 |
| 全省 | 12 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    notice = tmp_path_factory.mktemp("notice") / "water.md"
    notice.write_text(NOTICE, encoding="utf-8")
    return corpus_assistant(folder, today=date(2026, 3, 1), notices=[notice])


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("万元工业增加值用水量是多少", "31.2立方米", "5.8"),
        ("园区用水量比上年下降多少", "5.1%", "5.8"),
        ("乙水市2025年工业用水量", "2.7亿立方米", "31.2"),
        ("甲山市2026年任务数", "7个", "没有"),
        ("哪些市没有完成2025年计划", "乙水市", "甲山市"),
        ("2026年任务比2025年建成数多几个", "3个", "没有"),
    ],
)
def test_the_quantity_that_is_named_is_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert must in answer.answer
    assert must_not not in answer.answer


def test_another_matter_is_no_missing_year(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("2025年强制性节水审计企业名单有几家企业")
    assert answer.outcome is Outcome.NO_ANSWER
    assert "1647" not in answer.answer
