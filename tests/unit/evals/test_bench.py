"""The comparison gives every engine a row: with figures, or with the reason why there are none."""

import gzip
import json
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from evals import measure as measuring
from evals.bench import SETS, growth_table, job, main, quality_table
from evals.engines import FAMILIES, Engine, Family, TooSlow
from evals.measure import Job, Measured, NotRun, measure, run
from evals.pool import Pool
from evals.report import table

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


def measured(engine: str, records: int, *, p50_ms: float, build_s: float) -> Measured:
    sizes = {"mb_per_s": 0.25, "peak_mb": 300.0, "rss_mb": 100.0 * records, "disk_mb": 8.0}
    return Measured(
        engine=engine, records=records, build_s=build_s, p50_ms=p50_ms, p99_ms=9.0, cpu_ms=2.0, scores={}, **sizes
    )


def test_measures_of_our_search(shared):
    said = []
    measure("ours", job(shared, SETS["ncp_policy"], every=1, limit_s=60), say=said.append)
    (found,) = said
    assert (found.engine, found.records) == ("清策", 3)
    assert (found.scores["success@1"], found.scores["MRR@10"], found.scores["recall@100"]) == (1, 1, 1)
    assert found.build_s > 0
    assert found.peak_mb > 10
    assert found.disk_mb > 0.01


@pytest.mark.slow
def test_every_engine_has_its_row(shared, capsys):
    arguments = ["--shared", str(shared), "--sets", "ncp_policy", "--sizes", "--people", "0"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    rows = [line for line in out.splitlines() if line.startswith("| ")][1:]
    names = [name for family in FAMILIES.values() for name in family.engines]
    assert [row.split("|")[1].strip() for row in rows] == names
    assert "1.000" in rows[0]
    for name, row in zip(names, rows, strict=True):
        family = next(f for f in FAMILIES.values() if name in f.engines)
        installed = all(find_spec(package) for package in family.needs)
        assert ("未测" in row) != installed
    assert "1.000" in rows[0]


def test_absent_data_is_said(tmp_path, capsys):
    assert main(["--shared", str(tmp_path / "none")]) == 0
    assert "未做任何比较" in capsys.readouterr().out


def test_each_absent_file_is_named(shared, capsys):
    (shared / "bench" / "ncp_policy" / "qrels.jsonl").unlink()
    assert main(["--shared", str(shared), "--sets", "ncp_policy"]) == 0
    out = capsys.readouterr().out
    assert "缺少 bench/ncp_policy/qrels.jsonl，未测" in out
    assert "缺少 bench/laws_pool/corpus.jsonl.gz、bench/stard/queries.jsonl" in out
    assert "缺少 evals/dev.jsonl、evals/grade.py，未测" in out


def _sleeping(records, folder, limit_s):
    yield Engine(name="甲", search=lambda query: [])
    time.sleep(60)


def _slow(records, folder, limit_s):
    raise TooSlow("预计 46 分钟")
    yield


def _broken(records, folder, limit_s):
    yield Engine(name="甲", search=lambda query: [])
    raise ValueError("坏了")


@pytest.mark.parametrize(
    ("build", "limit_s", "ready", "reason"),
    [(_sleeping, 3, ["甲"], "超过上限"), (_slow, 60, [], "预计 46 分钟"), (_broken, 60, ["甲"], "出错")],
)
def test_what_did_not_run_says_why_and_what_was_ready_counts(shared, monkeypatch, build, limit_s, ready, reason):
    monkeypatch.setitem(FAMILIES, "trial", Family(engines=("甲", "乙"), build=build))
    context = measuring.multiprocessing.get_context("fork")  # the child must see the family of this test
    monkeypatch.setattr(measuring.multiprocessing, "get_context", lambda _: context)
    pool = Pool(path=Path(shared) / "bench" / "ncp_policy" / "corpus.jsonl.gz")
    found = run("trial", Job(pool=pool, questions=[("q", "问")], limit_s=limit_s))
    assert [o.engine for o in found] == ["甲", "乙"]
    assert [o.engine for o in found if isinstance(o, Measured)] == ready
    assert all(reason in o.reason for o in found if isinstance(o, NotRun))


def test_what_is_not_installed_is_named(shared, monkeypatch):
    monkeypatch.setitem(FAMILIES, "trial", Family(engines=("甲",), build=_slow, needs=("no_such_package_here",)))
    (found,) = run("trial", Job(pool=Pool(path=shared / "none"), questions=[]))
    assert "未安装 no_such_package_here" in found.reason


def test_growth_is_told_against_the_smallest_size():
    outcomes = [
        (600, measured("甲", 600, p50_ms=2.0, build_s=10)),
        (600, NotRun(engine="乙", reason="太慢")),
        (1200, measured("甲", 1200, p50_ms=3.0, build_s=40)),
    ]
    first, second, third, _, why = growth_table(outcomes).splitlines()[2:]
    assert first.rstrip(" |").endswith("1")
    assert "条数×2 查询×1.5 建库×4 常驻×2" in second
    assert third.count("未测") == 9
    assert why == "未测（乙 600 条）：太慢。"


def test_a_table_without_any_figures_still_stands():
    assert "未测（甲、乙）：未安装" in quality_table([NotRun(engine=e, reason="未安装") for e in "甲乙"])


def test_columns_line_up_where_a_chinese_character_takes_two():
    lines = table(["引擎", "p50"], [["bm25s", "1.2"], ["清策", "0.9"]]).splitlines()
    assert lines[0] == "| 引擎  | p50 |"
    assert lines[2:] == ["| bm25s | 1.2 |", "| 清策  | 0.9 |"]
