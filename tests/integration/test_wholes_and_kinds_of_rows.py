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


_LIST = """# 云岭省经济和信息化厅关于做好2026年清洁生产审核工作的通知

云经信〔2026〕12号

各市经济和信息化局：

现将2026年清洁生产审核有关工作通知如下。

附件1 2026年各市清洁生产审核目标及补助资金安排表

| 设区市 | 2026年目标（家） | 其中：强制性（家） | 2025年通过验收（家） | 2025年平台完成（家） | 省级补助资金（万元） |
| --- | --- | --- | --- | --- | --- |
| 澄江市 | 168 | 52 | 175 | 140 | 320 |
| 鹿鸣市 | 190 | 71 | 183 | 183 | — |
| 泊湖市 | 142 | 48 | 131 | 120 | 505 |
| 合计 | 500 | 171 | 489 | 443 | 825 |

附件2 2026年重点企业名单

| 序号 | 企业名称 | 行业 | 审核类型 |
| --- | --- | --- | --- |
| 1 | 澄江热电有限公司 | 热电 | 强制性 |
| 2 | 鹿鸣石化有限公司 | 石化 | 强制性 |
| 3 | 泊湖化纤有限公司 | 化纤 | 自愿性 |
"""


@pytest.fixture(scope="module")
def of_audits(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("audits")
    path = folder / "notice.md"
    path.write_text(_LIST, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=[path])


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("澄江市补助资金是多少", "320万元", "168"),
        ("哪个市补助资金最多", "505万元", "190"),
        ("澄江市上一年（2025）通过验收的是几家", "175家", "168"),
        ("澄江市2025年平台完成率（平台完成/通过验收）", "140÷175", "168"),
        ("云岭强制性审核多少家", "171家", "热电"),
        ("云岭附件2那份名单，强制的几家自愿的几家", "审核类型为自愿性的企业有1家", "有3家"),
    ],
)
def test_money_years_rates_and_lists_are_read_as_said(
    of_audits: RuleAssistant, question: str, said: str, unsaid: str
) -> None:
    assert_said(of_audits, question, outcome=Outcome.ANSWERED, must=said, must_not=unsaid)
