"""Next questions offered: each is answered, alone and as the next turn, whatever years and notices are on file."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assistant_beside

NOTICE = """# 云岭省水利厅

云水发〔2031〕5号

## 关于开展2031年农村水厂改造工作的通知

各市水利局：

### 一、工作要求

各市水利局应当在2031年5月20日前将改造方案报省水利厅。

附件：农村水厂改造任务表

云岭省水利厅
2031年2月3日

（联系人：陆川，0999-6600123）

## 附件

| 地区 | 2030年完成（座） | 2031年任务（座） |
|---|---|---|
| 青石县 | 12 | 18 |
| 白沙县 | 9 | 7 |
| 红柳县 | 21 | 25 |
| 合计 | 42 | 50 |
"""

QUESTIONS = [
    "中山2024年目标是多少",
    "江门2023年生态环境牵头多少家",
    "2024年目标合计",
    "2024年目标最低的两个市",
    "珠三角2024年目标占全省多少",
    "哪些市平台完成数比验收数多",
    "2025年佛山目标是多少",
    "名单什么时候公布",
    "还有哪些期限",
    "联系人是谁",
    "生态环境厅的电话",
    "汕尾的联系人是谁",
    "通知的文号",
    "谁印发的",
    "还有效吗",
    "试点城市有哪些",
    "食品行业在重点行业里吗",
    "企业要做什么",
    "省属国企呢",
    "培训要办几场",
    "我厂废水超标，要做强制性审核吗",
    "不做强制性审核罚多少",
    "环境信息披露什么时候",
    "清洁生产促进法废止了吗",
    "生态环境法典第九百六十七条",
    "青石县2031年任务多少座",
    "白沙县呢",
    "农村水厂改造方案什么时候报",
    "农村水厂改造找谁联系",
    "火星上有水吗",
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2031, 3, 1))


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_offered_is_answered(assistant: RuleAssistant, question: str) -> None:
    answer, turn = assistant.ask(question)
    assert len(answer.suggestions) <= 3
    assert answer.outcome is Outcome.CLARIFY or answer.suggestions
    for suggestion in answer.suggestions:
        for history in ((), (turn,)):
            offered, _ = assistant.ask(suggestion, history=history)
            assert offered.outcome is Outcome.ANSWERED, (suggestion, bool(history), offered.answer)


def test_offers_name_what_the_table_asked_about_holds(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("青石县2031年任务多少座")
    assert answer.suggestions[0] == "青石县2030年完成是多少？"
    assert not any("2024" in s for s in answer.suggestions)


@pytest.mark.parametrize("question", ["农村水厂改造找谁联系", "农村水厂改造方案什么时候报", "农村水厂改造通知的文号"])
def test_offers_are_answered_from_the_notice_told_of(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    told = {c.document_id for c in answer.citations}
    assert len(told) == 1
    for suggestion in answer.suggestions:
        offered, _ = assistant.ask(suggestion)
        assert {c.document_id for c in offered.citations} == told, suggestion
