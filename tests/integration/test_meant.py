"""Questions whose words no text or table has, understood by their likeness to sayings and asked in the texts' words."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from bot.wording import load_yaml
from tests.assistants import assert_dialogue, assert_said, corpus_assistant

TODAY = date(2026, 11, 22)
FILLED = {
    "core": "佛山2024年目标",
    "places": "佛山",
    "years": "2024年",
    "measures": "目标",
    "person": "张诚",
    "phone": "83133243",
    "day": "4月20日",
    "industry": "造纸",
    "document": "",
    "n": "3",
    "number": "228",
    "over": "超过",
    "under": "低于",
}
# Whose core names two, or an area; and what a law is asked about.
OTHER = {
    "two_values": {"core": "佛山、深圳2024年目标"},
    "compare_places": {"core": "佛山、深圳2024年目标"},
    "regions": {"core": "粤东、粤西2024年目标"},
    "region_sum": {"core": "粤东2024年目标"},
    "region_most": {"core": "粤东2024年目标"},
    "times": {"core": "佛山2024年目标是深圳"},
    "law_mentions": {"document": "水污染防治条例"},
    "zero": {"core": "2023年生态环境牵头"},
    **{name: {"years": "2023年"} for name in ("value_both", "ratio", "departments", "departments_which", "unfinished")},
    **{name: {"core": "2024年目标"} for name in ("most", "least", "top_n", "bottom_n", "average", "above_average")},
    **{name: {"core": "2024年目标"} for name in ("over_n", "under_n", "same", "ranking", "top_share", "median")},
}
ASKED = [
    (name, meaning, wording)
    for group, named in load_yaml("meanings.yaml")["meanings"].items()
    if group != "turns"
    for name, meaning in named.items()
    for wording in (*meaning["ask"], *meaning.get("low", ()))
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("corpus"), today=TODAY)


@pytest.mark.parametrize(("name", "meaning", "wording"), ASKED, ids=[wording for _, _, wording in ASKED])
def test_every_wording_is_answered_as_it_stands(
    assistant: RuleAssistant, name: str, meaning: dict[str, object], wording: str
) -> None:
    values = {**FILLED, **OTHER.get(name, {})}
    question = wording.replace("?}", "}").format(**values)
    reply = assistant.reply(question, as_of=TODAY)
    told = (Outcome.NO_ANSWER,) if meaning.get("refuses") else (Outcome.ANSWERED, Outcome.CLARIFY)
    assert reply.draft.outcome in told, question


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("报社来的，想晓得屁股后头跟着几个附件，都叫啥", "2024年各地市清洁生产审核预期目标"),
        ("审核做到一半进行不下去，市里给不给搭把手", "组织专家"),
        ("搞得漂亮的单位有没有什么好处可拿", "表彰和奖励"),
        ("惠州2023年两个部门各牵头多少", "58家"),
        ("死活不肯做强审，最后掏多少罚款", "5万元以上50万元以下"),
    ],
)
def test_far_wordings_are_answered(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "猪肉产量全省头把交椅是哪个市坐着",  # a matter that no file is on
        "2019年那回培训课要喊哪些人来坐着听",  # a year that no file is of
        "江苏那边做得漂亮的单位能捞着什么好",
        "锅炉换燃气要花多少钱",
        "去年全省有多少家因为没做强审被罚",  # of one of the meanings, and yet something else
        "培训一场要开几天",
        "那下降的有几个",  # of turns that were not
    ],
)
def test_what_limits_a_question_is_not_dropped(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is not Outcome.ANSWERED, (answer.question, answer.answer)


def test_turns_are_understood_by_likeness(assistant: RuleAssistant) -> None:
    assert_dialogue(
        assistant,
        [("云浮2023年验收了多少", "18家"), ("2024年目标呢", "18家"), ("所以等于原地没动？", "相同")],
    )
    assert_dialogue(
        assistant,
        [("2023年全省平均每个市验收多少家", "78.4家"), ("没够到这条线的市有几个", "14个")],
    )
