"""Days, contacts, the law of a day, lists and costs asked for in more words, and what is beside the point of them."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

TODAY = date(2026, 11, 22)

KILNS = """# 湖南省工业和信息化厅 湖南省生态环境厅关于开展2026年砖瓦窑炉节能改造工作的通知

湘工信节能〔2026〕8号

各市州工业和信息化、生态环境主管部门：

根据《湖南省砖瓦行业节能改造实施方案（2025—2027年）》，现就开展2026年砖瓦窑炉节能改造工作通知如下。

## 一、重点任务

（一）长沙、株洲、衡阳、岳阳等市要开展窑炉改造示范试点，总结一批可复制的改造方案。

（二）各市州要在2026年6月20日前公布改造企业名单，并报省工业和信息化厅备案。改造企业应当在每年1月25日前报送年度能耗报告；发生事故的，应当在事故发生后3个工作日内报送临时报告。

（三）要通过按月调度改造进度，提高改造方案的可操作性。

湖南省工业和信息化厅　湖南省生态环境厅

2026年4月9日

（联系人及电话：省工业和信息化厅 罗建平，0731-88955401；省生态环境厅 沈秋云，0731-85698112）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("words"), today=TODAY)


@pytest.fixture(scope="module")
def kilns(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("kilns")
    path = folder / "kilns.md"
    path.write_text(KILNS, encoding="utf-8")
    return corpus_assistant(folder / "data", today=TODAY, notices=[path])


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # a day supposed for what is due on another
        ("强审企业的环境信息披露截止日是4月30号，没记错吧", "3月15日", "4月底前"),
        ("环境信息年报是4月底前交吧", "3月15日", "是的"),
        ("企业名单要在4月30日前公布，对吗", "是的，各地市的期限是4月底前", ""),
        # a report of every year is no report after an event
        ("《企业环境信息依法披露管理办法》规定的年度报告披露截止日是哪天", "3月15日", "5个工作日"),
        ("临时报告几天内要交", "5个工作日", ""),
        # a day that is not told which gives no verdict
        ("名单清明前公布算按时吗", "4月底前", "晚了"),
        ("名单国庆后再公布行吗", "4月底前", "两个月"),
        ("县里人问，单子拖到五一回来再挂出去算不算晚", "4月底前", "不算晚"),
        # how long from one day to another
        ("从红头文件落款到交卷那天，留给市里的准备时间从几号算到几号", "46天", ""),
        ("这份文件到今天发了有多长时间了", "982天", ""),
        ("文件印发距今多少天", "982天", ""),
        ("这文哪天盖的章落的款", "2024年3月15日", ""),
        ("备案和公布的期限是同一天吗", "4月底前", ""),
        ("通知是2024年3月20日印发的，台账这么登没问题吧", "不是，印发日期（落款）是2024年3月15日", ""),
        # for which years a plan is, by its title
        ("作为依据的那个广东实施方案，管的是哪几年", "2023—2025年", "清洁生产促进法"),
        ("这份通知管哪个年度、什么领域", "2024年度工业领域", ""),
    ],
)
def test_days_and_years(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("通知末尾两位联系人分别隶属哪个单位？", "省生态环境厅联系人是陈小康", "没有"),
        ("本通知共列明几位联系人，各属哪个单位？", "省工业和信息化厅联系人是张诚", "没有"),
        ("落款后面括号里那两个人分别是哪个厅的", "省生态环境厅联系人是陈小康", "没有"),
        ("张诚和陈小康各是哪个单位的", "陈小康是省生态环境厅的联系人", ""),
        ("省里环保那边找谁", "陈小康", "张诚"),
        ("平台填着填着卡壳了，想打给省里环保那边的经办，该叫谁、拨几号", "87534028", "张诚"),
        ("陶瓷厂想咨询自愿审核的事，省工信那头打哪个号？", "83133243", "陈小康"),
        ("我在湖南打长途 两个厅的电话带区号怎么拨", "020-87534028", "没有"),
        ("打电话的是做家具的，他们行业在通知点名的重点行业里吗", "没有家具", "张诚"),
    ],
)
def test_whom_to_ask(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("2024年发通知那时候，强制性审核的法律依据是哪部法哪一条", "第二十七条第二款", "第九百六十七条"),
        ("2024年3月通知出来那阵子，强审不做要罚，依据的是哪部法第几条", "第三十九条", "第一千二百二十一条"),
        ("现在不做强审还是按清洁生产促进法第39条罚吗", "第一千二百二十一条", ""),
        ("哪些法律被生态环境法典废止", "《中华人民共和国噪声污染防治法》", "第一千二百三十九条"),
        ("新法典一上来，哪些老法跟着一道退场了？给我个全名单", "《中华人民共和国噪声污染防治法》", "标题"),
        ("强制性审核企业应向哪一级政府的哪些部门报告审核结果", "县级以上地方政府", "三类"),
        ("强制性审核企业公开审核结果时，其中的商业秘密是否也须一并公开", "涉及商业秘密的除外", "三类"),
        ("法典里高耗能企业还单列为强制审核的一类吗", "不再单列", ""),
        ("强审企业的环境信息年报，比普通企业要多写哪些内容", "第十四条", "第十二条"),
        ("披露报告交晚了几天，按披露办法会咋处理", "5万元以下", "1万元以上"),
        ("去年犯的事，今年年底才下处罚，该拿老账本算还是新账本算", "发生时的规定", ""),
        ("验收组下周来我们厂，有人说评估费得我们掏，这钱他们能收吗", "不得向企业收费", ""),
        ("清洁生产的工作经费，我们局能不能让企业分摊一部分", "纳入预算保障", "经营成本"),
        ("财务问我做清洁生产审核还有培训花的钱怎么列，法律上有说法吗", "经营成本", "2024年度"),
    ],
)
def test_the_law_and_the_costs(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("广州也是国家清洁生产审核创新试点市吧，跟深圳佛山一批的", "其中没有广州", ""),
        ("创新试点就广州、深圳、佛山三家，我这么回用户没问题吧", "没有广州", "家，"),
        ("创新试点只有深圳、佛山、东莞三个市吧", "不止深圳、佛山、东莞", "是，"),
        ("这个通知是不是只由工信厅印发的", "不是，由广东省工业和信息化厅", ""),
        ("14号文落款只有一个厅吧", "不是，由广东省工业和信息化厅", ""),
        ("填报用的是生态环境部那个全国清洁生产平台，是吧", "广东省清洁生产信息公共服务平台", ""),
        ("通知要求定期调度审核进度与阶段成果，目的是什么", "针对性和有效性", ""),
    ],
)
def test_what_is_supposed(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("有没有邮箱可以直接甩材料过去？跑一趟太远了", "没有写邮箱"),
        ("惠州2023年过了验收的那一百多家，都叫啥名字，给我列几家", "没有列出企业名单"),
        ("深圳市承担的国家清洁生产审核创新试点项目的具体名称是什么", "没有"),
        ("2024年省级财政给清洁生产专项安排了多少资金", "没有"),
        ("2026年度省里那份清洁生产通知 文号多少", "没有收录2026年的通知"),
        ("平台填报有没有写明具体哪天截止", "没有"),
        ("不做强审的处罚裁量基准分几档", "没有"),
        ("14号文里写了不做审核罚5万到50万，对吧", "里没有查到"),
    ],
)
def test_what_is_on_no_file(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("湖南窑炉改造的年度能耗报告最晚哪天交", "1月25日", "3个工作日"),
        ("湖南窑炉改造年度能耗报告是6月20日前交吧", "1月25日", "是的"),
        ("湖南窑炉改造那份通知从印发到公布名单，留给市州多长时间", "72天", ""),
        ("湖南砖瓦窑炉改造示范试点只有长沙、株洲两个市吧", "不止长沙、株洲", "是，"),
        ("湖南窑炉改造按月调度改造进度，目的是什么", "可操作性", ""),
        ("湖南窑炉改造通知末尾两位联系人各是哪个厅的", "沈秋云", "陈小康"),
    ],
)
def test_of_another_notice(kilns: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(kilns, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)
