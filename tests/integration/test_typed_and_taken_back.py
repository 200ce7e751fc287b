"""What is typed half in pinyin or taken back, names by sound, who is in charge, what attachments are of and list."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

ECO, INDUSTRY = "020-87534028", "020-83133243"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("chen xiaokang dianhua duoshao", [ECO], [INDUSTRY]),
        ("Cheng Zhang的联系方式", [INDUSTRY], [ECO]),
        ("管生态的那个厅电话", [ECO], [INDUSTRY]),
        ("工业那块找谁", [INDUSTRY], [ECO]),
        ("我们是清远市生态环境局的，备案有问题该问省里谁", [INDUSTRY, ECO], []),
        ("名单报两家备案，双方分别找谁", [INDUSTRY, ECO], []),
        ("肇庆2023年验shou多少家", ["48家"], []),
        ("ming单几号公布", ["4月"], []),
        ("去年…说错了，2024年河源目标是多少", ["16家"], ["2025"]),
        ("汕头，哦不对，汕尾2024年目标", ["5家"], ["汕头", "70家"]),
        ("附件1说的是2024年的目标吧", ["不是，", "2023年通过清洁生产审核验收企业情况"], []),
        ("附件2列的是预期目标吗", ["是的，"], []),
        ("两份附件列了几个地市", ["21个"], []),
        ("备案有没有期限规定", ["4月底", "2024年4月30日"], []),
        ("名单一直没公布，算不算超期", ["已经过了"], []),
        ("把通知的名称、文号和印发日期一并发我", ["粤工信节能函〔2024〕14号", "2024年3月15日", "工业领域清洁生产"], []),
        ("粤西由哪几个市组成", ["阳江市", "湛江市", "茂名市"], ["广州"]),
        ("粤东包括哪些市，2024年目标分别多少", ["汕头市70家", "揭阳市7家"], []),
        ("文件是哪月份出的", ["2024年3月15日"], []),
        ("通知是四个部门一块发的吗", ["不是，", "联合印发"], []),
        ("备案名单报生态环境厅就行吧", ["不是，", "省工业和信息化厅、省生态环境厅"], []),
        ("2024年清洁生产审核任务佛山是不是超过东莞", ["不是，", "东莞市更多"], []),
        ("2023年平台完成数连9家都没有的市", ["韶关市", "汕尾市", "清远市"], ["揭阳", "东莞"]),
        ("云浮是唯一目标没变的市吗", ["是的，", "云浮市"], []),
    ],
)
def test_asked_so(assistant: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    answer, _ = assistant.ask(question)
    assert all(words in answer.answer for words in must), answer.answer
    assert not any(words in answer.answer for words in must_not), answer.answer


def test_a_number_not_on_file_is_said_to_be_missing(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("省工业和信息化厅的传真号是多少")
    assert answer.outcome is Outcome.NO_ANSWER
    assert answer.answer.startswith("现有文件没有写传真"), answer.answer
