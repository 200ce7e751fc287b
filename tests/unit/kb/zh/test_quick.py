"""The quick cutter gives jieba's own terms, whatever is cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.lexicon import load_lexicon
from kb.settings import ROOT
from kb.zh.quick import QuickCutter
from kb.zh.tokenizer import WordTokenizer

TOKENIZER = WordTokenizer(load_lexicon(ROOT / "corpus" / "lexicon"))
JIEBA = TOKENIZER._jieba
QUICK = QuickCutter(JIEBA)
WORDS = sorted(w for w, times in JIEBA.FREQ.items() if times and len(w) > 1)[::97] + TOKENIZER._words
LINES = [
    line
    for path in sorted((ROOT / "corpus" / "policies").glob("*"))
    for line in path.read_text(encoding="utf-8").split("\n")
    if line
]
CHARACTERS = sorted({c for line in LINES for c in line if "\u4e00" <= c <= "\u9fd5"})


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join))
def test_words_of_the_dictionary_in_any_order(run: str) -> None:
    assert QUICK.search_words(run) == list(JIEBA.cut_for_search(run))


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=CHARACTERS, min_size=1, max_size=14))
def test_common_characters_in_any_order(run: str) -> None:
    assert QUICK.search_words(run) == list(JIEBA.cut_for_search(run))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), min_size=1, max_size=8))
def test_rare_characters(run: str) -> None:
    assert QUICK.search_words(run) == list(JIEBA.cut_for_search(run))


@pytest.mark.parametrize(
    ("run", "terms"),
    [
        # With rjieba's own dictionary, or with another total of frequencies, these come out otherwise.
        ("国家实行峰谷分时电价", ["国家", "实行", "峰谷", "分时", "电价"]),
        ("街路巷名称", ["街路", "巷", "名称"]),
        ("微信群发布", ["微", "群发", "信群发", "布"]),
        ("民法法系", ["民法", "法系"]),
    ],
)
def test_where_dictionary_and_total_decide(run: str, terms: list[str]) -> None:
    assert QUICK.search_words(run) == list(JIEBA.cut_for_search(run)) == terms


def test_passages_get_the_same_terms_before_and_after_the_tokenizer_turns_quick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick = WordTokenizer(load_lexicon(ROOT / "corpus" / "lexicon"))
    quick._long_texts_chars = 10**9
    monkeypatch.setattr("kb.zh.tokenizer._MUCH_TEXT_CHARS", 10**9)
    slowly = [TOKENIZER.tokens(line) for line in LINES]
    assert [quick.tokens(line) for line in LINES] == slowly
    assert "_quick" in vars(quick)
    assert "_quick" not in vars(TOKENIZER)
