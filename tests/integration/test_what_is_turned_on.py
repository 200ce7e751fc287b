"""What a question that asks whether something is so turns on has to be said by what is given for its answer."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

ANSWERED, NO_ANSWER = Outcome.ANSWERED, Outcome.NO_ANSWER


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("turned"), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    "question",
    [
        "验收报告要不要公证",
        "审核报告可以用快递寄吗",
        "专题培训能不能搞直播",
        "县里的局可以委托验收吗",
        "技改方案允许分期实施吗",
        "平台注册要不要交保证金",
        "企业名单能改吗",
        "培训时要不要专家签字",
    ],
)
def test_words_shared_beside_it_answer_nothing(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is NO_ANSWER, answer.answer


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("企业名单定了还要不要往省里报", "报送省工业和信息化厅", "常态化管理机制"),
        ("同一个违法行为会不会被罚两次", "第一千零五十五条", ""),
        ("企业可以跟部门签节能协议吗", "第九百六十八条", "第三十一条"),
        ("绩效数据是不是要填到平台上", "填报绩效数据", ""),
        ("搞评估验收是不是要收企业的钱", "不得向企业收费", "回头看"),
        ("年度名单用不用报省厅备案", "报送省工业和信息化厅", ""),
        ("企业集团要带着分公司一起做吗", "推动下属子公司、分公司", ""),
        ("超低排放改造只针对水泥吗", "钢铁、水泥等行业", "针对性"),
        ("龙头企业可以自建研究平台吗", "鼓励重点行业龙头企业", ""),
        # by rules on file in short, where they say more of it than a notice
        ("申请验收要交什么材料", "验收报告", "2024年度"),
    ],
)
def test_it_is_found_where_it_is_said(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("深圳的企业验收没通过会怎么样", "自动列入下一批", "中山"),
        ("中山的自愿审核账号能不能做强制审核", "不能办理强制性审核", "2024年度"),
    ],
)
def test_a_part_on_another_place_does_not_speak(
    assistant: RuleAssistant, question: str, must: str, must_not: str
) -> None:
    assert_said(assistant, question, outcome=ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the status of a law on the day that the question names, and of one that another law leaves in force
        ("2025年时清洁生产促进法还有效吗", "截至2025年12月31日现行有效", "不是"),
        ("清洁生产促进法2026年9月还适用吗", "已于2026年8月15日废止", ""),
        ("这份文件如今还作数吗", "现行有效", ""),
        ("循环经济促进法是不是被法典代替了", "没有被废止", "减量化"),
        ("清洁生产审核办法现在是什么状态", "核实到2026年8月14日", ""),
        ("环评法作废了没有", "这十部法律同时废止", ""),
        # how many parts a law has is told by the text, not by the headings of a digest or the number of an article
        ("清洁生产促进法共有多少条", "六章四十条", "第三十四条"),
        ("促进法分几章", "六章四十条", "正文分"),
        ("法典废止了几部法律", "这十部法律", "没有被废止"),
        # how often: of an interval, not of a year that is counted, nor of this year alone
        ("用有毒有害原料的企业，审核是每三年一轮吗", "不得超过五年", "是的"),
        ("是不是每年都要组织培训", "本年度应至少组织", "是的"),
        # who draws it up, by the shorter verb
        ("全国的推行方案由哪个部门编", "第九百六十一条", "35个"),
    ],
)
def test_status_number_and_interval_of_a_law(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("证书能管几年，通知有没有写", "里没有查到“证书能管几年”的内容", "以上为2024年度"),
        ("通知里有没有规定一年内完成审核", "里没有查到“一年内完成审核”的内容", "助推企业"),
        ("文件写没写不做强制审核罚多少", "第一千二百二十一条", "杜绝企业"),
    ],
)
def test_what_another_document_says_of_it_is_told_too(
    assistant: RuleAssistant, question: str, must: str, must_not: str
) -> None:
    assert_said(assistant, question, outcome=NO_ANSWER, must=must, must_not=must_not)


@pytest.mark.parametrize("question", ["通知有没有提到碳配额", "通知里写没写补贴标准", "审核办法写了罚款吗"])
def test_that_a_document_does_not_mention_a_thing_is_said(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is NO_ANSWER
    assert "里没有查到" in answer.answer


def test_a_sentence_that_says_much_else_of_a_question_answers_it(assistant: RuleAssistant) -> None:
    question = "企业在平台上注册、填报审核计划、上传审核材料以后，我们区局还要不要操心"
    assert_said(assistant, question, outcome=ANSWERED, must="严格把关")
