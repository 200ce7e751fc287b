"""Figures of a notice asked by words that fit no column, by kinds of rows, and as shares of wholes it does not have."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

_NOTICE = """<html><head><title>宁河市农业农村局关于下达2026年农产品产地设施项目任务和资金的通知</title></head><body>
<h1>宁河市农业农村局关于下达2026年农产品产地设施项目任务和资金的通知</h1>
<p>宁农发〔2026〕31号</p>
<p>各县区农业农村局：</p>
<p>现将2026年农产品产地设施项目任务和资金下达你们，请认真组织实施。</p>
<p>宁河市农业农村局</p><p>2026年4月2日</p>
<h2>附件1 2026年项目资金表</h2>
<table>
<tr><th>县区</th><th>冷库改造（座）</th><th>中央资金（万元）</th><th>省级资金（万元）</th></tr>
<tr><td>云浪县</td><td>12</td><td>420</td><td>180</td></tr>
<tr><td>民丰县</td><td>20</td><td>760</td><td>310</td></tr>
<tr><td>石门县</td><td>18</td><td>690</td><td>280</td></tr>
<tr><td>东川区</td><td>15</td><td>530</td><td>220</td></tr>
<tr><td>合计</td><td>65</td><td>2400</td><td>990</td></tr>
</table>
<h2>附件2 2025年缺口和2026年任务表</h2>
<table>
<tr><th rowspan="2">县区</th><th colspan="2">补助（万元）</th><th colspan="2">烘干机（台）</th>
<th rowspan="2">2025年任务缺口（个）</th><th rowspan="2">2026年任务（个）</th></tr>
<tr><th>已下达</th><th>本次下达</th><th>固定式</th><th>移动式</th></tr>
<tr><td>云浪县</td><td>120</td><td>80</td><td>40</td><td>60</td><td>5</td><td>30</td></tr>
<tr><td>民丰县</td><td>90</td><td>70</td><td>30</td><td>20</td><td>2</td><td>24</td></tr>
<tr><td>石门县</td><td>60</td><td>50</td><td>20</td><td>30</td><td>7</td><td>18</td></tr>
<tr><td>东川区</td><td>200</td><td>100</td><td>110</td><td>90</td><td>0</td><td>50</td></tr>
<tr><td>合计</td><td>470</td><td>300</td><td>200</td><td>200</td><td>14</td><td>122</td></tr>
</table>
</body></html>"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("wholes")
    path = folder / "notice.html"
    path.write_text(_NOTICE, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=[path])


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("云浪县市级资金是多少", "市级资金"),
        ("云浪县州级的资金有多少", "州级"),
        ("民丰县冷库新建数是多少", "新建数"),
        ("东川区固定式烘干机占全区烘干机的几成", "合计"),
        ("东川区固定式占全区任务的几成", "合计"),
    ],
)
def test_what_no_column_has_is_named_with_what_is_on_file(
    assistant: RuleAssistant, question: str, missing: str
) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER
    assert missing in answer.answer
    assert "现有的数据是" in answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云浪县省级资金是多少", "180万元"),
        ("云浪县补助这次给多少", "80万元"),
        ("三个县合计2026年任务是多少", "72个"),
        ("3个县的2026年任务加起来多少", "72个"),
        ("各县的2026年任务加起来多少", "72个"),
        ("四个县区2026年任务合计多少", "122个"),
        ("三个县占全市2026年任务的几成", "72÷122"),
        ("云浪县2026年任务加上2025年缺口是多少", "30+5"),
    ],
)
def test_rows_of_a_kind_and_columns_are_added_up(assistant: RuleAssistant, question: str, said: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=said)


@pytest.mark.parametrize(
    "question",
    [
        "固定式占全部烘干机的几成",
        "石门县2026年任务把示范村那部分扣掉还剩几个",
        "石门县今年任务加上去年欠的烘干机一共几台",
    ],
)
def test_what_is_added_or_taken_off_unread_gives_no_number(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER
