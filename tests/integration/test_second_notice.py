"""A notice that nobody tuned for, ingested beside the shipped corpus, is answered at the same level."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Answer, Outcome
from tests.assistants import answers_in_turn, corpus_assistant

ROOT = Path(__file__).resolve().parents[2]
NOTICE = ROOT / "tests" / "data" / "second_notice.md"
TODAY = date(2025, 6, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    return corpus_assistant(folder, today=TODAY, notices=[NOTICE])


def talk(assistant: RuleAssistant, *turns: str) -> Answer:
    return answers_in_turn(assistant, turns)[-1]


@pytest.mark.parametrize(
    ("turns", "must", "must_not"),
    [
        (["绿色工厂推荐材料什么时候交"], ["2025年6月20日", "还有19天"], ["4月底"]),
        (["各市初审截止日期"], ["2025年7月15日"], ["4月底"]),
        (["绿色工厂推荐的联系人是谁"], ["周敏", "020-85550123"], ["张诚"]),
        (["周敏的邮箱"], ["lvse@lngxt.example"], []),
        (["佛山2025年绿色工厂推荐名额是多少"], ["18家"], ["228"]),
        (["深圳2024年国家级绿色工厂有几家"], ["20家"], ["75家"]),
        (["2024年绿色工厂最多的市"], ["深圳", "75家"], []),
        (["绿色工厂通知的文号"], ["岭工信绿〔2025〕27号"], ["14号"]),
        (["绿色工厂通知能公开吗"], ["主动公开"], ["依申请"]),
        (["优先推荐哪些行业"], ["医药"], []),
        (["提供虚假材料会怎样"], ["三年内不予受理"], []),
        (["奖励资金谁出"], ["市级财政"], []),
        (["推荐程序有哪几步"], ["3项", "企业申报", "市级初审", "省级评审"], []),
        (["推荐函报给哪里"], ["节能与综合利用处"], []),
        (["佛山2024年清洁生产目标是多少"], ["228家"], ["18家"]),
        (["省工信厅张诚的电话"], ["020-83133243"], ["周敏"]),
        (["广州2025年绿色工厂推荐名额是多少", "那江门呢"], ["9家"], ["30家"]),
        (["这份通知的文号"], ["岭工信绿〔2025〕27号", "粤工信节能函〔2024〕14号"], []),
        (["绿色工厂通知的文号", "印发日期呢"], ["绿色工厂"], ["2024年3月15日"]),
        (["根据哪些文件制定"], ["“十四五”全国清洁生产推行方案"], []),
        (["通知里提到的重点行业是哪些"], ["钢铁", "电镀"], []),
        (["4月底前需要完成哪些工作"], ["备案"], ["绿色工厂"]),
    ],
)
def test_both_notices_are_answered(
    assistant: RuleAssistant, turns: list[str], must: list[str], must_not: list[str]
) -> None:
    answer = talk(assistant, *turns)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    for words in must:
        assert words in answer.answer
    for words in must_not:
        assert words not in answer.answer


@pytest.mark.parametrize("question", ["汕头2025年绿色工厂推荐名额", "2023年绿色工厂有几家", "绿色园区推荐的联系人是谁"])
def test_what_neither_holds_is_missing(assistant: RuleAssistant, question: str) -> None:
    assert talk(assistant, question).outcome is Outcome.NO_ANSWER
