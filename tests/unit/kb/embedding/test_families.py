"""Models are recognised by name or folder, with what their authors say of them."""

import pytest

from kb.embedding.families import FAMILIES, family_of


@pytest.mark.parametrize(
    ("model", "family", "size", "pooling"),
    [
        ("BAAI/bge-small-zh-v1.5", "bge-zh", 512, "cls"),
        ("BAAI/bge-large-zh", "bge-zh", 1024, "cls"),
        ("BAAI/bge-m3", "bge-m3", 1024, "cls"),
        ("/srv/models/Qwen3-Embedding-0.6B/", "qwen3-embedding", 1024, "lasttoken"),
        ("Qwen/Qwen3-Embedding-8B", "qwen3-embedding", 4096, "lasttoken"),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", "gte-qwen2", 1536, "lasttoken"),
        ("Alibaba-NLP/gte-multilingual-base", "gte-multilingual", 768, "cls"),
        ("thenlper/gte-base-zh", "gte-zh", 768, "cls"),
        ("shibing624/text2vec-base-chinese", "text2vec", 768, "mean"),
    ],
)
def test_known_models(model, family, size, pooling):
    found = family_of(model)
    assert found is FAMILIES[family]
    assert (found.size(model.lower()), found.pooling) == (size, pooling)


def test_only_models_trained_with_a_prefix_get_one():
    assert FAMILIES["bge-zh"].query_prefix.startswith("为这个句子生成表示")
    assert FAMILIES["qwen3-embedding"].query_prefix.endswith("Query:")
    assert FAMILIES["bge-m3"].query_prefix == FAMILIES["text2vec"].query_prefix == ""
    assert all(family.passage_prefix == "" for family in FAMILIES.values())


def test_unknown_models_have_no_family():
    assert family_of("intfloat/e5-small") is None
