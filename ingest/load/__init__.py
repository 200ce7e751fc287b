"""Load a file by its suffix into blocks; every format is one line in `LOADERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.blocks import Block, Loaded
from ingest.frontmatter import split_front_matter
from ingest.load.decode import decode
from ingest.load.html import html_blocks
from ingest.load.lines import markdown_blocks, text_blocks
from kb.errors import FixDocument

# (text, first line number) -> blocks
Loader = Callable[[str, int], list[Block]]

LOADERS: dict[str, Loader] = {
    ".md": markdown_blocks,
    ".txt": text_blocks,
    ".html": html_blocks,
    ".htm": html_blocks,
}


def load(path: Path, data: bytes) -> Loaded:
    """Read `data`, the content of `path`, into blocks and front matter.

    Raises:
        FixDocument: unknown suffix, empty or binary content, unreadable encoding, broken front matter.
    """
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        known = "、".join(LOADERS)
        raise FixDocument(f"不支持“{path.suffix or '无后缀'}”文件，可导入的格式有：{known}。", path=path.name)
    text = decode(data, path=path.name).replace("\r\n", "\n").replace("\r", "\n")
    fields, body, first_line = split_front_matter(text, path=path.name)
    blocks = loader(body, first_line)
    if not blocks:
        raise FixDocument("除文件头外没有正文。", path=path.name)
    damage = tuple(
        f"第{first_line + number}行有无法识别的字符" for number, line in enumerate(body.split("\n")) if "\ufffd" in line
    )
    return Loaded(fields=fields, blocks=tuple(blocks), damage=damage)
