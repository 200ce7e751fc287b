"""A guide addressed to someone and a set of rules in articles, without tables, beside the notice that ships."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

# A line of contacts without a word like 电话, longer than one contact takes.
CONTACTS = (
    "政策咨询：省商务厅流通处 杜文清，0871-63110021；系统技术支持：贺岚，0871-63110022；监督举报：驻厅纪检监察组，"
    "0871-63110023；值班室：0871-63110020。"
)
GUIDE = f"""# 云汀省2026年度老字号品牌提升项目申报指南

云商务发〔2026〕12号

各市商务局，各有关企业：

现就2026年度老字号品牌提升项目申报事项明确如下。

一、申报条件

（一）在本省注册满三年，持有老字号证书。

（二）上一年度营业收入不低于500万元。

二、支持标准

对通过验收的项目，按照投资额的10%给予补贴，最高不超过80万元。对非遗类老字号，比例提高到15%，最高不超过120万元。

三、申报程序

（一）网上填报。企业于2026年4月1日至5月15日登录“商务项目平台”填报。

（二）县级初审。县（市、区）商务主管部门自收到申报之日起7个工作日内完成初审，材料有缺漏的，企业应当在3个工作日内补正。

（三）市级推荐。各市商务局组织现场核查，于6月20日前将汇总表报送省商务厅，每市推荐不超过8个。

（四）立项。公示5个工作日无异议的予以立项，实施期不超过10个月。补贴资金分两次拨付。

（五）申报不收取任何费用。材料装订成册，一式四份。

{CONTACTS}

云汀省商务厅

2026年3月2日
"""
RULES = """# 澜州市河道采砂管理办法

澜州市人民政府令第7号

《澜州市河道采砂管理办法》已经2025年3月3日市人民政府第9次常务会议审议通过，现予公布，自2025年6月1日起施行。

市长 顾平

2025年3月20日

第一章 总则

第一条 为了规范河道采砂，制定本办法。

第二条 农民自用少量采砂不适用本办法。

第二章 许可

第三条 申请采砂许可证应当提交下列材料：
（一）采砂申请书；
（二）采砂方案。

第四条 市水务局应当自受理申请之日起20个工作日内作出决定。采砂许可证有效期为两年。

第五条 采砂船只损坏堤防的，采砂单位应当在48小时内完成修复。

第三章 法律责任

第六条 未取得采砂许可证采砂的，处3万元以上9万元以下罚款。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder, texts = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("texts")
    for name, text in (("老字号.md", GUIDE), ("采砂.md", RULES)):
        (texts / name).write_text(text, encoding="utf-8")
    return corpus_assistant(folder, today=date(2026, 5, 20), notices=sorted(texts.iterdir()))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("什么单位能报名", ["持有老字号证书", "500万元"], ["清洁生产"]),
        ("材料有缺漏给几天补", ["3个工作日"], []),
        ("补贴的比例多少", ["10%", "15%"], []),
        ("县里初审多久", ["7个工作日"], ["4月底"]),
        ("公示多长时间", ["5个工作日"], ["4月底"]),
        ("每个市最多推荐几个", ["不超过8个"], []),
        ("钱分几次给", ["分两次拨付"], []),
        ("报名要不要钱", ["不收取任何费用"], []),
        ("材料交几份", ["一式四份"], []),
        ("系统登不上去找谁", ["贺岚", "0871-63110022"], ["63110021"]),
        ("还能填报吗", ["期限已过", "5月15日", "5天"], ["6月20日"]),
        ("报名从几号开始", ["2026年4月1日", "5月15日"], ["6月20日", "4月底"]),
        ("区县什么时候审完", ["7个工作日"], ["两个月"]),
        ("最多补贴多少", ["80万元", "120万元"], ["分两次"]),
        ("监督举报打哪个号", ["0871-63110023"], ["63110021", "63110022"]),
        ("指南是哪个单位发的", ["云汀省商务厅"], ["广东省"]),
        ("采砂许可证几年有效", ["有效期为两年"], []),
        ("办法从什么时候施行", ["2025年6月1日"], ["2024年度"]),
        ("办证交什么材料", ["采砂申请书", "采砂方案"], ["第四条"]),
        ("采砂证多久能批下来", ["20个工作日"], []),
        ("没有证采砂罚多少", ["3万元以上9万元以下"], []),
        ("堤防弄坏了多久修好", ["48小时"], []),
        ("农民自己用的砂归这个办法管吗", ["不适用本办法"], []),
    ],
)
def test_is_answered_in_the_words_of_the_text(
    assistant: RuleAssistant, question: str, must: list[str], must_not: list[str]
) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in must), answer.answer
    assert not any(words in answer.answer for words in must_not), answer.answer


NOTICE_OF_A_DRAFT = """# 岭西县民政局关于公开征求《岭西县社区食堂管理办法（征求意见稿）》意见的公告

我局起草了《岭西县社区食堂管理办法（征求意见稿）》，现公开征求意见。公众可在2026年8月15日前，通过以下方式提出意见：

一、信函：岭西县民生路6号县民政局。

二、电话：0633-5550123，联系人：白露。

岭西县民政局
2026年7月20日

附件

岭西县社区食堂管理办法（征求意见稿）

第一条 社区食堂由县民政局审查，每日6时至20时供餐。

第二条 未经审查擅自开办的，处2万元以上4万元以下罚款。

第三条 县财政对每家食堂给予12万元补贴，验收合格后一次性拨付。
"""


@pytest.fixture(scope="module")
def beside_draft(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    texts = tmp_path_factory.mktemp("draft")
    (texts / "食堂.md").write_text(NOTICE_OF_A_DRAFT, encoding="utf-8")
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 7, 25), notices=sorted(texts.iterdir()))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("什么时候之前可以提出意见", ["2026年8月15日", "还有21天"]),
        ("食堂联系人电话", ["白露", "0633-5550123"]),
        ("几点能供餐", ["6时至20时"]),
        ("食堂补贴什么时候给", ["验收合格后一次性拨付"]),
        ("私自办食堂会怎么罚", ["2万元以上4万元以下"]),
        ("怎么提意见", ["民生路6号", "0633-5550123"]),
    ],
)
def test_a_draft_out_for_comment_is_answered(beside_draft: RuleAssistant, question: str, must: list[str]) -> None:
    answer, _ = beside_draft.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in must), answer.answer


@pytest.mark.parametrize("question", ["材料要交几万元押金", "采砂船驾驶员要考什么证书", "堤防修复要花多少钱"])
def test_what_no_text_says_is_refused(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
