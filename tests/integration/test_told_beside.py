"""What people tell beside their question: who asks, what for; and everyday words for what tables hold."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside, corpus_assistant

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("corpus"), today=TODAY)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("请提供中山市2023年度由工业和信息化部门牵头的通过验收企业数量，供年终总结引用", "82家"),
        ("云浮2023年总共过了几家啊，只要合计", "18家"),
        ("我是镇里的办事员，企业平台填报这事主管部门该盯哪些环节", "上传审核材料"),
        ("附件2里东莞是多少家？抽样复核用", "250家"),
        ("文件全名给我抄一下，写标书引用", "关于开展2024年度工业领域清洁生产工作的通知"),
    ],
)
def test_who_asks_and_what_for_is_left_out(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not="没有")


@pytest.mark.parametrize("question", ["听说有补贴，一家给多少", "如果是外资企业，审核要求一样吗"])
def test_what_limits_a_question_stays(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("2024年全省目标较2023年验收合计数的变动比例", "下降约15.6%"),
        ("2024年全省任务比2023年验收缩了多少", "少257家"),
        ("哪个市2024年目标砍得最狠，按百分比", "清远市"),
        ("平台完成率最拉胯的是哪个市", "韶关市"),
        ("2023年通过验收的企业里有百分之多少在平台上办结了", "80.0%"),
        ("河源2023年平台完成率是百分百吗", "是的，"),
        ("惠州2023年平台完成率有没有百分之九十五", "是的，"),
        ("佛山目标有没有200家", "是的，"),
        ("东莞2023年验收有没有300家", "没有，"),
    ],
)
def test_everyday_words_of_figures(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("湛江两个部门各牵头几家", "工业和信息化牵头数量20家，生态环境牵头数量23家"),
        ("东莞2023两部门牵头数相差", "少84家"),
        ("茂名……2024……目标……", "22家"),
        ("2O24年深圳目标", "80家"),
        ("广州2023年验收结果里线上流程走完的数", "177家"),
    ],
)
def test_figures_as_typed(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_a_repair_is_in_simplified_characters(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("请问惠洲2024年目镖多少")
    assert answer.question == "惠州2024年目标多少"


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("管环保的那个厅联系人贵姓，咋联系", "陈小康"),
        ("生态厅陈科长的电话", "020-87534028"),
        ("通知最后留了几个咨询电话，分别是谁的", "020-83133243"),
    ],
)
def test_contacts_by_surname_and_title(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_whom_to_turn_to_is_no_duty_to_register(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("平台账号登不上去找谁")
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
    assert "020-83133243" in answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("试点城市里有中山吧", "其中没有中山"),
        ("印染不在重点行业里吧", "印染在内"),
        ("梅州不是试点城市吧", "梅州在内"),
        ("韶关作为通知点名的审核创新试点市，干得怎么样了", "其中没有韶关"),
        ("惠州身为试点要总结什么", "其中没有惠州"),
    ],
)
def test_members_supposed_or_denied(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not="是，")


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("这份通知是省财政厅印的，没错吧", "不是，由广东省工业和信息化厅、广东省生态环境厅"),
        ("14号文由省工信厅和省生态环境厅联合下发，是吗", "是的，由广东省工业和信息化厅、广东省生态环境厅"),
    ],
)
def test_issuers_supposed(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("我们市名单5月12号才挂网，晚了吗", "截至2024年5月12日已经过了12天"),
        ("名单2024年4月22日就公布了，算及时吗", "截至2024年4月22日还有8天"),
        ("2024年4月30日过期了吗", "936天"),
    ],
)
def test_done_on_a_day(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("珠海、江门、阳江三市2024年各安排多少家", "珠海市86家，江门市30家，阳江市35家"),
        ("2024目标降幅超过40%的城市", "清远市"),
        ("2024目标减少过半的市有哪些", "清远市"),
        ("谁的目标只有7家", "揭阳市"),
        ("全省1318是什么数", "“平台”完成验收流程企业数量"),
        ("韶关57家是哪年的数", "2023年"),
        ("韶关工信38家环保19家，加起来是57家吧", "是的，韶关市合计57家"),
        ("韶关工信牵头和环保牵头合计60家吧", "不是，韶关市合计57家"),
        ("惠州2024年目标的排名及占比", "9.8%"),
        ("惠州2024年目标的占比和排名", "排第4位"),
        ("2024年全省目标较2023年验收数的差额及变动比例", "约15.6%"),
        ("附件2序号9是哪个市", "惠州市"),
        ("附件1第3行写的是谁", "珠海市"),
        ("附件1最后一个市合计多少", "18家"),
        ("平台垫底的是谁", "韶关市"),
        ("2023年工信牵头前三名合计占比", "41.0%"),
        ("湛江2023年平台46家比验收总数43还多，怎么回事", "多3家"),
    ],
)
def test_more_ways_to_ask_for_figures(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_a_decline_is_no_ratio(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("2024目标降幅超过三分之一的城市")
    assert "佛山市" not in answer.answer
    assert "河源市（约42.9%）" in answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("茂名2023年底真正在系统里把验收手续走完的企业有几家", "27家"),
        ("云浮2023在那个平台上真正走完流程的几家？用户等着", "17家"),
        ("潮州平台上验收完成数", "25家"),
        ("工信牵头数全省头两名是谁", "广州市"),
        ("在珠三角九市内部，江门2024年目标排第几位", "第9位"),
        ("2023年佛山比广州多过了几家", "多6家"),
        ("粤东四市平均每个市2024年分到多少家", "25.5家"),
        ("揭阳2023年那两个牵头部门各管了多少家", "生态环境牵头数量0家"),
        ("哪些市2024年目标不低于2023年验收数", "云浮市"),
        ("哪些市2024年不比2023年少", "云浮市"),
        ("2024年比2023年多的城市", "佛山市"),
        ("造纸厂主要在东莞和江门，这两个市2023年验收谁多", "东莞市更多"),
        ("记者想问：各市那份要做审核的企业花名册，最晚啥时候得亮出来", "4月30日"),
    ],
)
def test_slang_and_turns_of_speech(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize("question", ["哪些市2024年目标不低于2023年验收数", "哪些市2024年不比2023年少"])
def test_at_or_above_is_said_so(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert "不低于" in answer.answer
    assert "高于2023年" not in answer.answer.replace("不低于", "")


def test_a_mailbox_asked_for_beside_a_busy_phone_is_missing(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("张诚有没有邮箱或者手机，座机老占线")
    assert "没有写邮箱、手机号" in answer.answer


def test_a_number_kept_in_a_mobile_is_known(assistant: RuleAssistant) -> None:
    assert_said(
        assistant, "手机里存了个020-83133243，忘了是谁", outcome=Outcome.ANSWERED, must="张诚", must_not="手机号"
    )


_TWO_YEARS = """# 云溪市工业和信息化局关于2025年清洁生产审核工作的通知

