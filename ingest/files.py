"""The files that paths on a command line stand for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def files_under(paths: Iterable[Path], suffixes: Iterable[str]) -> tuple[list[Path], list[str]]:
    """Return the files that paths stand for, and a message for each path that stands for none.

    Folders are searched to any depth for the known suffixes, hidden files left out; a file named outright is taken
    whatever its suffix, so that the reader can say what is wrong with it.
    """
    known = tuple(suffixes)
    files: list[Path] = []
    faults: list[str] = []
    for path in paths:
        if path.is_dir():
            inside = [
                p
                for p in sorted(path.rglob("*"))
                if p.is_file()
                and p.suffix.lower() in known
                and not any(part.startswith(".") for part in p.relative_to(path).parts)
            ]
            if not inside:
                faults.append(f"{path}：目录里没有可导入的文件（支持 {'、'.join(known)}）。")
            files += inside
        elif path.exists():
            files.append(path)
        else:
            faults.append(f"{path}：文件不存在。")
    return list(dict.fromkeys(files)), faults
