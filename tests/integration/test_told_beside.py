"""What people tell beside their question: who asks, what for; and everyday words for what tables hold."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("corpus"), today=TODAY)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("请提供中山市2023年度由工业和信息化部门牵头的通过验收企业数量，供年终总结引用", "82家"),
        ("云浮2023年总共过了几家啊，只要合计", "18家"),
        ("我是镇里的办事员，企业平台填报这事主管部门该盯哪些环节", "上传审核材料"),
        ("附件2里东莞是多少家？抽样复核用", "250家"),
        ("文件全名给我抄一下，写标书引用", "关于开展2024年度工业领域清洁生产工作的通知"),
    ],
)
def test_who_asks_and_what_for_is_left_out(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not="没有")


@pytest.mark.parametrize("question", ["听说有补贴，一家给多少", "如果是外资企业，审核要求一样吗"])
def test_what_limits_a_question_stays(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("2024年全省目标较2023年验收合计数的变动比例", "下降约15.6%"),
        ("2024年全省任务比2023年验收缩了多少", "少257家"),
        ("哪个市2024年目标砍得最狠，按百分比", "清远市"),
        ("平台完成率最拉胯的是哪个市", "韶关市"),
        ("2023年通过验收的企业里有百分之多少在平台上办结了", "80.0%"),
        ("河源2023年平台完成率是百分百吗", "是的，"),
        ("惠州2023年平台完成率有没有百分之九十五", "是的，"),
        ("佛山目标有没有200家", "是的，"),
        ("东莞2023年验收有没有300家", "没有，"),
    ],
)
def test_everyday_words_of_figures(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)
