"""Where the asker is from takes the place of 我们市, and is no part of what is asked for."""

from pathlib import Path

import pytest

from bot.own_city import with_own_city
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex

LEXICON = Path(__file__).resolve().parents[3] / "corpus" / "lexicon"


@pytest.fixture(scope="module")
def index() -> LexiconIndex:
    return LexiconIndex(load_lexicon(LEXICON))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("我是茂名的，按文件我们市要审几家", "按文件茂名市要审几家"),
        ("我们在潮州，名单几号公布", "潮州市名单几号公布"),
        ("咱们来自汕尾的，本市目标多少", "汕尾市目标多少"),
        ("我们是造纸厂的，要做审核吗", "我们是造纸厂的，要做审核吗"),
        ("我是云浮的，广州目标多少", "广州目标多少"),
        ("我是梅州市工信局的，我市要审几家", "梅州市要审几家"),
        ("我们公司在湛江，湛江2024年目标多少", "湛江2024年目标多少"),
        ("本厂位于汕头，名单哪天公布", "汕头市名单哪天公布"),
        ("我是中山一家企业的，要交什么", "我是中山一家企业的，要交什么"),
    ],
)
def test_an_opening_that_says_where_from(index: LexiconIndex, typed: str, asked: str) -> None:
    assert with_own_city(index, typed, typed) == asked
