"""A thousand answers of the real assistant pass the check; a thousand with one changed word are all caught."""

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant, open_assistant
from bot.types import Draft, Evidence, Outcome, Statement
from ingest.corpus import sync_corpus
from ingest.library import Library
from kb.lexicon import load_lexicon
from kb.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
CITIES = [
    "广州",
    "深圳",
    "珠海",
    "汕头",
    "佛山",
    "韶关",
    "河源",
    "梅州",
    "惠州",
    "汕尾",
    "东莞",
    "中山",
    "江门",
    "阳江",
    "湛江",
    "茂名",
    "肇庆",
    "清远",
    "潮州",
    "揭阳",
    "云浮",
]
BODIES = ("工业和信息化厅", "生态环境厅", "发展和改革委员会", "水利厅")
FIGURES = (
    "{a}2024年目标是多少", "{a}2023年工信牵头多少家", "{a}2023年生态环境牵头多少家", "{a}2023年通过验收多少家",
    "{a}在平台完成验收多少家", "{a}的平台完成率是多少", "{a}2024年目标占全省比重", "{a}2024年目标全省排第几",
    "{a}和{b}2024年目标相差多少", "{a}和{b}2023年验收数之和", "{a}2024年目标比2023年验收数少多少",
    "{a}和{b}的2024年目标",
)  # fmt: skip
OTHERS = (
    "企业名单什么时候公布", "通知的联系人和电话", "工信厅电话", "生态环境厅联系人是谁", "通知的文号", "通知的印发日期",
    "谁发的通知", "试点城市有哪些", "重点行业有哪些", "对培训有什么要求", "通知的依据是什么", "有哪些重点任务",
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    with Library(folder, lexicon=load_lexicon(ROOT / "corpus" / "lexicon"), command="test") as library:
        sync_corpus(library, ROOT / "corpus")
    return open_assistant(Settings(data_dir=folder, corpus_dir=ROOT / "corpus", as_of=TODAY))


Case = tuple[Statement, dict[str, Evidence]]


@pytest.fixture(scope="module")
def right(assistant: RuleAssistant) -> list[Case]:
    """Statements that the assistant made, with the evidence at hand; at least a thousand."""
    questions = [q.format(a=a, b=CITIES[(i + 7) % 21]) for q in FIGURES for i, a in enumerate(CITIES)] * 2
    questions += list(OTHERS) * 25
    cases: list[Case] = []
    for question in questions:
        reply = assistant.reply(question, as_of=TODAY)
        cases += [(s, dict(reply.evidence)) for s in reply.draft.statements if s.evidence]
    return cases


def stands(assistant: RuleAssistant, statement: Statement, evidence: dict[str, Evidence]) -> bool:
    draft = Draft(outcome=Outcome.ANSWERED, statements=(statement,))
    return bool(assistant.verifier.check(draft, evidence, question="", as_of=TODAY).statements)


def planted(statement: Statement, evidence: dict[str, Evidence], dice: random.Random) -> Statement | None:
    """Change one number, date, phone, city, body, year or citation; None where nothing can be changed."""
    text = statement.text
    kinds = ["number", "city", "body", "citation"]
    dice.shuffle(kinds)
    for kind in kinds:
        if kind == "number":
            numbers = list(re.finditer(r"\d+", text))
            if numbers:
                spot = dice.choice(numbers)
                digits = list(spot[0])
                at = dice.randrange(len(digits))
                digits[at] = dice.choice([d for d in "0123456789" if d != digits[at] and not (at == 0 and d == "0")])
                return replace(statement, text=text[: spot.start()] + "".join(digits) + text[spot.end() :])
        elif kind == "city":
            named = [c for c in CITIES if c in text]
            if named:
                old = dice.choice(named)
                new = dice.choice([c for c in CITIES if c not in text])
                return replace(statement, text=text.replace(old, new, 1))
        elif kind == "body":
            named = [b for b in BODIES if b in text]
            if named:
                old = dice.choice(named)
                new = dice.choice([b for b in BODIES if b not in text])
                return replace(statement, text=text.replace(old, new, 1))
        else:
            return replace(statement, evidence=("nowhere",))
    return None


@pytest.mark.slow
def test_right_answers_pass(assistant: RuleAssistant, right: list[Case]) -> None:
    assert len(right) >= 1_000
    wrong = [s.text for s, evidence in right if not stands(assistant, s, evidence)]
    assert wrong == []


@pytest.mark.slow
def test_every_planted_fault_is_caught(assistant: RuleAssistant, right: list[Case]) -> None:
    dice = random.Random(20261122)
    tried, missed = 0, []
    while tried < 1_000:
        statement, evidence = dice.choice(right)
        changed = planted(statement, evidence, dice)
        if changed is None or changed == statement:
            continue
        tried += 1
        if stands(assistant, changed, evidence):
            missed.append((statement.text, changed.text, changed.evidence))
    assert missed == []


COMPARISONS = (
    "{a}和{b}2024年目标相差多少", "{a}2024年目标比{b}多还是少", "{a}2024年目标比2023年验收数少多少",
    "{a}和{b}2023年验收数谁多", "{a}2024年目标高于全省平均吗", "{a}2024年目标全省排第几",
    "{a}2023年平台完成数比合计少多少",
)  # fmt: skip
WHOLES = (
    "2024年目标最多的城市", "2023年验收最少的城市", "2024年目标超过100家的城市", "2024年目标不足20家的城市",
    "2023年生态环境牵头最多的城市", "珠三角2024年目标最多的是哪个", "2023年平台完成率低于50%的城市",
    "2024年目标从高到低排名", "2024年目标低于平均的城市",
)  # fmt: skip
OPPOSITES = (
    ("增加", "减少"), ("增长", "下降"), ("高于", "低于"), ("更多", "更少"), ("最多", "最少"), ("最高", "最低"),
    ("从高到低", "从低到高"), ("超过", "不足"), ("多", "少"),
)  # fmt: skip


def swapped(text: str) -> str | None:
    """Return a sentence with its direction turned round; None where it has none."""
    place = re.search(r"排第(\d+)位", text)
    if place is not None:
        return text.replace(place[0], f"排第{int(place[1]) % 21 + 1}位")
    for one, other in OPPOSITES:
        for old, new in ((one, other), (other, one)):
            match = re.search(old if len(old) > 1 else rf"{old}(?=\d|约)", text)
            if match is not None and "排在最" not in text:
                return text[: match.start()] + new + text[match.end() :]
    return None


@pytest.mark.slow
def test_swapped_directions_are_caught(assistant: RuleAssistant) -> None:
    questions = [q.format(a=a, b=CITIES[(i + 5) % 21]) for q in COMPARISONS for i, a in enumerate(CITIES)]
    tried, missed, refused = 0, [], []
    for question in [*questions, *WHOLES]:
        reply = assistant.reply(question, as_of=TODAY)
        evidence = dict(reply.evidence)
        for statement in (s for s in reply.draft.statements if s.evidence):
            if not stands(assistant, statement, evidence):
                refused.append(statement.text)
            turned = swapped(statement.text)
            if turned is None or turned == statement.text:
                continue
            tried += 1
            if stands(assistant, replace(statement, text=turned), evidence):
                missed.append((statement.text, turned))
    assert tried >= 120
    assert refused == []
    assert missed == []
