"""The words of tables as data: how people name columns, how they ask for the highest, a count, a difference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.tableqa.text import squeeze
from kb.errors import FixConfiguration

_LISTS = (
    "counted",
    "difference",
    "sum",
    "mean",
    "above",
    "at_least",
    "below",
    "at_most",
    "label_endings",
    "question_words",
)


@dataclass(frozen=True, kw_only=True)
class ColumnTerm:
    """A group of column names that mean the same; `entity` columns name the rows."""

    name: str
    forms: tuple[str, ...]
    weak: tuple[str, ...] = ()
    entity: bool = False


@dataclass(frozen=True, kw_only=True)
class TableTerms:
    """Everything `corpus/lexicon/table_terms.yaml` holds, folded for comparison."""

    columns: tuple[ColumnTerm, ...]
    falling: tuple[str, ...]
    rising: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    implies: dict[str, tuple[str, ...]]
    counted: tuple[str, ...]
    difference: tuple[str, ...]
    sum: tuple[str, ...]
    mean: tuple[str, ...]
    above: tuple[str, ...]
    at_least: tuple[str, ...]
    below: tuple[str, ...]
    at_most: tuple[str, ...]
    label_endings: tuple[str, ...]
    question_words: tuple[str, ...]
    label_synonyms: tuple[tuple[str, ...], ...]


def load_table_terms(path: Path) -> TableTerms:
    """Read the file.

    Raises:
        FixConfiguration: the file is missing or does not have the expected shape.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        columns = tuple(
            ColumnTerm(
                name=squeeze(entry["name"]),
                forms=_words(entry["forms"]),
                weak=_words(entry.get("weak", [])),
                entity=entry.get("role") == "entity",
            )
            for entry in data["columns"]
        )
        ranking = data["ranking"]
        return TableTerms(
            columns=columns,
            falling=_words(ranking["falling"]),
            rising=_words(ranking["rising"]),
            first=_words(ranking["first"]),
            last=_words(ranking["last"]),
            implies={squeeze(word): _words(names) for word, names in ranking["implies"].items()},
            label_synonyms=tuple(_words(group) for group in data["label_synonyms"]),
            **{key: _words(data[key]) for key in _LISTS},
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise FixConfiguration(f"表格词表 {path.name} 缺失或格式有误：{fault}") from fault


def _words(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted({squeeze(value) for value in values}, key=lambda w: (-len(w), w)))
