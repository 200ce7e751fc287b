from pathlib import Path

import pytest

from evals import table


def test_a_fall_is_seen_and_noise_is_not() -> None:
    accepted = {"success@1": 0.86, "mean characters": 100.0}
    rows = list(table.compare("ncp", {"success@1": 0.857, "mean characters": 100.4, "new": 1.0}, accepted))
    assert [fell for _, fell in rows] == [False, False, False]
    assert "未设基准" in rows[2][0]
    rows = list(table.compare("ncp", {"success@1": 0.85}, accepted))
    assert rows[0][1] is True
    assert "下降" in rows[0][0]
    rows = list(table.compare("ncp", {"mean characters": 130.0}, accepted))
    assert rows[0][1] is True


def test_without_the_data_it_says_so_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert table.main(["--shared", str(tmp_path / "absent")]) == 0
    assert "没有找到评测数据目录" in capsys.readouterr().out


def test_a_missing_set_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert table.main(["--shared", str(tmp_path), "--sets", "imtqa"]) == 0
    assert "缺少 bench/imtqa/tables.jsonl，未评测" in capsys.readouterr().out
