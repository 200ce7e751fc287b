"""`python -m ingest add PATH… | remove ID | status | rebuild | check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from ingest.commit import Progress
from ingest.files import files_under
from ingest.library import FileOutcome, Library, Result
from ingest.load import LOADERS
from kb.base import KnowledgeBase
from kb.errors import NotFound, QingceError
from kb.lexicon import load_lexicon
from kb.lock import holder, is_owned
from kb.settings import Settings, load_settings
from kb.validity import legal_status, target_year_over


def _library(settings: Settings, command: str) -> Library:
    return Library(
        settings.data_dir,
        lexicon=load_lexicon(settings.corpus_dir / "lexicon"),
        command=f"python -m ingest {command}",
        embedding=settings.embedding,
        database_url=settings.database_url,
    )


@contextmanager
def _bar(words: str, unit: str) -> Iterator[Progress]:
    """Show progress on stderr, only where a person is watching and only when it takes a while."""
    with tqdm(desc=words, unit=unit, disable=None, delay=1.0, file=sys.stderr, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


def _report(outcomes: Sequence[FileOutcome]) -> int:
    """Print one line per file and a sum; return the exit code."""
    for outcome in outcomes:
        if outcome.result is Result.FAILED:
            print(f"失败  {outcome.message}", file=sys.stderr)
        else:
            note = f"  注意：{outcome.message}" if outcome.message else ""
            print(f"{outcome.result.value}  {outcome.document_id}  {outcome.path.name}{note}")
    counts = "，".join(f"{result.value} {sum(o.result is result for o in outcomes)} 份" for result in Result)
    print(counts)
    return int(any(o.result is Result.FAILED for o in outcomes))


def add(settings: Settings, arguments: argparse.Namespace) -> int:
    """Ingest files and folders."""
    files, faults = files_under(arguments.paths, LOADERS)
    for fault in faults:
        print(f"失败  {fault}", file=sys.stderr)
    with _library(settings, "add") as library, _bar("入库", "份") as progress:
        outcomes = library.add(files, progress=progress)
    return max(_report(outcomes), int(bool(faults)))


def remove(settings: Settings, arguments: argparse.Namespace) -> int:
    """Remove documents by id; an unknown one does not keep the others in."""
    code = 0
    with _library(settings, "remove") as library:
        for document_id in arguments.ids:
            try:
                library.remove(document_id)
                print(f"已移除 {document_id}")
            except NotFound as fault:
                print(fault.message, file=sys.stderr)
                code = 1
    return code


def status(settings: Settings, _arguments: argparse.Namespace) -> int:
    """List what is on file; needs no lock."""
    lexicon = load_lexicon(settings.corpus_dir / "lexicon")
    try:
        base = KnowledgeBase(settings.data_dir, lexicon=lexicon, database_url=settings.database_url)
    except NotFound as fault:
        print(fault.message)
        return 0
    knowledge, passages = base.knowledge(), base.store.passage_counts()
    today = settings.today()
    for meta in knowledge.metas.values():
        records = knowledge.of(meta.id)
        marks = [legal_status(meta, today).value, *(["目标年度已过"] if target_year_over(meta, today) else [])]
        if meta.id in knowledge.superseded_digests:
            marks.append("全文已在库")
        counts = f"段落 {passages.get(meta.id, 0)}，表格 {len(records.tables)}，数据 {len(records.figures)}"
        print(f"{meta.id}  {meta.title}  [{'，'.join(marks)}]  {counts}")
        for warning in records.warnings:
            print(f"    注意：{warning.message}")
    print(f"共 {len(knowledge.metas)} 份文件，{sum(passages.values())} 个段落，数据目录 {settings.data_dir}")
    if is_owned(settings.data_dir):
        owner = holder(settings.data_dir) or {}
        print(f"数据目录正由 {owner.get('command', '另一个程序')} 使用（进程号 {owner.get('pid', '未知')}）")
    base.close()
    return 0


def rebuild(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Make the indexes anew."""
    with _library(settings, "rebuild") as library, _bar("重建索引", "份") as progress:
        outcomes = library.rebuild(progress)
        total = len(library.base.store.versions())
    code = _report(outcomes) if outcomes else 0
    print(f"索引已重建，共 {total} 份文件。")
    return code


def check(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Compare records and indexes."""
    with _library(settings, "check") as library:
        faults = library.check()
        total = len(library.base.store.versions())
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print("请运行 python -m ingest rebuild 修复。", file=sys.stderr)
        return 1
    print(f"检查通过：{total} 份文件，资料库与索引一致。")
    return 0


COMMANDS: dict[str, tuple[str, Callable[[Settings, argparse.Namespace], int]]] = {
    "add": ("导入文件或目录", add),
    "remove": ("按编号移除文件", remove),
    "status": ("列出库中文件", status),
    "rebuild": ("重建索引", rebuild),
    "check": ("检查资料库与索引是否一致", check),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="管理库中的文件")
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS))
    for name, (words, _) in COMMANDS.items():
        sub = commands.add_parser(name, help=words, description=words)
        if name == "add":
            sub.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件，或要逐层查找的目录")
        if name == "remove":
            sub.add_argument("ids", nargs="+", metavar="ID", help="文件编号，见 status")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command][1](load_settings(), arguments)
    except QingceError as fault:
        print(fault.message, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
