"""Notices of counties that no lexicon lists: which one a question means by its place, and what it asks of it."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

FISH = """# 沐川湾县农业农村局关于印发《沐川湾县水产养殖尾水治理办法》的通知

沐农发〔2025〕6号

各乡镇人民政府，各养殖场：

现将《沐川湾县水产养殖尾水治理办法》印发给你们。

沐川湾县农业农村局
2025年5月12日

## 沐川湾县水产养殖尾水治理办法

第一条 本办法所称养殖场，是指水面20亩以上的养殖场所。观赏鱼养殖不适用本办法。

第二条 养殖场申请治理补助的，应当提交申请表、水面测绘图和账户证明。县农业农村局自收到材料之日起12个工作日内作出决定。

第三条 治理费用每亩不得高于1800元，由养殖场与施工单位协商确定。监测部门负责尾水排放的监督管理。

第四条 养殖场应当于每季度首月8日前报送上一季度用水情况。名单一经公布原则上不得调整。

第五条 养殖场连续两年考核不合格的，取消补助资格。养殖场接到通知后，应当在5个工作日内报送台账。

第六条 治理设施合格证有效期四年。私立的鱼苗场参照执行。

第七条 单位和个人可以拨打12345或者举报电话0913-6620087反映问题，查实的奖励300元以上。

第八条 本办法由县农业农村局会同县水利局负责解释。

第九条 本办法自2025年6月1日起施行。原《沐川湾县尾水治理试行方案》同时废止。
"""

CLASS = """# 岩尾市林业局关于举办护林员防火训练班的通知

岩林发〔2026〕8号

各乡镇林业站：

为提升护林员防火能力，根据年度训练计划，定于2026年10月举办护林员防火训练班。

一、训练对象

在岗护林员，每家单位限2人。2025年度已取得合格证的可不参加。

二、训练内容

（一）火场自救；
（二）风力灭火机使用。

三、考核

训练不少于24学时，缺勤超过3学时的不得参加考试。

四、补贴标准

1.每人每天补贴80元；
2.夜间训练的，每人每天另加30元。

五、办理

训练补贴审核（4个工作日）→公示（6日）→拨付（公示后15日内）。报名截止到2026年9月20日。
领取补贴需要准备：
补贴申领表；
合格证复印件；
银行卡信息。

六、加收

超过定额领用燃油的，实行加价：超过10%以内的，按1倍加收；超过10%至30%的，按2倍加收；超过30%以上的，按3倍加收。

七、禁止

补贴每人最低不低于60元、最高不超过600元。不得接受与训练挂钩的捐资助学款。因伤需要延缓入学的，每人限申请1次。训练场与加油站距离不小于120米，配备4具灭火器。结训后30日内报送考勤表。单位电话回访不少于2次。套取补贴的，追回资金。机关事业单位在编人员不享受补贴。

八、所需证件

（1）身份证；
（2）上岗证。

九、联系

训练报名 苟晓东 0977-2210034，场地协调 车大海 0977-2210035；食宿安排：黑石镇林业站 车师傅，0977-2210099。

市公安局治安大队：恭永和0977-2211100。

黑石镇便民服务中心0977-2280001，白杨镇便民服务中心0977-2280002。
地址：岩尾市松林路9号。

本通知有效期至2026年12月31日。

岩尾市林业局
2026年8月3日
"""

LIGHT = """# 赤岭县商务局关于开展2026年夜市照明改造工作的通知

赤商发〔2026〕3号

各镇人民政府，各夜市管理单位：

## 一、申报条件

（一）夜市开办满1年；
（二）摊位不少于30个。

## 二、办理步骤

1.镇里初审（2026年4月）。
2.现场验收（2026年6月）。

镇政府接到夜市申请后，应当在6日内上门核实。

## 三、支持政策

改造资金不得用于偿还债务。到2026年底，全县完成改造夜市9个。生态环境局赤岭分局负责光污染监测。

## 四、联系方式

县商务局市场科联系人：仡建明，电话0855-3310021；资金兑付请联系县财政局企业股，电话0855-3310099；照明技术问题由县商务局设备科吕文（0855-3310077）解答。

