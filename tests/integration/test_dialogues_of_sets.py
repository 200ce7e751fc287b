"""Follow-ups on what several places come to together, on a place spoken of without a figure, and on why."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import assert_dialogue, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("sets"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    "turns",
    [
        [("珠海和中山2024年目标一共多少", "家"), ("占全省多大比例", "珠海市和中山市2024年清洁生产审核预期目标占全省")],
        [("珠中江三市2023年验收占全省几成", "约15.9%")],
        [("茂名和阳江2023年验收数", "46家"), ("两个市的2024年目标也列一下", "阳江市35家")],
        [("东莞是不是试点城市", "东莞在内"), ("那2023年平台完成了多少家", "东莞市2023年")],
        [("哪些市平台数比验收数多", "湛江市"), ("反过来呢", "韶关市")],
        [("平台完成率超过100%的有哪些市", "湛江市"), ("怎么会超过100%", "没有说明原因")],
        [("东莞2024年目标多少", "250家"), ("那292是什么数", "东莞市2023年")],
        [("云浮2024年目标", "18家"), ("还是不对，我只看2023年平台完成的", "云浮市2023年“平台”完成")],
        [("云浮2024年目标", "18家"), ("这个目标数从哪里来的", "附件2")],
        [("肇庆是创新试点城市，该做哪些事", "其中没有肇庆")],
        [("陈小康是哪个厅的", "省生态环境厅"), ("他管工信吧", "不是"), ("电话多少", "020-87534028")],
        [("汕头也是清洁生产审核创新试点城市吧", "其中没有汕头")],
    ],
)
def test_follow_ups_mean_who_was_spoken_of(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)
