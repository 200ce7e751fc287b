"""A notice of another province on two matters: halves of its title, kinds left over, sums worked out, wholes apart."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assistant_beside

NOTICE = """# 湖北省经济和信息化厅 湖北省生态环境厅关于做好2025年度清洁生产审核和余热利用改造工作的通知

鄂经信环资〔2025〕19号

各市、州经济和信息化局、生态环境局：

现将2025年度清洁生产审核和余热利用改造工作通知如下。

一、审核工作于8月31日前完成。各市、州应当自收到申请之日起15个工作日内组织验收，验收70分（含）以上为合格。

二、对余热利用改造项目，按设备投资额的12%给予补助，单个项目最高不超过150万元。补助资金由省、市两级按6:4比例分担。

三、申报单位注册满3年，投资额不低于60万元。

四、对通过验收的企业，每家奖励8万元。

附件：1.2024年清洁生产审核和余热利用改造完成情况表

2.2025年清洁生产审核和余热利用改造计划表

湖北省经济和信息化厅

湖北省生态环境厅

2025年2月26日

（联系人：省经济和信息化厅环资处 郑远航，027-87230001；平台技术支持 027-87239999）

## 附件1

2024年清洁生产审核和余热利用改造完成情况表

| 序号 | 市州 | 申报数（家） | 已通过（家） | 其中：强制性审核（家） | 余热利用改造项目（项） |
|---|---|---|---|---|---|
| 1 | 武汉 | 50 | 44 | 20 | 9 |
| 2 | 宜昌 | 32 | 30 | 17 | 6 |
| 3 | 襄阳 | 27 | 21 | 9 | 4 |
| 合计 |  | 109 | 95 | 46 | 19 |

## 附件2

2025年清洁生产审核和余热利用改造计划表

| 序号 | 市州 | 清洁生产审核计划（家） | 其中：强制性审核（家） | 余热利用改造计划（项） |
|---|---|---|---|---|
| 1 | 武汉 | 48 | 21 | 10 |
| 2 | 宜昌 | 33 | 18 | 7 |
| 3 | 襄阳 | 25 | 10 | 5 |
| 合计 |  | 106 | 49 | 22 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2025, 7, 1))


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("宜昌2024年余热利用改造几项", ("6项",), ("30家",)),
        ("湖北通过验收的一家奖励多少", ("8万元",), ("95", "1家")),
        ("宜昌2025年审核目标多少", ("33家",), ()),
        ("宜昌2025年打算搞几家审核", ("33家",), ()),
        ("襄阳2025年自愿性审核计划几家", ("多15家",), ()),
        ("武汉2024年还有几家没通过", ("多6家",), ()),
        ("襄阳2024年通过率是多少", ("77.8%",), ()),
        ("湖北2025年审核计划比广东2024年目标少多少", ("少1284家", "106家", "1390家"), ()),
        ("余热利用改造设备投资500万能补多少", ("60万元",), ()),
        ("投了2000万的余热利用改造设备补助多少", ("最高150万元",), ()),
        ("湖北的补助省里出几成", ("6:4",), ("占",)),
        ("湖北的平台登不上去打哪个电话", ("027-87239999",), ("87230001",)),
        ("湖北的审核什么时候得做完", ("2025年8月31日",), ()),
        ("按鄂经信环资〔2025〕19号，多少分算过关", ("70分",), ()),
        ("注册了2年的单位能申报吗", ("不符合", "满3年"), ("150万元",)),
        ("湖北验收多久办完", ("15个工作日",), ("自收到的期限",)),
    ],
)
def test_told(assistant: RuleAssistant, question: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in wanted), answer.answer
    assert not any(words in answer.answer for words in unwanted), answer.answer


def test_the_most_that_is_granted_is_no_condition(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("投资100万的余热项目够条件吗")
    assert "符合这一条：对余热" not in answer.answer
