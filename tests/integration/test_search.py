from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.commit import Committer
from kb.base import KnowledgeBase
from kb.errors import FixInput
from kb.lexicon import Lexicon, load_lexicon
from kb.search import article_named
from kb.settings import ROOT
from kb.types import Filters, LegalStatus, ParsedDocument, PassageKind
from tests.samples import HashEmbedder, plain_document


def law(document_id: str, title: str, articles: list[str], **meta: object) -> ParsedDocument:
    parsed = plain_document(document_id, articles, title=title, kind="law", **meta)
    numbered = tuple(replace(p, article=n, kind=PassageKind.ARTICLE) for n, p in enumerate(parsed.passages, start=1))
    return replace(parsed, passages=numbered)


OLD = law(
    "old",
    "中华人民共和国清洁生产促进法",
    ["第一条 为了促进清洁生产，制定本法。", "第二条 不如实报告审核结果的，处五万元以上五十万元以下的罚款。"],
    published=date(2012, 2, 29),
    valid_until=date(2026, 8, 14),
)
NEW = law(
    "new",
    "生态环境法典",
    ["第一条 为了保护和改善生态环境，制定本法。", "第二条 未按规定报告清洁生产审核结果的，责令改正，处以罚款。"],
    published=date(2026, 3, 12),
    valid_from=date(2026, 8, 15),
)
NOTICE = plain_document(
    "notice", ["各市应于4月底前公布名单。", "联系人张诚。"], kind="notice", published=date(2024, 3, 15)
)
DIGEST = plain_document(
    "digest", ["第三十九条规定了不如实报告审核结果的罚款。"], title="清洁生产促进法", kind="digest", full_text=False
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(ROOT / "corpus" / "lexicon")


@pytest.fixture(params=["both", "words"])
def base(request: pytest.FixtureRequest, tmp_path: Path, lexicon: Lexicon) -> Iterator[KnowledgeBase]:
    opened = KnowledgeBase(tmp_path, lexicon=lexicon, read_only=False, embedder=HashEmbedder())
    if request.param == "words":
        opened.searcher._dense = lambda: None
    dense = opened.dense()
    assert dense is not None
    committer = Committer(tmp_path, store=opened.store, indexes={"词语索引": opened.lexical(), "向量索引": dense})
    committer.commit([OLD, NEW, NOTICE, DIGEST])
    yield opened
    opened.close()


def found(base: KnowledgeBase, query: str, k: int = 10, **filters: object) -> list[str]:
    return [hit.passage.id for hit in base.searcher.search(query, k=k, filters=Filters(**filters))]  # type: ignore[arg-type]


def test_the_passage_that_answers_comes_first(base: KnowledgeBase) -> None:
    assert found(base, "名单什么时候公布")[0] == "notice#p0"
    assert found(base, "不如實報告審核結果的罰款五萬元")[0] == "old#p1"


def test_filters(base: KnowledgeBase) -> None:
    query = "不如实报告清洁生产审核结果的罚款"
    assert {i.split("#")[0] for i in found(base, query, document_ids=("new",))} == {"new"}
    assert {i.split("#")[0] for i in found(base, query, document_kinds=("notice",))} <= {"notice"}
    assert "new#p1" not in found(base, query, statuses=(LegalStatus.IN_FORCE,), as_of=date(2024, 6, 1))
    in_force = found(base, query, statuses=(LegalStatus.IN_FORCE,), as_of=date(2026, 11, 22))
    assert in_force[0] == "new#p1"
    assert "old#p1" not in in_force
    assert all("#" in i and not i.startswith("notice") for i in found(base, query, kinds=(PassageKind.ARTICLE,)))
    assert {i.split("#")[0] for i in found(base, query, published_from=date(2026, 1, 1))} == {"new"}
    assert "new" not in {i.split("#")[0] for i in found(base, query, published_until=date(2025, 1, 1))}
    assert found(base, query, document_ids=("absent",)) == []


def test_a_status_needs_a_day(base: KnowledgeBase) -> None:
    with pytest.raises(FixInput, match="as_of"):
        found(base, "罚款", statuses=(LegalStatus.IN_FORCE,))


def test_articles_by_number(base: KnowledgeBase) -> None:
    assert found(base, "清洁生产促进法第二条")[0] == "old#p1"
    assert found(base, "清洁生产促进法2条")[0] == "old#p1"
    assert found(base, "生态环境法典第2条说什么")[0] == "new#p1"
    assert found(base, "", article=2, document_ids=("new",)) == ["new#p1"]


def test_a_digest_steps_back_behind_its_full_text(base: KnowledgeBase) -> None:
    ids = found(base, "第三十九条规定了不如实报告审核结果的罚款")
    assert ids[-1] == "digest#p0"
    assert len(ids) > 1


def test_k_limits_and_scores_are_given(base: KnowledgeBase) -> None:
    hits = base.searcher.search("罚款", k=1)
    assert len(hits) == 1
    assert hits[0].lexical_score is not None


def test_a_staged_version_is_not_seen_before_it_is_committed(base: KnowledgeBase) -> None:
    fresh = replace(
        plain_document("notice", ["各市应于五月底前公布名单。"], version="v2", kind="notice"), original=b"2"
    )
    base.lexical().add(fresh.document.meta, fresh.passages)
    base.lexical().commit()
    texts = [hit.passage.text for hit in base.searcher.search("何时公布名单", k=10)]
    assert "各市应于4月底前公布名单。" in texts
    assert "各市应于五月底前公布名单。" not in texts
    base.store.commit(fresh)
    texts = [hit.passage.text for hit in base.searcher.search("何时公布名单", k=10)]
    assert "各市应于五月底前公布名单。" in texts
    assert "各市应于4月底前公布名单。" not in texts


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("第二十七条", 27),
        ("第27条", 27),
        ("27条", 27),
        ("清洁生产促进法27条", 27),
        ("第一千二百二十一条是什么", 1221),
        ("一共有39条措施吗", None),
        ("罚多少", None),
    ],
)
def test_article_named(query: str, number: int | None) -> None:
    assert article_named(query) == number
