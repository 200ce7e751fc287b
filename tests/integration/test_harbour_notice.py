"""A made-up notice of another field: stages, conditions under a lead-in, merged headers, words typed by sound."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

ANSWERED, NO_ANSWER = Outcome.ANSWERED, Outcome.NO_ANSWER
NOTICE = """# 澄港市海洋渔业局关于开展2026年渔船安全整治和更新补助工作的通知

澄渔发〔2026〕7号

各镇人民政府，各渔业公司：

## 一、补助条件

申请更新补助的渔船应当同时符合下列条件：

1. 船龄满15年；
2. 近两年内没有发生责任事故；
3. 已安装北斗示位仪。

有下列情形之一的，不予补助：

1. 船舶证书已经注销的；
2. 租赁经营的渔船；
3. 船体翻新、涂装的费用。

强制报废的渔船不纳入补助范围。休闲渔船的检查数不得计入镇的检查任务。

## 二、工作步骤

（一）摸底阶段（2026年3月1日至3月31日）。各镇逐船登记造册。

（二）整治阶段（2026年4月1日至9月30日）。市渔业执法大队按不低于30%的比例抽查。

（三）验收阶段（2026年10月1日至10月31日）。各镇逐船验收。

## 三、补助材料

| 序号 | 材料名称 | 份数 | 形式 | 适用项目 |
|---|---|---|---|---|
| 1 | 补助申请表 | 3 | 原件，加盖公章 | 全部 |
| 2 | 安全承诺书 | 2 | 原件，船长签字 | 全部 |
| 3 | 船舶检验证书 | 1 | 复印件 | 木质渔船更新 |

联系人：市海洋渔业局渔政科 林海生，0593-6010233；市渔业执法大队 邱望，邮箱yuzheng@cg.example。传真：0593-6010299。

附件：1.各镇检查任务 2.2025年检查情况

澄港市海洋渔业局

2026年2月20日

## 附件1

## 各镇检查任务

<table>
<tr><th rowspan="2">镇</th><th colspan="3">应检查渔船数（艘）</th></tr>
<tr><th>木质渔船</th><th>钢质渔船</th><th>小计</th></tr>
<tr><td>白沙镇</td><td>31</td><td>12</td><td>43</td></tr>
<tr><td>石螺镇</td><td>18</td><td>25</td><td>43</td></tr>
<tr><td>望潮镇</td><td>9</td><td>40</td><td>49</td></tr>
<tr><td>合计</td><td>58</td><td>77</td><td>135</td></tr>
</table>

## 附件2

## 2025年检查情况

| 类别 | 检查渔船数（艘） | 发现隐患（条） |
|---|---|---|
| 木质渔船 | 52 | 210 |
| 钢质渔船 | 70 | 95 |
| 合计 | 122 | 305 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    """Return an assistant over the corpus and the notice."""
    return assistant_beside(tmp_path_factory.mktemp("harbour"), NOTICE, today=date(2026, 5, 10))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("租来的渔船，租赁经营的能拿更新补助吗", "不予补助：租赁经营的渔船"),
        ("船体翻新的钱补不补", "不予补助：船体翻新、涂装的费用"),
        ("澄港渔船更新补助对船龄有什么要求", "应当同时符合下列条件：船龄满15年"),
        ("渔船更新补助要符合什么条件", "已安装北斗示位仪"),
        ("材料的传真号码", "0593-6010299"),
        ("澄港渔船整治分哪几个阶段", "验收阶段"),
        ("渔船整治怎么分步走", "摸底阶段"),
        ("休闲渔船的检查数能不能算进镇的检查任务", "不得计入"),
        ("强制报废的渔船能不能申请补助", "不纳入补助范围"),
        ("安全承诺书谁来签，要几份", "份数是2份，形式是原件，船长签字"),
        ("澄港今年一共检查多少艘渔船", "135艘"),
        ("去年检查渔船数", "122艘"),
        ("白沙镇检察任务多少", "2026年应检查渔船数为43艘"),
        ("望潮镇钢制鱼船多少艘", "40艘"),
    ],
)
def test_told(assistant: RuleAssistant, question: str, must: str) -> None:
    """What the notice says is told, whole, of what was asked and of the year that was asked for."""
    assert_said(assistant, question, outcome=ANSWERED, must=must)


@pytest.mark.parametrize("question", ["澄港个人买小汽车补多少艘", "澄港渔船分哪几个等级"])
def test_not_told(assistant: RuleAssistant, question: str) -> None:
    """What the notice does not say is no figure of all."""
    answer, _ = assistant.ask(question)
    assert "135艘" not in answer.answer
    assert "122艘" not in answer.answer


def test_of_a_place_that_no_notice_speaks_of(assistant: RuleAssistant) -> None:
    """A number asked of a place on no file is told of no other."""
    assert_said(assistant, "灵渡县检查渔船多少艘", outcome=NO_ANSWER, must="灵渡县")


def test_of_what_was_told(assistant: RuleAssistant) -> None:
    """其中 asks of the row and the table of the turn before, whatever other table has the word."""
    _, before = assistant.ask("石螺镇应检查渔船数小计多少")
    answer, _ = assistant.ask("其中木质渔船几艘", history=[before])
    assert "石螺镇2026年" in answer.answer
    assert "18艘" in answer.answer
