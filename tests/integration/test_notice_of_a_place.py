"""Questions that name the place of a notice to say which notice is meant, and what such a notice is asked for."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_dialogue, assert_said, assistant_beside

NOTICE = """# 烟台市市场监督管理局关于印发2026年度产品质量监督抽查计划的通知

烟市监质〔2026〕41号

各区市市场监督管理局：

依据《产品质量监督抽查管理暂行办法》，现将2026年度产品质量监督抽查计划印发给你们。

烟台市市场监督管理局
2026年3月16日

## 一、抽查实施

（一）承检机构抽样时应当出示抽查通知书，抽样人员不少于2人。
（二）各区市局要于2026年4月10日前将抽查方案报市局备案，2026年12月4日前报送年度总结。
（三）检验结果由市局公示，公示期不少于15日。
（四）样品费用由市局承担，被抽查企业不付任何费用。受检企业要提供营业执照、生产许可证和近三个月的销售台账等资料。

联系人：市市场监管局质量科 卢海波，0535-6681234；
市产品质量检验所 牟晓，0535-6685678；
电子邮箱：zlk@ytscj.gov.cn；样品寄送地址：烟台市莱山区观海路9号。

附件：1.抽查品种安排

## 附件1 抽查品种安排

| 序号 | 抽查类别 | 产品 | 批次（批） | 执行标准 | 完成时间 |
|---|---|---|---|---|---|
| 1 | 食品相关产品安全 | 塑料餐盒 | 40 | GB 4806.7 | 2026年6月30日 |
| 2 | 食品相关产品安全 | 纸杯 | 25 | GB 4806.8 | 2026年6月30日 |
| 3 | 儿童用品安全 | 童车 | 18 | GB 14746 | 2026年9月15日 |
| 4 | 儿童用品安全 | 玩具 | 30 | GB 6675 | 2026年9月15日 |
| 5 | 建材质量 | 电线电缆 | 36 | GB 5023 | 2026年10月31日 |
| 合计 | | | 149 | | |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return assistant_beside(tmp_path_factory.mktemp("place"), NOTICE, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        # the place says which notice is meant
        ("烟台质量抽查联系人电话", "卢海波，电话0535-6681234", "没有烟台"),
        ("样品寄到烟台市市场监管局哪里", "烟台市莱山区观海路9号", "没有"),
        ("烟台抽查时企业要提供哪些资料", "营业执照、生产许可证", "联系人"),
        ("烟台产品质量抽查计划的印发日期", "2026年3月16日", ""),
        ("产品质量监督抽查计划是谁印发的", "由烟台市市场监督管理局印发", "列出"),
        # what is written for all contacts
        ("市产品质量检验所的邮箱", "zlk@ytscj.gov.cn", "没有"),
        ("质量科电话和邮箱", "zlk@ytscj.gov.cn", "没有"),
        # rows that merged cells give one name
        ("童车的执行标准", "儿童用品安全（童车）的执行标准是GB 14746", "GB 6675"),
        ("纸杯是不是建材质量那一类", "不是，纸杯的抽查类别是食品相关产品安全", ""),
        ("电线电缆属于建材质量吗", "是的，电线电缆", ""),
        ("抽查方案哪天之前报市局", "2026年4月10日", "2026年12月4日（"),
        ("抽查方案哪天报", "2026年4月10日", "填报"),
        ("抽查方案是2025年4月10日前报对吗", "不是", "是的"),
    ],
)
def test_said(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_mailbox_of_all_contacts_follows(assistant: RuleAssistant) -> None:
    assert_dialogue(assistant, [("烟台抽查的联系人是谁", "卢海波"), ("邮箱呢", "zlk@ytscj.gov.cn")])
