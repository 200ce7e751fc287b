"""The model that ships: numpy alone, both scripts, and the same vectors as sentence-transformers gives."""

import json
import subprocess
import sys

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from kb.embedding import SHIPPED, load_embedder
from kb.embedding.static import StaticEmbedder, is_static
from kb.errors import FixConfiguration

TEXTS = [
    "哪些企业必须实施强制性清洁生产审核？",
    "梵語的學術研究由德國學者開創。",
    "2024年3月15日前报送 ABC，联系电话 020-83133249。",
    "",
    "民法典第一千零七十九条 夫妻一方要求离婚的，可以由有关组织进行调解或者直接向人民法院提起离婚诉讼。" * 30,
]


@pytest.fixture(scope="module")
def shipped():
    return load_embedder()


@pytest.fixture
def tiny(tmp_path):
    """Two words on two axes, in the format of model2vec."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "审核": 1, "企业": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("审核|企业"), behavior="isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = np.array([[0, 0], [3, 0], [0, 4]], np.int8)
    save_file({"embeddings": rows, "weights": np.array([1, 1, 2], np.float32)}, folder / "model.safetensors")
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    return folder


def test_a_text_is_the_scaled_sum_of_its_pieces(tiny):
    embedder = load_embedder(str(tiny))
    assert embedder.dimensions == 2
    assert embedder.embed_query("审核企业") == pytest.approx([3 / 73**0.5, 8 / 73**0.5])
    assert embedder.embed_query("审核") == pytest.approx([1, 0])


def test_unknown_and_empty_texts_have_no_direction(tiny):
    vectors = load_embedder(str(tiny)).embed_passages(["", "审核", "别的", "企业"])
    assert vectors.tolist() == [[0, 0], [1, 0], [0, 0], [0, 1]]
    assert load_embedder(str(tiny)).embed_passages([]).shape == (0, 2)


def test_version_follows_the_content(tiny):
    before = StaticEmbedder(tiny).version
    rows = np.array([[0, 0], [3, 1], [0, 4]], np.int8)
    save_file({"embeddings": rows, "weights": np.ones(3, np.float32)}, tiny / "model.safetensors")
    assert before.startswith("tiny/")
    assert StaticEmbedder(tiny).version != before


def test_a_broken_folder_is_named(tiny):
    (tiny / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(FixConfiguration, match="tiny"):
        load_embedder(str(tiny))


def test_other_folders_are_not_static(tmp_path):
    assert not is_static(tmp_path)
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "sentence_transformers.models.Transformer"}]))
    assert not is_static(tmp_path)


def test_both_scripts_have_one_vector(shipped):
    traditional, simplified = shipped.embed_passages(["廣東省清潔生產審核實施方案", "广东省清洁生产审核实施方案"])
    assert traditional == pytest.approx(simplified)


def test_meaning_is_nearer_than_words_shared_by_chance(shipped):
    question = shipped.embed_query("夫妻感情破裂，一方不同意离婚怎么办？")
    right, wrong = shipped.embed_passages(
        [
            "夫妻一方要求离婚的，可以由有关组织进行调解或者直接向人民法院提起离婚诉讼。如果感情确已破裂，调解无效的，应当准予离婚。",
            "一方不同意变更运输路线的，承运人应当按照约定的路线将货物运输到约定地点。",
        ]
    )
    assert question @ right > question @ wrong + 0.2


def test_queries_and_passages_share_one_space(shipped):
    vectors = shipped.embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), shipped.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 0, 1], abs=1e-5)
    assert shipped.embed_query(TEXTS[0]) == pytest.approx(vectors[0], abs=1e-6)


def test_shipped_model_is_small():
    assert sum(file.stat().st_size for file in SHIPPED.rglob("*") if file.is_file()) < 16_000_000


def test_no_torch_for_the_shipped_model():
    code = "import sys; from kb.embedding import load_embedder; load_embedder().embed_query('审核')"
    check = f"{code}; assert not {{'torch', 'transformers', 'sentence_transformers'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)


@pytest.mark.slow
def test_sentence_transformers_gives_the_same_vectors(shipped):
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(SHIPPED), local_files_only=True, device="cpu")
    texts = [text for text in TEXTS if text]
    assert shipped.embed_passages(texts) == pytest.approx(theirs.encode(texts), abs=2e-6)


@pytest.mark.slow
def test_a_name_that_is_not_here_is_an_error_without_network():
    with pytest.raises(FixConfiguration, match="no-such/model"):
        load_embedder("no-such/model")
