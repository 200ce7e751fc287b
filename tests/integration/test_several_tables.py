"""Two tables of one notice whose rows are the cells of the other, parts under one header, rows told by more words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

_NOTICE = """# 云岫州水务局 云岫州财政局关于下达2026年农村供水工程计划的通知

云岫水发〔2026〕4号

各县市水务局、财政局：

现将2026年农村供水工程计划下达如下。

## 一、建设任务

表1 2026年农村供水工程计划

| 县市 | 新改建管网·主管（公里） | 新改建管网·支管（公里） | 投资（万元） | 蓄水池（座） |
|---|---|---|---|---|
| 云岫市 | 40 | 120 | 1600 | 12 |
| 临江县 | 30 | 90 | 1260 | 9 |
| 丹霞县 | 25 | 110 | 1350 | 15 |
| 合计 | 95 | 320 | 4210 | 36 |

表2 2026年重点供水工程

| 工程名称 | 所在县市 | 建设性质 | 管网（公里） | 总投资（万元） | 开工时间 |
|---|---|---|---|---|---|
| 龙泉水厂 | 云岫市 | 新建 | 18 | 540 | 2026年3月 |
| 青峰水厂 | 临江县 | 改建 | 10 | 260 | 2026年4月 |
| 白水河水厂 | 丹霞县 | 新建 | 12 | 480 | 2026年3月 |

表3 人员培训

| 培训项目 | 2025年完成（人次） | 2026年计划（人次） | 使用年限（年） |
|---|---|---|---|
| 管网巡查培训 | 200 | 260 | 3 |
| 水质检测培训 | 150 | 120 | 2 |

## 二、补助标准

主管每公里补助12万元，支管每公里补助4万元。

云岫州水务局 云岫州财政局

2026年1月12日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("several"), _NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("临江县新改建管网一共多少公里", "120公里（30+90）", "青峰"),  # 改建 is no kind of works here
        ("丹霞县新改建管网多少公里", "主管）25公里，新改建管网（支管）110公里", ""),
        ("云岫市和临江县投资合计多少", "2860万元", "水厂"),  # of the counties, not of the works that lie in them
        ("云岫州新建的工程有哪些", "龙泉水厂、白水河水厂", "青峰"),  # 云岫州 is no 云岫市
        ("3月开工的工程有哪些", "龙泉水厂、白水河水厂", "青峰"),
        ("云岫州临江县蓄水池多少座", "9座", ""),
        ("管网不到2000公里的县市有哪些", "", "没有2000年"),
        ("水质检测培训2026年比2025年少多少人次", "减少30人次：2026年计划为120人次，2025年完成为150人次", "巡查"),
        ("重点工程平均每公里投资最高的是哪个", "白水河水厂最高", ""),
        ("管网巡查培训使用年限多久", "3年", ""),
        ("水检培训2026年计划多少人次", "120人次", "260"),  # 水质检测培训, in short
        ("龙泉水厂和白水厂管网一共多少公里", "30公里", ""),
    ],
)
def test_tables_of_one_notice_are_told_apart(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must_not"),
    [
        ("临江县铺45公里主管能拿多少补助", "1260"),  # so much for so much is no figure of a row
        ("丹霞县蓄水池每座投资多少", "90万元"),  # the money is for pipes too
        ("支管一公里补多少", "320"),  # money, and no length
    ],
)
def test_money_for_so_much_is_no_figure_of_a_row(assistant: RuleAssistant, question: str, must_not: str) -> None:
    answer, _ = assistant.ask(question)
    assert must_not not in answer.answer, answer.answer


_SCHOOLS = """# 梧田市教育局关于做好2026年技工学校招生工作的通知

梧教职〔2026〕2号

各县区教育局：

现将2026年技工学校招生计划下达如下。

## 一、招生计划

表1 各校招生计划

| 学校名称 | 所在县区 | 办学性质 | 2025年招生（人） | 2026年计划（人） | 专业数（个） | 就业率目标（%） |
|---|---|---|---|---|---|---|
| 梧田理工学校 | 城关区 | 公办 | 1850 | 2000 | 14 | 96 |
| 云桥职业学校 | 云桥县 | 民办 | 900 | 800 | 8 | 90 |
| 海川技工学校 | 滨海区 | 民办 | 1500 | 1600 | 9 | 93 |
| 江南艺术学校 | 滨海区 | 民办 | 450 | 400 | 5 | 89 |
| 全市 | | | 4700 | 4800 | 36 | 92 |

表2 分行业实训补贴

| 行业 | 实训人数（人） | 改造投资（万元） | 每人补贴（元） |
|---|---|---|---|
| 石化 | 300 | 950 | 700 |
| 钢铁 | 200 | 720 | 500 |
| 合计 | 500 | 1670 | — |

表3 按规模分档补助

| 招生规模 | 补助金额（万元） |
|---|---|
| 1000人以上 | 60 |
| 500人以上不足1000人 | 30 |
| 100人以上不足500人 | 10 |

表4 设备更新补助标准

| 设备类型 | 补助方式 | 补助比例（%） | 最高补助（万元） |
|---|---|---|---|
| 数控车床 | 按设备投资额 | 20 | 80 |
| 焊接机器人 | 按设备投资额 | 25 | 120 |

表5 校车置换计划

| 车型 | 2025年完成（辆） | 2026年计划（辆） | 每辆补助（万元） |
|---|---|---|---|
| 大客车 | 10 | 12 | 8 |
| 中客车 | 6 | 9 | 5 |
| 小客车 | 4 | 4 | 2 |

梧田市教育局

2026年4月1日
"""


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("schools"), _SCHOOLS, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("招生计划不足1000人的学校有几所", "江南艺术学校（400人）、云桥职业学校（800人）", "个专业"),  # no 专业数
        ("民办学校有几所", "有3", ""),
        ("滨海区的学校有哪些", "海川技工学校、江南艺术学校", "梧田理工"),
        (
            "就业率目标低于全市的学校有哪些",
            "江南艺术学校（89%）、云桥职业学校（90%）",
            "不一致",
        ),  # a rate adds up to nothing
        ("石化行业改造投资占全市多少", "56.9%", ""),
        ("大客车平均每辆补助比中客车多多少", "3万元", "平均值"),  # 每辆补助 is a column, and no mean of its rows
        ("钢铁实训人数和石化实训人数一共多少人", "500人", ""),
    ],
)
def test_rows_are_found_by_what_is_said_of_them(
    schools: RuleAssistant, question: str, must: str, must_not: str
) -> None:
    assert_said(schools, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_price_is_no_grant(schools: RuleAssistant) -> None:
    answer, _ = schools.ask("数控车床设备多少钱一台")
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
