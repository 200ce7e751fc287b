"""A notice of every-day wording beside the corpus, asked about in people's own words."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

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
