"""The comparison runs every engine over the same questions and reports the same measures."""

import gzip
import json
from importlib.util import find_spec

import pytest

from evals.bench import main, measure

NOTICES = {
    "a": ("关于报送审核名单的通知", "各市应当在三月十五日前报送强制性清洁生产审核企业名单。"),
    "b": ("关于免征污水处理费的通知", "符合条件的小微企业免征污水处理费三个月。"),
    "c": ("关于延长纳税申报期限的通告", "二月份的申报纳税期限延长至二十四日。"),
}
QUESTIONS = {"qa": ("审核名单什么时候报送？", "a"), "qb": ("小微企业可以免征污水处理费吗？", "b")}


@pytest.fixture
def shared(tmp_path):
    folder = tmp_path / "bench" / "ncp_policy"
    folder.mkdir(parents=True)

    def lines(values):
        return "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values)

    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(lines({"id": i, "title": t, "text": x} for i, (t, x) in NOTICES.items()))
    (folder / "queries.jsonl").write_text(lines({"id": q, "text": t} for q, (t, _) in QUESTIONS.items()))
    (folder / "qrels.jsonl").write_text(lines({"qid": q, "did": d, "rel": 2} for q, (_, d) in QUESTIONS.items()))
    return tmp_path


def test_measures_of_our_search(shared):
    found = measure("qingce", shared, "ncp_policy", 1)
    assert (found["success@1"], found["MRR@10"], found["recall@100"]) == (1, 1, 1)
    assert found["build s"] > 0
    assert found["memory MB"] > 10


@pytest.mark.slow
def test_every_engine_has_its_line(shared, capsys):
    assert main(["--shared", str(shared)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[13:28].strip() for line in lines] == ["qingce", "bm25s jieba", "bm25s bigrams"]
    for line in lines[1:]:
        assert ("success@1 1.000" if find_spec("bm25s") else "未安装 bm25s") in line


def test_absent_data_is_said(tmp_path, capsys):
    assert main(["--shared", str(tmp_path / "none")]) == 0
    assert "未做任何比较" in capsys.readouterr().out
