"""Tables of goals and of what was done in notices of two years, and shares that the text requires, worked out."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside, corpus_assistant

GOALS = """# 湖北省经济和信息化厅关于下达2025年度工业节能改造目标任务的通知

鄂经信节能〔2025〕18号

各市经济和信息化局：

一、2025年全省实施工业节能改造项目169个，各市任务见附表。

二、各市应于2025年11月30日前完成项目验收，省里按不低于项目总数5%的比例开展抽查。

湖北省经济和信息化厅

2025年2月18日

附表

2025年度各市工业节能改造目标任务表

| 序号 | 市 | 改造项目（个） | 年节能量（吨标准煤） |
|---|---|---|---|
| 1 | 黄石 | 35 | 9500 |
| 2 | 襄阳 | 48 | 12600 |
| 3 | 宜昌 | 50 | 15200 |
| 4 | 荆州 | 30 | 6800 |
| 5 | 咸宁 | 6 | 900 |
| 合计 | | 169 | 45000 |
"""
DONE = """# 湖北省经济和信息化厅关于做好2026年度工业节能改造工作的通知

鄂经信节能〔2026〕11号

各市经济和信息化局：

一、工作目标。2026年全省实施工业节能改造项目174个，各市任务见附件2。

二、进度要求。各市应于2026年6月底前完成年度改造项目任务的50%，9月底前完成80%，11月底前全部完成。

三、抽查核查。各市按不低于2025年完成项目数20%的比例开展节能效果抽查。

湖北省经济和信息化厅

2026年2月6日

附件1

2025年度各市工业节能改造完成情况表

| 序号 | 市 | 完成改造项目（个） | 实现年节能量（吨标准煤） | 接入能耗监测平台项目（个） |
|---|---|---|---|---|
| 1 | 黄石 | 35 | 9120 | 30 |
| 2 | 襄阳 | 45 | 12980 | 45 |
| 3 | 宜昌 | 52 | 15700 | 47 |
| 4 | 荆州 | 28 | 6510 | 20 |
| 5 | 咸宁 | 7 | 980 | 7 |
| 合计 | | 167 | 45290 | 149 |

附件2

2026年度各市工业节能改造目标任务表

| 序号 | 市 | 改造项目（个） | 年节能量（吨标准煤） | 省级奖补资金（万元） |
|---|---|---|---|---|
| 1 | 黄石 | 34 | 9600 | 180 |
| 2 | 襄阳 | 50 | 13000 | 250 |
| 3 | 宜昌 | 54 | 16000 | 270 |
| 4 | 荆州 | 30 | 6900 | 150 |
| 5 | 咸宁 | 6 | 950 | 30 |
| 合计 | | 174 | 46450 | 880 |
"""
CHARGERS = """# 福建省发展和改革委员会关于下达2026年电动汽车充电基础设施建设计划的通知

闽发改能源〔2026〕77号

各设区市发展改革委：

**一、建设目标。**2026年全省计划建设充电桩9800根。农村地区充电桩占比不低于20%。

**二、进度安排。**二季度末完成年度计划的45%，三季度末完成年度计划的70%。

福建省发展和改革委员会

2026年3月20日

## 附件1　各设区市充电桩建设情况和计划表

| 设区市 | 2025年计划数（根） | 2025年完成数（根） | 2026年计划数（根） | 其中：农村地区（根） |
|---|---|---|---|---|
| 福州 | 3200 | 3350 | 4100 | 620 |
| 泉州 | 3000 | 2760 | 3600 | 900 |
| 莆田 | 1100 | 1020 | 1300 | 360 |
| 龙岩 | 800 | 812 | 800 | 450 |
| 合计 | 8100 | 7942 | 9800 | 2330 |

## 附件2　2026年分类别建设计划表

单位：根

| 设区市 | 公共充电桩 | 专用充电桩 |
|---|---|---|
| 福州 | 2460 | 1640 |
| 泉州 | 2350 | 1250 |
| 莆田 | 820 | 480 |
| 龙岩 | 480 | 320 |
| 合计 | 6110 | 3690 |
"""


@pytest.fixture(scope="module")
def energy(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("energy")
    for name, text in (("goals.md", GOALS), ("done.md", DONE)):
        (folder / name).write_text(text, encoding="utf-8")
    notices = [folder / "goals.md", folder / "done.md"]
    return corpus_assistant(folder / "data", today=date(2026, 11, 23), notices=notices)


@pytest.fixture(scope="module")
def chargers(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("chargers"), CHARGERS, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("对照2025年度目标任务，2025年完成改造项目数未达到目标的有哪些市？", "荆州市（约93.3%）", "黄石"),
        ("2025年各市完成改造项目数与目标任务相比，超额完成的有哪些市？", "宜昌市（104%）", "襄阳"),
        (
            "湖北节能改造 去年哪几个市欠账了 各欠几个",
            "襄阳市（45个，48个，相差3个）、荆州市（28个，30个，相差2个）",
            "宜昌",
        ),
        ("宜昌2026年的目标与2025年实际完成数相比差多少个", "2025年完成改造项目为52个", "50个"),
        ("荆州市2025年完成改造项目的目标完成率是多少？", "完成率约93.3%", ""),
        ("去年节能改造缺口最大的市", "襄阳市", "66"),
        ("全省2026年年节能量目标比2025年目标增长多少？", "1450吨标准煤", ""),
        ("2026年改造项目目标比2025年减少的有哪些市，分别减少几个", "黄石市（2026年34个，2025年35个，相差1个）", "荆州"),
        ("2025年接入能耗监测平台项目占完成改造项目的比例低于90%的有哪些市？", "荆州市（约71.4%）", "占湖北省"),
        ("2026年全省各市平均改造项目多少个", "34.8个", ""),
        ("2025年平均每个项目实现年节能量最高的是哪个市？", "宜昌市最高", ""),
    ],
)
def test_goals_beside_what_was_done(energy: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(energy, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("按9月底前完成80%的要求，襄阳市2026年9月底前至少应完成改造项目多少个？", "至少为40个（50×80%＝40）"),
        ("6月底荆州得干完几个改造项目才算跟上进度", "至少为15个"),
        ("抽查两成的话，宜昌去年那批项目至少要抽几个", "至少为11个（52×20%＝10.4，取整数）"),
    ],
)
def test_a_share_that_the_text_requires(energy: RuleAssistant, question: str, must: str) -> None:
    assert_said(energy, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "按9月底前完成90%的要求，襄阳市至少应完成改造项目多少个？",  # the text says 80%
        "9月底前襄阳市至少应培训多少人？",
    ],
)
def test_no_share_that_no_clause_requires(energy: RuleAssistant, question: str) -> None:
    assert "要求至少为" not in energy.ask(question)[0].answer


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("2025年充电桩完成数未达到计划数的有哪些设区市？", "泉州市（92%）", "福州"),
        ("2025年完成率最低的设区市是哪个？", "泉州市最低", "2026年计划数"),
        ("三季度末莆田至少要建成多少根充电桩？", "至少为910根", ""),
        ("按农村地区占比不低于20%的要求，福州市2026年农村地区至少应建多少根充电桩？", "至少为820根", ""),
        ("除了福州和泉州，剩下的市今年一共计划多少根", "合计为2100根", "公共"),
        ("莆田市2026年公共充电桩占本市计划数的比例是多少？", "63.1%", "福建省"),
        ("泉州今年计划比去年计划涨了百分之几", "20%", ""),
    ],
)
def test_plans_of_two_years_in_one_table(chargers: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(chargers, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)
