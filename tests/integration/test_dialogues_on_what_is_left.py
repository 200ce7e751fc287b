"""Conversations that correct, doubt, turn to the rest or to both ends, or ask whether one stands among those named."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import assert_dialogue, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    return corpus_assistant(folder, today=date(2026, 11, 23))


DIALOGUES = [
    [
        ("惠州珠海中山2023年验收合计", "371家"),
        ("余下的市加起来多少", "1276家"),
        ("其余18个市平均几家", "约为70.9家"),
    ],
    [
        ("粤西2024年目标合计", "84家"),
        ("阳江占几成", "占粤西的约41.7%（35÷84"),
        ("剩下的市一共多少", "49家"),
        ("阳江占全省多少", "约2.5%"),
    ],
    [
        ("2023年验收后三名合计", "33家"),
        ("其他市占多少", "约98.0%"),
    ],
    [
        ("除去佛山，其他市2024年目标占全省多少", "约83.6%（1162÷1390"),
    ],
    [
        ("粤北2024年目标一共多少", "129家"),
        ("最少的和最多的分别是谁", "梅州市最少"),
        ("差几家", "35家"),
    ],
    [
        ("肇庆2023年验收多少家", "48家"),
        ("工信牵头的有没有过半", "约72.9%（35÷48"),
        ("韶关也过半吗", "约66.7%（38÷57"),
        ("占多少", "约66.7%"),
    ],
    [
        ("阳江2024年目标是多少", "35家"),
        ("同事查到是53", "不是，阳江市2024年清洁生产审核预期目标为35家"),
        ("确定吗", "出自《关于开展2024年度工业领域清洁生产工作的通知》“附件2"),
        ("完成得怎么样", "没有2024年的完成数"),
        ("哎呀看错了，是湛江", "27家"),
        ("对不起，我要的不是目标，是2023年验收数", "43家"),
    ],
    [
        ("平台完成数超过170家的有哪些市", "佛山市（183家）"),
        ("一共多少家", "539家"),
        ("那不足10家的呢", "韶关市（2家）"),
    ],
    [
        ("创新试点城市有哪些", "通知点名的创新试点城市有5个"),
        ("它们2024年目标谁最高", "东莞市最多"),
        ("肇庆在里面吗", "其中没有肇庆"),
    ],
    [
        ("重点行业有哪些", "通知点名的重点行业有7个"),
        ("不对吧，还有水泥吧", "水泥属于建材"),
    ],
    [
        ("工信厅找谁", "张诚"),
        ("他俩的电话都给我", "020-87534028"),
    ],
    [
        ("韶关2023年验收数", "57家"),
        ("里头工信带的几家", "38家"),
        ("答非所问", "抱歉没有答到点上"),
    ],
    [
        ("你说的这个数准吗", "您指的是哪一条内容或哪个数字"),
    ],
]


@pytest.mark.parametrize("turns", DIALOGUES, ids=lambda turns: turns[0][0])
def test_every_turn_is_understood(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)
