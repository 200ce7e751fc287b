"""Numbers that a question supposes, against the sentence found."""

from decimal import Decimal

import pytest

from bot.premises import checked, only_limits, quantities
from bot.types import Evidence


def evidence(quote: str) -> list[Evidence]:
    return [
        Evidence(id="e", kind="passage", document_id="d", section="", quote=quote, start=0, end=len(quote)),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025年6月30日前至少检查两次", [("2", "场", ">=")]),
        ("单户最高不超过1.5万元", [("15000", "元", "<=")]),
        ("占比达到65%以上", [("65", "%", ">=")]),
        ("一年要培训40学时", [("40", "学时", "")]),
        ("处五万元以上十万元以下罚款", [("50000", "元", ">="), ("100000", "元", "<=")]),
        ("按照第二十八条办理", []),
    ],
)
def test_quantities(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(q.value, q.unit, q.bound) for q in quantities(text)] == [(Decimal(v), u, b) for v, u, b in wanted]


@pytest.mark.parametrize(
    ("question", "quote", "wanted"),
    [
        (
            "演练一年至少3次对吗",
            "各单位每年组织消防演练不少于2次，每次不少于20人。",
            "不是，各单位每年组织消防演练不少于2次，每次不少于20人。",
        ),
        (
            "消防演练每季度2次对吧",
            "各单位每年组织消防演练不少于2次。",
            "不是，各单位每年组织消防演练不少于2次。",
        ),
        ("台账一个月报一次，是吧", "各镇每季度上报台账一次。", "不是，各镇每季度上报台账一次。"),
        ("台账每季度报一次吗", "各镇每年5月20日前上报台账。", "不是，各镇每年5月20日前上报台账。"),
        ("名单迟了一个月公布会被追责吗", "各镇公布年度名单。", None),
        ("新增的单位今年就要报吗", "新增的单位纳入下一年度名单。", None),
        ("台账每年9月底前报，对吗", "各镇每年5月20日前上报台账。", "不是，各镇每年5月20日前上报台账。"),
        ("台账按季报，对吗", "各镇每季度上报台账。", "是的，各镇每季度上报台账。"),
        ("消防演练每年2场吧", "各单位每年组织消防演练不少于2次。其他照旧。", "是的，各单位每年组织消防演练不少于2次。"),
        (
            "每次演练20人，是吗",
            "各单位每年组织消防演练不少于2次，每次不少于20人。",
            "是的，各单位每年组织消防演练不少于2次，每次不少于20人。",
        ),
        ("违规排放罚款7万元对吗", "违规排放的，处五万元以上十万元以下罚款。", None),
        (
            "违规排放罚款3万元对吗",
            "违规排放的，处五万元以上十万元以下罚款。",
            "不是，违规排放的，处五万元以上十万元以下罚款。",
        ),
        ("检查最多2次对吗", "每年检查不少于2次。", None),
        ("检查超过2次对吗", "每年检查不少于2次。", None),
        ("演练几次", "每年组织消防演练不少于2次。", None),
        ("食堂每人补贴3元对吗", "每年组织消防演练不少于2次。", None),
    ],
)
def test_supposed_numbers(question: str, quote: str, wanted: str | None) -> None:
    found = checked(question, evidence(quote))
    assert (found[1] if found else None) == wanted


@pytest.mark.parametrize(
    ("question", "quote", "wanted"),
    [
        ("奖金发了多少", "每个项目奖励最高不超过8万元。", "只规定了上限：每个项目奖励最高不超过8万元。"),
        ("去年补贴实际拿到多少", "每亩补贴120元。", "只写了标准：每亩补贴120元。"),
        ("经费花了多少", "2025年安排经费300万元。", "只写了安排的数额：2025年安排经费300万元。"),
        ("经费花了多少", "截至目前累计支出经费280万元。", None),
        ("2025年发了多少慰问金", "2025年，全县发放一次性慰问金86万元，惠及430户。", None),
        ("奖金最多多少", "每个项目奖励最高不超过8万元。", None),
    ],
)
def test_limits_are_not_what_was_paid(question: str, quote: str, wanted: str | None) -> None:
    found = only_limits(question, evidence(quote))
    assert (found is None) == (wanted is None)
    if found is not None and wanted is not None:
        assert found[1] == "现有文件没有写实际发生的金额，" + wanted
