"""Tables of enterprises, of kinds of things and of rates: what is counted, whose mean counts, which unit is whose."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

TODAY = date(2026, 11, 22)

NOTICE = """# 安徽省经济和信息化厅关于通报2025年智能工厂建设情况的通知

皖经信智能〔2026〕7号

各市经济和信息化局：

现将2025年智能工厂建设情况通报如下。

联系人：省经济和信息化厅 程远，0551-62871234。

安徽省经济和信息化厅

2026年1月15日

附件1

## 各市数字化改造情况

单位：家、%

| 市 | 规上企业数 | 已改造企业数 | 2024年新增 | 2025年新增 | 改造率 |
|---|---|---|---|---|---|
| 合肥 | 2600 | 1820 | 210 | 260 | 70.0 |
| 芜湖 | 1500 | 900 | 120 | 118 | 60.0 |
| 滁州 | 1400 | 700 | 90 | 131 | 50.0 |
| 亳州 | 500 | 175 | 30 | 28 | 35.0 |
| 合计 | 6000 | 3595 | 450 | 537 | 59.9 |

附件2

## 2025年省级智能工厂名单

| 序号 | 企业名称 | 所在地 | 所属行业 | 评价得分 | 年产值（亿元） |
|---|---|---|---|---|---|
| 1 | 合肥晶巢半导体有限公司 | 合肥市 | 电子 | 95.1 | 46.2 |
| 2 | 合肥远帆汽车有限公司 | 合肥市 | 汽车 | 92.4 | 188.0 |
| 3 | 芜湖江城机器人有限公司 | 芜湖市 | 装备 | 93.3 | 21.7 |
| 4 | 滁州醉翁家电股份有限公司 | 滁州市 | 家电 | 90.8 | 63.5 |
| 5 | 合肥巢湖涂料有限公司 | 合肥市 | 化工 | 88.0 | 9.4 |

附件3

## 2025年底各类公共服务中心情况

| 类别 | 中心数（个） | 服务企业数（家） | 满意度（%） |
|---|---|---|---|
| 公办综合 | 12 | 3100 | 92.5 |
| 公办专业 | 9 | 1240 | 90.1 |
| 民营综合 | 15 | 2050 | 88.6 |
| 校企共建 | 7 | 860 | 94.0 |
| 行业协会 | 6 | 640 | 91.2 |
| 合计 | 49 | 7890 | 91.0 |

附件4

## 2024年和2025年各县数据上报及时率（单位：%）

| 县 | 2024年 | 2025年 |
|---|---|---|
| 肥东县 | 96.0 | 97.5 |
| 长丰县 | 95.2 | 94.8 |
| 庐江县 | 93.9 | 96.1 |

附件5

## 2025年各县技能实训安排表

（单位：人次、万元）

| 县 | 岗前实训 | 转岗实训 | 合计 | 安排资金 |
|---|---|---|---|---|
| 凤阳县 | 1200 | 600 | 1800 | 270 |
| 来安县 | 900 | 500 | 1400 | 196 |
| 全椒县 | 800 | 700 | 1500 | 210 |
| 其他县区 | 2400 | 1300 | 3700 | 540 |
| 合计 | 5300 | 3100 | 8400 | 1216 |

附件6

## 2025年各区污水处理厂运行情况

| 区 | 处理水量（万吨） | 处理水量同比（%） | 首批补助（万元） | 二批补助（万元） | 两批合计（万元） | 已拨付（万元） |
|---|---|---|---|---|---|---|
| 庐阳区 | 3200 | 4.1 | 300 | 260 | 560 | 500 |
| 蜀山区 | 4100 | -2.3 | 420 | 300 | 720 | 610 |
| 滨湖示范区 | 1800 | -0.8 | 150 | 130 | 280 | 280 |

附件7

## 2025年二季度各区臭氧浓度（微克/立方米）