云工信〔2025〕3号

各县（区）工业和信息化主管部门：

现将近两年验收情况印发，请抓好2025年清洁生产审核工作。

云溪市工业和信息化局
2025年3月6日

## 附件1

## 2024年通过清洁生产审核验收企业情况

| 县区 | 甲部门牵头数量（家） | 乙部门牵头数量（家） | 合计（家） | “平台”完成验收流程企业数量（家） |
|---|---|---|---|---|
| 青田县 | 10 | 10 | 20 | 18 |
| 白水县 | 12 | 18 | 30 | 27 |
| 合计 | 22 | 28 | 50 | 45 |

## 附件2

## 2023年通过清洁生产审核验收企业情况

| 县区 | 甲部门牵头数量（家） | 乙部门牵头数量（家） | 合计（家） | “平台”完成验收流程企业数量（家） |
|---|---|---|---|---|
| 青田县 | 5 | 5 | 10 | 6 |
| 白水县 | 15 | 15 | 30 | 24 |
| 合计 | 20 | 20 | 40 | 30 |
"""


def test_a_rate_is_a_rate_in_the_other_year_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    assistant = assistant_beside(tmp_path_factory.mktemp("two_years"), _TWO_YEARS, today=TODAY)
    answer, _ = assistant.ask("青田县2024年平台完成率比2023年高多少个百分点")
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert "30.0个百分点" in answer.answer or "30个百分点" in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("公开方式是哪一种", "依申请公开"),
        ("收文登记要填：文号、成文日期、发文单位，麻烦一次给全", "2024年3月15日"),
        ("这文是工信自己发的还是跟环保联合发的", "广东省生态环境厅"),
        ("14号函要求每个市最少办三场培训，没记错吧", "不是，"),
        ("听说只有一个市2024年目标比它2023年验收数还高，是哪个，高多少", "佛山市（2024年228家，2023年193家）"),
        ("我在云浮开石材厂的，想打听下我们市2023年总共有多少家厂过了验收", "18家"),
    ],
)
def test_more_turns_of_speech(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "平台的客服热线是多少",
        "2023年验收的这1647家一共减了多少吨二氧化碳",
        "审核评估打分多少算合格？六十还是七十",
        "东莞那个国家创新试点项目具体叫啥名，落在哪个园区",
    ],
)
def test_what_no_text_says_is_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_what_can_be_asked_is_told(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("你这里都能查哪些东西呀")
    assert answer.outcome is Outcome.CLARIFY
