"""Kinds of a matter, of which each has rules of its own."""

import pytest

from bot.other_kinds import is_of_other_kind


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("强制性审核的企业能领吗", "自愿性审核的每家补助6万元", True),
        ("强制性审核的企业能领吗", "强制性和自愿性审核的每家补助6万元", False),
        ("省级的奖多少", "国家级、市级的分别奖励", True),
        ("审核的企业能领吗", "自愿性审核的每家补助6万元", False),
        ("强制性审核的企业能领吗", "每家补助6万元", False),
    ],
)
def test_a_text_on_another_kind_alone(question: str, text: str, other: bool) -> None:
    assert is_of_other_kind(question, text) is other
