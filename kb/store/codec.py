"""Turn records into rows and back, driven by the fields' own types, so that a new field needs a column and no code."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from kb.types import Cell

Record = TypeVar("Record")
Convert = Callable[[Any], Any]


def _cell(value: list[Any]) -> Cell:
    return Cell(text=value[0], start=value[1], end=value[2])


def _plain(cell: Cell) -> list[Any]:
    return [cell.text, cell.start, cell.end]


def _converters(hint: Any) -> tuple[Convert | None, Convert | None]:
    """Return (to row, from row) for a field type; None where the value goes as it is."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(a for a in arguments if a is not type(None))
        encode, decode = _converters(inner)
        return (
            None if encode is None else (lambda v, f=encode: None if v is None else f(v)),
            None if decode is None else (lambda v, f=decode: None if v is None else f(v)),
        )
    if origin is tuple and arguments[-1] is Ellipsis:
        encode, decode = _converters(arguments[0])
        return (
            list if encode is None else (lambda v, f=encode: [f(x) for x in v]),
            tuple if decode is None else (lambda v, f=decode: tuple([f(x) for x in v])),
        )
    if origin is dict:  # DocumentMeta.spans: name -> (start, end)
        return (lambda v: {k: list(x) for k, x in v.items()}), (lambda v: {k: tuple(x) for k, x in v.items()})
    if hint is Cell:
        return _plain, _cell
    if hint is Decimal:
        return str, Decimal
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return (lambda v: v.value), hint
    return None, None


class Codec(Generic[Record]):
    """Rows of one record type; field and column names are the same."""

    def __init__(self, kind: type[Record]) -> None:
        hints = get_type_hints(kind)
        self.kind = kind
        self.names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
        pairs = {name: _converters(hints[name]) for name in self.names}
        self._encode = [(name, pairs[name][0]) for name in self.names]
        self._decode = [(name, decode) for name in self.names if (decode := pairs[name][1]) is not None]

    def row(self, record: Record) -> dict[str, Any]:
        """Return the column values of a record."""
        return {
            name: getattr(record, name) if convert is None else convert(getattr(record, name))
            for name, convert in self._encode
        }

    def record(self, row: Mapping[str, Any]) -> Record:
        """Return the record that a row holds."""
        return self.records([[row[name] for name in self.names]])[0]

    def records(self, rows: Iterable[Iterable[Any]]) -> list[Record]:
        """Return records from rows whose values stand in the order of `names`."""
        # Thousands of rows are read at once.  A row holds every field, so the record is filled without the
        # constructor of a frozen dataclass, which sets one field after another.
        new, fill, kind, names, decode = object.__new__, object.__setattr__, self.kind, self.names, self._decode
        found: list[Record] = []
        for row in rows:
            values = dict(zip(names, row, strict=True))
            for name, convert in decode:
                values[name] = convert(values[name])
            record = new(kind)
            fill(record, "__dict__", values)
            found.append(record)
        return found
