"""`python -m evals table`: run every question set that is present and compare with the accepted scores."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evals.sets import SETS, Scores
from kb.settings import ROOT

ACCEPTED = Path(__file__).with_name("scores.json")
TOLERANCE = 0.005
# Measures of which less is better; all others are better when higher.
LOWER_IS_BETTER = ("refused (answerable)", "mean characters")


def compare(name: str, measured: Scores, accepted: Scores) -> Iterator[tuple[str, bool]]:
    """Yield one printable row per measure and whether it fell below what was accepted."""
    for measure, value in measured.items():
        known = accepted.get(measure)
        if known is None:
            yield f"{name:18s} {measure:24s} {value:9.4f} {'—':>9s}  未设基准", False
            continue
        loss = value - known if measure in LOWER_IS_BETTER else known - value
        fell = loss > TOLERANCE * max(1.0, abs(known))
        yield f"{name:18s} {measure:24s} {value:9.4f} {known:9.4f}  {'下降' if fell else '达到'}", fell


def main(argv: list[str]) -> int:
    """Print one table, measured against accepted; return 1 when a score fell."""
    parser = argparse.ArgumentParser(prog="python -m evals table", description="各评测集得分与已认可得分的对照")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="存放评测集的目录")
    parser.add_argument("--sets", nargs="*", choices=sorted(SETS), default=list(SETS), metavar="SET", help="只跑这些")
    options = parser.parse_args(argv)
    if not options.shared.is_dir():
        print(f"没有找到评测数据目录 {options.shared}，未做任何评测。可用 --shared 指定目录。")
        return 0
    accepted: dict[str, Scores] = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    rows: list[tuple[str, bool]] = []
    for name in options.sets:
        missing = [need for need in SETS[name].needs if not (options.shared / need).is_file()]
        if missing:
            rows.append((f"{name:18s} 缺少 {'、'.join(missing)}，未评测", False))
            continue
        print(f"正在评测 {name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="qingce-evals-") as scratch:
            measured = SETS[name].run(options.shared, Path(scratch))
        rows += compare(name, measured, accepted.get(name, {}))
    print(f"{'评测集':15s} {'指标':22s} {'实测':>7s} {'认可':>7s}")
    for line, _ in rows:
        print(line)
    return int(any(fell for _, fell in rows))