| 区 | 4月 | 5月 | 6月 |
|---|---|---|---|
| 庐阳区 | 138 | 152 | 171 |
| 蜀山区 | 135 | 149 | 166 |
| 滨湖示范区 | 131 | 150 | 164 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("lists"), NOTICE, today=TODAY)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # 单位：家、% belongs to columns of two kinds
        ("安徽改造率低于50%的市", "亳州市（35.0%）", "滁州"),
        ("滁州2025年新增比2024年多多少", "41家", "%"),
        # the mean of a rate is the one that the table prints for the whole
        ("安徽平均改造率是多少", "59.9%", "53.8"),
        ("芜湖改造率比全省平均高几个百分点", "高0.1个百分点", ""),
        ("安徽2025年新增最多的市", "合肥市最多，2025年新增为260家", "比2024年"),
        # what a list counts are its rows
        ("安徽2025年智能工厂有几家", "列出的企业有5家", "亿元"),
        ("哪个市入选智能工厂最多", "合肥市最多，企业数为3个", "亿元"),
        ("哪个市智能工厂年产值最高", "合肥市最高，2025年年产值为243.6亿元", ""),
        # kinds of things, by the place of the document and by how their names open
        ("安徽哪类中心满意度最低", "民营综合最低", ""),
        ("安徽公办的中心一共多少个", "21个", "49"),
        ("安徽校企的满意度", "94.0%", "91.0"),
        # two years strung together are no part of a name; a word of another thing may stand in one
        ("2025年及时率比2024年下降的县", "长丰县（2025年94.8%，2024年95.2%）", "年和"),
        # what is left over is no row to rank, and units stated together belong each to its own columns
        ("转岗实训最多的是哪个县", "全椒县最多，2025年转岗实训为700人次", "1300"),
        ("凤阳县平均每人次多少钱", "每人次1500元", ""),
        ("凤阳县转岗实训占全县合计多少", "约33.3%", "3100"),
        ("来安县安排资金多少", "196万元", "人次"),
        # a quantity before its rate of change, which says who fell; a total by its name; what is left of it
        ("处理水量最大的是哪个区", "蜀山区最多，2025年处理水量为4100万吨", "%"),
        ("处理水量下降的区有哪些", "2025年处理水量同比为负的有2个：蜀山区（-2.3%）、滨湖示范区（-0.8%）", ""),
        ("庐阳区还有多少没拨付", "60万元", "为500"),
        ("滨湖两批补助合计多少", "280万元", ""),
        # a text column tells rows apart: how many have it, whose it is most, each one's score
        ("化工的智能工厂得分多少", "88.0", ""),
        ("哪个城市上榜智能工厂最多", "合肥市最多，企业数为3个", ""),
        ("哪个城市的智能工厂最多", "合肥市最多，企业数为3个", ""),
        # columns that are months of what the title says
        ("蜀山区2025年5月臭氧浓度多少", "2025年5月臭氧浓度为149微克/立方米", ""),
        ("庐阳区6月臭氧浓度比4月高多少", "33微克/立方米", ""),
    ],
)
def test_tables_of_rates_lists_and_kinds(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("汕尾加揭阳的目标够不够潮州一半", "够，汕尾市和揭阳市合计是潮州市的0.6倍", ""),
        ("茂名的目标有没有湛江的三分之一", "够，", "不够"),
        ("韶关目标够广州的一半吗", "不够，", ""),
        ("全省目标1390家，粤东占大头吗", "粤东", "100%"),
        ("广州、肇庆占粤北多少", "广州市不属于粤北", "占粤北"),
        ("佛山和东莞2023年验收加起来跟目标差多少", "少7家", ""),
        ("十五家以下的城市", "3个：汕尾市（5家）、揭阳市（7家）、梅州市（15家）", ""),
        ("今年粤东谁最少", "汕尾市最少，2024年清洁生产审核预期目标为5家", ""),
        ("2023年验收超百家的市", "有7个", "1647"),
        ("生态环境牵头占合计比例最高的是哪个市", "深圳市最高", "188"),
        ("梅州2023年合计、平台、2024年目标各是多少", "平台", "没有2023年"),
        ("平台数和验收数为什么对不上", "统计截至2023年12月31日", ""),
        ("肇庆目标多少、全省排第几、占全省几成", "约2.5%", ""),
        ("2023年哪个市生态环境一家都没牵头", "有2个：汕尾市、揭阳市", "769"),
        ("阳江平台才走完19家是真的吗", "是的，阳江市2023年“平台”", "46家"),
        ("揭阳工信牵头和生态环境牵头各占多少", "占通过清洁生产审核验收企业数的100%", "9÷0"),
        ("2023验收前三名合计多少家，占比多少", "约40.8%", ""),
        ("中山平台没完成的有几家", "22家", "为122"),
        ("肇庆和云浮平台一共才完成62家吗", "是的，肇庆市和云浮市2023年“平台”", "66家"),
        ("把粤东四市的目标列一下", "汕头市70家，汕尾市5家，潮州市20家，揭阳市7家", "合计"),
        ("2024年目标35家的是哪几个市", "有2个：阳江市（35家）、肇庆市（35家）", "1390"),
        ("粤东四个市的目标都不到80家吗", "是的，粤东4个地市的2024年", "的粤东"),
        ("江扪2024年目飘多少", "江门市2024年清洁生产审核预期目标为30家", ""),
        ("茂名2024年目标减少了几家", "茂名市少6家", ""),
        ("平台完成率达到100%的市有几个", "有7个", "已完成"),
        ("惠州目标在珠三角排名，全省排名", "（全省21个地市", ""),
        ("东莞目标250，清远30，差多少，是几倍", "东莞市比清远市多220家", ""),
        ("粤西三市平台完成率排个序", "从高到低：湛江市（约107.0%）、茂名市（约96.4%）、阳江市（约41.3%）", ""),
        (
            "平台完成数大于验收数的市有哪些，各多几家",
            "湛江市（46家，43家，相差3家）、深圳市（104家，102家，相差2家）",
            "1318",
        ),
        ("我在中山做电镀，想请问一下，今年全市要完成多少家", "80家", "1390"),
    ],
)
def test_questions_on_the_notice(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("蜀山区2025年7月臭氧浓度多少", "现有文件没有2025年7月的臭氧浓度", "4月的"),
        ("2023年6月广州验收多少家", "现有文件没有2023年6月的", "187家（"),
    ],
)
def test_a_month_that_no_table_has(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must, must_not=must_not)


def test_what_rose_after_a_comparison(assistant: RuleAssistant) -> None:
    _, turn = assistant.ask("全省2024年目标比2023年验收数少多少")
    answer, _ = assistant.ask("有哪些市反倒增加了", history=[turn])
    assert "有1个：佛山市" in answer.answer


def test_a_city_that_nobody_named_is_asked_back(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("我市2024年目标多少")
    assert answer.outcome is Outcome.CLARIFY
    assert answer.choices[0].question == "广州市2024年目标多少"
