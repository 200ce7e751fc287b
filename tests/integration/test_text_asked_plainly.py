"""Days supposed, numbers supposed, lists counted, offices and payers: the notice asked in each of the usual ways."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

TODAY = date(2026, 11, 22)

KILNS = """# 江西省工业和信息化厅关于开展2026年陶瓷窑炉节能诊断工作的通知

赣工信节能字〔2026〕27号

各设区市工业和信息化局：

现就2026年陶瓷窑炉节能诊断工作通知如下。

## 一、工作要求

（一）各设区市要于2026年6月20日前公布诊断企业名单，并报送省工业和信息化厅备案。

（二）支持日用陶瓷、建筑陶瓷、电瓷等重点行业实施窑炉改造。

（三）诊断经费由省级财政安排，不得向企业收取费用。

江西省工业和信息化厅

2026年3月9日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("asked"), today=TODAY)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("kilns")
    notice = folder / "yaolu.md"
    notice.write_text(KILNS, encoding="utf-8")
    return corpus_assistant(folder / "data", today=TODAY, notices=[notice])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # a day supposed, today's or that of what was done
        ("要是现在是2024年5月3日，公布名单晚了几天", ("经过了3天",)),
        ("今天如果是2024年4月1日呢，公布名单还有多久", ("还有29天",)),
        ("倘若现在是2024年4月10日，还剩几天公布名单", ("还有20天",)),
        ("如果我们在2024年4月28日备案，算按时吗", ("算按时", "2024年4月28日")),
        ("4月25日才报名单来得及吗", ("还来得及", "还有5天")),
        ("名单晚了几天", ("936天",)),
        # particulars supposed
        ("这份文号是不是粤工信节能函〔2024〕41号", ("不是", "〔2024〕14号")),
        ("文号是粤环函〔2024〕14号对不对", ("不是", "粤工信节能函〔2024〕14号")),
        ("文号是粤工信节能函〔2024〕14号吧", ("是的", "〔2024〕14号")),
        ("落款是2024年5月15日吗", ("不是", "2024年3月15日")),
        # a list counted
        ("重点行业一共有几个", ("有7个", "电镀")),
        ("试点城市一共有几个", ("有5个", "江门")),
        # what the offices have to do to which the notice goes
        ("佛山市工信局需要干什么", ("常态化管理机制", "4月底前公布实施")),
        ("生态环境局要干嘛", ("常态化管理机制", "激励制度")),
        # who pays
        ("经费是由企业自筹吧", ("地方政府纳入预算",)),
        ("钱是企业自己出还是财政出", ("地方政府纳入预算",)),
    ],
)
def test_the_notice_is_asked_in_the_usual_ways(assistant: RuleAssistant, question: str, said: tuple[str, ...]) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert all(word in answer.answer for word in said), answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "抄送哪些单位",
        "审核不通过会罚多少钱",
        "不按时报送名单有什么后果",
        "没按时公布名单会通报批评吗",
        "粤工信节能函〔2024〕41号是什么文件",
        "财政局要做什么",
    ],
)
def test_what_the_notice_does_not_say_is_not_answered_from_beside_it(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


@pytest.mark.parametrize("question", ["没按期披露环境信息罚多少", "逾期未披露环境信息罚多少"])
def test_what_is_not_done_in_time_may_stand_in_the_title(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert "第二十九条" in answer.answer


@pytest.mark.parametrize("question", ["企业造假怎么罚", "弄虚作假的后果", "企业弄虚作假会受到什么处罚"])
def test_what_befalls_those_with_an_office_is_not_told_of_others(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert "5万元以上50万元以下" in answer.answer
    assert "处分" not in answer.answer
    officials, _ = assistant.ask("评估验收部门弄虚作假怎么处理")
    assert "处分" in officials.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("陶瓷窑炉节能诊断的名单，要是今天是2026年6月25日，晚了几天", ("5天",)),
        ("窑炉节能诊断通知的文号是赣工信节能字〔2026〕72号吧", ("不是", "〔2026〕27号")),
        ("诊断经费由企业自己出吗", ("省级财政",)),
        ("景德镇市工信局在窑炉节能诊断里要做什么", ("公布诊断企业名单",)),
    ],
)
def test_another_notice_is_asked_so_too(other: RuleAssistant, question: str, said: tuple[str, ...]) -> None:
    answer, _ = other.ask(question)
    assert all(word in answer.answer for word in said), answer.answer
