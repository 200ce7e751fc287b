"""The duty of a mandatory audit over the shipped corpus: the law of the day, its article, its consequences."""

from datetime import date
from pathlib import Path

import pytest

from bot.articles import fines
from bot.assistant import RuleAssistant, open_assistant
from bot.duty import Aspect, aspect_of
from bot.types import Outcome
from ingest.corpus import sync_corpus
from ingest.library import Library
from kb.lexicon import load_lexicon
from kb.settings import Settings
from tests.assistants import answers_in_turn, assert_said

ROOT = Path(__file__).resolve().parents[2]
THEN, NOW = date(2024, 6, 1), date(2026, 11, 22)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    with Library(folder, lexicon=load_lexicon(ROOT / "corpus" / "lexicon"), command="test") as library:
        assert sync_corpus(library, ROOT / "corpus").failures == ()
    return open_assistant(Settings(data_dir=folder, corpus_dir=ROOT / "corpus"))


@pytest.mark.parametrize(
    ("question", "day", "law", "words", "absent"),
    [
        (
            "哪些企业必须做强制性审核",
            THEN,
            "清洁生产促进法",
            ["第二十七条第二款", "能源消耗限额", "有毒"],
            "国家规定的其他",
        ),
        ("哪些企业必须做强制性审核", NOW, "生态环境法典", ["第九百六十七条第一款", "有毒", "其他情形"], "第二十七条"),
        ("强制审核不如实报告会罚多少钱", THEN, "清洁生产促进法", ["第三十九条第一款", "5万元以上50万元以下"], "法典"),
        (
            "强制审核不如实报告会罚多少钱",
            NOW,
            "生态环境法典",
            ["第一千二百二十一条", "5万元以上50万元以下"],
            "第三十九条第一款",
        ),
        ("强制审核要多久完成", THEN, "清洁生产审核办法", ["两个月内", "一年内"], "法典"),
        ("强制审核结果要报告给谁", NOW, "生态环境法典", ["发展改革、生态环境部门"], "第二十七条"),
        ("我们厂废水超标，要不要做强制审核", NOW, "生态环境法典", ["要。", "排放超标", "供自查参考"], "第二十七条"),
    ],
)
def test_the_law_of_the_day_answers(
    assistant: RuleAssistant, question: str, day: date, law: str, words: list[str], absent: str
) -> None:
    answer, _ = assistant.ask(question, as_of=day)
    assert answer.outcome is Outcome.ANSWERED
    assert law in answer.answer
    assert [w for w in words if w not in answer.answer] == []
    assert absent not in answer.answer
    assert law in answer.citations[0].title


def test_what_decides_is_asked_back(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("我们厂要做强制审核吗", as_of=NOW)
    assert answer.outcome is Outcome.CLARIFY
    assert [c.label for c in answer.choices] == ["排放超标", "超总量", "有毒有害", "国家规定的其他情形"]
    chosen, _ = assistant.ask(answer.choices[0].question, as_of=NOW)
    assert chosen.outcome is Outcome.ANSWERED
    assert chosen.answer.startswith("要。")


def test_only_what_is_missing_is_asked(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("我们厂没超标，要做强制性审核吗", as_of=NOW)
    assert answer.outcome is Outcome.CLARIFY
    asked = answer.answer.split("《")[0]
    assert "总量控制指标" in asked
    assert "有毒有害原料" in asked
    assert "排放标准" not in asked
    assert [c.label for c in answer.choices] == ["超总量", "有毒有害", "国家规定的其他情形"]


def test_none_of_the_grounds_needs_no_audit(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("达标排放、不用有毒原料、总量没超，要做强制审核吗", as_of=NOW)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.answer.startswith("没有排放超标、超总量、有毒有害的情形的，一般不必做强制审核")


def test_the_day_that_the_question_names_decides_the_law(assistant: RuleAssistant) -> None:
    before, _ = assistant.ask("2026年7月我们超能耗限额，要强审吗", as_of=NOW)
    assert before.answer.startswith("以下按当时的规定。要。超能耗限额")
    after, _ = assistant.ask("2026年9月我们超能耗限额，要强审吗", as_of=NOW)
    assert after.answer.startswith("“超能耗限额”原来由《中华人民共和国清洁生产促进法》")


def test_a_ground_of_the_former_law_is_named_as_such(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("我们能耗超限额，是不是必须做强制审核", as_of=NOW)
    assert "现行规定不再单独列出" in answer.answer
    then, _ = assistant.ask("我们能耗超限额，是不是必须做强制审核", as_of=THEN)
    assert then.answer.startswith("要。超能耗限额属于《中华人民共和国清洁生产促进法》")


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("2024年强制性审核有多少家企业", None),
        ("强制性审核企业要披露什么信息", None),
        ("佛山目标多少", None),
        ("什么情形要强制审核", Aspect.SCOPE),
        ("强制性清洁生产审核造假有什么后果", Aspect.PENALTY),
    ],
)
def test_only_questions_on_the_duty_are_taken(question: str, aspect: Aspect | None) -> None:
    assert aspect_of(question) is aspect


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("处五万元以上五十万元以下的罚款", [("5", "万元"), ("50", "万元")]),
        ("处2万元以上20万元以下罚款", [("2", "万元"), ("20", "万元")]),
        ("处五千元以上二万元以下的罚款", [("5000", "元"), ("2", "万元")]),
        ("责令改正", []),
    ],
)
def test_fines_are_read_in_either_numerals(text: str, bounds: list[tuple[str, str]]) -> None:
    assert [(f.value, f.unit) for f in fines("某法", text)] == bounds


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("试点城市名单", "深圳、佛山、梅州、东莞、江门"),
        ("重点行业具体包括什么", "钢铁、石化化工"),
        ("江门算不算试点市", "是，江门在内"),
        ("玻璃行业是不是点名的重点行业", "没有单列玻璃行业，但点了建材"),
    ],
)
def test_lists_answer_however_they_are_asked_for(assistant: RuleAssistant, question: str, words: str) -> None:
    answer, _ = assistant.ask(question, as_of=NOW)
    assert answer.outcome is Outcome.ANSWERED
    assert words in answer.answer


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (["通知是2023年发的吧"], "2024年3月15日"),
        (["佛山2024年目标", "比2023年验收数多还是少"], "佛山市多35家"),
        (["汕头2023年验收数", "跟2024年目标差多少"], "78家"),
    ],
)
def test_a_follow_up_may_name_only_what_to_compare_with(assistant: RuleAssistant, turns: list[str], words: str) -> None:
    assert words in answers_in_turn(assistant, turns, as_of=NOW)[-1].answer


def test_how_long_something_is_valid_is_no_deadline(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("排污许可证有效期是几年", as_of=date(2024, 6, 1))
    assert answer.outcome is Outcome.ANSWERED
    assert "5年" in answer.answer


def test_that_there_are_more_duties_than_shown_is_said(assistant: RuleAssistant) -> None:
    assert_said(assistant, "各地市有哪些义务", outcome=Outcome.ANSWERED, must="此外还有其他要求，见原文。")
