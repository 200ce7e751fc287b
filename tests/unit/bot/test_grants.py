"""What stated rates come to for amounts that are named."""

from decimal import Decimal

import pytest

from bot.grants import grant_for, said_of
from bot.types import Evidence


@pytest.mark.parametrize(
    ("question", "rule", "amount"),
    [
        ("设备花了800万元能补多少", "按设备购置额的12%补助，单个项目最高150万元", 960_000),
        ("设备花了2000万能补多少", "按设备购置额的12%补助，单个项目最高150万元", 1_500_000),
        ("一年节水3万吨奖多少钱", "每吨奖励2元，最高不超过5万元", 50_000),
        ("服务了15家企业奖励多少", "每服务1家奖励1.5万元", 225_000),
        ("年节能2000吨标准煤奖励多少", "按核定年节能量每吨标准煤奖励600元", 1_200_000),  # no year
    ],
)
def test_a_rate_comes_to(question: str, rule: str, amount: int) -> None:
    grant = grant_for(question, rule)
    assert grant is not None
    assert grant.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("设备要花多少万元才能申报", "按设备购置额的12%补助"),  # no amount
        ("节能600吨能补多少", "按设备购置额的12%补助"),  # an amount of something else
        ("投了800万补多少", "500万元以下补助10%，500万元以上补助8%"),  # in steps
        ("投了800万，其中设备300万，补多少", "按投资额的10%补助"),  # of which
    ],
)
def test_nothing_is_reckoned(question: str, rule: str) -> None:
    assert grant_for(question, rule) is None


def test_the_cap_of_another_column_is_kept_and_said() -> None:
    grant = grant_for("合同2000万元补多少", "按实际支付额的6%补助", cap=Decimal(1_000_000))
    assert grant is not None
    source = Evidence(id="row:1", kind="row", document_id="d", section="", quote="按6%", start=0, end=3)
    text, record = said_of(grant, "技术合同", source)
    assert text == "技术合同按最高100万元计：2000万元×6%＝120万元，超过了最高100万元。"
    assert record.inputs == ("row:1",)
