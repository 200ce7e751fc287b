"""The shipped corpus asked in other words: what a table counts, particulars of a document, whom to ask, days passed."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("corpus"), today=TODAY)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("附件2里的数是一个厅的还是两个厅合起来的", "合计数"),
        ("附件1的表统计了哪几项数据", "附件1表格有6列"),
        ("麻烦把附件1里肇庆那一行的数字都念给我听", "生态环境牵头数量13家"),
        ("东莞2023年通过验收但还没在平台走完流程的差多少家", "多113家"),
        ("韶关57家在平台上都完成了是吧", "不是，韶关市2023年“平台”完成验收流程企业数量为2家"),
        ("国家清洁生产审核创新试点那五个市，2024年目标一共多少家", "合计为603家"),
        ("听说广州也在国家那批先行先试的市里头，我们想去取经，没弄错吧", "其中没有广州"),
        ("家具厂、电镀厂、造纸厂，哪个在通知列的重点行业里", "电镀厂、造纸厂在内，没有家具"),
        ("我们是食品加工厂，通知列的技术改造重点行业里有没有我们", "其中没有食品加工"),
        ("通知点名持续推进技改的那几个行业里有没有家具", "其中没有家具"),
        ("4月30号当天才挂网公布名单，还算按时吗", "算按时"),
        ("“重点任务”第（三）项的标题是什么", "推动清洁生产审核模式创新"),
        ("强审结果对外公布的方式，老法写的和法典写的有啥不一样", "便于公众知晓"),
        ("2024年目标包不包括生态环境主管部门组织的企业", "合计数"),
        ("平台那一列是什么口径", "截至2023年12月31日"),
        ("平台的数据统计到哪天", "截至2023年12月31日"),
        ("附件2的数只算工信口的企业吗", "合计数"),
        ("通知里引用的省实施方案起止年份", "2023-2025年"),
        ("清洁生产的钱打哪来", "纳入预算保障"),
        ("佛山作为试点市要干啥", "加快推进国家清洁生产审核创新试点项目"),
        ("东莞作为试点要做到什么", "加快推进国家清洁生产审核创新试点项目"),
        ("咨询机构有什么规矩要守", "弄虚作假"),
        ("循环经济促进法是不是跟着一起废止了", "效力核实到"),
        ("以前的促进法里，评估验收的人收企业的钱怎么处理", "给予处分"),
        ("企业每年5月底前披露环境信息，对吧", "不是，"),
        ("間公司名單最遲幾時公佈", "4月30日"),
        ("两位联系人分别是哪家单位的", "陈小康"),
        ("使用有毒原料的企业两次审核最多隔几年", "不得超过五年"),
        ("文件的完整标题", "关于开展2024年度工业领域清洁生产工作的通知"),
        ("落款是几月几号", "2024年3月15日"),
        ("落款是哪些单位", "广东省生态环境厅"),
        ("公布名单的期限到今天过去几天了", "936天"),
        ("距名单公布截止已过多少天", "936天"),
        ("对文件内容不清楚该问谁", "020-83133243"),
        ("生态环境厅那边归谁管", "陈小康"),
        ("工信厅对口的人叫什么", "张诚"),
        ("姓陈的那位联系人是哪个厅的", "陈小康是省生态环境厅的联系人"),
        ("020-87534028是工信厅的电话吧", "不是，省生态环境厅陈小康的电话是020-87534028"),
        ("020-87534028是工信厅的电话吧", "省工业和信息化厅张诚的电话是020-83133243"),
        ("群众想问这个文件，打哪个厅的什么电话", "020-83133243"),
        ("梅州2023年工信牵头、生态牵头、合计、平台数分别多少", "通过清洁生产审核验收企业数17家"),
        ("没按期披露环境信息罚多少", "5万元以下"),
        ("企业每年几号之前要披露上年的环境信息", "3月15日"),
    ],
)
def test_answered(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_a_part_headed_by_another_place_and_other_bodies_duties_step_back(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("企业每年几月几号前要披露上一年度的环境信息")
    assert "3月15日" in answer.answer
    assert "主管部门应当" not in answer.answer
    assert "3月底" not in answer.answer
    assert all("潮州" not in c.section for c in answer.citations)


@pytest.mark.parametrize("question", ["清洁生产促进法哪天起不再适用", "清洁生产促进法现在还能用吗"])
def test_the_sentence_that_repeals_a_law_is_cited(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert "2026年8月15日" in answer.answer
    assert any("法典" in c.title and "同时废止" in c.quote for c in answer.citations)


def test_a_capability_asked_with_a_place_is_a_question_on_that_place(assistant: RuleAssistant) -> None:
    assert_said(assistant, "你能查珠海的目标吗", outcome=Outcome.ANSWERED, must="86家")
    assert_said(assistant, "你能帮我查什么", outcome=Outcome.CLARIFY, must="清洁生产")


def test_so_many_counted_is_no_question_on_what_is_counted(assistant: RuleAssistant) -> None:
    assert_said(assistant, "目标包括全省多少家企业", outcome=Outcome.ANSWERED, must="1390")


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("哪些单位要依法披露环境信息", "重点排污单位"),
        ("做强制审核的企业披露时还要另外披露哪些", "被强制审核的原因"),
        ("审核到底是强制的还是自愿的", "以自愿性和强制性相结合的方式"),
        ("发这个文件的目的", "为更好发挥清洁生产"),
        ("这份通知是为了什么", "为更好发挥清洁生产"),
    ],
)
def test_what_is_asked_for_is_in_the_answer(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize("question", ["清洁生产专项资金总额多少", "佛山的试点项目叫什么名字", "平台使用的目的是什么"])
def test_what_the_text_does_not_say_is_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("涉重金属的企业审核要从哪个环节使劲", "源头削减"),
        ("固废上审核要往哪两个方向发力", "减量化"),
        ("工作经费该找谁要", "纳入预算保障"),
        ("谁来盯着企业在平台注册", "督促指导企业"),
        ("什么情况下企业必须做强制审核", "应当实施强制性清洁生产审核的企业有三类"),
        ("老百姓查披露系统要交钱吗", "免费"),
        ("往省厅备案名单最晚拖到几号", "4月30日"),
        ("工作要求都有哪四条", "加强培训指导"),
        ("财税优惠政策有哪几类", "节能节水"),
        ("文件后面挂着几个附件，分别是什么", "附件2"),
        ("文件是主动公开还是得申请", "依申请公开"),
        ("附件一叫啥名", "2023年通过清洁生产审核验收企业情况"),
    ],
)
def test_in_everyday_words(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_which_four_is_no_fourth_item(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("重点任务有哪三条")
    assert "推进工业领域清洁生产审核" in answer.answer
    assert "推动清洁生产关键技术创新" in answer.answer


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("法典是2024年施行的吧", "不是，"),
        ("生态环境法典是2026年8月生效的吗", "是的，"),
        ("清洁生产促进法是去年废止的，不对吧", "2026年8月15日"),
        ("不做强审的处罚在法典哪一条", "第一千二百二十一条"),
        ("法典规定哪类企业要做强制审核", "第九百六十七条"),
    ],
)
def test_the_law_supposed_or_named(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize("question", ["水泥行业今年要审核几家企业", "电镀企业2024年目标是多少家"])
def test_no_table_is_by_industry(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
