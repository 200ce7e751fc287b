import gzip
import json
from pathlib import Path

from evals.__main__ import main
from evals.collection import as_document
from kb.types import PassageKind


def test_documents_are_ranked_by_their_best_passage(tmp_path: Path) -> None:
    corpus = [
        {"id": "d1", "title": "钢铁超低排放", "text": "钢铁企业应当实施超低排放改造。" * 3},
        {"id": "d2", "title": "排污许可", "text": "排污许可证由生态环境主管部门核发，有效期五年。"},
        {"id": "d3", "title": "民法典第五十四条", "text": "自然人从事工商业经营，经依法登记，为个体工商户。"},
    ]
    with gzip.open(tmp_path / "c.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in corpus)
    queries = [{"id": "q1", "text": "排污许可证有效期多久"}, {"id": "q2", "text": "个体戶怎麼登記"}]
    (tmp_path / "q.jsonl").write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in queries), encoding="utf-8")
    out_path = tmp_path / "r.jsonl"
    arguments = ["--corpus", tmp_path / "c.jsonl.gz", "--queries", tmp_path / "q.jsonl", "--out", out_path, "--k", 2]
    assert main(["retrieve", *map(str, arguments)]) == 0
    lines = [json.loads(line) for line in out_path.read_text(encoding="utf-8").splitlines()]
    assert [line["qid"] for line in lines] == ["q1", "q2"]
    assert [line["dids"][0] for line in lines] == ["d2", "d3"]
    for line in lines:
        assert len(line["dids"]) == len(set(line["dids"])) == len(line["scores"]) <= 2
        assert line["scores"] == sorted(line["scores"], reverse=True)


def test_an_unknown_subcommand_names_the_known_ones() -> None:
    assert main(["nonsense"]) == 2


def test_measures_counted_in_a_title_are_no_article() -> None:
    records = [{"id": "d", "title": title, "text": "支持企业。"} for title in ("某市出台15条措施", "民法典第五十四条")]
    passages = [as_document(record).passages[0] for record in records]
    assert [(p.kind, p.article) for p in passages] == [(PassageKind.TEXT, None), (PassageKind.ARTICLE, 54)]
