"""Suppositions about how many rows there are, columns set against each other, areas on no file, haste in typing."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside, corpus_assistant

TODAY = date(2026, 11, 22)

NOTICE = """# 云岭省教育厅关于做好2025年度中小学课后服务工作的通知

云教基〔2025〕9号

各州市教育体育局：

为做好2025年度中小学课后服务工作，现将有关事项通知如下。

云岭省教育厅

2025年2月20日

## 附件1

2024年课后服务开展情况

| 州市 | 城区学校（所） | 农村学校（所） | 合计（所） | 完成评估学校（所） |
| --- | --- | --- | --- | --- |
| 昆明 | 120 | 80 | 200 | 190 |
| 曲靖 | 60 | 90 | 150 | 150 |
| 玉溪 | 40 | 30 | 70 | 35 |
| 大理 | 25 | 45 | 70 | 72 |
| 丽江 | 12 | 8 | 20 | 0 |
| 合计 | 257 | 253 | 510 | 447 |

## 附件2

2025年课后服务学校新增任务

| 州市 | 新增学校数（所） |
| --- | --- |
| 昆明 | 60 |
| 曲靖 | 80 |
| 玉溪 | 20 |
| 大理 | 20 |
| 丽江 | 10 |
| 合计 | 190 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("suppositions"), today=TODAY)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("suppositions-beside"), NOTICE, today=TODAY)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("没有一个市目标超过300家吧", "是的，全省21个地市", "1390家"),
        ("没有哪个市目标超过200家吧", "不是，2024年清洁生产审核预期目标有2个不符合", ""),
        ("没有目标超过300家的市吧", "都不超过300家", ""),
        (
            "超过一半的城市目标不到40家，对吗",
            "是的，全省21个地市中，2024年清洁生产审核预期目标不足40家的有12个",
            "1390",
        ),
        ("不到一半的市验收超过100家吧", "是的，全省21个地市中", ""),
        ("验收超过100家的城市有8个，对吗", "不是，有7个", "1647"),
        ("目标不到20家的城市只有5个，是吗", "是的，有5个", "1390"),
        ("有5个城市平台完成率是100%对吧", "是的，有5个", "80.0%"),
        ("目标超过100家的城市不超过5个吧", "是的，有4个", ""),
        ("生态环境部门在所有地市都有牵头，对吗", "不是，2023年生态环境牵头数量有2个不符合", ""),
        ("只有汕尾生态环境没牵头，对吧", "不是，2023年生态环境牵头数量为0的有2个", ""),
        ("揭阳和汕尾生态环境牵头都是0吗", "是的，", "有2个"),
        ("只有佛山的目标比去年高，是吗", "是的，", "不是"),
        ("揭阳任务7家是全省最少吗", "不是，揭阳市排倒数第2位", "是的"),
        ("生态牵头比工信牵头多的城市都有谁", "有9个", "769家"),
        ("工信和环保牵头数相差不到5家的市", "有4个：云浮市（2家）", "109家"),
        ("2024目标比2023实绩高的有几个，分别高多少", "相差35家", "257"),
        ("2023年全省验收1647家，其中工信878家，过半对吗", "53.3%", "187.6%"),
        ("佛山工信牵头的占佛山全部的百分之几", "47.2%", "10.4%"),
        ("广深佛莞目标合计超过全省一半了吧", "是的，广州市、深圳市、佛山市和东莞市2024年", "10.8%"),
        ("中山目标比验收降了三分之一以上，对吗", "是的，中山市下降约34.4%", ""),
        ("23年验收排第4到第8的城市", "惠州市（第4，144家）", ""),
        ("目标从小到大前六个", "后6名是汕尾市（5家）", ""),
        ("目标排在惠州前面的有谁", "有3个：东莞市（250家）、佛山市（228家）、广州市（150家）", ""),
        ("粤东验收、目标各合计多少", "预期目标合计为102家", ""),
        ("惠州23验收24目标", "预期目标为136家", "没有2023年的目标"),
        ("汕头和湛江的平台完成率差多少个百分点", "汕头市比湛江市低约35.2个百分点", ""),
        ("哪些城市2024年目标高于2023年验收数", "有1个：佛山市", "1390家"),
    ],
)
def test_rows_supposed_and_columns_compared(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("没有一个州市新增学校超过60所吧", "不是，2025年课后服务学校新增任务有1个不符合：曲靖市（80所）", ""),
        ("大部分州市新增学校不到30所，对吗", "5个州市中，2025年课后服务学校新增任务不足30所的有3个", ""),
        ("2024年课后服务合计100所以上的有3个州市对吗", "不是，有2个", ""),
        ("城区学校和农村学校相差不到10所的州市", "有1个：丽江市（4所）", ""),
        ("只有大理完成评估的学校比合计多，对吧", "是的，", ""),
        ("玉溪新增任务20所是最少的吧", "不是，玉溪市排倒数第2位", ""),
        ("昆明城区学校占昆明全部的几成", "60%", ""),
    ],
)
def test_the_same_of_another_notice(beside: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(beside, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize("question", ["沿海经济带城市目标合计", "广州都市圈24年目标多少", "老区苏区验收多少家"])
def test_the_figure_of_an_area_is_that_of_no_other(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must="现有表格没有", must_not="1390")


@pytest.mark.parametrize("question", ["前三名是谁", "倒数第二是哪个市", "最高和最低差多少", "低于平均数的有几个市"])
def test_a_rank_of_nothing_named_is_asked_back(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=Outcome.CLARIFY, must="您问的是哪一项", must_not="")


def test_what_is_behind_a_gap_is_told_by_no_table(assistant: RuleAssistant) -> None:
    question = "茂名2023年验收28家，平台完成27家，差的一家是怎么回事"
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must="没有说明原因", must_not="不是，")


@pytest.mark.parametrize("question", ["3个最少的市", "清远23 24", "中山降了42家，降幅34%？"])
def test_the_line_of_contacts_answers_no_question_of_numbers(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is not Outcome.ANSWERED, answer.answer
    assert "联系人及电话" not in answer.answer
