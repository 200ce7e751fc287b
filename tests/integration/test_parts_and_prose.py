"""Parts under merged headers, other kinds and other halves of a year, and what running text says of the whole."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 望海市渔业局关于2025年上半年渔业生产情况的通报

望渔发〔2025〕9号

各区渔业主管部门：

2025年全市计划捕捞水产品26000吨，其中远洋捕捞9000吨。全年至少组织6次渔船安全检查。
2024年全市实际捕捞水产品25480吨。第二季度渔船事故比第一季度减少3起。网箱养殖户每户补贴1500元。

望海市渔业局

2025年7月10日

附件：2025年上半年各区渔业生产情况表

| 区 | 等次 | 捕捞量（吨） | | | 渔船（艘） | 考核得分 |
|---|---|---|---|---|---|---|
| | | 鱼类 | 虾蟹类 | 贝藻 | | |
| 东港湾区 | 优秀 | 3100 | 820 | 410 | 96 | 93.5 |
| 西礁湾区 | 良好 | 2650 | 640 | 530 | 81 | 88.0 |
| 北澳湾区 | 优秀 | 2900 | 700 | 380 | 85 | 91.2 |
| 合计 | | 8650 | 2160 | 1320 | 262 | |

附件2 2025年渔港计划表

| 渔港 | 性质 | 泊位（个） | 投资计划（万元） |
|---|---|---|---|
| 青石渔港 | 公办 | 40 | 1200 |
| 月牙渔港 | 民办 | 25 | 500 |
| 龙王渔港 | 公办 | 60 | 2100 |

单位：以表头为准
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2025, 9, 1))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("西礁湾区一共捕捞了多少吨", "合计3820吨（2650+640+530）", ""),
        ("北澳湾区虾蟹类多少吨", "捕捞量（虾蟹类）为700吨", ""),
        ("哪个渔港泊位最多", "龙王渔港", "湾区"),
        ("公办的渔港投资计划一共多少", "3300万元", "有2个"),
        ("龙王渔港平均每个泊位投资计划多少万元", "35万元", ""),
        ("考核得分90分以上的区有几个", "有2个", ""),
        ("东港湾区的考核等次", "优秀", "93.5"),
        ("三个区渔船加一起多少艘", "262艘", "不是"),
        ("全市2025年计划捕捞水产品多少吨", "26000吨", "8650"),
        ("第二季度渔船事故比一季度少几起", "减少3起", "没有"),
        ("西礁湾区排名第几", "排第3位", "从低到高"),
        ("渔船安全检查全年至少4次对吗", "不是，", "是的"),
        ("网箱养殖户每户补贴多少", "1500元", "万元"),
        ("东港湾区鱼类比西礁湾区多捕多少吨", "450吨", ""),
    ],
)
def test_what_is_said(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "missing", "must_not"),
    [
        ("东港湾区下半年捕捞量", "2025年下半年", "26000"),
        ("西礁湾区事故起数多少", "事故", "减少3起"),
        ("东港湾区冷库多少座", "冷库", "96艘。"),
        ("西礁湾区海参捕捞量多少", "海参捕捞量", "2650吨。"),
        ("北澳湾区渔民人数", "渔民", "85艘。"),
    ],
)
def test_what_is_not(assistant: RuleAssistant, question: str, missing: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=missing, must_not=must_not)
