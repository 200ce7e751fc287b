"""`python -m evals bench`: this project's search and service beside its peers, on the same data in one run.

Three parts: quality and speed on question sets; how cost grows with the collection; the service under load.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from evals.engines import FAMILIES
from evals.jsonl import read_jsonl, write_jsonl
from evals.load import MAX_PEOPLE, MAX_SECONDS
from evals.measure import Job, Measured, NotRun, Outcome, run
from evals.pool import Pool
from evals.report import machine, table
from evals.servers import OURS, PEER
from evals.services import compare
from evals.sets import in_fold
from kb.errors import FixInput
from kb.lexicon import load_lexicon
from kb.settings import ROOT, load_settings


@dataclass(frozen=True, kw_only=True)
class BenchSet:
    """A question set: folder of the collection, folder of the questions, fold, and size to cut the collection to."""

    corpus: str
    questions: str
    fold: int | None = None
    size: int | None = None


SETS: dict[str, BenchSet] = {
    "ncp_policy": BenchSet(corpus="ncp_policy", questions="ncp_policy"),
    # Small enough for a model that needs a tenth of a second a passage: every engine has its figures here.
    "stard-5000": BenchSet(corpus="laws_pool", questions="stard", fold=0, size=5000),
    "stard": BenchSet(corpus="laws_pool", questions="stard", fold=0),
    "drcd": BenchSet(corpus="drcd", questions="drcd"),
}
DEFAULT_SETS = ("ncp_policy", "stard-5000", "stard")
DEFAULT_SIZES = (600, 57_737, 1_000_000)
GROWTH_SET = "stard"  # its collection is cut or repeated, its questions are asked
_SPEED = ("建库 秒", "MB/秒", "峰值 MB", "常驻 MB", "磁盘 MB", "p50 ms", "p99 ms", "CPU ms/问")


def job(shared: Path, chosen: BenchSet, *, every: int, limit_s: float, size: int | None = None) -> Job:
    """Return what is measured on a set.

    Args:
        shared: folder with the evaluation sets.
        chosen: the set.
        every: take each n-th question.
        limit_s: seconds that one family of engines may take.
        size: cut the collection to this many records; the right answers of the questions stay in.
    """
    bench = shared / "bench"
    relevant: dict[str, set[str]] = {}
    for judgment in read_jsonl(bench / chosen.questions / "qrels.jsonl"):
        relevant.setdefault(judgment["qid"], set()).add(judgment["did"])
    asked = [q for q in read_jsonl(bench / chosen.questions / "queries.jsonl") if q["id"] in relevant]
    asked = [q for q in asked if chosen.fold is None or in_fold(q["id"], chosen.fold)][::every]
    wanted = {q["id"]: relevant[q["id"]] for q in asked}
    keep = frozenset(document for documents in wanted.values() for document in documents)
    pool = Pool(path=bench / chosen.corpus / "corpus.jsonl.gz", size=size or chosen.size, keep=keep)
    return Job(pool=pool, questions=[(q["id"], q["text"]) for q in asked], relevant=wanted, limit_s=limit_s)


def needed(shared: Path, chosen: BenchSet) -> list[str]:
    """Return the files of a set that are not there."""
    bench = Path("bench")
    files = (
        bench / chosen.corpus / "corpus.jsonl.gz",
        bench / chosen.questions / "queries.jsonl",
        bench / chosen.questions / "qrels.jsonl",
    )
    return [str(file) for file in files if not (shared / file).is_file()]


def speed_cells(found: Measured) -> list[str]:
    """Return what an engine took, in the order of the columns."""
    disk = "—" if found.disk_mb is None else f"{found.disk_mb:.1f}"
    sizes = [f"{found.build_s:.1f}", f"{found.mb_per_s:.3g}", f"{found.peak_mb:.0f}", f"{found.rss_mb:.0f}", disk]
    return [*sizes, f"{found.p50_ms:.2f}", f"{found.p99_ms:.2f}", f"{found.cpu_ms:.2f}"]


def quality_table(outcomes: Sequence[Outcome]) -> str:
    """Return the table of one set."""
    measures = next((list(o.scores) for o in outcomes if isinstance(o, Measured)), [])
    columns = ["引擎", *measures, *_SPEED]
    rows = []
    for found in outcomes:
        if isinstance(found, NotRun):
            rows.append([found.engine, *["未测"] * (len(columns) - 1)])
        else:
            rows.append([found.engine, *(f"{v:.3f}" for v in found.scores.values()), *speed_cells(found)])
    return table(columns, rows) + _reasons((found.engine, found) for found in outcomes)


def _reasons(outcomes: Iterable[tuple[str, Outcome]]) -> str:
    """Return a line for each reason why something was not run, with what it was."""
    why: dict[str, list[str]] = {}
    for what, found in outcomes:
        if isinstance(found, NotRun):
            why.setdefault(found.reason, []).append(what)
    return "".join(f"\n\n未测（{'、'.join(what)}）：{reason}。" for reason, what in why.items())


def growth_table(outcomes: Sequence[tuple[int, Outcome]]) -> str:
    """Return one row per engine and size, with how much dearer it is than the smallest size of the same engine."""
    rows = []
    for engine in dict.fromkeys(found.engine for _, found in outcomes):
        first: Measured | None = None
        for size, found in outcomes:
            if found.engine != engine:
                continue
            if isinstance(found, NotRun):
                rows.append([engine, f"{size:,}", *["未测"] * (len(_SPEED) + 1)])
                continue
            first = first or found
            rows.append([engine, f"{size:,}", *speed_cells(found), "1" if found is first else _growing(first, found)])
    reasons = _reasons((f"{found.engine} {size:,} 条", found) for size, found in outcomes)
    return table(["引擎", "条数", *_SPEED, "与最小规模之比"], rows) + reasons


def _growing(small: Measured, large: Measured) -> str:
    ratios = (
        ("条数", large.records / small.records),
        ("查询", large.p50_ms / small.p50_ms),
        ("建库", large.build_s / small.build_s),
        ("常驻", large.rss_mb / small.rss_mb),
    )
    return " ".join(f"{what}×{ratio:.3g}" for what, ratio in ratios)


def main(argv: list[str]) -> int:
    """Print the tables; 1 when an engine that should run failed."""
    given = _options(argv)
    if not given.shared.is_dir():
        print(f"没有找到评测数据目录 {given.shared}，未做任何比较。可用 --shared 指定目录。")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a run that is stopped ends what it started
    load_lexicon(load_settings().corpus_dir / "lexicon")  # a broken lexicon is told before the long part
    print(machine() + "\n" + f"每个引擎独占一个进程，上限 {given.limit_min:g} 分钟。", flush=True)
    kept: list[dict[str, object]] = []
    whole: dict[str, Outcome] = {}
    for name in given.sets:
        missing = needed(given.shared, SETS[name])
        if missing:
            print(f"\n## {name}\n\n缺少 {'、'.join(missing)}，未测。", flush=True)
            continue
        work = job(given.shared, SETS[name], every=given.every, limit_s=60 * given.limit_min, size=given.pool)
        outcomes = [outcome for family in given.engines for outcome in _measured(name, family, work)]
        print(
            f"\n## {name}（{len(work.pool):,} 条，{len(work.questions)} 问）\n\n{quality_table(outcomes)}", flush=True
        )
        kept += [{"set": name, **asdict(outcome)} for outcome in outcomes]
        if name == GROWTH_SET and not given.pool:
            whole = {outcome.engine: outcome for outcome in outcomes}
    kept += _growth(given, whole)
    kept += _services(given)
    if given.out:
        write_jsonl(given.out, kept)
    return int(any("出错" in str(row.get("reason", "")) for row in kept))


def _measured(name: str, family: str, work: Job) -> list[Outcome]:
    print(f"正在比较 {name} · {'、'.join(FAMILIES[family].engines)} …", file=sys.stderr, flush=True)
    return run(family, work)


def _growth(given: argparse.Namespace, whole: dict[str, Outcome]) -> Iterator[dict[str, object]]:
    if not given.sizes:
        return
    missing = needed(given.shared, SETS[GROWTH_SET])
    if missing:
        print(f"\n## 规模\n\n缺少 {'、'.join(missing)}，未测。", flush=True)
        return
    work = job(given.shared, SETS[GROWTH_SET], every=given.every, limit_s=60 * given.limit_min)
    outcomes: list[tuple[int, Outcome]] = []
    for size in sorted(given.sizes):
        sized = replace(work, pool=Pool(path=work.pool.path, size=size), relevant={})
        for family in given.engines:
            engines = FAMILIES[family].engines
            if size == work.pool.records and all(engine in whole for engine in engines):
                found = [whole[engine] for engine in engines]  # the same collection, measured above in this run
            else:
                found = _measured(f"{size:,} 条", family, sized)
            outcomes += [(size, outcome) for outcome in found]
    head = f"## 规模（laws_pool 抽取，或改数字后重复；{len(work.questions)} 问）"
    print(f"\n{head}\n\n{growth_table(outcomes)}", flush=True)
    yield from ({"size": size, **asdict(outcome)} for size, outcome in outcomes)


def _services(given: argparse.Namespace) -> Iterator[dict[str, object]]:
    if not given.people:
        return
    missing = [f for f in ("evals/dev.jsonl", "evals/grade.py") if not (given.shared / f).is_file()]
    if missing:
        print(f"\n## 服务\n\n缺少 {'、'.join(missing)}，未测。", flush=True)
        return
    rows = []
    for row in compare((OURS, PEER), given.shared, people=given.people, seconds=given.seconds):
        print(f"正在比较服务 · {row.name} 完成", file=sys.stderr, flush=True)
        if row.load is None:
            rows.append([row.name, f"未测：{row.reason}", *[""] * 5])
        else:
            numbers = [f"{v:.0f}" for v in (row.load.p50_ms, row.load.p95_ms, row.load.p99_ms)]
            faults = str(len(row.load.errors))
            rows.append([row.name, f"{row.load.per_second:.1f}", *numbers, faults, f"{100 * (row.right or 0):.1f} %"])
        yield asdict(row)
    columns = ["服务", "回答/秒", "p50 ms", "p95 ms", "p99 ms", "错误", "开发题答对"]
    head = f"## 服务（{given.people} 个会话同时提问 {given.seconds:g} 秒，提问者在另一进程）"
    print(f"\n{head}\n\n{table(columns, rows)}", flush=True)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals bench", description="与其他检索引擎、问答服务同场比较")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="存放评测集的目录")
    parser.add_argument("--quick", action="store_true", help="约五分钟的小样：抽题、小集合、两种规模、短压测")
    parser.add_argument("--sets", nargs="*", choices=sorted(SETS), metavar="SET", help="/".join(SETS))
    parser.add_argument("--engines", nargs="*", choices=list(FAMILIES), metavar="ENGINE", help="/".join(FAMILIES))
    parser.add_argument("--sizes", nargs="*", type=int, metavar="N", help="规模测试的条数，不给数字则不测")
    parser.add_argument("--pool", type=int, help="各集合抽取多少条（正确答案都保留）")
    parser.add_argument("--every", type=int, help="每几问取一问")
    parser.add_argument("--limit-min", type=float, help="每个引擎在每个集合上的时间上限（分钟）")
    parser.add_argument("--people", type=int, help="压测的会话数，0 为不测服务")
    parser.add_argument("--seconds", type=float, help="压测多久（秒）")
    parser.add_argument("--out", type=Path, help="把全部数字写成 JSON 行")
    given = parser.parse_args(argv)
    usual = {
        "sets": ["ncp_policy", "stard-5000"] if given.quick else list(DEFAULT_SETS),
        "engines": list(FAMILIES),
        "sizes": [600, 6000] if given.quick else list(DEFAULT_SIZES),
        "pool": 150 if given.quick else None,
        "every": 10 if given.quick else 1,
        "limit_min": 5.0 if given.quick else 45.0,
        "people": 100,
        "seconds": 15.0 if given.quick else 60.0,
    }
    for name, value in usual.items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    if not 0 <= given.people <= MAX_PEOPLE or not 0 < given.seconds <= MAX_SECONDS:
        raise FixInput(f"会话数须在 0 至 {MAX_PEOPLE} 之间，时间不超过 {MAX_SECONDS:.0f} 秒。")
    if given.every < 1 or any(size < 1 for size in given.sizes) or given.limit_min <= 0:
        raise FixInput("--every、--sizes、--limit-min 须为正数。")
    return given
