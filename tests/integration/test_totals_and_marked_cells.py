"""A bare total that is called by its parts, cells with the mark of a footnote, what a note says of a row."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

_NOTICE = """# 青海省水利厅关于做好2026年节水型企业创建工作的通知

青水节〔2026〕8号

各市州水务局：

现将2026年节水型企业创建工作安排如下。

青海省水利厅

2026年3月2日

## 附件1

## 2025年各地节水型企业创建完成情况

| 地区 | 新建验收（家） | 复核验收（家） | 小计（家） | 实施改造项目（项） |
|---|---|---|---|---|
| 西宁市 | 42 | 21 | 63 | 126 |
| 海东市 | 20 | 11 | 31 | 40 |
| 海西州 | 18 | 13 | 31 | 62 |
| 玉树州 | 3 | — | 3 | — |
| 全省 | 83 | 45 | 128 | 228 |

注：1. “—”表示没有此类企业。2. 海东市另有2家企业延期，未计入本表。

## 附件2

## 2026年分地区任务分解表

| 地区 | 新建任务（家） | 复核任务（家） | 任务总数（家） |
|---|---|---|---|
| 西宁市 | 40 | 30 | 70 |
| 海东市 | 22 | 12 | 34* |
| 海西州 | 20 | 14 | 34 |
| 玉树州 | 2 | 2 | 4 |
| 全省 | 84 | 58 | 142 |

注：带“*”的含上年结转2家。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("totals")
    path = folder / "notice.md"
    path.write_text(_NOTICE, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=[path])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("西宁2025年验收了多少家", "西宁市2025年验收小计为63家"),
        ("西宁2025年验收小计多少", "西宁市2025年验收小计为63家"),
        ("青海2025年哪两个地方验收数打平", "海东市和海西州（都是31家）"),
        ("海东2026年任务总数", "海东市2026年任务总数为34家"),
        ("海西2026年任务总数比2025年验收数多几家", "海西州多3家"),
        ("2026年任务总数最多的是哪个地市", "西宁市最多，2026年任务总数为70家"),
        ("海西2025年平均每家验收企业实施几项改造", "平均每家2项（62÷31）"),
        ("哪些地方2026年新建任务少于2025年新建验收数", "有2个"),
        ("广州2024年目标和西宁2026年任务总数一共多少", "合计220家（150+70）"),
    ],
)
def test_a_bare_total_is_called_by_what_its_parts_end_in(assistant: RuleAssistant, question: str, said: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=said)


def test_the_note_on_a_marked_cell_or_a_named_row_is_told_with_it(assistant: RuleAssistant) -> None:
    told = Outcome.ANSWERED
    assert_said(assistant, "海东2026年任务总数是多少", outcome=told, must="含上年结转2家")
    assert_said(assistant, "海东2025年验收多少家", outcome=told, must="海东市另有2家企业延期")
    assert_said(assistant, "西宁2025年验收多少家", outcome=told, must="63家", must_not="延期")


def test_the_body_of_another_province_gets_no_phone_of_this_one(tmp_path: Path) -> None:
    path = tmp_path / "notice.md"
    line = "联系方式：省工业和信息化厅节水处　许文岚，0971-6187001。\n\n青海省水利厅\n\n2026年3月2日\n"
    path.write_text(_NOTICE.replace("青海省水利厅\n\n2026年3月2日\n", line, 1), encoding="utf-8")
    beside = corpus_assistant(tmp_path / "data", today=date(2026, 11, 22), notices=[path])
    told = Outcome.ANSWERED
    assert_said(beside, "广东省工业和信息化厅电话", outcome=told, must="020-83133243", must_not="0971-6187001")
    assert_said(beside, "青海省工业和信息化厅电话", outcome=told, must="0971-6187001", must_not="020-83133243")
    both = "广东省工业和信息化厅和青海省工业和信息化厅的联系电话都给我"
    assert_said(beside, both, outcome=told, must="0971-6187001")
    assert_said(beside, both, outcome=told, must="020-83133243")
