"""Figures of a county's notice by the unit asked for, the place it is for, and in ways people put sums together."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 云溪县住房和城乡建设局关于2025年既有住宅节能改造的通知

云建发〔2025〕6号

各镇人民政府：

2025年安排县级补助资金1300万元。屋面改造每平方米补助30元，单个小区补助总额最高不超过80万元。
每个镇全年至少组织3场施工安全培训。

云溪县住房和城乡建设局

2025年3月1日

附件 2025年各镇既有住宅节能改造计划表

| 乡镇 | 2024年补助资金（万元） | 2025年补助资金（万元） | 电梯（部） | 安置床位（张） | | 用电量（万千瓦时） |
|---|---|---|---|---|---|---|
| | | | | 新增 | 维修 | |
| 东河镇 | 300 | 360 | 12 | 30 | 20 | 810 |
| 西塘镇 | 280 | 250 | 8 | 25 | 15 | 640 |
| 南坪镇 | 320 | 400 | 15 | 40 | 10 | 905 |
| 北山镇 | 260 | 290 | 0 | 20 | 30 | 520 |
| 合计 | 1160 | 1300 | 35 | 115 | 75 | 2875 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2025, 6, 1))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("东河镇和西塘镇的补助凑到一块儿多少钱", "610万元", ""),
        ("肇庆、清远2024年目标拢共几家", "65家", ""),
        ("南坪镇今年补助多少钱", "400万元", "部"),
        ("东河镇新增床位和维修床位差几张", "10张", ""),
        ("西塘镇2025年补助资金比上年增长多少", "减少30万元", "810"),
        ("北山镇补助资金2025年涨了还是跌了", "增长约11.5%", ""),
        ("哪个镇补助资金涨得最快", "南坪镇", "东河镇"),
        ("云溪县2025年补助资金多少", "1300万元", "没有"),
        ("南坪镇补助占全县的几成", "约30.8%", ""),
        ("南坪镇2025年补助资金折合多少元", "合4000000元", ""),
        ("东河镇与西塘镇用电量之差比南坪镇与北山镇之差大多少", "低215万千瓦时", "最高"),
        ("南坪镇总共安置多少张床位", "50张", ""),
        ("湛江验收总数和平台数", "43家", ""),
        ("各镇补助资金合计前两名是谁", "南坪镇（400万元）", ""),
        ("乡镇一共有几个", "4个乡镇", ""),
        ("南坪镇用了多少电", "905万千瓦时", ""),
        ("哪些镇没有电梯", "电梯为0的有1个：北山镇", "0部"),
        ("北山镇2025年新增了多少张床位", "安置床位（新增）为20张", ""),
    ],
)
def test_what_the_tables_hold(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "missing", "must_not"),
    [
        ("南坪镇燃气用量多少", "燃气用量", "电话"),
        ("东河镇用水量多少", "用水量", "810万千瓦时。"),
        ("东河镇入住率多少", "入住率", "算不出"),
        ("广东省2025年补助资金多少", "", "1300万元"),
    ],
)
def test_what_they_do_not_hold(assistant: RuleAssistant, question: str, missing: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=missing, must_not=must_not)


def test_places_of_the_shipped_tables(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("广州和深圳2024年目标之差是佛山和东莞之差的几倍")
    assert "约3.2倍" in answer.answer
    assert "70家" in answer.answer
    assert "22家" in answer.answer
