"""Questions in words that the text does not use, asked of a library so small that the matter cannot be another."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.lists import topic_score
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("few")
    return corpus_assistant(folder, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("审核报告写得太啰嗦，能不能精简点，文件怎么说", "简化"),
        ("培训是不是只请企业的人来就行", "政府主管人员"),
        ("审核质量不行，主要责任算谁的", "企业主体责任"),
        ("企业做审核、搞培训的开销能不能摊进成本", "经营成本"),
        ("技术攻关这块，地方政府该出什么力", "卡脖子"),
        ("培训光请厂里的人听，行不行", "政府主管人员"),
        ("名单只给工信厅一家送行不行", "省生态环境厅"),
        ("工业园区里的工厂，做审核是死规定还是凭自愿", "自愿性和强制性相结合"),
        ("重点行业的厂都要改造吗", "清洁生产技术改造"),
        ("专家上门帮企业解难题，是不是每个地市都得搞", "有条件的地市"),
        # most of whose words no text has: those that one has tell of the matter
        ("年度评先评优讲究按啥章法", "国家和省有关规定"),
        ("试点搞完了，省里最后想弄出个什么成果", "广东样板"),
        ("有机废气排得多的厂子，通知提了啥要求", "源头削减"),
        ("审核这摊子活，地市该立个啥样的长效机制", "常态化管理机制"),
    ],
)
def test_what_the_text_says_in_other_words_is_found(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "平台的登录密码忘记了怎么重置",
        "审核报告的模板在哪里下载",
        "评审专家每天的劳务费是多少",
        "推荐一家好点的清洁生产咨询公司",
        "2023年哪些企业没通过验收",
        "省里今年给清洁生产的经费总额",
        "通过审核的企业2023年一共节约了多少吨标煤",
        "东莞市局管清洁生产的科长叫什么",
        "补贴要交税吗",
        "审核师证能不能在网上考",
        "推荐两家佛山靠谱的审核咨询机构",
        "专家库里都有哪些专家",
        "通知有没有留传真",
        "中山的工厂有没有被点名批评",
        "幼儿园要不要做清洁生产审核",
        "工信厅大门口能不能停货车",
    ],
)
def test_what_no_text_says_stays_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_a_list_without_a_topic_answers_nothing(assistant: RuleAssistant) -> None:
    """A list whose sentence gave no topic fits no question by its words."""
    context = assistant.toolbox(date(2026, 11, 23)).context
    named = replace(context.desk.knowledge.lists[0], topic="")
    assert topic_score(context.desk, "完成率达到一半", named, named.category) < topic_score(
        context.desk, "完成率达到一半", replace(named, topic="完成率达到一半"), named.category
    )
    assert topic_score(context.desk, "完成率达到一半", named, named.category) < 0.5