赤岭县商务局
2026年3月2日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("places")
    notices = [folder / "沐川湾.md", folder / "赤岭.md", folder / "岩尾.md"]
    for path, text in zip(notices, (FISH, LIGHT, CLASS), strict=True):
        path.write_text(text, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 23), notices=notices)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the place says which notice is meant, whole or without its level
        ("沐川湾养殖场申请补助交什么材料", "申请表、水面测绘图", "夜市"),
        ("沐川湾县一亩治理最多收多少钱", "每亩不得高于1800元", ""),
        ("沐川湾谁监管尾水排放", "监测部门负责尾水排放的监督管理", ""),
        ("沐川湾养殖场等多久才批", "12个工作日内作出决定", "每季度"),
        ("沐川湾的合格证能管几年", "有效期四年", ""),
        ("沐川湾名单还能改吗", "不得调整", ""),
        ("沐川湾观赏鱼养殖归这个办法管吗", "不适用本办法", ""),
        # who explains it, where it says so
        ("沐川湾尾水办法归谁解释", "县农业农村局会同县水利局负责解释", "0913"),
        # a document of another kind, of which it tells
        ("沐川湾以前那个试行方案还有效吗", "同时废止", "现行有效"),
        ("沐川湾2026年3月2日交齐了材料，最晚几号批下来", "最晚到2026年3月18日", ""),
        ("沐川湾养殖场连着两年考核不合格会咋样", "取消补助资格", "》："),
        ("沐川湾举报电话", "0913-6620087", "元以上"),
        ("沐川湾2025年季度用水什么时候报", "首次是2025年7月8日", "已过期"),
    ],
)
def test_of_the_first(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("赤岭夜市改造的钱迟迟没打款找谁", "县财政局企业股，电话0855-3310099", "3310021"),
        ("赤岭县商务局联系人叫什么", "仡建明", ""),
        ("赤岭照明技术上的事问谁", "县商务局设备科吕文，电话0855-3310077", "解答"),
        ("赤岭钱的事问谁", "县财政局企业股，电话0855-3310099", "3310077"),
        ("赤岭什么样的夜市能报", "夜市开办满1年", "养殖"),
        ("赤岭今年要改造多少个夜市", "9个", ""),
        ("赤岭改造的钱能拿来还银行吗", "不得用于偿还债务", ""),
        ("赤岭改造分几步走", "镇里初审", "尾水"),
        ("赤岭2026年6月1日接到申请，最晚几号上门", "最晚到2026年6月7日", ""),
    ],
)
def test_of_the_second(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # what the title says decides nothing between the sentences of the one notice
        ("岩尾防火训练一个单位能去几个人", "每家单位限2人", "为提升"),
        ("岩尾防火训练去年拿证的还要来吗", "已取得合格证的可不参加", "为提升"),
        ("岩尾防火训练缺课多少不让考", "缺勤超过3学时", "为提升"),
        ("岩尾防火训练教什么内容", "火场自救", "正文分"),
        ("岩尾防火训练吃住找谁", "车师傅", "苟晓东"),
        ("岩尾场地的事联系谁", "车大海，电话0977-2210035", "苟晓东"),
        ("岩尾训练要带什么", "上岗证", "补贴申领表"),
        ("岩尾补贴最少给多少", "不低于60元", ""),
        ("岩尾训练场离加油站要多远", "不小于120米", ""),
        ("岩尾要放几个灭火器", "4具灭火器", ""),
        ("岩尾2026年6月1日结训，最晚哪天交考勤", "最晚到2026年7月1日", ""),
        ("岩尾骗补贴会怎么处理", "追回资金", ""),
        ("岩尾公务员能领补贴吗", "不享受补贴", ""),
        ("岩尾公安局治安大队联系人", "恭永和", ""),
        ("岩尾收赞助费行吗", "捐资助学款", ""),
        ("岩尾推迟入学能申请几次", "限申请1次", ""),
        ("岩尾训练补贴要公示几天", "公示（6日）", ""),
        # all the rates and steps where nothing tells which, the items of a list without numbers
        ("岩尾防火训练一天补多少钱", "每人每天另加30元", ""),
        ("岩尾燃油超定额两成加收几倍", "超过10%至30%的，按2倍加收", ""),
        ("岩尾领补贴要交哪些材料", "合格证复印件", ""),
        ("岩尾报名哪天截止", "2026年9月20日", ""),
        ("岩尾这份通知管到什么时候", "有效期至2026年12月31日", ""),
        ("岩尾白杨镇的电话", "0977-2280002", "2280001"),
    ],
)
def test_of_the_third(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize("question", ["岩尾防火训练能贷款吗", "岩尾直升机什么时候到", "岩尾周末能去训练吗"])
def test_what_the_title_alone_would_answer(assistant: RuleAssistant, question: str) -> None:
    assert assistant.ask(question)[0].outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize(
    ("question", "must"),
    [("岩尾青杠镇电话", "没有青杠镇的联系方式"), ("岩尾消防大队的电话", "没有消防大队的联系方式")],
)
def test_who_is_no_contact(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must)


@pytest.mark.parametrize("question", ["生态环境局赤岭分局电话", "赤岭分局的号码是多少"])
def test_a_branch_named_without_a_phone(assistant: RuleAssistant, question: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must="赤岭分局的联系方式")
