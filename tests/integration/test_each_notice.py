"""A question on two notices is told by each: what differs, who was replaced, what one lists and the other does not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, corpus_assistant

TODAY = date(2026, 5, 6)
NEXT_YEAR = """# 广东省工业和信息化厅 广东省生态环境厅关于开展2026年度工业领域清洁生产工作的通知

粤工信节能函〔2026〕21号

各地级以上市工业和信息化局、生态环境局：

现就2026年度工业领域清洁生产工作通知如下。

## 一、重点任务

（一）推进审核。持续推进钢铁、有色金属、造纸、电镀、制革、酿造等行业企业实施清洁生产审核。

（二）加强培训。各地市全年组织清洁生产专题培训不少于3场。

（三）绿色金融。各地市每季度组织银企对接活动1次。

## 二、时间安排

各地市应于5月20日前公布2026年度企业名单，并报省工业和信息化厅备案。

广东省工业和信息化厅

广东省生态环境厅

2026年2月11日

（联系人及电话：省工业和信息化厅 梁永康，020-83130001；省生态环境厅 曾慧敏，020-87530002）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    notice = folder / "next.md"
    notice.write_text(NEXT_YEAR, encoding="utf-8")
    return corpus_assistant(folder / "kb", today=TODAY, notices=[notice])


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("培训次数的要求，2024年和2026年有什么区别", ("至少组织1场", "不少于3场"), ()),
        ("两份通知对培训的要求不一样吗", ("至少组织1场", "不少于3场"), ()),
        ("名单哪天公布，两年的规定一致吗", ("4月底", "5月20日"), ()),
        ("省生态环境厅的联系人从谁换成了谁", ("曾慧敏",), ()),
        ("省生态环境厅的联系人，2024年通知写的是谁，2026年换成谁了", ("陈小康", "曾慧敏"), ("梁永康",)),
        ("环保厅那边管这事的人两年有没有换", ("陈小康", "曾慧敏"), ("张诚",)),
        ("工信厅的对接人，2026年跟2024年还是同一个人不", ("张诚", "梁永康"), ("陈小康",)),
        ("2024年、2026年省生态环境厅的联系人有变动吗", ("陈小康", "曾慧敏"), ("张诚", "梁永康")),
        ("2024年和2026年两份通知的文号各是什么", ("〔2024〕14号", "〔2026〕21号"), ()),
        ("2026年通知比2024年多点了哪些行业", ("制革", "酿造"), ("建材", "造纸")),
        ("2024年有、2026年没有的行业有哪些", ("建材", "石化化工", "纺织印染"), ("制革", "钢铁")),
        ("银企对接的要求，两年的通知有什么变化", ("没有查到", "每季度组织银企对接活动1次"), ()),
    ],
)
def test_both_notices_tell(
    assistant: RuleAssistant, question: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    answer = answers_in_turn(assistant, (question,))[-1]
    assert answer.outcome is Outcome.ANSWERED
    assert all(words in answer.answer for words in wanted), answer.answer
    assert not any(words in answer.answer for words in unwanted), answer.answer


def test_the_year_of_a_notice_is_no_stretch_of_days(assistant: RuleAssistant) -> None:
    answer = answers_in_turn(assistant, ("2026年的通知里，名单公布时间是哪天",))[-1]
    assert "5月20日" in answer.answer
    assert "2月11日" not in answer.answer
