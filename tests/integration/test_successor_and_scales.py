"""A successor of the shipped notice and one of another matter: goals met, what is left over, scales, contacts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, corpus_assistant

TODAY = date(2026, 5, 6)
SUCCESSOR = """# 广东省工业和信息化厅 广东省生态环境厅关于开展2025年度工业领域清洁生产工作的通知

粤工信节能函〔2025〕16号

各地级以上市工业和信息化局、生态环境局：

现就2025年度工业领域清洁生产工作通知如下。

一、各地市应于5月20日前公布企业名单。

附件：1.2024年通过清洁生产审核验收企业情况

2.2025年各地市清洁生产审核预期目标

广东省工业和信息化厅

广东省生态环境厅

2025年3月7日

（联系人：省工业和信息化厅 梁永康，020-83130001；省生态环境厅 曾慧敏，020-87530002）

## 附件1

2024年通过清洁生产审核验收企业情况

| 序号 | 地市 | 合计（家） | 其中：强制性审核企业数量（家） |
|---|---|---|---|
| 1 | 广州 | 160 | 38 |
| 2 | 佛山 | 190 | 90 |
| 3 | 东莞 | 270 | 130 |
| 合计 |  | 620 | 258 |

## 附件2

2025年各地市清洁生产审核预期目标

| 序号 | 地市 | 完成企业清洁生产审核数（家） | 其中：强制性审核（家） |
|---|---|---|---|
| 1 | 广州 | 155 | 36 |
| 2 | 佛山 | 205 | 95 |
| 3 | 东莞 | 245 | 120 |
| 合计 |  | 605 | 251 |
"""
STEAM = """# 云岭市经济和信息化局关于组织开展2025年度工业锅炉能效提升工作的通知

云经信能〔2025〕31号

各区县经济和信息化局：

为提升工业锅炉能效，根据《工业锅炉能效提升行动方案》《云岭市节能管理办法》，现就有关事项通知如下。

一、对开展能效测试的企业给予补助，标准见附件1。能效测试由公益性机构承担。

云岭市经济和信息化局

2025年4月9日

## 附件1

能效测试补助标准

| 类别 | 条件 | 补助标准（万元） | 市级承担比例（%） |
|---|---|---|---|
| 测试补助 | 年用蒸汽6万吨及以上 | 9 | 100 |
| 测试补助 | 年用蒸汽3万吨（含）至6万吨 | 6 | 80 |
| 测试补助 | 年用蒸汽1万吨（含）至3万吨 | 3 | 50 |

## 附件2

2024年各区县锅炉能效测试情况

| 序号 | 区县 | 测试数（家） | 年用蒸汽3万吨及以上企业（家） | 整改意见（条） | 已整改（条） | 节约费用（万元） |
|---|---|---|---|---|---|---|
| 1 | 石桥区 | 12 | 5 | 70 | 51 | 310 |
| 2 | 青岗县 | 9 | 4 | 64 | 40 | 225 |
| 合计 |  | 21 | 9 | 134 | 91 | 535 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    paths: list[Path] = []
    for name, text in (("successor", SUCCESSOR), ("steam", STEAM)):
        paths.append(folder / f"{name}.md")
        paths[-1].write_text(text, encoding="utf-8")
    return corpus_assistant(folder / "kb", today=TODAY, notices=paths)


@pytest.mark.parametrize(
    ("turns", "wanted", "unwanted"),
    [
        ("2024年哪几个市没把下达的指标做够", ("佛山市",), ("东莞市", "广州市（")),
        ("2024年东莞验收数比2023年掉了多少", ("减少22家",), ()),
        ("2025年佛山要搞几家清洁生产审核", ("205家",), ("190",)),
        ("东莞2025年目标 > 其中强制性的 > 合计和2024年目标比少几家", ("减少5家", "245家", "250家"), ("120",)),
        ("2024年通知的文号 > 那2025年那份呢", ("〔2025〕16号",), ("〔2024〕14号",)),
        ("粤工信节能函〔2024〕14号哪天发的 > 云岭那份锅炉通知呢", ("2025年4月9日",), ()),
        ("2025年度清洁生产通知的文号，哪天落的款", ("〔2025〕16号", "2025年3月7日"), ()),
        ("云经信能〔2025〕31号照着什么文件写的", ("工业锅炉能效提升行动方案", "云岭市节能管理办法"), ()),
        ("找2025年度通知的人还是打020-83133243吗", ("张诚", "梁永康", "020-83130001"), ("曾慧敏",)),
        ("云岭石桥区2024年有多少条意见没整改", ("多19条",), ()),
        ("石桥区2024年年用蒸汽三万吨以上的企业有几家", ("5家",), ("万元",)),
        ("青岗县2024年能帮企业省下多少钱", ("225万元",), ()),
        ("云岭一家年用蒸汽4.2万吨的厂做公益测试，补多少", ("6万元",), ("3万元", "9万元")),
        ("年用蒸汽3万吨的企业测试补助标准是多少", ("6万元",), ("3万元（", "9万元")),
    ],
)
def test_told(assistant: RuleAssistant, turns: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    answer = answers_in_turn(assistant, turns.split(" > "))[-1]
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in wanted), answer.answer
    assert not any(words in answer.answer for words in unwanted), answer.answer


@pytest.mark.parametrize(
    "question", ["佛山2024年验收的190家企业，名称能列一下吗", "东莞2024年通过验收的270家里规模最大的是哪家"]
)
def test_what_is_only_counted_is_on_no_list(assistant: RuleAssistant, question: str) -> None:
    answer = answers_in_turn(assistant, (question,))[-1]
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
    assert "没有列出企业名单" in answer.answer
