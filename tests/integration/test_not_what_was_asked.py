"""What shares words with a question and answers another one is not given for an answer."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

ANSWERED, NO_ANSWER = Outcome.ANSWERED, Outcome.NO_ANSWER


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("aside"), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "outcome", "must", "must_not"),
    [
        # a place in a longer word, a fine, a deadline of something else
        ("数据安全企业要做清洁生产审核吗", NO_ANSWER, "没有", "1390"),
        ("做一次清洁生产审核大概花多少钱", NO_ANSWER, "没有", "罚款"),
        ("年中总结几号交", NO_ANSWER, "没有", "4月30日"),
        ("企业名单没在4月30日前公布会被问责吗", NO_ANSWER, "没有", "937天"),
        ("没完成年度目标会受处罚吗", NO_ANSWER, "没有", "完成率"),
        # which kinds there are is no question for a list of cities
        ("清洁生产审核有几类", ANSWERED, "", "东莞、江门（原文"),
        # attachments that there are, and one that there is not
        ("附件四讲的是啥", ANSWERED, "没有附件四，共有2个附件", "平台”统计"),
        ("附件里面都有哪些", ANSWERED, "共有2个附件", "没有附件"),
        # from when a rule holds, and how far that is verified
        ("清洁生产审核办法是从几号起实施的", ANSWERED, "自2016年7月1日起施行，效力核实到2026年8月14日", ""),
        ("清洁生产促进法什么时候开始实施的", ANSWERED, "已于2026年8月15日废止", ""),
        # what happened last year is told, what holds now is asked
        ("上个月我们厂废水超标被查了，现在要不要做强制性审核", ANSWERED, "生态环境法典", "按当时的规定"),
        (
            "2025年6月，我厂用了有毒有害原料，要不要做强制性审核",
            ANSWERED,
            "清洁生产促进法》第二十七条",
            "生态环境法典》第",
        ),
        ("清洁生产审核里造假怎么处罚", ANSWERED, "5万元以上50万元以下罚款", "湛江"),
        ("法典生效前，不做审核罚多少", ANSWERED, "清洁生产促进法》第三十九条", "2万元以上20万元"),
        ("法典实施前后，哪些企业该强制审核有什么不同", ANSWERED, "生态环境法典》第九百六十七条", ""),
        ("生态环境法典与清洁生产促进法在罚款上有什么区别", ANSWERED, "第一千二百二十一条", ""),
        # a place in a list of one thing has nothing to do with another
        ("佛山对清洁生产审核有奖金吗", NO_ANSWER, "没有", "佛山在内"),
        ("江门有创新试点吗", ANSWERED, "江门在内", ""),
        ("自愿性清洁生产审核有啥好处", ANSWERED, "表彰和奖励", "重新注册"),
        # what a digest does not say of itself is not read from elsewhere in it
        ("清洁生产审核评估与验收指南哪一年发布的", NO_ANSWER, "没有", "2024年8月26日"),
    ],
)
def test_said(assistant: RuleAssistant, question: str, outcome: Outcome, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=outcome, must=must, must_not=must_not)


@pytest.mark.parametrize("question", ["海王星目标是多少", "木星探测器2024年的目标", "外婆目标", "车间目标"])
def test_whose_figure_is_on_no_file(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=NO_ANSWER, must="没有", must_not="广州\t150")
    answer, _ = assistant.ask(question)
    assert "全省" not in answer.answer


@pytest.mark.parametrize("question", ["审核目标是多少", "老板问目标是多少", "清洁生产目标多少家"])
def test_words_that_are_nobodys_name_leave_the_whole(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=ANSWERED, must="1390家")


def test_the_city_asked_back_takes_the_place_of_our_city(assistant: RuleAssistant) -> None:
    first, turn = assistant.ask("我们市已经办完了12家，还差多少")
    assert first.outcome is Outcome.CLARIFY
    second, understood = assistant.ask("云浮", history=[turn])
    assert understood.question == "云浮市已经办完了12家，还差多少"
    assert "还差6家" in second.answer
    assert "18家" in second.answer
