"""Directions, sizes, superlatives, places, orders and limits against the values they compare."""

from pathlib import Path

import pytest

from bot.checking.binding import Binding
from bot.checking.comparisons import wrong_comparison
from bot.checking.orders import wrong_order
from bot.claims import ClaimReader
from bot.types import Evidence, Fact
from kb.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[4]
READER = ClaimReader(load_lexicon(ROOT / "corpus" / "lexicon"))


def cell(city: str, value: str, year: str = "2024") -> Evidence:
    fact = Fact(subject=f"{city}市", metric="目标", value=value, period=year, unit="家")
    return Evidence(
        id=f"{city}{year}", kind="figure", document_id="n", section="", quote="", start=0, end=0, facts=(fact,)
    )


CELLS = [cell("广州", "150"), cell("深圳", "80"), cell("佛山", "228"), cell("东莞", "250"), cell("佛山", "193", "2023")]
RANKING = Evidence(
    id="r", kind="computed", document_id="n", section="", quote="", start=0, end=0,
    inputs=("广州2024", "深圳2024", "佛山2024", "东莞2024"),
)  # fmt: skip


def wrong(text: str) -> bool:
    binding = Binding(text, READER.read(text), [*CELLS, RANKING], READER)
    return (wrong_comparison(binding) or wrong_order(binding)) is not None


@pytest.mark.parametrize(
    ("right", "turned"),
    [
        (
            "佛山市比广州市多78家：2024年目标，佛山市为228家，广州市为150家。",
            "佛山市比广州市少78家：2024年目标，佛山市为228家，广州市为150家。",
        ),
        (
            "佛山市比广州市多78家：2024年目标，佛山市为228家，广州市为150家。",
            "广州市比佛山市多78家：2024年目标，佛山市为228家，广州市为150家。",
        ),
        (
            "佛山市比广州市多78家。",
            "佛山市比广州市少78家。",
        ),
        (
            "佛山市比广州市多78家。",
            "广州市比佛山市多78家。",
        ),
        (
            "深圳市更少：2024年目标，佛山市为228家，深圳市为80家，相差148家。",
            "佛山市更少：2024年目标，佛山市为228家，深圳市为80家，相差148家。",
        ),
        (
            "佛山市增加35家：2024年目标为228家，2023年目标为193家。",
            "佛山市减少35家：2024年目标为228家，2023年目标为193家。",
        ),
        (
            "佛山市2024年目标比2023年增长约18.1%。",
            "佛山市2024年目标比2023年下降约18.1%。",
        ),
        (
            "佛山市2024年目标比2023年增加35家。",
            "佛山市2023年目标比2024年增加35家。",
        ),
        (
            "广州市低于平均值：2024年目标，广州市为150家，全省平均为177家。",
            "广州市高于平均值：2024年目标，广州市为150家，全省平均为177家。",
        ),
        (
            "东莞市最多，2024年目标为250家。",
            "佛山市最多，2024年目标为228家。",
        ),
        (
            "深圳市最少，2024年目标为80家。",
            "深圳市最多，2024年目标为80家。",
        ),
        (
            "佛山市排第2位，2024年目标为228家。",
            "佛山市排第1位，2024年目标为228家。",
        ),
        (
            "2024年目标从高到低是东莞市（250家）、佛山市（228家）。",
            "2024年目标从低到高是东莞市（250家）、佛山市（228家）。",
        ),
        (
            "2024年目标不足100家的有1个：深圳市（80家）。",
            "2024年目标超过100家的有1个：深圳市（80家）。",
        ),
        (
            "2024年目标高于平均值的有2个：东莞市（250家）、佛山市（228家）。",
            "2024年目标低于平均值的有2个：东莞市（250家）、佛山市（228家）。",
        ),
    ],
)
def test_a_turned_direction_is_caught(right: str, turned: str) -> None:
    assert not wrong(right)
    assert wrong(turned)


@pytest.mark.parametrize(
    "text",
    [
        "广州市2024年目标为150家。",
        "东莞市2024年还差37家：完成审核数为213家，计划数为250家。",
        "深圳市2024年超额完成16家：完成审核数为96家，计划数为80家。",
        "广州市是深圳市的约1.9倍：2024年目标，广州市为150家，深圳市为80家。",
        "鼓励企业比照行业先进水平多开展审核。",
    ],
)
def test_what_is_right_or_says_no_comparison_passes(text: str) -> None:
    assert not wrong(text)
