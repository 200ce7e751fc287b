import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import DataFolderBusy
from kb.lock import FolderLock, holder, is_owned

HOLD = """
import sys, time
from pathlib import Path
from kb.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), command="测试程序")
print("held", flush=True)
time.sleep(60)
"""


def test_the_holder_is_named_and_release_frees(tmp_path: Path) -> None:
    first = FolderLock(tmp_path, command="python -m ingest add")
    assert is_owned(tmp_path)
    with pytest.raises(DataFolderBusy, match=rf"python -m ingest add（进程号 {os.getpid()}"):
        FolderLock(tmp_path, command="另一个")
    assert holder(tmp_path) is not None
    first.release()
    assert not is_owned(tmp_path)
    with FolderLock(tmp_path, command="另一个"):
        assert is_owned(tmp_path)


def test_a_killed_process_does_not_block(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(DataFolderBusy, match=f"测试程序（进程号 {process.pid}"):
        FolderLock(tmp_path, command="另一个")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert holder(tmp_path) is not None  # what the dead process left behind
    with FolderLock(tmp_path, command="接手"):
        assert holder(tmp_path)["command"] == "接手"  # type: ignore[index]


def test_an_unheld_folder_is_not_owned(tmp_path: Path) -> None:
    assert not is_owned(tmp_path)
    assert holder(tmp_path) is None
