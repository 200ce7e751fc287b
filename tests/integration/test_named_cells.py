"""Rows and columns written out as a table has them, tables that open a question, and what tells nothing of a row."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 青海省农业农村厅 青海省财政厅关于做好2026年牧区饲草供应保障工作的通知

青农牧〔2026〕22号

各市（州）农业农村局、财政局：

2026年全省新建饲草基地120处，饲草加工节约标准煤3.2万吨，安排省级以上资金1.9亿元。各地任务和资金见附件。

## 一、补助标准

| 设施类别 | 设备投资补助比例 | 一次性补助（万元/处） | 无偿开放时间（小时/日） |
|---|---|---|---|
| 青贮窖 | 30% | 12 | 8 |
| 干草棚 | 25% | 9 | 10 |
| 配送站 | 20% | 6 | 12 |

## 二、加工项目

| 序号 | 企业名称 | 总投资（万元） | 2026年计划投资（万元） | 年节能量（吨标准煤） |
|---|---|---|---|---|
| 1 | 共和县金穗草业有限公司 | 4200 | 1900 | 860 |
| 2 | 门源县雪域饲料有限公司 | 3600 | 1500 | 740 |
| 3 | 都兰县绿洲牧草有限公司 | 2800 | 1100 | 590 |

附件1

## 2026年饲草基地建设任务表

<table>
<tr><th rowspan="2">市（州）</th><th colspan="2">人工种草（万亩）</th>
<th colspan="2">天然改良（万亩）</th><th rowspan="2">2025年完成面积（万亩）</th></tr>
<tr><th>新建</th><th>提升</th><th>新建</th><th>提升</th></tr>
<tr><td>西宁市</td><td>4</td><td>7</td><td>2</td><td>3</td><td>15</td></tr>
<tr><td>海东市</td><td>6</td><td>9</td><td>5</td><td>8</td><td>27</td></tr>
<tr><td>玉树州</td><td>11</td><td>13</td><td>17</td><td>19</td><td>55</td></tr>
<tr><td>合计</td><td>21</td><td>29</td><td>24</td><td>30</td><td>97</td></tr>
</table>

附件2

## 2026年饲草供应保障资金安排表

单位：万元

| 市（州） | 中央资金-已下达 | 中央资金-本次下达 | 省级资金 | 合计 |
|---|---|---|---|---|
| 西宁市 | 310 | 140 | 70 | 520 |
| 海东市 | 420 | 190 | 95 | 705 |
| 玉树州 | 860 | 340 | 210 | 1410 |
| 合计 | 1590 | 670 | 375 | 2635 |

附件3

## 2026年储备网点任务表

| 市（州） | 储备库 | 网点-青贮窖 | 网点-干草棚 | 网点-配送站 | 小计 |
|---|---|---|---|---|---|
| 西宁市 | 3 | 8 | 6 | 5 | 19 |
| 海东市 | 4 | 10 | 9 | 7 | 26 |
| 玉树州 | 9 | 21 | 18 | 13 | 52 |
| 合计 | 16 | 39 | 33 | 25 | 91 |

附件4

2026年应急抢运力量部署表

\t\t抢运队伍（人）\t\t主要装备\t
序号\t市（州）\t骨干队\t半骨干队\t运输车（辆）\t除雪机（台）
1\t西宁\t60\t140\t35\t12
2\t海东\t75\t160\t41\t15
3\t玉树\t130\t290\t88\t46
合计\t\t265\t590\t164\t73

附件5

## 2025年培训完成情况和2026年培训计划

| 市（州） | 2025年完成-人次 | 2025年完成-经费（万元） | 2025年完成率 | 2026年计划-人次 | 2026年计划-经费（万元） |
|---|---|---|---|---|---|
| 西宁市 | 810 | 32 | 95.3% | 900 | 36 |
| 海东市 | 640 | 26 | 91.4% | 720 | 29 |
| 玉树州 | 390 | 17 | 88.6% | 450 | 19 |
| 合计 | 1840 | 75 | 92.1% | 2070 | 84 |

联系人：省农业农村厅畜牧业处 祁生财，0971-6123581。

青海省农业农村厅　青海省财政厅

2026年2月20日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("cells"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("西宁市资金合计是多少？", "520万元", "310"),  # 合计 of what the title says, no part that shares a word with it
        ("海东市网点小计是多少？", "为26", "储备库"),
        ("玉树州天然改良面积提升数是多少？", "19万亩", "13"),
        ("玉树州的人工种草新建面积和2025年完成面积分别是多少？", "11万亩，2025年完成面积55万亩", "17"),
        ("玉树州2025年完成率是多少", "88.6%", ""),
    ],
)
def test_headers_written_out(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("2025年培训完成情况和2026年培训计划中，全省的2026年计划人次是多少？", "2070人次", "1840"),
        ("2026年储备网点任务表中，全省的青贮窖数是多少？", "39", "12"),
        ("牧区饲草供应保障补助标准中，干草棚的一次性补助是多少？", "9万元/处", "18"),
        ("2026年应急抢运力量部署表中，玉树州半骨干抢运队有多少人？", "290人", "130"),
    ],
)
def test_a_table_opens_the_question(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("西宁、海东、玉树三地骨干抢运队人数合计是多少？", "265人"),
        ("玉树除雪机几台", "46台"),
        ("青贮窖的设备投资补助比例和一次性补助分别是多少？", "设备投资补助比例30%，一次性补助12万元/处"),
        ("配送站无偿开放时间是多少？", "12小时/日"),
        ("青贮窖设备投资能补几成", "30%"),
        ("海东去年培训完成了百分之几", "91.4%"),
        ("都兰县绿洲牧草有限公司一年能省多少煤", "590吨标准煤"),
        ("都兰县绿洲牧草有限公司今年打算投多少", "1100万元"),
        ("青海省安排多少中央资金本次下达", "670万元"),
    ],
)
def test_rows_and_rates_said_otherwise(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    ["玉树州饲草省级以上安排多少资金下来", "门源县雪域饲料有限公司加工饲草节约了几吨标准煤呢"],
)
def test_the_whole_tells_nothing_of_a_row(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is not Outcome.ANSWERED or ("1.9亿" not in answer.answer and "3.2万" not in answer.answer)


@pytest.mark.parametrize(
    ("question", "must_not"),
    [
        ("西宁市牦牛改良新建面积是多少？", "万亩"),  # 牦牛 stands in no header and no title
        ("2026年目标，西宁相当于海东的百分之几", "新建"),
    ],
)
def test_words_of_no_header_name_none(assistant: RuleAssistant, question: str, must_not: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is not Outcome.ANSWERED or must_not not in answer.answer, answer.answer
