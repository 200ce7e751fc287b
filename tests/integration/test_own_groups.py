"""Groups of places that a notice makes itself: in a column of its table, or in brackets of its text."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import assert_dialogue, assistant_beside

NOTICE = """# 云岭市水利局关于下达2026年小型水库除险加固任务的通知

云水函〔2026〕12号

各县（区）水利局：

一、总体安排

2026年全市完成小型水库除险加固62座。东线三县（白石县、清溪县、桐林县）由市级统一招标，其余县（区）自行组织。

二、资金

市级补助资金按任务下达。

附件：2026年任务表

云岭市水利局
2026年2月3日

## 附件

| 组团 | 县（区） | 水库 | 水库 | 山塘 |
|---|---|---|---|---|
| 组团 | 县（区） | 2025年完成加固数（座） | 2026年任务数（座） | 2026年清淤数（座） |
| 城区组团 | 南湖区 | 4 | 6 | 11 |
| 城区组团 | 柳河区 | 5 | 3 | 7 |
| 山地组团 | 白石县 | 9 | 14 | 20 |
| 山地组团 | 清溪县 | 8 | 12 | 16 |
| 河谷组团 | 桐林县 | 7 | 15 | 9 |
| 河谷组团 | 平川县 | 10 | 12 | 5 |
| 合计 | 合计 | 43 | 62 | 68 |

附件2 2025年用水和退水情况

| 县（区） | 农业灌溉（万吨） | 农业灌溉（万吨） | 农业灌溉（万吨） | 工业（万吨） | 工业（万吨） |
|---|---|---|---|---|---|
| 县（区） | 取水量 | 回用量 | 退水量 | 取水量 | 回用退水量 |
| 白石县 | 86.4 | 7.2 | 12.5 | 31.8 | 9.6 |
| 清溪县 | 74.9 | 6.1 | 10.3 | 22.7 | 8.8 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("groups"), NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    "turns",
    [
        [("山地组团2026年水库任务数一共多少座", "26座"), ("河谷组团呢", "27座"), ("差多少", "1座")],
        [("城区组团和山地组团2026年任务数相差多少", "17座")],  # 和山 is no place
        [("哪个组团2026年水库任务数最多", "河谷组团最多")],
        [("河谷组团包括哪些县", "桐林县、平川县")],
        [("东线三县2026年水库任务数合计", "41座"), ("2025年呢", "24座")],
        [("东线三县是哪几个", "白石县、清溪县、桐林县")],
        [("白石县2025年农业灌溉的取水量和退水量各是多少", "退水量12.5万吨")],
        [("白石县2025年工业取水量", "31.8万吨"), ("回用退水量呢", "9.6万吨"), ("差多少", "22.2万吨")],
        [("哪些县2025年水库加固数比2026年任务数多", "柳河区"), ("反过来呢", "有5个")],
        [("白石县2026年水库任务数", "14座"), ("去年完成了多少", "9座"), ("多了几座", "5座")],
        [("2026年水库任务数平均每个区县多少座", "10.3座")],
        [("2026年任务表里城区组团的水库任务数占全市多少", "14.5%")],
    ],
)
def test_groups_are_added_up_compared_and_told(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)
