import shutil
from pathlib import Path

import pytest

from kb.errors import FixConfiguration
from kb.lexicon import Lexicon, load_lexicon
from kb.lexicon_index import LexiconIndex

LEXICON = Path(__file__).resolve().parents[3] / "corpus" / "lexicon"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(LEXICON)


@pytest.fixture(scope="module")
def index(lexicon: Lexicon) -> LexiconIndex:
    return LexiconIndex(lexicon)


def found(index: LexiconIndex, text: str, *kinds: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.canonical) for m in index.find(text, kinds=kinds or None)]


def test_guangdong_is_whole(lexicon: Lexicon) -> None:
    cities = {r.name for r in lexicon.regions if r.level == "city" and r.parent == "广东省"}
    assert len(cities) == 21
    groups = {g.name: set(g.members) for g in lexicon.region_groups}
    assert groups["珠三角"] | groups["粤东"] | groups["粤西"] | groups["粤北"] == cities
    assert sum(len(groups[name]) for name in ("珠三角", "粤东", "粤西", "粤北")) == 21
    assert groups["粤东西北"] == cities - groups["珠三角"]
    assert len({r.name for r in lexicon.regions if r.level == "province"}) == 34
    assert len([r for r in lexicon.regions if r.level == "district" and r.parent in cities]) == 122


@pytest.mark.parametrize("form", ["佛山", "佛山市", "foshan", "Fo Shan", "FOSHAN"])
def test_forms_of_a_city(index: LexiconIndex, form: str) -> None:
    assert found(index, f"{form} 2024", "region") == [(form, "佛山市")]


def test_longest_match_wins_and_kinds_restrict_first(index: LexiconIndex) -> None:
    assert found(index, "省生态环境厅电话") == [("省生态环境厅", "广东省生态环境厅"), ("电话", "电话")]
    assert found(index, "粤东四市目标", "region_group") == [("粤东四市", "粤东")]
    assert found(index, "广东省生态环境厅", "region") == [("广东省", "广东省")]


@pytest.mark.parametrize(
    "text", ["新增城市", "确保定期公开平台", "其中山区", "从化工企业看", "完成都要上报", "targeted"]
)
def test_words_that_hold_a_short_name_are_no_places(index: LexiconIndex, text: str) -> None:
    assert found(index, text, "region", "metric") == []


@pytest.mark.parametrize("kinds", [None, {"region"}, {"organisation"}, {"industry", "role"}])
def test_a_match_ends_where_its_form_ends(index: LexiconIndex, kinds: set[str] | None) -> None:
    for form in index.forms():
        for match in index.find(f"问{form}", kinds=kinds):  # nothing follows: a longer form has no room
            said = f"问{form}"[match.start : match.end]
            assert len(said) == match.end - match.start
            assert (match.kind, match.canonical) in index.lookup(said)


def test_every_meaning_of_a_form_is_reported(index: LexiconIndex) -> None:
    assert {m.kind for m in index.find("要求")} == {"document", "modal"}


def test_an_unknown_key_names_file_and_key(tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(LEXICON, folder)
    path = folder / "industries.yaml"
    path.write_text("industries:\n  - {name: 钢铁, alias: [炼钢]}\n", encoding="utf-8")
    with pytest.raises(FixConfiguration, match=r"industries\.yaml 的 industries\.0\.alias：未知的键"):
        load_lexicon(folder)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("typos.yaml", "typos: [1\n", "typos.yaml 解析失败"),
        ("extra.yaml", "a: 1\n", "未知文件 extra.yaml"),
        ("regions.yaml", "regions:\n  - {name: 甲市, level: city, parent: 乙省}\n", "乙省 未定义"),
        ("synonyms.yaml", "kinds: [a]\nsynonyms:\n  - {canonical: 甲, kind: b, forms: []}\n", "kind：b 未定义"),
        ("words.yaml", "words: 甲\n", "words.yaml 的 words"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, file: str, content: str, message: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(LEXICON, folder)
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(FixConfiguration, match=message):
        load_lexicon(folder)


def test_version_follows_the_content(tmp_path: Path, lexicon: Lexicon) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(LEXICON, folder)
    assert load_lexicon(folder).version == lexicon.version
    (folder / "words.yaml").write_text("words: [新词]\n", encoding="utf-8")
    assert load_lexicon(folder).version != lexicon.version
