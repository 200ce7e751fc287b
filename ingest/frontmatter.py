"""Front matter: the YAML head of a file, and what each key means for `DocumentMeta`."""

from __future__ import annotations

import re
from typing import Any

import yaml

from kb.errors import FixDocument

_FENCE = re.compile(r"\A\ufeff?\s*---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)


def split_front_matter(text: str, *, path: str) -> tuple[dict[str, object], str, int]:
    """Return (fields, body, number of the body's first line in the file).

    A file without front matter gives no fields.

    Raises:
        FixDocument: the head is not closed, is not YAML, or is not a list of `key: value`.
    """
    opening = _FENCE.match(text)
    if not opening:
        return {}, text.lstrip("\ufeff"), 1
    start_line = text.count("\n", 0, opening.end()) + 1
    close = _CLOSE.search(text, opening.end())
    if not close:
        if not re.match(r"\w+\s*:", text[opening.end() :]):
            return {}, text[opening.end() :], start_line  # a horizontal rule, not a head
        raise FixDocument("文件头以 --- 开始，但没有结束的 --- 。", path=path, place=f"第{start_line - 1}行")
    head = text[opening.end() : close.start()]
    try:
        fields: Any = yaml.safe_load(head)
    except yaml.MarkedYAMLError as fault:
        line = start_line + (fault.problem_mark.line if fault.problem_mark else 0)
        raise FixDocument("文件头不是有效的 YAML，请检查引号、冒号和缩进。", path=path, place=f"第{line}行") from fault
    except (yaml.YAMLError, ValueError) as fault:
        raise FixDocument("文件头不是有效的 YAML。", path=path, place=f"第{start_line}行") from fault
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        raise FixDocument("文件头应当是“键: 值”的列表。", path=path, place=f"第{start_line}行")
    body_start = close.end() + 1
    return {str(k): v for k, v in fields.items()}, text[body_start:], text.count("\n", 0, body_start) + 1
