from bot.things import unheard_of
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex
from kb.settings import ROOT

INDEX = LexiconIndex(load_lexicon(ROOT / "corpus" / "lexicon"))


def heard(*pairs):
    return lambda pair: int(pair in pairs)


def test_one_more_character_makes_another_thing():
    assert unheard_of("清洁生产审核师怎么考", INDEX, heard()) == "清洁生产审核师"
    assert unheard_of("清洁生产奖有哪些？", INDEX, heard()) == "清洁生产奖"
    assert unheard_of("清洁生产日是哪天", INDEX, heard()) == "清洁生产日"
    assert unheard_of("请问清洁生产周是几月", INDEX, heard()) == "清洁生产周"


def test_what_a_passage_speaks_of_is_heard_of():
    assert unheard_of("清洁生产审核师怎么考", INDEX, heard("核师")) is None


def test_the_term_itself_and_longer_words_are_no_such_thing():
    for text in ("清洁生产审核怎么做", "清洁生产审核日期是哪天", "强制性清洁生产审核员工培训", "广州市师生"):
        assert unheard_of(text, INDEX, heard()) is None
