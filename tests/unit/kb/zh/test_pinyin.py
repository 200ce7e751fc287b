"""Pinyin read as Chinese: words by how common they are, spaces only between syllables, other Latin words left alone."""

import pytest

from kb.zh.pinyin import PinyinReader

WORDS = [
    *(("佛山", 50), ("今年", 900), ("目标", 900), ("木标", 1), ("多少", 5000), ("是", 9000), ("市", 800), ("西安", 60)),
    *(
        ("先", 700),
        ("名单", 500),
        ("什么", 5000),
        ("时候", 3000),
        ("公布", 400),
        ("的", 9000),
        ("绿", 100),
        ("女", 300),
    ),
]


@pytest.fixture
def reader() -> PinyinReader:
    return PinyinReader(lambda: WORDS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("foshan jinnian mubiao shi duoshao", "佛山今年目标是多少"),
        ("fo shan 2024 mu biao", "佛山2024目标"),
        ("Fóshān mùbiāo duōshǎo?", "佛山目标多少?"),
        ("mingdan shenme shihou gongbu", "名单什么时候公布"),
        ("xi'an mubiao", "西安目标"),
        ("xian mubiao", "先目标"),
        ("nv de", "女的"),
    ],
)
def test_pinyin_is_read_as_words(reader: PinyinReader, typed: str, read: str) -> None:
    assert reader.read(typed) == read


@pytest.mark.parametrize(
    "typed", ["what is the target of foshan", "foshan target", "GDP de mubiao", "de", "佛山目标", "VOCs 排放"]
)
def test_other_latin_words_leave_the_text_as_it_is(reader: PinyinReader, typed: str) -> None:
    assert reader.read(typed) == typed


def test_no_word_goes_across_a_space_inside_a_syllable(reader: PinyinReader) -> None:
    assert reader.read("mub iao duoshao") == "mub iao duoshao"


def test_prepared_it_asks_for_the_words_no_more():
    asked = []

    def words():
        asked.append(1)
        return [("目标", 100), ("多少", 100)]

    reader = PinyinReader(words)
    reader.prepare()
    assert reader.read("mubiao duoshao") == "目标多少"
    assert len(asked) == 1
