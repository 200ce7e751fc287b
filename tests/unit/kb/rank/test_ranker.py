"""The second look puts the passage that has the words first, and its probability follows the evidence."""

import json
from dataclasses import replace

import pytest

from kb.errors import FixConfiguration
from kb.rank.model import RankModel, load_rank_model
from kb.rank.ranker import CloseRanker
from kb.search import Candidate
from kb.types import DocumentMeta, Passage, PassageKind

TEXTS = {
    "a": "各市应于每年3月15日前报送强制性清洁生产审核名单。",
    "b": "企业应当建立健全安全生产责任制度。",
    "c": "清洁生产审核机构名录由省级部门公布。",
    "d": "本办法自发布之日起施行。",
}


class Statistics:
    """Every bigram stands in two of a hundred passages, every word in one."""

    def pair_frequency(self, pair):
        return 2

    def word_frequency(self, word):
        return 1

    def passage_count(self):
        return 100


def candidate(name, lexical=None, dense=None, kind=PassageKind.TEXT, document=None, title="通知"):
    passage = Passage(
        id=name, document_id=document or name, ordinal=1, kind=kind, section_path=(), text=TEXTS[name], start=0, end=1
    )
    meta = DocumentMeta(id=document or name, version="1", title=title)
    return Candidate(passage=passage, document=meta, lexical=lexical, dense=dense)


def words(text):
    return [
        word for word in ("强制性", "清洁", "生产", "审核", "名单", "报送", "安全", "增值税", "税率") if word in text
    ]


def ranker(**changes):
    model = load_rank_model().model_copy(update=changes)
    return CloseRanker(model, prepared=str.lower, words=words, statistics=Statistics)


QUESTION = "强制性清洁生产审核名单何时报送？"


def test_words_decide_among_running_text():
    found = [candidate("b", 9.0, 0.5), candidate("a", 9.1, 0.4), candidate("c", 9.0, 0.45), candidate("d", None, 0.1)]
    hits = ranker()(QUESTION, found)
    assert [hit.passage.id for hit in hits][:2] == ["a", "c"]
    assert sorted(hits, key=lambda hit: -hit.score) == hits
    assert (hits[0].lexical_score, hits[0].dense_score) == (9.1, 0.4)


def test_meaning_decides_among_articles():
    def found(kind):
        return [
            candidate("a", 9.0, 0.2, kind),
            candidate("b", 5.0, 0.9, kind),
            candidate("c", 6.0, 0.25, kind),
            candidate("d", None, 0.2, kind),
        ]

    assert ranker()(QUESTION, found(PassageKind.TEXT))[0].passage.id == "a"
    assert ranker()(QUESTION, found(PassageKind.ARTICLE))[0].passage.id == "b"


def test_probability_follows_the_evidence():
    answerable = ranker()(QUESTION, [candidate("a", 9.0, 0.6), candidate("b", 2.0, 0.2), candidate("d", None, 0.1)])
    unanswerable = ranker()("增值税税率是多少？", [candidate("b", 2.0, 0.2), candidate("d", 1.9, 0.1)])
    assert all(0 < hit.probability < 1 for hit in (*answerable, *unanswerable))
    assert answerable[0].probability > 0.5 > 0.2 > unanswerable[0].probability
    assert answerable[0].probability > answerable[1].probability


def test_what_is_not_read_closely_stands_last_without_probability():
    many = [candidate("b", 10.0 - i / 100, None, document=f"b{i}") for i in range(12)] + [candidate("d", 1.0)]
    hits = ranker(closely_read=1)("安全生产", many)
    assert [hit.probability is None for hit in hits] == [False] * 10 + [True] * 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[-1].passage.id == "d"


def test_a_law_with_more_good_articles_comes_before_a_stray_one():
    def order(kind):
        found = [
            candidate("a", None, 0.9, kind, "a1", "审核法第一条"),
            candidate("a", None, 0.1, kind, "z", "无关法第一条"),
        ]
        found += [candidate("b", None, 0.50, kind, "b1", "土法第二条")]
        found += [candidate("c", None, 0.49, kind, f"c{n}", f"水法第{n}条") for n in "一二三四五六七八九"]
        found += [candidate("d", None, 0.8 - n / 100, kind, f"d{n}", "林法第一条") for n in range(10)]
        return [hit.passage.document_id for hit in ranker(closely_read=1, law_weight=1.0)("安全生产", found)]

    articles, texts = order(PassageKind.ARTICLE), order(PassageKind.TEXT)
    assert articles.index("c一") < articles.index("b1")
    assert texts.index("c一") > texts.index("b1")


def test_among_articles_as_near_the_law_comes_before_the_measures_under_it():
    def order(kind, near_rule=0.50):
        found = [
            candidate("b", None, near_rule, kind, "rule", "某地审核管理办法第一条"),
            candidate("b", None, 0.49, kind, "law", "审核法第一条"),
            *(candidate("d", None, 0.4 - n / 50, kind, f"d{n}", "林法第一条") for n in range(10)),
        ]
        return [hit.passage.document_id for hit in ranker()("安全生产", found)][:2]

    assert order(PassageKind.ARTICLE) == ["law", "rule"]
    assert order(PassageKind.ARTICLE, near_rule=0.99) == ["rule", "law"]
    assert order(PassageKind.TEXT) == ["rule", "law"]


def test_a_law_and_the_one_that_repeals_it_are_no_rivals():
    found = [
        candidate("a", 9.0, 0.6, title="旧法"),
        candidate("c", 8.9, 0.58, title="新法（摘编）"),
        candidate("d", 1.0, 0.1),
    ]
    rivals = ranker()(QUESTION, found)
    old = replace(found[0], document=replace(found[0].document, repealed_by="中华人民共和国新法"))
    new = replace(found[1], document=replace(found[1].document, digest_of=("新法",)))
    kin = ranker()(QUESTION, [old, new, found[2]])
    assert [hit.passage.id for hit in rivals] == [hit.passage.id for hit in kin]
    assert all(b.probability > a.probability for a, b in zip(rivals[:2], kin[:2], strict=True))


def test_one_candidate_and_none():
    only = ranker()(QUESTION, [candidate("a", 9.0, None)])
    assert [hit.passage.id for hit in only] == ["a"]
    assert ranker()(QUESTION, []) == []


def test_a_model_file_must_be_whole(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"weights": {}}))
    with pytest.raises(FixConfiguration, match=r"model\.json"):
        load_rank_model(path)
    with pytest.raises(FixConfiguration):
        load_rank_model(tmp_path / "absent.json")


def test_the_shipped_model_names_known_values():
    model = load_rank_model()
    assert isinstance(model, RankModel)
    assert set(model.weights) == {"lexical", "bm25", "covered", "runs"}
    assert set(model.calibration) == {
        "intercept", "covered", "words", "window", "runs", "dense", "lead",
        "articles", "articles_words", "articles_covered", "articles_dense",
    }  # fmt: skip
