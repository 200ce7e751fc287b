"""Questions on running text of the shipped corpus: who pays and leads, parts by number, several readings of one day."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.deadlines import list_deadlines
from bot.types import Outcome
from tests.assistants import corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("咱们市名单是不是迟了，几号前要报", ["期限已过", "2024年4月30日"], ["没有能回答", "10个工作日"]),
        ("名单公布之后要报哪几个部门备案", ["省工业和信息化厅、省生态环境厅"], ["省级生态环境主管部门"]),
        ("工作经费谁来承担", ["报请地方政府纳入预算保障"], ["责任分工"]),
        ("第2部分讲了哪几点", ["共4项", "模式创新"], []),
        ("附件总共几个，都叫什么", ["共有2个附件", "预期目标"], ["1390"]),
        ("没开展审核的企业罚多少", ["5万元以上50万元以下"], []),
        ("什么叫清洁生产", ["清洁生产是指", "废止"], ["模式创新"]),
        ("讲座一年至少办几次", ["至少组织1场"], []),
        ("张诚的职务和座机", ["020-83133243", "没有写职务"], []),
        (
            "审核的对象范围，新旧规定有什么变化",
            ["第二十七条第二款", "第九百六十七条第一款", "不再单列"],
            ["第二十八条"],
        ),
        ("名单内的企业要做哪些事", ["湛江", "一个月内登录省平台", "潮州"], ["各地市要抓紧"]),
        ("通知是发改委发的吗", ["不是", "广东省生态环境厅"], []),
        ("重点排污单位每年几月前披露上一年的信息", ["每年3月15日前"], ["4月底"]),
    ],
)
def test_is_answered(assistant: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in must), answer.answer
    assert not any(words in answer.answer for words in must_not), answer.answer


@pytest.mark.parametrize("question", ["通知要求企业一年审核几次", "通知里写了企业要交多少审核费", "本通知有效期到哪天"])
def test_what_the_notice_does_not_say_is_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_one_sentence_is_told_once_for_two_questions(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("名单过期了吗，几号该公布")
    assert answer.answer.count("各地市要抓紧研究制定") == 1


def test_the_last_day_is_said_to_be_the_last(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("公布名单今天是最后一天吗", as_of=date(2024, 4, 30))
    assert answer.answer.startswith("今天（2024年4月30日）就是最后一天")


def test_deadlines_of_digests_are_whole_items(assistant: RuleAssistant) -> None:
    found = list_deadlines(assistant.toolbox(date(2026, 11, 22)).context, topic="披露").result
    told = [(d["who"], d["what"], d["words"]) for d in found["deadlines"]]
    assert ("企业", "披露上一年1月1日至12月31日的环境信息", "每年3月15日前") in told
    context = assistant.toolbox(date(2026, 11, 22)).context
    digests = [d for d in context.desk.knowledge.deadlines if not context.desk.meta(d.document_id).full_text]
    assert len(digests) > 20
    assert all(d.who and len(d.what) >= 4 for d in digests), [(d.who, d.what) for d in digests]


@pytest.fixture(scope="module")
def beside_laws(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    """Return an assistant that also holds laws in articles, and a ruling in articles that is called 批复."""
    texts = tmp_path_factory.mktemp("laws")
    for number in range(6):
        articles = "\n\n".join(f"第{n}条 码头第{number}类货物应当按规定堆放。" for n in "一二三四五")
        (texts / f"{number}.md").write_text(f"# 港口第{number}类货物堆放条例\n\n{articles}\n", encoding="utf-8")
    ruling = (
        "# 关于码头堆放纠纷的批复\n\n第一条 码头堆放货物的保管费由货主承担。\n\n第二条 平台统计的数据可以作为证据。\n"
    )
    (texts / "批复.md").write_text(ruling, encoding="utf-8")
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 11, 22), notices=sorted(texts.iterdir()))


def test_an_article_that_many_laws_have_is_asked_back(beside_laws: RuleAssistant) -> None:
    answer, _ = beside_laws.ask("第四条说的什么")
    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.choices) == 4
    assert all("第四条" in choice.question for choice in answer.choices)
    chosen, _ = beside_laws.ask("《港口第3类货物堆放条例》第四条")
    assert "第3类货物" in chosen.answer


def test_what_is_set_out_in_articles_is_no_notice(beside_laws: RuleAssistant) -> None:
    assert beside_laws.toolbox(date(2026, 11, 22)).context.desk.primary == ("gd-2024-14",)
    number, _ = beside_laws.ask("通知的文号是什么")
    assert number.answer.startswith("文号是粤工信节能函〔2024〕14号")
    part, _ = beside_laws.ask("第十部分讲什么")
    assert part.outcome is Outcome.NO_ANSWER
