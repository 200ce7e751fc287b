"""Questions asked from a day they name, premises about what is due, and what a notice's own validity is."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.reading_rules import default_reading_rules
from bot.types import Outcome
from tests.assistants import corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("假如今天是2024年4月27日，企业名单还剩几天要报", ["还有3天"], ["2026年"]),
        ("到2024年5月8日，名单报送逾期几天了", ["已经过了8天"], ["2026年"]),
        ("4月30日前要报送的是工作经费预算，对吗", ["企业名单", "4月底前"], ["是的", "不是"]),
        ("企业名单要在4月30日前公布，对吗", ["是的"], []),
        ("这份通知过期了没有", ["现行有效"], ["期限已过"]),
    ],
)
def test_one_question(assistant: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    answer, _ = assistant.ask(question)
    assert all(words in answer.answer for words in must), answer.answer
    assert not any(words in answer.answer for words in must_not), answer.answer


def test_an_answer_is_of_the_day_that_the_question_names(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("现在是2025年10月1日，哪些企业必须做强制性清洁生产审核")
    assert answer.as_of == "2025-10-01"
    assert "清洁生产促进法" in answer.answer
    assert "生态环境法典" not in answer.answer


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("清洁生产审核师的考试科目有几门", Outcome.NO_ANSWER),  # no file speaks of them
        ("清洁生产节是几号", Outcome.NO_ANSWER),
        ("重点研发和示范推广有什么区别", Outcome.NO_ANSWER),  # no sentence sets them apart
        ("专题培训由谁组织", Outcome.ANSWERED),
    ],
)
def test_what_no_sentence_answers(assistant: RuleAssistant, question: str, outcome: Outcome) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is outcome, answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("验收通过了的企业以后还查吗", "跟踪评估"),
        ("干得好的单位能得到表彰吗", "成效突出的单位和个人"),
        ("企业的技术难关怎么支持", "卡脖子"),
        ("惠州去年有验收吗", "144家"),
    ],
)
def test_what_people_call_it(assistant: RuleAssistant, question: str, must: str) -> None:
    answer, _ = assistant.ask(question, as_of=date(2024, 6, 1))
    assert must in answer.answer


def test_what_an_enterprise_said_before_counts(assistant: RuleAssistant) -> None:
    _, told = assistant.ask("我们厂用了有毒有害原料")
    answer, _ = assistant.ask("那必须做强制审核吗", history=[told])
    assert answer.answer.startswith("要。")


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("2023年全省通过清洁生产审核验收企业有多少家", "1647家"),  # as the attachment is called, which has no figure
        ("全省平台完成率是多少", "80.0%"),  # shares its words with the note on the platform
    ],
)
def test_neither_a_title_nor_a_date_tells_a_figure(assistant: RuleAssistant, question: str, must: str) -> None:
    answer, _ = assistant.ask(question)
    assert must in answer.answer


def test_a_date_of_signature_in_chinese_numerals_answers_nothing() -> None:
    boilerplate = default_reading_rules().boilerplate
    assert boilerplate.search("二〇二五年一月十日")
    assert boilerplate.search("某市工业和信息化局 二○二四年十二月三日")
    assert not boilerplate.search("二〇二五年一月十日前，各区报送名单")


@pytest.mark.parametrize(
    ("question", "day", "must", "must_not"),
    [
        ("2024年度的环境信息现在披露晚了吗", date(2026, 11, 23), "2025年3月15日", "下一次"),
        ("去年的环境信息几号前要披露", date(2026, 11, 23), "即2026年3月15日", "还有"),
        ("2026年度的环境信息几月几号前披露", date(2026, 11, 23), "2027年3月15日", "已过期"),
        ("2025年的环境信息几号前披露", date(2026, 3, 1), "还有14天", "2025年3月15日"),
    ],
)
def test_what_a_year_is_told_of_is_due_in_the_next(
    assistant: RuleAssistant, question: str, day: date, must: str, must_not: str
) -> None:
    answer, _ = assistant.ask(question, as_of=day)
    assert must in answer.answer
    assert must_not not in answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("名单4月20日公布算按时吗", "算按时"),
        ("我们市的名单5月6日报送备案，算不算晚", "不算按时，已逾期6天"),
        ("名单4月29号挂网，没超期限吧", "算按时"),
        ("名单5月10号才公布，晚了吗", "已经过了10天"),
    ],
)
def test_what_is_done_on_a_day_is_on_time_or_not(assistant: RuleAssistant, question: str, must: str) -> None:
    answer, _ = assistant.ask(question)
    assert must in answer.answer
    assert "936天" not in answer.answer
