"""What is counted in a unit that no text has, lists that are not on file, numbers of digits, weeks, whole amounts."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("counts"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("清洁生产审核报告要求多少万字，多少页", "没有"),
        ("评估验收会要来几位专家，多少人", "没有"),
        ("2024年各镇街的审核目标", "没有各镇街的数据"),
        ("评审专家名录哪里有", "没有收录评审专家名录"),
        ("有没有培训机构清单", "没有收录培训机构清单"),
    ],
)
def test_what_is_not_on_file(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("2024年目标不足两位数的市有哪些", "汕尾市（5家）、揭阳市（7家）", "达到或超过"),
        ("生态环境牵头三位数以上的市", "东莞市（188家）", "佛山市（102家）、惠州"),
        ("文件印发到名单截止是几个星期", "6周零4天", ""),
        ("揭阳2024年目标比2023年验收少了几成", "22.2%", "77.8"),
        ("名单要上报到哪两家单位", "省工业和信息化厅、省生态环境厅", "生态环境部"),
        ("通知布置的4项任务叫什么", "重点任务共4项", "以自愿性"),
        ("文件是省工信厅单独发的吗", "不是，由广东省工业和信息化厅、广东省生态环境厅联合印发", ""),
        ("名单最迟几月几号公布", "2024年4月30日", ""),
        ("正文几大部分，分别叫啥", "正文分3部分", "标题是"),
        ("法典哪一条规定了强制审核的企业范围", "第九百六十七条", "罚款"),
        ("通知的主要目标有哪几项", "节约资源、降低能耗、减污降碳、提质增效", "1390"),
    ],
)
def test_what_is_asked_is_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_year_alone_is_asked_back(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("2023年的情况")
    assert answer.outcome is Outcome.CLARIFY
    assert next(choice.label for choice in answer.choices) == "2023年验收"
