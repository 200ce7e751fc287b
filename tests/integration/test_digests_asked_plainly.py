"""Plain questions on what the digests of laws and the notice say, each in one turn."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("plain"), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the number of a document that a text only names, never that of the notice
        ("深圳清洁生产审核实施细则的文号", "深工信规〔2019〕9号", "〔2025〕5号"),
        ("东莞全面推行清洁生产若干措施的文号", "东发改函〔2023〕355号", "粤工信节能函"),
        ("推荐第二批试点的通知文号是什么", "环办科财函〔2023〕79号", "粤工信节能函"),
        ("清洁生产审核办法的文号", "令第38号", "〔2019〕9号"),
        # a day of what the question turns on, not of the matter of the title
        ("清洁生产审核的评估什么时候进行", "实施之前", "五年"),
        ("第二批创新试点什么时候开始到什么时候结束", "2024年8月结束", "8月1日"),
        ("试点的重点行业有哪些", "包装印刷", "另外两类"),
        ("全国清洁生产工作由谁负责", "第五条", "现组织开展"),
        # which of two laws is asked for, not what it says
        ("2026年8月15日以前的违法行为按哪部法处罚", "第一千零五十七条", "五年内"),
        ("我们厂2025年10月没如实报审核结果被查了，用老法还是新法？", "违法行为发生时", "先责令限期改正"),
        # what a digest tells of the place named; an amount is the law's
        ("清远拒绝审核的企业怎么处理", "滚入下一轮", "第一千二百二十一条"),
        ("清远拒不审核罚多少", "5万元以上50万元以下", "滚入下一轮"),
        ("潮州2023年的平台网址是什么", "www.gdqjsc.com", ""),
        ("委托别人处置固废要注意什么", "第三十七条", ""),
        # one matter under two laws is one question
        ("不做强制审核罚多少，新旧法律有什么不同", "第三十九条", "单位产品能耗"),
        # of two laws in one question the one before 被 or 跟着 is asked of
        ("节约能源法也跟着清洁生产促进法一块废了吧", "没有被废止", "已于2026年8月15日废止"),
        ("节能法被生态环境法典取代了吗", "没有被废止", ""),
        ("清洁生产促进法现在还管不管用啊，我培训课件里还在引", "已于2026年8月15日废止", ""),
        ("环境信息披露超期了才传，按24号令可能罚多少？", "5万元以下", "1万元以上"),
        # who is asked for has to be said
        ("信息披露谁来组织", "第三条", "组织开展好"),
        ("氨氮减排目标是多少", "8%", "51个行业"),
        ("厂里要换线改设备，法典要求顺手把哪四桩事做了？", "第九百六十五条", "第九百六十九条"),
        # what is to be done asks for no number of a year
        ("2026年9月产生工业固废的单位要不要做清洁生产审核", "没有保留", "1390"),
    ],
)
def test_the_text_is_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_list_of_techniques_is_no_list_of_contents(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("导向目录由谁发布")
    assert "由国务院发展改革部门会同" in answer.answer
    assert "联合印发" not in answer.answer
    assert "正文分" not in answer.answer


def test_what_has_changed_is_not_told_by_which_law_applies(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("强制审核做完，结果交给哪两个部门、在哪公开？老法新法有啥变化，帮我对照一下")
    assert "第九百六十七条第三款" in answer.answer
    assert "第一千零五十七条" not in answer.answer


def test_what_is_to_be_added_up_is_not_told_of_another_matter(assistant: RuleAssistant) -> None:
    question = "搞国家创新试点的那五个市，2024年的家数给我加个总"
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must="合计为603家", must_not="2024年8月结束")


def test_a_stretch_told_in_months_gets_no_days(tmp_path: Path) -> None:
    notice = (
        "# 云汀市水务局关于开展节水试点的通知\n\n云水〔2026〕5号\n\n各县（区）水务局：\n\n"
        "一、试点时间\n\n节水试点申报时间为2026年9月至2026年12月。\n\n云汀市水务局\n\n2026年8月3日\n"
    )
    answer, _ = assistant_beside(tmp_path, notice, today=date(2026, 11, 22)).ask("节水试点申报时间是什么时候")
    assert "2026年9月至2026年12月" in answer.answer
    assert "9月1日" not in answer.answer
