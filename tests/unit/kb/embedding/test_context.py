"""Articles lean towards their neighbours; nothing else does."""

import numpy as np
import pytest

from kb.embedding.context import NEIGHBOUR_SHARE, in_context
from kb.types import DocumentMeta, Passage, PassageKind

AXES = np.eye(5, dtype=np.float32)


def entry(document, title, ordinal, article, kind=PassageKind.ARTICLE):
    passage = Passage(
        id=f"{document}#{ordinal}",
        document_id=document,
        ordinal=ordinal,
        kind=kind,
        section_path=(),
        text="x",
        start=0,
        end=1,
        article=article,
    )
    return DocumentMeta(id=document, version="1", title=title), passage


def leaning(*neighbours):
    vector = np.zeros(5)
    vector[list(neighbours[1:])] = NEIGHBOUR_SHARE
    vector[neighbours[0]] = 1
    return vector / np.linalg.norm(vector)


def test_articles_of_one_document_lean_to_those_before_and_after():
    entries = [entry("law", "水法", n, n) for n in (1, 2, 3)] + [entry("other", "土法", 1, 4)]
    found = in_context(AXES[:4], entries)
    assert found[1] == pytest.approx(leaning(1, 0, 2))
    assert found[2] == pytest.approx(leaning(2, 1))
    assert found[3] == pytest.approx(AXES[3])


def test_documents_of_one_article_each_are_neighbours_by_law_and_number():
    titles = ["水法第十一条", "土法第十一条", "水法第十条", "水法第十三条", "水法第九条之一"]
    numbers = [11, 11, 10, 13, 9]
    entries = [entry(f"d{i}", title, 1, n) for i, (title, n) in enumerate(zip(titles, numbers, strict=True))]
    found = in_context(AXES, entries)
    assert found[0] == pytest.approx(leaning(0, 2))
    assert found[2] == pytest.approx(leaning(2, 0, 4))
    assert found[[1, 3]] == pytest.approx(AXES[[1, 3]])


def test_the_parts_of_a_long_article_follow_each_other():
    entries = [entry("law", "水法", 1, 1), entry("law", "水法", 2, 2), entry("law", "水法", 3, 2)]
    found = in_context(AXES[:3], entries)
    assert found[1] == pytest.approx(leaning(1, 0, 2))
    assert found[2] == pytest.approx(leaning(2, 1))


def test_running_text_and_texts_without_a_direction_stay():
    entries = [entry("a", "通知", n, None, PassageKind.TEXT) for n in (1, 2)] + [
        entry("b", "水法", n, n) for n in (1, 2)
    ]
    vectors = AXES[:4].copy()
    vectors[3] = 0
    assert in_context(vectors, entries).tolist() == vectors.tolist()
    assert in_context(vectors[:0], []).shape == (0, 5)
