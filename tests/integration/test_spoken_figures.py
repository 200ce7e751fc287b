"""Figures asked in everyday speech: quantities far from their headers, doubts, and what is only set against."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, assert_dialogue, assert_said, assistant_beside, corpus_assistant

TODAY = date(2026, 11, 22)

NOTICE = """---
id: qingyuan-2025
title: 海原市生态环境局关于下达2025年清洁生产审核任务的通知
published: 2025-02-20
---

# 海原市生态环境局关于下达2025年清洁生产审核任务的通知

各县区：

现将2025年清洁生产审核任务下达给你们，请认真组织实施。

## 附件1

2024年清洁生产审核验收情况

| 县区 | 工信牵头数量（家） | 生态环境牵头数量（家） | 合计（家） | 平台完成验收数量（家） |
| --- | --- | --- | --- | --- |
| 柳林县 | 12 | 9 | 21 | 20 |
| 河滩县 | 6 | 8 | 14 | 5 |
| 东岭区 | 11 | 4 | 15 | 15 |
| 合计 | 29 | 21 | 50 | 40 |

## 附件2

2025年清洁生产审核目标

| 县区 | 审核目标（家） |
| --- | --- |
| 柳林县 | 18 |
| 河滩县 | 16 |
| 东岭区 | 11 |
| 合计 | 45 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("spoken"), today=TODAY)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("spoken-beside"), NOTICE, today=TODAY)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("佛山2023年在系统里头把手续走到底的厂有多少个", "183家", "193家"),
        ("汕头系统里头弄完的，23年的，有多少来着", "56家", "78家"),
        ("2023年東莞喺平台搞掂晒驗收嘅企業有幾多間", "179家", "292家"),
        ("咱中山23年在那个什么清洁生产的网上系统里面把流程全走完的，是几家来着？？", "100家", "122家"),
        ("清远2023年有多少家卡在系统里没走完", "55家", ""),
        ("验收是过了、系统里却没走完手续的，哪个市欠得最多，欠几家", "东莞市2023年", "292家"),
        ("揭阳2023年过关的全在系统里走完了没有", "是的", ""),
        ("哪个市线上手续拖得最厉害", "韶关市最低", ""),
        ("整个广东2023年到底有多少家厂把这一关闯过去了，给我一个总数就行", "1647家", ""),
        ("大前年肇庆一共有多少个厂子过了关", "48家", ""),
        ("茂名那边环保口子管的，2023年拿到合格的厂有多少", "10家", "28家"),
        ("珠海工业这条线2023年交出的成绩单是多少家？环保那条线的先不要", "56家", "105家"),
        ("东莞环保线比工信线多抓几家", "多84家", ""),
        ("东莞24年派的活比前一年过关的厂缩水了百分之几", "14.4%", ""),
        ("粤西三个市24年一共要扛多少家", "84家", ""),
        ("哪个市24年的活儿最轻", "汕尾市最少", ""),
        ("做台账要用：佛山2023年在系统里头办结的家数，别拿总的通过数给我", "183家", "193家"),
        ("2023年平台上平均每个市走完几家", "62.8家", "78.4家"),
        ("1390家摊下来每个市平均得扛几家", "66.2家", ""),
        ("论文第三章要用个均值，21个市平均下来，每个市2024年要做多少家", "66.2家", "深圳市80家"),
        ("搞国家创新试点的那五个市，24年的家数给我加个总", "603家", ""),
        ("附件2最后一行合计是多少", "1390家", "云浮"),
        ("饭桌上听人讲，23年全省过了一千八百多家，没水分吧", "不是，全省2023年", ""),
        ("湛江系统里46个比过关的43个还多，这不是明摆着抄错了吗", "截至2023年12月31日", ""),
        ("2024年全省目标定得比2023年验收的还高，压力这么大是为啥", "不是，全省少257家", ""),
    ],
)
def test_quantities_as_people_speak_of_them(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("河滩县2024年系统里办利索的有几家", "5家", "14家"),
        ("柳林县2024年过了关的厂子有多少", "21家", ""),
        ("柳林县2024年环保口子抓的有几家", "9家", "21家"),
        ("海原2025年派的活哪个县最多", "柳林县", ""),
        ("河滩县2024年验收了5家吧", "5家是河滩县2024年平台完成验收数量", ""),
    ],
)
def test_of_another_notice(beside: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(beside, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("看表韶关2023年总共才验收2家，怎么这么差？", "2家是韶关市2023年“平台”完成验收流程企业数量"),
        ("说是东莞2023年过了179家，对不对", "不是，东莞市2023年通过清洁生产审核验收企业数为292家"),
    ],
)
def test_a_number_denied_is_told_for_what_it_is(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "turns",
    [
        [("阳江2024年目标", "35家"), ("跟它2023年验收的比，多了还是少了，差几家", "少11家：2024年")],
        [("阳江2023年验收多少", "46家"), ("跟2024年目标比，是多是少，差几家", "多11家：2023年")],
        [("阳江2024年目标", "35家"), ("和2023年过关的比呢", "少11家")],
        [("广州2024年目标多少", "150家"), ("完成率呢", "算不出完成率")],
        [("江门2024年的指标，还有再前一年验收了多少", "江门市2024年清洁生产审核预期目标为30家[1]。江门市2023年")],
        [("佛山2024年目标全省排第几", "第2位"), ("前面还有谁", "东莞市最多")],
        [("广州2024年目标排第几", "第3位"), ("压在它头上的是谁", "前2名是东莞市（250家）、佛山市")],
        [("广州2024年目标", "150家"), ("那是24年的指标，我要的是前一年实打实过了多少", "187家")],
        [("揭阳2023年验收多少", "9家"), ("线上走完的那栏是几", "揭阳市2023年“平台”")],
    ],
)
def test_what_is_set_against_and_what_follows(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)


@pytest.mark.parametrize(
    "question", ["粤东跟粤西比，2024年谁任务重？差多少家", "深圳跟佛山比，2023年谁过关的多？多几家？"]
)
def test_a_gap_is_told_once(assistant: RuleAssistant, question: str) -> None:
    (answer,) = answers_in_turn(assistant, [question])
    assert answer.answer.count("更多") == 1
    assert "比" not in answer.answer


@pytest.mark.parametrize(
    "question", ["帮我查个数", "那边弄完了没有", "咱们这儿压力大不大", "在不？ 帮个忙", "请核对上述两项数据的差额。"]
)
def test_half_sentences_are_asked_back(assistant: RuleAssistant, question: str) -> None:
    (answer,) = answers_in_turn(assistant, [question])
    assert answer.outcome is Outcome.CLARIFY, answer.answer
    assert answer.choices


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("张诚坐哪栋楼几层，我想当面去拜访", "没有写地址"),
        ("陈小康在厅里坐哪把交椅，处长还是副的", "没有写职务"),
        ("2024年全省最后实际完成了多少家审核？完成率如何", "没有2024年的完成数"),
        ("2023年这批企业一共节约了多少吨标准煤", "没有"),
        ("张诚几楼办公", "没有写地址"),
        ("佛山2023年把手续走完的学校有多少个", "没有"),
    ],
)
def test_what_no_text_tells(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must)
