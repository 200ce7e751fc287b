"""What a question speaks of, how much each word weighs, and in what other words a text may say it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bot.concepts import OTHER_WAY, Concept, ConceptReader
from bot.desk import Desk
from bot.reading_rules import default_reading_rules
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex
from kb.zh.tokenizer import WordTokenizer

LEXICON = Path(__file__).resolve().parents[3] / "corpus" / "lexicon"
PASSAGES = 100


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Concept]]:
    lexicon = load_lexicon(LEXICON)
    forms = {
        s.canonical: tuple(f for f in (s.canonical, *s.forms) if len(f) > 1 and not f.isascii())
        for s in lexicon.synonyms
    }
    tokenizer = WordTokenizer(lexicon, cache_dir=tmp_path_factory.mktemp("jieba"))
    desk = SimpleNamespace(lexicon=lexicon, index=LexiconIndex(lexicon), tokenizer=tokenizer, forms=forms)
    common = {"排放": 50, "企业": 90}
    reader = ConceptReader(
        cast(Desk, desk),
        rules=default_reading_rules(),
        frequency=lambda term: common.get(term, 1),
        passages=lambda: PASSAGES,
    )
    return lambda question: {c.word: c for c in reader.read(question)}


def concept(word: str, *others: str, grams: tuple[str, ...] = ()) -> Concept:
    return Concept(word=word, others=others, grams=frozenset(grams), weight=1.0)


def test_a_word_is_held_in_itself_in_other_words_shortened_or_in_parts() -> None:
    assert concept("井盖").held("井盖缺失的应当修复") == 1.0
    assert concept("修好", "修复").held("井盖缺失的应当修复") == OTHER_WAY
    assert concept("财税").held("落实财政税收政策") == 0.6
    assert concept("排放标准", grams=("排放", "放标", "标准")).held("达到排放限值标准") == pytest.approx(0.7 * 2 / 3)
    assert concept("排放标准", grams=("排放", "放标", "标准")).held("限值标准") == 0.0
    assert concept("采砂证").held("采砂许可证有效期为两年") == 0.8
    assert concept("井盖").held("路灯") == 0.0


def test_asking_words_and_particles_are_no_content(read: Callable[[str], dict[str, Concept]]) -> None:
    assert set(read("请问堤防最长多久巡查呢")) == {"堤防", "巡查"}


def test_rare_words_weigh_more_and_a_common_synonym_takes_weight_away(
    read: Callable[[str], dict[str, Concept]],
) -> None:
    found = read("工厂的井盖")
    assert found["井盖"].weight > 3 * found["工厂"].weight  # 工厂 is said of every 企业
    assert "企业" in found["工厂"].others


def test_words_of_an_act_that_hold_a_word_of_asking_stay_whole(read: Callable[[str], dict[str, Concept]]) -> None:
    assert "收取" in read("报名要不要钱")["要不要钱"].others
    assert "拨付" in read("奖金分几次给")["分几次给"].others
    assert "罚多少" not in read("违规采砂罚多少")  # this only asks how much


def test_every_meaning_of_the_same_words_lends_its_forms(read: Callable[[str], dict[str, Concept]]) -> None:
    assert {"各地市", "各地"} <= set(read("每个市办培训")["每个市"].others)


def test_a_supposed_number_is_not_looked_for(read: Callable[[str], dict[str, Concept]]) -> None:
    assert "三场" not in read("专家要听三场讲座吧")
    assert "讲座" in read("专家要听三场讲座吧")


def test_light_nouns_count_only_where_there_is_nothing_else(read: Callable[[str], dict[str, Concept]]) -> None:
    alone = read("材料要几份")
    assert set(alone) == {"材料"}
    assert alone["材料"].light
    assert "材料" not in read("井盖的材料")


def test_a_stretch_of_time_is_one_word(read: Callable[[str], dict[str, Concept]]) -> None:
    assert read("三年内出过事故的能报吗")["三年内"].weight == 5.0


def test_a_word_inside_the_name_of_a_body_is_not_said_of_it(read: Callable[[str], dict[str, Concept]]) -> None:
    text = "报送省工业和信息化厅备案"
    assert read("企业要上传什么信息")["信息"].held(text) == 0.0
    assert read("企业要上传什么信息")["信息"].held("上传信息并" + text) == 1.0
    assert read("工业和信息化厅要什么信息")["信息"].held(text) == 1.0  # the question names the body itself
