"""What a question means, by its likeness to sayings; the questions here stand in none of their files."""

from collections import Counter
from pathlib import Path

import pytest

from bot.meaning import BEYOND, FOLLOWS, default_meaning, features, masked
from bot.wording import load_yaml
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex
from kb.settings import ROOT

SAYINGS = [
    line.split("\t")
    for file in sorted(Path(ROOT / "training" / "sayings").glob("*.tsv"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
FRESH = {
    "韶关2024年摊到手里的任务是多少家": "value",
    "全省头把交椅是哪个市坐着": "most",
    "潮州在二十一个市里能排到什么位置": "rank_of",
    "把东莞刨去，余下那些市合起来有多少家": "except",
    "名单得在什么日子之前亮相": "list_when",
    "弄好的名单往哪两个厅送": "list_to_whom",
    "省环保厅谁管这摊事，号码多少": "contact_environment",
    "屁股后头跟着几个附件，都叫啥": "attachments",
    "厂里审到半路走不下去了，政府派不派内行来搭救": "stuck_help",
    "做得漂亮的单位能捞着什么好": "reward",
    "培训课要喊哪些人来坐着听": "training_who",
    "死活不肯做强审，最后罚多少钱": "fine_not_done",
    "评估验收这笔钱公家掏还是厂里掏": "cost_check",
}
FOLLOWING = {"那一块儿是多少": "f_sum", "这规矩眼下还算不算数": "f_still", "隔壁深圳那边呢": "f_place"}


@pytest.fixture(scope="module")
def index() -> LexiconIndex:
    return LexiconIndex(load_lexicon(ROOT / "corpus" / "lexicon"))


def test_names_and_numbers_are_masked(index: LexiconIndex) -> None:
    assert masked("佛山2024年《某办法》比粤东多35.5家", index) == "某市某年《某文》比片区多5家"


def test_features_are_of_length_one() -> None:
    found = features("某市目标多少", 64)
    assert sum(value * value for value in found.values()) == pytest.approx(1.0)
    assert set(found) <= set(range(64))


@pytest.mark.parametrize(("question", "meaning"), FRESH.items())
def test_fresh_wordings_are_told(index: LexiconIndex, question: str, meaning: str) -> None:
    assert question not in {saying for _, saying in SAYINGS}
    assert default_meaning().ranked(masked(question, index))[0][0] == meaning


@pytest.mark.parametrize(("question", "meaning"), FOLLOWING.items())
def test_turns_after_others_are_told(index: LexiconIndex, question: str, meaning: str) -> None:
    assert meaning.startswith(FOLLOWS)
    assert default_meaning().ranked(masked(question, index))[0][0] == meaning


@pytest.mark.parametrize(
    "question", ["今晚食堂吃什么菜", "环评批复要跑几趟大厅", "你们主任一年挣多少", "锅炉换燃气要花多少钱"]
)
def test_what_nothing_answers_is_told(index: LexiconIndex, question: str) -> None:
    assert default_meaning().ranked(masked(question, index))[0][0] == BEYOND


def test_chances_add_up_to_one(index: LexiconIndex) -> None:
    found = default_meaning().ranked(masked("全省头把交椅是哪个市坐着", index))
    assert sum(chance for _, chance in found) == pytest.approx(1.0, abs=1e-5)
    assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)


def test_model_and_wordings_are_of_the_same_meanings() -> None:
    named = {meaning for meaning, _ in SAYINGS}
    assert set(default_meaning().meanings) == named
    asked = {name for group in load_yaml("meanings.yaml")["meanings"].values() for name in group}
    assert asked <= {name for name in named if not name.startswith(BEYOND)}


def test_every_saying_stands_once_and_every_meaning_often() -> None:
    counts = Counter(saying for _, saying in SAYINGS)
    assert [saying for saying, count in counts.items() if count > 2] == []
    assert min(Counter(meaning for meaning, _ in SAYINGS).values()) >= 40
