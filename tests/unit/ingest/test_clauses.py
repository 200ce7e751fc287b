import pytest

from ingest.extract.clauses import caused_duties, find_duty
from kb.types import Strength


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        (
            "要督促指导企业完成平台注册、填报审核计划，严格把关审核报告",
            [("企业", "督促指导", Strength.MUST, "完成平台注册、填报审核计划")],
        ),
        (
            "推动园区内的企业、重点流域企业实施审核，持续推进钢铁、造纸等重点行业实施改造",
            [
                ("园区内的企业、重点流域企业", "推动", Strength.MUST, "实施审核"),
                ("钢铁、造纸等重点行业", "推进", Strength.MUST, "实施改造"),
            ],
        ),
        ("杜绝企业、检测机构的弄虚作假行为", [("企业、检测机构", "杜绝", Strength.MUST_NOT, "弄虚作假行为")]),
        (
            "各地应大力支持医院围绕短缺问题，开展研究",
            [],  # a hospital is no actor that the grammar knows
        ),
        (
            "各地应大力支持企业围绕短缺问题，开展研究",
            [("企业", "支持", Strength.ENCOURAGED, "围绕短缺问题，开展研究")],
        ),
        ("加快推进试点项目实施进度", []),
        ("推动创新资源向优质企业集聚", []),
    ],
)
def test_what_others_are_made_to_do(clause: str, found: list[tuple[str, str, Strength, str]]) -> None:
    said = [(d.subject, d.modal, d.strength, clause[d.action_start : d.end]) for d in caused_duties(clause)]
    assert said == found


@pytest.mark.parametrize("clause", ["项目完工后，应当组织验收", "项目完工后应当组织验收", "收到材料时应当登记"])
def test_a_circumstance_is_no_subject(clause: str) -> None:
    duty = find_duty(clause)
    assert duty is not None
    assert (duty.subject, duty.modal) == (None, "应当")
