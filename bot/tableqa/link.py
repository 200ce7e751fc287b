"""Link words of a question to columns and to cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.tableqa.match import QuestionMatcher
from bot.tableqa.terms import ColumnTerm, TableTerms
from bot.tableqa.text import bigrams, fold, is_blank, number, squeeze

MASK = "\0"
EXACT, SYNONYM, WEAK = 1.0, 0.9, 0.4
NEAR_CHARS = 4  # shorter headers are found whole or not at all
NEAR_SHARE = 0.3  # of a header's own weight that the question must say
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


@dataclass(frozen=True, kw_only=True)
class ColumnMention:
    """Words [start, end) of the question that name a column; `strength` tells exact from loose."""

    start: int
    end: int
    column: int
    strength: float
    entity: bool

    @property
    def weight(self) -> float:
        """Characters explained, discounted by how loosely."""
        return (self.end - self.start) * self.strength


@dataclass(frozen=True, kw_only=True)
class CellMention:
    """Words [start, end) of the question that are the text of cells of one column in `rows`."""

    start: int
    end: int
    column: int
    rows: frozenset[int]
    text: str


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with the spans blanked out, offsets unchanged."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


def clean_header(header: str) -> str:
    """Return a column name without unit or other brackets, folded; the whole where nothing would be left."""
    return squeeze(_BRACKETS.sub("", header)) or squeeze(header)


class ColumnLinker:
    """Find the columns that a question names, by header text, shared terms, or near spelling."""

    def __init__(self, terms: TableTerms) -> None:
        self._terms = terms
        self._forms = lru_cache(maxsize=4096)(self._forms_of)

    def is_entity(self, header: str) -> bool:
        """Return whether a column of this name names the rows."""
        return any(term.entity for term in self._terms_of(clean_header(header)))

    def means(self, header: str, name: str) -> bool:
        """Return whether the header belongs to the group of terms called `name`."""
        return any(term.name == name for term in self._terms_of(clean_header(header)))

    def mentions(self, text: str, headers: Sequence[str]) -> list[ColumnMention]:
        """Return column mentions in masked, folded `text`, longest first where they overlap, in order.

        Several columns may share a span when they are named equally loosely.
        """
        found: list[ColumnMention] = []
        for column, header in enumerate(headers):
            entity = self.is_entity(header)
            for form, strength in self._forms(header):
                start = text.find(form)
                while start >= 0:
                    end = start + len(form)
                    found.append(ColumnMention(start=start, end=end, column=column, strength=strength, entity=entity))
                    start = text.find(form, start + 1)
        named = {mention.column for mention in found}
        found += self._near(text, headers, named)
        found.sort(key=lambda m: (-m.weight, -m.strength, m.start))
        kept: list[ColumnMention] = []
        for mention in found:
            rivals = [k for k in kept if k.start < mention.end and mention.start < k.end]
            if all((k.start, k.end, k.strength) == (mention.start, mention.end, mention.strength) for k in rivals):
                kept.append(mention)
        return sorted(kept, key=lambda m: (m.start, -m.strength, m.column))

    def _near(self, text: str, headers: Sequence[str], named: set[int]) -> list[ColumnMention]:
        """Columns of which the question says a telling part (平台完成 for 平台完成验收流程企业数量)."""
        names = [clean_header(header) for header in headers]
        matcher = QuestionMatcher(text, names, (), ())
        found = []
        for column, name in enumerate(names):
            if column in named or len(name) < NEAR_CHARS:
                continue
            match = matcher.match(name)
            runs = np.flatnonzero(match.cover)
            if len(runs) >= 2 and match.share >= NEAR_SHARE:
                start, end = int(runs[0]), int(runs[-1]) + 1
                strength = WEAK * match.gain / (end - start)
                found.append(
                    ColumnMention(
                        start=start, end=end, column=column, strength=strength, entity=self.is_entity(headers[column])
                    )
                )
        return found

    def explained(self, text: str, headers: Sequence[str]) -> float:
        """Return how much of masked `text` the headers explain, in characters discounted by strength.

        What the rows are (小区, 地块, 企业) counts double: a table about something else cannot answer.
        """
        best: dict[tuple[int, int], float] = {}
        for mention in self.mentions(text, headers):
            weight = mention.weight * (2 if mention.entity else 1)
            best[mention.start, mention.end] = max(best.get((mention.start, mention.end), 0.0), weight)
        return sum(best.values())

    def _terms_of(self, name: str) -> list[ColumnTerm]:
        exact = [t for t in self._terms.columns if name == t.name or name in t.forms]
        if exact:
            return exact
        return [t for t in self._terms.columns if len(t.name) > 2 and (t.name in name or name in t.forms)]

    def _forms_of(self, header: str) -> tuple[tuple[str, float], ...]:
        name = clean_header(header)
        forms = {name: EXACT} if name else {}
        for term in self._terms_of(name):
            for form in (term.name, *term.forms):
                forms.setdefault(form, SYNONYM)
            for form in term.weak:
                forms.setdefault(form, WEAK)
        return tuple(forms.items())


def cell_mentions(text: str, rows: Sequence[Sequence[str]], columns: Sequence[int]) -> list[CellMention]:
    """Return cells of the columns whose text stands in masked, folded `text`, longest first, none overlapping.

    Numbers and blanks are no names.  A cell that lists several names (甲,乙) is found by each of them, but whole
    cells count first.
    """
    whole: dict[tuple[str, int], set[int]] = {}
    part: dict[tuple[str, int], set[int]] = {}
    for row_index, row in enumerate(rows):
        for column in columns:
            if column >= len(row) or is_blank(row[column]) or number(row[column]) is not None:
                continue
            cell = fold(row[column]).strip()
            if len(cell) >= 2 and cell in text:
                whole.setdefault((cell, column), set()).add(row_index)
            elif "," in cell or "、" in cell:
                for piece in re.split("[,、]", cell):
                    if len(piece) >= 4 and piece in text:
                        part.setdefault((piece, column), set()).add(row_index)
    found: list[CellMention] = []
    for group in (whole, part):
        ranked = sorted(group.items(), key=lambda item: (-len(item[0][0]), columns.index(item[0][1])))
        for (cell, column), at in ranked:
            start = text.find(cell)
            while start >= 0:
                end = start + len(cell)
                if all(end <= f.start or f.end <= start for f in found):
                    found.append(CellMention(start=start, end=end, column=column, rows=frozenset(at), text=cell))
                start = text.find(cell, start + 1)
    return sorted(found, key=lambda m: m.start)


def category_match(text: str, values: Sequence[str]) -> tuple[str, tuple[int, int]] | None:
    """Return the one of a column's few values that loosely stands in masked `text`, with the words it matched.

    A value is recognised by character pairs that no other value has (信用债处于正常状态 → 信用债正常).
    """
    pairs = {value: set(bigrams(value)) for value in values}
    best: tuple[float, str, tuple[int, int]] | None = None
    for value in values:
        others = set().union(*(pairs[v] for v in values if v != value)) if len(values) > 1 else set()
        own = pairs[value] - others
        at = [text.find(pair) for pair in own if pair in text]
        if not own or not at:
            continue
        share = len(at) / len(own)
        if best is None or share > best[0]:
            best = (share, value, (min(at), max(at) + 2))
    return (best[1], best[2]) if best else None
