"""What the notices of two years say of one matter, compared by their years; figures are compared by the tables."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 广东省工业和信息化厅 广东省生态环境厅关于推进2026年度工业领域清洁生产工作的通知

粤工信绿色函〔2026〕5号

各地级以上市工业和信息化局、生态环境局：

现就2026年度工业领域清洁生产工作通知如下。

## 一、重点工作

（一）推进重点行业审核。以钢铁、陶瓷、制糖为重点，推动企业实施改造。

（二）各地市应于2026年2月20日前公布企业名单。各地市全年组织专题培训不少于3场。

广东省工业和信息化厅
广东省生态环境厅
2026年1月9日

（联系人及电话：省工业和信息化厅 莫一丹，020-83130017）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("two"), NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "new", "old"),
    [
        ("2026年的重点行业和2024年有什么不同", "陶瓷", "纺织印染"),
        ("2026年培训场次比2024年多吗", "不少于3场", "至少组织1场"),
        ("2026年名单公布比2024年提前了吗", "2026年2月20日", "2024年4月30日"),
    ],
)
def test_each_year_is_told(assistant: RuleAssistant, question: str, new: str, old: str) -> None:
    for words in (
        new,
        old,
        "关于推进2026年度工业领域清洁生产工作的通知》：",
        "关于开展2024年度工业领域清洁生产工作的通知》：",
    ):
        assert_said(assistant, question, outcome=Outcome.ANSWERED, must=words)


def test_a_contact_of_the_other_year(assistant: RuleAssistant) -> None:
    question = "2026年通知的联系人是张诚吧"
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must="不是，", must_not="是的")
