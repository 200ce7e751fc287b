"""A notice of another province: 文件 and 通知 mean it where it alone speaks of the matter; whom to ask by matter."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 贵州省文化和旅游厅关于组织申报2027年度非遗工坊的通知

黔文旅非遗〔2026〕31号

各市（州）文化和旅游局：

现将有关事项通知如下。

## 一、申报安排

（一）网上申报阶段（11月20日至2027年1月15日）。各申报单位登录系统填报。

（二）各市（州）文化和旅游局于2月20日前完成初审。

（三）入围结果公布后有异议的，申报单位可以自公布之日起6日内申请复核；复核于15日内办结。通过复核的工坊每家补助12万元，流动资金不得列支。个体工商户不得申报，侨资企业可以申报。

申请补助时提交营业执照、银行账户证明和工坊照片。遇有台风、洪水等情形的，可以延期申报。

（四）入围结果文件下达后20日内，申报单位应当签订建设协议。

## 二、联系方式

1. 业务咨询：省文化和旅游厅非遗处，龙秀兰、石磊，0851-86891234；
2. 材料邮寄：省非遗保护中心，0851-86895678，地址：贵阳市北京路8号，邮编：550004；
3. 违规举报：省文化和旅游厅机关纪委，0851-86892222；
4. 市消防救援支队防火科：杨帆，0851-86893333（场所安全）；
5. 系统操作：12345；
6. 展演安排：0851-86897777（省文化馆演出部，覃小河）。

24小时值班电话：0851-86890000。

贵州省文化和旅游厅

2026年11月12日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("elsewhere"), NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("结果文件下达后多久内要签协议", "20日内", "要钱"),
        ("对入围结果不服，几天之内能申请复核", "6日内", "15日"),
        ("工坊每家补助20万元，是吗", "不是，", "20万元"),
        ("侨资企业能不能申报", "侨资企业可以申报", "评审"),
        ("市州文旅局什么时候完成初审", "2027年2月20日", "已过期"),
        ("网上申报阶段是哪段时间", "2026年11月20日至2027年1月15日", ""),
        ("业务问题找谁", "龙秀兰、石磊", "86895678"),
        ("举报违规申报打什么电话", "0851-86892222", "86891234"),
        ("展演安排的事问谁", "省文化馆演出部覃小河，电话0851-86897777", ""),
        ("值班电话是多少", "0851-86890000", "86897777"),
        ("申请补助要交哪些材料", "营业执照、银行账户证明和工坊照片", ""),
        ("什么情况下可以延期", "台风", ""),
        ("哪些情形不能申报", "个体工商户不得申报", "台风"),
        ("这份非遗工坊通知是谁发的，文号是什么", "黔文旅非遗〔2026〕31号", ""),
        ("消防支队的电话", "0851-86893333", "86891234"),
        ("系统不会操作找谁", "12345", "86891234"),
    ],
)
def test_asked_of_it(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)
