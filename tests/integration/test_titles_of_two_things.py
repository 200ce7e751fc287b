"""Tables whose title speaks of two things: the words of each are of its own column."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 关于下达2026年度节水改造和再生水利用任务的通知

赣工信节〔2026〕8号

各设区市工业和信息化局：

现下达2026年度任务，见附件。

江西省工业和信息化厅

2026年2月9日

## 附件

## 2026年度节水改造和再生水利用任务

| 序号 | 设区市 | 节水改造企业数（家） | 其中：重点监控企业（家） | 再生水利用项目数（家） |
|---|---|---|---|---|
| 1 | 南昌 | 41 | 12 | 9 |
| 2 | 九江 | 33 | 10 | 6 |
| 3 | 赣州 | 38 | 14 | 4 |
| 合计 | | 112 | 36 | 19 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("data")
    return assistant_beside(folder, NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("九江2026年再生水利用多少家", "再生水利用项目数"),
        ("九江2026年再生水利用多少家", "6家"),
        ("九江2026年节水改造多少家", "33家"),
    ],
)
def test_each_thing_of_a_title_has_its_column(assistant: RuleAssistant, question: str, said: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=said)
