"""The exact scan finds what a plain product says, within documents where asked."""

import numpy as np

from kb.index.scan import VectorScan


def scan() -> VectorScan:
    vectors = np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    return VectorScan([("v1", "a", "a#1"), ("v1", "a", "a#2"), ("v1", "b", "b#1"), ("v2", "c", "c#1")], vectors)


QUERY = np.array([0, 1, 0], np.float32)


def test_best_first_with_the_cosine_as_score() -> None:
    found = scan().search(QUERY, k=2)
    assert [(hit.passage_id, hit.document_id, hit.version) for hit in found] == [("b#1", "b", "v1"), ("a#2", "a", "v1")]
    np.testing.assert_allclose([hit.score for hit in found], [1.0, 0.8], atol=1e-6)


def test_only_the_documents_asked_for() -> None:
    assert [hit.passage_id for hit in scan().search(QUERY, k=9, document_ids=["a", "absent", "a"])] == ["a#2", "a#1"]
    assert scan().search(QUERY, k=9, document_ids=["absent"]) == []


def test_equal_scores_keep_their_order_and_k_may_be_more_than_there_is() -> None:
    assert [hit.passage_id for hit in scan().search(QUERY, k=99)] == ["b#1", "a#2", "a#1", "c#1"]
