"""`python -m ingest …` over real files, with the shipped model and both real indexes."""

from pathlib import Path

import pytest

from ingest.__main__ import main
from kb.lock import FolderLock
from kb.settings import ROOT

NOTICE = ROOT / "corpus" / "policies" / "粤工信节能函〔2024〕14号.md"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QINGCE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_life_of_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "add", NOTICE)
    assert (code, out.splitlines()[0]) == (0, f"新增  gd-2024-14  {NOTICE.name}")
    assert run(capsys, "add", NOTICE)[1].startswith("未变  gd-2024-14")
    code, out, _ = run(capsys, "status")
    assert code == 0
    assert "gd-2024-14  关于开展2024年度工业领域清洁生产工作的通知" in out
    assert "表格 2，数据 110" in out
    assert run(capsys, "check")[:2] == (0, "检查通过：1 份文件，资料库与索引一致。\n")
    assert run(capsys, "rebuild")[:2] == (0, "索引已重建，共 1 份文件。\n")
    assert run(capsys, "check")[0] == 0
    assert run(capsys, "remove", "gd-2024-14")[:2] == (0, "已移除 gd-2024-14\n")
    code, _, err = run(capsys, "remove", "gd-2024-14")
    assert (code, "没有编号为 gd-2024-14" in err) == (1, True)


def test_broken_files_are_named_and_the_others_come_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "文件"
    (folder / "里层").mkdir(parents=True)
    (folder / "空.txt").write_bytes(b"")
    (folder / "二进制.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "里层" / "通知.txt").write_text(
        "关于报送名单的通知\n\n请于2024年4月30日前报送名单。\n", encoding="gb18030"
    )
    (folder / "不相干.xyz").write_text("不读", encoding="utf-8")
    code, out, err = run(capsys, "add", folder, tmp_path / "没有")
    assert code == 1
    assert "新增  通知  通知.txt" in out
    assert "新增 1 份，更新 0 份，未变 0 份，保留 0 份，失败 2 份" in out
    lines = err.splitlines()
    assert sum(line.startswith("失败  空.txt：") for line in lines) == 1
    assert sum(line.startswith("失败  二进制.txt") for line in lines) == 1
    assert f"失败  {tmp_path / '没有'}：文件不存在。" in lines
    assert "不相干" not in out + err


def test_an_owned_folder_says_who_holds_it(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FolderLock(data_dir, command="make run（网页服务）"):
        code, _, err = run(capsys, "add", NOTICE)
    assert code == 1
    assert "正被占用：make run（网页服务）（进程号" in err
    assert "上传" in err


def test_status_of_nothing(capsys: pytest.CaptureFixture[str], data_dir: Path) -> None:
    code, out, _ = run(capsys, "status")
    assert code == 0
    assert "还没有建立" in out
    assert not data_dir.exists()
