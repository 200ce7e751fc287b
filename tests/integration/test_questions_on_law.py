"""Questions on what the law says, then and now, answered from the digests and never from a notice."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("law"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the law is asked for: not what the notice says of such a matter
        ("法律规定企业搞技术改造要用什么样的工艺设备", "第九百六十五条", "2024年度"),
        ("法律要求企业公开审核结果吗", "第九百六十七条第三款", "2024年度"),
        # the law in force leads, not the one that it repeals
        ("强制范围以外的企业可以自愿签协议吗", "第九百六十八条", "第二十八条"),
        ("验收的费用可以让企业承担吗", "第九百六十七条第四款", "第二十七条"),
        # of three time limits the one for what is asked
        ("进了强制审核名单，多久内要登报公开企业信息", "一个月内", "两个月内"),
        ("强制审核名单公布后多长时间要启动", "两个月内", "一个月内"),
        # which articles of the disclosure rules
        ("企业披露过的环境信息还能更改吗", "第十八条", ""),
        ("年度披露报告逾期了怎么罚", "5万元以下罚款", "1万元以上"),
        ("两次审核之间最多隔几年，用有毒有害原料的企业", "五年", ""),
        # in words of those who ask
        ("年度环境信息报告晚交了有什么后果", "第二十九条", "第二十六条"),
        ("搞评估验收，企业要不要掏钱", "不得向企业收费", ""),
        ("单位产品能耗超限额的厂以前是强制审核，如今呢", "不再单列", ""),
        ("光看排放达不达标吗，达标了强制审核就免了吧", "有毒有害", ""),
        ("事业单位用不用披露环境信息", "第三十一条", "第三十三条"),
        ("强制审核的企业，环境信息要披露到哪年为止", "第三年", "2024年度"),
        ("清洁生产放在法典的第几编", "第四编", ""),
        # no word of the notice, where the search finds it unlikely to answer and a law all but sure
        ("企业在技术改造中应当采取哪些清洁生产措施", "无毒无害", "2024年度"),
        ("强审企业的年度环境披露报告，比一般重点排污单位多哪两块内容", "被强制审核的原因", "八类"),
        ("现在产生工业固废的单位要不要做清洁生产审核", "没有保留", "已于2026年8月15日由"),
        ("挥发性有机物要不要交环保税", "试点", "按季申报"),
        ("强审做完结果现在还要登报吗", "便于公众知晓", ""),
        ("年度环境信息披露不是每年6月30号截止嘛，我看同事这么说", "3月15日", ""),
        # until when a duty lasts is no day of every year
        ("强审企业要披露到什么时候", "第三年", "2027年3月15日"),
        # the amount for what is asked, not for another thing that breaks the rules
        ("固废法规定的台账违规罚多少", "5万元以上20万元以下", ""),
        # what stands under a short heading of the document named
        ("广东省全面推行清洁生产实施方案到2025年的目标有哪些", "14%", "依据是"),
        ("“十四五”全国清洁生产推行方案的目标是什么", "85%", "51个行业"),
    ],
)
def test_the_law_is_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    "question",
    ["法律规定一年要办几场培训", "美的集团在不在2024年名单里", "一家企业能补贴几万元", "审核一次的奖金要不要交税"],
)
def test_what_no_law_says_is_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
