from pathlib import Path

import pytest

from kb.lexicon import load_lexicon
from kb.zh.convert import Simplifier
from kb.zh.question import QuestionReader
from kb.zh.tokenizer import WordTokenizer

LEXICON = Path(__file__).resolve().parents[4] / "corpus" / "lexicon"


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> WordTokenizer:
    return WordTokenizer(load_lexicon(LEXICON), tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def reader(tokenizer: WordTokenizer) -> QuestionReader:
    return QuestionReader(load_lexicon(LEXICON), tokenizer)


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("聯繫人電話係乜嘢", "联系人电话是什么"),
        ("廣州目標係幾多", "广州目标是多少"),
        ("边个城市嘅目标最高", "哪个城市的目标最高"),
        ("惠洲明单啥时候公布", "惠州名单啥时候公布"),
        ("清洁生产审合要多久", "清洁生产审核要多久"),
        ("阳将2024年指标", "阳江2024年指标"),
        ("生态寰境厅电话", "生态环境厅电话"),
    ],
)
def test_understands(reader: QuestionReader, asked: str, understood: str) -> None:
    assert reader.read(asked).text == understood


@pytest.mark.parametrize(
    "asked",
    [
        "2023年验收数最少的3个市",
        "哪5个市目标最高",
        "广州市2024年清洁生产审核预期目标是多少家？",
        "请提供证明单位联系的材料",
        "项目表格体系有什么联系",
        "潮州和揭阳两市2023年验收数之和",
        "2月25日起不需要找税务局",
        "企业未如实报告审核结果会被罚多少",
        "省级生态环境部门何时公布年度名单",
        "",
    ],
)
def test_leaves_well_spelt_questions_alone(reader: QuestionReader, asked: str) -> None:
    reading = reader.read(asked)
    assert (reading.text, reading.repairs) == (asked, ())


def test_repairs_say_what_was_replaced(reader: QuestionReader) -> None:
    (repair,) = reader.read("请问惠洲的目标").repairs
    assert (repair.start, repair.wrong, repair.right) == (2, "惠洲", "惠州")


def test_simplified_characters_keep_length() -> None:
    table = Simplifier().characters
    assert "廣東省環境保護".translate(table) == "广东省环境保护"


def test_terms_hold_whole_words_and_their_parts(tokenizer: WordTokenizer) -> None:
    terms = tokenizer.tokens("廣東省強制性清潔生產審核，第27條ＡＢ".replace("ＡＢ", "AB"))
    assert {"广东省", "清洁生产", "审核", "27", "ab"} <= set(terms)
    assert "，" not in terms


def test_words_have_exact_offsets(tokenizer: WordTokenizer) -> None:
    text = "各地級市，2024年目標 total"
    for word, start, end in tokenizer.words(text):
        assert tokenizer.prepared(text)[start:end] == word


def test_bigrams(tokenizer: WordTokenizer) -> None:
    assert tokenizer.bigrams("惠州2024目标，中 A1") == ["惠州", "2024", "目标", "中", "a1"]


def test_version_depends_on_the_words() -> None:
    assert WordTokenizer().version != WordTokenizer(load_lexicon(LEXICON)).version


def test_the_dictionary_cache_gives_the_same_words(tmp_path: Path, tokenizer: WordTokenizer) -> None:
    text = "各地级以上市强制性清洁生产审核企业名单应于4月底前公布，杭州研究生命起源"
    folder = tmp_path / "data"
    for _ in range(2):  # written, then read
        assert WordTokenizer(load_lexicon(LEXICON), folder).tokens(text) == tokenizer.tokens(text)
        assert [p.name for p in folder.iterdir()] == ["jieba.cache"]


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"not json\n"])
def test_a_damaged_dictionary_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    WordTokenizer(cache_dir=tmp_path).tokens("清洁生产")
    path = tmp_path / "jieba.cache"
    whole = path.read_bytes()
    for content in (damage, whole[:-10]):
        path.write_bytes(content)
        assert WordTokenizer(cache_dir=tmp_path).tokens("研究生命") == WordTokenizer().tokens("研究生命")
        assert path.read_bytes() == whole


def test_words_agree_with_jieba_itself() -> None:
    import jieba

    text = "企业应当对生产和服务过程中的资源消耗以及废物的产生情况进行监测"
    assert WordTokenizer().tokens(text) == list(jieba.Tokenizer().cut_for_search(text))
