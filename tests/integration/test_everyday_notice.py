"""A notice of every-day wording beside the corpus, asked about in people's own words."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside, corpus_assistant

NOTICE = """浔阳湖区体育局关于做好2026年公共体育场馆开放工作的通知

浔体〔2026〕6号

各街道办事处，各体育场馆：

现将2026年公共体育场馆开放工作有关事项通知如下：

一、开放对象

开放对象为本区居民和在本区工作的人员。

二、开放安排

（一）场馆每天开放不少于10小时，寒暑假不少于12小时。

（二）游泳馆每个更衣室不超过60人，配备救生员不少于4人。

（三）未成年人凭学生证可以申请优惠卡，优惠卡有效期一年，期满前三十日申请续办。举办比赛应当在赛前15个工作日向区体育局申请使用场地，并提交方案。

三、报名材料

（一）本区居民：身份证、健康承诺书。

（二）企业职工：身份证、单位证明。

四、工作要求

（一）各场馆应于4月20日前将开放方案报区体育局场馆股。

（二）各场馆要于每季度首月10日前报送开放数据。

（三）客流数据全年少于5万人次的，调减下一年度经费。连续两次预约后不到场的，视为放弃当月预约资格。

各街道体育站：城东区站 0792-8110021；城西区站 0792-8110035。

联系人：区体育局场馆股 白露，0792-8123366。

浔阳湖区体育局
2026年3月2日

抄送：区教育局。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("data"), NOTICE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("办比赛要提前多久申请场地", "15个工作日", ""),
        ("企业职工报名要带什么材料", "单位证明", "健康承诺书"),
        ("场馆开放数据多久报一次", "每季度首月10日前", ""),
        ("开放方案几号前报，报给谁", "2026年4月20日", "7月"),
        ("预约了不去会怎么样", "视为放弃", ""),
        ("谁可以申请场馆开放", "本区居民", "优惠卡有效期"),
        ("体育场馆通知抄送给谁", "区教育局", ""),
    ],
)
def test_is_answered(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


RULES = """# 甲城市城市管理局关于印发《甲城市户外招牌管理细则》的通知

甲城管规〔2026〕2号

各区城市管理局：

现将《甲城市户外招牌管理细则》印发给你们，请遵照执行。

甲城市城市管理局

2026年6月18日

## 甲城市户外招牌管理细则

### 第一章 总则

第一条 本细则所称户外招牌，是指在经营场所外设置的牌匾、灯箱。

第二条 小型企业每处补助600元，大型企业每处补助200元。申请期限截至2026年12月20日。

第三条 招牌许可证有效期2年。

### 第二章 法律责任

第四条 未取得许可证擅自设置的，责令限期拆除，处500元以上3000元以下罚款。

第五条 灯箱漏电不处置的，责令停用，处1000元以上5000元以下罚款。

### 第三章 附则

第六条 本细则自2026年8月1日起施行，有效期5年。

咨询：招牌科 刀云 0871-63137123（新设、改造）；审批科 普志强 0871-63135990（换证）。地址：甲城市学府路6号。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("rules"), RULES, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("灯箱漏电怎么处罚", "1000元以上5000元以下", "3000元"),
        ("小公司招牌补助多少", "600元", ""),
        ("招牌细则什么时候施行", "2026年8月1日", "2年"),
        ("招牌补助申请什么时候截止", "2026年12月20日", ""),
        ("换证咨询谁", "普志强", "刀云"),
        ("招牌补助的办公地址在哪", "学府路6号", ""),
    ],
)
def test_rules_are_read_by_article(rules: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(rules, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


SEASON = """# 丙城市水务局关于做好{year}年防汛值守工作的通知

丙水〔{year}〕{number}号

各区水务局：

{year}年汛期自{start}开始，至{end}结束。各区应于{plan}前将值守表报市局防汛科。每日{hour}时前报送水情。排水泵不少于{pumps}台，完好率达到{rate}%。

联系人：市局防汛科 {name}，0730-42221{number}。

丙城市水务局
{year}年2月{number}日
"""


@pytest.fixture(scope="module")
def seasons(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("seasons")
    old = {"year": 2025, "number": 10, "start": "4月1日", "end": "9月20日", "plan": "3月8日"}
    new = {"year": 2026, "number": 15, "start": "4月6日", "end": "9月25日", "plan": "3月12日"}
    old |= {"hour": 16, "pumps": 40, "rate": 95, "name": "曾涛"}
    new |= {"hour": 15, "pumps": 45, "rate": 98, "name": "邓晴"}
    paths = []
    for values in (old, new):
        paths.append(folder / f"{values['year']}.md")
        paths[-1].write_text(SEASON.format(**values), encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=paths)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("2025年汛期从哪天开始", "4月1日", "4月6日"),
        ("汛期什么时候结束", "9月25日", "9月20日"),
        ("2025年防汛联系人", "曾涛", "邓晴"),
        ("2025年防汛通知的文号", "丙水〔2025〕10号", "〔2026〕"),
        ("水情每天几点前报送", "15时", "16时"),
        ("排水泵完好率要达到多少", "98%", "95%"),
    ],
)
def test_of_two_years_the_one_named_or_the_newest_answers(
    seasons: RuleAssistant, question: str, must: str, must_not: str
) -> None:
    assert_said(seasons, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_year_that_no_edition_is_of_is_refused(seasons: RuleAssistant) -> None:
    assert_said(seasons, "2027年汛期从哪天开始", outcome=Outcome.NO_ANSWER, must="现有文件没有")
