"""A collection of any size out of one file: cut down to a sample, or repeated with changed numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from evals.jsonl import read_jsonl

_DIGITS = "一二三四五六七八九"
_NUMBER = re.compile(r"\d+|(?<=第)[一二三四五六七八九十百千零]+")


def renumbered(text: str, times: int) -> str:
    """Return a text with Arabic numbers and 第…条 moved on by `times`, so that no repetition is a plain copy."""
    moved = str.maketrans({d: _DIGITS[(n + times) % len(_DIGITS)] for n, d in enumerate(_DIGITS)})

    def next_number(found: re.Match[str]) -> str:
        number = found[0]
        return str(int(number) + times).zfill(len(number)) if number.isdecimal() else number.translate(moved)

    return _NUMBER.sub(next_number, text)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The records `{id, title, text}` of a file, as many as wanted; may be read again and again.

    Attributes:
        path: the file.
        size: how many records; None for the file as it is.
        keep: ids that a smaller sample must hold (the right answers of the questions that are asked).
    """

    path: Path
    size: int | None = None
    keep: Collection[str] = frozenset()

    @cached_property
    def records(self) -> int:
        """Return how many records the file itself holds."""
        return sum(1 for _ in read_jsonl(self.path))

    def __len__(self) -> int:
        """Return how many records are given."""
        return self.records if self.size is None else max(self.size, len(self.keep))

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Yield the records; a sample is spread evenly over the file."""
        if len(self) >= self.records:
            yield from self._repeated()
            return
        wanted, others, seen, given = len(self) - len(self.keep), self.records - len(self.keep), 0, 0
        for record in read_jsonl(self.path):
            if record["id"] in self.keep:
                yield record
                continue
            seen += 1
            if given < seen * wanted // others:
                given += 1
                yield record

    def _repeated(self) -> Iterator[Mapping[str, Any]]:
        left, times = len(self), 0
        while left:
            for record in read_jsonl(self.path):
                if not left:
                    return
                left -= 1
                yield record if not times else _copy(record, times)
            times += 1


def _copy(record: Mapping[str, Any], times: int) -> Mapping[str, Any]:
    return {
        "id": f"{record['id']}~{times}",
        "title": renumbered(str(record.get("title") or ""), times),
        "text": renumbered(str(record["text"]), times),
    }
