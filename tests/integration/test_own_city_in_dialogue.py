"""全市, after a district of a city, is that city; after a city of a province it is the city spoken of."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import answers_in_turn, assistant_beside

NOTICE = """# 关于下达2026年智能改造任务的通知

抚工信〔2026〕5号

各县（区）工业和信息化局：

现下达2026年任务，见附件。

抚州市工业和信息化局

2026年2月9日

## 附件

## 2026年智能改造项目任务

| 序号 | 县区 | 智能改造项目数（个） |
|---|---|---|
| 1 | 临川区 | 14 |
| 2 | 东乡区 | 9 |
| 3 | 南城县 | 21 |
| 合计 | | 44 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (["东乡区2026年智能改造项目任务多少个", "全市一共多少个"], "44个"),
        (["南城县2026年智能改造项目任务", "占全市多少"], "（21÷44"),
        (["肇庆2024年目标多少", "我们市2023年完成多少"], "肇庆市2023年通过清洁生产审核验收企业数为48家"),
    ],
)
def test_whose_whole_city_is_meant(assistant: RuleAssistant, turns: list[str], said: str) -> None:
    assert said in answers_in_turn(assistant, turns)[-1].answer
